"""Cells of addressees that are merged over several rows."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.domain.agency import Names
from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING, Known

LEAFLETS = "The trust should review its leaflets."
CODES = "The trust should code each visit."
HOMES = "Housing staff should be told whom to ring."


def read(form: str, *rows: Sequence[str], names: Names = NOTHING) -> Imported:
    if form == "csv":
        text = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    elif form == "html":
        table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        text = f"<html><body><h1>Domestic Homicide Review</h1><h2>Action plan</h2><table>{table}</table></body></html>"
    else:
        lines = [f"| {' | '.join(row)} |" for row in rows]
        text = "\n".join(["# Domestic Homicide Review", "", lines[0], "|---" * len(rows[0]) + "|", *lines[1:], ""])
    (found,) = read_source(text.encode(), f"p.{form}", names, given=Metadata(csp="Wold"))
    return found


def bodies(imported: Imported) -> list[str]:
    return [r["addressed_to"] for r in imported.data["recommendations"]]


@pytest.mark.parametrize("form", ["csv", "html", "md"])
@pytest.mark.parametrize("number", [True, False])
def test_a_body_in_the_first_column_counts_in_the_empty_cells_below(form: str, *, number: bool) -> None:
    table = [
        ("Agency", "No", "Recommendation"),
        ("Tarn Hospital Trust", "1", LEAFLETS),
        ("", "2", CODES),
        ("Tarnside Council", "3", HOMES),
        ("", "4", "The council should name a lead."),
    ]
    found = read(form, *(row if number else (row[0], row[2]) for row in table))
    assert bodies(found) == ["Tarn Hospital Trust"] * 2 + ["Tarnside Council"] * 2
    assert found.whole
    assert any("filled from the row above" in warning for warning in found.warnings)


@pytest.mark.parametrize("form", ["csv", "html", "md"])
def test_an_empty_cell_behind_the_words_stays_empty(form: str) -> None:
    table = [("No", "Recommendation", "Agency"), ("1", LEAFLETS, "Tarn Hospital Trust"), ("2", HOMES, "")]
    assert bodies(read(form, *table)) == ["Tarn Hospital Trust", ""]


def test_a_body_does_not_count_in_another_review() -> None:
    rows = [
        ("Agency", "Recommendation", "Report title"),
        ("Tarn Hospital Trust", LEAFLETS, "DHR A"),
        ("", HOMES, "DHR B"),
    ]
    text = "".join(",".join(row) + "\n" for row in rows)
    found = read_source(text.encode(), "p.csv", NOTHING, given=Metadata(csp="Wold"))
    assert [bodies(review) for review in found] == [["Tarn Hospital Trust"], [""]]


@pytest.mark.parametrize("form", ["csv", "html", "md"])
def test_a_body_between_number_and_words_counts_in_the_empty_cells_below(form: str) -> None:
    table = [
        ("No", "Agency", "Recommendation"),
        ("1", "Tarn Hospital Trust", LEAFLETS),
        ("2", "", CODES),
        ("3", "Tarnside Council", HOMES),
        ("4", "", "The council should name a lead."),
    ]
    found = read(form, *table)
    assert bodies(found) == ["Tarn Hospital Trust"] * 2 + ["Tarnside Council"] * 2
    assert any("filled from the row above" in warning for warning in found.warnings)


MERGED_BEHIND = [
    ("No", "Recommendation", "Agency"),
    ("1", LEAFLETS, "Tarn Hospital Trust"),
    ("2", CODES, ""),
    ("3", HOMES, "Tarnside Council"),
    ("4", "A lead should be named.", ""),
]


@pytest.mark.parametrize("form", ["csv", "md"])
def test_empty_cells_behind_the_words_are_told_where_they_may_be_merged(form: str) -> None:
    found = read(form, *MERGED_BEHIND)
    assert bodies(found) == ["Tarn Hospital Trust", "", "Tarnside Council", ""]
    assert not found.whole
    assert "merged" in " ".join(found.lost)


def test_a_web_page_says_itself_how_far_its_cells_go() -> None:
    assert read("html", *MERGED_BEHIND).whole


@pytest.mark.parametrize("form", ["csv", "md"])
def test_empty_cells_are_none_of_merged_ones_where_neighbours_say_the_same(form: str) -> None:
    again = ("5", "Wards should keep a list.", "Tarnside Council")
    found = read(form, *MERGED_BEHIND[:-1], again, MERGED_BEHIND[-1])
    assert bodies(found)[1] == ""
    assert found.whole


@pytest.mark.parametrize("form", ["csv", "md"])
def test_a_row_that_says_itself_who_acts_needs_no_cell(form: str) -> None:
    acting = ("2", "Vale Police should keep a list.", "")
    text = [*MERGED_BEHIND[:2], acting, MERGED_BEHIND[3]]
    assert read(form, *text, names=Known({"Vale Police": "police"})).whole
