"""What a passage of a document is called, where it stands, and which recommendation it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dhrcurate.domain.evidence import Evidence, Located, Passage

_CELL = re.compile(r"!(?P<column>[A-Z]{1,3})(?P<row>\d+)\Z")
_COUNTED = re.compile(r"\d+\Z")
"""How a place in a format without pages ends: `sheet!B7`, `paragraph 41`."""


def is_at_hand(evidence: Evidence | None) -> bool:
    """Return whether a document of a record was read, so that something is known of the record."""
    return evidence is not None and any(one.read and one.there and not one.problem for one in evidence.documents)


def located_by_key(evidence: Evidence | None) -> dict[str, Located]:
    """Return where each recommendation is printed, by its key; empty where no document was read."""
    return {one.key: one for one in evidence.recommendations} if evidence is not None and is_at_hand(evidence) else {}


def page_in_words(passage: Passage) -> str:
    """Return the page of a passage as people say it, `p. 31` or `p. 31-32`; its place where there are no pages."""
    if not passage.pages:
        return passage.place or ""
    first, last = passage.pages[0], passage.pages[-1]
    return f"p. {first}" if first == last else f"p. {first}-{last}"


def about(passage: Passage) -> str:
    """Return how findings and waivers name a passage."""
    return f"sha256:{passage.digest.removeprefix('sha256:')}"


def position(passage: Passage) -> tuple[int, float, float]:
    """Return what orders the passages of one document: page and place there, paragraph, or row and column."""
    if passage.boxes:
        first = passage.boxes[0]
        return first.page, first.y0, first.x0
    place = passage.place or ""
    if cell := _CELL.search(place):
        return 0, float(cell["row"]), float(len(cell["column"]) * 100 + ord(cell["column"][-1]))
    counted = _COUNTED.search(place)
    return 0, float(counted[0]) if counted else 0.0, 0.0


def printed_before(located: Iterable[Located], passage: Passage) -> str | None:
    """Return the key of the recommendation that is printed last before a passage in the same document.

    Args:
        located: Where the recommendations of a record are printed.
        passage: The passage.
    """
    behind = [
        (position(found.main), found.key)
        for found in located
        if found.main is not None
        and found.main.document == passage.document
        and position(found.main) < position(passage)
    ]
    return max(behind)[1] if behind else None
