from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Edit
from dhrcurate.trail.fold import lines_of_events
from dhrcurate.trail.log import read_events
from git_library import ID, Git, commit, row, save, two_branches


def test_setup_says_what_it_did_and_then_that_all_is_there(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["git", "setup", "records"]) == 0
    assert "already set up" in capsys.readouterr().err
    assert git("check-attr", "merge", "records/x.trail.jsonl").endswith("merge: union\n")


def test_disjoint_decisions_on_two_branches_merge_without_a_hand(git: Git) -> None:
    two_branches(
        git,
        lambda d: fields.set_field(d, "r001", "note", "ours"),
        lambda d: fields.set_field(d, "r001", "title", "Theirs"),
    )
    assert main(["git", "merge", "other"]) == 0
    assert (row("r001")["note"], row("r001")["title"]) == ("ours", "Theirs")
    assert main(["audit", "verify", "records"]) == 0
    assert git("log", "--oneline", "-1", "--merges") != ""
    assert git("status", "--porcelain") == ""


def test_plain_git_merge_leaves_two_heads_that_audit_merge_joins(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    two_branches(
        git,
        lambda d: fields.set_field(d, "r001", "note", "ours"),
        lambda d: decide.accept(d, "r002"),
    )
    git("merge", "-q", "--no-edit", "other")
    assert main(["git", "status", "records"]) == 1
    assert "2 heads" in capsys.readouterr().out
    assert main(["audit", "merge", ID]) == 0
    assert (row("r001")["note"], row("r002")["status"]) == ("ours", "accepted")
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("redacting", ["ours", "theirs"])
def test_a_merge_brings_nothing_back_that_a_branch_took_out(git: Git, redacting: str) -> None:
    commit(git, lambda d: fields.set_field(d, "r001", "note", "Jane Roe"))
    commit(git, lambda d: fields.set_field(d, "r001", "note", "a neighbour"))
    Path("text").write_text("jane roe")
    git("branch", "other")
    for branch, key in (("other", "r001"), ("main", "r002")):
        git("switch", "-q", branch)
        if (redacting == "theirs") == (branch == "other"):
            assert main(["audit", "redact", ID, "--text-from", "text"]) == 0
        commit(git, lambda d, key=key: fields.set_field(d, key, "title", "Training"))  # type: ignore[misc]  # bound now
    assert main(["git", "merge", "other"]) == 0
    assert "Jane Roe" not in Path("records", f"{ID}.trail.jsonl").read_text()
    assert (row("r001")["title"], row("r002")["title"]) == ("Training", "Training")
    assert main(["audit", "verify", "records"]) == 0
    assert git("status", "--porcelain", "records") == ""


@pytest.mark.parametrize("command", [["git", "merge", "--continue"], ["audit", "merge", ID]])
def test_a_merge_says_where_a_value_is_still_held_that_one_branch_took_out(
    git: Git, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    commit(git, lambda d: fields.set_field(d, "r002", "note", "Jane Roe"))
    git("branch", "other")
    commit(git, lambda d: fields.set_field(d, "r002", "note", "a neighbour"))
    Path("text").write_text("Jane Roe")
    assert main(["audit", "redact", ID, "--text-from", "text"]) == 0
    git("commit", "-qam", "redacted")
    git("switch", "-q", "other")
    commit(git, lambda d: fields.set_field(d, "r002", "note", "Jane Roe, and more"))
    git("switch", "-q", "main")
    assert main(["git", "merge", "other"]) == 1
    record = Path("records", f"{ID}.toml")
    record.write_text(record.read_text().replace("a neighbour", "Jane Roe, and more"))
    capsys.readouterr()
    assert main([*command, "--take-record"]) == 0
    told = capsys.readouterr()
    assert "still holds what one branch took out for good, in /recommendations/r002/note" in told.out + told.err


def test_a_field_that_both_changed_is_shown_and_waits_for_a_word(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    two_branches(
        git,
        lambda d: fields.set_field(d, "r001", "note", "ours"),
        lambda d: fields.set_field(d, "r001", "note", "theirs"),
    )
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr().out
    assert "r001 note: the branches disagree" in told
    assert '"ours"' in told
    assert '"theirs"' in told
    assert "<<<<" not in Path("records", f"{ID}.toml").read_text()
    assert main(["git", "merge", "--continue", "--take-record"]) == 0
    assert row("r001")["note"] == "ours"
    assert main(["audit", "verify", "records"]) == 0
    assert git("status", "--porcelain") == ""


def merge_with_the_other_side(git: Git) -> None:
    git("merge", "-q", "--no-commit", "--no-ff", "other")
    git("checkout", "other", "--", "records")


def merge_with_ours(git: Git) -> None:
    git("merge", "-q", "-s", "ours", "--no-commit", "other")


def merge_without_either_side(git: Git) -> None:
    git("merge", "-q", "--no-commit", "other")
    git("checkout", "HEAD~1", "--", "records")


@pytest.mark.parametrize("configured", ["", "log.diffMerges", "log.follow", "diff attribute"])
@pytest.mark.parametrize(
    ("merge", "lost"), [(merge_with_the_other_side, 1), (merge_with_ours, 1), (merge_without_either_side, 2)]
)
def test_events_that_a_merge_left_out_are_named_and_brought_back(
    git: Git, merge: Callable[[Git], None], lost: int, configured: str, capsys: pytest.CaptureFixture[str]
) -> None:
    two_branches(
        git,
        lambda d: fields.set_field(d, "r001", "note", "ours"),
        lambda d: fields.set_field(d, "r002", "note", "theirs"),
    )
    merge(git)
    git("commit", "-qm", "settled")
    if configured == "diff attribute":
        Path(".git", "info", "attributes").write_text("*.jsonl -diff\n")
    elif configured:
        git("config", configured, "off" if configured == "log.diffMerges" else "true")
    assert main(["audit", "verify", "records"]) == 0
    capsys.readouterr()
    assert main(["git", "status", "records"]) == 1
    assert f"{lost} committed event{'s' if lost > 1 else ''} missing from it (commit" in capsys.readouterr().out
    assert main(["audit", "restore", ID, "--lost"]) in (0, 1)
    assert main(["audit", "merge", ID, "--take-record"]) in (0, 1)
    assert main(["audit", "verify", "records"]) == 0
    events = read_events(Path("records", f"{ID}.trail.jsonl").read_bytes()).events
    notes = [edit.new for event in events for edit in event.edits if edit.path.endswith("/note")]
    assert "ours" in notes
    assert "theirs" in notes
    git("commit", "-qam", "brought back")
    assert main(["git", "status", "records"]) == 0


def test_events_that_a_revert_took_out_are_named_and_brought_back(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    commit(git, lambda d: fields.set_field(d, "r001", "note", "kept"))
    git("revert", "--no-edit", "HEAD")
    assert main(["audit", "verify", "records"]) == 0
    assert main(["git", "status", "records"]) == 1
    assert "1 committed event missing from it (commit " in capsys.readouterr().out
    assert main(["audit", "restore", ID, "--lost", "--dry-run"]) == 0
    assert "would restore 1 event; nothing was changed" in capsys.readouterr().err
    assert main(["audit", "restore", ID, "--lost"]) == 0
    assert row("r001")["note"] == "kept"
    assert main(["audit", "verify", "records"]) == 0
    assert main(["git", "status", "records"]) == 0


def test_a_driver_without_its_files_says_so(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git", "driver", "a", "b", "c", "d.toml"]) == 2
    assert capsys.readouterr().err.startswith("dhrcurate: a: there is no such file")


def test_line_ends_that_git_turns_leave_record_and_trail_whole(git: Git) -> None:
    git("config", "core.autocrlf", "true")
    for path in Path("records").glob("*[l]"):
        path.unlink()
    git("checkout", "-q", "--", ".")
    assert main(["audit", "verify", "records"]) == 0


def test_an_old_commit_and_a_stash_are_sound_in_themselves(git: Git) -> None:
    commit(git, lambda d: fields.set_field(d, "r001", "note", "later"))
    save(lambda d: decide.accept(d, "r002"))
    git("stash", "-q")
    assert main(["audit", "verify", "records"]) == 0
    git("checkout", "-q", "HEAD~1")
    assert main(["audit", "verify", "records"]) == 0
    git("checkout", "-q", "main")
    git("stash", "pop", "-q")
    assert row("r002")["status"] == "accepted"
    assert main(["audit", "verify", "records"]) == 0


def test_a_cherry_pick_of_another_branch_forks_the_trail_and_can_be_joined(git: Git) -> None:
    git("switch", "-qc", "other")
    commit(git, lambda d: fields.set_field(d, "r002", "note", "picked"))
    git("switch", "-q", "main")
    commit(git, lambda d: fields.set_field(d, "r001", "note", "ours"))
    git("cherry-pick", "other")
    assert main(["audit", "verify", "records"]) == 1
    assert main(["audit", "merge", ID]) == 0
    assert main(["audit", "verify", "records"]) == 0
    assert (row("r001")["note"], row("r002")["note"]) == ("ours", "picked")


def test_what_git_refuses_is_one_line(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["git", "merge", "no-such-branch"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert main(["git", "merge"]) == 2


GIT_COMMANDS = (
    ["check", "records", "--changed"],
    ["check", "records", "--since", "main"],
    ["git", "setup", "records"],
    ["git", "status", "records"],
    ["git", "merge", "other", "--library", "records"],
)


@pytest.mark.parametrize("command", GIT_COMMANDS, ids=" ".join)
def test_a_refusal_of_git_is_told_in_its_own_words(
    git: Git, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    capsys.readouterr()
    assert main(command) == 2
    told = capsys.readouterr().err
    assert "dubious ownership" in told
    assert "safe.directory" in told
    assert "in no git repository" not in told
    assert "git init" not in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("command", GIT_COMMANDS, ids=" ".join)
def test_without_git_it_is_said_that_git_is_not_there(
    git: Git, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing-here"))
    capsys.readouterr()
    assert main(command) == 2
    told = capsys.readouterr().err
    assert "is it installed?" in told
    assert "repository" not in told


@pytest.mark.parametrize("command", GIT_COMMANDS, ids=" ".join)
def test_outside_of_a_repository_that_is_what_is_said(
    git: Git, command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").rename(tmp_path / "git-elsewhere")
    capsys.readouterr()
    assert main(command) == 2
    assert "is not in a git repository" in capsys.readouterr().err


def test_a_part_added_by_hand_while_a_merge_waits_is_kept_and_recorded(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    def adding(text: str) -> Callable[[Any], Any]:
        def make(data: Any) -> Any:
            new = {"key": "r009", "text": text, "addressed_to": "", "agencies": [], "status": "pending"}

            return Proposal("edit", (Edit("/recommendations/r009", None, new),))

        return make

    two_branches(git, adding("Ours."), adding("Theirs."))
    assert main(["git", "merge", "other"]) == 1
    told = capsys.readouterr().out
    assert "both branches added a recommendation under this key" in told
    assert "Ours." in told
    assert "Theirs." in told
    path = Path("records", f"{ID}.toml")
    added = (
        '\n[[recommendations]]\nkey = "r010"\ntext = "Theirs."\naddressed_to = ""\nagencies = []\nstatus = "pending"\n'
    )
    path.write_text(path.read_text() + added)
    assert main(["git", "merge", "--continue"]) == 1
    assert "neither branch has this: r010" in capsys.readouterr().out
    assert main(["git", "merge", "--continue", "--take-record"]) == 0
    assert (row("r009")["text"], row("r010")["text"]) == ("Ours.", "Theirs.")
    assert main(["audit", "verify", "records"]) == 0
    assert git("status", "--porcelain") == ""


@pytest.mark.parametrize("how", [["other"], ["--continue"]])
def test_heads_are_joined_although_git_has_nothing_to_merge(
    git: Git, capsys: pytest.CaptureFixture[str], how: list[str]
) -> None:
    two_branches(
        git,
        lambda d: fields.set_field(d, "r001", "note", "ours"),
        lambda d: decide.accept(d, "r002"),
    )
    git("merge", "-q", "--no-edit", "other")
    assert main(["git", "merge", *how]) == 0
    told = capsys.readouterr()
    assert f"{ID}: the heads of its trail were merged" in told.out
    assert "the trails were committed as" in told.err
    assert main(["audit", "verify", "records"]) == 0
    assert git("status", "--porcelain") == ""
    before = git("rev-parse", "HEAD")
    capsys.readouterr()
    assert main(["git", "merge", *how]) == 0
    assert "nothing was done" in capsys.readouterr().err
    assert git("rev-parse", "HEAD") == before


def test_a_conflict_that_git_left_in_the_register_is_named_with_its_line_and_can_be_resolved(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agencies", "add", "Middleton Trust", "--library", "records", "--kind", "charity"]) == 0
    git("add", ".")
    git("commit", "-qm", "a register")
    git("branch", "other")
    for branch, name, key in (("main", "Otherton Trust", "r001"), ("other", "Otterton Trust", "r002")):
        git("switch", "-q", branch)
        assert main(["agencies", "add", name, "--library", "records", "--kind", "charity"]) == 0
        commit(git, lambda d, key=key: fields.set_field(d, key, "note", "x"))  # type: ignore[misc]  # bound now
    git("switch", "-q", "main")
    register = Path("records", "agencies.toml")
    ours = register.read_text()
    assert main(["git", "merge", "other"]) == 0
    merged = register.read_text()
    git("reset", "-q", "--hard", "HEAD~1")
    git("merge", "-q", "--no-commit", "other")
    lines = ours.splitlines(keepends=True)
    register.write_text("".join([*lines, "<<<<<<< HEAD\n", "=======\n", ">>>>>>> other\n"]))
    capsys.readouterr()
    assert main(["git", "merge", "--continue"]) == 2
    assert f"agencies.toml:{len(lines) + 1}: git left a conflict here" in capsys.readouterr().err
    register.write_text(merged)
    assert main(["git", "merge", "--continue"]) == 0
    assert main(["audit", "verify", "records"]) == 0
    assert git("status", "--porcelain") == ""
    assert (row("r001")["note"], row("r002")["note"]) == ("x", "x")


def test_a_branch_that_emptied_a_line_by_hand_is_not_merged(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("switch", "-qc", "evil")
    trail = Path("records", f"{ID}.trail.jsonl")
    events = list(read_events(trail.read_bytes()).events)
    emptied = tuple(change.without(("/old", "/new")) for change in events[-1].changes)
    events[-1] = replace(events[-1], changes=emptied)
    trail.write_bytes(lines_of_events(events))
    git("commit", "-qam", "nothing to see")
    git("switch", "-q", "main")
    before, head = trail.read_bytes(), git("rev-parse", "HEAD")
    capsys.readouterr()
    assert main(["git", "merge", "evil"]) == 1
    assert "no later redaction says so" in capsys.readouterr().err
    assert (trail.read_bytes(), git("rev-parse", "HEAD")) == (before, head)
    assert git("status", "--porcelain") == ""


def test_private_files_that_git_tracks_are_told_and_may_be_removed_as_is_said(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("records", ".dhrcurate", ".gitignore").write_bytes(b"")
    git("add", "-A")
    git("commit", "-qm", "everything")
    capsys.readouterr()
    assert main(["git", "status", "records"]) == 1
    told = capsys.readouterr().out
    assert "git tracks files under .dhrcurate" in told
    git(*told.partition("`git ")[2].partition("`")[0].split())
    save(lambda data: fields.set_field(data, "r001", "note", "more"))  # which mends what git is to ignore
    git("commit", "-qam", "without them")
    assert git("ls-files", "records/.dhrcurate") == ""
    assert main(["git", "status", "records"]) == 0
    assert git("status", "--porcelain") == ""
