"""Recommendations that are a stem and the numbered items below it: one each, and the bodies that stand above them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block
from dhrcurate.domain.evidence import DocumentFacts, Evidence
from dhrcurate.domain.standing import Standing
from documents.made_blocks import entries, h, p, report

FACTS = DocumentFacts("a" * 64, "overview-report", "report.docx")
STEMS = ("Exampleshire Police should:", "Exampleton Council should:", "The Trust should:")
ITEMS = (
    ("name a lead for this work;", "set a date for each step;", "report to the board each year."),
    ("ask its tenants for their views;", "agree a measure of success."),
    ("publish a short guide for staff;", "test what they know of it."),
)


def chapter(form: str) -> list[Block]:
    blocks = [h("5. Recommendations")]
    for at, (stem, items) in enumerate(zip(STEMS, ITEMS, strict=True), 1):
        blocks.append(p(f"{at}. {stem}"))
        blocks += [p(form.format(at, one) + item) for one, item in enumerate(items, 1)]
    return [*blocks, h("6. Appendix")]


def compared(form: str, texts: Sequence[str]) -> Evidence:
    wanted = [Wanted(str(at), str(at), text=text) for at, text in enumerate(texts, 1)]
    return evidence_of([(FACTS, report(*chapter(form)))], wanted)


@pytest.mark.parametrize("form", ["{0}.{1} ", "{1}) "])
@pytest.mark.parametrize("joint", ["\n", " "])
def test_a_stem_and_its_numbered_items_are_one_recommendation(form: str, joint: str) -> None:
    whole = [joint.join([stem, *items]) for stem, items in zip(STEMS, ITEMS, strict=True)]
    below = [joint.join(items) for items in ITEMS]
    for texts in (whole, below):
        found = compared(form, texts)
        assert [Standing(one).differing(str(at)) for at, one in enumerate(found.recommendations, 1)] == [()] * 3
        assert found.not_extracted == ()


def test_two_recommendations_behind_a_stem_that_are_two_are_told_as_two() -> None:
    texts = [f"{STEMS[0]} {' '.join(ITEMS[0])} {STEMS[1]} {' '.join(ITEMS[1])}", f"{STEMS[2]} {' '.join(ITEMS[2])}"]
    assert "merged" in Standing(compared("{0}.{1} ", texts).recommendations[0]).differing("1")


@pytest.mark.parametrize(
    ("printed", "number", "differs"),
    [
        ("01.", "1", False),
        ("OR1.", "1", False),
        ("DHR/1", "1", False),
        ("1.0", "1", False),
        ("5.1", "1", True),
        ("OR2.", "1", True),
    ],
)
def test_letters_and_noughts_in_front_of_a_number_are_no_part_of_it(printed: str, number: str, differs: bool) -> None:
    text = "The Trust should train all staff about stalking after separation within six months."
    blocks = [h("5. Recommendations"), p(f"{printed} {text}"), p("9. The Council should tell its tenants of this.")]
    found = evidence_of([(FACTS, report(*blocks))], [Wanted("k", number, text=text)]).recommendations[0]
    assert Standing(found).differing(number) == (("number",) if differs else ())


TEXTS = (
    "Train all staff about stalking after separation within six months.",
    "Review the policy on housing transfers at short notice.",
)
OWNERS = ("Exampleshire Police", "Exampleton Council")


@pytest.mark.parametrize("form", ["Addressed to: {}", "For: {}", "Owner: {}"])
@pytest.mark.parametrize("labelled", [True, False])
def test_whom_lines_in_front_of_the_texts_name_is_whom_those_behind_them_ask(form: str, labelled: bool) -> None:
    def item(number: int, text: str) -> list[Block]:
        return [h(f"Recommendation {number}", 11), p(text)] if labelled else [p(f"{number}. {text}")]

    named = [p(form.format(owner), bold=True) for owner in OWNERS]
    grouped = [
        one for at, line in enumerate(named) for one in (line, *item(2 * at + 1, TEXTS[0]), *item(2 * at + 2, TEXTS[1]))
    ]
    behind = [one for at, line in enumerate(named) for one in (*item(at + 1, TEXTS[at]), line)]
    for blocks, owners in ((grouped, [OWNERS[0], OWNERS[0], OWNERS[1], OWNERS[1]]), (behind, OWNERS)):
        found = entries(h("5. Recommendations"), p("The panel has thought of what follows."), *blocks, h("6. Appendix"))
        assert [one.addressed for one in found] == [(owner,) for owner in owners]


def test_what_was_noted_below_a_label_goes_on_with_what_is_asked() -> None:
    noted = "Officers had not been told of the earlier calls."
    blocks = [
        one
        for at, text in enumerate(TEXTS, 1)
        for one in (h(f"Recommendation {at}", 12), p(noted), p(f"The Council should {text[0].lower()}{text[1:]}"))
    ]
    texts = [f"The Council should {text[0].lower()}{text[1:]}" for text in TEXTS]
    found = evidence_of([(FACTS, report(h("5. Recommendations"), *blocks))], [Wanted("k", "1", text=texts[0])])
    assert found.recommendations[0].differences == ()
    assert [one.number for one in found.not_extracted if one.sure] == ["2"]
