"""Why a recommendation is rejected: as none, as a duplicate, or as out of scope, beside the curator's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

REJECTED = "rejected"
"""The member of an event's reason that says why."""

KINDS: Mapping[str, str] = MappingProxyType(
    {"no-recommendation": "no recommendation", "duplicate": "duplicate", "out-of-scope": "out of scope"}
)
"""The kinds of reasons, and each as a note says it."""

ASKED = "Begin with 1: for no recommendation, 2: for a duplicate, 3: for out of scope."
"""What to type for each of them, in their order."""

_WORDS = ("(?:not a|no) recommendation", r"(?:a )?duplicate(?: of\b.*)?", "out of scope")
_CHOSEN = re.compile(r"\s*([1-3])\s*(?:$|:(?!\d))(.*)", re.DOTALL)
_BEFORE = r"\s*(?:(?:this|it) is )?"
_BEHIND = r"\s*(?:$|[:;,.(–—])"
_DIGIT = re.compile(r"\s*([1-3])\s+([^\W\d].*)", re.DOTALL)
_NEARLY = re.compile(rf"\s*(?:[1-3]|{'|'.join(_WORDS)})\s+[^\W\d]", re.IGNORECASE)
_SAID = {
    kind: re.compile(f"{_BEFORE}(?:{words}){_BEHIND}", re.IGNORECASE | re.DOTALL)
    for kind, words in zip(KINDS, _WORDS, strict=True)
}


def chosen(words: str) -> tuple[str | None, str]:
    """The kind that a curator chose and the note: `2: as number 4` is a duplicate, noted as `duplicate: as number 4`.

    Words that choose none by a digit may still begin with the name of one; others are of no kind that is known.
    """
    if found := _CHOSEN.fullmatch(words):
        kind, rest = list(KINDS)[int(found[1]) - 1], found[2].strip()
        return kind, f"{KINDS[kind]}: {rest}" if rest else KINDS[kind]
    return kind_said(words), words


def lacks_colon(words: str) -> bool:
    """True if words begin as those that choose a kind, but for a colon: they may as well tell of something else."""
    return chosen(words)[0] is None and _NEARLY.match(words) is not None


def with_colon(words: str) -> tuple[str, str] | None:
    """The kind as a note says it and the words with a colon behind the digit, for words that lack just that."""
    found = _DIGIT.fullmatch(words)
    return (list(KINDS.values())[int(found[1]) - 1], f"{found[1]}: {found[2]}") if found else None


def kind_said(note: str) -> str | None:
    """The kind that a note surely says, as it begins with its name; `None` where it says anything else."""
    return next((kind for kind, pattern in _SAID.items() if pattern.match(note)), None)
