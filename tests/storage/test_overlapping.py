"""Libraries that lie in one another: any folder with records is one, and nobody writes a record under two locks."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.folder import PRIVATE
from dhrcurate.storage.lock import library_lock
from faulty import Unsynced, check_whole
from killing import ended, in_a_child
from scenarios import OTHER, TRAILED, library


@contextmanager
def held(root: Path) -> Iterator[int]:
    """The lock of a library in the hands of another process."""
    told, tell = os.pipe()

    def hold() -> None:
        with library_lock(root, "B. Holder"):
            os.write(tell, b"x")
            signal.pause()

    child = in_a_child(hold)
    os.close(tell)
    try:
        assert os.read(told, 1), "the other could not lock it"
        yield child
    finally:
        os.kill(child, signal.SIGKILL)
        ended(child)
        os.close(told)


def can_lock(root: Path) -> bool:
    try:
        with library_lock(root, "me", timeout=0.05):
            return True
    except NotSavedError:
        return False


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    inner = tmp_path / "library" / "area"
    inner.mkdir(parents=True)
    return inner.parent, inner


@pytest.mark.parametrize("known", [False, True], ids=["never written before", "both written before"])
@pytest.mark.parametrize("from_above", [False, True])
def test_a_library_cannot_be_written_beside_one_above_or_below(
    folders: tuple[Path, Path],
    from_above: bool,
    known: bool,
) -> None:
    holder, other = folders if from_above else reversed(folders)
    for each in folders if known else ():
        assert can_lock(each)
    with held(holder) as child:
        with (
            pytest.raises(NotSavedError, match=rf"library {holder}, which is .* by B\. Holder \(process {child} "),
            library_lock(other, "me", timeout=0.05),
        ):
            pass
        assert not can_lock(other), "not at the second try either"
    assert can_lock(other)


def test_libraries_beside_each_other_are_written_at_the_same_time(folders: tuple[Path, Path]) -> None:
    outer, inner = folders
    (outer / "other").mkdir()
    assert can_lock(outer)
    with held(inner):
        assert can_lock(outer / "other")
        assert not can_lock(outer)


def test_the_folder_that_a_link_leads_to_is_what_counts(folders: tuple[Path, Path], tmp_path: Path) -> None:
    outer, inner = folders
    assert can_lock(outer)
    (tmp_path / "link").symlink_to(inner)
    with held(outer):
        assert not can_lock(tmp_path / "link")


def test_a_lock_that_was_removed_is_looked_below_again(folders: tuple[Path, Path]) -> None:
    outer, inner = folders
    assert can_lock(outer)
    shutil.rmtree(outer / PRIVATE)
    with held(inner):
        assert not can_lock(outer)


@pytest.mark.parametrize("plant", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_has_the_name_of_a_lock_above_or_below_and_is_none_keeps_nobody_out(
    folders: tuple[Path, Path], plant: Callable[[Path], None]
) -> None:
    outer, inner = folders
    (inner / "deeper").mkdir()
    for folder in (outer, inner / "deeper"):
        (folder / PRIVATE).mkdir()
        plant(folder / PRIVATE / "lock")
    assert can_lock(inner)


def test_two_who_are_the_first_to_write_above_and_below_do_not_wait_for_each_other_for_ever(
    folders: tuple[Path, Path],
) -> None:
    def locks(root: Path) -> None:
        for _ in range(20):
            with library_lock(root, "me", timeout=60):
                pass

    assert [ended(child) for child in [in_a_child(lambda r=root: locks(r)) for root in folders]] == [0, 0]  # type: ignore[misc]  # bound early


def test_curators_who_opened_overlapping_folders_lose_nothing(tmp_path: Path) -> None:
    area = library(tmp_path / "library" / "area")

    def noting(root: Path, key: str) -> None:
        session = Session(Library.open(root), f"Curator of {key}", ops=Unsynced(), wait=60)
        for number in range(8):
            for record_id in (TRAILED, OTHER):
                loaded = session.library.load(record_id)
                note = fields.set_field(loaded.data, key, "note", f"the {number}th time")
                session.apply(record_id, note, base=loaded.digest)

    who = {"r001": area, "r002": area.parent, "r003": area}
    children = [in_a_child(lambda r=root, k=key: noting(r, k)) for key, root in who.items()]  # type: ignore[misc]  # bound early
    assert [ended(child) for child in children] == [0, 0, 0]
    check_whole(area)
    notes = [row["note"] for record_id in (TRAILED, OTHER) for row in rows_of(area, record_id)]
    assert notes == ["the 7th time"] * 6
    events = [event for record_id in (TRAILED, OTHER) for event in find_target(record_id, area).read().events]
    assert sum(change.path.endswith("/note") for event in events for change in event.changes) >= 48


def rows_of(root: Path, record_id: str) -> list[dict[str, str]]:
    return list((Library.open(root).load(record_id).data or {})["recommendations"])
