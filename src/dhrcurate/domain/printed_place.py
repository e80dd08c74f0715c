"""What a passage of a document is called, where and how it stands, and which recommendation it follows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from dhrcurate.domain.evidence import DocumentFacts, Evidence, Located, Passage, Status, Strange
from dhrcurate.domain.words import plural

_CELL = re.compile(r"!(?P<column>[A-Z]{1,3})(?P<row>\d+)\Z")
_COUNTED = re.compile(r"\d+\Z")
"""How a place in a format without pages ends: `sheet!B7`, `paragraph 41`."""


def is_at_hand(evidence: Evidence | None) -> bool:
    """Return whether a document of a record was read, so that something is known of the record."""
    return evidence is not None and any(one.read and one.there and not one.problem for one in evidence.documents)


def located_by_key(evidence: Evidence | None) -> dict[str, Located]:
    """Return where each recommendation is printed, by its key; empty where no document was read."""
    return {one.key: one for one in evidence.recommendations} if evidence is not None and is_at_hand(evidence) else {}


def left_out_by_name(evidence: Evidence | None) -> dict[str, Passage]:
    """Return the passages that no recommendation holds, as findings about them name them."""
    return {about(one): one for one in evidence.not_extracted} if evidence is not None else {}


def page_in_words(passage: Passage) -> str:
    """Return the page of a passage as people cite it: `p. 31`, `p. 31-32`; its place where there are no pages.

    That is the number printed on the page; where it is another than the sheet's, the sheet follows: `p. 12 (sheet 16)`.
    A page of which it is not known is called by its sheet: `sheet 16`.
    """
    if not passage.pages:
        return passage.place or ""
    labels = passage.page_labels
    known = len(labels) == len(passage.pages) and all(labels)
    return page_told(_from_to(labels) if known else "", _from_to(tuple(map(str, passage.pages))))


def page_told(label: str, sheet: str) -> str:
    """Return what a page is called: by the number printed on it, `p. 12 (sheet 16)`, else by its sheet."""
    sheets = f"sheet{'s' if '-' in sheet else ''} {sheet}"
    if not label:
        return sheets
    return f"p. {label}" if label == sheet else f"p. {label} ({sheets})"


def _from_to(pages: Sequence[str]) -> str:
    return pages[0] if pages[0] == pages[-1] else f"{pages[0]}-{pages[-1]}"


def document_in_words(passage: Passage, documents: Sequence[DocumentFacts]) -> str:
    """Return which of several documents a passage stands in: by its kind, or by its name; empty if there is one."""
    own = next((one for one in documents if one.sha256 == passage.document), None)
    if own is None or len(documents) < 2:
        return ""
    kind = kind_in_words(own.kind)
    return kind if kind and sum(one.kind == own.kind for one in documents) == 1 else own.name


def kind_in_words(kind: str) -> str:
    """Return the kind of a document as people call it: `action plan`; empty for one that is no certain kind."""
    return "" if kind == "other" else kind.replace("-", " ")


_HARDLY_ANY = 10
"""One in so many recommendations may stand in a report of another review, as those do that every review makes."""
_OWN = 3
"""So many recommendations a document makes before it can be told by them that they are others."""
_OF_A_REVIEW = frozenset({"overview-report", "executive-summary", "action-plan"})


def without_strange(evidence: Evidence, *, verbatim: bool) -> Evidence:
    """Return evidence without what documents say that seem to be of another review, and with these named.

    A document seems so that was read whole, holds hardly any of the recommendations, and recommends other things or is
    all there is. A summary that lists nothing beside a report that holds all is none of them, nor is a letter. Whether
    such a document has a text or lacks it, nothing follows for the record.

    Args:
        evidence: What the documents say.
        verbatim: Whether the record says that its texts are the report's own words, as only these can show that.
    """
    strange = tuple(_of_another_review(evidence)) if verbatim else ()
    if not strange:
        return evidence
    digests = {one.document.sha256 for one in strange}
    alone = all(one.sha256 in digests for one in evidence.documents)
    return replace(
        evidence,
        recommendations=tuple(_without(one, digests, alone=alone) for one in evidence.recommendations),
        not_extracted=tuple(one for one in evidence.not_extracted if one.document not in digests),
        strange=strange,
    )


def strange_in_words(strange: Strange, count: int) -> str:
    """Return what speaks against a document being of this review, a sentence without its end.

    Args:
        strange: The document.
        count: How many recommendations the record has.
    """
    held = f"{strange.held or 'none'} of the {plural(count, 'recommendation')}"
    makes = f", and makes {plural(strange.others, 'other')}" if strange.others else ""
    return f"{strange.document.name} holds {held}{makes}: is it of this review?"


def _of_another_review(evidence: Evidence) -> Iterator[Strange]:
    rows = evidence.recommendations
    few = len(rows) // _HARDLY_ANY
    located = sum(one.main is not None for one in rows)
    for document in evidence.documents:
        if document.kind not in _OF_A_REVIEW or not document.whole:
            continue
        held = sum(any(each.document == document.sha256 for each in one.passages) for one in rows)
        own = tuple(one for one in evidence.not_extracted if one.document == document.sha256)
        strange = Strange(document, held, own)
        others = strange.others >= _OWN and bool(rows)
        if held <= few and (others or (located <= few and len(rows) >= _OWN)):
            yield strange


def _without(one: Located, digests: Collection[str], *, alone: bool) -> Located:
    """A recommendation without its passages in some documents; not known where it stands in them or in none at all."""
    if one.main is not None and one.main.document not in digests:
        return replace(one, passages=tuple(each for each in one.passages if each.document not in digests))
    return Located(one.key, Status.UNKNOWN) if one.main is not None or alone else one


def about(passage: Passage) -> str:
    """Return how findings and waivers name a passage."""
    return f"sha256:{passage.digest.removeprefix('sha256:')}"


def position(passage: Passage) -> tuple[int, float, float]:
    """Return what orders the passages of one document: where it is read there; else page, paragraph, row and column."""
    if passage.read_at is not None:
        return passage.read_at, 0.0, 0.0
    if passage.boxes:
        first = passage.boxes[0]
        return first.page, first.y0, first.x0
    place = passage.place or ""
    if cell := _CELL.search(place):
        return 0, float(cell["row"]), float(len(cell["column"]) * 100 + ord(cell["column"][-1]))
    counted = _COUNTED.search(place)
    return 0, float(counted[0]) if counted else 0.0, 0.0


def place_among(keys: Sequence[str], located: Iterable[Located], passage: Passage) -> int:
    """Return where among recommendations a passage belongs: behind what is printed before it, or before what follows.

    Args:
        keys: Their keys, in the order in which they are listed.
        located: Where they are printed.
        passage: The passage.
    """
    beside = [
        (position(found.main), keys.index(found.key))  # of several on one passage, the one that is listed last
        for found in located
        if found.main is not None and found.main.document == passage.document and found.key in keys
    ]
    if before := [one for one in beside if one[0] < position(passage)]:
        return max(before)[1] + 1
    return min(beside)[1] if beside else 0
