"""What stands beside the count of a recommendation: a title, a name in brackets, how many there are."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

CALLS, LEAD = "Fen Police should log each call.", "Schools should name a lead."


def read(text: str, name: str = "page.txt") -> Imported:
    (found,) = read_source(f"DHR Wold 2016\n\nRecommendations\n\n{text}\n".encode(), name, NOTHING)
    return found


def rows(found: Imported) -> list[tuple[str, ...]]:
    return [tuple(str(row.get(name)) for name in ("number", "title", "text")) for row in found.data["recommendations"]]


@pytest.mark.parametrize("marks", ["{}", "**{}**"])
@pytest.mark.parametrize("number", ["", "8.{} "])
def test_a_title_beside_the_count_is_no_recommendation(marks: str, number: str) -> None:
    parts = [("Record keeping", CALLS), ("Children", LEAD)]
    text = "\n\n".join(
        f"{marks.format(f'Recommendation {i}: {title}')}\n{number.format(i)}{said}"
        for i, (title, said) in enumerate(parts, 1)
    )
    found = read(text, "page.md" if "*" in marks else "page.txt")
    assert rows(found) == [("Recommendation 1", "Record keeping", CALLS), ("Recommendation 2", "Children", LEAD)]
    assert not found.lost


def test_a_count_may_say_how_many_there_are() -> None:
    found = read(f"Recommendation 1 of 2\n{CALLS}\n\nRecommendation 2 of 2\n{LEAD}")
    assert [(row[0], row[2]) for row in rows(found)] == [
        ("Recommendation 1 of 2", CALLS),
        ("Recommendation 2 of 2", LEAD),
    ]


def test_a_name_in_brackets_behind_the_count_is_the_addressee() -> None:
    found = read("Recommendation 1 (Fen Police): Log each call.\n\nRecommendation 2 (Wold Council): Name a lead.")
    said = [(row["text"], row["addressed_to"]) for row in found.data["recommendations"]]
    assert said == [("Log each call.", "Fen Police"), ("Name a lead.", "Wold Council")]


def test_a_sentence_about_a_recommendation_by_its_number_is_none() -> None:
    found = read(f"R1 {CALLS}\nR2 {LEAD}\n\nNotes to the recommendations\nR2 was agreed after the report was drafted.")
    assert [row[2] for row in rows(found)] == [CALLS, LEAD]


@pytest.mark.parametrize(("first", "then"), [(("i.", "ii."), ("iii.", "iv.")), (("A.", "B."), ("C.", "D."))])
def test_letters_count_on_under_the_heading_of_the_next_part(first: tuple[str, str], then: tuple[str, str]) -> None:
    parts = [
        f"{mark} {said}"
        for mark, said in zip((*first, *then), (CALLS, LEAD, "All should meet.", "All should write."), strict=True)
    ]
    text = "\n".join([*parts[:2], "", "Local recommendations", "", *parts[2:]])
    assert [row[0] for row in rows(read(text))] == [*first, *then]


def test_a_count_of_bare_figures_below_one_heading_is_no_column_of_rows() -> None:
    items = f"1 {CALLS}\n2 Wold Council should write within\n  14 days.\n3 {LEAD}\n"
    text = f"DHR Wold 2016\nYear of death: 2014\n\nRecommendation\n{items}"
    (found,) = read_source(text.encode(), "page.txt", NOTHING)
    assert [row[0] for row in rows(found)] == ["1", "2", "3"]


def test_the_number_of_a_page_behind_a_sentence_is_none_of_its_words() -> None:
    assert [row[2] for row in rows(read(f"1. {CALLS} Page 3 of 40\n\n2. {LEAD}"))] == [CALLS, LEAD]
