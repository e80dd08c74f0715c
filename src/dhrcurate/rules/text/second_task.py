"""A second recommendation without its number, in a text behind which the record lacks a number."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.rules.text.joins import MODAL

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
