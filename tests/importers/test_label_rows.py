"""Rows of a table of values that have words in the place of a number and no recommendation."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING

LOG = "The force should log each call."
STAFF = "The council should train its housing staff."


def read(table: str) -> Imported:
    (imported,) = read_source(table.encode(), "t.csv", NOTHING, given=Metadata(csp="Wold"))
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize("label", ["Fen Police", "FCC", "Source: plan of May 2019", "Note: green means done"])
def test_a_row_of_a_name_or_a_note_is_told_and_does_not_come_in(label: str) -> None:
    found = read(f"No,Recommendation,Agency\n1,{LOG},A\n{label},,\n2,{STAFF},B\n")
    assert texts(found) == [LOG, STAFF]
    assert any(label in warning for warning in found.lost)


def test_a_total_is_told_and_does_not_come_in() -> None:
    found = read(f"No,Recommendation,Agency\n1,{LOG},A\n2,{STAFF},B\nTotal,2,\n")
    assert texts(found) == [LOG, STAFF]
    assert any("Total" in warning for warning in found.lost)


def test_such_a_row_is_told_where_it_repeats_its_review() -> None:
    found = read(f"csp,No,Recommendation\nWold,1,{LOG}\nWold,Fen Police,\nWold,2,{STAFF}\n")
    assert texts(found) == [LOG, STAFF]
    assert any("Fen Police" in warning for warning in found.lost)


@pytest.mark.parametrize("number", ["2", "R2", "Recommendation 2", "2a", "b"])
def test_a_number_without_words_comes_in(number: str) -> None:
    found = read(f"No,Recommendation,Agency\n1,{LOG},A\n{number},,\n3,{STAFF},B\n")
    assert texts(found) == [LOG, "", STAFF]


def test_words_that_count_come_in_with_their_recommendations() -> None:
    found = read(f"No,Recommendation,Agency\nPolice one,{LOG},A\nPolice two,{STAFF},B\n")
    assert [r["number"] for r in found.data["recommendations"]] == ["Police one", "Police two"]
    assert found.whole
