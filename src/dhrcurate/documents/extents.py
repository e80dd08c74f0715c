"""How far the place of a text goes in a report: what belongs to it beside the words that were found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from dhrcurate.documents.listing.addressees import is_body
from dhrcurate.documents.listing.wishes import plainly_wishes
from dhrcurate.documents.printed import Paper, Printed, Span, plain_number
from dhrcurate.documents.prose import before_it, behind_it, is_prose
from dhrcurate.documents.stream import Stream, letters
from dhrcurate.documents.wanted import Spot, Wanted, titles_of

_REST = 4
"""So many words at the end of a text may stand behind the passage that was found."""
_ALIKE_REST = 0.75
_OWN = 8
"""Sentences of more words may be a recommendation of their own."""
_REFERENCE = re.compile(
    r"\W*(?:recommendation|conclusion|paragraphs?|section|see|chapter)\b[^()]{0,60}\)?\W*\Z", re.IGNORECASE
)
"""What stands behind a recommendation in brackets and tells where it comes from."""
_ALIKE_FRONT = 0.5
"""A text that begins so much like the title in front of a passage has that title, perhaps in other words."""
_SET_APART = re.compile(r"(?:[:)]|\s[–—-])\s*\Z")
"""How a name ends that stands in front of a sentence and is no part of it."""
_ASKED = re.compile(r"\W*+(?P<who>[^.;:]{2,90}?)(?<!\s)\s+(?:should|must|shall|will|to|needs?\s+to|ought\s+to)\b")
_REFERS = re.compile(
    r"\W*(?!it\s+is\s+(?:\w+\s+)?recommended)(?:\w+\s+){0,3}?(?:this|these|those|it|they|them|such|progress)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on with the one before: `The first of these should …`."""


def left_out(wanted: Wanted, printed: Printed, place: Span, others: Sequence[Span], stream: Stream) -> list[int]:
    """Return the words of a printed recommendation that a text within it should have had.

    Whole paragraphs may be said about it, and are left out; so is what other texts of the record have.

    Args:
        wanted: The text.
        printed: The recommendation.
        place: The words that the text has.
        others: Those that other texts have.
        stream: The report.
    """
    first, last = place
    words = [
        word
        for a, b in printed.spans
        for word in range(a, b)
        if not first <= word < last and not any(start <= word < end for start, end in others)
    ]
    paragraphs = {stream.block_of(first), stream.block_of(last - 1)}
    before = [word for word in words if word < first and stream.block_of(word) in paragraphs]
    after = [word for word in words if word >= last and stream.block_of(word) in paragraphs]
    text = stream.text(first, last)
    if _goes_on(text):
        after = [word for word in words if word >= last]
    if before and (
        "".join(stream.said[before[0] : first]) in titles_of(wanted) or first == _begin(wanted, printed, stream)
    ):
        before = []
    if is_prose(wanted, printed):
        before, after = before_it(stream, before, first), behind_it(stream, after, last)
    own = bool(printed.number) and plain_number(wanted.number) == printed.number
    if before and not own and _is_another(stream.text(before[0], first), first - before[0], stream.begins(first)):
        before = []
    if after and _REFERENCE.match(stream.text(last, after[-1] + 1)):
        after = []
    if after and not _announces(text):
        behind = stream.text(last, after[-1] + 1)
        other = _is_another(behind, after[-1] + 1 - last, stream.begins(last))
        after = [] if other and (not own or _asks_body(behind)) else after
    return [*before, *after]


