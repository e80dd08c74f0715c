"""Tables of plans of action: which column has the words, and numbers that stand before them."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING
from table_forms import read

LOG = "The force should log each call in full."
HOMES = "The landlord should note each repair to a door."


def rows_of(found: Imported) -> list[tuple[str | None, str]]:
    return [(r.get("number"), r["text"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize(
    "other",
    ["Scope of recommendation", "Steps towards enacting the recommendation", "Whether the recommendation is met"],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_column_that_speaks_of_recommendations_has_not_their_words(form: str, other: str, *, first: bool) -> None:
    table = [("Recommendation", other), (LOG, "Across the county"), (HOMES, "In the town")]
    found = read(form, *((row[1], row[0]) if first else row for row in table))
    assert [text for _, text in rows_of(found)] == [LOG, HOMES]
    assert found.whole
    assert f"left out the columns that a record has no place for: {other}" in found.warnings


@pytest.mark.parametrize("heading", ["Text of recommendation", "Details of the recommendations"])
def test_a_column_of_their_text_has_it(heading: str) -> None:
    found = read("html", ("Theme", heading), ("Calls", LOG), ("Homes", HOMES))
    assert [text for _, text in rows_of(found)] == [LOG, HOMES]


@pytest.mark.parametrize("form", ["md", "html", "csv", "json"])
@pytest.mark.parametrize(
    "numbers", [("1.", "2."), ("R1", "R2"), ("4.2.1", "4.2.2"), ("Recommendation 1:", "Recommendation 2:")]
)
def test_numbers_before_the_words_are_set_apart(form: str, numbers: tuple[str, str]) -> None:
    one, two = numbers
    found = read(form, ("Recommendation", "Agency"), (f"{one} {LOG}", "Fen Police"), (f"{two} {HOMES}", "Wold Homes"))
    assert rows_of(found) == [(one.rstrip(":"), LOG), (two.rstrip(":"), HOMES)]
    assert found.whole


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (f"1. {LOG}", HOMES),
        (f"1. {LOG}", f"1. {HOMES}"),
        ("2 officers should meet each week.", "3 wardens should meet each month."),
        ("COVID 19 guidance should be kept.", "COVID 20 guidance should be kept."),
    ],
)
def test_what_may_be_no_number_stays_in_the_words(one: str, two: str) -> None:
    found = read("csv", ("Recommendation", "Agency"), (one, "Fen Police"), (two, "Wold Homes"))
    assert rows_of(found) == [(None, one), (None, two)]


@pytest.mark.parametrize("form", ["html", "csv", "json"])
@pytest.mark.parametrize("second", ["1.", "3."])
def test_a_cell_that_counts_several_recommendations_has_a_row_for_each(form: str, second: str) -> None:
    cell = f"1. {LOG}\n2. The force should:\n- hear some calls;\n- ask."
    other = f"{second} {HOMES}"
    shown = cell.replace("\n", "<br>") if form == "html" else cell
    found = read(form, ("Agency", "Recommendations"), ("Fen Police", shown), ("Wold Homes", other))
    points = "The force should:\n- hear some calls;\n- ask."
    assert rows_of(found) == [("1.", LOG), ("2.", points), (second, HOMES)]
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["Fen Police", "Fen Police", "Wold Homes"]


@pytest.mark.parametrize(
    "cell",
    [
        "The force should:\n1. hear some of the calls;\n2. ask its officers.",
        "1. The force should:\n1. hear some of the calls;\n2. ask its officers.",
        "1. Calls of each kind;\n2. letters to its officers.",
    ],
)
def test_points_of_one_recommendation_stay_in_it(cell: str) -> None:
    assert rows_of(read("csv", ("Recommendation", "Agency"), (cell, "Fen Police"))) == [(None, cell)]


def test_headings_in_two_rows_are_those_of_their_columns() -> None:
    over = "<tr><th rowspan=2>No.<th rowspan=2>Recommendation<th colspan=2>Responsibility<th rowspan=2>Ref.</tr>"
    under = "<tr><th>Lead agency<th>Lead officer</tr>"
    row = f"<tr><td>1<td>{LOG}<td>Fen Police<td>The head of crime<td>A</tr>"
    page = f"<html><body><h1>Domestic Homicide Review</h1><table>{over}{under}{row}</table></body></html>"
    (found,) = read_source(page.encode(), "p.html", NOTHING, given=Metadata(csp="Wold"))
    assert rows_of(found) == [("1", LOG)]
    assert found.data["recommendations"][0]["addressed_to"] == "Fen Police"
    assert found.whole


@pytest.mark.parametrize("part", ["tr", "tbody"])
def test_rows_that_a_browser_does_not_show_are_none(part: str) -> None:
    row = f"<tr><td>{LOG}<td>Fen Police</tr>"
    hidden = f"<tr hidden><td>{HOMES}<td>Wold Homes</tr>"
    if part == "tbody":
        hidden = f"</tbody><tbody hidden>{hidden.replace(' hidden', '')}"
    head = "<tr><th>Recommendation<th>Agency</tr>"
    page = (
        f"<html><body><h1>Domestic Homicide Review</h1><table><tbody>{head}{row}{hidden}</tbody></table></body></html>"
    )
    (found,) = read_source(page.encode(), "p.html", NOTHING, given=Metadata(csp="Wold"))
    assert rows_of(found) == [(None, LOG)]
    assert found.whole
