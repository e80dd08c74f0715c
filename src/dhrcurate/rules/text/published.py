"""The source page as evidence: its letters, and whether mending a text would make it say other than the page."""

from __future__ import annotations

import html
import json
import re
from functools import lru_cache

from dhrcurate.domain.finding import Safety
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import Passage

WORD = re.compile(r"[^\W_]+")
"""Letters and digits in a row."""
_TAG = re.compile(r"<[^<>]{1,400}>")
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[nrtbf\"\\/])")
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
"""Letters that are printed as one, and what they are."""
_LIGATURE_TABLE = str.maketrans(LIGATURES)


def claimed_page(context: RuleContext) -> str | None:
    """The kept page, where the record's wording is to be the page's own; else `None`."""
    return context.page if context.record.review.wording == "verbatim" else None


def safety_of_mending(context: RuleContext, passage: Passage, mended: str) -> Safety:
    """How safe it is to put a mended text into a passage, if nothing but the published words speaks against it.

    Unsafe where the record claims the page's own wording, the page has the passage as it stands, and mending it would
    change letters or digits: then the slip was published, and whoever corrects the record departs from its source.

    Args:
        context: The record.
        passage: A passage of it.
        mended: Its text, mended.
    """
    page = claimed_page(context)
    if page is None or passage.kind not in {"text", "title"}:
        return Safety.SAFE
    before = letters(passage.text)
    if before == letters(mended):
        return Safety.SAFE
    name = (context.record.source.page or "").lower()
    return Safety.UNSAFE if before in _letters_of_page(page, name) else Safety.SAFE


@lru_cache(maxsize=2)  # asked for each fix of one record
def _letters_of_page(page: str, name: str) -> str:
    return letters(readable(page, name))


def letters(text: str) -> str:
    """The letters and digits of a text, in small letters and without anything between them."""
    return "".join(WORD.findall(without_ligatures(text).lower()))


def without_ligatures(text: str) -> str:
    """A text with the letters that ligatures stand for."""
    if text.isascii() or not any(ligature in text for ligature in LIGATURES):
        return text
    return text.translate(_LIGATURE_TABLE)


def readable(page: str, name: str) -> str:
    """A page without its own notation: the tags and entities of HTML, the escapes of JSON; and without ligatures."""
    if name.endswith((".json", ".jsonl")):
        page = _ESCAPE.sub(lambda m: str(json.loads(f'"{m.group()}"')), page)
    elif name.endswith((".html", ".htm")) or "</" in page:
        page = html.unescape(_TAG.sub(" ", page))
    return without_ligatures(page)
