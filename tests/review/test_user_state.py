"""What is kept between two starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.review.user_state import UserState, UserStateFile, clear_filters


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "state"))


def test_what_is_kept_comes_back_and_rubbish_does_not_hurt(tmp_path: Path) -> None:
    state_file = UserStateFile(tmp_path / "records")
    state_file.keep(UserState("t-2020", "r003", "paper", toured=True))
    assert UserStateFile(tmp_path / "records").read() == UserState("t-2020", "r003", "paper", toured=True)
    other = UserStateFile(tmp_path / "others").read()
    assert (other.record, other.theme) == ("", "paper")


@pytest.mark.parametrize("rubbish", [b"", b"\xff", b"[1]", b'{"record": 3', b"null"])
def test_a_broken_file_of_state_is_as_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rubbish: bytes) -> None:
    monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "state"))
    state_file = UserStateFile(tmp_path)
    state_file.keep(UserState("t-2020", "r001"))
    for path in (tmp_path / "state").rglob("*.json"):
        path.write_bytes(rubbish)
    assert state_file.read() == UserState()


def test_a_state_folder_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "file" / "state"))
    UserStateFile(tmp_path).keep(UserState("t-2020", "r001"))


def test_a_filter_that_was_cleared_is_not_kept_again_by_an_open_session(tmp_path: Path) -> None:
    open_one = UserStateFile(tmp_path)
    open_one.keep(UserState("t-2020", "r001", filter="a lantern"))
    assert len(clear_filters(lambda text: "lantern" in text)) == 1
    for key in ("r002", "r003"):
        open_one.keep(UserState("t-2020", key, filter="a lantern"))
        assert (UserStateFile(tmp_path).read().filter, UserStateFile(tmp_path).read().key) == ("", key)
    open_one.keep(UserState("t-2020", "r003", filter="a lamp"))
    assert UserStateFile(tmp_path).read().filter == "a lamp"
    later = UserStateFile(tmp_path)
    later.keep(UserState("t-2020", "r003", filter="a lantern"))
    assert UserStateFile(tmp_path).read().filter == "a lantern"
