"""What an operation proposes, and what came of it once it was saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dhrcurate.domain.edit import Edit

if TYPE_CHECKING:
    from dhrcurate.curation.library import Loaded
    from dhrcurate.trail.event import Event


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody wants made: a pure value, to be shown, compared or given to the session.

    Attributes:
        action: What kind of event it becomes: `edit`, `fix`, `normalise`, `sign-off`, `reopen`, ...
        edits: What changes, in order.
        because: The rule and the suggestion whose word is taken, for the trail.
        note: The curator's reason.
        batch: The bulk change that it is part of.
        reverses: The event that it takes back or makes again.
    """

    action: str
    edits: tuple[Edit, ...]
    because: Mapping[str, Any] | None = None
    note: str = ""
    batch: str | None = None
    reverses: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of one record that is on the disk.

    Attributes:
        record_id: Whose.
        digest: The digest of the record as it now is.
        event: The entry of its trail; `None` if all stood so already and nothing was written.
        merged: Whether another's changes had been saved since the change was proposed.
        notices: What the curator should be told: a trail was begun, a torn line was set aside.
    """

    record_id: str
    digest: str | None
    event: Event | None
    merged: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved(Changed):
    """A change that was made on its own.

    Attributes:
        loaded: The record as it now is.
        finished: Other records, of bulk changes that had been cut short and were finished before this change was made.
    """

    loaded: Loaded = field(kw_only=True)
    finished: tuple[Changed, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Batch:
    """A bulk change that is on the disk.

    Attributes:
        id: What its events carry as `batch`.
        saved: The records that it changed, without their content: they may be thousands. Where it had been cut short,
            those that were changed before are among them.
        skipped: Why others were left alone, by record id: signed off, changed meanwhile, unreadable.
        notices: What the curator should be told.
        finished: Other records, of other bulk changes that had been cut short and were finished before this one.
    """

    id: str
    saved: tuple[Changed, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    finished: tuple[Changed, ...] = ()


def saved_records(outcome: Saved | Batch | None) -> tuple[Changed, ...]:
    """The records that a call of a session was asked to change and did: one, those of a bulk change, or none."""
    if outcome is None:
        return ()
    return outcome.saved if isinstance(outcome, Batch) else (outcome,)


def changed_records(outcome: Saved | Batch | None) -> tuple[Changed, ...]:
    """Every record that may be another after a call of a session: those finished on its way, then those it saved."""
    return () if outcome is None else (*outcome.finished, *saved_records(outcome))
