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


CITED = "Department for Wards, Keeping notes, 2016, page 4."


@pytest.mark.parametrize(
    "marks", [("1. ", "2. "), ("1 ", "2 "), ("- ", "- "), ("Recommendation 1: ", "Recommendation 2: ")]
)
@pytest.mark.parametrize("figure", ["9 ", "1 ", "³ ", "[1] "])
@pytest.mark.parametrize("below", [False, True], ids=["between", "below"])
def test_a_footnote_that_cites_something_needs_no_mark_above(
    marks: tuple[str, str], figure: str, *, below: bool
) -> None:
    first, second, note = f"{marks[0]}{VISIT}\n\n", f"{marks[1]}{CLINIC}\n\n", f"{figure}{CITED}\n\n"
    found = read(first + (second + note if below else note + second))
    assert texts(found) == [VISIT, CLINIC]
    assert any("Footnotes" in warning for warning in found.warnings)


def test_a_footnote_right_below_another_needs_not_cite() -> None:
    found = read(f"1. {VISIT}\n\n2. {CLINIC}\n\n7 {CITED}\n8 A scheme for those who look after homes.\n")
    assert texts(found) == [VISIT, CLINIC]


@pytest.mark.parametrize(
    "cited", ["The Care Act (2014) should be explained to staff.", "Review the guidance, 2016, page 4."]
)
def test_what_cites_and_asks_is_a_recommendation(cited: str) -> None:
    assert texts(read(f"1 {VISIT}\n\n2 {CLINIC}\n\n1 {cited}\n"))[2:] == [cited]


def test_a_list_in_a_recommendation_may_cite() -> None:
    found = read(f"Recommendation 1: Staff should know:\n\n1. Keeping notes, 2016.\n\nRecommendation 2: {VISIT}\n")
    assert "Keeping notes" in " ".join(texts(found))


NOTES = ("A guide of another county.", "The council has since done this.")


@pytest.mark.parametrize(
    ("mark", "number", "form"),
    [
        ("({})", "4.{}", "({}) {}"),
        ("[{}]", "{}.", "[{}] {}"),
        ("{}", "{}.", "{}. {}"),
        ("{}", "Recommendation {}:", "{} {}"),
    ],
)
def test_notes_at_the_foot_of_a_list_may_be_counted_as_recommendations_are(mark: str, number: str, form: str) -> None:
    said = [f"{text}{mark.format(i)}" for i, text in enumerate((VISIT, CLINIC), 1)] + ["Homes should be warm."]
    listed = "".join(f"{number.format(i)} {text}\n\n" for i, text in enumerate(said, 1))
    found = read(listed + "".join(f"{form.format(i, note)}\n" for i, note in enumerate(NOTES, 1)))
    assert texts(found) == said
    assert (found.whole, found.warnings) == (True, ("left out what a record has no place for: Footnotes",))


def test_notes_at_the_foot_of_a_web_page_are_none_either() -> None:
    facts = "<h1>Domestic Homicide Review</h1><p>CSP: Wold</p><p>Year of death: 2019</p><h2>Recommendations</h2>"
    listed = f"<p><b>1.</b> {VISIT}<sup>1</sup></p><p><b>2.</b> {CLINIC}<sup>2</sup></p><hr>"
    notes = "".join(f"<p><small>{i}. {note}</small></p>" for i, note in enumerate(NOTES, 1))
    assert texts(read_source((facts + listed + notes).encode(), "p.html", NOTHING)[0]) == [f"{VISIT}1", f"{CLINIC}2"]


def test_numbers_that_start_again_without_marks_above_are_of_recommendations() -> None:
    council = "Wold Council\n\n1. Homes should be warm.\n\n2. Lights in each street.\n"
    assert len(texts(read(f"Wold Police\n\n1. {VISIT}\n\n2. {CLINIC}\n\n{council}"))) == 4
