from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dhrcurate.storage.files import Operations, read_or_none, write_atomically


def test_a_file_is_replaced_as_a_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    write_atomically(file, b"old")
    file.chmod(0o640)
    write_atomically(file, b"new", durable=False)
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    write_atomically(file, b"private", mode=0o600)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_exists_is_not_overwritten_unless_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    write_atomically(file, b"first", overwrite=False)
    with pytest.raises(FileExistsError):
        write_atomically(file, b"second", overwrite=False)
    assert file.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("call", ["create", "write", "fsync", "replace"])
def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "baseline.json"
    write_atomically(file, b"old")
    monkeypatch.setattr(Operations, call, fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"12345")
    assert read_or_none(tmp_path / "large", 5) == b"12345"
    assert read_or_none(tmp_path / "large", 4) is None
    assert read_or_none(tmp_path, 5) is None
    assert read_or_none(tmp_path / "missing", 5) is None
