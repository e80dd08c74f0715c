"""What was found of the names of a library is kept for the next run, and is never more than a shortcut."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

import libraries
from dhrcurate.curation import read_names
from dhrcurate.curation.library import Library
from dhrcurate.curation.naming import reading_ahead
from dhrcurate.curation.naming.agencies import Name, names_of
from dhrcurate.curation.naming.reading_ahead import Cells, read_ahead
from dhrcurate.curation.read_names import ReadNames
from dhrcurate.storage.caches import empty_caches
from dhrcurate.storage.folder import LibraryFolder

LINES = [b'["split","Kent Police"]\t[1]', b'["split","Refuge"]\t[2]']


def read(root: Path, register: str = "a register") -> ReadNames:
    return ReadNames(root / ".dhrcurate", register)


def written(root: Path, lines: list[bytes] = LINES) -> Path:
    """The file in which lines are kept."""
    names = read(root)
    names.add(lines)
    names.save()
    (file,) = (root / ".dhrcurate" / "names").glob("*.names")
    return file


def known(root: Path, register: str = "a register") -> int:
    return read(root, register).answers.count()


def test_the_next_run_knows_what_was_found_with_the_same_register(tmp_path: Path) -> None:
    file = written(tmp_path)
    assert known(tmp_path) == len(LINES)
    assert file.stat().st_mode & 0o777 == 0o600
    assert known(tmp_path, "another register") == 0


@pytest.mark.parametrize("damage", [b"", b"\n", b"x" * 500])
def test_a_damaged_file_is_the_same_as_none(tmp_path: Path, damage: bytes) -> None:
    file = written(tmp_path)
    file.write_bytes(file.read_bytes().replace(b"Kent", b"Cant") + damage)
    assert known(tmp_path) == 0
    file.write_bytes(damage)
    assert known(tmp_path) == 0


def test_what_is_kept_goes_when_the_caches_are_emptied(tmp_path: Path) -> None:
    file = written(tmp_path)
    names = read(tmp_path)
    names.add([b'["split","Northumbria"]\t[3]'])
    empty_caches(tmp_path)
    assert not file.exists()
    names.save()  # it may hold what was taken out since it began
    assert not file.exists()


def test_what_is_older_is_forgotten_where_there_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_names, "LARGEST", 1000)
    long = [b'["split","%s"]\t[%d]' % (bytes([letter]) * 280, letter) for letter in b"wxyz"]  # no digits of a hash
    written(tmp_path, long[:3])
    assert known(tmp_path) == 3
    file = written(tmp_path, long[3:])
    assert b"zzz" in file.read_bytes()
    assert b"yyy" not in file.read_bytes()
    assert known(tmp_path) == 3


def test_a_library_keeps_what_it_read_unless_it_is_told_not_to(tmp_path: Path) -> None:
    libraries.write(tmp_path, "dudley-2023-06", libraries.recommendation(1, cell="Kent Police and Refuge"))

    def found(library: Library) -> list[Name]:
        return names_of(library.records(), library.names)

    forgetful = Library(LibraryFolder(tmp_path), keeps=False)
    before = found(forgetful)
    forgetful.keep_read()
    assert not (tmp_path / ".dhrcurate").exists()
    first, second = Library(LibraryFolder(tmp_path)), Library(LibraryFolder(tmp_path))
    assert found(first) == before
    first.keep_read()
    assert found(second) == before
    assert second.newly_read() == []


def test_cells_that_were_read_ahead_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "FEW", 2)
    monkeypatch.setattr(reading_ahead, "_BATCH", 2)
    cells = ["Kent Police and Refuge", "Dudley Council; MARAC", "GPs", "the CCG", "Kent Police / Refuge"]
    rows = [libraries.recommendation(n, cell=cell) for n, cell in enumerate(cells, 1)]
    libraries.write(tmp_path, "dudley-2023-06", *rows)
    alone = Library(LibraryFolder(tmp_path), keeps=False)
    library = Library(LibraryFolder(tmp_path))

    def elsewhere(function: Callable[[Cells], list[bytes]], items: Sequence[Cells]) -> Iterator[list[bytes]]:
        return map(pickle.loads(pickle.dumps(function)), items)  # noqa: S301  # as another process gets it

    read_ahead(library, elsewhere)
    found = names_of(library.records(), library.names, reasons=False)
    assert [name.written for name in found] == [
        "Kent Police", "Refuge", "Dudley Council", "GPs", "MARAC", "the CCG",
    ]  # fmt: skip
    assert found == names_of(alone.records(), alone.names, reasons=False)
    assert library.newly_read() == []
    library.keep_read()
    assert Library(LibraryFolder(tmp_path)).knows_names()
