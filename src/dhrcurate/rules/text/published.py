"""The source page as evidence: its letters, and whether a fix would make a text differ from it."""

from __future__ import annotations

import re
from functools import lru_cache

from dhrcurate.domain.finding import Safety
from dhrcurate.domain.page_text import page_text
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import Passage

WORD = re.compile(r"[^\W_]+")
"""A run of letters and digits."""
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""Letters that are printed as one, and the letters that they stand for."""
_AROUND = 24
"""How many characters on each side of a slip show that the page has it too."""
_LIGATURE_TABLE = str.maketrans(LIGATURES)


def claimed_page(context: RuleContext) -> str | None:
    """The kept page if the record claims to have its wording, else `None`."""
    return context.page if context.record.review.wording == "verbatim" else None


def safety_of_fix(context: RuleContext, passage: Passage, fixed: str) -> Safety:
    """The safety of a fix that is safe in itself, with regard to the published words.

    Unsafe if the record claims the page's wording, the page has the passage or the words around the slip as they are,
    and the fix would change letters or digits: then the slip was published, and the corrected record would differ from
    its source. The words around it count too: a passage may be two rows that were joined, or corrected elsewhere.

    Args:
        context: The record.
        passage: A passage of it.
        fixed: Its text after the fix.
    """
    page = claimed_page(context)
    if page is None or passage.kind not in {"text", "title"}:
        return Safety.SAFE
    before = letters(passage.text)
    if before == letters(fixed):
        return Safety.SAFE
    name = context.record.source.page or ""
    there = _letters_of_page(page, name)
    published = before in there or letters(_around_first_change(passage.text, fixed)) in there
    return Safety.UNSAFE if published else Safety.SAFE


def _around_first_change(text: str, fixed: str) -> str:
    """The first slip of a text with some words of its line on both sides."""
    shorter = min(len(text), len(fixed))
    start = next((i for i in range(shorter) if text[i] != fixed[i]), shorter)
    tail = next((i for i in range(shorter - start) if text[-1 - i] != fixed[-1 - i]), shorter - start)
    end = min(len(text) - tail, start + _AROUND)
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    line_end = text.find("\n", end)
    return text[first : min(end + _AROUND, len(text) if line_end < 0 else line_end)]


@lru_cache(maxsize=2)  # called for each fix of one record
def _letters_of_page(page: str, name: str) -> str:
    return letters(page_text(page, name))


def letters(text: str) -> str:
    """The letters and digits of a text, in lower case and with nothing between them."""
    return "".join(WORD.findall(without_ligatures(text).lower()))


def without_ligatures(text: str) -> str:
    """A text with its ligatures resolved into letters."""
    if text.isascii() or not any(ligature in text for ligature in LIGATURES):
        return text
    return text.translate(_LIGATURE_TABLE)