def stretched(said: Sequence[str], spot: Spot) -> Spot:
    """Return a place with what stands right behind it in the report, or in front of it, and is the end of the text.

    Args:
        said: The words of the text.
        spot: The place of it that was found.
    """
    stream, (first, last) = spot.paper.stream, (spot.spans[0][0], spot.spans[-1][1])
    there = [word for a, b in spot.spans for word in stream.said[a:b]]
    same = [op for op in Indel.opcodes(said, there) if op.tag == "equal"]
    if not same:
        return spot
    begun = next((op for op in same if op.src_end - op.src_start >= _REST), same[0])
    rest, lead = said[same[-1].src_end :], said[: max(begun.src_start - begun.dest_start, 0)]
    more = _end_of(rest, stream.said[last : last + len(rest)])
    less = _end_of(lead[::-1], stream.said[max(first - len(lead), 0) : first][::-1])
    others = [one for one in spot.paper.printed if one is not spot.printed]
    more = 0 if any(one.overlap(last, last + more) for one in others) else more
    less = 0 if any(one.overlap(first - less, first) for one in others) else less
    if not more and not less:
        return spot
    spans = [*spot.spans]
    spans[0] = (first - less, spans[0][1])
    spans[-1] = (spans[-1][0], last + more)
    return replace(spot, spans=tuple(spans))


def _end_of(rest: Sequence[str], beside: Sequence[str]) -> int:
    """How many words beside a place are the end of a text, in its words or nearly."""
    if len(rest) < _REST or Indel.normalized_similarity(rest, beside) < _ALIKE_REST:
        return 0
    return max(op.dest_end for op in Indel.opcodes(rest, beside) if op.tag == "equal")


def _begin(wanted: Wanted, printed: Printed, stream: Stream) -> int:
    """The first word of a printed recommendation behind its title, or behind the name of whom the text asks."""
    if printed.titled:
        return printed.first + printed.titled
    (first, last), name = printed.spans[0], letters(wanted.addressed)
    at, said = first, ""
    while at < last and len(said) < len(name):
        said += stream.said[at]
        at += 1
    named = bool(name) and said == name and at < last
    return at if named and _SET_APART.search(stream.text(first, at + 1)[: -len(stream.text(at, at + 1))]) else first


def without_front(wanted: Wanted, said: Sequence[str], spot: Spot) -> Spot:
    """Return a place without the title or the name in front of it, if the text has nothing like that."""
    printed = spot.printed
    if printed is None or spot.spans[0] != printed.spans[0]:
        return spot
    begin, stream = _begin(wanted, printed, spot.paper.stream), spot.paper.stream
    front = stream.said[printed.first : begin]
    if not front or begin >= spot.spans[0][1] or Indel.normalized_similarity(said[: len(front)], front) >= _ALIKE_FRONT:
        return spot
    return replace(spot, spans=((begin, spot.spans[0][1]), *spot.spans[1:]))


def _is_another(text: str, size: int, begins: bool) -> bool:
    """Whether words beside a text in one paragraph are a recommendation of their own, as where no gap parts two."""
    return begins and size > _OWN and plainly_wishes(text) and _REFERS.match(text) is None


def _asks_body(text: str) -> bool:
    """Whether a sentence names the body that it asks; one within a numbered recommendation may go on with that."""
    asked = _ASKED.match(text)
    return asked is not None and is_body(asked["who"])


def _goes_on(text: str) -> bool:
    """Whether a text announces what follows it, or ends in the middle of a sentence."""
    return re.search(r"(?:[:,;–-]|\w)\s*\Z", text) is not None


def _announces(text: str) -> bool:
    """Whether a text ends as what introduces the items of a list."""
    return text.rstrip().endswith((":", ";", ",", "–"))


def snapped(paper: Paper, first: int, last: int, said: Sequence[str]) -> Span:
    """Return a stretch from where its sentence begins to where it ends, if the text has words of its own there."""
    stream = paper.stream
    own = stream.said[first:last]
    if own[0] != said[0]:
        ahead = next((first - k for k in range(len(said) // 3 + 4) if first >= k and stream.begins(first - k)), first)
        first = ahead
    if own[-1] != said[-1]:
        size = len(stream.said)
        last = next((last + k for k in range(len(said) // 3 + 4) if last + k >= size or stream.begins(last + k)), last)
    return first, min(last, len(stream.said))
