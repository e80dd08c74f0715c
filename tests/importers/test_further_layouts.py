"""Layouts of pages that were read with doubts, or of which a part was told, though it is plain."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from one_page import read, texts

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."
TITLE = "Wold Community Safety Partnership\n\nDomestic Homicide Review: Alder\n\nYear of death: 2019\n\n"
HTML = "<h1>Wold Community Safety Partnership</h1><p>Year of death: 2019</p><h3>DHR Alder: recommendations</h3>"


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(row.get("number"), row["text"], row["addressed_to"]) for row in found.data["recommendations"]]


def test_rows_that_a_program_broke_to_fill_lines_are_whole_up_to_their_two_blanks() -> None:
    page = (
        "# Domestic Homicide Review: Alder\n\n## What the panel recommended\n\n#| Recommendation| Responsible body  \n"
        "---|---|---  \n1| The force should log each call.| Fen\nPolice  \n2| The council should train its\n"
        "housing staff.| Wold\nCouncil  \n  \nRead more.\n"
    )
    assert rows(read(page, "p.md")) == [("1", LOG, "Fen Police"), ("2", STAFF, "Wold Council")]


def test_a_row_with_other_bars_than_the_rule_below_the_headings_is_not_joined_to_another() -> None:
    page = f"# DHR Alder\n\n#| Recommendation| Agency  \n---|---|---  \n1| {LOG}| Fen Police  \n2| {STAFF}  \n"
    found = read(page, "p.md")
    assert rows(found)[0] == ("1", LOG, "Fen Police")
    assert len(texts(found)) > 1 or not found.whole


@pytest.mark.parametrize("dash", ["-", "–"])
def test_items_below_whom_they_are_for_may_have_a_hyphen_or_a_dash(dash: str) -> None:
    page = (
        f"{TITLE}Key findings\n\n- The calls were not put together.\n\nRecommendations made by the review\n\n"
        f"Fen Police should:\n- log each call from a home\n{dash} tell the partnership of it\n\n"
        "Wold Borough Council should:\n- train its housing staff\n\nReport ends\n"
    )
    found = read(page)
    assert [(text, whom) for _, text, whom in rows(found)] == [
        ("log each call from a home", "Fen Police"),
        ("tell the partnership of it", "Fen Police"),
        ("train its housing staff", "Wold Borough Council"),
    ]
    assert found.whole


def test_a_chapter_that_asks_its_readers_something_ends_the_list() -> None:
    page = (
        f"{TITLE}5. What needs to change?\nThe review recommended that:\n• {LOG}\n• {STAFF}\n\n"
        "6. What can you do?\nTalk about this in your next meeting.\n"
    )
    assert texts(read(page)) == [LOG, STAFF]


@pytest.mark.parametrize("over", ["Response", "Action plan"])
def test_words_over_several_headings_are_no_loss(over: str) -> None:
    table = (
        f"<table><tr><td colspan=2>Recommendation</td><td colspan=2>{over}</td></tr>"
        "<tr><td>No</td><td>Text</td><td>Lead agency</td><td>Status</td></tr>"
        f"<tr><td>1</td><td>{LOG}</td><td>Fen Police</td><td>Done</td></tr>"
        f"<tr><td>2</td><td>{STAFF}</td><td>Wold Council</td><td>Done</td></tr></table>"
    )
    found = read(HTML + table, "p.html")
    assert texts(found) == [LOG, STAFF]
    assert found.whole


def test_names_between_numbers_and_words_are_a_table_without_headings() -> None:
    body = [
        ("1", "Fen Police", "Fen Police to look at how calls from far away are graded at night."),
        ("2", "Wold Council", "Wold Council to consider school buses as a way to reach people."),
        ("3", "Marsh Young Farmers", "To be invited to use the materials about what is healthy."),
    ]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in body)
    assert rows(read(f"{HTML}<table>{table}</table>", "p.html")) == [(n, text, who) for n, who, text in body]


def test_a_table_of_people_below_one_without_headings_is_none_of_recommendations() -> None:
    first = (
        f"<tr><td>1</td><td>{LOG}</td><td>Fen Police</td></tr><tr><td>2</td><td>{STAFF}</td><td>Wold Council</td></tr>"
    )
    panel = (
        "<tr><td>1</td><td>Chair of the panel</td><td>Wold Council</td></tr>"
        "<tr><td>2</td><td>Head of housing services here</td><td>Wold Council</td></tr>"
    )
    assert texts(read(f"{HTML}<table>{first}</table><table>{panel}</table>", "p.html")) == [LOG, STAFF]
