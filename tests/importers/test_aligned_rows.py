"""Rows of tables drawn with blanks: told apart by numbers of any kind, or by where a further word had found room."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from known_names import Known

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\nRecommendations\n\n"
NAMES = Known({"Fen Police": "police", "Wold Council": "council"})
LOG, STAFF, ASK = (
    "The force should log each call in full.",
    "The council should train all those who let homes. Do so each year.",
    "Midwives should ask how things are at home",
)


def read(table: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source((HEAD + table).encode(), name, NAMES)
    return imported


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


ROMAN = """\
No      Recommendation             Lead agency
{}The force should log       Fen Police
        each call in full.
{}The council should train   Wold Council
        all those who let homes.
        Do so each year.
"""


@pytest.mark.parametrize("numbers", [("i.", "ii."), ("(i)", "(ii)"), ("viii)", "ix)"), ("I.", "II.")])
def test_roman_figures_are_numbers(numbers: tuple[str, str]) -> None:
    found = read(ROMAN.format(*(number.ljust(8) for number in numbers)))
    assert rows(found) == [(numbers[0], LOG, "Fen Police"), (numbers[1], STAFF, "Wold Council")]
    assert found.whole


UNNUMBERED = {
    "bodies last": """\
Recommendation             Lead agency
The force should log       Fen Police
each call in full.
The council should train   Wold Council
all those who let homes.
Do so each year.
""",
    "bodies first": """\
Lead agency    Recommendation
Fen Police     The force should log
               each call in full.
Wold Council   The council should train
               all those who let homes.
               Do so each year.
""",
}


@pytest.mark.parametrize("form", UNNUMBERED)
def test_a_row_begins_where_a_further_word_had_found_room_above(form: str) -> None:
    found = read(UNNUMBERED[form])
    assert rows(found) == [(None, LOG, "Fen Police"), (None, STAFF, "Wold Council")]
    assert found.whole


def test_a_name_goes_on_where_its_next_word_had_no_room() -> None:
    found = read("""\
Lead agency               Recommendation
Moor and Fen Hospitals    Letters must be sent again where
NHS Foundation Trust      nobody answers.
Moor and Fen Hospitals    Keep a list of those who were
NHS Foundation Trust      missed.
Fen Police                Log each call.
""")
    assert rows(found) == [
        (None, "Letters must be sent again where nobody answers.", "Moor and Fen Hospitals NHS Foundation Trust"),
        (None, "Keep a list of those who were missed.", "Moor and Fen Hospitals NHS Foundation Trust"),
        (None, "Log each call.", "Fen Police"),
    ]


def test_rows_without_full_stops_are_told_apart_by_the_room_above() -> None:
    found = read("""\
Recommendation                   Lead agency
Midwives should ask how things   Wold Council
are at home
Officers should log each call    Fen Police
and text
""")
    assert rows(found) == [
        (None, ASK, "Wold Council"),
        (None, "Officers should log each call and text", "Fen Police"),
    ]


def test_lines_that_are_not_filled_do_not_tell_rows_apart() -> None:
    with pytest.raises(RefusedError, match="cannot be told apart"):
        read("""\
Recommendation                             Lead agency
The force should log                       Fen
each call in full and say so each time.    Police
The council should train.
Those who let homes come first.            Wold Council
""")


@pytest.mark.parametrize(
    "below",
    ["Contact us\n\nWrite to the town hall.\n", "Glossary\n\nDASH: a list\n", "References\n\nA guide (2016).\n"],
)
@pytest.mark.parametrize(
    "table",
    [
        "Lead agency    No   Recommendation\nFen Police     1    The force should log each\n"
        + " " * 20
        + "call in full.\n",
        "Recommendation          Lead agency\nThe force should log    Fen Police\neach call in full.\n",
        "Lead agency    Recommendation\nFen Police     The force should log\n               each call in full.\n",
    ],
)
def test_a_heading_below_a_table_is_no_part_of_its_last_row(table: str, below: str) -> None:
    found = read(f"{table}\n{below}")
    assert [(text, cell) for _, text, cell in rows(found)] == [(LOG, "Fen Police")]
    assert found.whole


OVER_ROWS = {
    "in the column of numbers": """\
No             Recommendation
Fen Police
1              The force should log
               each call in full.
Wold Council
2              The council should train
               all those who let homes.
               Do so each year.
3              Midwives should ask how
               things are at home
""",
    "over all columns": """\
No   Recommendation
Fen Police
1    The force should log
     each call in full.
Wold Council
2    The council should train
     all those who let homes.
     Do so each year.
3    Midwives should ask how
     things are at home
""",
    "with gaps": """\
No             Recommendation

Fen Police

1              The force should log
               each call in full.

Wold Council

2              The council should train
               all those who let homes.
               Do so each year.

