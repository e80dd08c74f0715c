"""One change of one file, under the lock: the current state is read, the change rebased onto it and committed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dhrcurate import __version__
from dhrcurate.agencies.reading import read as read_register
from dhrcurate.curation.proposal import Proposal, Rewritten
from dhrcurate.curation.saving.about_documents import is_about_documents
from dhrcurate.curation.saving.lost_trail import refuse_lost_trail
from dhrcurate.curation.saving.on_disk import CachingReader, OnDisk
from dhrcurate.curation.saving.rebasing import Rebased, rebase
from dhrcurate.curation.saving.recovery import is_unfinished, settle, settle_all
from dhrcurate.curation.saving.standing import WrittenLines
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import Edit, get
from dhrcurate.domain.errors import NotSavedError, RefusedError, SignedOffError, UnusableError
from dhrcurate.domain.samples import samples_in
from dhrcurate.storage.commit import UnconfirmedError, append, commit, commit_rewritten, discard, write_staged
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import Operations, in_words, read_file
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, staged_beside, trail_beside
from dhrcurate.storage.splice import spliced
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import lines_of_events
from dhrcurate.trail.growing import GrowingTrail
from dhrcurate.trail.log import Trail
from dhrcurate.trail.redactions import refuse_undone
from dhrcurate.trail.roots import root_edits

TOOL = f"dhrcurate {__version__}"
"""The program that an event names beside the curator."""

UNASKED = "the file had no trail"
"""The note of an adoption that a change makes by itself, for which no curator gave a reason."""

STATE = "/curation/state"

Check = Callable[[Document], None]
"""Raises `RefusedError` for a document that must not be written."""


@dataclass(frozen=True, slots=True)
class Committed:
    """The outcome of a change.

    Attributes:
        document: The file as it now is.
        event: The entry of its trail, `None` if nothing had to be written.
        merged: Whether changes by others had been saved since the change was proposed.
        notices: Notices for the curator.
    """

    document: Document
    event: Event | None
    merged: bool = False
    notices: tuple[str, ...] = ()


@dataclass
class Transactions:
    """Changes files together with their trails, one at a time. The caller holds the library's lock.

    Attributes:
        ops: The system calls.
        root: The library's folder.
        curator: Who signs.
        written: The lines that were appended to trails.
    """

    ops: Operations
    root: Path
    curator: str
    _reader: CachingReader = field(default_factory=CachingReader)
    _unconfirmed: set[Path] = field(default_factory=set)
    _completed: set[Path] = field(default_factory=set)
    written: WrittenLines = field(init=False)

    def __post_init__(self) -> None:
        self.written = WrittenLines(self.root)

    def settled(self, path: Path) -> tuple[OnDisk, tuple[str, ...]]:
        """Reads a file and its trail after recovering from a crash, with notices for the curator."""
        on_disk, notices = settle(self.ops, self._reader, path, self.root)
        return replace(on_disk, completed=on_disk.completed or path in self._completed), notices

    def read(self, path: Path) -> OnDisk:
        """Reads a file and its trail, without recovery."""
        return self._reader.read(path)

    def settle_all(self) -> tuple[str, ...]:
        """Recovers from a crash anywhere in the library; returns notices for the curator."""
        settled = settle_all(self.ops, self._reader, self.root)
        self._completed |= settled.completed
        return settled.notices

    def forget_completed(self) -> None:
        """Forgets which interrupted writes were completed: whoever asks from now on knows of them."""
        self._completed.clear()

    def trail(self, path: Path) -> Trail:
        """The trail of a file, without a torn last line.

        Raises:
            RefusedError: If it cannot be read.
        """
        return self._reader.read(path).trail

    def change(
        self,
        path: Path,
        proposal: Proposal,
        base: str | None,
        check: Check,
        *,
        begin: bytes | None = None,
    ) -> Committed:
        """Makes a proposed change durable.

        Args:
            path: The file.
            proposal: The change.
            base: Digest of the state that it was proposed for, `None` for the current one.
            check: Refuses an outcome that must not be written.
            begin: Content to begin with if the file does not exist yet; `None` if it must exist.

        Raises:
            ConflictError: If another changed the same fields.
            SignedOffError: If the record is signed off and the change does not reopen it.
            RefusedError: If the file cannot be changed.
            NotSavedError: If it cannot be written to disk.
        """
        on_disk, notices = self.settled(path)
        begun = begin is not None and on_disk.document.missing and on_disk.head is None
        if begin is not None and begun:
            on_disk = replace(on_disk, document=Document.of(path, begin))
        made = self._prepared(on_disk, proposal, base, check, begun=begun)
        merged = base is not None and base != on_disk.document.digest
        if made is None:
            self.confirm(on_disk.document)
            return Committed(on_disk.document, None, merged, notices)
        after, events = made
        if len(events) > 1 and not begun:
            notices += (f"{path.name}: it had no trail, so one was started",)
        self.write(on_disk, after, events)
        return Committed(after, events[-1], merged, notices)

    def tried(self, on_disk: OnDisk, proposal: Proposal) -> OnDisk:
        """A record and its trail as a change would leave them, with nothing written.

        What a crash left unfinished is recovered only by a write: such a record stays as it is here.

        Raises:
            RefusedError: If the change would be refused.
        """
        if is_unfinished(on_disk):
            return on_disk
        made = self._prepared(on_disk, proposal, None, is_record)
        if made is None:
            return on_disk
        after, events = made
        trail = GrowingTrail(Trail((*on_disk.trail.events, *events)))
        return OnDisk.of(after, replace(on_disk.trail_file, size=1), trail)

    def _prepared(
        self, on_disk: OnDisk, proposal: Proposal, base: str | None, check: Check, *, begun: bool = False
    ) -> tuple[Document, tuple[Event, ...]] | None:
        """What a change makes of a file, and its events; `None` if nothing has to be written."""
        on_disk.check()
        before = on_disk.document
        assert before.data is not None  # checked
        _refuse_signed_off(before, proposal)
        name = before.path.stem
        rebased = rebase(before.data, proposal, name=name, trail=lambda: on_disk.trail, base=base)
        if not rebased.edits:
            return None
        after = _outcome(before, rebased, proposal.rewritten)
        check(after)
        assert after.digest is not None and before.digest is not None  # checked, here and above  # noqa: PT018
        root: tuple[Event, ...] = ()
        if on_disk.head is None:
            refuse_lost_trail(on_disk)
            root = (self._adoption(before.data, "" if begun else UNASKED),)
        parents = [e.id for e in (on_disk.heads or root)]
        event = self._event(parents, replace(proposal, edits=rebased.edits), after.digest)
        return after, (*root, event)

    def confirm(self, document: Document) -> bool:
        """Rewrites a file and its trail whose last write was not confirmed: a sync repeated would prove nothing.

        Returns:
            True if that was needed.

        Raises:
            NotSavedError: If it still cannot be written to disk.
        """
        path = document.path
        if path not in self._unconfirmed:
            return False
        trail = trail_beside(path)
        try:
            write_staged(self.ops, trail, read_file(trail, MAX_TRAIL_BYTES))
            write_staged(self.ops, path, document.raw)
        except OSError as error:
            raise UnconfirmedError(f"{path}: still not safely written to disk: {in_words(error)}") from error
        finally:
            self._reader.forget(path)
        self._unconfirmed.discard(path)
        return True

    def create(self, path: Path, content: bytes, action: str, note: str, check: Check) -> Committed:
        """Creates a file with a trail that begins with it.

        Raises:
            RefusedError: If it already exists, or must not be written.
            NotSavedError: If it cannot be written to disk.
        """
        on_disk, notices = self.settled(path)
        if not on_disk.document.missing:
            raise RefusedError(f"{path}: already exists; nothing is overwritten")
        if on_disk.head is not None:
            raise RefusedError(f"{path}: its trail exists without it; `dhrcurate audit restore --at EVENT` restores it")
        document = Document.of(path, content)
        check(document)
        assert document.data is not None and document.digest is not None  # checked  # noqa: PT018
        event = self._event([], Proposal(action, root_edits(document.data), note=note), document.digest)
        self.write(on_disk, document, (event,))
        return Committed(document, event, notices=notices)

    def record_event(self, on_disk: OnDisk, event: Event) -> None:
        """Appends an event about a file that does not change (an adoption, a merge of heads)."""
        on_disk.known.refuse_undone()
        line = event.to_line()
        try:
            append(self.ops, on_disk.trail_file, line)
        except BaseException as error:
            self._reader.forget(on_disk.path)
            if isinstance(error, UnconfirmedError):
                self._unconfirmed.add(on_disk.path)
            raise
        self._reader.written(None, on_disk.trail_file, line, (event,))
        self.written.wrote(on_disk.trail_file, (event,), len(line))

    def mended(self, on_disk: OnDisk, raw: bytes) -> OnDisk:
        """Writes a file whose trail has several heads, so that the event that joins them can follow.

        Raises:
            RefusedError: If the file is a link.
            NotSavedError: If it cannot be written to disk; then it is as it was.
        """
        path = on_disk.path
        try:
            write_staged(self.ops, path, raw)
        except OSError as error:
            with suppress(OSError):
                discard(self.ops, staged_beside(path))
            raise NotSavedError(f"{path}: not saved: {in_words(error)}; the heads are as they were") from error
        finally:
            self._reader.forget(path)
        return self.read(path)

    def rewrite(self, on_disk: OnDisk, content: bytes | None, events: tuple[Event, ...]) -> None:
        """Writes a trail as a whole, and the file's new content with it.

        Args:
            on_disk: The file and its trail as they were.
            content: The new content, `None` if the file does not change.
            events: All events of the trail.

        Raises:
            RefusedError: If the events hold what a redaction among them took out.
            NotSavedError: If it cannot be written to disk.
        """
        refuse_undone(events)
        before = len(on_disk.trail.events)
        grown = on_disk.trail_file.size is not None and events[:before] == on_disk.trail.events
        lines = lines_of_events(events[before:] if grown else events)
        try:
            if not grown:
                commit_rewritten(self.ops, on_disk.path, content, on_disk.trail_file, lines)
            elif content is None:
                append(self.ops, on_disk.trail_file, lines)
            else:
                commit(self.ops, on_disk.path, content, on_disk.trail_file, lines)
        except BaseException as error:
            if isinstance(error, UnconfirmedError):
                self._unconfirmed.add(on_disk.path)
            raise
        finally:
            self._reader.forget(on_disk.path)
        known = {event.id for event in on_disk.trail.events}
        self.written.wrote(on_disk.trail_file, (event for event in events if event.id not in known), None)

    def adoption(self, on_disk: OnDisk, edits: Sequence[Edit], note: str) -> Event:
        """The event that records what was changed outside."""
        document, head = on_disk.document, on_disk.head
        assert document.data is not None and document.digest is not None  # the caller has checked  # noqa: PT018
        if head is None:
            return self._adoption(document.data, note)
        return self._event([head.id], Proposal("adopt", tuple(edits), note=note), document.digest)

    def _adoption(self, data: Mapping[str, Any], note: str) -> Event:
        return self._event([], Proposal("adopt", root_edits(data), note=note), digest(data))

    def _event(
        self,
        parents: Sequence[str],
        proposal: Proposal,
        after: str,
    ) -> Event:
        return Event.make(
            parents=parents,
            by=self.curator,
            tool=TOOL,
            action=proposal.action,
            state=after,
            edits=(*proposal.edits, *proposal.rows),
            batch=proposal.batch,
            reverses=proposal.reverses,
            because=proposal.because,
            note=proposal.note,
        )

    def write(self, on_disk: OnDisk, document: Document, events: tuple[Event, ...]) -> None:
        """Writes a file with the events that lead to it.

        Raises:
            RefusedError: If a redaction in the trail was undone.
            NotSavedError: If it cannot be written to disk.
        """
        on_disk.known.refuse_undone()
        lines = b"".join(e.to_line() for e in events)
        path = document.path
        try:
            commit(self.ops, path, document.raw, on_disk.trail_file, lines)
        except BaseException as error:
            self._reader.forget(path)
            if isinstance(error, UnconfirmedError):
                self._unconfirmed.add(path)
            raise
        self._unconfirmed.discard(path)
        self._reader.written(document, on_disk.trail_file, lines, events)
        self.written.wrote(on_disk.trail_file, events, len(lines))


def _outcome(before: Document, rebased: Rebased, rewritten: Rewritten | None) -> Document:
    """The file after a change: as it was worked out, if it still is what it was worked out on; else spliced now.

    Raises:
        RefusedError: If the change cannot be written into the file.
    """
    if rewritten is not None and rewritten.before == before.raw:
        known = Document.of(before.path, rewritten.after)
        if known.digest == digest(rebased.data):
            return known
    assert before.data is not None  # the caller has checked
    outcome = spliced(before.raw, before.data, rebased.edits)
    return Document.of_data(before.path, outcome.raw, outcome.data, outcome.digest)


def _refuse_signed_off(document: Document, proposal: Proposal) -> None:
    state = get(document.data or {}, STATE)
    if state != "signed-off" or any(e.path == STATE for e in proposal.edits):
        return
    if not all(is_about_documents(edit) for edit in proposal.edits):
        raise SignedOffError(f"{document.path.stem} is signed off; reopen it first")


def is_register(document: Document) -> None:
    """Refuses a document that is not a valid register.

    Raises:
        RefusedError: With what is wrong.
    """
    try:
        read_register(document.raw, document.path.name)
    except UnusableError as error:
        raise RefusedError(f"the change would not leave a valid register: {error}") from error


def is_samples(document: Document) -> None:
    """Refuses a document that does not hold samples.

    Raises:
        RefusedError: With what is wrong.
    """
    try:
        samples_in(document.data or {})
    except ValueError as error:
        raise RefusedError(f"the change would not leave valid samples: {error}") from error


def is_record(document: Document) -> None:
    """Refuses a document that is not a valid record.

    Raises:
        RefusedError: With what is wrong.
    """
    if not document.writable:
        reason = document.problems[0].message if document.problems else "its keys or numbers are not unambiguous"
        raise RefusedError(f"{document.path.name}: the change would not leave a valid record: {reason}")
