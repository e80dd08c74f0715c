"""Tables that a program printed as text, page by page, each with the headings and columns in places of its own."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

import pytest

from dhrcurate.domain.page_text import page_text
from dhrcurate.importers import Imported
from one_page import read

HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"
TEXTS = (
    (
        "Wold Police should ring each caller back before the end of the same shift, and should write down the reason "
        "where nobody answers."
    ),
    "Fen Homes should change a lock within a day of being asked for it, whoever the tenant is.",
    (
        "Fen Hospitals should ask each patient who comes back with a fracture whether home is safe for them and for "
        "others who live there."
    ),
    (
        "Wold Council should tell each parish clerk whom to ring when somebody asks for help, and should ask them "
        "once a year whether they know."
    ),
    "The Partnership should read this report to its members within three months.",
)
BODIES = ("Wold Police", "Fen Homes Housing Association", "Fen Hospitals NHS Trust", "Wold Council", "Wold Partnership")

Row = Sequence[str]
Lines = list[list[str]]


def cells(row: Row, widths: Sequence[int]) -> Lines:
    """The lines of a row, each with a piece for every column."""
    wrapped = [textwrap.wrap(cell, width, break_long_words=False) for cell, width in zip(row, widths, strict=True)]
    return [list(line) for line in zip_longest(*wrapped, fillvalue="")]


def drawn(lines: Lines, gutter: int, *, least: Sequence[int] = ()) -> str:
    """Lines with their columns as wide as they need to be, and some blanks between them."""
    wide = [max(map(len, column)) for column in zip(*lines, strict=True)]
    wide = [max(width, at) for width, at in zip_longest(wide, least, fillvalue=0)]
    return "".join(
        (" " * gutter).join(piece.ljust(width) for piece, width in zip(line, wide, strict=True)).rstrip() + "\n"
        for line in lines
    )


def numbered(texts: Sequence[str], bodies: Sequence[str]) -> list[Row]:
    return [(str(n), text, body) for n, (text, body) in enumerate(zip(texts, bodies, strict=True), 1)]


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [
        (row.get("number"), " ".join(row["text"].split()), " ".join(row["addressed_to"].split()))
        for row in found.data["recommendations"]
    ]


@pytest.mark.parametrize("width", [28, 40, 61])
@pytest.mark.parametrize("cut", range(1, 12))
@pytest.mark.parametrize("foot", ["", "Wold DHR Action Plan v4 Page 1\n", "Restricted until publication – Page 1\n"])
def test_headings_that_stand_again_in_other_places_are_no_row_wherever_the_page_ends(
    width: int, cut: int, foot: str
) -> None:
    wanted = numbered(TEXTS, BODIES)
    heading = ["No", "Recommendation", "Agency"]
    lines = [line for row in wanted for line in cells(row, (4, width, 16))]
    first, second = lines[:cut], lines[cut:]
    last = foot.replace("1\n", "2\n")
    page = f"{drawn([heading, *first], 5)}\n{foot}\f{drawn([heading, *second], 2)}\n{last}"
    found = read(HEAD + page)
    assert rows(found) == [tuple(row) for row in wanted]
    assert found.whole


@pytest.mark.parametrize("foot", ["Final, approved by the panel. Page {}\n", "Not protectively marked. Page {}\n"])
def test_a_sentence_with_the_number_of_the_page_at_the_foot_of_each_is_none_of_the_table(foot: str) -> None:
    wanted = numbered(TEXTS, BODIES)
    heading = ["No", "Recommendation", "Agency"]
    pages = [drawn([heading, *(line for row in part for line in cells(row, (4, 40, 16)))], 3) for part in
             (wanted[:2], wanted[2:])]  # fmt: skip
    found = read(HEAD + "\f".join(f"{page}\n\n      {foot.format(n)}" for n, page in enumerate(pages, 1)))
    assert rows(found) == [tuple(row) for row in wanted]
    assert found.whole


@pytest.mark.parametrize(
    "heading", [["Recommendati", "For", "Recommendation"], ["Reference", "Agency", "What is recommended"]]
)
@pytest.mark.parametrize("below", ["on no.", "no."])
def test_a_heading_of_two_lines_stands_again_too(heading: list[str], below: str) -> None:
    wanted = numbered(TEXTS, BODIES)
    over = [heading, [below, "", ""]]
    lines = [cells((n, body, text), (4, 20, 44)) for n, text, body in wanted]
    first, second = ([line for row in part for line in row] for part in (lines[:1], lines[1:]))
    found = read(f"{HEAD}{drawn(over + first, 4)}\n\f{drawn(over + second, 3)}\n")
    assert [row[:2] for row in rows(found)] == [tuple(row[:2]) for row in wanted]
    assert [row[2] for row in rows(found)] == list(BODIES)


WHY = (
    "Nobody rang back in the whole of that night.",
    "The lock was put in too late to help.",
    "Nobody asked at the hospital on two visits.",
    "The clerk knew no number to give.",
    "The members heard of it late.",
)


@pytest.mark.parametrize("off", [0, 1, 2, 3])
@pytest.mark.parametrize("row", range(5))
def test_a_number_between_two_columns_of_words_may_be_a_little_off(off: int, row: int) -> None:
    lines = [["Why", "N", "What we recommend", "Who leads"], ["", "o", "", ""]]
    for reason, (n, text, body) in zip(WHY, numbered(TEXTS, BODIES), strict=True):
        lines += cells((reason, n, text, body), (18, 3, 34, 20))
    page = drawn(lines, 4)
    page = page.replace(f"{' ' * off}    {row + 1}    ", f"    {row + 1}    {' ' * off}", 1)
    found = read(HEAD + page)
    assert rows(found) == [tuple(row) for row in numbered(TEXTS, BODIES)]


def centred(row: Row, widths: Sequence[int]) -> Lines:
    """The lines of a row whose cells stand about its middle, each line of them a half line lower than the next."""
    wrapped = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    tallest = max(map(len, wrapped))
    places: dict[int, list[str]] = {}
    for at, pieces in enumerate(wrapped):
        for i, piece in enumerate(pieces):
            places.setdefault(tallest - len(pieces) + 2 * i, ["", "", ""])[at] = piece
    return [places[at] for at in sorted(places)]


@pytest.mark.parametrize("width", [30, 44, 58])
@pytest.mark.parametrize("heading", [["Rhif /", "No."], ["No.", ""], ["Ref", ""]])
def test_numbers_and_bodies_may_stand_in_the_middle_of_a_row(width: int, heading: list[str]) -> None:
    wanted = numbered(TEXTS, BODIES)
    lines = [[heading[0], "Recommendation", "Agency"], *([[heading[1], "", ""]] if heading[1] else [])]
    lines += [line for row in wanted for line in centred(row, (4, width, 18))]
    found = read(HEAD + drawn(lines, 4, least=(8,)))
    assert rows(found) == [tuple(row) for row in wanted]
    assert found.whole


def test_numbers_in_the_middle_that_do_not_fit_are_told() -> None:
    lines = [line for row in numbered(TEXTS, BODIES) for line in centred(row, (4, 30, 18))]
    at = next(i for i, line in enumerate(lines) if line[0] == "3")
    lines[at][0], lines[at - 3][0] = "", "3"
    with pytest.raises(Exception, match="cannot be told apart"):
        read(HEAD + drawn([["No.", "Recommendation", "Agency"], *lines], 4))


@pytest.mark.parametrize("prefix", ["WP", "A2D", "P1W"])
def test_a_body_over_all_columns_stands_over_its_rows(prefix: str) -> None:
    lines = "Ref         Recommendation                                                      Date\n"
    for n, text in enumerate(("Ring each caller back before the end of the same shift.", "Read the log of calls."), 1):
        lines += f"{f'{prefix}{n}':12}{text:68}May 2019\n"
    wanted = [f"{prefix}{n}" for n in (1, 2)]
    head, *rest = lines.splitlines(keepends=True)
    found = read(f"{HEAD}{head}Wold and Fen Police Constabulary\n{''.join(rest)}")
    assert [row[0] for row in rows(found)] == wanted
    assert {row[2] for row in rows(found)} == {"Wold and Fen Police Constabulary"}


def test_tables_of_two_bodies_with_the_same_headings_stay_apart() -> None:
    heading = ["No", "Recommendation", "Agency"]
    one, other = numbered(TEXTS[:2], BODIES[:2]), numbered(TEXTS[2:], BODIES[2:])
    parts = [drawn([heading, *(line for row in part for line in cells(row, (4, 40, 16)))], gap) for part, gap in
             ((one, 4), (other, 2))]  # fmt: skip
    found = read(f"{HEAD}{parts[0]}\nSecond phase\n\n{parts[1]}")
    assert rows(found) == [tuple(row) for row in (*one, *other)]


ACTIONS = (
    "Brief all response teams and put a note into the log of each call",
    "New contract with the locksmith, who is to come at night as well as by day",
    "Card at the desk",
    "Letter to all clerks, and a telephone number for those who ask, which is to be answered",
    "Meeting of all members in the town hall",
)


@pytest.mark.parametrize("cut", range(1, 17))
def test_every_cell_of_a_row_may_go_on_below_the_page_break(cut: int) -> None:
    heading = ["No", "Recommendation", "Action to take", "Lead", "Outcome"]
    plan = zip(numbered(TEXTS, BODIES), ACTIONS, reversed(ACTIONS), strict=True)
    lines = [line for (n, text, body), a, b in plan for line in cells((n, text, a, body, b), (4, 30, 16, 16, 20))]
    page = (
        f"{drawn([heading, *lines[:cut]], 4)}\n   Wold Action Plan v4 Page 1\n\f{drawn([heading, *lines[cut:]], 2)}\n"
    )
    found = read(f"{HEAD}{page}   Wold Action Plan v4 Page 2\n")
    assert rows(found) == [tuple(row) for row in numbered(TEXTS, BODIES)]


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_a_theme_that_is_merged_over_rows_is_that_of_the_first(cut: int) -> None:
    heading = ["Theme", "No.", "Recommendation", "Agency"]
    lines = [
        ["1. Calls at", "1.1", "Ring each caller back soon.", "Wold Police"],
        ["night and", "1.2", "Read the log before an officer", "Wold Police"],
        ["by day", "", "is sent out to a house.", ""],
        ["2. Homes", "2.1", "Change a lock within a day of", "Fen Homes"],
        ["", "", "being asked.", ""],
    ]
    found = read(f"{HEAD}{drawn([heading, *lines[:cut]], 3)}\f{drawn([heading, *lines[cut:]], 2)}")
    assert rows(found) == [
        ("1.1", "Ring each caller back soon.", "Wold Police"),
        ("1.2", "Read the log before an officer is sent out to a house.", "Wold Police"),
        ("2.1", "Change a lock within a day of being asked.", "Fen Homes"),
    ]
    titles = [row.get("title") for row in found.data["recommendations"]]
    assert titles == ["1. Calls at night and by day", None, "2. Homes"]


@pytest.mark.parametrize("cut", range(1, 12))
def test_the_rows_stand_on_the_page_as_text_whole_wherever_a_page_ends(cut: int) -> None:
    lines = [line for row in numbered(TEXTS, BODIES) for line in cells(row, (4, 40, 16))]
    heading = ["No", "Recommendation", "Agency"]
    first, second = drawn([heading, *lines[:cut]], 5), drawn([heading, *lines[cut:]], 2)
    foot = "      Wold DHR Action Plan v4 Page {}\n"
    page = f"{HEAD}{first}\n{foot.format(1)}\f{second}\n{foot.format(2)}"
    assert all(text in page_text(page, "p.txt") for text in TEXTS)
