"""Tables of a number and words in each row, without headings: lists that are only set as tables."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import Known
from one_page import read, texts

LOG, TRAIN, ASK = "Record each call about abuse.", "Train all staff in how to ask.", "The council should ask tenants."
SAID = [LOG, TRAIN, ASK]
POLICE = Known({"Wold Police": "police", "Wold Council": "council"})
NUMBERS = [("1", "2", "3"), ("1.", "2.", "3."), ("R1", "R2", "R3"), ("4.1", "4.2", "4.3")]
FORMS = ["html", "an empty row above the rule", "its first row above the rule", "pipes", "bars", "values", "tabs"]


def written(form: str, rows: list[tuple[str, ...]]) -> tuple[str, str]:
    """A page, and its name, with rows in a table without headings."""
    bars = [f"| {' | '.join(row)} |" for row in rows]
    rule = f"|{'---|' * len(rows[0])}"
    lines = {
        "html": ["<table>", *("<tr><td>" + "<td>".join(row) + "</tr>" for row in rows), "</table>"],
        "an empty row above the rule": [f"|{'  |' * len(rows[0])}", rule, *bars],
        "its first row above the rule": [bars[0], rule, *bars[1:]],
        "pipes": bars,
        "bars": [" | ".join(row) for row in rows],
        "values": [",".join(row) for row in rows],
        "tabs": ["\t".join(row) for row in rows],
    }[form]
    table = "\n".join([*lines, ""])
    match form:
        case "html":
            return f"<h1>DHR Ivy</h1><p>CSP: Wold</p><h2>Recommendations</h2>{table}", "p.html"
        case "values" | "tabs":
            return table, "p.csv" if form == "values" else "p.tsv"
    name = "p.md" if "rule" in form else "p.txt"
    return f"# DHR Ivy\n\nCSP: Wold\n\n## Recommendations\n\n{table}", name


def numbers(found: Imported) -> list[str | None]:
    return [row.get("number") for row in found.data["recommendations"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("printed", NUMBERS)
def test_each_row_is_an_item_with_its_number_as_it_is_printed(form: str, printed: tuple[str, ...]) -> None:
    found = read(*written(form, list(zip(printed, SAID, strict=True))))
    assert texts(found) == SAID
    assert numbers(found) == list(printed)
    assert found.whole


@pytest.mark.parametrize("form", ["html", "an empty row above the rule", "pipes"])
@pytest.mark.parametrize("head", ["Wold Police", "Recommendations for Wold Police"])
@pytest.mark.parametrize("at", [0, 1])
def test_a_row_of_one_cell_is_a_heading_of_the_items_below(form: str, head: str, at: int) -> None:
    group = [(name, "")[:: -1 if at else 1] for name in (head, head.replace("Police", "Council"))]
    page, name = written(form, [group[0], ("1", LOG), ("2", TRAIN), group[1], ("3", ASK)])
    (found,) = read_source(page.encode(), name, POLICE)
    assert [row["addressed_to"] for row in found.data["recommendations"]] == [*["Wold Police"] * 2, "Wold Council"]
    assert texts(found) == SAID


def test_what_stands_beside_the_words_is_told_and_is_no_item() -> None:
    dates = ("31 May 2021", "30 June 2021", "1 July 2021")
    found = read(*written("html", list(zip("123", SAID, dates, strict=True))))
    assert (texts(found), numbers(found)) == (SAID, ["1", "2", "3"])
    assert all(any(date in lost for lost in found.lost) for date in dates)


@pytest.mark.parametrize("form", ["values", "tabs"])
def test_values_without_headings_may_have_bodies_and_what_else_they_say_is_told(form: str) -> None:
    bodies = ("Wold Police", "Fen Police", "Wold Council")
    found = read(*written(form, list(zip("123", SAID, bodies, ("May", "June", "July"), strict=True))))
    assert texts(found) == SAID
    assert [row["addressed_to"] for row in found.data["recommendations"]] == list(bodies)
    assert any("May" in lost for lost in found.lost)


@pytest.mark.parametrize(
    "rows",
    [
        [("1", "The flat was let to him in May."), ("2", "She rang the office twice that week.")],
        [("Ref", "Detail"), ("1", LOG), ("2", TRAIN)],
        [("1", "Home"), ("2", "News")],
    ],
)
def test_values_that_are_no_recommendations_are_refused(rows: list[tuple[str, ...]]) -> None:
    with pytest.raises(RefusedError):
        read(*written("values", rows))


def test_tables_of_other_parts_are_none_of_recommendations() -> None:
    def table(*cells: str) -> str:
        return "<table>" + "".join(f"<tr><td>{i}<td>{cell}</tr>" for i, cell in enumerate(cells, 1)) + "</table>"

    found = read(
        "<h1>DHR Ivy</h1><p>CSP: Wold</p><h2>Contents</h2>"
        + table("Introduction and background", "Recommendations and next steps")
        + "<h2>Terms of reference</h2>"
        + table("To establish what was known.", "To consider how agencies worked together.")
        + f"<h2>Recommendations</h2>{table(*SAID)}<h2>Panel members</h2>"
        + table("Chair of the panel and author", "An inspector of the force"),
        "p.html",
    )
    assert texts(found) == SAID
