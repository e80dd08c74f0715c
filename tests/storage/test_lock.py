from __future__ import annotations

import errno
import json
import os
import signal
import stat
from pathlib import Path

import pytest

from dhrcurate.domain.errors import NotSavedError, UnusableError
from dhrcurate.storage import lock
from dhrcurate.storage.files import Operations
from dhrcurate.storage.lock import library_lock
from killing import ended, in_a_child


def hold(root: Path, tell: int) -> None:
    with library_lock(root, "B. Holder"):
        os.write(tell, b"x")
        signal.pause()


def test_who_waits_in_vain_is_told_for_whom_and_a_dead_owner_blocks_nobody(tmp_path: Path) -> None:
    told, tell = os.pipe()
    child = in_a_child(lambda: hold(tmp_path, tell))
    os.read(told, 1)
    with (
        pytest.raises(NotSavedError, match=rf"B\. Holder \(process {child} "),
        library_lock(tmp_path, "me", timeout=0.05),
    ):
        pass
    os.kill(child, signal.SIGKILL)
    ended(child)
    with library_lock(tmp_path, "me", timeout=0.5, probe=True):
        pass
    os.close(told)
    os.close(tell)


def test_the_folder_of_locks_is_never_committed(tmp_path: Path) -> None:
    with library_lock(tmp_path, "me"):
        pass
    assert (tmp_path / ".dhrcurate" / ".gitignore").read_text() == "*\n"


def test_a_folder_without_working_locks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_is_ineffective", lambda _path: True)
    with pytest.raises(UnusableError, match="locks do not work"), library_lock(tmp_path, "me", probe=True):
        pass


def test_a_link_in_the_place_of_the_folder_of_locks_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".dhrcurate").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnusableError, match="symbolic link"), library_lock(tmp_path, "me"):
        pass


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(NotSavedError, match="cannot be locked"), library_lock(tmp_path, "me"):
        pass


def test_the_owner_is_named_whole_after_one_with_a_longer_name(tmp_path: Path) -> None:
    for who in ("A. Curator with a long name", "B"):
        with library_lock(tmp_path, who):
            assert json.loads((tmp_path / ".dhrcurate" / "lock-owner.json").read_bytes())["who"] == who


@pytest.mark.parametrize("was", [b"", b"*", b"*\n!check\n", b"x\n", None])
def test_what_git_is_to_ignore_is_mended_at_the_next_lock(tmp_path: Path, was: bytes | None) -> None:
    ignore = tmp_path / ".dhrcurate" / ".gitignore"
    ignore.parent.mkdir()
    if was is None:
        (tmp_path / "elsewhere").write_bytes(b"mine")
        ignore.symlink_to(tmp_path / "elsewhere")
    else:
        ignore.write_bytes(was)
    with library_lock(tmp_path, "me"):
        assert ignore.read_bytes() == b"*\n"
        assert not ignore.is_symlink()
    assert was is not None or (tmp_path / "elsewhere").read_bytes() == b"mine"


def test_what_git_is_to_ignore_is_never_there_without_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Operations, _file: int, _data: object) -> int:
        raise OSError(errno.ENOSPC, "no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Operations, "write", full)
        with pytest.raises(NotSavedError), library_lock(tmp_path, "me"):
            pass
    assert not (tmp_path / ".dhrcurate" / ".gitignore").exists()
    with library_lock(tmp_path, "me"):
        pass
    assert (tmp_path / ".dhrcurate" / ".gitignore").read_bytes() == b"*\n"


def test_a_folder_in_place_of_what_git_is_to_ignore_is_named(tmp_path: Path) -> None:
    (tmp_path / ".dhrcurate" / ".gitignore").mkdir(parents=True)
    with pytest.raises(UnusableError, match=r"\.gitignore: is a folder"), library_lock(tmp_path, "me"):
        pass
