"""What the reports of a record print as recommendations."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from dhrcurate.documents.comparing import words_of
from dhrcurate.documents.fields import repeated_labels
from dhrcurate.documents.likeness import Bag, bag_of
from dhrcurate.documents.listing import NOTHING, Held, Listed, listed, text_of
from dhrcurate.documents.locating import Locator
from dhrcurate.documents.model import Report
from dhrcurate.documents.stream import Stream, letters, said_of
from dhrcurate.domain.evidence import DocumentFacts

_POINT = re.compile(r"(?<=\d)\.(?=\d)")

Span = tuple[int, int]
"""Words of a report: the first, and the one after the last."""

_SUMMARY = "executive-summary"
SHORTER = 0.7
"""So much of the shorter wording of a summary is in the longer one with its number."""


@dataclass(slots=True, eq=False)
class Printed:
    """A recommendation in one place.

    Attributes:
        paper: The report, by its place among those of the record.
        listed: What was found there.
        spans: The words that it consists of.
        text: Its text, the paragraphs as lines.
        said: Its words.
        bag: Its words without order.
        in_summary: Whether its report is an executive summary.
        group: What it shares with the other printings of the same recommendation.
        rank: The less, the more its list is the one in which it is recommended.
        titled: How many of its words are a title in front of its text, on the same line.
        twin: How many recommendations with the same text there are before it.
        brief: Whether it is a short title of what a list prints under its number, as in an action plan.
        doubtful: Whether it may be one.
        first: Its first word.
        last: The word after its last one.
        number: Its number as numbers are compared.
        words: What it says as it is compared word for word.
    """

    paper: int
    listed: Listed
    spans: tuple[Span, ...]
    text: str
    said: list[str]
    bag: Bag
    in_summary: bool = False
    titled: int = 0
    group: int = -1
    rank: tuple[float, ...] = ()
    twin: int = 0
    brief: bool = False
    doubtful: bool = False
    first: int = field(init=False)
    last: int = field(init=False)
    number: str = field(init=False)
    words: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.first, self.last = self.spans[0][0], self.spans[-1][1]
        self.number = plain_number(self.listed.number)
        self.words = words_of(self.text)

    def overlap(self, first: int, last: int) -> int:
        """How many of its words lie in a stretch of its report."""
        if last <= self.first or self.last <= first:
            return 0
        return sum(max(0, min(end, last) - max(start, first)) for start, end in self.spans)

    @property
    def is_summary(self) -> bool:
        """Whether it stands in what sums the report up."""
        return self.listed.summary or self.in_summary or self.brief

    @property
    def run(self) -> tuple[int, int]:
        """The table or chapter that it stands in."""
        return self.paper, self.listed.run


MOST_PRINTED = 1_000
"""A document that lists more is no report of one review; comparing all of them would take too long."""


class Paper:
    """A report made ready for searching.

    Attributes:
        facts: What the record says of it.
        report: What was read.
        stream: Its words.
        locator: Finds texts in it.
        printed: The recommendations that it prints.
    """

    def __init__(self, at: int, facts: DocumentFacts, report: Report, held: Held = NOTHING) -> None:
        self.at, self.facts, self.report = at, facts, report
        self.stream = Stream(report.blocks)
        self.locator = Locator(self.stream)
        found = [made for one in listed(report.blocks, held) if (made := self._printed(one)) is not None]
        self.printed = found if len(found) <= MOST_PRINTED else []

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of fields that it has more than once."""
        return repeated_labels(self.report.blocks)

    def _printed(self, one: Listed) -> Printed | None:
        spans = tuple(
            span for part in one.parts if (span := self.stream.within(part.block, part.start, part.end))[0] < span[1]
        )
        if not spans:
            return None
        text = text_of(self.report.blocks, one.parts).strip()
        said = [word for first, last in spans for word in self.stream.said[first:last]]
        title = self.stream.within(one.parts[0].block, one.parts[0].start, one.titled) if one.titled else (0, 0)
        titled = title[1] - title[0]
        return Printed(self.at, one, spans, text, said, bag_of(said), self.facts.kind == _SUMMARY, titled)


def plain_number(number: str | None) -> str:
    """Return a number as numbers are compared: `Recommendation 4 (a).` is `4a`, `1.10` is not `11.0`."""
    plain = ".".join(filter(None, map(letters, _POINT.split(number or ""))))
    for word in ("recommendation", "argymhelliad", "rec", "r"):
        if plain.startswith(word) and plain[len(word) :][:1].isdigit():
            return plain[len(word) :]
    return plain


def digest_of(text: str, twin: int = 0) -> str:
    """Return the digest by which a passage is known whatever its blanks, case and punctuation.

    Args:
        text: Its text.
        twin: How many recommendations with the same text there are before it, as to other bodies.
    """
    told_apart = f"\n{twin}" if twin else ""
    return hashlib.sha256(f"{' '.join(said_of(text))}{told_apart}".encode()).hexdigest()


def by_run(groups: Iterable[Iterable[Printed]]) -> dict[tuple[int, int], list[Printed]]:
    """Return the printings of each list."""
    runs: dict[tuple[int, int], list[Printed]] = {}
    for members in groups:
        for member in members:
            runs.setdefault(member.run, []).append(member)
    return runs


def bodies(printed: Printed) -> str:
    """Return the letters of those whom a printing names."""
    return letters(" ".join(printed.listed.addressed))
