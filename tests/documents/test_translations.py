from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Report
from dhrcurate.domain.evidence import DocumentFacts, Evidence
from documents.made_blocks import h, p, report

FACTS = [DocumentFacts("a" * 64, "overview-report", "en.docx"), DocumentFacts("b" * 64, "overview-report", "cy.docx")]
ENGLISH = (
    "The Board should ask each surgery how it keeps the notes of victims apart.",
    "Officers to be told of all earlier calls before they reach the address.",
    "The Council must offer a second interview to whoever withdraws a claim.",
)
WELSH = (
    "Dylai’r Bwrdd ofyn i bob meddygfa sut y mae’n cadw nodiadau dioddefwyr ar wahân.",
    "Swyddogion i gael gwybod am bob galwad gynharach cyn iddynt gyrraedd y cyfeiriad.",
    "Rhaid i’r Cyngor gynnig ail gyfweliad i bwy bynnag sy’n tynnu cais yn ôl.",
)


def part(heading: str, texts: Sequence[str], mark: str) -> list[Block]:
    return [h(heading), *(p(mark.format(at) + text) for at, text in enumerate(texts, 1))]


def left(texts: Sequence[str], *made: Report) -> list[tuple[str, bool]]:
    found: Evidence = evidence_of(
        list(zip(FACTS, made, strict=False)), [Wanted(str(at), text=text) for at, text in enumerate(texts)]
    )
    return [(one.text.removeprefix("• "), one.sure) for one in found.not_extracted]


@pytest.mark.parametrize("mark", ["{}. ", "Recommendation {}: ", "• "])
@pytest.mark.parametrize("turned", [False, True])
def test_a_list_in_welsh_beside_the_english_one_is_the_same_list(mark: str, turned: bool) -> None:
    parts = [
        part("Recommendations", ENGLISH, mark),
        part("Argymhellion", WELSH, mark.replace("Recommendation", "Argymhelliad")),
    ]
    made = report(*(reversed(parts) if turned else parts))
    for texts in (ENGLISH, WELSH):
        assert left(texts, made) == []
        assert left(texts[:1] + texts[2:], made) == [(texts[1], True)]
    assert left(ENGLISH + WELSH, made) == []


def test_a_report_in_welsh_attached_beside_the_english_one_is_the_same_list() -> None:
    made = report(part("Recommendations", ENGLISH, "{}. ")), report(part("Argymhellion", WELSH, "{}. "))
    assert left(ENGLISH, *made) == []
    assert left(ENGLISH[1:], *made) == [(ENGLISH[0], True)]


def test_a_report_in_welsh_alone_is_as_any_other() -> None:
    made = report(part("Argymhellion", WELSH, "{}. "))
    assert left(WELSH[:2], made) == [(WELSH[2], True)]


def test_recommendations_that_are_in_welsh_alone_are_told() -> None:
    more = [p(f"{at}. {text}") for at, text in enumerate(WELSH, 4)]
    made = report(part("Recommendations", ENGLISH, "{}. "), h("Argymhellion i Gymru"), more)
    assert left(ENGLISH, made) == [(text, True) for text in WELSH]


def test_a_list_in_welsh_of_some_of_the_english_ones_is_perhaps_the_same() -> None:
    made = report(
        part("Recommendations", (*ENGLISH, *(f"{one} Again each May." for one in ENGLISH)), "{}. "),
        part("Argymhellion", WELSH, "{}. "),
    )
    held = (*ENGLISH, *(f"{one} Again each May." for one in ENGLISH))
    assert left(held, made) == [(text, False) for text in WELSH]
