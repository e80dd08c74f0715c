"""Headings that say what recommendations are for, in capitals too, and name nobody who is to act."""

from __future__ import annotations

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import Known

NAMES = Known({"Wold Police": "police"})
LIST = "1. Check that each call is written down.\n2. Change a lock within a day.\n"


def read(text: str) -> Imported:
    (found,) = read_source(text.encode(), "p.txt", NAMES)
    return found


@pytest.mark.parametrize(
    "heading",
    [
        "5. RECOMMENDATIONS TO ADDRESS GAPS FOUND",
        "5. RECOMMENDATIONS TO PREVENT FURTHER DEATHS",
        "RECOMMENDATIONS TO REDUCE DELAYS MET",
        "RECOMMENDATIONS TO STRENGTHEN THE PARTNERSHIP",
        "Recommendations to Improve Services",
    ],
)
def test_what_recommendations_are_for_is_nobody_who_is_to_act(heading: str) -> None:
    found = read(f"CSP: Wold\n\nDomestic Homicide Review\n\n{heading}\n\n{LIST}")
    assert [r["addressed_to"] for r in found.data["recommendations"]] == ["", ""]


@pytest.mark.parametrize("body", ["WOLD POLICE", "FEN HOUSING TRUST", "Age Wold"])
@pytest.mark.parametrize("word", ["FOR", "TO"])
def test_a_body_is_still_the_addressee(body: str, word: str) -> None:
    word = word if body.isupper() else word.lower()
    heading = f"Recommendations {word} {body}"
    found = read(f"CSP: Wold\n\nDomestic Homicide Review\n\n{heading}\n\n{LIST}")
    assert [r["addressed_to"] for r in found.data["recommendations"]] == [body, body]
