"""Tables of pages that are set in odd ways: every row comes in, or the import says which does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

ROTA = "The force should keep a rota of trained officers."
TENANTS = "The council should write to each tenant who has moved."
MIDWIVES = "The trust should train its midwives in how to ask."
HEADINGS = ("No", "Recommendation", "Addressed to")
FIRST = ("1", ROTA, "Wold Police")
SECOND = ("2", TENANTS, "Wold Council")
THIRD = ("3", MIDWIVES, "Wold Trust")
PAGE = "Page 12 of 40"

Cells = Sequence[Sequence[str]]
Write = Callable[..., tuple[str, str]]


def html(*parts: str | Cells) -> tuple[str, str]:
    """A page of paragraphs and tables; a cell that begins with `<` is written as it is."""

    def cell(text: str) -> str:
        return text if text.startswith("<td") else f"<td>{text}</td>"

    def written(part: str | Cells) -> str:
        if isinstance(part, str):
            return f"<p>{part}</p>"
        return "<table>" + "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in part) + "</table>"

    return f"<html><body><h1>DHR Wold</h1><p>CSP: Wold</p>{''.join(map(written, parts))}</body></html>", "x.html"


def piped(*parts: str | Cells, name: str = "x.txt") -> tuple[str, str]:
    """A page of paragraphs and of tables written with `|`."""
    lines = ["# DHR Wold" if name == "x.md" else "DHR Wold", "CSP: Wold"]
    for part in parts:
        lines.append("")
        if isinstance(part, str):
            lines.append(part)
            continue
        for row in part:
            lines.append(f"| {' | '.join(row)} |")
            if row == HEADINGS:
                lines.append("|---" * len(row) + "|")
    return "\n".join([*lines, ""]), name


def markdown(*parts: str | Cells) -> tuple[str, str]:
    return piped(*parts, name="x.md")


def read(page: tuple[str, str]) -> Imported:
    (found,) = read_source(page[0].encode(), page[1], NOTHING)
    return found


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("write", [html, piped, markdown])
@pytest.mark.parametrize("between", [(), ("The table goes on",), (PAGE,)])
@pytest.mark.parametrize("more", [[SECOND, THIRD], [SECOND]])
def test_a_table_goes_on_without_its_headings(write: Write, between: tuple[str, ...], more: Cells) -> None:
    if write is not html and not between:
        between = ("\n",)
    found = read(write([HEADINGS, FIRST], *between, more))
    assert rows(found) == [FIRST, *more]
    assert found.whole


@pytest.mark.parametrize("write", [html, piped])
def test_a_table_without_numbers_goes_on_with_wishes_and_names(write: Write) -> None:
    found = read(write([HEADINGS[1:], FIRST[1:]], PAGE, [SECOND[1:], THIRD[1:]]))
    assert [row[1:] for row in rows(found)] == [FIRST[1:], SECOND[1:], THIRD[1:]]


@pytest.mark.parametrize("write", [html, piped])
@pytest.mark.parametrize(
    "other",
    [
        [("Author", "The panel should ask again for more time.", "June"), ("Date", "It is not known yet.", "May")],
        [("3", MIDWIVES), ("4", "The board should look again at the answers in a year.")],
    ],
)
def test_a_table_of_another_kind_is_told_and_not_taken(write: Write, other: Cells) -> None:
    found = read(write([HEADINGS, FIRST, SECOND], PAGE, other))
    assert rows(found) == [FIRST, SECOND]
    assert not found.whole


@pytest.mark.parametrize("write", [html, piped, markdown])
def test_headings_that_are_repeated_within_a_table_are_no_recommendation(write: Write) -> None:
    found = read(write([HEADINGS, FIRST, SECOND, HEADINGS, THIRD]))
    assert rows(found) == [FIRST, SECOND, THIRD]
    assert found.whole


def test_headings_may_stand_in_two_rows() -> None:
    spanned = [
        ('<td rowspan="2">No</td>', '<td rowspan="2">Recommendation</td>', '<td colspan="2">Response</td>'),
        ("Agency", "Due"),
    ]
    for upper in (spanned, [("", "Recommendation", '<td colspan="2">Response</td>'), ("No", "", "Agency", "Due")]):
        found = read(html([*upper, (*FIRST, "June"), (*SECOND, "May")]))
        assert rows(found) == [FIRST, SECOND]
        (told,) = found.warnings
        assert told.startswith("left out the columns")
        assert told.endswith("Due")


def test_one_heading_may_stand_over_numbers_and_recommendations() -> None:
    found = read(html([('<td colspan="2">Recommendation</td>', "Addressed to"), FIRST, SECOND]))
    assert rows(found) == [FIRST, SECOND]
    assert found.whole


def test_a_table_may_stand_in_a_cell_of_one_that_only_places_it() -> None:
    inner = html([HEADINGS, FIRST, SECOND])[0].partition("</p>")[2].partition("</body>")[0]
    found = read(html([(f"<td><table><tr><td>{inner}</td></tr></table></td>", "Menu")]))
    assert rows(found) == [FIRST, SECOND]


def test_the_words_of_a_table_within_a_recommendation_are_its_words() -> None:
    inner = "<table><tr><td>Action</td><td>Lead agency</td></tr><tr><td>Write a rota</td><td>Sergeant</td></tr></table>"
    ((_, text, _), _) = rows(read(html([HEADINGS, ("1", f"<td>{ROTA}{inner}</td>", "Wold Police"), SECOND])))
    assert text.split() == f"{ROTA} Action Lead agency Write a rota Sergeant".split()


@pytest.mark.parametrize("end", ["</tr>", "</TR>", "</tr></tbody>"])
def test_a_page_that_ends_with_a_whole_row_is_not_cut(end: str) -> None:
    page, name = html([HEADINGS, FIRST])
    found = read((page.partition("</table>")[0].removesuffix("</tr>").replace("Wold", "İ") + end, name))
    assert not any("breaks off" in warning for warning in found.warnings)
    assert "note" not in found.data["recommendations"][0]


@pytest.mark.parametrize("write", [piped, markdown])
@pytest.mark.parametrize("form", ["table", "list"])
def test_a_note_has_the_label_of_other_footnotes(write: Write, form: str) -> None:
    page, name = write([HEADINGS, (*FIRST[:2], "Wold Police[^1]"), SECOND] if form == "table" else "Recommendations")
    below = "" if form == "table" else f"\n1. {ROTA}[^1]\n2. {TENANTS}\n"
    found = read((f"{page}{below}\n[^1]: Now part of the Fenwick force.\n", name))
    assert [text.removesuffix("[^1]") for _, text, _ in rows(found)] == [ROTA, TENANTS]
    assert found.whole
    assert found.warnings == ("left out what a record has no place for: Footnotes",)


@pytest.mark.parametrize("write", [piped, markdown])
def test_a_note_below_a_table_that_asks_for_something_is_told(write: Write) -> None:
    page, name = write([HEADINGS, FIRST, SECOND])
    found = read((f"{page}\n[^1]: The force should ask twice.\n", name))
    assert found.lost == ("left out notes: “[^1]: The force should ask twice.”",)
