"""Facts above the headings of a table of values, and notes below its rows."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

LOG = "Each call should be logged."
STAFF = "Supervisors should meet each month."
TABLE = f"No,Recommendation,Agency\n1,{LOG},Fen Police\n2,{STAFF},Wold Council\n"


def read(text: str) -> Imported:
    (found,) = read_source(text.encode(), "p.csv", NOTHING)
    return found


def texts(found: Imported) -> list[str]:
    return [r["text"] for r in found.data["recommendations"]]


@pytest.mark.parametrize(
    "above",
    [
        "CSP: Wold,,\nYear of death: 2019,,\n",
        "CSP,Wold,\nYear of death,2019,\n",
        "CSP: Wold,,\n,,\nYear of death: 2019,,\n",
    ],
    ids=["one-cell", "two-cells", "with-a-gap"],
)
def test_facts_of_the_review_above_the_headings_are_read(above: str) -> None:
    found = read(above + TABLE)
    assert texts(found) == [LOG, STAFF]
    assert (found.data["review"]["csp"], found.data["review"]["year_of_death"]) == ("Wold", 2019)
    assert found.whole


def test_what_else_stands_above_is_told() -> None:
    assert "typed by hand" in " ".join(read(f"The rows were typed by hand,,\nCSP: Wold,,\n{TABLE}").lost)


@pytest.mark.parametrize("note", ["Source: the report of the panel", "Total: 2"])
def test_a_note_in_the_column_of_the_words_is_no_recommendation_and_is_told(note: str) -> None:
    found = read(f"CSP: Wold,,\n{TABLE},{note},\n")
    assert texts(found) == [LOG, STAFF]
    assert note in " ".join(found.lost)


def test_one_that_asks_for_something_stays_and_is_told() -> None:
    found = read(f"CSP: Wold,,\n{TABLE},This should be read with care.,\n")
    assert texts(found)[2:] == ["This should be read with care."]
    assert not found.whole


def test_words_alone_are_recommendations_where_others_are_so() -> None:
    found = read(f"CSP: Wold,,\nNo,Recommendation,Agency\n1,{LOG},Fen Police\n,{STAFF},\n,Wards to keep a list.,\n")
    assert len(texts(found)) == 3
