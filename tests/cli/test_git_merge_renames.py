"""Branches of which one renamed a record: the two trails are one, and are joined under the new name, or nothing is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dhrcurate.cli import main
from git_library import ID, Git
from renames import begin, events_of, file_of, note, redact, rename, trail_of, value

NEW, OTHER = "newton-2024-01", "otherton-2022-01"
VERIFY, STATUS = ["audit", "verify", "records"], ["git", "status", "records"]


def commit(git: Git, message: str = "a change") -> None:
    git("add", "-A")
    git("commit", "-qm", message)


def on(git: Git, branch: str, *changes: Callable[[], object]) -> None:
    """Makes changes on a branch, commits them and stays there."""
    git("switch", "-q", branch)
    for change in changes:
        change()
    commit(git)


def with_a_secret(git: Git) -> None:
    """A value that stood in the record once, for a redaction on one side; and a branch."""
    note(ID, "r002", "Jane Roe")
    note(ID, "r002", None)
    commit(git)
    git("branch", "other")


def many(name: str) -> None:
    for number in range(40):
        note(name, "r001", f"{number}: a longer remark about this recommendation that somebody wrote down " * 2)


RENAMING = {
    "redaction": lambda: redact(NEW, "jane roe"),
    "many decisions": lambda: many(NEW),
    "a decision": lambda: note(NEW, "r001", "after the rename"),
}


@pytest.mark.parametrize("side", ["theirs", "ours"])
@pytest.mark.parametrize("what", RENAMING)
def test_a_rename_on_one_branch_and_decisions_on_the_other_are_one_trail(git: Git, what: str, side: str) -> None:
    with_a_secret(git)
    renaming, deciding = ("other", "main") if side == "theirs" else ("main", "other")
    on(git, renaming, lambda: rename(ID, NEW), RENAMING[what])
    on(git, deciding, lambda: note(ID, "r002", "decided elsewhere", "C. Other"))
    git("switch", "-q", "main")
    assert main(["git", "merge", "other"]) == 0
    assert not file_of(ID).exists()
    assert not trail_of(ID).exists()
    assert value(NEW, "r002", "note") == "decided elsewhere"
    trail = events_of(NEW)
    assert len(trail.heads) == 1
    assert {"C. Other", "A. Curator"} == {event.by for event in trail.events}
    assert what != "redaction" or b"Jane Roe" not in trail_of(NEW).read_bytes()
    assert git("status", "--porcelain") == ""
    assert main(VERIFY) == 0
    assert main(STATUS) == 0
    assert main(["check", "records", "--select", "DHR0,DHR9", "--no-cache"]) == 0


def test_a_field_that_both_changed_waits_under_the_new_name(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    with_a_secret(git)
    on(git, "other", lambda: rename(ID, NEW), lambda: redact(NEW, "jane roe"), lambda: note(NEW, "r001", "theirs"))
    on(git, "main", lambda: note(ID, "r001", "ours"))
    capsys.readouterr()
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr().out
    assert f"{NEW}: r001 note: the branches disagree" in told
    assert "git rm" not in told
    assert value(NEW, "r001", "note") == "ours"
    assert main(["git", "merge", "--continue", "--take-record"]) == 0
    assert value(NEW, "r001", "note") == "ours"
    assert b"Jane Roe" not in trail_of(NEW).read_bytes()
    assert main(VERIFY) == 0
    assert main(STATUS) == 0


@pytest.mark.parametrize("way", ["rm", "add"])
def test_a_merge_that_plain_git_began_is_not_committed_with_a_trail_of_two_names_or_without_a_decision(
    git: Git, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with_a_secret(git)
    on(git, "other", lambda: rename(ID, NEW), lambda: redact(NEW, "jane roe"), lambda: note(NEW, "r001", "theirs"))
    on(git, "main", lambda: note(ID, "r002", "ours"))
    before = git("rev-parse", "HEAD")
    git("merge", "-q", "--no-edit", "other", check=False)
    git(way, *(["-q"] if way == "rm" else []), str(trail_of(ID)))  # which git takes for deleted there and changed here
    capsys.readouterr()
    for more in ([], ["--take-record"]):
        assert main(["git", "merge", "--continue", *more]) == 1
        assert "`git merge --abort`" in capsys.readouterr().err
        assert git("rev-parse", "HEAD") == before
    git("merge", "--abort")
    assert main(["git", "merge", "other"]) == 0
    assert (value(NEW, "r001", "note"), value(NEW, "r002", "note")) == ("theirs", "ours")
    assert main(VERIFY) == 0
    assert main(STATUS) == 0


def test_a_merge_that_plain_git_began_and_that_leaves_out_one_side_is_not_committed(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    git("branch", "other")
    on(git, "other", lambda: note(ID, "r001", "theirs"))
    on(git, "main", lambda: note(ID, "r002", "ours"))
    git("merge", "-q", "-s", "ours", "--no-commit", "other")
    capsys.readouterr()
    assert main(["git", "merge", "--continue"]) == 1
    assert f"{trail_of(ID).name}: " in capsys.readouterr().err


def test_names_that_one_branch_swapped_are_followed_by_the_decisions_of_the_other(git: Git) -> None:
    begin(OTHER, r001="Count the visits.", r002="Write to the panel.")
    commit(git)
    git("branch", "other")
    on(
        git,
        "other",
        lambda: rename(ID, "between-1"),
        lambda: rename(OTHER, ID),
        lambda: rename("between-1", OTHER),
    )
    on(git, "main", lambda: note(ID, "r002", "of the first"), lambda: note(OTHER, "r002", "of the second"))
    assert main(["git", "merge", "other"]) == 0
    assert (value(OTHER, "r002", "note"), value(ID, "r002", "note")) == ("of the first", "of the second")
    assert (value(OTHER, "r001", "text"), value(ID, "r001", "text")) == ("Review it.", "Count the visits.")
    assert main(VERIFY) == 0
    assert main(STATUS) == 0


def test_a_name_that_the_other_branch_gave_to_another_review_keeps_the_two_apart(git: Git) -> None:
    git("branch", "other")
    on(
        git,
        "other",
        lambda: rename(ID, NEW),
        lambda: begin(ID, r001="Count the visits.", r002="Write to the panel."),
    )
    on(git, "main", lambda: note(ID, "r002", "of the first"))
    assert main(["git", "merge", "other"]) == 0
    assert value(NEW, "r002", "note") == "of the first"
    assert (value(ID, "r001", "text"), value(ID, "r002", "note")) == ("Count the visits.", None)
    assert main(VERIFY) == 0
    assert main(STATUS) == 0


def test_two_names_that_two_branches_gave_are_refused_before_anything_is_changed(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    git("branch", "other")
    on(git, "other", lambda: rename(ID, NEW))
    on(git, "main", lambda: rename(ID, OTHER))
    before = git("rev-parse", "HEAD")
    capsys.readouterr()
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr().err
    assert NEW in told
    assert OTHER in told
    assert git("rev-parse", "HEAD") == before
    assert git("status", "--porcelain") == ""
    on(git, "main", lambda: rename(OTHER, NEW))  # as it says
    assert main(["git", "merge", "other"]) == 0
    assert len(events_of(NEW).heads) == 1
    assert main(VERIFY) == 0
    assert main(STATUS) == 0


@pytest.mark.parametrize("how", ["reverted", "renamed from an older state"])
def test_a_branch_that_lost_decisions_with_a_rename_is_refused_with_the_name_that_it_has_there(
    git: Git, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if how == "reverted":
        rename(ID, NEW)
    note(NEW if how == "reverted" else ID, "r002", "decided")
    commit(git)
    git("switch", "-qc", "other")
    if how == "reverted":
        git("revert", "--no-edit", "HEAD")
        there = ID
    else:
        git("checkout", "-q", "HEAD~1", "--", "records")
        rename(ID, NEW)
        commit(git)
        there = NEW
    git("switch", "-q", "main")
    capsys.readouterr()
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr().err
    assert f"`dhrcurate audit restore {Path.cwd() / file_of(there)} --lost`" in told
    assert "git rm" not in told
    git("switch", "-q", "other")
    assert main(["audit", "restore", str(file_of(there)), "--lost"]) in (0, 1)
    assert main(["audit", "merge", there]) in (0, 1)
    commit(git)
    git("switch", "-q", "main")
    assert main(["git", "merge", "other"]) == 0
    assert main(VERIFY) == 0
    assert main(STATUS) == 0
