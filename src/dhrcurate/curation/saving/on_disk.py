"""A file and its trail as they are on disk, which a transaction has to know before it changes them."""

from __future__ import annotations

import os
import shlex
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from dhrcurate.curation.saving.kept_by_git import lost_its_end, only_in_git
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.commit import TrailFile
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import UnreadableError, in_words, read_file
from dhrcurate.storage.folder import LEADS_OUT, MAX_TRAIL_BYTES, leads_out, trail_beside
from dhrcurate.trail.event import Event
from dhrcurate.trail.growing import GrowingTrail
from dhrcurate.trail.log import Trail, read_events

_REMEMBERED = 32
"""How many files and trails a reader remembers: more than are edited at a time."""

T = TypeVar("T")


class ChangedOutsideError(RefusedError):
    """The file differs from the state that its trail ends in: somebody changed it with another program."""


@dataclass(frozen=True)
class OnDisk:
    """A record (or the register) and its trail, as they are under the lock.

    Attributes:
        document: The file as it was read.
        trail_file: The trail's path and size.
        known: What is known of the trail as far as it was read, which grows with what is written next.
        count: How many of its events were there.
        heads: The events of the trail that are no other event's parent.
        torn: Bytes after the last line end of the trail.
        completed: Whether recovery has just completed an interrupted write, the one that the last event records.
    """

    document: Document
    trail_file: TrailFile
    known: GrowingTrail = field(default_factory=GrowingTrail)
    count: int = 0
    heads: tuple[Event, ...] = ()
    torn: bytes = b""
    completed: bool = False

    @classmethod
    def of(cls, document: Document, trail_file: TrailFile, known: GrowingTrail) -> OnDisk:
        """A file and a trail that was read to its end."""
        return cls(document, trail_file, known, len(known), known.heads, known.torn)

    @property
    def trail(self) -> Trail:
        """The trail's events, without a torn last line. A decision does without: it costs a look at all of them."""
        return self.known.trail(self.count)

    @property
    def path(self) -> Path:
        """The file."""
        return self.document.path

    @property
    def head(self) -> Event | None:
        """The trail's only head, `None` if there is no trail yet.

        Raises:
            RefusedError: If there are several.
        """
        if len(self.heads) > 1:
            raise RefusedError(
                f"{self.path}: the trail has {len(self.heads)} heads, as after merging branches:"
                f" `dhrcurate audit merge {shlex.quote(str(self.path))}` joins them"
            )
        return self.heads[0] if self.heads else None

    def check(self) -> None:
        """Makes sure that the file can be changed and agrees with the end of its trail.

        Raises:
            RefusedError: If it cannot be read or the trail has two heads.
            ChangedOutsideError: If it was changed without an event in the trail.
        """
        document, named = self.document, shlex.quote(str(self.path))
        if document.missing and self.head is not None:
            raise ChangedOutsideError(
                f"{self.path}: the file is missing, but its trail exists; `dhrcurate audit restore {named} --at EVENT`"
                " restores it"
            )
        if document.data is None or document.digest is None:
            reason = document.problems[0].message if document.problems else "its numbers have no exact form"
            raise RefusedError(f"{self.path}: cannot be changed because it cannot be read: {reason}")
        if self.head is not None and not self.head.leads_to(document.digest):
            self._refuse_cut()
            raise ChangedOutsideError(
                f"{self.path}: was changed outside dhrcurate since {self.head.by} last saved it ({self.head.at});"
                f" see the changes with `dhrcurate audit diff {named}`, then record them with"
                f" `dhrcurate audit adopt {named} --reason WHY`"
            )

    def _refuse_cut(self) -> None:
        """Refuses a file whose trail lost its end: git is asked only where they differ."""
        events, digest = self.trail.events, self.document.digest
        if lost := only_in_git(self.trail_file.path, events):
            raise ChangedOutsideError(
                f"{self.path}: differs from the end of its trail, and {lost_its_end(self.path, events, lost, digest)}"
            )


@dataclass(frozen=True)
class _Known:
    signature: tuple[int, int, int]
    tail: bytes
    trail: GrowingTrail


def _remember(known: dict[Path, T], path: Path, value: T) -> None:
    known.pop(path, None)
    known[path] = value
    if len(known) > _REMEMBERED:
        del known[next(iter(known))]


@dataclass
class CachingReader:
    """Reads files and trails and remembers them: of a trail that grew only the new lines are parsed."""

    _documents: dict[Path, Document] = field(default_factory=dict)
    _trails: dict[Path, _Known] = field(default_factory=dict)

    def read(self, path: Path) -> OnDisk:
        """Reads a file and its trail.

        Raises:
            RefusedError: If a line of the trail is not an event.
            UnreadableError: If the trail cannot be read, or the file is a link that leads out of the library.
        """
        if leads_out(path):
            raise UnreadableError(path, f"{LEADS_OUT}; put the file itself there")
        document = Document.read(path, self._documents.get(path))
        _remember(self._documents, path, document)
        trail = trail_beside(path)
        try:
            about = trail.stat(follow_symlinks=False)
        except FileNotFoundError:
            self._trails.pop(trail, None)
            return OnDisk(document, TrailFile(trail, None))
        except OSError as error:
            raise UnreadableError(trail, f"the trail cannot be read: {in_words(error)}") from error
        if stat.S_ISLNK(about.st_mode):
            raise UnreadableError(trail, "it is a symbolic link; only a regular file can be written")
        known = self._trails.get(trail)
        if known is None or known.signature != _signature(about):
            try:
                known = self._read(trail, known)
            except FileNotFoundError:
                raise UnreadableError(trail, "the trail is a link that leads nowhere") from None
            _remember(self._trails, trail, known)
        return OnDisk.of(document, TrailFile(trail, known.signature[1]), known.trail)

    def written(self, document: Document | None, trail: TrailFile, lines: bytes, events: tuple[Event, ...]) -> None:
        """Remembers what was just written, so that it need not be read again."""
        if document is not None:
            _remember(self._documents, document.path, document)
        known = self._trails.pop(trail.path, None)
        try:
            about = trail.path.stat(follow_symlinks=False)
        except OSError:  # git is just replacing it; the session's look at its lines tells what came of that
            return
        if about.st_size != (trail.size or 0) + len(lines) or (trail.size and known is None):
            return
        before = known or _Known((0, 0, 0), b"", GrowingTrail())
        before.trail.add(events)
        known = _Known(_signature(about), (before.tail + lines)[-_TAIL:], before.trail)
        _remember(self._trails, trail.path, known)

    def forget(self, path: Path) -> None:
        """Forgets a file and its trail, after a write whose outcome is unknown."""
        self._documents.pop(path, None)
        self._trails.pop(trail_beside(path), None)

    @staticmethod
    def _read(path: Path, known: _Known | None) -> _Known:
        signature = _signature(path.stat(follow_symlinks=False))
        raw = read_file(path, MAX_TRAIL_BYTES)
        signature = (signature[0], len(raw), signature[2])
        grown = known is not None and known.signature[0] == signature[0] and not known.trail.torn
        if known is not None and grown and raw.endswith(known.tail, 0, known.signature[1]):
            more = read_events(raw[known.signature[1] :], str(path))
            known.trail.add(more.events, more.torn)
            return _Known(signature, raw[-_TAIL:], known.trail)
        return _Known(signature, raw[-_TAIL:], GrowingTrail(read_events(raw, str(path))))


_TAIL = 4096


def _signature(about: os.stat_result) -> tuple[int, int, int]:
    return about.st_ino, about.st_size, about.st_mtime_ns
