"""Titles that have run into the text: a theme before a sentence with which the page's recommendations all begin."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.importers.model import Row
from dhrcurate.importers.words import LINKS, VERBS

_STEM = 4
"""So many words in common are a stem."""
_LONGEST = 14
"""No title has more words."""
_SHARE = 0.6
"""The least share of the recommendations, at least three, that must have both."""

_WORD = re.compile(r"\S+")


def lift_titles(rows: Sequence[Row]) -> list[Row]:
    """Sets titles apart from texts where the page shows where they end.

    "Firearms licensing The Panel invites ... to" is a title and a text where most recommendations of the page go on
    with "The Panel invites ... to" after words of their own. All words stay, in order. Where it is not that plain,
    nothing is set apart.
    """
    if any(row.title for row in rows) or len(rows) < 3:
        return list(rows)
    counts = Counter(stem for row in rows for stem in {stem for _, stem in _stems(row.text)})
    common = max(counts.values(), default=0)
    if common < max(3, _SHARE * len(rows)):
        return list(rows)
    stems = {stem for stem, count in counts.items() if count == common}
    plain = {row.title for row in (_lifted(row, stems, plainly=True) for row in rows) if row.title}
    if len(plain) < max(3, _SHARE * len(rows)):
        return list(rows)
    return [_lifted(row, stems, plainly=False) for row in rows]


def _stems(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """The places in a text where a stem could begin, in code points, and the words there."""
    words = list(_WORD.finditer(text))[: _LONGEST + 1 + _STEM]
    return [
        (words[i].start(), tuple(w.group() for w in words[i : i + _STEM]))
        for i in range(len(words) - _STEM + 1)
        if words[i].group()[0].isupper()
    ]


def _lifted(row: Row, stems: set[tuple[str, ...]], *, plainly: bool) -> Row:
    at = next((start for start, stem in _stems(row.text) if stem in stems), 0)
    title = row.text[:at].strip()
    return replace(row, title=title, text=row.text[at:]) if _is_title(title, plainly=plainly) else row


def _is_title(text: str, *, plainly: bool) -> bool:
    """True if words can be a title; plainly one has no verb in it."""
    words = text.split()
    if not words or not re.match(r"\W?[A-Z0-9]", text):
        return False
    inner = any(word[-1] in ".?!;" for word in words[:-1])
    verb = plainly and any(word in VERBS - {"review"} for word in words)
    return not inner and not verb and words[-1].lower() not in LINKS and words[-1][-1] not in ",;"
