"""Queries for what many recommendations have in common, and for who decided how much when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

from dhrcurate.curation.filter import Filter
from dhrcurate.review.counting import Activity, Counted, Counting, Decisions
from dhrcurate.review.filtering import FilterSource
from dhrcurate.review.open_records import OpenRecords
from dhrcurate.review.query import BaseQuery

_URGENCY = {"facets": 2, "record": 4, "overview": 5}
Reader = Literal["overview", "record", "facets"]
_PATIENCE = 0.06
"""Seconds that it waits after a key."""


@dataclass(frozen=True, slots=True)
class CountQuery(BaseQuery):
    """The recommendations of some records, counted.

    Attributes:
        words: The filter that they fit, as it is written.
        reader: Who shows the counts; a query replaces the one of the same reader.
    """

    words: str
    reader: Reader

    @property
    def slot(self) -> object:
        """One per reader."""
        return type(self), self.reader


class ActivityQuery(BaseQuery):
    """Who decided how much when, as the trails tell."""

    __slots__ = ()


class RecommendationsCounted(NamedTuple):
    """Recommendations that were counted; further results follow until `counted.whole`."""

    query: CountQuery
    counted: Counted


class ActivityFound(NamedTuple):
    """Who decided how much when."""

    query: ActivityQuery
    decisions: Decisions


class Thread(Protocol):
    """The thread that answers; see `Background`."""

    new_request: Callable[[], int]

    def ask(self, query: Any, work_out: Callable[[], Iterator[Any]], *, urgency: int, patience: float) -> None:
        """Queues a query."""


class CountQueries:
    """Asks for counts.

    Args:
        records: The records.
        thread: Answers.
    """

    def __init__(self, records: OpenRecords, thread: Thread) -> None:
        self._records, self._thread = records, thread
        self._counting = Counting()
        trail_path = records.library.folder.trail_path
        self._activity = Activity(records.trail_stamp, lambda record_id: trail_path(record_id).read_bytes())

    def ask(
        self,
        reader: Reader,
        words: str,
        wanted: Filter | None,
        sources: Iterable[FilterSource],
        within: Filter | None = None,
    ) -> CountQuery:
        """Asks how many recommendations have what in common; results come as records are counted.

        Args:
            reader: Who shows it.
            words: The filter that they fit, as it is written.
            wanted: The filter; `None` for all.
            sources: The records.
            within: What stands of the filter before values of facets are chosen.
        """
        query = CountQuery(self._thread.new_request(), words, reader)
        counts = (
            part if part is None else RecommendationsCounted(query, part)
            for part in self._counting.run(sources, wanted, within)
        )
        self._thread.ask(query, lambda: counts, urgency=_URGENCY[reader], patience=_PATIENCE)
        return query

    def ask_activity(self) -> ActivityQuery:
        """Asks who decided how much when."""
        query = ActivityQuery(self._thread.new_request())
        found = (
            each if each is None else ActivityFound(query, each) for each in self._activity.run(list(self._records.ids))
        )
        self._thread.ask(query, lambda: found, urgency=_URGENCY["overview"], patience=_PATIENCE)
        return query
