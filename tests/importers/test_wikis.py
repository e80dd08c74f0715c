"""Pages of a wiki, as its writers see them."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from one_page import read

HEAD = (
    "== Domestic Homicide Review 2019 ==\n'''Community safety partnership:''' [[Safer Wold|Wold]]\n\n"
    "=== Recommendations ===\n"
)
ROWS = (
    ("1", "Wold Police", "Ring each caller back before the end of the same shift."),
    ("2", "Fen Homes", "Change a lock within a day of being asked, & say so."),
    ("3", "Wold Council", "Tell each parish clerk whom to ring."),
)
END = "\n=== See also ===\n* [[Action plans]]\n[[Category:Reviews]]\n"


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(row.get("number"), row["addressed_to"], row["text"]) for row in found.data["recommendations"]]


def on_one_line(number: str, body: str, text: str) -> str:
    return f"| {number} || [[{body}]] || {text} || open\n"


def on_lines(number: str, body: str, text: str) -> str:
    return f'| {number}\n| style="width:9em" | [[Trust|{body}]]\n|{text}\n| open\n'


def mixed(number: str, body: str, text: str) -> str:
    return f"! scope=row | {number}\n| '''{body}''' || {text}<ref>Report, page {number}</ref>\n| ''open''\n"


HEADINGS = (
    "! No. !! Agency !! Recommendation !! Status\n",
    '! No.\n! Agency\n! style="x" | Recommendation\n! Status\n',
    "| '''No.''' || '''Agency''' || '''Recommendation''' || '''Status'''\n",
)


@pytest.mark.parametrize("row", [on_one_line, on_lines, mixed])
@pytest.mark.parametrize("headings", HEADINGS)
@pytest.mark.parametrize("begins", ['{| class="wikitable sortable"\n|+ Recommendations to agencies\n', "{|\n|-\n"])
@pytest.mark.parametrize("name", ["wold.txt", "wold.md", "wold.wiki"])
def test_a_table_is_read_however_its_cells_are_written(row: object, headings: str, begins: str, name: str) -> None:
    assert callable(row)
    table = begins + headings + "".join(f"|-\n{row(*cells)}" for cells in ROWS) + "|}\n"
    found = read(HEAD + table + END, name)
    assert rows(found) == [(n, body, text) for n, body, text in ROWS]
    assert found.data["review"]["csp"] == "Wold"
    assert found.whole


def test_a_cell_over_several_rows_is_that_of_each() -> None:
    table = '{|\n! No. !! Agency !! Recommendation\n|-\n| 1 || rowspan="2" | Wold Police || Ring each caller back.\n'
    table += "|-\n| 2 || Read the log of calls.\n|-\n| 3 || Fen Homes || Change a lock.\n|}\n"
    assert rows(read(HEAD + table)) == [
        ("1", "Wold Police", "Ring each caller back."),
        ("2", "Wold Police", "Read the log of calls."),
        ("3", "Fen Homes", "Change a lock."),
    ]


def test_a_cell_may_have_lines_and_items() -> None:
    table = "{|\n! No. !! Agency !! Recommendation\n|-\n| 1 || Wold Police\n| Ring each caller back,\nand write down:\n"
    table += "* when\n* by whom.\n|-\n| 2 || Fen Homes || Change a lock.\n|}\n"
    found = rows(read(HEAD + table))
    assert found[1] == ("2", "Fen Homes", "Change a lock.")
    assert " ".join(found[0][2].replace("•", "").split()) == "Ring each caller back, and write down: when by whom."


def test_a_page_that_begins_with_its_table_is_no_json() -> None:
    table = "{|\n! No. !! Agency !! Recommendation\n|-\n" + "|-\n".join(
        f"| {n} || {body} || {text}\n" for n, body, text in ROWS
    )
    assert [
        row[2] for row in rows(read(f"{table}|}}\n\nDomestic Homicide Review of a death in Wold\n\nCSP: Wold\n"))
    ] == [text for *_, text in ROWS]


def test_a_list_of_a_wiki_beside_a_table_is_one_too() -> None:
    table = "{|\n! Name !! Post\n|-\n| Chair || Independent\n|}\n\n"
    items = "".join(f"# {body} should {text[0].lower()}{text[1:]}\n" for _, body, text in ROWS)
    found = read(HEAD.replace("=== Recommendations ===\n", table) + "=== Recommendations ===\n" + items + END)
    assert [row[2] for row in rows(found)] == [f"{b} should {t[0].lower()}{t[1:]}" for _, b, t in ROWS]


def test_a_page_with_braces_and_bars_is_no_wiki() -> None:
    table = "| No. | Agency | Recommendation |\n|---|---|---|\n" + "".join(f"| {' | '.join(row)} |\n" for row in ROWS)
    found = read(f"# Domestic Homicide Review\n\nCSP: Wold\n\nThe form {{a|b}} is kept.\n\n{table}", "wold.md")
    assert rows(found) == list(ROWS)
