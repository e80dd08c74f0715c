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
_STOPS = ".!?;:”’)"
_NEXT = re.compile(rf"(?<=[{_STOPS}])\s+(?=\S)|\s+(?=[A-Z‘“])")
"""Where another text may begin: behind a sign, or at a capital."""
_ENDS = re.compile(r"[.!?;]|\s*\Z|\s+[A-Z\d(]")


def texts_within(rows: Sequence[Recommendation]) -> dict[str, tuple[Span, Recommendation]]:
    """For keys of recommendations, the place behind the first sentence of another's whole text, or of its beginning.

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
            if other is r or not text:
                continue
            rest = r.text[at:].rstrip(".!?;, ")
            breaks_off = r.text[gap.start() - 1] in _STOPS and not r.text.rstrip().endswith((".", "!", "?"))
            if breaks_off and len(rest) < len(text) and text.startswith(rest):
                within[r.key] = Span(at, at + len(rest)), other  # its beginning, with which this text breaks off
                break
            if r.text.startswith(text, at) and _ENDS.match(r.text, at + len(text)):
                within[r.key] = Span(at, at + len(text)), other
                break
    return within
