"""The marks of a list's items in a text: bullets, dashes at the start of a line, and labels such as (a) or 2)."""

from __future__ import annotations

import re

BULLETS = "•▪●◦‣■□➢✓\uf0b7\uf0a7\uf0d8"
"""Bullets, the last three as Word's symbol fonts leave them in the private use area."""

_BULLET = rf"[{BULLETS}]+|(?<=\n)[^\S\n]*[-–*·o](?=\s)|(?<=[.:;,])\s+o(?=\s+[A-Z])"
_LABEL = r"(?<=\s)\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)(?=\s)"
_BULLETS = re.compile(_BULLET)
_LABELS = re.compile(_LABEL)
_MARK_AT_END = re.compile(
    rf"(?:[{BULLETS}]+|(?<=\n)[^\S\n]*[-–*·o]|(?<=[.:;,])\s+o|(?<=\s)\(?(?:[ivx]{{1,4}}|[a-h]|\d{{1,2}})\))\s*\Z"
)
_SENTENCE_END = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)(?<!\b[A-Za-z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bNo)(?<!\bSt)(?<!\bMrs)"
    r"[.!?][”’\"')\]]*\s+(?=[“‘\"'(\[]*[A-Z0-9])"
)
"""A full stop that is no part of a date, an abbreviation or a title."""


def second_item(text: str) -> int:
    """The place where a second recommendation most likely begins, in code points; 0 where nothing shows one.

    That is the second mark of a list, a single bullet within the text, or the second sentence.
    """
    bullets = [m.end() - len(m[0].lstrip()) for m in _BULLETS.finditer(text) if m.start() > 0]
    if text.lstrip()[:1] in BULLETS and bullets:
        return bullets[0]
    if bullets:
        return bullets[min(1, len(bullets) - 1)]
    labels = [m.start() for m in _LABELS.finditer(text)]
    if len(labels) > 1:
        return labels[1]
    sentence = _SENTENCE_END.search(text)
    return sentence.end() if sentence else 0


def before_mark(text: str, at: int) -> int:
    """The place before the mark that stands right before a place, or that place where none does."""
    mark = _MARK_AT_END.search(text, 0, at)
    return mark.start() if mark else at
