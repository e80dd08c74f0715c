"""The heading of another recommendation within a text: the extraction took it for the end of the text before it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.text.whole import is_whole

_STOPPED = re.compile(r"[.!?;][”’\"')\]]{0,2}\s*\Z")
_LEAST_WORDS = 2


def titles_of(rows: Sequence[Recommendation]) -> dict[str, Recommendation]:
    """The headings of a record's recommendations in small letters, each with the first row that it heads."""
    titles: dict[str, Recommendation] = {}
    for r in rows:
        title = (r.title or "").strip(" .:")
        if len(title.split()) >= _LEAST_WORDS:
            titles.setdefault(title.casefold(), r)
    return titles


def title_within(r: Recommendation, titles: Mapping[str, Recommendation]) -> tuple[Span, Recommendation] | None:
    """Another row's heading behind the last sentence of a text, or before its first word, and that row.

    Args:
        r: A recommendation.
        titles: Those of the record; see `titles_of`.
    """
    all_titles = tuple(titles)
    text = r.text.rstrip(" \n\t.:")
    folded = text.casefold()
    if len(folded) != len(text):
        return None
    own = (r.title or "").strip(" .:").casefold()
    if folded.endswith(all_titles):
        title = max((t for t in all_titles if folded.endswith(t)), key=len)
        start = len(text) - len(title)
        before = text[:start]
        ends = _STOPPED.search(before) is not None or (before[-1:] == " " and is_whole(before, apposed=False))
        if title != own and text[start].isupper() and ends:
            return Span(start, len(text)), titles[title]
    if folded.startswith(all_titles):
        title = max((t for t in all_titles if folded.startswith(t)), key=len)
        if title != own and re.match(r"[:.]?\s+[‘“]?[A-Z]", text[len(title) :]):
            return Span(0, len(title)), titles[title]
    return None
