"""Events that were committed once and stand in no trail of the library any more, as after a revert.

A trail is told by its events, not by its file's name: a rename gives one trail two names in git, and a name may be
another record's by now.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from dhrcurate.curation.auditing.beginnings import begins_again
from dhrcurate.curation.auditing.committed import ABOVE, NOT_COMMITTED, Removed, removed_lines
from dhrcurate.curation.auditing.trails import AuditTarget, raw_of, targets
from dhrcurate.curation.saving.transaction import UNASKED
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.folder import OWN_FILES, TRAIL_SUFFIX, LibraryFolder
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import fold_two
from dhrcurate.trail.log import events_in
from dhrcurate.trail.roots import whole_record


class Loss(Enum):
    """What became of the trail that held lost events."""

    MISSING = "missing"
    """It goes on without them, or its record has no trail any more."""
    DELETED = "deleted"
    """It was deleted with its record."""
    REPLACED = "replaced"
    """It was deleted, and another record's trail has its name now."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What one trail lost.

    Attributes:
        target: The trail that goes on, under whatever name; where none does, where it stood.
        loss: What became of it.
        events: The commit (abbreviated) that removed it last and the line by the event's id, oldest first.
    """

    target: AuditTarget
    loss: Loss
    events: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    @property
    def commit(self) -> str:
        """The commit that removed the last of them."""
        *_, (commit, _) = self.events.values()
        return commit


def removed_by(lost: Mapping[str, tuple[str, bytes]]) -> str:
    """The commits that removed events, in words."""
    commits = sorted({commit for commit, _ in lost.values()} - {NOT_COMMITTED})
    words = [f"commit{'s' if len(commits) > 1 else ''} {', '.join(commits)}"] if commits else []
    if any(commit == NOT_COMMITTED for commit, _ in lost.values()):
        words.append("a change that is not committed")
    return " and ".join(words)


def begun_anew(target: AuditTarget, lost: Mapping[str, tuple[str, bytes]]) -> Event | None:
    """The adoption that began a trail anew after all of another was lost, which answers for the lost events.

    None if the trail holds no such event, or one of the lost events belongs to it.
    """
    return begins_anew(events_of(target), events_in([line.rstrip(b"\n") for _, line in lost.values()]))


def begins_anew(here: Sequence[Event], before: Sequence[Event]) -> Event | None:
    """The adoption, with a reason that somebody gave, by which a trail replaces all of another; else `None`."""
    if not here or here[0].parents or here[0].action != "adopt" or not here[0].note or here[0].note == UNASKED:
        return None
    old = {e.id for e in before}
    return None if any(parent not in old for event in before for parent in event.parents) else here[0]


def lost_events(root: Path, target: AuditTarget) -> dict[str, tuple[str, bytes]]:
    """The events that a trail lost, by their ids, as `Lost.events`; the trail may be gone altogether.

    Raises:
        RefusedError: If it was deleted, and another record's trail has its name.
        GitError: If git cannot be asked.
    """
    found = [lost for lost in lost_history(root) if lost.target.trail == target.trail]
    for lost in found:
        if lost.loss is not Loss.REPLACED:
            return lost.events
    for lost in found:
        raise RefusedError(
            f"{target.trail}: this is another record's trail; the one that had this name was deleted"
            f" ({removed_by(lost.events)}): to bring it back, give the record that is there now another id"
        )
    return {}


def lost_history(root: Path) -> list[Lost]:
    """What the trails of a library lost that was committed once, sorted by path.

    An event that stands in a trail under any name is not lost; a redacted one keeps its id. Of an event that was
    committed before and after a redaction, the line is the one without what was taken out.

    Raises:
        GitError: If git cannot be asked, as before the first commit.
    """
    root = LibraryFolder(root).root
    removed = list(removed_lines(root))
    if not removed:
        return []
    library = _Library(list(targets(LibraryFolder(root))))
    removed = list(_of_this_library(root, removed, library))
    lost: dict[str, _Line] = {}
    for at, (name, commit, merging, event) in enumerate(removed):
        before = lost.get(event.id)
        if event.id in library.holders or (merging and before is not None):
            continue
        lost[event.id] = _Line(at, name, commit, event if before is None else _less(before.event, event))
    found: dict[tuple[Path, str], Lost] = {}
    for group in _related(lost):
        last = max(group, key=lambda line: line.at)
        target, loss = library.attributed([line.event for line in group], root / last.name)
        kept = found.setdefault((target.trail, loss.value), Lost(target, loss))
        kept.events.update((line.event.id, (line.commit, line.event.to_line())) for line in group)
    return [found[key] for key in sorted(found)]


def _of_this_library(root: Path, removed: Iterable[Removed], library: _Library) -> Iterator[Removed]:
    """What was taken out of the library's trails, under the folders that they have now.

    A folder outside of it was one of its folders if it holds no trail any more, and what one held stands here.
    """
    removed = list(removed)
    moved: dict[str, str] = {}
    for one in removed:
        was = posixpath.dirname(one.name)
        if not one.name.startswith(ABOVE) or was in moved or one.event.id not in library.holders:
            continue
        if next((root / was).glob(f"*{TRAIL_SUFFIX}"), None) is None:
            moved[was] = library.holders[one.event.id][0].trail.parent.relative_to(root).as_posix()
    for one in removed:
        was, name = posixpath.split(one.name)
        if not one.name.startswith(ABOVE):
            yield one
        elif was in moved:
            yield one._replace(name=posixpath.normpath(posixpath.join(moved[was], name)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A lost event: when, from which trail and by which commit it was removed last."""

    at: int
    name: str
    commit: str
    event: Event


