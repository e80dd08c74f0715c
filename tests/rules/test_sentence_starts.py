"""The quick search for the starts of sentences finds what the pattern finds that says which they are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.rules.text.sentence_starts import sentence_starts, stop_before

_TEXTS = st.text(alphabet="aB .!?;:”’)\"'\n\u00a0\u2009\x1c", max_size=20)


@given(texts=st.lists(_TEXTS, max_size=4))
def test_each_blank_behind_a_stop_or_a_closing_sign_counts(texts: list[str]) -> None:
    expected = [[m.span() for m in re.finditer(r"[.!?;:”’)\"']\s+", text)] for text in texts]
    assert sentence_starts(texts) == expected


@given(text=_TEXTS)
def test_a_full_stop_may_stand_before_two_closing_signs(text: str) -> None:
    (starts,) = sentence_starts([text])
    stops = [stop_before(text, start) for start in starts]
    assert [at for at in stops if at >= 0] == [m.start() for m in re.finditer(r"[.!?;][”’\"')]{0,2}\s+", text)]
