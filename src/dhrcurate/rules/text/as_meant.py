"""A text as it was before its words were glued, broken or misread."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.text.halves import joined_halves
from dhrcurate.rules.text.lost_letters import misread_signs, with_ligature
from dhrcurate.rules.text.misread import read_right
from dhrcurate.rules.text.seams import seam

_WORD = re.compile(r"[^\W_]+")


def as_meant(text: str, published: FreeText) -> str:
    """A text with its damaged words mended as far as they can be, to look for a word that may be one of them.

    Args:
        text: The text.
        published: The published wording of its record.
    """
    misread = dict(misread_signs(published))
    pieces: list[str] = []
    last = 0
    for match in _WORD.finditer(text):
        word, span = match.group(), Span(*match.span())
        if span.start < last or (word not in misread and word not in published.odd_words):
            continue
        whole = joined_halves(text, span, word)
        if whole and whole.start >= last:
            better, span = "".join(text[whole.start : whole.end].split()), whole
        elif at := seam(word, published.joined):
            better = f"{word[:at]} {word[at:]}"
        else:
            small = word.lower()
            better = misread.get(word) or read_right(small, published.joined) or with_ligature(small) or word
        pieces += text[last : span.start], better
        last = span.end
    return "".join((*pieces, text[last:]))
