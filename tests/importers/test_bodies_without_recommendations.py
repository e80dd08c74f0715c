"""Bodies below whose names a page says that there are no recommendations."""

from __future__ import annotations

import pytest

from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_page
from known_names import Known

KNOWN = Known({"Fen Police": "police", "Wold County Council": "council"})
HEAD = "Domestic Homicide Review\n\nWold Community Safety Partnership\n\nDeath in 2016. Published May 2018\n\n"
BEDS = "Two more rooms should be found in a refuge."
CARDS = "A card with numbers to ring should be printed."
POLICE, COUNCIL = "Fen Police", "Wold County Council"
NONE = [
    "None.",
    "None",
    "N/A",
    "None identified.",
    "No recommendations were made.",
    "No recommendations were made",
    "There are no recommendations for Fen Police.",
    "No single agency recommendations.",
    "- None.",
]


def read(text: str, name: str) -> Imported:
    return read_page((HEAD + text).encode(), name, KNOWN)


def rows(found: Imported) -> list[tuple[str, str]]:
    return [(r["text"], r["addressed_to"]) for r in found.data["recommendations"]]


@pytest.mark.parametrize("none", NONE)
@pytest.mark.parametrize(("name", "mark"), [("page.md", "### "), ("page.txt", "")])
def test_that_there_are_none_is_no_recommendation(none: str, name: str, mark: str) -> None:
    heading = "## Recommendations" if mark else "Recommendations"
    police, council = f"{mark}{POLICE}\n\n{none}\n\n", f"{mark}{COUNCIL}\n\n1. {BEDS}\n2. {CARDS}\n\n"
    for text in (police + council, council + police):
        found = read(f"{heading}\n\n{text}", name)
        assert rows(found) == [(BEDS, COUNCIL), (CARDS, COUNCIL)]
        assert not found.warnings


@pytest.mark.parametrize(
    "text", ["No recommendations should be closed without a check.", "None of the calls should wait."]
)
def test_what_begins_with_no_or_none_may_be_one(text: str) -> None:
    found = read(f"## Recommendations\n\n### {POLICE}\n\n{text}\n\n### {COUNCIL}\n\n{BEDS}\n", "page.md")
    assert rows(found) == [(text, POLICE), (BEDS, COUNCIL)]


def test_a_page_with_none_at_all_is_refused() -> None:
    with pytest.raises(RefusedError):
        read(f"## Recommendations\n\n### {POLICE}\n\nNone.\n", "page.md")
