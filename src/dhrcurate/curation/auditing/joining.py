"""The heads of a trail joined, and its doubled lines folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.naming import PLACES, as_the_file_says
from dhrcurate.curation.auditing.redaction import keyed_place
from dhrcurate.curation.auditing.taken_out import PAGE_AGAIN, page_with, texts_taken_out
from dhrcurate.curation.auditing.trails import AuditTarget, content_of
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.transaction import TOOL
from dhrcurate.domain.difference import Conflict, difference
from dhrcurate.domain.edit import Edit, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.splice import splice
from dhrcurate.trail.event import Event
from dhrcurate.trail.merge import HeadsJoined, changed_again, held_again, join_heads, merge
from dhrcurate.trail.redact import Secret
from dhrcurate.trail.roots import renamed_with_heads


@dataclass(frozen=True, slots=True)
class HeadMerge:
    """The outcome of merging heads.

    Attributes:
        event: The event with both parents, `None` if there are conflicts, or the trail only had to be folded.
        written: The edits made to the record so that it holds the changes of all branches.
        conflicts: Fields in which the branches disagree.
        outside: What the record holds beyond the branches, as edits of the merged state; the event records them.
        notices: What had to be mended before.
        signed_off: Whether the record is signed off, though that was said of the state of one branch only.
        held: Where the record, and so the trail, still holds what one branch took out for good.
        changed_again: Where one branch set a value since another took something out for good there.
    """

    event: Event | None
    written: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    outside: tuple[Edit, ...] = ()
    notices: tuple[str, ...] = ()
    signed_off: bool = False
    held: tuple[str, ...] = ()
    changed_again: tuple[str, ...] = ()


def merge_heads(session: Session, target: AuditTarget, *, take_record: bool = False, note: str = "") -> HeadMerge:
    """Merges the heads of a trail into the record as it is on disk.

    Changes of a branch that the record lacks are made to it. If branches disagree, or the record was edited beyond
    both, nothing is written, unless the curator says that the record's values are right: then the event records them.

    Args:
        session: The curator's session.
        target: The record.
        take_record: Whether the record's own values are right where the branches disagree or have others.
        note: Why.

    Raises:
        RefusedError: If the trail has one head or is another record's, or the record cannot be read.
        NotSavedError: If it cannot be written to disk.
    """
    with session.writing() as transactions:
        on_disk, notices = transactions.settled(target.path)
        if notices and len(on_disk.heads) == 1:
            return HeadMerge(None, notices=notices)
        data = content_of(on_disk.document)
        if (another := renamed_with_heads(on_disk.trail.events, target.name)) is not None:
            raise RefusedError(f"{target.trail}: {another}")
        joined = _under_its_name(join_heads(on_disk.trail), target.path, data)
        disputed = joined.undecided(data)
        outside = joined.edits_outside(data)
        texts = texts_taken_out(target.trail, on_disk.trail.events)
        _refuse_redacted(target, data, (*(e.path for e in outside), *joined.gone_from_all(data)), texts)
        if (disputed or outside) and not take_record:
            return HeadMerge(None, conflicts=disputed, outside=outside, notices=notices)
        missing = joined.missing_edits(data)
        if missing:
            # Before the event, not with it: until then the heads are still apart, so whatever interrupts it, the merge
            # can be made again; and no state of a head tells that a staged file may take this one's place.
            on_disk = transactions.mended(on_disk, splice(on_disk.document.raw, missing))
        content = content_of(on_disk.document)
        again = {*held_again(on_disk.trail, content), *(Secret.of(texts).places(content) if texts else ())}
        held = tuple(keyed_place(content, place) for place in sorted(again))
        changed = tuple(p for p in changed_again(on_disk.trail, content) if p not in held)
        if (page := page_with(session.library.folder, target.path, texts)) is not None:
            notices += (f"{page}: {PAGE_AGAIN}",)
        events = merge(on_disk.trail, joined, content, by=session.curator, tool=TOOL, note=note)
        transactions.rewrite(on_disk, None, events)
        signed_off = get(content, "/curation/state") == "signed-off" and joined.is_news(content)
        return HeadMerge(events[-1], missing, disputed, outside, notices, signed_off, held, changed)


def _refuse_redacted(target: AuditTarget, data: Mapping[str, Any], paths: Sequence[str], texts: frozenset[str]) -> None:
    """Refuses to record as a curator's what was redacted and stands in a record again, as after a revert."""
    if not texts:
        return
    secret = Secret.of(texts)
    for path in paths:
        if next(secret.places(get(data, path)), None) is not None:
            raise RefusedError(
                f"{target.path}: {path} holds again what was redacted, and no branch has that: take it out of the"
                " record first"
            )


def _under_its_name(joined: HeadsJoined, path: Path, record: Mapping[str, Any]) -> HeadsJoined:
    """Heads joined under the name of the file, whichever of them renamed the record."""
    named = as_the_file_says(joined.data, path, record)
    if not difference(joined.data, named):
        return joined
    settled = {place for place in PLACES if get(named, place) == get(record, place)}
    return replace(joined, data=named, conflicts=tuple(c for c in joined.conflicts if c.path not in settled))


def fold_trail(session: Session, target: AuditTarget) -> bool:
    """Folds the lines of one event that branches left in a trail, as every writer does before it writes.

    Returns:
        True if there was something to fold.

    Raises:
        RefusedError: If a line is not an event, or one event stands there with different content.
        NotSavedError: If it cannot be written to disk.
    """
    before = target.read_bytes()
    with session.writing() as transactions:
        transactions.settled(target.path)
    return target.read_bytes() != before
