"""Rows above the headings of a table of values that say which review it is of."""

from __future__ import annotations

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

TABLE = "No,Recommendation,Lead agency\n1,The trust should review its leaflets.,Tarn Trust\n"


def read(above: str, table: str = TABLE) -> Imported:
    (found,) = read_source(f"{above}{table}".encode(), "p.csv", NOTHING)
    return found


def test_the_partnership_above_the_headings_is_that_of_the_review() -> None:
    found = read("Tarnside Community Safety Partnership,,\nDHR Robin - Action Plan,,\n")
    assert found.data["review"]["csp"] == "Tarnside"
    assert found.whole
    assert not any("does not say which community" in warning for warning in found.warnings)


def test_what_the_columns_say_goes_before() -> None:
    found = read("Tarnside Community Safety Partnership,,\n", "csp,No,Recommendation\nWold,1,To review all leaflets.\n")
    assert found.data["review"]["csp"] == "Wold"
    assert not found.whole


def test_other_words_above_the_headings_are_told_as_left_out() -> None:
    assert not read("For the council only,,\n").whole
    assert not read("The DHR panel asks that the council should train staff.,,\n").whole
