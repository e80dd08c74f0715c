"""What a write that fails takes back: its own lines, and nothing that another program wrote meanwhile."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.commit import TrailFile, UnconfirmedError, append, commit, commit_rewritten
from dhrcurate.storage.folder import PRIVATE, staged_beside
from dhrcurate.storage.lock import library_lock
from faulty import Unsynced
from killing import ended, in_a_child

OLD, MINE, THEIRS = b'{"id":"old"}\n', b'{"id":"mine"}\n', b'{"id":"theirs"}\n'


class Meanwhile(Unsynced):
    """Operations during one of which something else happens; the renames of a record may fail."""

    def __init__(self, at: str, happens: Callable[[], None], *, fails: bool = True) -> None:
        self.at, self.happens, self.fails, self.appended = at, happens, fails, False

    def open_append(self, path: Path) -> int:
        self.appended = True
        return super().open_append(path)

    def fsync(self, file: int) -> None:
        if self.at == "sync" and self.appended:
            self.at = ""
            self.happens()
        super().fsync(file)

    def replace(self, source: Path, target: Path) -> None:
        if target.suffix == ".toml":
            if self.at == "rename":
                self.at = ""
                self.happens()
            if self.fails:
                raise OSError(errno.EIO, "Input/output error")
        super().replace(source, target)


def record(root: Path, trail: bytes | None = OLD) -> tuple[Path, TrailFile]:
    path = root / "a.toml"
    path.write_bytes(b"before")
    beside = root / "a.trail.jsonl"
    if trail is not None:
        beside.write_bytes(trail)
    return path, TrailFile(beside, None if trail is None else len(trail))


def add(path: Path, more: bytes) -> None:
    with path.open("ab") as file:
        file.write(more)


def another_takes_over(root: Path, path: Path, trail: TrailFile) -> None:
    """As after `git clean -fdX`: the lock is gone, so that another gets in, completes the write and saves its own."""
    shutil.rmtree(root / PRIVATE)

    def other() -> None:
        with library_lock(root, "B. Other", timeout=1):
            staged_beside(path).replace(path)
            add(trail.path, THEIRS)

    assert ended(in_a_child(other)) == 0


def test_a_failed_write_takes_its_own_line_back(tmp_path: Path) -> None:
    path, trail = record(tmp_path)
    with pytest.raises(NotSavedError, match="nothing was changed"), library_lock(tmp_path, "me"):
        commit(Meanwhile("", lambda: None), path, b"after", trail, MINE)
    assert (path.read_bytes(), trail.path.read_bytes()) == (b"before", OLD)
    assert not staged_beside(path).exists()


@pytest.mark.parametrize(("trail", "at"), [(OLD, "sync"), (OLD, "rename"), (None, "rename")])
def test_what_another_wrote_behind_a_line_that_failed_stays(tmp_path: Path, trail: bytes | None, at: str) -> None:
    path, beside = record(tmp_path, trail)
    ops = Meanwhile(at, lambda: add(beside.path, THEIRS))
    with pytest.raises(UnconfirmedError, match=r"not known to be saved.*wrote to the trail.*open the record again"):
        commit(ops, path, b"after", beside, MINE)
    assert beside.path.read_bytes() == (trail or b"") + MINE + THEIRS
    assert staged_beside(path).exists(), "whoever comes next can complete it"


def test_a_line_is_not_taken_for_ones_own_for_its_length(tmp_path: Path) -> None:
    path, trail = record(tmp_path)

    def replaced() -> None:
        trail.path.write_bytes(OLD + b"x" * len(MINE))

    with pytest.raises(UnconfirmedError, match="wrote to the trail"):
        commit(Meanwhile("rename", replaced), path, b"after", trail, MINE)
    assert trail.path.read_bytes() == OLD + b"x" * len(MINE)


@pytest.mark.parametrize("fails", [True, False])
def test_who_lost_the_lock_while_it_synced_neither_renames_nor_cuts(tmp_path: Path, fails: bool) -> None:
    path, trail = record(tmp_path)
    ops = Meanwhile("sync", lambda: another_takes_over(tmp_path, path, trail), fails=fails)
    with pytest.raises(UnconfirmedError, match="replaced the library's lock"), library_lock(tmp_path, "me"):
        commit(ops, path, b"after", trail, MINE)
    assert path.read_bytes() == b"after"
    assert trail.path.read_bytes() == OLD + MINE + THEIRS


def test_who_lost_the_lock_does_not_cut_even_its_own_line(tmp_path: Path) -> None:
    path, trail = record(tmp_path)

    def completes() -> None:
        shutil.rmtree(tmp_path / PRIVATE)
        staged_beside(path).replace(path)  # the other has it in its hands, and has yet to append

    with pytest.raises(UnconfirmedError), library_lock(tmp_path, "me"):
        commit(Meanwhile("sync", completes), path, b"after", trail, MINE)
    assert (path.read_bytes(), trail.path.read_bytes()) == (b"after", OLD + MINE)


def test_an_append_alone_leaves_what_another_wrote_behind_it(tmp_path: Path) -> None:
    _, trail = record(tmp_path)

    def fails() -> None:
        add(trail.path, THEIRS)
        raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(UnconfirmedError, match="wrote to the trail"):
        append(Meanwhile("sync", fails), trail, MINE)
    assert trail.path.read_bytes() == OLD + MINE + THEIRS


def test_a_trail_that_grew_since_it_was_read_is_not_written_anew(tmp_path: Path) -> None:
    path, trail = record(tmp_path)
    add(trail.path, THEIRS)
    with pytest.raises(NotSavedError, match="another program changed it"):
        commit_rewritten(Unsynced(), path, None, trail, MINE)
    assert trail.path.read_bytes() == OLD + THEIRS
