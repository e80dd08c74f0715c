"""The recommendations of many records counted, and who decided how many of them when; each record once as it stands."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

import orjson

from dhrcurate.curation.filter import Filter
from dhrcurate.review.facets import Tally
from dhrcurate.review.filtering import FilterSource

_FIRST, _LONGEST = 0.05, 1.0
"""Seconds until the first result, and the longest time between two."""

_A_STATUS = b'/status"'
"""Stands in the line of an event that changes the status of a recommendation, and hardly in another."""

Decisions = Counter[tuple[str, str]]
"""How many decisions were made, by day and name."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted so far.

    Attributes:
        tally: The counts.
        looked: How many records were counted.
        whole: Whether that is all of them.
    """

    tally: Tally
    looked: int
    whole: bool = False


class Counting:
    """Counts the recommendations of records, and keeps the counts of those that do not change."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Hashable, Tally]] = {}

    def run(
        self,
        sources: Iterable[FilterSource],
        wanted: Filter | None = None,
        within: Filter | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> Iterator[Counted | None]:
        """Count; yield what was counted so far at growing intervals, and at the end.

        After the other records it yields `None`, so that it can be interrupted.

        Args:
            sources: The records.
            wanted: Counts only what fits this filter.
            within: What stands of it before values of facets are chosen.
            clock: Gives seconds.
        """
        whole, looked, wait = Tally(), 0, _FIRST
        due = clock() + wait
        for looked, source in enumerate(sources, 1):
            whole.merge(self._of(source) if wanted is None else _fitting(source, wanted, within))
            if clock() >= due:
                so_far = Tally()
                so_far.merge(whole)
                yield Counted(so_far, looked)
                wait = min(2 * wait, _LONGEST)
                due = clock() + wait
            else:
                yield None
        yield Counted(whole, looked, whole=True)

    def _of(self, source: FilterSource) -> Tally:
        known = self._kept.get(source.record)
        if known is None or known[0] != source.stamp:
            tally = Tally()
            tally.add(source.filter_rows().values(), source.written())
            known = self._kept[source.record] = (source.stamp, tally)
        return known[1]


def _fitting(source: FilterSource, wanted: Filter, within: Filter | None) -> Tally:
    tally = Tally()
    if source.holds(wanted.words):
        tally.add_fitting(source.filter_rows().values(), wanted, source.written(), within)
    return tally


def decisions_in(raw: bytes) -> Decisions:
    """Count the decisions that a trail tells, by the day and the name; a line that is no event tells none.

    Args:
        raw: The trail's file.
    """
    found: Decisions = Counter()
    for line in raw.splitlines():
        if _A_STATUS not in line:
            continue
        try:
            event = orjson.loads(line)
            decided = sum(_is_decision(change) for change in event["changes"])
            if decided:
                found[str(event["at"])[:10], str(event["by"])] += decided
        except (ValueError, KeyError, TypeError):
            continue
    return found


def _is_decision(change: dict[str, object]) -> bool:
    """Whether a change sets a status that was another one: an import sets it for the first time."""
    path = str(change["path"])
    return path.endswith("/status") and change.get("new") not in {None, "pending"} and change.get("old") is not None


class Activity:
    """Who decided how much when, as the trails of a library tell; a trail is read again only where it has changed.

    Args:
        stamp_of: Returns what changes whenever the trail of a record is written, `None` where there is none.
        read: Returns the trail's file.
    """

    def __init__(self, stamp_of: Callable[[str], Hashable], read: Callable[[str], bytes]) -> None:
        self._stamp_of, self._read = stamp_of, read
        self._kept: dict[str, tuple[Hashable, Decisions]] = {}

    def run(self, ids: Iterable[str]) -> Iterator[Decisions | None]:
        """Read the trails of records; yield `None` after each, where it can be interrupted, and at last the counts."""
        whole: Decisions = Counter()
        for record_id in ids:
            whole.update(self._of(record_id))
            yield None
        yield whole

    def _of(self, record_id: str) -> Decisions:
        stamp = self._stamp_of(record_id)
        known = self._kept.get(record_id)
        if known is None or known[0] != stamp:
            try:
                found = decisions_in(self._read(record_id)) if stamp is not None else Counter()
            except OSError:
                found = Counter()
            known = self._kept[record_id] = (stamp, found)
        return known[1]
