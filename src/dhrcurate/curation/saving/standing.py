"""The lines that a session wrote into trails, kept so that one that another program takes out is noticed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.redacted_since import as_it_stands, redacted_since
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.visible import visible
from dhrcurate.storage.commit import TrailFile
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import TRAIL_SUFFIX, record_paths, trail_beside
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import Event

_MAX_BYTES = 2**32
_SHOWN = 80
"""The most characters that are shown of what a decision set."""

_WHOLE = frozenset({"import", "adopt", "merge", "redact"})
"""Actions that cannot be made again from their event alone."""


class GoneError(DhrcurateError):
    """Decisions that were saved are gone, as another program put an older trail in place of theirs."""


@dataclass(frozen=True, slots=True)
class Gone:
    """A decision that was saved and whose line is gone.

    Attributes:
        record_id: The record, `agencies` for the library's register.
        event: The line.
    """

    record_id: str
    event: Event

    @property
    def proposal(self) -> Proposal | None:
        """The same change, to be made again; `None` if that needs more than its line."""
        event = self.event
        if event.action in _WHOLE or any(change.redacted is not None for change in event.changes):
            return None
        rows = tuple(c.edit for c in event.rows)
        made = Proposal(event.action, event.edits, event.because, event.note, batch=event.batch, rows=rows)
        # What it answered may be gone too, so that it is a change of its own.
        return replace(made, action="edit") if event.reverses else made

    @property
    def name(self) -> str:
        """The decision in words that name none of its texts."""
        return self._in_words({_place(change.path): "" for change in self.event.of_record})

    def __str__(self) -> str:
        return self._in_words({_place(change.path): _shown(change) for change in self.event.of_record})

    def _in_words(self, places: Mapping[str, str]) -> str:
        what = ", ".join(f"{place}{shown}" for place, shown in places.items())
        return f"{self.record_id}: {f'{self.event.action} {what}'.strip()} ({self.event.id[:12]})"


def _place(path: str) -> str:
    subject = subject_of(path)
    return " ".join(word for word in (subject.key, path.rpartition("/")[2] if path else "") if word)


def _shown(change: Change) -> str:
    """What a change set, so that it can be recognised and typed again; personal data is masked as elsewhere."""
    from dhrcurate.rules.disclosure.masking import mask  # noqa: PLC0415  # slow to load, and only where one is gone

    texts = [change.new] if isinstance(change.new, str) else change.new if isinstance(change.new, list) else []
    if change.redacted is not None or not texts or not all(isinstance(text, str) for text in texts):
        return ""
    text = visible(mask("; ".join(texts)), one_line=True)
    return f" “{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def without_redacted(root: Path, gone: Iterable[Gone]) -> tuple[Gone, ...]:
    """What is gone, without what a redaction took out since: it is neither shown nor made again.

    Args:
        root: The library's folder.
        gone: What is gone.
    """
    gone = tuple(gone)
    redacted = redacted_since(root, (one.event for one in gone))
    return tuple(replace(one, event=redacted.get(one.event.id, one.event)) for one in gone)


def in_one_sentence(gone: Iterable[Gone]) -> str:
    """What is gone, and why that can be."""
    names = "; ".join(str(one) for one in gone)
    return f"saved, and gone from the trail since, as another program such as git put older files in place: {names}"


@dataclass
class _Lines:
    events: dict[str, Event] = field(default_factory=dict)
    stamp: tuple[int, int, int] | None = None


class WrittenLines:
    """The lines that one session wrote and that have not been told as gone."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._trails: dict[Path, _Lines] = {}

    def __bool__(self) -> bool:
        return any(lines.events for lines in self._trails.values())

    @property
    def files(self) -> list[Path]:
        """The files of the trails in which lines of the session stand."""
        names = (
            (trail, trail.name.removesuffix(TRAIL_SUFFIX)) for trail, lines in self._trails.items() if lines.events
        )
        return [trail.with_name(f"{name}.toml") for trail, name in names]

    def wrote(self, trail: TrailFile, events: Iterable[Event], added: int | None) -> None:
        """Keeps lines that were written just now, under the library's lock.

        git may have put an older trail in place at any moment since the last look: it is looked at again unless its
        size shows that it is the trail of that look with these lines.

        Args:
            trail: The trail as it was read before.
            events: The events of the lines.
            added: How many bytes were appended, `None` if the trail was written as a whole.
        """
        lines = self._trails.setdefault(trail.path, _Lines())
        now, before, first = _stamp(trail.path), lines.stamp, not lines.events
        lines.stamp = None
        if now is not None and added is not None and now[1] == (trail.size or 0) + added:
            as_seen = before is not None and (before[0], before[1]) == (now[0], trail.size)
            lines.stamp = now if first or as_seen else None
        lines.events.update((event.id, event) for event in events)

    def gone(self) -> tuple[Gone, ...]:
        """Removes and returns the lines that are gone; a trail that nobody touched since is not read.

        A line that stands in another trail is not gone: the record was renamed meanwhile.
        """
        missing = [(trail, event) for trail, lines in self._trails.items() for event in _missing(trail, lines)]
        renamed = self._renamed([event for _, event in missing]) if missing else {}
        for path, events in renamed.items():
            self._trails.setdefault(path, _Lines()).events.update((event.id, event) for event in events)
        moved = {event.id for events in renamed.values() for event in events}
        return tuple(
            Gone(trail.name.removesuffix(TRAIL_SUFFIX), event) for trail, event in missing if event.id not in moved
        )

    def _renamed(self, events: Iterable[Event]) -> dict[Path, list[Event]]:
        """Where lines stand that are missing from the trails that they were written into."""
        found: dict[Path, list[Event]] = {}
        left = list(events)
        for record in record_paths(self._root):
            if not left:
                break
            raw = read_or_none(trail_beside(record), _MAX_BYTES) or b""
            if here := [now for event in left if (now := as_it_stands(raw, event)) is not None]:
                found[trail_beside(record)] = here
                ids = {event.id for event in here}
                left = [event for event in left if event.id not in ids]
        return found


def _missing(trail: Path, lines: _Lines) -> list[Event]:
    stamp = _stamp(trail)
    if stamp is not None and stamp == lines.stamp:
        return []
    raw = read_or_none(trail, _MAX_BYTES) or b""
    lines.stamp = stamp
    before = list(lines.events.values())
    now = [as_it_stands(raw, event) for event in before]
    # What a redaction took out of a line is not remembered here either.
    lines.events = {event.id: event for event in now if event is not None}
    return [event for event in before if event.id not in lines.events]


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        about = os.stat(path, follow_symlinks=False)  # noqa: PTH116  # several a second, and pathlib costs more
    except OSError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns
