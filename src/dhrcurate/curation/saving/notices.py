"""Notices of what a session did beyond what it was asked for, kept until an outcome reports them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from dhrcurate.curation.proposal import Batch, Changed, Saved, saved_records
from dhrcurate.curation.saving.bulk import Plan
from dhrcurate.domain.words import plural

T = TypeVar("T", bound=Saved | Batch)


@dataclass(frozen=True, slots=True)
class Finished:
    """An interrupted bulk change that has been finished.

    Attributes:
        plan: The bulk change.
        batch: Its outcome, including what was done before the interruption.
        remaining: How many of its records were left to do.
        own: Whether the same `Session` began it and reported that it is not saved.
    """

    plan: Plan
    batch: Batch
    remaining: int
    own: bool

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices for the curator, who may have asked for something else."""
        if not self.remaining:
            return ()
        count = plural(self.remaining, "record")
        return (f"an interrupted bulk change by {self.plan.by} was finished ({count})",)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Notices of the records that it skipped."""
        skipped = self.batch.skipped.items()
        return tuple(f"{i}: skipped by an interrupted bulk change: {why}" for i, why in skipped)


class PendingNotices:
    """Changes finished and notices collected while a session did something else."""

    def __init__(self) -> None:
        self._finished: list[Finished] = []
        self._notices: tuple[str, ...] = ()

    def add(self, notices: tuple[str, ...]) -> None:
        """Keeps notices for the curator."""
        self._notices += notices

    def add_finished(self, finished: Finished) -> None:
        """Keeps a bulk change that was finished."""
        self._finished.append(finished)

    def take_finished(self, matches: Callable[[Plan], bool]) -> Batch | None:
        """Removes and returns the bulk change that a call asks for, if it was just finished and must not be redone.

        One of which nothing was left to do does not count, as its curator saw it made, unless this `Session` had
        reported it as not saved.

        Args:
            matches: Tells if a plan is what the call asks for.
        """
        for one in reversed(self._finished):
            if (one.remaining or one.own) and matches(one.plan):
                self._finished.remove(one)
                return one.batch if one.own else replace(one.batch, notices=(*one.notices, *one.batch.notices))
        return None

    def take(self) -> tuple[str, ...]:
        """Removes and returns all notices."""
        return self._take_all()[0]

    def attach_to(self, outcome: T) -> T:
        """Removes all notices and adds them to an outcome."""
        notices, changed = self._take_all()
        for record in saved_records(outcome):
            changed.pop(record.record_id, None)
        return replace(outcome, notices=(*notices, *outcome.notices), finished=tuple(changed.values()))

    def _take_all(self) -> tuple[tuple[str, ...], dict[str, Changed]]:
        notices = list(self._notices)
        changed: dict[str, Changed] = {}
        for one in self._finished:
            notices += [*one.left_out, *one.notices, *one.batch.notices]
            notices += [notice for record in one.batch.saved for notice in record.notices]
            changed.update((record.record_id, record) for record in one.batch.saved)
        self._finished, self._notices = [], ()
        return tuple(notices), changed
