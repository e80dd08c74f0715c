"""Tables whose columns are drawn with blanks: read by the places of their columns, or told, and never run together."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.page_text import page_text
from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n{}Recommendations\n\n"
ROWS = [
    ("1", "The force should log each call in full.", "Wold Police"),
    ("2", "The council should train all those who let homes.", "Wold District Council"),
]
BLANKS = """\
No   Recommendation             Lead agency
1    The force should log       Wold Police
     each call in full.
2    The council should train   Wold District
     all those who let homes.   Council
"""
LINES = BLANKS.split("\n")
GAPS = "\n".join([LINES[0], "", *LINES[1:3], "", *LINES[3:]])
PAGES = "\n".join([*LINES[:3], "", "14", "", LINES[0], *LINES[3:]])
CENTRED = GAPS.replace("No   Recommendation             Lead agency", " No       Recommendation         Lead agency")
MIDDLE = """\
No   Recommendation             Lead agency

     The force should log
1                               Wold Police
     each call in full.

     The council should train   Wold District
2
     all those who let homes.   Council
"""
TWO_HEADINGS = BLANKS.replace("Lead agency", "Lead\n                                agency")
AGENCY_FIRST = """\
Agency          No   Recommendation
Wold Police     1    The force should log each
                     call in full.
Wold District   2    The council should train all
Council              those who let homes.
"""
RULES = "---  -------------------------  --------------"
UNDER = "\n".join([LINES[0], RULES, *LINES[1:]])
PANDOC = "\n".join(["-" * 46, LINES[0], RULES, *LINES[1:3], "", *LINES[3:5], "-" * 46, ""])
RST = "\n".join([RULES.replace("-", "="), LINES[0], RULES.replace("-", "="), *LINES[1:5], RULES.replace("-", "="), ""])
NO_HEADINGS = "\n".join(LINES[1:])
RST_NO_HEADINGS = "\n".join([RULES.replace("-", "="), *LINES[1:5], RULES.replace("-", "="), ""])
FORMS = {
    "blanks": BLANKS,
    "gaps between rows": GAPS,
    "pages of a print": PAGES,
    "headings in the middle": CENTRED,
    "numbers in the middle": MIDDLE,
    "headings over two lines": TWO_HEADINGS,
    "agencies first": AGENCY_FIRST,
    "a rule under the headings": UNDER,
    "multiline": PANDOC,
    "reStructuredText": RST,
    "no headings": NO_HEADINGS,
    "reStructuredText without headings": RST_NO_HEADINGS,
}


def read(table: str, name: str = "p.txt") -> Imported:
    head = HEAD.format("## " if name.endswith("md") else "")
    (imported,) = read_source((head + table).encode(), name, NOTHING)
    return imported


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    return [(r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("name", ["p.txt", "p.md"])
@pytest.mark.parametrize("form", FORMS)
def test_cells_are_told_apart_by_the_places_of_their_columns(form: str, name: str) -> None:
    found = read(FORMS[form], name)
    assert rows(found) == ROWS
    assert found.whole
    assert not found.warnings


@pytest.mark.parametrize("form", FORMS)
def test_the_words_of_a_cell_stand_together_in_the_source(form: str) -> None:
    text = page_text(HEAD.format("") + FORMS[form], "p.txt")
    assert all(words in text for _, *row in ROWS for words in row)


def test_rows_without_numbers_are_those_between_gaps() -> None:
    found = read("\n".join(line[5:] for line in GAPS.split("\n")))
    assert rows(found) == [(None, text, cell) for _, text, cell in ROWS]
    assert found.whole


def test_what_stands_below_is_no_part_of_the_last_cell() -> None:
    below = "\nThe board meets four times a year, and looks each time at all of what was done since it met before.\n"
    found = read(BLANKS + below)
    assert rows(found) == ROWS
    assert found.whole


UNSURE = {
    "a cell runs over the next column": BLANKS.replace("train   Wold", "train at once the Wold"),
    "a cell runs over the next column below a rule": UNDER.replace("train   Wold", "train at once the Wold"),
    "a sentence that may begin a row as well": """\
Recommendation               Lead agency
The force should look out.   Wold District
It must do so each time.     Council
The trust should tell all    Moor Trust
who ask.
""",
    "no headings and no gutter": NO_HEADINGS.replace("log       Wold", "log each call now   Wold"),
}


@pytest.mark.parametrize("form", UNSURE)
def test_columns_that_cannot_be_told_apart_are_told(form: str) -> None:
    with pytest.raises(RefusedError, match="cannot be told apart"):
        read(UNSURE[form])


def test_a_list_with_wide_blanks_after_its_sentences_is_none() -> None:
    found = read("1.  To log calls.  To say so.\n2.  To log texts.  To say it.\n")
    assert [text for _, text, _ in rows(found)] == ["To log calls.  To say so.", "To log texts.  To say it."]
