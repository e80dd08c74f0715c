"""Decisions about one recommendation: accepted, rejected, queried, pending again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dhrcurate.curation.operations.common import changed
from dhrcurate.curation.operations.rejections import REJECTED, chosen
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data
from dhrcurate.domain.record import Status

WithWords = Callable[[Data, str, str], Proposal]
"""A decision that needs a reason or a question."""


def accept(data: Data, key: str) -> Proposal:
    """Accepts a recommendation."""
    return Proposal("edit", changed(data, key, {"status": Status.ACCEPTED.value}))


def reject(data: Data, key: str, reason: str) -> Proposal:
    """Rejects a recommendation; the reason becomes its note, and its kind, if it has one, the reason in the trail."""
    kind, note = chosen(reason)
    return _with_note(data, key, Status.REJECTED, note, {REJECTED: kind} if kind else None)


def query(data: Data, key: str, note: str) -> Proposal:
    """Sets a recommendation aside with a question, which becomes its note."""
    return _with_note(data, key, Status.QUERIED, note)


def to_pending(data: Data, key: str) -> Proposal:
    """Withdraws a decision, so that the recommendation is undecided again; its note stays."""
    return Proposal("edit", changed(data, key, {"status": Status.PENDING.value}))


def _with_note(data: Data, key: str, status: Status, words: str, because: Mapping[str, str] | None = None) -> Proposal:
    # The words are only in the change: an event's own note could not be redacted with it.
    return Proposal("edit", changed(data, key, {"status": status.value, "note": words}), because=because)
