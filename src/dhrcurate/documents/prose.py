"""Paragraphs in which a review recommends among other sentences: which of these are no part of what it recommends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

from dhrcurate.documents.listing.wishes import goes_on_asking, plainly_wishes
from dhrcurate.documents.printed import Printed, Span, plain_number
from dhrcurate.documents.stream import Stream
from dhrcurate.documents.wanted import Spot, Wanted

_IN_TEXT = 0.5
"""A text that has such a share of the words of a sentence, in their order, has that sentence."""


def is_prose(wanted: Wanted, printed: Printed) -> bool:
    """Return whether what is printed is a paragraph of prose.

    One behind a number that the record has, too, is a recommendation of the list from its first word to its last.
    """
    counted = "." in printed.number and plain_number(wanted.number) != printed.number
    return printed.listed.where == "list" and (printed.listed.loose or counted)


def before_it(stream: Stream, words: Sequence[int], first: int) -> list[int]:
    """Return the words in front of a text that are a part of what is recommended, if it begins with a sentence."""
    if not words or not _begins(stream, first):
        return list(words)
    start = next((a for a, b in _sentences(stream, words[0], first) if plainly_wishes(stream.text(a, b))), first)
    return [word for word in words if word >= start]


def behind_it(stream: Stream, words: Sequence[int], last: int) -> list[int]:
    """Return the words behind a text that are a part of what is recommended, if it ends with a sentence."""
    if not words or not _begins(stream, last):
        return list(words)
    stop = max(
        (b for a, b in _sentences(stream, last, words[-1] + 1) if goes_on_asking(stream.text(a, b))), default=last
    )
    return [word for word in words if word < stop]


def narrowed(said: Sequence[str], spot: Spot) -> Spot:
    """Return a place without the sentences at its ends that are no part of what is recommended and not in the text.

    Args:
        said: The words of the text.
        spot: The place, a paragraph of prose.
    """
    stream, spans = spot.paper.stream, list(spot.spans)
    same = _shared(said, stream, spans)
    first = _first_kept(same, _sentences(stream, *spans[0]), plainly_wishes, stream)
    last = _first_kept(same, reversed(list(_sentences(stream, *spans[-1]))), goes_on_asking, stream)
    if first is None or last is None:
        return spot
    spans[0] = (first[0], spans[0][1])
    spans[-1] = (spans[-1][0], last[1])
    if spans[0][0] >= spans[0][1] or spans[-1][0] >= spans[-1][1] or tuple(spans) == spot.spans:
        return spot
    return Spot(spot.paper, tuple(spans), spot.printed, spot.role, spot.exact, spot.pinned)


def _first_kept(
    same: set[int], sentences: Iterator[Span], is_part: Callable[[str], bool], stream: Stream
) -> Span | None:
    for a, b in sentences:
        shared = sum(word in same for word in range(a, b))
        if shared >= _IN_TEXT * (b - a) or is_part(stream.text(a, b)):
            return a, b
    return None


def _shared(said: Sequence[str], stream: Stream, spans: Sequence[Span]) -> set[int]:
    """The words of a place that a text has in the same order."""
    words = [word for first, last in spans for word in range(first, last)]
    ops = Indel.opcodes(said, [stream.said[word] for word in words])
    return {words[at] for op in ops if op.tag == "equal" for at in range(op.dest_start, op.dest_end)}


def _sentences(stream: Stream, first: int, last: int) -> Iterator[Span]:
    starts = [first, *(word for word in range(first + 1, last) if _begins(stream, word)), last]
    yield from pairwise(starts)


def _begins(stream: Stream, word: int) -> bool:
    """Whether a word is the first of a sentence: `begins` says so of one behind a colon or semicolon, too."""
    return stream.begins(word) and (word == 0 or not stream.text(word - 1, word).rstrip().endswith((":", ";", ",")))
