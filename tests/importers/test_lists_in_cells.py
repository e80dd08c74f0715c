"""A cell of a table that is a list of recommendations: each of them comes in by itself, with what its row says."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "Fen Council": "council", "Wold NHS Trust": "nhs-trust"})
TITLE = "Domestic Homicide Review: Fen"


def table(*rows: str, headings: str = "<th>Agency</th><th>Recommendations</th>") -> str:
    return f"<h1>{TITLE}</h1><table><tr>{headings}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def listed(*items: str) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def read(text: str) -> tuple[Imported, ...]:
    return read_source(text.encode(), "page.html", NAMES)


def rows(text: str) -> list[tuple[str | None, str, str]]:
    (imported,) = read(text)
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in imported.data["recommendations"]]


LOG, LEAD, ASK = "Log each call for help.", "Name a lead for carers.", "The trust should ask each carer alone."


def test_each_item_of_a_list_is_one_with_the_addressee_of_its_row() -> None:
    page = table(f"<td>Fen Police</td><td>{listed(LOG, LEAD)}</td>", f"<td>Wold NHS Trust</td><td>{listed(ASK)}</td>")
    assert rows(page) == [(None, LOG, "Fen Police"), (None, LEAD, "Fen Police"), (None, ASK, "Wold NHS Trust")]


def test_so_is_each_line_that_is_a_command_by_itself() -> None:
    page = table(f"<td>Fen Police</td><td>{LOG}<br>{LEAD}</td>", f"<td>Wold NHS Trust</td><td>{ASK}</td>")
    assert rows(page) == [(None, LOG, "Fen Police"), (None, LEAD, "Fen Police"), (None, ASK, "Wold NHS Trust")]


@pytest.mark.parametrize(
    "cell",
    [
        f"The force should:{listed('Log each call for help.', 'Name a lead for carers.')}",
        listed("log each call for help, and", "name a lead for carers"),
        "Review the rota for calls.<br>Review this rota every year.",
        "The force should review its rota for calls.<br>The rota covers the night as well.",
    ],
    ids=["introduced", "one sentence", "refers back", "paragraphs"],
)
def test_what_does_not_stand_alone_stays_one_recommendation(cell: str) -> None:
    assert len(rows(table(f"<td>Fen Police</td><td>{cell}</td>", f"<td>Fen Council</td><td>{ASK}</td>"))) == 2


def test_a_number_of_the_row_counts_its_list_as_one() -> None:
    headings = "<th>No.</th><th>Agency</th><th>Recommendation</th>"
    page = table(f"<td>1</td><td>Fen Police</td><td>{listed(LOG, LEAD)}</td>", headings=headings)
    assert rows(page) == [("1", f"{LOG}\n{LEAD}", "Fen Police")]


def test_a_list_of_which_only_some_items_stand_alone_is_told() -> None:
    page = table(f"<td>Fen Police</td><td>{listed(LOG, LEAD, 'Calls at night and at weekends.')}</td>")
    (imported,) = read(page)
    told = f"kept as one recommendation a list that may be of several: “{LOG} {LEAD} Calls at nig”"
    assert len(imported.data["recommendations"]) == 1
    assert told in imported.lost


def test_lines_that_each_cell_counts_come_apart_though_one_asks_less_plainly_than_others() -> None:
    homes = "Care homes to have a lead for abuse."
    page = table(
        f"<td>Fen Police</td><td>1. {LOG}<br>2. {LEAD}</td>", f"<td>Fen Council</td><td>1. {homes}<br>2. {ASK}</td>"
    )
    assert rows(page) == [
        ("1.", LOG, "Fen Police"),
        ("2.", LEAD, "Fen Police"),
        ("1.", homes, "Fen Council"),
        ("2.", ASK, "Fen Council"),
    ]


def test_a_column_of_the_titles_of_reviews_tells_them_apart() -> None:
    page = table(
        f"<td>DHR A (2013)</td><td>1. {LOG}<br>2. {LEAD}</td>",
        f"<td>DHR B (2016)</td><td>1. {ASK}</td>",
        headings="<th>Review</th><th>Recommendations</th>",
    )
    found = {i.data["review"]["title"]: [r["text"] for r in i.data["recommendations"]] for i in read(page)}
    assert found == {"DHR A (2013)": [LOG, LEAD], "DHR B (2016)": [ASK]}


def test_a_label_above_a_table_is_no_heading_over_it() -> None:
    page = table(f"<td>{ASK}</td>", headings="<th>Recommendations</th>").replace(
        "<table>", "<p>Community Safety Partnership: Safer Fen Partnership</p><table>"
    )
    (imported,) = read(page.replace(TITLE, "Domestic Homicide Review – Ash: recommendations"))
    assert imported.data["review"]["title"] == "Domestic Homicide Review – Ash: recommendations"
    assert imported.data["review"]["csp"] == "Safer Fen Partnership"
    assert imported.data["recommendations"][0]["addressed_to"] == ""
