"""Disks that fail: operations that crash, return errors or lose what was not synced, and what must hold afterwards."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.curation.auditing.problems import problems_of
from dhrcurate.curation.auditing.trails import targets
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.finding import Severity
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import Operations
from dhrcurate.storage.folder import plan_files, trail_beside
from dhrcurate.trail.log import read_events

ERRORS = {
    name: getattr(errno, name) for name in ("EIO", "ENOSPC", "EROFS", "EDQUOT", "EACCES", "EMFILE", "EXDEV", "EINTR")
}

FAULTS = (
    "crash-before",
    "crash-after",
    "torn-write",
    "short-write",
    "KeyboardInterrupt",
    "MemoryError",
    *ERRORS,
    "ENOSPC-from-then-on",
    "EROFS-from-then-on",
)
"""What can happen at an operation. The last ones stay: every later operation that needs the disk fails as well."""


def faults_of(kind: str) -> tuple[str, ...]:
    """What can happen at an operation of a kind."""
    return FAULTS if kind == "write" else tuple(f for f in FAULTS if f not in ("torn-write", "short-write"))


class Crash(BaseException):
    """The process is gone: nothing it does from now on has an effect."""


@dataclass
class Faulty(Operations):
    """Operations of which one goes wrong.

    Attributes:
        at: Number of the operation that goes wrong, from 0; none where it is negative.
        fault: One of `FAULTS`.
        count: How many operations were asked for.
        kinds: Their names.
        fired: Whether the fault has happened.
    """

    at: int = -1
    fault: str = "crash-before"
    count: int = 0
    kinds: list[str] = field(default_factory=list)
    dead: bool = False
    stuck: int | None = None
    fired: bool = False

    def _before(self, kind: str) -> bool:
        """Whether the operation is the one that goes wrong, in a way that is not an error at its start."""
        if self.dead:
            raise Crash
        freeing = ("close", "truncate", "unlink") if self.stuck == errno.ENOSPC else ("close",)
        if self.stuck is not None and kind not in freeing:
            raise OSError(self.stuck, os.strerror(self.stuck))
        self.count += 1
        self.kinds.append(kind)
        if self.count - 1 != self.at:
            return False
        self.fired = self.fault not in ("crash-after", "torn-write", "short-write")
        if self.fault in ERRORS:
            raise OSError(ERRORS[self.fault], os.strerror(ERRORS[self.fault]))
        if self.fault.endswith("-from-then-on"):
            self.stuck = ERRORS[self.fault.partition("-")[0]]
            raise OSError(self.stuck, os.strerror(self.stuck))
        if self.fault == "crash-before":
            self._die()
        if self.fault == "KeyboardInterrupt":
            raise KeyboardInterrupt
        if self.fault == "MemoryError":
            raise MemoryError
        return True

    def _die(self) -> None:
        self.dead = self.fired = True
        raise Crash

    def _after(self, *, wrong: bool) -> None:
        if wrong and self.fault == "crash-after":
            self._die()

    def create(self, path: Path) -> int:
        wrong = self._before("create")
        file = super().create(path)
        if wrong and self.fault == "crash-after":
            os.close(file)
        self._after(wrong=wrong)
        return file

    def open_append(self, path: Path) -> int:
        wrong = self._before("open_append")
        file = super().open_append(path)
        if wrong and self.fault == "crash-after":
            os.close(file)
        self._after(wrong=wrong)
        return file

    def write(self, file: int, data: bytes | memoryview) -> int:
        wrong = self._before("write")
        if wrong and self.fault in ("torn-write", "short-write"):
            written = super().write(file, data[: max(1, len(data) // 2)])
            self.fired = True
            if self.fault == "torn-write":
                self._die()
            return written
        written = super().write(file, data)
        self._after(wrong=wrong)
        return written

    def chmod(self, file: int, mode: int) -> None:
        wrong = self._before("chmod")
        super().chmod(file, mode)
        self._after(wrong=wrong)

    def truncate(self, file: int, size: int) -> None:
        wrong = self._before("truncate")
        super().truncate(file, size)
        self._after(wrong=wrong)

    def fsync(self, file: int) -> None:  # noqa: ARG002  # what is tried is the order; the disk is not waited for
        wrong = self._before("fsync")
        self._after(wrong=wrong)

    def fsync_dir(self, path: Path) -> None:  # noqa: ARG002  # the same
        wrong = self._before("fsync_dir")
        self._after(wrong=wrong)

    def close(self, file: int) -> None:
        super().close(file)  # the system closes the files of a dead process
        if not self.dead:
            self._after(wrong=self._before("close"))

    def replace(self, source: Path, target: Path) -> None:
        wrong = self._before("replace")
        super().replace(source, target)
        self._after(wrong=wrong)

    def link(self, source: Path, target: Path) -> None:
        wrong = self._before("link")
        super().link(source, target)
        self._after(wrong=wrong)

    def unlink(self, path: Path) -> None:
        wrong = self._before("unlink")
        super().unlink(path)
        self._after(wrong=wrong)

    def mkdir(self, path: Path) -> None:
        wrong = self._before("mkdir")
        super().mkdir(path)
        self._after(wrong=wrong)


class Unsynced(Operations):
    """Real operations without the syncs, which tests of logic need not wait for."""

    def fsync(self, file: int) -> None:
        """Does nothing."""

    def fsync_dir(self, path: Path) -> None:
        """Does nothing."""


def digests(root: Path) -> dict[str, str | None]:
    """The digest of every record, and of the register where there is one."""
    folder = Library.open(root).folder
    found = {p.stem: Document.read(p).digest for p in folder.record_paths()}
    if folder.register_path.exists():
        found["agencies"] = Document.read(folder.register_path).digest
    return found


def mended(root: Path, ops: Operations | None = None) -> Session:
    """A session that has mended whatever was left behind."""
    session = Session(Library.open(root), "B. Later", ops=ops or Unsynced())
    session.recover()
    with session.writing() as transactions:
        for target in targets(session.library.folder):
            transactions.settled(target.path)  # a torn line is mended when its record is next written
    return session


def check_whole(root: Path) -> None:
    """Every file can be read, every trail verifies and ends in its record, and nothing lies about."""
    for target in targets(Library.open(root).folder):
        wrong = [p for p in problems_of(target) if p.severity is not Severity.INFO]
        assert not wrong, [str(p) for p in wrong]
    library = Library.open(root)
    for loaded in map(library.load, library.ids()):
        trailed = trail_beside(loaded.document.path).exists()
        if trailed and loaded.record is not None and loaded.record.source.page:
            assert library.page_digest(loaded) == loaded.record.source.sha256, f"the page of {loaded.id} is damaged"
        decided = loaded.record is not None and any(not r.undecided for r in loaded.record.recommendations)
        assert trailed or not decided, f"{loaded.id} was changed without a trail"
    for path in root.rglob("*"):
        assert not path.name.endswith(".staged"), f"{path} was left behind"
    assert not plan_files(root), "the plan of a bulk change was left and not told"


def event_ids(root: Path) -> set[str]:
    """The ids of all events of all trails."""
    return {e.id for t in root.rglob("*.trail.jsonl") for e in read_events(t.read_bytes()).events}
