"""Whether a merge that is about to be committed holds all that was decided on both of its sides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dhrcurate.curation.auditing.beginnings import in_two_files
from dhrcurate.curation.auditing.lost_events import begins_anew, events_of
from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.curation.versioning.at_commits import TrailAt, changed_trails, merge_base, trails_at
from dhrcurate.domain.words import plural
from dhrcurate.trail.event import Event


def not_held(root: Path, all_targets: list[AuditTarget]) -> Iterator[str]:
    """What is wrong with a merge that waits for its commit, in words: a decision left out, or one trail in two files.

    A trail that one side deleted with its record is not missed.

    Args:
        root: The library.
        all_targets: Its records and trails as they are.
    """
    if (base := merge_base(root, "MERGE_HEAD")) is None:
        return
    names = changed_trails(root, base, "HEAD", "MERGE_HEAD")
    here = {target.trail: events_of(target) for target in all_targets}
    for first, other in in_two_files(all_targets):
        if {str(target.trail.relative_to(root)) for target in (first, other)} & set(names):
            yield f"{other.trail}: it is the same trail as that of {first.path}, under another name"
    held = {event.id for events in here.values() for event in events}
    ours, theirs = (trails_at(root, commit, names) for commit in ("HEAD", "MERGE_HEAD"))
    for side, other_side in ((ours, theirs), (theirs, ours)):
        for trail in side.values():
            lost = [event for event in trail.events if event.id not in held]
            if lost and not _is_deleted(trail, other_side, here, root):
                yield f"{root / trail.name}: {plural(len(lost), 'event')} of it would be lost"


def _is_deleted(trail: TrailAt, other_side: dict[str, TrailAt], here: dict[Path, list[Event]], root: Path) -> bool:
    """True if one side deleted a trail, or began it anew with a reason, and that is what is there."""
    if begins_anew(here.get(root / trail.name, []), trail.events):
        return True
    ids = {event.id for event in trail.events}
    there = (*(other.events for other in other_side.values()), *here.values())
    return all(event.id not in ids for events in there for event in events)
