"""The path and the name of a recommendation in findings about texts, and fixes that replace parts of one passage."""

from __future__ import annotations

from collections.abc import Iterable

from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.finding import Fix, Safety, Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.free_text import Passage


def text_path(r: Recommendation) -> str:
    """The path of a recommendation's text."""
    return pointer(RECOMMENDATIONS, r.key, "text")


def named(r: Recommendation) -> str:
    """What a message calls another recommendation: its printed number, or else its key."""
    return f"recommendation {r.number}" if r.number else f"recommendation {r.key}"


def replacing(passage: Passage, span: Span, new: str, safety: Safety, description: str) -> Fix:
    """The fix that replaces one part of a passage."""
    return replacing_all(passage, [(span, new)], safety, description)


def replacing_all(passage: Passage, changes: Iterable[tuple[Span, str]], safety: Safety, description: str) -> Fix:
    """The fix that replaces several parts of a passage, given in order."""
    pieces: list[str] = []
    last = 0
    for span, new in changes:
        pieces += passage.text[last : span.start], new
        last = span.end
    text = "".join((*pieces, passage.text[last:]))
    return Fix(safety, description, (Edit(passage.path, passage.text, text),))
