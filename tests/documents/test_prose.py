"""Chapters in which a review recommends among other sentences: the texts of a record begin within a paragraph."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.reading import read
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Role, Status
from documents.made_blocks import h, p, report
from office_files import docx
from office_files import p as paragraph

FACTS = DocumentFacts("a" * 64, "overview-report", "report.docx")
NOTED = (
    "The concerns of relatives were heard but were not written down. This was raised by the family.",
    "Reports of noise were handled as breaches of tenancy. The chair discussed this with managers, who accept it.",
    "Caring was seen as the cause of tension. Some progress has been made since the death.",
    "Letters were sent where a call would have been better.",
)
ASKED = (
    "The panel recommends that the Trust offer an assessment to each carer and record what the carer says.",
    "For this reason the panel recommends that the landlord train its staff to report damage within three days.",
    "It is therefore recommended that Adult Social Care deliver learning on duress and mental capacity to its staff.",
    "The Council should telephone each person whose letter was not answered and note the call.",
)
PARAGRAPHS = tuple(f"{noted} {asked}" for noted, asked in zip(NOTED, ASKED, strict=True))


def compared(paragraphs: Sequence[str], texts: Sequence[str], numbers: Sequence[str] = ()) -> Evidence:
    made = report(h("5. Recommendations"), *map(p, paragraphs), h("Appendix"))
    numbers = numbers or [""] * len(texts)
    wanted = [Wanted(str(at), number, text=text) for at, (number, text) in enumerate(zip(numbers, texts, strict=True))]
    return evidence_of([(FACTS, made)], wanted)


def told(found: Evidence) -> list[list[tuple[str, str]]]:
    return [[tuple(one) for one in each.differences] for each in found.recommendations]  # type: ignore[misc]


def left_out(found: Evidence) -> list[str]:
    return [one.text for one in found.not_extracted if one.sure]


@pytest.mark.parametrize("form", ["", "5.{} "])
def test_a_text_begins_with_the_sentence_that_recommends_or_with_its_paragraph(form: str) -> None:
    paragraphs = [form.format(at) + text for at, text in enumerate(PARAGRAPHS, start=2)]
    for texts in (ASKED, PARAGRAPHS, [f"{NOTED[0].split('. ')[1]} {ASKED[0]}", *ASKED[1:]]):
        found = compared(paragraphs, texts)
        assert {one.status for one in found.recommendations} == {Status.EXACT}
        assert found.not_extracted == ()


def test_a_word_processors_paragraphs() -> None:
    body = paragraph("5. Recommendations", '<w:outlineLvl w:val="0"/>') + "".join(map(paragraph, PARAGRAPHS))
    found = evidence_of(
        [(FACTS, read(docx(body), "report.docx"))], [Wanted(str(at), text=text) for at, text in enumerate(ASKED)]
    )
    assert {one.status for one in found.recommendations} == {Status.EXACT}


def test_one_that_the_record_lacks_is_told_without_what_stands_in_front_of_it() -> None:
    assert left_out(compared(PARAGRAPHS, ASKED[2:])) == list(ASKED[:2])
    assert left_out(compared(PARAGRAPHS, (ASKED[1], ASKED[3]))) == [ASKED[0], ASKED[2]]


CHANGES = (("offer", "give"), ("three", "ten"), (" to its staff", ""), ("telephone", "write to"))
DIFFERENCES = [("give", "offer")], [("ten", "three")], [("", "to its staff")], [("write to", "telephone")]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("at", range(4))
def test_only_what_was_changed_is_told_of_a_sentence_and_of_a_whole_paragraph(at: int, whole: bool) -> None:
    changed = ASKED[at].replace(*CHANGES[at])
    texts = [*ASKED[:at], f"{NOTED[at]} {changed}" if whole else changed, *ASKED[at + 1 :]]
    assert told(compared(PARAGRAPHS, texts))[at] == DIFFERENCES[at]


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        (ASKED[0].removesuffix(" and record what the carer says."), ("", "and record what the carer says")),
        (ASKED[1].replace("the landlord train its staff to ", ""), ("", "the landlord train its staff to")),
        (ASKED[3].removesuffix(" and note the call."), ("", "and note the call")),
    ],
)
def test_what_is_missing_of_the_sentence_itself_is_told(text: str, difference: tuple[str, str]) -> None:
    at = next(at for at, asked in enumerate(ASKED) if text[-15:-1] in asked)
    assert told(compared(PARAGRAPHS, [*ASKED[:at], text, *ASKED[at + 1 :]]))[at] == [difference]


@pytest.mark.parametrize(
    ("behind", "is_part"),
    [
        ("The Trust has accepted this.", False),
        ("This was agreed by the panel in May.", False),
        ("This should be done by May.", True),
        ("It will report to the board each year.", True),
        ("The Trust heard this in May. It will report to the board each year.", True),
    ],
)
def test_what_follows_the_sentence_is_a_part_of_it_where_it_asks_or_promises_something(
    behind: str, is_part: bool
) -> None:
    paragraphs = [f"{PARAGRAPHS[0]} {behind}", *PARAGRAPHS[1:]]
    assert told(compared(paragraphs, ASKED))[0] == ([("", behind.removesuffix("."))] if is_part else [])
    assert told(compared(paragraphs, [f"{ASKED[0]} {behind}", *ASKED[1:]]))[0] == []


@pytest.mark.parametrize("form", ["{}.", "Recommendation {}:", "5.{}"])
def test_the_first_sentence_of_a_recommendation_with_a_number_is_a_part_of_it_if_it_asks_something(form: str) -> None:
    own = [f"The Trust must tell its staff of this at once. {text}" for text in ASKED]
    numbers = [form.format(at).removeprefix("Recommendation ").strip(".:") for at in range(1, 5)]
    for texts, differing in ((own, 1), (PARAGRAPHS, 0)):
        paragraphs = [f"{form.format(at)} {text}" for at, text in enumerate(texts, start=1)]
        assert [len(one) for one in told(compared(paragraphs, ASKED, numbers))] == [differing] * 4


def test_what_a_policy_wishes_is_told_in_front_of_a_recommendation_and_is_none() -> None:
    paragraphs = [f"The policy of that time says that staff must ask each person. {text}" for text in PARAGRAPHS[:3]]
    found = compared(paragraphs, ASKED[:3])
    assert (told(found), found.not_extracted) == ([[]] * 3, ())
    own = f"The Trust should train all its staff. {PARAGRAPHS[0]}"
    assert left_out(compared([own, *PARAGRAPHS[1:]], ASKED)) == ["The Trust should train all its staff."]


def test_two_in_one_paragraph_are_two() -> None:
    paragraphs = [f"{PARAGRAPHS[0]} {PARAGRAPHS[2]}", PARAGRAPHS[1], PARAGRAPHS[3]]
    assert told(compared(paragraphs, ASKED)) == [[]] * 4
    assert left_out(compared(paragraphs, (ASKED[0], ASKED[1], ASKED[3]))) == [ASKED[2]]
    assert left_out(compared(paragraphs, ASKED[1:])) == [ASKED[0]]


def test_a_record_that_has_such_a_paragraph_as_one_text_has_what_is_printed() -> None:
    paragraphs = [f"{PARAGRAPHS[0]} {PARAGRAPHS[2]}", PARAGRAPHS[1], PARAGRAPHS[3]]
    found = compared(paragraphs, (f"{ASKED[0]} {PARAGRAPHS[2]}", ASKED[1], ASKED[3]))
    assert [[one.role for one in each.passages] for each in found.recommendations] == [[Role.MAIN]] * 3
    assert (told(found), found.not_extracted) == ([[]] * 3, ())
