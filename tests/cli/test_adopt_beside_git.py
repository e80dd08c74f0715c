"""A trail that lost its end, beside git: another's decision is no change made outside, and is nobody's to adopt."""

import os
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.document import Document
from git_library import ID, Git, commit, save

TRAIL = Path("records", f"{ID}.trail.jsonl")
RECORD = Path("records", f"{ID}.toml")
Cut = Callable[[Git], None]


def _whole_line(git: Git) -> None:
    TRAIL.write_bytes(b"".join(TRAIL.read_bytes().splitlines(keepends=True)[:-1]))


def _half_a_line(git: Git) -> None:
    TRAIL.write_bytes(TRAIL.read_bytes()[:-40])


def _set_aside(git: Git) -> None:
    _half_a_line(git)
    with pytest.raises(RefusedError):
        _decide()


def _only_staged(git: Git) -> None:
    git("reset", "-q", "--soft", "HEAD~1")
    _whole_line(git)


def _committed(git: Git) -> None:
    _whole_line(git)
    git("commit", "-qam", "shorter")


CUTS = [_whole_line, _half_a_line, _set_aside, _only_staged, _committed]


def _decide() -> None:
    data = Document.read(RECORD).data or {}
    Session(Library.open(Path("records")), "Another").apply(ID, decide.accept(data, "r002"))


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.__name__)
def test_the_decision_of_another_is_not_adopted_but_comes_back_from_git(
    git: Git, cut: Cut, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    whole = TRAIL.read_bytes()
    cut(git)
    before = TRAIL.read_bytes()
    capsys.readouterr()
    for call in (["audit", "verify", "records"], ["git", "status", "records"]):
        assert main(call) == 1
        told = capsys.readouterr().out
        assert "--lost`" in told
        assert "audit adopt" not in told
    assert main(["audit", "adopt", ID, "--reason", "as it is"]) == 1
    told = capsys.readouterr().err
    assert TRAIL.read_bytes() == before
    (restoring,) = re.findall(r"`dhrcurate (audit restore [^`]+ --lost)`", told)
    assert main(shlex.split(restoring)) == 0
    assert TRAIL.read_bytes() == whole
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("cut", [_whole_line, _half_a_line])
def test_whoever_decides_beside_it_is_led_there_too(git: Git, cut: Cut) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    cut(git)
    with pytest.raises(RefusedError, match="--lost`") as refused:
        _decide()
    assert "audit adopt" not in str(refused.value)


def test_a_record_in_no_state_of_either_is_put_back_as_it_was_committed(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    _whole_line(git)
    RECORD.write_text(RECORD.read_text().replace("Asked the board.", "Asked the trust."))
    capsys.readouterr()
    assert main(["audit", "adopt", ID, "--reason", "as it is"]) == 1
    told = capsys.readouterr().err
    assert "git restore" in told
    (back,) = re.findall(r"`git (restore [^`]+)`", told)
    git(*shlex.split(back))
    assert main(["audit", "verify", "records"]) == 0


def test_whoever_wants_a_new_beginning_takes_the_trail_away_first(git: Git) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    _whole_line(git)
    TRAIL.unlink()
    assert main(["audit", "adopt", ID, "--reason", "it was wrong from the start"]) == 0
    git("commit", "-qam", "begun anew")
    assert main(["git", "status", "records"]) == 0


def test_a_change_made_by_hand_is_adopted_as_ever(git: Git) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    save(lambda data: fields.set_field(data, "r001", "note", "Asked the trust."))
    RECORD.write_text(RECORD.read_text().replace("Asked the trust.", "Asked both."))
    assert main(["audit", "adopt", ID, "--reason", "by hand"]) == 0
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("planted", ["a link to a device", "a pipe"])
def test_what_is_no_file_is_refused_by_adopt_without_waiting_for_it(
    git: Git, planted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(git, lambda data: fields.set_field(data, "r001", "note", "Asked the board."))
    TRAIL.unlink()
    if planted == "a pipe":
        os.mkfifo(TRAIL)
    else:
        TRAIL.symlink_to("/dev/zero")
    RECORD.write_text(RECORD.read_text().replace("Asked the board.", "Asked the trust."))
    capsys.readouterr()
    assert main(["audit", "adopt", ID, "--reason", "as it is"]) != 0
    assert "pipe" in capsys.readouterr().err or planted != "a pipe"
    assert main(["git", "status", "records"]) == 1
    assert "cannot be read" in capsys.readouterr().out
