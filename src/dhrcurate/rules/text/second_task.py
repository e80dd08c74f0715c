"""A second recommendation without its number, which opens as the first does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.text.joins import MODAL
from dhrcurate.rules.text.other_task import REFERS

_OPENING = (
    r"(?P<opening>To(?= [a-z])|That(?= \w)|(?:It is|The panel|We|The review) recommend(?:s|ed)?"
    rf"|(?:The )?[A-Z][\w’'-]+(?: (?:(?:of|and|for|the|&|in) )?[A-Z][\w’'&-]*)+(?= (?:{MODAL}|to [a-z])))"
)
_FIRST = re.compile(rf"\s*{_OPENING}")
_LATER = re.compile(rf"(?<=[.!?;])\s*{_OPENING}")


def second_task(text: str) -> Span | None:
    """Where a later sentence opens as the first did: with "To", "That", "It is recommended" or the same full name.

    Several sentences are usual in one recommendation, but the later ones say "it", "they" or "the force". The words
    say little where the record lacks no number, which is for the caller to find out.
    """
    first = _FIRST.match(text)
    if first is None:
        return None
    for later in _LATER.finditer(text, first.end()):
        if later["opening"] == first["opening"]:
            start = later.start("opening")
            end = text.find(" ", min(len(text), start + len(later["opening"]) + 1))
            return Span(start, len(text) if end < 0 else end)
    return None


_STYLES = ("To ", "That ", "It is recommended ")
_LEAST_ROWS = 6
_NEARLY_ALL = 0.8
"""The share of a record's texts that open alike, from which it is the way in which they were written."""
_FEW = 5
"""One text in so many may hold a second such opening; where more do, the record was written so."""


def seconds_in_style(rows: Sequence[Recommendation]) -> dict[str, Span]:
    """By key, where a text opens a second time as nearly all texts of the record open, and as hardly another one does.

    Not so if the words behind it point back at the task before: "To buy two chairs for it".
    """
    for style in _STYLES if len(rows) >= _LEAST_ROWS else ():
        if sum(1 for r in rows if r.text.startswith(style)) < _NEARLY_ALL * len(rows):
            continue
        again = [r for r in rows if r.text.startswith(style) and f". {style}" in r.text]
        if len(again) * _FEW > max(_FEW, len(rows)):
            return {}
        found = ((r, second_task(r.text)) for r in again)
        return {r.key: span for r, span in found if span and not REFERS.search(r.text, span.end)}
    return {}
