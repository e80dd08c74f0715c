from __future__ import annotations

import os
from pathlib import Path

import pytest

from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder, find_root


def make(root: Path, *names: str, text: str = "x = 1\n") -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def test_records_are_found_by_what_they_carry_and_what_stands_beside_them(tmp_path: Path) -> None:
    make(tmp_path, "b-2.toml", "dhrcurate.toml", "agencies.toml", ".hidden.toml", "sources/page.toml", ".git/x.toml")
    make(tmp_path, "documents/a-1.toml", "old/documents/b.toml")
    make(tmp_path, "sub/trailed.toml", "sub/trailed.trail.jsonl", "sub/pyproject.toml", "notes.txt")
    make(tmp_path, "sub/deep/a-1.toml", text='format = 1\nid = "a-1"\n')
    folder = LibraryFolder(tmp_path)
    assert [p.relative_to(tmp_path).as_posix() for p in folder.record_paths()] == [
        "b-2.toml",
        "sub/trailed.toml",
        "sub/deep/a-1.toml",
    ]
    assert folder.ids() == ["a-1", "b-2", "trailed"]
    assert folder.record_path("a-1") == tmp_path / "sub/deep/a-1.toml"


def test_a_link_out_of_the_library_is_no_record(tmp_path: Path) -> None:
    make(tmp_path, "outside/secret.toml", "library/inside.toml")
    (tmp_path / "library/link.toml").symlink_to(tmp_path / "outside/secret.toml")
    (tmp_path / "library/folder").symlink_to(tmp_path / "outside")
    (tmp_path / "library/loop").symlink_to(tmp_path / "library")
    assert LibraryFolder(tmp_path / "library").ids() == ["inside"]


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "A-1", "a--1", "agencies", "dhrcurate", "", "a\n", "con/x", "a" * 300]
)
def test_a_name_that_is_no_id_makes_no_path(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnusableError):
        LibraryFolder(tmp_path).record_path(name)


def test_a_kept_page_never_leads_out_of_the_library(tmp_path: Path) -> None:
    folder = LibraryFolder(tmp_path / "library")
    record = tmp_path / "library/a-1.toml"
    assert folder.kept_page(record, "../secret.txt") is None
    assert folder.kept_page(record, "/etc/passwd") is None
    assert folder.kept_page(record, "sources/a-1.txt") == tmp_path / "library/sources/a-1.txt"


def test_the_root_is_the_nearest_folder_with_a_configuration_below_the_repository(tmp_path: Path) -> None:
    make(tmp_path, "dhrcurate.toml", "repository/.git/HEAD", "repository/records/sub/a-1.toml")
    records = tmp_path / "repository/records"
    assert find_root(records / "sub/a-1.toml") == records / "sub"
    make(records, "agencies.toml")
    assert find_root(records / "sub/a-1.toml") == records


@pytest.mark.parametrize("kind", ["pipe", "folder", "dangling", "large"])
def test_what_is_no_file_is_a_problem_and_nobody_waits_for_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    elif kind == "dangling":
        path.symlink_to(tmp_path / "nowhere")
    else:
        with path.open("wb") as file:
            file.truncate(17 * 2**20)
    document = Document.read(path)
    assert document.record is None
    assert not document.writable
    assert [p.rule for p in document.problems] == ["file-too-large" if kind == "large" else "unreadable-file"]


def test_a_device_without_end_is_not_read() -> None:
    assert Document.read(Path("/dev/zero")).problems[0].rule == "unreadable-file"
