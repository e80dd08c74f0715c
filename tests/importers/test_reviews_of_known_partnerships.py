"""Pages whose only word of which review they are is the name of a partnership, in capitals or in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.errors import RefusedError
from dhrcurate.importers import Imported, read_source
from dhrcurate.importers.partnerships import area_of
from known_names import Known


class Found(Known):
    """Finds the names that it knows in running text too."""

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:
        places = ((text.find(entry.name), entry) for entry in self.entries())
        return [(at, at + len(entry.name), entry) for at, entry in places if at >= 0]


NAMES = Found(
    {"Wold Police": "police", "Fen Homes": "housing", "Wold Haven": "csp", "Wold Keep Well Partnership": "csp"},
    {"Wold Haven": "Wold", "Wold Keep Well Partnership": "Wold"},
)
LIST = "1. Wold Police should write down each call.\n2. Fen Homes should change locks at once.\n"


def read(above: str, heading: str = "Recommendations") -> Imported:
    (found,) = read_source(f"{above}\n\n{heading}\n\n{LIST}".encode(), "page.txt", NAMES)
    assert len(found.data["recommendations"]) == 2
    return found


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("SAFER NORTH WOLD PARTNERSHIP\n\nDOMESTIC HOMICIDE REVIEW", "North Wold"),
        ("DOMESTIC HOMICIDE REVIEW\n\nWOLD AND FEN COMMUNITY SAFETY PARTNERSHIP", "Wold and Fen"),
    ],
)
def test_a_partnership_in_capitals_is_that_of_the_review(title: str, area: str) -> None:
    found = read(title)
    assert found.data["review"]["csp"] == area
    assert not any("in a sentence" in told for told in found.warnings)


@pytest.mark.parametrize("heading", ["Recommendations", "9 Recommendations"])
@pytest.mark.parametrize(
    "sentence",
    [
        "The panel met on behalf of Wold Haven, which is the partnership of the county.",
        "The Safer Wold Partnership has taken up what the panel asks for.",
        "The Wold Keep Well Partnership will watch over them. They rest on the IMRs of all agencies.",
        "The independent chair gave these to Wold Community Safety Partnership in May 2018.",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_a_partnership_in_a_sentence_is_taken_with_a_notice(sentence: str, heading: str, place: str) -> None:
    found = read(sentence, heading) if place == "above" else read("", f"{heading}\n\n{sentence}")
    assert found.data["review"]["csp"] == "Wold"
    assert any("in a sentence; if it is another, name it with --csp" in told for told in found.warnings)


@pytest.mark.parametrize(
    "sentence",
    [
        "The panel met twice and heard all agencies.",
        "Wold Haven looks after the parks.",
        "The scrutiny committee asked Wold Haven for a review. The panel met twice.",
        "The Wold Learning Partnership heard the panel.",
        "Domestic homicide reviews: guidance of Wold Haven for whoever sits on the panel",
    ],
)
def test_a_page_that_may_be_of_no_review_is_refused_as_before(sentence: str) -> None:
    with pytest.raises(RefusedError, match="name it with --csp"):
        read(sentence)


def test_a_partnership_of_several_districts_is_none_of_them() -> None:
    north = Agency("n", "North Wold Community Safety Partnership", "csp", areas=("Fenwick", "Lydmoor"))

    class Register(Known):
        def named(self, name: str) -> Sequence[Agency]:
            return [north] if name == north.name else []

    assert area_of(north.name, Register()) == "North Wold"
