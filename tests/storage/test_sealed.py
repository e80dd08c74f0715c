from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from dhrcurate.storage.sealed import SealedFolder

LIMIT = 2**20


@pytest.fixture
def folder(tmp_path: Path) -> SealedFolder:
    return SealedFolder(tmp_path / ".dhrcurate", "kept")


def opened(folder: SealedFolder, file: str) -> bytes | None:
    if (found := folder.open(file, LIMIT)) is None:
        return None
    with found[0] as stream:
        return stream.read(found[1])


@pytest.mark.parametrize("pieces", [[], [b""], [b"one"], [b"one\n", b"two\n"], [b"x" * 3_000_000]])
def test_what_was_written_is_read(folder: SealedFolder, pieces: list[bytes]) -> None:
    assert folder.write("a", pieces)

    whole = b"".join(pieces)
    assert folder.read("a", 2**22) == whole
    found = folder.open("a", 2**22)
    assert found is not None
    with found[0] as stream:
        assert stream.read(found[1]) == whole
    assert folder.begins("a", whole[:5])
    assert not folder.begins("a", b"other")


def test_only_the_owner_can_read_it_and_git_ignores_it(folder: SealedFolder) -> None:
    folder.write("a", [b"text"])

    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder.path / "a").stat().st_mode) == 0o600
    assert (folder.private / ".gitignore").read_bytes() == b"*\n"


def test_what_somebody_else_wrote_is_not_believed(
    folder: SealedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DHRCURATE_STATE", str(tmp_path / "elsewhere"))
        folder.write("a", [b"text"])
        assert folder.read("a", LIMIT) == b"text"

    assert folder.read("a", LIMIT) is None
    assert opened(folder, "a") is None
    assert not folder.begins("a", b"text")


@pytest.mark.parametrize("raw", [b"", b"text", b"text\n" + b"0" * 64 + b" " + b"0" * 64 + b"\n", b"\n" * 131])
@pytest.mark.parametrize("with_key", [True, False])
def test_what_has_no_seal_of_the_user_is_not_believed(
    folder: SealedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raw: bytes, *, with_key: bool
) -> None:
    folder.write("a", [b"text"])
    if not with_key:
        monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "no key yet"))
    (folder.path / "a").write_bytes(raw)
    (folder.path / "a").chmod(0o600)

    assert folder.read("a", LIMIT) is None
    assert opened(folder, "a") is None
    assert not folder.begins("a", raw[:4])


@pytest.mark.parametrize("at", [0, 3, 5, 40, 100, -2])
def test_one_changed_byte_breaks_the_seal(folder: SealedFolder, at: int) -> None:
    folder.write("a", [b"text"])
    raw = bytearray((folder.path / "a").read_bytes())
    raw[at] ^= 1
    (folder.path / "a").write_bytes(raw)

    assert folder.read("a", LIMIT) is None
    assert opened(folder, "a") is None


def test_a_seal_is_of_one_file_in_one_folder(folder: SealedFolder) -> None:
    folder.write("a", [b"text"])
    shutil.copy(folder.path / "a", folder.path / "b")
    other = SealedFolder(folder.private, "other")
    other.write("b", [b"other"])
    shutil.copy(folder.path / "a", other.path / "a")

    assert folder.read("b", LIMIT) is None
    assert not folder.begins("b", b"text")
    assert other.read("a", LIMIT) is None


def test_nothing_is_written_or_removed_through_a_link(folder: SealedFolder, tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "a").write_bytes(b"mine")
    folder.private.mkdir()
    folder.path.symlink_to(tmp_path / "else")

    assert not folder.write("a", [b"text"])
    folder.drop("a")
    assert (tmp_path / "else" / "a").read_bytes() == b"mine"


def test_where_no_key_can_be_kept_nothing_is(
    folder: SealedFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_bytes(b"a file is in the way")
    monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "state"))

    assert not folder.write("a", [b"text"])
    assert not folder.private.exists()


def test_where_there_is_no_library_nothing_is_made(tmp_path: Path) -> None:
    assert not SealedFolder(tmp_path / "gone" / ".dhrcurate", "kept").write("a", [b"text"])
    assert not (tmp_path / "gone").exists()


@pytest.mark.parametrize("how", ["empty", "foreign", "link"])
def test_what_lets_git_take_up_a_cache_is_mended(folder: SealedFolder, how: str, tmp_path: Path) -> None:
    folder.private.mkdir()
    ignore = folder.private / ".gitignore"
    other = tmp_path / "other"
    other.write_bytes(b"")
    ignore.symlink_to(other) if how == "link" else ignore.write_bytes(b"!a" if how == "foreign" else b"")
    assert folder.write("a", [b"text"])
    assert not ignore.is_symlink()
    assert ignore.read_bytes() == b"*\n"
    assert other.read_bytes() == b""


def test_nothing_is_written_or_removed_behind_a_link_to_the_library(folder: SealedFolder) -> None:
    folder.write("a", [b"text"])
    library = folder.private.parent
    repository = library.parent / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "records").symlink_to(library)
    behind = SealedFolder(repository / "records" / folder.private.name, folder.name)
    assert not behind.write("b", [b"text"])
    behind.drop("a")
    assert [path.name for path in folder.path.iterdir()] == ["a"]
