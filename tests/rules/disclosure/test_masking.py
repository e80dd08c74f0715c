"""What is covered before anybody sees a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.domain.record import Record
from dhrcurate.rules.catalogue import find_rule
from dhrcurate.rules.disclosure.masking import MASK, mask, mask_all, masked_by_text, spans
from dhrcurate.rules.free_text import FreeText, passages_of
from rule_cases import Case, cases, record_data, run

PERSONAL = [
    "jo.bloggs@exampleton.gov.uk",
    "07700 900123",
    "+44 (0)1632 960001",
    "ZE3 9XY",
    "999 123 4578",
    "Mrs Bloggs",
    "Dr O’Brien-Smith",
]
"""Invented, from ranges set aside for examples where there are any."""


def is_disclosure(case: Case) -> bool:
    rule = find_rule(case.rule)
    return rule is not None and rule.code.startswith("DHR5")


AROUND = st.text(alphabet="abc XYZ.,;:()[]{}'\"’\n\t0189@+-/", max_size=30)


@settings(deadline=None)
@pytest.mark.parametrize("personal", PERSONAL)
@given(before=AROUND, after=AROUND)
def test_nothing_personal_is_left_wherever_it_stands(personal: str, before: str, after: str) -> None:
    masked = mask(f"{before} ‘{personal}’, {after}")
    assert personal not in masked
    assert MASK in masked


@settings(deadline=None)
@given(st.text(alphabet="abc Mr Smith dob died 3 May 2012 @.gov+44(0)7700900123ZE\n", max_size=120))
def test_every_character_keeps_its_place(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert [i for i, c in enumerate(masked) if c == "\n"] == [i for i, c in enumerate(text) if c == "\n"]
    assert all(m in (c, MASK) for m, c in zip(masked, text, strict=True))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_spans_are_in_order_and_apart(text: str) -> None:
    found = spans(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(a[1] < b[0] for a, b in pairwise(found))


@pytest.mark.parametrize("case", [c for c in cases() if c.fails and is_disclosure(c)], ids=lambda c: c.name)
def test_whatever_a_rule_about_disclosure_finds_is_covered(case: Case) -> None:
    data = record_data(case.table)
    rule = find_rule(case.rule)
    assert rule
    values = {passage.path: passage.text for passage in FreeText(passages_of(Record.model_validate(data))).passages}
    for _, finding in run(rule, case.table, data):
        assert finding.span
        covered = mask(values[finding.path])[finding.span.start : finding.span.end]
        assert set(covered) == {MASK}, f"{finding.message}: {covered}"


def test_text_without_personal_data_is_the_same_object() -> None:
    text = "Exampleshire Police should review its policy by 31 March 2016 and report to the board."
    assert mask(text) is text


def test_a_date_is_covered_where_the_whole_value_tells_what_it_is() -> None:
    assert mask('text = """\nShe died\non 3 May 2012."""') == f'text = """\nShe died\non {MASK * 10}."""'


def test_a_long_line_of_noise_is_no_burden() -> None:
    noise = ("0" * 50 + "@" + "a." * 50) * 2_000
    assert len(mask(noise)) == len(noise)


WHOLE = [
    "Ask the daughter, Olive Bloggs, what helped; she is 7.",
    "The plan should be shown to the son, Jack",
    "The log made by PC 30871",
    "A bed should be bought for eight-year-old Layla",
    "It should be sent to Robert Bloggs",
    "She died on 3 May 2012",
    "The force should review its policy by 31 March 2016.",
]
"""Values of a record, of which most end without a full stop: what is beside one of them says nothing about another."""


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(WHOLE), st.integers(0, 60)).map(lambda cut: cut[0][: cut[1]]), max_size=8))
def test_the_values_of_a_record_are_covered_as_each_is_by_itself(texts: list[str]) -> None:
    assert [*mask_all(texts)] == [mask(text) for text in texts]


def test_a_value_that_holds_what_parts_values_is_one_value() -> None:
    texts = ["Ring Mrs Bloggs.\n\0\nThen go.", "Ask Mrs Bloggs."]
    assert [*mask_all(texts)] == [mask(text) for text in texts]
    assert mask(texts[0]).endswith("\n\0\nThen go.")


def test_texts_of_any_origin_are_masked_each_by_itself_however_many_there_are() -> None:
    texts = [f"{at}: {text}" for at in range(30) for text in WHOLE for _ in range(2)]
    shown = masked_by_text(texts)
    assert shown == {text: mask(text) for text in texts}
    assert "Bloggs" not in "".join(shown.values())