3              Midwives should ask how
               things are at home
""",
    "between rules": """\
-----------------------------------------
No             Recommendation
------------   --------------------------
Fen Police

1              The force should log
               each call in full.

Wold Council

2              The council should train
               all those who let homes.
               Do so each year.

3              Midwives should ask how
               things are at home
-----------------------------------------
""",
    "tabs": f"No\tRecommendation\nFen Police\t\n1\t{LOG}\nWold Council\t\n2\t{STAFF}\n3\t{ASK}\n",
    "tabs with one cell": f"No\tRecommendation\nFen Police\n1\t{LOG}\nWold Council\n2\t{STAFF}\n3\t{ASK}.\n",
}


@pytest.mark.parametrize("form", OVER_ROWS)
def test_a_body_alone_in_a_row_stands_over_the_rows_below(form: str) -> None:
    found = read(OVER_ROWS[form])
    whole = [(n, text.rstrip("."), cell) for n, text, cell in rows(found)]
    assert whole == [
        ("1", LOG.rstrip("."), "Fen Police"),
        ("2", STAFF.rstrip("."), "Wold Council"),
        ("3", ASK, "Wold Council"),
    ]
    assert found.whole


def test_one_row_below_each_body_is_enough() -> None:
    found = read(
        "No             Recommendation\nFen Police\n1              Log calls.\nWold Council\n2              Train.\n"
    )
    assert rows(found) == [("1", "Log calls.", "Fen Police"), ("2", "Train.", "Wold Council")]


def test_a_line_that_may_go_on_with_a_cell_is_told() -> None:
    with pytest.raises(RefusedError, match="cannot be told apart"):
        read(f"No\tRecommendation\n1\tLetters should go to\nFen Police\n2\t{LOG}\n3\t{STAFF}\n")


def test_a_line_in_the_middle_of_a_sentence_goes_on_with_the_cell_above() -> None:
    found = read(f"No\tRecommendation\n1\tThe force should log\neach call in full.\n2\t{STAFF}\n")
    assert rows(found) == [("1", LOG, ""), ("2", STAFF, "")]
    assert found.whole


BELOW_THE_FIRST_LINE = {
    "bodies in the middle": """\
Recommendation             Lead agency
The force should log
each call in full, and     Fen Police
say so.
The council should train   Wold Council
all those who let homes.
""",
    "a name that may be the rest of the one above": """\
Lead agency       Recommendation
Moor Trust        Letters go out.
Fen and Wold
Community Trust   Lists are kept.
""",
    "a number in the middle": """\
No   Recommendation             Lead agency
1    Officers should log it.    Fen Police
     The council should train
     all those who let homes.   Wold Council
2    Say so each year.
""",
    "texts without stops on full lines": """\
Recommendation           Lead agency
Officers should log it   Fen Police
all at once
Midwives should ask if   Moor and Fen
and when, in each ward   Trust
Hostels should agree a   Wold Council
rule
""",
}


@pytest.mark.parametrize("form", BELOW_THE_FIRST_LINE)
def test_rows_that_may_begin_elsewhere_are_told(form: str) -> None:
    with pytest.raises(RefusedError, match="cannot be told apart"):
        read(BELOW_THE_FIRST_LINE[form])


def test_a_gap_between_rows_tells_them_apart_where_cells_are_in_the_middle() -> None:
    found = read("""\
Recommendation            Lead agency

The force should log
each call in full. Do     Fen Police
so at once.

Train all who let homes   Wold Council
or sell them.

The council should look
out. Say so.              Wold Council
""")
    assert [cell for _, _, cell in rows(found)] == ["Fen Police", "Wold Council", "Wold Council"]


def test_a_recommendation_that_begins_above_its_number_is_no_heading() -> None:
    found = read("""\
No   Recommendation             Lead agency
     The force should log
1    each call in full, and     Fen Police
     say so.

     The council should train
2    all those who let homes    Wold Council
     each year.
""")
    assert rows(found) == [
        ("1", "The force should log each call in full, and say so.", "Fen Police"),
        ("2", "The council should train all those who let homes each year.", "Wold Council"),
    ]


def test_a_cell_that_is_broken_in_the_middle_of_a_row_is_put_together() -> None:
    found = read(
        "No\tRecommendation\tAgency\n1\tThe force should log\neach call in full.\tFen Police\n"
        f"2\t{STAFF}\tWold Council\n"
    )
    assert rows(found) == [("1", LOG, "Fen Police"), ("2", STAFF, "Wold Council")]


def test_a_line_within_a_table_of_something_else_ends_it() -> None:
    found = read(f"Term\tMeaning\nDASH\tA checklist for\nRisk\nFCC\tA council\n\nNo\tRecommendation\n1\t{LOG}\n")
    assert rows(found) == [("1", LOG, "")]
