"""Marks of footnotes behind names: superscripts, "*", "†", figures that are fused to a name, "[1]".

In: a text. Out: the text of the same length, with blanks for the marks. Figures are marks only behind a name that is
known without them, and where they are no part of a known one: "Catch22" is a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Named = Callable[[str], list[tuple[int, int]]]
"""The bounds of the names of bodies in a text, as the register has them."""

_END = r"(?=[\s,;:/|&)+.]|\Z)"
_ALWAYS = re.compile(rf"(?<=[\w)\]'’.])(?:[ \u00a0]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡§]+)(?:,?[⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§]+)*{_END}")
"""What is the mark of a note behind any word."""

_FIGURES = re.compile(
    rf"(?<=[^\W\d_])"
    rf"(?:\d{{1,2}}(?:,\d{{1,2}})*|[ \u00a0]?(?:\(\d{{1,2}}\)|\[(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})\]))+{_END}"
)
"""What may be one: figures without a blank before them, or in brackets."""

_ANY = re.compile(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹*†‡§\[]")


def without_notes(text: str, named: Named) -> str:
    """Return a text with blanks for the marks of notes behind names.

    Where figures behind one name are marks, those behind the others of the text are too, known or not.

    Args:
        text: A name, or names with joins between them.
        named: The names in a text.
    """
    if not _ANY.search(text):
        return text
    shown = _ALWAYS.sub(_blanks, text)
    figures = [match.span() for match in _FIGURES.finditer(shown)]
    if not figures:
        return shown
    names = named(shown)
    figures = [
        (start, end) for start, end in figures if not any(left < start and right >= end for left, right in names)
    ]
    bare = list(shown)
    for start, end in figures:
        bare[start:end] = " " * (end - start)
    without = "".join(bare)
    ends = {right for _, right in named(without)}
    return without if any(start in ends for start, _ in figures) else shown


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match[0])
