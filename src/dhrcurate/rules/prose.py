"""The free text of a record, joined, so that a rule looks once at all of it and not at each value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.rules.digits import digit_runs

Kind = Literal["text", "title", "addressed_to", "note", "reason", "summary", "heading"]
"""What a passage is; `heading` is the review's title or partnership."""

BOUNDARY = "\n\0\n"
"""What stands between two passages: blank for `split`, and nothing that words, dates or numbers run across."""


class Passage(NamedTuple):
    """One free-text value of a record.

    Attributes:
        kind: What it is.
        path: Its JSON Pointer.
        text: The value.
        about: The recommendation that it belongs to, `None` for the record as a whole.
    """

    kind: Kind
    path: str
    text: str
    about: Recommendation | None

    @property
    def published(self) -> bool:
        """Whether it is the review's own wording, or the page's, and not the curator's."""
        return self.kind in {"text", "title", "addressed_to", "summary"}


class Spot(NamedTuple):
    """A stretch of a passage."""

    passage: Passage
    span: Span

    @property
    def words(self) -> str:
        """The words that stand there."""
        return self.passage.text[self.span.start : self.span.end]


class Prose:
    """All free text of a record: titles, summary, recommendations, cells, notes and reasons, never a curator's name.

    Attributes:
        passages: The values that are not empty, in the order of the record.
        joined: They all, with `BOUNDARY` between them.
    """

    def __init__(self, record: Record) -> None:
        self.passages = tuple(p for p in _passages(record) if p.text)
        self.joined = BOUNDARY.join([p.text for p in self.passages])

    @cached_property
    def words(self) -> list[str]:
        """What stands between blanks, in order, with its punctuation; a NUL between passages."""
        return self.joined.split()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Each of `words` once."""
        return frozenset(self.words)

    @cached_property
    def digit_runs(self) -> list[tuple[int, int]]:
        """Start and end (exclusive) of every run of digits in `joined`."""
        return digit_runs(self.joined)

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for passage in self.passages:
            starts.append(at)
            at += len(passage.text) + len(BOUNDARY)
        return starts

    def spot(self, start: int, end: int) -> Spot:
        """The stretch of a passage that is this stretch of `joined`."""
        index = bisect_right(self._starts, start) - 1
        offset = self._starts[index]
        return Spot(self.passages[index], Span(start - offset, end - offset))

    def occurrences(self, words: str) -> Iterator[int]:
        """Where in `joined` exactly these characters start."""
        at = self.joined.find(words)
        while at >= 0:
            yield at
            at = self.joined.find(words, at + 1)


def _passages(record: Record) -> Iterator[Passage]:
    review = record.review
    yield Passage("heading", "/review/title", review.title, None)
    yield Passage("heading", "/review/csp", review.csp, None)
    yield Passage("summary", "/review/summary", review.summary or "", None)
    for i, waiver in enumerate(record.waivers):
        yield Passage("reason", f"/waivers/{i}/reason", waiver.reason, None)
    for r in record.recommendations:
        at = f"/recommendations/{r.key}/"
        if r.title:
            yield Passage("title", at + "title", r.title, r)
        yield Passage("text", at + "text", r.text, r)
        yield Passage("addressed_to", at + "addressed_to", r.addressed_to, r)
        if r.note:
            yield Passage("note", at + "note", r.note, r)
        for i, waiver in enumerate(r.waivers):
            yield Passage("reason", f"{at}waivers/{i}/reason", waiver.reason, r)
