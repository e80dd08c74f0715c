"""A branch that `audit verify` refuses is not merged: what it brings is replayed, and compared with its records."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import decide, fields
from dhrcurate.storage.document import Document
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import read_events
from git_library import ID, Git, commit, row

TRAIL = Path("records", f"{ID}.trail.jsonl")
RECORD = Path("records", f"{ID}.toml")
NOWHERE = "sha256:" + "0" * 64
NOTE = "/recommendations/r001/note"


def add(*events: tuple[str | None, tuple[tuple[str, object, object], ...]]) -> None:
    """Adds events by hand: the state that each says it led to (`None` for the record's own), and its changes."""
    for state, changes in events:
        parent = read_events(TRAIL.read_bytes()).events[-1].id
        after = state or Document.read(RECORD).digest or ""
        made = Event.make(parents=[parent], by="B", tool="t", action="edit", state=after, edits=())
        made = replace(made, changes=tuple(Change(*change, "0" * 32) for change in changes))
        TRAIL.write_bytes(TRAIL.read_bytes() + replace(made, id=made.computed_id()).to_line())


def by_hand() -> None:
    RECORD.write_text(RECORD.read_text().replace("Train staff.", "Train all staff."))


def by_hand_as_the_trail_says() -> None:
    by_hand()
    add((None, ()))


def another_trail() -> None:
    Path("records", "otherton.toml").write_text(RECORD.read_text().replace(ID, "otherton"))
    Path("records", "otherton.trail.jsonl").write_bytes(TRAIL.read_bytes())


WRONG: dict[str, Callable[[], object]] = {
    "a state that there never was": lambda: add((NOWHERE, ())),
    "a change that does not fit": lambda: add((None, (("/recommendations/r001/status", "zzz", "accepted"),))),
    "an order that is none": lambda: add((None, (("/recommendations/@order", None, 7),))),
    "a wrong state between": lambda: add((NOWHERE, ((NOTE, None, "n"),)), (None, ((NOTE, "n", None),))),
    "a record changed by hand": by_hand,
    "a record changed by hand as its trail says": by_hand_as_the_trail_says,
    "the trail of another record": another_trail,
    "a record deleted without its trail": RECORD.unlink,
}


@pytest.mark.parametrize("how", WRONG)
@pytest.mark.parametrize(("by", "ours"), [("dhrcurate", "nothing"), ("plain git", "another field")])
def test_what_verify_refuses_is_not_committed(
    git: Git, capsys: pytest.CaptureFixture[str], how: str, ours: str, by: str
) -> None:
    git("switch", "-qc", "other")
    WRONG[how]()
    git("add", "-A")
    git("commit", "-qm", "by hand")
    assert main(["audit", "verify", "records"]) == 1
    git("switch", "-q", "main")
    if ours != "nothing":
        commit(git, lambda d: fields.set_field(d, "r002", "note", "kept"))
    git("commit", "-q", "--allow-empty", "-m", "something else")
    before = git("rev-parse", "HEAD")
    if by == "plain git":
        git("merge", "-q", "--no-commit", "--no-ff", "other", check=False)
    capsys.readouterr()
    assert main(["git", "merge", *(["--continue"] if by == "plain git" else ["other"])]) == 1
    said = capsys.readouterr()
    assert said.out + said.err
    assert git("rev-parse", "HEAD") == before
    # What is left to decide waits, as where both sides changed a record and one of them by hand.
    waits = "git merge --continue" in said.out + said.err
    assert Path(".git", "MERGE_HEAD").exists() == (waits or by == "plain git")
    if not waits and by == "dhrcurate":
        assert git("status", "--porcelain") == ""


def test_sound_branches_are_merged_as_before(git: Git) -> None:
    git("switch", "-qc", "other")
    commit(git, lambda d: decide.accept(d, "r002"))
    commit(git, lambda d: fields.set_field(d, "r001", "note", "theirs"))
    git("switch", "-q", "main")
    assert main(["git", "merge", "other"]) == 0
    git("switch", "-qc", "third", "HEAD~1")
    commit(git, lambda d: fields.set_field(d, "r002", "note", "ours"))
    assert main(["git", "merge", "main"]) == 0
    assert (row("r001")["note"], row("r002")["note"], row("r002")["status"]) == ("theirs", "ours", "accepted")
    assert main(["audit", "verify", "records"]) == 0
