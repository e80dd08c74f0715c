"""The marks of a list's items in a text: bullets, dashes at the start of a line, and labels such as (a) or 2)."""

from __future__ import annotations

import re
from bisect import bisect_right

from dhrcurate.domain.patterns import rare

OF_SYMBOL_FONTS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf06f\uf071\uf06c\uf09f\uf09e\uf0f0\uf0ae"
"""Bullets as Word's symbol fonts leave them in the private use area: dots, squares, arrows, ticks."""
BULLETS = f"•▪●◦‣■□➢✓{OF_SYMBOL_FONTS}"
"""Bullets, which stand before items wherever they are."""
OF_LINES = rf"{BULLETS}○➤❖\uf0e0\uf02d*·–\-"
"""What stands before items at the start of a line, for a class of a pattern; within one some of it is no bullet."""

_BULLET = rf"[{BULLETS}]+|(?<=\n)[^\S\n]*[-–*·o](?=\s)|(?<=[.:;,])\s+o(?=\s+[A-Z])"
_LABEL = r"(?<=\s)\(?(?:[ivx]{1,4}|[a-h]|\d{1,2})\)(?=\s)"
_IN_LINE_SIGNS = (" o ", " - ", " – ", " * ", " · ")
_NO_ASIDE = r"(?!(?:and|or|but|where|when|if|as|including|such|who|which|with|for|in|at|on|by|subject)\b)"
_FIRST_IN_LINE = rare(
    r"(?:(?P<colon>[:;])\s+|\b(?:should|must|shall|will|to|that|by|including)\s+(?=\S\s+" + _NO_ASIDE + r"))"
    r"(?P<sign>[o–*·-])\s+(?=[^\W\d_])"
)
_NEXT_IN_LINE = re.compile(r"\s(?P<sign>[o–*·-])\s+(?=[^\W\d_])" + _NO_ASIDE)
"""The signs of the first item and of a further one, and not a dash around an aside."""
_DASHES = "-–"
_LEAST_DASHES = 3
"""Two dashes after "should" hold an aside."""
_BULLETS = rare(_BULLET)
_LABELS = re.compile(_LABEL)
_MARK_AT_END = rare(
    rf"(?:[{BULLETS}]+|(?<=\n)[^\S\n]*[-–*·o]|(?<=[.:;,])\s+o|(?<=\s)\(?(?:[ivx]{{1,4}}|[a-h]|\d{{1,2}})\))\s*\Z"
)
_SENTENCE_END = re.compile(
    r"(?<!\b\d)(?<!\b\d\d)(?<!\b[A-Za-z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bNo)(?<!\bSt)(?<!\bMrs)"
    r"[.!?][”’\"')\]]*\s+(?=[“‘\"'(\[]*[A-Z0-9])"
)
"""A full stop that is no part of a date, an abbreviation or a title."""
_SEMICOLON = re.compile(r";\s+(?=\S)")
_AND_THAT = re.compile(r"(?<=\S)\s+(?=and that (?:the|all|each|every|any|it|they|staff|[A-Z])\b)")


def marks_in_line(text: str) -> list[int]:
    """The places of the signs of a list whose lines were joined: "should: - ask - record", "should o ask o record".

    Returns:
        The places of two or more signs of one kind, in code points; none where no list is opened.
    """
    if not any(sign in text for sign in _IN_LINE_SIGNS):
        return []
    signs: dict[str, list[int]] = {}
    for further in _NEXT_IN_LINE.finditer(text):
        signs.setdefault(further["sign"], []).append(further.start("sign"))
    for first in _FIRST_IN_LINE.finditer(text):
        sign, at = first["sign"], first.start("sign")
        further_ones = signs.get(sign, [])
        after = bisect_right(further_ones, at)
        least = _LEAST_DASHES if sign in _DASHES and not first["colon"] else 2
        if 1 + len(further_ones) - after >= least:
            return [at, *further_ones[after:]]
    return []


def second_item(text: str) -> int:
    """The place where a second recommendation most likely begins, in code points; 0 where nothing shows one.

    That is the second mark of a list, a single bullet within the text, the second of three parts or more between
    semicolons, the second sentence, what stands behind a semicolon, or a second "that". Parts that a colon introduces
    are not parted: all but the first would lose their introduction.
    """
    bullets = [m.end() - len(m[0].lstrip()) for m in _BULLETS.finditer(text) if m.start() > 0]
    if text.lstrip()[:1] in BULLETS and bullets:
        return bullets[0]
    if bullets:
        return bullets[min(1, len(bullets) - 1)]
    if in_line := marks_in_line(text):
        return in_line[1]
    labels = [m.start() for m in _LABELS.finditer(text)]
    if len(labels) > 1:
        return labels[1]
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    parts = [
        m.end()
        for m in _SEMICOLON.finditer(text)
        if text.count("(", 0, m.start()) == text.count(")", 0, m.start()) and not _is_introduced(text, ends, m.start())
    ]
    if len(parts) > 1 and (not ends or parts[0] < ends[0]):
        return parts[0]
    if ends:
        return ends[0]
    that = _AND_THAT.search(text)
    return parts[0] if parts else that.end() if that else 0


def _is_introduced(text: str, ends: list[int], at: int) -> bool:
    """True if a colon stands before a place in its sentence, of those that end at some places."""
    here = bisect_right(ends, at)
    return ": " in text[ends[here - 1] if here else 0 : at]


def before_mark(text: str, at: int) -> int:
    """The place before the mark that stands right before a place, or that place where none does."""
    if in_line := [mark for mark in marks_in_line(text) if mark < at and not text[mark + 1 : at].strip()]:
        return in_line[0]
    mark = _MARK_AT_END.search(text, 0, at)
    return mark.start() if mark else at
