"""Numbers under a heading of recommendations, and on a line of their own in the cell of one."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported
from table_forms import read

LEAFLETS = "The trust should review its leaflets."
HOMES = "Housing staff should be told whom to ring."


def rows_of(found: Imported) -> list[tuple[str | None, str | None, str]]:
    return [(r.get("number"), r.get("title"), r["text"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["csv", "json", "html", "md"])
@pytest.mark.parametrize("numbers", [("1", "2"), ("R1", "R2"), ("Recommendation 1", "Recommendation 2")])
@pytest.mark.parametrize("words", ["Text", "Description", "Recommendation text", "Detail", "Details"])
@pytest.mark.parametrize("heading", ["Recommendation", "Recommendations"])
def test_numbers_under_a_heading_of_recommendations_are_numbers(
    form: str, heading: str, words: str, numbers: tuple[str, str]
) -> None:
    found = read(form, (heading, words, "Agency"), (numbers[0], LEAFLETS, "Tarn Trust"), (numbers[1], HOMES, ""))
    assert rows_of(found) == [(numbers[0], None, LEAFLETS), (numbers[1], None, HOMES)]
    assert found.whole


@pytest.mark.parametrize("form", ["csv", "json", "html", "md"])
def test_titles_under_a_heading_of_recommendations_stay_titles(form: str) -> None:
    found = read(form, ("Recommendation", "Recommendation text"), ("Leaflets", LEAFLETS), ("2", HOMES))
    if form in {"csv", "json"}:
        assert rows_of(found)[0] == (None, "Leaflets", LEAFLETS)
    assert all(number is None for number, _, _ in rows_of(found))


@pytest.mark.parametrize("number", ["Recommendation {}", "R{}", "{}.", "Recommendation {}:"])
@pytest.mark.parametrize(
    "cell",
    ["<strong>{0}</strong><br>{1}", "<p><b>{0}</b></p><p>{1}</p>", "<h4>{0}</h4>{1}", "<div>{0}</div><p>{1}</p>"],
)
def test_a_number_on_a_line_of_its_own_in_a_cell_is_that_of_the_words_below(cell: str, number: str) -> None:
    first, second = number.format(1), number.format(2)
    found = read(
        "html",
        ("Recommendation", "Lead agency"),
        (cell.format(first, LEAFLETS), "Tarn Trust"),
        (cell.format(second, HOMES), "Tarnside Council"),
    )
    assert rows_of(found) == [(first.rstrip(":"), None, LEAFLETS), (second.rstrip(":"), None, HOMES)]


@pytest.mark.parametrize("form", ["csv", "json"])
@pytest.mark.parametrize("words", ["Text of recommendation", "Full recommendation", "Wording of the recommendation"])
def test_numbers_may_stand_beside_words_that_are_named_at_length(form: str, words: str) -> None:
    found = read(form, ("Agency", "Rec", words), ("Tarn Trust", "A1", LEAFLETS), ("Tarn Council", "B1", HOMES))
    assert rows_of(found) == [("A1", None, LEAFLETS), ("B1", None, HOMES)]
    assert found.whole
