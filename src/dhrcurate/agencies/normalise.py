"""Names made comparable: case, accents, apostrophes, `&`, punctuation and common abbreviations."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`´ʼ]")
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


def fold(name: str) -> str:
    """The name in lower case without accents, apostrophes or punctuation, `&` as `and`: equal where only form differs.

    Nothing is expanded or left out, so two names that fold alike are the same words in the same order.
    """
    text = name.lower() if name.isascii() else _plain(name)
    text = _APOSTROPHES.sub("", text).replace("&", " and ")
    return _NOT_WORDS.sub(" ", text).strip()


def slug(name: str) -> str:
    """An id made of a name: its folded words joined by hyphens."""
    return fold(name).replace(" ", "-") or "unnamed"


def _plain(name: str) -> str:
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", name))
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
