"""What is exported: reviews and their recommendations with where each value comes from, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.record import Recommendation, Record


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided about a recommendation last, and when, as its trail tells."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One recommendation to export.

    Attributes:
        recommendation: The recommendation, personal data masked where that was asked for.
        agencies: Register entries of its agencies, in order; `None` for a name that is in no register.
        decided: Who decided about it, `None` while it is pending or where no trail tells.
    """

    recommendation: Recommendation
    agencies: tuple[Agency | None, ...] = ()
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One record to export.

    Attributes:
        record: The record, personal data masked where that was asked for.
        digest: Digest of its content as it is on disk.
        head: Id of its trail's last event, `None` if there is no one such event.
        entries: Its recommendations that were asked for, in the file's order.
    """

    record: Record
    digest: str
    head: str | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """What goes into one file.

    Attributes:
        reviews: The reviews that hold anything that was asked for.
        tool: Name and version of the program.
        at: When, RFC 3339 in UTC.
        masked: Whether personal data was masked.
        per_agency: Whether tables have a row for each agency of a recommendation instead of one for them all.
    """

    reviews: tuple[Review, ...]
    tool: str
    at: str
    masked: bool = True
    per_agency: bool = False

    @property
    def count(self) -> int:
        """How many recommendations there are."""
        return sum(len(review.entries) for review in self.reviews)

    def __iter__(self) -> Iterator[tuple[Review, Entry]]:
        """Every recommendation with its review."""
        for review in self.reviews:
            for entry in review.entries:
                yield review, entry
