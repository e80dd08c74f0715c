"""First events, by which trails are told apart: the name of a file may be another record's by now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress

from dhrcurate.curation.auditing.problems import TrailProblem
from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.domain.finding import Severity
from dhrcurate.storage.files import UnreadableError, open_file
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, leads_out
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import events_in
from dhrcurate.trail.roots import whole_record


def beginning(target: AuditTarget) -> Event | None:
    """The first event of a trail; `None` if there is none, or it cannot be read, which is told as such."""
    with suppress(OSError, UnreadableError):
        if not leads_out(target.trail):
            with open_file(target.trail, MAX_TRAIL_BYTES) as file:
                return next(iter(events_in([file.readline().rstrip(b"\n")])), None)
    return None


_SHARED = 0.5
"""The least share of the texts of one first event that another one has too, of which both begin the same record."""


def begins_again(begun: Event, other: Event, had: str) -> bool:
    """True if a first event is that of another trail too, or begins the record of that again, as another import does.

    Args:
        begun: The first event.
        other: That of the other trail.
        had: The id that the record of that had. What began under another id was renamed, and is another record.
    """
    if begun.id == other.id:
        return True
    if whole_record(begun).get("id") != had:
        return False
    texts, others = _texts(begun), _texts(other)
    fewer = min(len(texts), len(others))
    return fewer > 0 and len(texts & others) >= _SHARED * fewer


def _texts(begun: Event) -> set[str]:
    rows = whole_record(begun).get("recommendations")
    texts = (row.get("text") for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return {text for text in texts if isinstance(text, str) and text}


def in_two_files(targets: Sequence[AuditTarget]) -> Iterator[tuple[AuditTarget, AuditTarget]]:
    """The files of a library whose trail is that of a file before them, under another name; that one first."""
    found: dict[str, list[AuditTarget]] = defaultdict(list)
    for target in targets:
        if (begun := beginning(target)) is not None:
            found[begun.id].append(target)
    for first, *others in found.values():
        for target in others:
            if target.name != first.name:  # else told as one id twice
                yield first, target


def same_trails(targets: Sequence[AuditTarget]) -> Iterator[TrailProblem]:
    """A problem for each file of a library whose trail is that of a file before it."""
    for first, target in in_two_files(targets):
        told = (
            f"it is the same trail as that of {first.path}, and one trail cannot be that of two records: remove the"
            " files of the one that is the copy, as where git put those of an earlier name in place"
        )
        yield TrailProblem(target, Severity.ERROR, None, told)


def still_there(first: Event, but: AuditTarget, targets: Sequence[AuditTarget]) -> AuditTarget | None:
    """Another file with the trail that begins with an event; `None` if there is none."""
    for target in targets:
        if target.trail != but.trail and (begun := beginning(target)) is not None and begun.id == first.id:
            return target
    return None
