"""The free text of a record, joined."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrcurate.domain.record import Record
from dhrcurate.rules.digit_runs import digit_runs
from dhrcurate.rules.free_text import BOUNDARY, FreeText, Passage, may_hold_sign, passages_of
from dhrcurate.rules.vocabulary import is_word
from rule_cases import record_data


@settings(deadline=None)
@given(st.text(max_size=80))
def test_digit_runs_are_what_a_regular_expression_finds(text: str) -> None:
    assert digit_runs(text) == [m.span() for m in re.finditer("[0-9]+", text)]


WORDS = st.sampled_from(["the", "the", "The", "shouId", "a11", "tbe", "rev", "iew", "DVA", "D1", "Xy,", "“qzx”", "\0"])
TEXTS = st.lists(WORDS | st.text(max_size=3), max_size=12).map(" ".join)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_its_words_are_those_of_its_passages_whatever_was_read_before(texts: list[str]) -> None:
    data = record_data({"recommendations": [{"text": text} for text in texts]})
    free_text = FreeText(passages_of(Record.model_validate(data)))
    words = free_text.joined.replace(BOUNDARY, " ").split()
    pairs = [pair for passage in free_text.passages for pair in pairwise(passage.text.split())]
    assert free_text.joined == BOUNDARY.join(p.text for p in free_text.passages)
    assert free_text.vocabulary | {"\0"} == {*words, "\0"}
    assert free_text.repeated | {"\0"} == {"\0", *(word for word, following in pairs if word == following)}
    assert free_text.words_with_signs == {w for w in words if may_hold_sign(w)}
    plain = {w for w in words if w.isascii() and w.isalpha()}
    assert free_text.odd_words >= {w for w in plain if w.islower() and not is_word(w)}
    assert free_text.odd_acronyms >= {w for w in plain if w.isupper() and 2 < len(w) < 9}
    assert all(free_text.count(w) == free_text.joined.split().count(w) for w in words)


def test_every_place_leads_back_to_its_value() -> None:
    data = record_data(
        {
            "recommendations": [
                {"title": "First", "text": "One.", "note": "Seen."},
                {
                    "text": "Two.",
                    "addressed_to": "",
                    "waivers": [{"rule": "DHR201", "reason": "r", "by": "B", "at": "2026"}],
                },
            ]
        }
    )
    free_text = FreeText(passages_of(Record.model_validate(data)))
    at = 0
    for passage in free_text.passages:
        at = free_text.joined.index(passage.text, at)
        assert free_text.spot(at, at + len(passage.text)).words == passage.text
        at += len(passage.text)
    assert [p.path for p in free_text.passages][-4:] == [
        "/recommendations/r001/addressed_to",
        "/recommendations/r001/note",
        "/recommendations/r002/text",
        "/recommendations/r002/waivers/0/reason",
    ]


def test_a_curators_name_is_no_free_text() -> None:
    waiver = {"rule": "DHR110", "reason": "counted", "by": "Dr Curator", "at": "2026"}
    data = record_data({"waivers": [waiver], "curation": {"by": "Dr Curator"}})
    assert "Curator" not in FreeText(passages_of(Record.model_validate(data))).joined


@pytest.mark.parametrize("count", [3, 400])
def test_a_word_is_found_at_its_places_however_many_others_there_are(count: int) -> None:
    others = " ".join(f"w{chr(97 + i % 26)}{i // 26}x" for i in range(count))
    text = FreeText([Passage("text", "/recommendations/r001/text", f"reviewits, {others} (reviewits)", None)])
    whole = [at for at in text.places_of("reviewits") if not text.joined[at + 9 : at + 10].isalnum()]
    assert whole == [0, text.joined.rindex("reviewits")]
