"""One change of one file, under the lock: what stands there is looked at, the change is fitted to it and committed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dhrcurate import __version__
from dhrcurate.agencies.reading import read as read_register
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.on_disk import OnDisk, Reader
from dhrcurate.curation.saving.rebasing import rebase
from dhrcurate.curation.saving.recovery import settle, settle_all
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import Edit, get
from dhrcurate.domain.errors import RefusedError, SignedOffError, UnusableError
from dhrcurate.storage.commit import UnconfirmedError, append, commit, finish
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import Operations, create_synced
from dhrcurate.storage.folder import staged_beside
from dhrcurate.storage.splice import spliced
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail

TOOL = f"dhrcurate {__version__}"
"""What signs an event beside the curator."""

STATE = "/curation/state"

Check = Callable[[Document], None]
"""Refuses a document that may not be written, with the reason."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a change.

    Attributes:
        document: The file as it now is.
        event: The entry of its trail, `None` where nothing had to be written.
        merged: Whether another's changes had been saved since the change was proposed.
        notices: What to tell the curator.
    """

    document: Document
    event: Event | None
    merged: bool = False
    notices: tuple[str, ...] = ()


@dataclass
class Writer:
    """Changes files and their trails. Whoever calls holds the library's lock.

    Attributes:
        ops: The system calls.
        root: The library's folder.
        curator: Who signs.
    """

    ops: Operations
    root: Path
    curator: str
    _reader: Reader = field(default_factory=Reader)
    _unconfirmed: set[Path] = field(default_factory=set)

    def standing(self, path: Path) -> tuple[OnDisk, tuple[str, ...]]:
        """How a file stands after whatever a crash left was settled, and what to tell the curator of that."""
        return settle(self.ops, self._reader, path, self.root)

    def read(self, path: Path) -> OnDisk:
        """How a file stands, without mending anything."""
        return self._reader.read(path)

    def settle_all(self) -> tuple[str, ...]:
        """Settles whatever a crash left anywhere in the library, and says what to tell the curator."""
        return settle_all(self.ops, self._reader, self.root)

    def trail(self, path: Path) -> Trail:
        """The trail of a file, without whatever a crash left of an event.

        Raises:
            RefusedError: Where it cannot be read.
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
        by: str | None = None,
    ) -> Written:
        """Makes a proposed change durable.

        Args:
            path: The file.
            proposal: What to change.
            base: Digest of the state that it was proposed for, `None` to take the present one for it.
            check: Refuses an outcome that may not be written.
            begin: What to begin with where the file is not there yet; `None` where it must be.
            by: Who signs, where that is not the curator.

        Raises:
            ConflictError: Where another changed the same fields.
            SignedOffError: Where the record is signed off and the change is not about that.
            RefusedError: Where the file cannot be changed.
            NotSavedError: Where the disk does not take it.
        """
        standing, notices = self.standing(path)
        if begin is not None and standing.document.missing and standing.head is None:
            standing = replace(standing, document=Document.of(path, begin))
        standing.check()
        before = standing.document
        assert before.data is not None  # checked
        _refuse_signed_off(before, proposal)
        merged = base is not None and base != before.digest
        rebased = rebase(before.data, proposal.edits, name=path.stem, trail=standing.trail, base=base)
        if not rebased.edits:
            self.confirm(before)
            return Written(before, None, merged, notices)
        outcome = spliced(before.raw, before.data, rebased.edits)
        after = Document.of_data(path, outcome.raw, outcome.data, outcome.digest)
        check(after)
        assert after.digest is not None and before.digest is not None  # checked, here and above  # noqa: PT018
        root: tuple[Event, ...] = ()
        if standing.head is None:
            root = (self._adoption(before.data, "the file had no trail"),)
            notices += (f"{path.name}: it had no trail, so one was begun",)
        fitted = replace(proposal, edits=rebased.edits)
        parents = [e.id for e in (standing.heads or root)]
        event = self._event(parents, fitted, before.digest, after.digest, by)
        self._commit(standing, after, (*root, event))
        return Written(after, event, merged, notices)

    def confirm(self, document: Document) -> bool:
        """Writes a file anew whose last write was not confirmed: to repeat a failed sync would prove nothing.

        Returns:
            Whether that was needed.

        Raises:
            NotSavedError: Where the disk still does not take it.
        """
        path = document.path
        if path not in self._unconfirmed:
            return False
        try:
            create_synced(self.ops, staged_beside(path), document.raw)
            self.ops.fsync_dir(path.parent)
        except OSError as error:
            raise UnconfirmedError(f"{path}: still not safely on the disk") from error
        finish(self.ops, path)
        self._unconfirmed.discard(path)
        return True

    def create(self, path: Path, content: bytes, action: str, note: str, check: Check) -> Written:
        """Makes a new file with a trail that begins with it.

        Raises:
            RefusedError: Where it is there already, or may not be written.
            NotSavedError: Where the disk does not take it.
        """
        standing, notices = self.standing(path)
        if not standing.document.missing:
            raise RefusedError(f"{path}: is there already; nothing is overwritten")
        if standing.head is not None:
            raise RefusedError(f"{path}: its trail is here without it; `dhrcurate audit restore` brings it back")
        document = Document.of(path, content)
        check(document)
        assert document.data is not None and document.digest is not None  # checked  # noqa: PT018
        event = self._event([], Proposal(action, (Edit("", None, document.data),), note=note), None, document.digest)
        self._commit(standing, document, (event,))
        return Written(document, event, notices=notices)

    def record_event(self, standing: OnDisk, event: Event) -> None:
        """Appends an event about a file that stays as it is (an adoption, a merge of heads)."""
        line = event.to_line()
        try:
            append(self.ops, standing.trail_file, line)
        except BaseException:
            self._reader.forget(standing.path)
            raise
        self._reader.written(None, standing.trail_file, line, (event,))

    def adoption(self, standing: OnDisk, edits: Sequence[Edit], note: str) -> Event:
        """The event that records what was changed outside."""
        document, head = standing.document, standing.head
        assert document.data is not None and document.digest is not None  # whoever adopts has checked  # noqa: PT018
        if head is None:
            return self._adoption(document.data, note)
        return self._event([head.id], Proposal("adopt", tuple(edits), note=note), head.after, document.digest)

    def _adoption(self, data: Mapping[str, Any], note: str) -> Event:
        return self._event([], Proposal("adopt", (Edit("", None, data),), note=note), None, digest(data))

    def _event(
        self,
        parents: Sequence[str],
        proposal: Proposal,
        before: str | None,
        after: str,
        by: str | None = None,
    ) -> Event:
        return Event.make(
            parents=parents,
            by=by or self.curator,
            tool=TOOL,
            action=proposal.action,
            before=before,
            after=after,
            edits=proposal.edits,
            batch=proposal.batch,
            reverses=proposal.reverses,
            because=proposal.because,
            note=proposal.note,
        )

    def _commit(self, standing: OnDisk, document: Document, events: tuple[Event, ...]) -> None:
        lines = b"".join(e.to_line() for e in events)
        path = document.path
        try:
            commit(self.ops, path, document.raw, standing.trail_file, lines)
        except BaseException as error:
            self._reader.forget(path)
            if isinstance(error, UnconfirmedError):
                self._unconfirmed.add(path)
            raise
        self._unconfirmed.discard(path)
        self._reader.written(document, standing.trail_file, lines, events)


def _refuse_signed_off(document: Document, proposal: Proposal) -> None:
    state = get(document.data or {}, STATE)
    if state == "signed-off" and not any(e.path == STATE for e in proposal.edits):
        raise SignedOffError(f"{document.path.stem} is signed off; reopen it first")


def is_register(document: Document) -> None:
    """Refuses a document that is not a whole register.

    Raises:
        RefusedError: With what is wrong.
    """
    try:
        read_register(document.raw, document.path.name)
    except UnusableError as error:
        raise RefusedError(f"the change would not leave a valid register: {error}") from error


def is_record(document: Document) -> None:
    """Refuses a document that is not a whole record.

    Raises:
        RefusedError: With what is wrong.
    """
    if not document.writable:
        reason = document.problems[0].message if document.problems else "its keys or numbers are not unambiguous"
        raise RefusedError(f"{document.path.name}: the change would not leave a valid record: {reason}")
