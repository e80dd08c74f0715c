"""Numbers of paragraphs that are counted through a report: no words of what is recommended there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.model import Block
from dhrcurate.documents.reading import read
from dhrcurate.domain.evidence import Evidence, Status
from documents.made_blocks import h, p, report
from documents.test_evidence import A, B, C, evidence
from office_files import docx
from office_files import p as paragraph

REPORTED = "It should report on what it has found to the board each year."
NOTED = "The panel noted that this had been asked before."
FORMS = {
    "of a chapter": "5.{}",
    "of a chapter, with a point": "5.{}.",
    "of a part of a chapter": "5.2.{}",
    "of the report": "14{}.",
    "of the report, bare": "14{}",
    "in brackets": "(14{})",
}
TEXTS = (f"{A}\n{REPORTED}", B, C)


def chapter(form: str) -> list[Block]:
    """Recommendations under labels, in paragraphs that are counted through the chapter."""
    said = ((A, REPORTED), (B,), (C, NOTED))
    blocks, count = [h("5. Recommendations"), p(f"{form.format(1)} The panel recommends what follows.")], 1
    for at, texts in enumerate(said, start=1):
        blocks.append(h(f"Recommendation {at}", 12))
        for text in texts:
            count += 1
            blocks.append(p(f"{form.format(count)} {text}"))
    return [*blocks, h("Appendix")]


def stands(found: Evidence) -> list[tuple[Status, list[tuple[str, str]]]]:
    return [(one.status, [tuple(two) for two in one.differences]) for one in found.recommendations]  # type: ignore[misc]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_the_number_of_a_paragraph_is_no_word_of_the_recommendation(form: str) -> None:
    found = evidence(*TEXTS, made=report(*chapter(form)))
    assert stands(found) == [(Status.EXACT, [])] * 3
    assert [one.main and one.main.text for one in found.recommendations] == list(TEXTS)
    assert [one.text for one in evidence(*TEXTS[:2], made=report(*chapter(form))).not_extracted] == [C]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_differs_beside_such_a_number_is_told_alone(form: str) -> None:
    changed = (TEXTS[0].replace("six months", "nine months"), B.removesuffix(" at short notice."), C)
    assert stands(evidence(*changed, made=report(*chapter(form)))) == [
        (Status.DIFFERS, [("nine", "six")]),
        (Status.DIFFERS, [("", "at short notice")]),
        (Status.EXACT, []),
    ]


@pytest.mark.parametrize("form", ["5.{}", "14{}."])
@pytest.mark.parametrize("first", [True, False])
def test_a_record_that_has_the_numbers_of_the_paragraphs_in_its_texts_has_the_reports_words(
    form: str, first: bool
) -> None:
    texts = [f"{form.format(2)} {A}\n{form.format(3)} {REPORTED}", f"{form.format(4)} {B}", C]
    if not first:
        texts[0] = texts[0].removeprefix(f"{form.format(2)} ")
    assert stands(evidence(*texts, made=report(*chapter(form)))) == [(Status.EXACT, [])] * 3


def test_a_text_over_paragraphs_outside_of_a_list_has_none_of_their_numbers() -> None:
    story = [p(f"5.{at} The surgery held records of several visits in its year {at}.") for at in range(1, 5)]
    made = report(h("5. Findings"), *story, p(f"5.5 {A}"), p(f"5.6 {NOTED}"), p(f"5.7 {B}"))
    assert stands(evidence(f"{A} {NOTED}", made=made)) == [(Status.EXACT, [])]


@pytest.mark.parametrize(
    ("paragraphs", "text", "told"),
    [
        # A figure at the beginning of a text counts on with nothing.
        (["2.5 full-time posts should be funded."], "1.5 full-time posts should be funded.", [("1.5", "2.5")]),
        (["12 posts should be funded by the Trust."], "15 posts should be funded by the Trust.", [("15", "12")]),
        # The items of a text begin with the first.
        (
            ["The Trust should:", "1. train staff in each ward;", "2. report on it each year."],
            "The Trust should:\n1. train staff in each ward;",
            [("", "report on it each year")],
        ),
    ],
)
def test_what_is_a_word_of_the_text_is_told(paragraphs: Sequence[str], text: str, told: list[tuple[str, str]]) -> None:
    blocks = [h("5. Recommendations"), h("Recommendation 1", 12), *map(p, paragraphs)]
    made = report(*blocks, h("Recommendation 2", 12), p(B), h("Recommendation 3", 12), p(C))
    assert stands(evidence(text, B, C, made=made))[0] == (Status.DIFFERS, told)


def test_the_numbers_of_paragraphs_that_count_on_from_their_recommendation() -> None:
    blocks = [h("5. Recommendations")]
    for at, text in enumerate((A, B, C), start=1):
        blocks += [h(f"Recommendation {at}", 12), p(f"{at}.1 {text}")]
    assert stands(evidence(A, B, C, made=report(*blocks))) == [(Status.EXACT, [])] * 3


def test_typed_numbers_in_a_word_processors_file() -> None:
    heading = '<w:outlineLvl w:val="0"/>'
    body = paragraph("5. Recommendations", heading) + paragraph("5.1 The panel recommends what follows.")
    for at, text in enumerate((A, B, C), start=1):
        body += paragraph(f"Recommendation {at}", heading.replace("0", "2"), "<w:b/>") + paragraph(f"5.{at + 1} {text}")
    assert stands(evidence(A, B, C, made=read(docx(body), "report.docx"))) == [(Status.EXACT, [])] * 3
