"""Footnotes of a printed page between its recommendations."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\n\nYear of death: 2019\n\nRecommendations\n\n"
VISIT = "A note of each visit should be kept."
STAFF = "Wardens should join the HAVEN{} scheme."
CLINIC = "Clinics should ask about homes."


def read(below: str, name: str = "p.txt") -> Imported:
    (imported,) = read_source((HEAD + below).encode(), name, NOTHING)
    return imported


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize(
    "marks", [("1. ", "2. ", "3. "), ("Recommendation 1: ", "Recommendation 2: ", "Recommendation 3: ")]
)
@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("1", "1 Homes and Voices, a scheme for wardens, see haven.example.org"),
        ("7", "7 A scheme for those who look after homes."),
        ("12", "12 https://haven.example.org/scheme"),
        ("", "12 https://haven.example.org/scheme"),
        ("", "3 www.haven.example.org"),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_footnote_is_no_recommendation_nor_part_of_one_and_is_told(
    marks: tuple[str, str, str], mark: str, note: str, gap: str
) -> None:
    staff = STAFF.format(mark)
    found = read(f"{marks[0]}{VISIT}\n\n{marks[1]}{staff}{gap}{note}\n\n{marks[2]}{CLINIC}\n")
    assert texts(found) == [VISIT, staff, CLINIC]
    assert (found.whole, found.warnings) == (True, ("left out what a record has no place for: Footnotes",))


def test_recommendations_with_bare_numbers_and_what_asks_for_something_are_no_footnotes() -> None:
    below = f"1 {VISIT}\n\n2 {STAFF.format('3')}\n\n3 {CLINIC}\n"
    assert texts(read(below)) == [VISIT, STAFF.format("3"), CLINIC]
    mixed = f"1. {VISIT}\n\n2. {STAFF.format('3')}\n\n3 {CLINIC}\n"
    assert texts(read(mixed)) == [VISIT, STAFF.format("3"), CLINIC]
