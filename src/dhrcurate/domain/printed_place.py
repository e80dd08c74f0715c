"""What a passage of a document is called, where and how it stands, and which recommendation it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dhrcurate.domain.evidence import DocumentFacts, Evidence, Located, Passage, Role
from dhrcurate.domain.number import same_number

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


def otherwise(number: str | None, located: Located, *, addressee: bool) -> str:
    """Return what besides its words a document prints otherwise: `number and addressee differ`; empty if nothing.

    Args:
        number: The recommendation's number.
        located: Where it is printed.
        addressee: Whether the document names a body that the recommendation does not.
    """
    if several := sum(one.role is Role.SECOND for one in located.passages):
        differing = f"{several + 1} recommendations there"
        return f"{differing}, addressee differs" if addressee else differing
    printed = {one.number for one in located.passages if one.number}
    wrong = ["number"] if printed and not any(same_number(number or "", one) for one in printed) else []
    wrong += ["addressee"] if addressee else []
    return f"{' and '.join(wrong)} {'differ' if len(wrong) > 1 else 'differs'}" if wrong else ""


_HARDLY_ANY = 10
"""One in so many recommendations may stand in a report of another review, as those do that every review makes."""
_OWN = 3
"""So many recommendations a document makes before it can be told by them that they are others."""
_OF_A_REVIEW = frozenset({"overview-report", "executive-summary", "action-plan"})


def of_another_review(evidence: Evidence) -> tuple[DocumentFacts, ...]:
    """Return the documents that seem to be of another review: they hold hardly any of its recommendations.

    That is told of a document that was read whole and recommends other things, or that is all there is. A summary that
    lists nothing beside a report that holds all is none of them, nor is a letter.
    """
    rows = evidence.recommendations
    few = len(rows) // _HARDLY_ANY
    located = sum(one.main is not None for one in rows)
    found = []
    for document in evidence.documents:
        if document.kind not in _OF_A_REVIEW or not is_whole(document):
            continue
        here = sum(any(each.document == document.sha256 for each in one.passages) for one in rows)
        own = sum(one.sure for one in evidence.not_extracted if one.document == document.sha256)
        others = own >= _OWN and bool(rows)
        if here <= few and (others or (located <= few and len(rows) >= _OWN)):
            found.append(document)
    return tuple(found)


def is_whole(document: DocumentFacts) -> bool:
    """Return whether every page of a document could be read."""
    return document.whole


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
