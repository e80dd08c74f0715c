"""Reviews and recommendations to export, with their provenance, as plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.record import Recommendation, Record


@dataclass(frozen=True, slots=True)
class Decided:
    """The last decision about a recommendation: who made it and when, from its trail."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One recommendation to export.

    Attributes:
        recommendation: The recommendation, with personal data masked if requested.
        agencies: Register entries of its agencies, in order; `None` for a name that is not in the register.
        decided: The last decision, `None` if it is pending or the trail does not say.
        page: The page that a document of the record prints it on: `31`, `31-32`, or, where the number printed there is
            another than the sheet's, `12 (sheet 16)`; `None` if it is not known.
        document_status: How it stands there, a value of `domain.evidence.Status`; `None` if it is not known.
    """

    recommendation: Recommendation
    agencies: tuple[Agency | None, ...] = ()
    decided: Decided | None = None
    page: str | None = None
    document_status: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One record to export.

    Attributes:
        record: The record, with personal data masked if requested.
        digest: Digest of its content on disk.
        head: Id of the last event of its trail, `None` if there is not exactly one.
        entries: The selected recommendations, in the order of the file.
    """

    record: Record
    digest: str
    head: str | None
    entries: tuple[Entry, ...]


@dataclass(slots=True)
class Export:
    """The content of one exported file, which is read as it is written: it may hold more than there is room for.

    Attributes:
        reviews: The reviews with at least one selected recommendation; may give each of them only once.
        tool: Name and version of the program.
        at: When it was made, RFC 3339 in UTC.
        masked: True if personal data was masked.
        extra: True if the columns that came beside recommendations are in it.
        per_agency: True if tables have a row per agency of a recommendation instead of one for all of them.
        for_excel: True if a table of separated values is to be opened in Excel.
        written: The number of reviews that `each` has given so far.
        went: The number of their recommendations, by status.
        stayed: The number of those that were not selected for their status, by status.
    """

    reviews: Iterable[Review]
    tool: str
    at: str
    masked: bool = True
    extra: bool = False
    per_agency: bool = False
    for_excel: bool = False
    written: int = 0
    went: Counter[str] = field(default_factory=Counter)
    stayed: Counter[str] = field(default_factory=Counter)

    @property
    def count(self) -> int:
        """The number of recommendations that `each` has given so far."""
        return self.went.total()

    def each(self) -> Iterator[Review]:
        """Yield the reviews, and count them with their recommendations."""
        for review in self.reviews:
            self.written += 1
            self.went.update(entry.recommendation.status.value for entry in review.entries)
            yield review
