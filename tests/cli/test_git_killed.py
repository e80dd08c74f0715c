"""git killed while it merges: what was told then, and what verify and status tell after it, lead to nothing lost."""

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import fields
from git_library import ID, Git, row, two_branches

TRAIL = Path("records", f"{ID}.trail.jsonl")
RECORD = Path("records", f"{ID}.toml")


def obey(told: str) -> None:
    """Does what advice says: takes git's lock away, and runs the commands in it that give files back."""
    if lock := re.search(r"remove (\S+),", told):
        Path(lock[1]).unlink()
    commands = re.findall(r"`(git restore [^`]+|git merge --abort|rm [^`]+)`", told)
    assert commands, told
    for command in dict.fromkeys(commands):
        subprocess.run(shlex.split(command), check=True)


def _killed_halfway(real: Callable[..., Any]) -> Callable[..., Any]:
    """Runs programs, but git is killed at a merge when it has written the record, and the trail but for its end."""

    def run(words: list[str], **more: Any) -> Any:
        if "--no-commit" not in words:  # which only the merge itself has
            return real(words, **more)
        done = real(words, **more)
        merged = RECORD.read_bytes(), TRAIL.read_bytes()
        real(["git", "merge", "--abort"], check=True)
        RECORD.write_bytes(merged[0])
        TRAIL.write_bytes(merged[1][:-20])
        Path(".git", "index.lock").touch()
        return subprocess.CompletedProcess(done.args, -9, b"", b"")

    return run


@pytest.fixture
def killed(git: Git, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What a merge said at which git was killed."""
    two_branches(
        git,
        lambda data: fields.set_field(data, "r001", "note", "Asked the board."),
        lambda data: fields.set_field(data, "r002", "note", "Asked the trust."),
    )
    capsys.readouterr()
    with monkeypatch.context() as only:
        only.setattr("dhrcurate.storage.git.subprocess.run", _killed_halfway(subprocess.run))
        assert main(["git", "merge", "other"]) == 2
    return capsys.readouterr().err


def test_it_is_said_and_the_advice_gives_the_library_back(git: Git, killed: str) -> None:
    assert "git was killed (SIGKILL) while it merged" in killed
    obey(killed)
    assert git("status", "--porcelain") == ""
    assert main(["git", "merge", "other"]) == 0
    assert row("r001")["note"] == "Asked the board."
    assert row("r002")["note"] == "Asked the trust."


@pytest.mark.parametrize("command", [["audit", "verify", "records"], ["git", "status", "records"]], ids=" ".join)
@pytest.mark.usefixtures("killed")
def test_verify_and_status_lead_back_too(git: Git, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path(".git", "index.lock").unlink(missing_ok=True)
    assert main(command) == 1
    out = capsys.readouterr().out
    assert "audit adopt" not in out
    assert "--lost" not in out
    obey(out)
    assert git("status", "--porcelain") == ""
    assert main(["git", "merge", "other"]) == 0


@pytest.mark.usefixtures("killed")
def test_nothing_is_adopted_while_git_has_the_line_that_says_who_it_was(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(".git", "index.lock").unlink()
    assert main(["audit", "adopt", str(RECORD), "--reason", "as it is", "--as", "C. Curator"]) == 1
    obey(capsys.readouterr().err)
    assert git("status", "--porcelain") == ""
    assert main(["audit", "verify", "records"]) == 0
