"""Tables that a program wrote out line by line, so that the words of a cell end lines of the text beside it."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Fen Police": "police", "Wold and Fen Hospitals NHS Trust": "nhs", "Wold Borough Council": "council"})
HEAD = "Domestic Homicide Review\nCSP: Wold\nYear of death: 2019\nRecommendations\nNo Recommendation Agency\n"
ROWS = (
    "1 Officers who are called to a home should write down the names of the children Fen Police\n"
    "in it, and should say who else was there at the time of the call, also where\n"
    "all seemed to be calm. They should read it to those who were there before\n"
    "they leave.\n"
    "2 The hospital should look each year at how often its nurses asked about safety and Wold and Fen\n"
    "should tell the board what was found. The figures should be those of all wards, Hospitals NHS\n"
    "by day and by night, and should be compared with those of the year before. Trust\n"
    "Where they fall, the reason should be given, and what is to be done about it\n"
    "in the next year.\n"
    "3 Wardens should see each new tenant alone before the end of the first month of a Wold Borough\n"
    "tenancy. Council\n"
)
FURTHER = (
    "4 Volunteers who answer the line at night should be able to reach a member of the Marsh Support\n"
    "staff at once, wherever they are, and should know in which order to ring them Group\n"
    "when nobody answers.\n"
    "5 Each log should be kept for six years. Fen Police\n"
)


def read(page: str) -> Imported:
    (found,) = read_source(page.encode(), "p.txt", NAMES)
    return found


def cells(found: Imported) -> list[str]:
    return [row["addressed_to"] for row in found.data["recommendations"]]


def test_a_cell_that_ends_lines_of_its_text_is_told_from_it() -> None:
    found = read(HEAD + ROWS)
    assert cells(found) == ["Fen Police", "Wold and Fen Hospitals NHS Trust", "Wold Borough Council"]
    first, second, third = (row["text"] for row in found.data["recommendations"])
    assert "the names of the children in it, and" in first
    assert "asked about safety and should tell" in second
    assert "compared with those of the year before. Where they fall" in second
    assert third == ("Wardens should see each new tenant alone before the end of the first month of a tenancy.")
    assert found.whole


def test_the_cell_of_a_row_that_nobody_knows_is_told_by_how_it_is_set_where_the_others_are_known() -> None:
    found = read(HEAD + ROWS + FURTHER)
    assert cells(found)[3:] == ["Marsh Support Group", "Fen Police"]
    assert "reach a member of the staff at once" in found.data["recommendations"][3]["text"]


def test_a_page_of_which_too_few_cells_are_known_says_that_names_may_stand_in_texts() -> None:
    unknown = ROWS.replace("Wold and Fen\n", "Tern and Elm\n").replace("Wold Borough\n", "Elm Borough\n")
    found = read(HEAD + unknown)
    assert any("may stand in the middle of its text: “Fen Police”" in told for told in found.lost)


@pytest.mark.parametrize("end", ["Fen Police\n", "Wold Borough Council\n"])
def test_a_name_in_a_sentence_stays_there_where_cells_stand_at_the_ends_of_texts(end: str) -> None:
    rows = "".join(
        f"{n} Wardens should agree each month with the officers of the town and with Fen Police\n"
        f"whom they will visit, and should write it down. {end}"
        for n in range(1, 5)
    )
    found = read(HEAD + rows)
    assert cells(found) == [end.strip()] * 4
    assert all("with Fen Police whom they" in row["text"] for row in found.data["recommendations"])


def test_names_in_sentences_that_end_lines_are_no_cells_where_no_other_line_shows_how_wide_texts_are() -> None:
    rows = (
        "1 The council should tell all schools in the town of the new way in which Fen Police\n"
        "shares what it knows of children.\n"
        "2 The council should ask the wardens of all its homes to be told of that by Fen Police\n"
        "officers of the town.\n"
    )
    found = read(HEAD + rows)
    first, second = (row["text"] for row in found.data["recommendations"])
    assert "in which Fen Police shares what" in first
    assert "by Fen Police officers" in second
