"""What a report writes behind a recommendation and is no part of it: labelled fields, a remark in brackets.

`Timescale: March 2023`, `Lead officer: …`, `[Local]`: an extraction has other places for these, or none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from dhrcurate.documents.asked_in_front import asks_within, limits
from dhrcurate.documents.listing.addressees import HEAD, is_body
from dhrcurate.documents.model import Block

_LABEL = re.compile(r"(?:(?<=[.!?;)\]])\s+|\n[^\S\n]*|\A\s*)(?P<label>[A-Z][\w’'/-]*(?:\s+[\w’'/&-]+){0,3}?)\s*:\s")
_REMARK = re.compile(r"(?<=[.!?])[”’\"')]*\s*[(\[](?P<remark>[^()\[\]\n]{2,60})[)\]]\s*\Z")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_TWICE = 2
_WORD_OR_TWO = 3
"""What is written in so few words behind a label is no order: `Status: complete`."""


def repeated_labels(blocks: Iterable[Block]) -> frozenset[str]:
    """Return what a report writes before a colon more than once, at the beginning of a line or of a sentence."""
    counted = Counter(
        label for block in blocks for label in {found["label"].casefold() for found in _LABEL.finditer(block.text)}
    )
    return frozenset(label for label, count in counted.items() if count >= _TWICE)


def without_fields(text: str, labels: frozenset[str]) -> str:
    """Return a passage without the fields and the remark behind it that ask for nothing.

    Args:
        text: The passage.
        labels: The labels of fields that the report has more than once.
    """
    for found in _LABEL.finditer(text):
        if found.start() and found["label"].casefold() in labels and _is_field(found["label"], text[found.end() :]):
            text = text[: found.start()]
            break
    remark = _REMARK.search(text)
    return text[: remark.start()] if remark and not limits(remark["remark"]) else text


def _is_field(label: str, value: str) -> bool:
    if asks_within(label, ordering=False) or (is_body(label) and not HEAD.search(label)):
        return False
    return not any(asks_within(one, ordering=len(one.split()) > _WORD_OR_TWO) for one in _SENTENCE.split(value))
