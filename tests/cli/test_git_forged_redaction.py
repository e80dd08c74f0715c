"""A redaction made by hand, which leaves other values than there were, is taken in by no merge and passes no check."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import decide, fields
from dhrcurate.storage.document import Document
from dhrcurate.trail.change import Change, Redacted
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import lines_of_events
from dhrcurate.trail.log import read_events
from git_library import ID, Git, commit, row

TRAIL = Path("records", f"{ID}.trail.jsonl")
RECORD = Path("records", f"{ID}.toml")
SAID = "a redaction tells other values than the line that it redacts"


def forge(told: object = "query") -> None:
    """Makes the first decision another one, and says that the value before it was taken out."""
    events: Sequence[Event] = read_events(TRAIL.read_bytes()).events
    at, place, change = next(
        (i, j, c) for i, e in enumerate(events) for j, c in enumerate(e.changes) if c.new == "accepted"
    )
    forged = Change(change.path, None, told, "", change.digest, ("/old",))
    changes = (*events[at].changes[:place], forged, *events[at].changes[place + 1 :])
    redaction = Event.make(
        parents=[events[-1].id], by="B. Curator", tool="t", action="redact", edits=(), note="a name",
        state=Document.read(RECORD).digest or "", redacts=[Redacted(events[at].id, place, forged.left)],
    )  # fmt: skip
    blank = [replace(e, changes=changes) if i == at else e for i, e in enumerate(events)]
    TRAIL.write_bytes(lines_of_events([*(replace(e, state_salt=None) for e in blank), redaction]))


@pytest.fixture
def decided(git: Git) -> Git:
    """A repository in which the first recommendation was accepted and put back, so that its state tells neither."""
    commit(git, lambda d: decide.to_pending(d, "r001"))
    assert row("r001")["status"] == "pending"
    return git


@pytest.mark.parametrize("ours", ["nothing", "another record's text", "the trail"])
@pytest.mark.parametrize("by", ["dhrcurate", "plain git"])
def test_a_branch_with_a_forged_redaction_is_not_merged(
    decided: Git, capsys: pytest.CaptureFixture[str], ours: str, by: str
) -> None:
    git = decided
    git("switch", "-qc", "other")
    forge()
    git("commit", "-qam", "a name taken out")
    git("switch", "-q", "main")
    if ours == "the trail":
        commit(git, lambda d: fields.set_field(d, "r002", "note", "kept"))
    elif ours != "nothing":
        Path("records", "about.txt").write_text("kept")
        git("add", ".")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    before, trail = git("rev-parse", "HEAD"), TRAIL.read_bytes()
    if by == "plain git":
        git("merge", "-q", "--no-commit", "--no-ff", "other")
    capsys.readouterr()
    assert main(["git", "merge", *(["--continue"] if by == "plain git" else ["other"])]) == 1
    assert SAID in capsys.readouterr().err
    assert git("rev-parse", "HEAD") == before
    if by == "dhrcurate":
        assert TRAIL.read_bytes() == trail
        assert git("status", "--porcelain") == ""
        assert not Path(".git", "MERGE_HEAD").exists()


@pytest.mark.parametrize("committed", [False, True])
def test_verify_compares_what_is_left_with_the_lines_that_git_has(
    decided: Git, capsys: pytest.CaptureFixture[str], committed: bool
) -> None:
    forge()
    if committed:
        decided("commit", "-qam", "a name taken out")
    for command in (["audit", "verify", "records"], ["audit", "verify", str(TRAIL)], ["git", "status", "records"]):
        capsys.readouterr()
        assert main(command) == 1
        assert SAID in capsys.readouterr().out


def test_a_true_redaction_is_merged_and_verifies(decided: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git = decided
    commit(git, lambda d: fields.set_field(d, "r001", "note", "as Jane Roe said"))
    commit(git, lambda d: fields.set_field(d, "r001", "note", "as was said"))
    git("switch", "-qc", "other")
    Path("text").write_text("Jane Roe")
    assert main(["audit", "redact", ID, "--text-from", "text", "--library", "records"]) == 0
    Path("text").unlink()
    git("commit", "-qam", "a name taken out")
    git("switch", "-q", "main")
    commit(git, lambda d: fields.set_field(d, "r002", "note", "kept"))
    assert main(["git", "merge", "other"]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 0
    assert "values were redacted in 2 events: 2 values by " in capsys.readouterr().out
    assert main(["git", "status", "records"]) == 0