def _related(lost: Mapping[str, _Line]) -> Iterator[list[_Line]]:
    """Lost events in groups, each of what descends from each other."""
    beside: dict[str, set[str]] = {event_id: set() for event_id in lost}
    for event_id, line in lost.items():
        for parent in line.event.parents:
            if parent in lost:
                beside[parent].add(event_id)
                beside[event_id].add(parent)
    seen: set[str] = set()
    places = {event_id: place for place, event_id in enumerate(lost)}
    for begun in lost:
        group, waiting = set[str](), [begun]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                group.add(here)
                waiting += beside[here]
        if group:
            yield [lost[event_id] for event_id in sorted(group, key=places.__getitem__)]


class _Library:
    """The trails of a library that are there, found by their events."""

    def __init__(self, all_targets: Sequence[AuditTarget]) -> None:
        self.holders: dict[str, list[AuditTarget]] = defaultdict(list)
        self._continued: dict[str, list[AuditTarget]] = defaultdict(list)  # by an event's parent
        self._begun: dict[Path, Event | None] = {}
        self._targets = {target.trail: target for target in all_targets}
        for target in all_targets:
            events = events_of(target)
            self._begun[target.trail] = events[0] if events else None
            for event in events:
                self.holders[event.id].append(target)
                for parent in event.parents:
                    self._continued[parent].append(target)

    def attributed(self, lost: Sequence[Event], stood: Path) -> tuple[AuditTarget, Loss]:
        """The trail to which lost events of one trail belong, and what became of it.

        Args:
            lost: The events.
            stood: The trail that they were removed from.
        """
        near = [holder for event in lost for parent in event.parents for holder in self.holders.get(parent, ())]
        near += [holder for event in lost for holder in self._continued.get(event.id, ())]
        if near:
            return next((holder for holder in near if holder.trail == stood), near[0]), Loss.MISSING
        target = self._targets.get(stood)
        if target is not None and self._answers(target, lost):
            return target, Loss.MISSING
        name = stood.name.removesuffix(TRAIL_SUFFIX)
        for other in self._targets.values():  # begun anew under that name, and renamed since
            begun = self._begun[other.trail]
            if begun is not None and begins_anew([begun], lost) and whole_record(begun).get("id") == name:
                return other, Loss.MISSING
        if target is not None:
            return target, Loss.REPLACED
        return AuditTarget(stood.with_name(f"{name}.toml"), stood), Loss.DELETED

    def _answers(self, target: AuditTarget, lost: Sequence[Event]) -> bool:
        """True if a trail is that of the record which lost events were about, although none of them leads to it."""
        begun = self._begun[target.trail]
        if begun is None or target.path.name in OWN_FILES.values() or begins_anew([begun], lost):
            return True
        roots = [event for event in lost if event.is_root]
        return not roots or any(begins_again(begun, root, str(whole_record(root).get("id"))) for root in roots)


def _less(before: Event, event: Event) -> Event:
    try:
        return fold_two(before, event)
    except RefusedError:
        return event


def events_of(target: AuditTarget) -> list[Event]:
    """The events of a trail that can be read; none if there is no trail."""
    return events_in(raw_of(target).split(b"\n"))
