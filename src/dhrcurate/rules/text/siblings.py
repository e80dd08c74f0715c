"""The whole text of another recommendation within a text: it was run in, and its own row holds it as well."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation

_LEAST_WORDS = 8
"""The fewest words of a text that are no coincidence: many reviews say "All agencies should share this learning."."""
_OPENING = 40
"""The number of characters by which texts are looked up; a text that counts has about as many."""
_NEXT = re.compile(r"[.!?;:”’)]\s+(?=\S)")
_ENDS = re.compile(r"[.!?;]|\s*\Z|\s+[A-Z\d(]")


def texts_within(rows: Sequence[Recommendation]) -> dict[str, tuple[Span, Recommendation]]:
    """For keys of recommendations, the place behind the first sentence of another's whole text, and that other one.

    Texts that several rows share are the words of the review for many, and no run-in.
    """
    openings: defaultdict[str, list[tuple[str, Recommendation]]] = defaultdict(list)
    for r in rows:
        text = r.text.strip().rstrip(".!?;, ")
        if len(text) >= _OPENING and len(text.split(None, _LEAST_WORDS)) >= _LEAST_WORDS:
            openings[text[:_OPENING]].append((text, r))
    alone = {opening: found[0] for opening, found in openings.items() if len(found) == 1}
    within: dict[str, tuple[Span, Recommendation]] = {}
    for r in rows:
        for gap in _NEXT.finditer(r.text) if len(r.text) > _OPENING else ():
            at = gap.end()
            text, other = alone.get(r.text[at : at + _OPENING], ("", r))
            if other is not r and r.text.startswith(text, at) and _ENDS.match(r.text, at + len(text)):
                within[r.key] = Span(at, at + len(text)), other
                break
    return within
