"""Headings that name several bodies, over the recommendations that they are to carry out together."""

from __future__ import annotations

import pytest

from dhrcurate.importers import read_page
from known_names import Known

KNOWN = Known(
    {
        "Fen Police": "police",
        "Wold County Council": "council",
        "FPS": "police",
        "Health": "collective",
        "Housing": "collective",
    }
)
HEAD = "Domestic Homicide Review\nWold Community Safety Partnership\nDeath in 2016. Published May 2018\n\n"
CALLS = "How calls are graded should be looked at again."
BEDS = "Two more rooms should be found in a refuge."
UNKNOWN = "Northby NHS Trust"


def rows(text: str) -> list[tuple[str, str]]:
    found = read_page((HEAD + text).encode(), "page.txt", KNOWN).data["recommendations"]
    return [(r["text"], r["addressed_to"]) for r in found]


@pytest.mark.parametrize(
    "joint",
    [
        "Fen Police and Wold County Council",
        "Fen Police, Wold County Council",
        "Fen Police / Wold County Council",
        "Fen Police & Wold County Council",
        "Wold County Council, FPS, and WCC",
        "FPS and WCC",
    ],
)
def test_several_known_bodies_head_a_chapter_as_one_does(joint: str) -> None:
    text = f"Recommendations\n\n{joint}\n1. {CALLS}\n\n{UNKNOWN}\n2. {BEDS}\n"
    assert rows(text) == [(CALLS, joint), (BEDS, UNKNOWN)]
    text = f"Recommendations\n\n{UNKNOWN}\n1. {CALLS}\n\n{joint}\n2. {BEDS}\n"
    assert rows(text) == [(CALLS, UNKNOWN), (BEDS, joint)]


@pytest.mark.parametrize("theme", ["Fen Police and its calls", "Training and records", "FPS, calls and records"])
def test_a_theme_is_no_list_of_bodies(theme: str) -> None:
    text = f"Recommendations\n\n{theme}\n\n1. {CALLS}\n\nHomes and rooms\n\n2. {BEDS}\n"
    assert rows(text) == [(CALLS, ""), (BEDS, "")]
