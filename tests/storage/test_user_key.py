from __future__ import annotations

import multiprocessing
import os
import stat
from pathlib import Path

import pytest

from dhrcurate.storage import user_key as keys
from dhrcurate.storage.user_key import made_user_key, user_key


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "new" / "state"
    monkeypatch.setenv("DHRCURATE_STATE", str(folder))
    monkeypatch.setattr(keys, "_KNOWN", {})
    return folder


def test_a_key_is_made_once_and_only_its_owner_can_read_it(state: Path) -> None:
    assert user_key() is None
    made = made_user_key()

    assert user_key() == made == made_user_key()
    assert len(made) == 32
    assert [stat.S_IMODE(path.stat().st_mode) for path in state.iterdir()] == [0o600]


def test_looking_for_a_key_makes_none(state: Path) -> None:
    assert user_key() is None
    assert not state.exists()


@pytest.mark.parametrize("damage", ["short", "long", "open"])
def test_a_key_that_is_damaged_or_open_to_others_is_replaced(
    state: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    before = made_user_key()
    (file,) = state.iterdir()
    if damage == "open":
        file.chmod(0o644)
    else:
        file.write_bytes(before[:-1] if damage == "short" else before + b"x")
    monkeypatch.setattr(keys, "_KNOWN", {})

    assert user_key() is None
    after = made_user_key()
    assert after != before
    assert file.read_bytes() == after
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_where_no_key_can_be_kept_there_is_none(state: Path) -> None:
    state.parent.mkdir()
    state.write_text("a file is in the way", encoding="utf-8")

    with pytest.raises(OSError, match=r"(?i)directory|exists"):
        made_user_key()
    assert user_key() is None


def _make(folder: str, start: object, found: object) -> None:
    os.environ["DHRCURATE_STATE"] = folder
    start.wait()  # type: ignore[attr-defined]
    found.put(made_user_key())  # type: ignore[attr-defined]


def test_of_several_made_at_once_one_is_everybodys(state: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, found = context.Barrier(4), context.Queue()
    processes = [context.Process(target=_make, args=(str(state), start, found)) for _ in range(4)]
    for process in processes:
        process.start()
    made = {found.get(timeout=60) for _ in processes}
    for process in processes:
        process.join()

    assert made == {user_key()}
    assert [path.name for path in state.iterdir()] == ["cache.key"]
