"""The whole text of another recommendation within a text: it was run in, and its own row holds it as well."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence

from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.text.sentence_starts import Start

_LEAST_WORDS = 8
"""The fewest words of a text that are no coincidence: many reviews say "All agencies should share this learning."."""
_OPENING = 40
"""The number of characters by which texts are looked up; a text that counts has about as many."""
_STOPS = ".!?;:”’)"
_NEXT = re.compile(rf"[{_STOPS}]\s+(?=\S)")
_ENDS = re.compile(r"[.!?;]|\s*\Z|\s+[A-Z\d(]")


def texts_within(
    rows: Sequence[Recommendation], starts: Sequence[Sequence[Start]]
) -> dict[str, tuple[Span, Recommendation]]:
    """For keys of recommendations, the place behind the first sentence of another's whole text, or of its beginning.

    Texts that several rows share are the words of the review for many, and no run-in.

    Args:
        rows: The recommendations.
        starts: Where sentences may start in the text of each.
    """
    openings: defaultdict[str, list[tuple[str, Recommendation]]] = defaultdict(list)
    for r in rows:
        text = r.text.strip().rstrip(".!?;, ")
        if len(text) >= _OPENING and len(text.split(None, _LEAST_WORDS)) >= _LEAST_WORDS:
            openings[text[:_OPENING]].append((text, r))
    alone = {opening: found[0] for opening, found in openings.items() if len(found) == 1}
    within: dict[str, tuple[Span, Recommendation]] = {}
    for i, r in enumerate(rows):
        near = rows[max(0, i - _NEIGHBOURS) : i + _NEIGHBOURS + 1]
        if not (_may_hold_any(r.text, alone, starts[i]) or _may_hold(r, near)):
            continue
        for at in _places(r.text, near, r):
            text, other = alone.get(r.text[at : at + _OPENING], ("", r))
            if other is r or not text:
                continue
            if found := _held(r.text, at, text):
                within[r.key] = found, other
                break
    return within


_NEIGHBOURS = 1


def _may_hold_any(text: str, openings: Container[str], starts: Sequence[Start]) -> bool:
    return any(text[at : at + _OPENING] in openings for _, at in starts)


def _may_hold(own: Recommendation, near: Sequence[Recommendation]) -> bool:
    return any(other is not own and other.text[:_OPENING] in own.text for other in near)


def _places(text: str, near: Sequence[Recommendation], own: Recommendation) -> Iterator[int]:
    """Where another text may begin in one: behind a sign, and those of near rows at any capital."""
    if len(text) <= _OPENING:
        return
    for gap in _NEXT.finditer(text):
        yield gap.end()
    for other in near:
        if other is not own and other.text[:_OPENING] in text:
            at = text.find(other.text[:_OPENING], 1)
            if at > 0 and text[at - 1].isspace() and text[at].isupper():
                yield at


def _held(text: str, at: int, other: str) -> Span | None:
    """The whole of another text from a place of one on, or its beginning where this text breaks off in it."""
    rest = text[at:].rstrip(".!?;, ")
    breaks_off = text[:at].rstrip()[-1:] in _STOPS and not text.rstrip().endswith((".", "!", "?"))
    if breaks_off and len(rest) < len(other) and other.startswith(rest):
        return Span(at, at + len(rest))
    whole = text.startswith(other, at) and _ENDS.match(text, at + len(other))
    return Span(at, at + len(other)) if whole else None
