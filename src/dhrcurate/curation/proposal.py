"""Proposals of operations, and their outcomes once saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dhrcurate.domain.edit import RECOMMENDATIONS, Data, Edit, Working, parts

if TYPE_CHECKING:
    from dhrcurate.curation.library import Loaded
    from dhrcurate.trail.event import Event


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file's bytes before and after a change that was worked out on them in several steps.

    Attributes:
        before: The bytes that it was worked out on.
        after: The bytes after it.
    """

    before: bytes
    after: bytes


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change to be made: a pure value, to be shown, compared or given to a session.

    Attributes:
        action: The kind of its event: `edit`, `fix`, `normalise`, `sign-off`, `reopen`, ...
        edits: The edits, in order.
        because: The rule or the suggestion that is followed, for the trail.
        note: The curator's reason.
        batch: The bulk change that it is part of.
        reverses: The event that it undoes or redoes.
        rewritten: The bytes that it gives, if they are worked out already; used while the file is as it was then.
        rows: For an update, the rows of the extraction that its event carries (see `dhrcurate.trail.rows`).
        seen: Values that it was decided on, by path; it is not made where one of them is another by then.
    """

    action: str
    edits: tuple[Edit, ...]
    because: Mapping[str, Any] | None = None
    note: str = ""
    batch: str | None = None
    reverses: str | None = None
    rewritten: Rewritten | None = None
    rows: tuple[Edit, ...] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)

    def decided_on(self, data: Data) -> Proposal:
        """Return the same, not to be made where a cell is another by then whose agencies it sets.

        Args:
            data: The content that the curator saw.
        """
        paths = [each.path for each in self.edits if parts(each.path)[:1] == [RECOMMENDATIONS]]
        cells = [path.removesuffix("agencies") + "addressed_to" for path in paths if path.endswith("/agencies")]
        saw = Working(data)
        return replace(self, seen={**self.seen, **{cell: saw.get(cell) for cell in cells if cell not in paths}})


@dataclass(frozen=True, slots=True)
class Changed:
    """A change of one record that was written to disk.

    Attributes:
        record_id: The record.
        digest: Its new digest.
        event: The entry of its trail; `None` if the record had the new values already and nothing was written.
        merged: Whether changes by others had been saved since the change was proposed.
        notices: Notices for the curator: a trail was started, a torn line was set aside.
    """

    record_id: str
    digest: str | None
    event: Event | None
    merged: bool = False
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved(Changed):
    """A single change that was written to disk.

    Attributes:
        loaded: The record as it now is.
    """

    loaded: Loaded = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Batch:
    """A bulk change that was written to disk.

    Attributes:
        id: The `batch` of its events.
        saved: The records that it changed, without their content: they may be thousands. If it had been interrupted,
            those that were changed before are included.
        skipped: Why others were skipped, by record id: signed off, changed meanwhile, unreadable.
        notices: Notices for the curator.
    """

    id: str
    saved: tuple[Changed, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()


def saved_records(outcome: Saved | Batch | None) -> tuple[Changed, ...]:
    """The records that a session was asked to change and did: one, those of a bulk change, or none."""
    if outcome is None:
        return ()
    return outcome.saved if isinstance(outcome, Batch) else (outcome,)
