"""What a session did beside what it was asked for, until an outcome tells of it."""

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
    """A bulk change that had been cut short and is whole now.

    Attributes:
        plan: What was to be made.
        batch: What came of it, with what was made before it was cut short.
        lacking: How many of its records had been left to do.
        own: Whether the same `Session` began it and was told that it is not saved.
    """

    plan: Plan
    batch: Batch
    lacking: int
    own: bool

    @property
    def notices(self) -> tuple[str, ...]:
        """What the curator should be told, who may have asked for something else."""
        if not self.lacking:
            return ()
        count = plural(self.lacking, "record")
        return (f"a bulk change by {self.plan.by} that was cut short has been finished ({count})",)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the curator should be told of records that it did not change."""
        skipped = self.batch.skipped.items()
        return tuple(f"{i}: left out of a bulk change that was cut short: {why}" for i, why in skipped)


class Untold:
    """What was finished and noticed while a session was asked for something else."""

    def __init__(self) -> None:
        self._finished: list[Finished] = []
        self._notices: tuple[str, ...] = ()

    def note(self, notices: tuple[str, ...]) -> None:
        """Keeps what the curator should be told."""
        self._notices += notices

    def finished(self, finished: Finished) -> None:
        """Keeps that a bulk change was finished."""
        self._finished.append(finished)

    def answer(self, asked_for: Callable[[Plan], bool]) -> Batch | None:
        """Takes out the bulk change that a call asks for, where it is finished already and must not be made again.

        One that turned out to be whole is none, unless this `Session` was told otherwise: its curator has seen it made.

        Args:
            asked_for: Says of a plan whether it is what the call asks for.
        """
        for one in reversed(self._finished):
            if (one.lacking or one.own) and asked_for(one.plan):
                self._finished.remove(one)
                return one.batch if one.own else replace(one.batch, notices=(*one.notices, *one.batch.notices))
        return None

    def notices(self) -> tuple[str, ...]:
        """What the curator should be told, once."""
        return self._take()[0]

    def told_with(self, outcome: T) -> T:
        """An outcome that tells of all of it too."""
        notices, changed = self._take()
        for record in saved_records(outcome):
            changed.pop(record.record_id, None)
        return replace(outcome, notices=(*notices, *outcome.notices), finished=tuple(changed.values()))

    def _take(self) -> tuple[tuple[str, ...], dict[str, Changed]]:
        notices = list(self._notices)
        changed: dict[str, Changed] = {}
        for one in self._finished:
            notices += [*one.left_out, *one.notices, *one.batch.notices]
            notices += [notice for record in one.batch.saved for notice in record.notices]
            changed.update((record.record_id, record) for record in one.batch.saved)
        self._finished, self._notices = [], ()
        return tuple(notices), changed
