"""Branches whose trails lack what they held, and records that were deleted with their trails."""

from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import decide, fields
from git_library import ID, Git, commit, row

TRAIL = Path("records", f"{ID}.trail.jsonl")
RECORD = Path("records", f"{ID}.toml")


def damage(how: str) -> None:
    if how == "blanked":
        TRAIL.write_bytes(b"")
    elif how == "last line cut":
        TRAIL.write_bytes(b"".join(TRAIL.read_bytes().splitlines(keepends=True)[:-1]))
    else:
        TRAIL.unlink()
        if how == "record and trail removed":
            RECORD.unlink()


DAMAGES = ("blanked", "last line cut", "trail removed", "record and trail removed")


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("by", ["dhrcurate", "plain git"])
def test_a_branch_that_damaged_a_trail_is_not_taken_in_where_nothing_was_decided_since(
    git: Git,
    capsys: pytest.CaptureFixture[str],
    how: str,
    by: str,
) -> None:
    git("switch", "-qc", "other")
    damage(how)
    git("commit", "-qam", "damage")
    git("switch", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    before = git("rev-parse", "HEAD")
    if by == "plain git":
        git("merge", "-q", "--no-commit", "--no-ff", "other")
    capsys.readouterr()
    assert main(["git", "merge", *(["--continue"] if by == "plain git" else ["other"])]) == 1
    told = capsys.readouterr().err
    assert f"records/{TRAIL.name}: the branch" in told
    assert f"{RECORD} --lost`" in told
    assert git("rev-parse", "HEAD") == before
    assert by == "plain git" or git("status", "--porcelain") == ""


@pytest.mark.parametrize("folder", [".", "below"])
def test_a_branch_that_adds_an_empty_trail_is_not_merged(git: Git, folder: str) -> None:
    git("switch", "-qc", "other")
    Path("records", folder).mkdir(exist_ok=True)
    Path("records", folder, "otherton.toml").write_bytes(RECORD.read_bytes().replace(ID.encode(), b"otherton"))
    Path("records", folder, "otherton.trail.jsonl").write_bytes(b"")
    git("add", ".")
    git("commit", "-qm", "damage")
    git("switch", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    assert main(["git", "merge", "other"]) == 1


def test_a_renamed_record_is_not_taken_for_a_deleted_one(git: Git) -> None:
    git("switch", "-qc", "other")
    git("mv", str(RECORD), "records/exampleton-2023.toml")
    git("mv", str(TRAIL), "records/exampleton-2023.trail.jsonl")
    new = Path("records", "exampleton-2023.toml")
    new.write_bytes(new.read_bytes().replace(ID.encode(), b"exampleton-2023"))
    assert main(["audit", "adopt", str(new), "--renamed-from", ID, "--reason", "a shorter name"]) == 0
    git("commit", "-qam", "renamed")
    assert main(["git", "status", "records"]) == 0
    git("switch", "-q", "main")
    git("commit", "-q", "--allow-empty", "-m", "something else")
    assert main(["git", "merge", "other"]) == 0
    assert not TRAIL.exists()
    assert main(["git", "status", "records"]) == 0


@pytest.mark.parametrize("committed", [True, False])
@pytest.mark.parametrize("name", [ID, str(RECORD)])
def test_a_record_that_was_deleted_with_its_trail_is_told_and_brought_back(
    git: Git,
    capsys: pytest.CaptureFixture[str],
    name: str,
    committed: bool,
) -> None:
    commit(git, lambda d: fields.set_field(d, "r001", "note", "kept"))
    was = RECORD.read_bytes(), TRAIL.read_bytes()
    damage("record and trail removed")
    if committed:
        git("commit", "-qam", "by mistake")
    assert main(["git", "status", "records"]) == 1
    told = capsys.readouterr().out
    assert "this record and its trail were deleted (" in told
    assert ("not committed" in told) != committed
    assert main(["audit", "restore", name, "--library", "records", "--lost", "--dry-run"]) == 0
    assert not TRAIL.exists()
    assert main(["audit", "restore", name, "--library", "records", "--lost"]) == 0
    assert (RECORD.read_bytes(), TRAIL.read_bytes()) == was
    assert main(["audit", "verify", "records"]) == 0
    assert main(["git", "status", "records"]) == 0


def test_what_was_never_there_is_not_found_among_the_deleted(git: Git) -> None:
    assert main(["audit", "restore", "otherton", "--lost"]) == 2


@pytest.mark.parametrize("deleting", ["here", "there"])
def test_a_record_deleted_on_one_side_and_decided_on_the_other_waits_and_names_the_side(
    git: Git,
    capsys: pytest.CaptureFixture[str],
    deleting: str,
) -> None:
    git("branch", "other")
    for branch, deletes in (("other", deleting == "there"), ("main", deleting == "here")):
        git("switch", "-q", branch)
        if deletes:
            damage("record and trail removed")
            git("commit", "-qam", "deleted")
        else:
            commit(git, lambda d: decide.accept(d, "r002"))
    capsys.readouterr()
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr().out
    sides = {"here": "this branch and changed on the other", "there": "the other branch and changed on this"}
    assert f"{RECORD}: deleted on {sides[deleting]}" in told
    assert f"`git add {RECORD} {TRAIL}`" in told
    assert f"`git rm {RECORD} {TRAIL}`" in told
    git("add", str(RECORD), str(TRAIL))
    assert main(["git", "merge", "--continue"]) == 0
    assert row("r002")["status"] == "accepted"
    assert main(["audit", "verify", "records"]) == 0
    assert main(["git", "status", "records"]) == 0
