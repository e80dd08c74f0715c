"""git beside sessions that save: a decision that was told as saved stands, is in a commit, or is told as gone."""

import json
import re
import subprocess
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.standing import Gone, GoneError, WrittenLines
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import Operations
from dhrcurate.storage.overlapping import LOCK
from plain_help import converse
from repositories import git_in, isolate
from trails import RECORD

ID = "exampleton-2023-06"
OTHER = "northwick-2021"
Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with a library of two records, and the means to run git in it."""
    monkeypatch.chdir(tmp_path)
    isolate(monkeypatch, tmp_path / "home")
    top = tmp_path / "repository"
    top.mkdir()
    monkeypatch.chdir(top)
    run = partial(git_in, top)

    run("init", "-q", "-b", "main")
    root = top / "records"
    root.mkdir()
    (root / "dhrcurate.toml").write_text("")
    for name in (ID, OTHER):
        (root / f"{name}.toml").write_bytes(dump({**RECORD, "id": name}))
    assert main(["git", "setup", str(root)]) == 0
    save(ID, lambda d: decide.accept(d, "r001"))
    save(OTHER, lambda d: decide.accept(d, "r001"))
    run("add", ".")
    run("commit", "-qm", "a first decision")
    run("switch", "-qc", "other")
    save(ID, lambda d: fields.set_field(d, "r001", "title", "Theirs"))
    run("commit", "-qam", "theirs")
    run("switch", "-q", "main")
    save(ID, lambda d: fields.set_field(d, "r001", "note", "ours"))
    run("commit", "-qam", "ours")
    return run


def data(name: str) -> Any:
    return Document.read(Path("records", f"{name}.toml")).data or {}


def save(name: str, make: Callable[[Any], Any]) -> None:
    Session(Library.open(Path("records")), "A. Curator").apply(name, make(data(name)))


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    """What `git merge` says where it refuses before it calls git."""
    capsys.readouterr()
    before = {path: path.read_bytes() for path in Path("records").rglob("*") if path.is_file()}
    before = {path: raw for path, raw in before.items() if ".dhrcurate" not in path.parts}
    assert main(["git", "merge", "other"]) == 2
    for path, raw in before.items():
        assert path.read_bytes() == raw
    assert not Path(".git", "MERGE_HEAD").exists()
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return told


# `dhrcurate git merge`


def decided(_git: Git) -> None:
    save(OTHER, lambda d: decide.accept(d, "r002"))


def an_unknown_file(_git: Git) -> None:
    Path("records", "new-2024.toml").write_text("format = 1\n")


def an_ignored_file(_git: Git) -> None:
    Path(".git", "info", "exclude").write_text("*.bak\n")
    Path("records", "notes.bak").write_text("mine")


def an_ignored_trail(_git: Git) -> None:
    Path(".git", "info", "exclude").write_text(f"{ID}.trail.jsonl\n")


def a_tracked_lock(git: Git) -> None:
    git("add", "-f", "records/.dhrcurate/lock")
    git("commit", "-qm", "a lock")


def a_lock_on_the_branch(git: Git) -> None:
    git("switch", "-q", "other")
    git("add", "-f", "records/.dhrcurate/lock")
    git("commit", "-qm", "a lock")
    git("rm", "-q", "--cached", "records/.dhrcurate/lock")
    git("switch", "-q", "main")


def an_overlooked_record(git: Git) -> None:
    git("update-index", "--assume-unchanged", f"records/{OTHER}.trail.jsonl")


def a_rebase(_git: Git) -> None:
    Path(".git", "rebase-merge").mkdir()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (decided, f"records/{OTHER}.toml"),
        (an_unknown_file, "records/new-2024.toml"),
        (an_ignored_file, "records/notes.bak"),
        (an_ignored_trail, f"git ignores {ID}.trail.jsonl"),
        (a_tracked_lock, "git tracks files under .dhrcurate"),
        (a_lock_on_the_branch, "that branch tracks files under .dhrcurate"),
        (an_overlooked_record, f"git is told to overlook changes of {OTHER}.trail.jsonl"),
        (a_rebase, "a rebase is under way"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_merge_that_could_lose_something_is_refused_before_git_is_called(
    git: Git, make: Callable[[Git], None], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make(git)
    assert words in refused(capsys)


def test_a_merge_under_way_is_finished_and_not_begun_again(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    subprocess.run(["git", "merge", "-q", "--no-commit", "--no-ff", "other"], check=False, capture_output=True)
    capsys.readouterr()
    assert main(["git", "merge", "other"]) == 2
    assert "--continue" in capsys.readouterr().err
    assert main(["git", "merge", "--continue"]) == 0
    assert main(["audit", "verify", "records"]) == 0


def test_one_lock_spans_the_whole_merge(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    # The merge driver and a hook, which git runs on the way, find the lock taken.
    look = "flock -n records/.dhrcurate/lock true && echo free >> tried"
    hook = Path(".git", "hooks", "prepare-commit-msg")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\necho at the commit >> tried\n{look}\nexit 0\n")
    hook.chmod(0o755)
    driver = git("config", "merge.dhrcurate.driver").strip()
    script = f"echo in the driver >> tried; {look}; {driver}"
    real = "dhrcurate.curation.versioning.setup.driver_line"
    monkeypatch.setattr(real, lambda: script)
    assert main(["git", "merge", "other"]) == 0
    assert Path("tried").read_text() == "in the driver\nat the commit\n"
    assert (row(ID)["note"], row(ID)["title"]) == ("ours", "Theirs")


def row(name: str) -> Any:
    return next(r for r in data(name)["recommendations"] if r["key"] == "r001")


def test_a_clone_that_was_never_set_up_commits_its_attributes_with_the_merge(git: Git) -> None:
    for branch in ("main", "other"):
        git("switch", "-q", branch)
        git("rm", "-q", "records/.gitattributes")
        git("commit", "-qm", "no attributes")
    git("switch", "-q", "main")
    assert main(["git", "merge", "other"]) == 0
    assert git("status", "--porcelain") == ""
    assert "merge=union" in git("show", "HEAD:records/.gitattributes")


def test_decisions_saved_while_branches_are_merged_again_and_again_all_stand(git: Git) -> None:
    """Writers beside merges: whatever was told as saved stands in a trail."""
    for n in range(2):
        git("switch", "-qc", f"b{n}", "other" if n == 0 else f"b{n - 1}")
        save(ID, lambda d, n=n: fields.set_field(d, "r002", "note", f"theirs {n}"))  # type: ignore[misc]
        git("commit", "-qam", f"theirs {n}")
    git("switch", "-q", "main")
    told: list[str] = []
    gone: list[object] = []
    over = threading.Event()

    def decide_on() -> None:
        session = Session(Library.open(Path.cwd() / "records"), "B. Curator", wait=30)
        number = 0
        while not over.wait(0.05):  # the lock is free between two keys: nobody decides without a pause
            number += 1
            proposal = fields.set_field(session.library.load(OTHER).data, "r002", "note", f"note {number}")
            try:
                saved = session.apply(OTHER, proposal)
            except NotSavedError:  # git began while it was staged; it was told as not saved
                continue
            assert saved.event is not None
            told.append(saved.event.id)
        gone.extend(session.take_gone())

    writer = threading.Thread(target=decide_on)
    writer.start()
    merged = 0
    try:
        for n in range(2):
            for _ in range(50):  # what is decided between the two commands has to be committed first
                git("commit", "-q", "--allow-empty", "-am", "so far")
                if main(["git", "merge", f"b{n}"]) == 0:
                    merged += 1
                    break
    finally:
        over.set()
        writer.join()
    raw = Path("records", f"{OTHER}.trail.jsonl").read_text()
    assert (merged, gone) == (2, [])
    assert told
    assert [event for event in told if event not in raw] == []


def test_a_value_that_was_set_back_by_hand_within_a_merge_is_told_where_the_merge_sets_it_again(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    git("merge", "--no-commit", "-q", "other")
    path = Path("records", f"{ID}.toml")
    path.write_text("".join(line for line in path.read_text().splitlines(keepends=True) if "Theirs" not in line))
    assert "title" not in data(ID)["recommendations"][0]
    capsys.readouterr()
    assert main(["git", "merge", "--continue"]) == 0
    assert data(ID)["recommendations"][0]["title"] == "Theirs"
    (told,) = (line for line in capsys.readouterr().out.splitlines() if "the record" in line)
    assert told.startswith(f"{ID}: added to the record: r001")
    assert "Theirs" in told


# What a writer does beside git


def test_a_write_waits_while_git_changes_files(git: Git) -> None:
    held = Path(".git", "index.lock")
    held.write_text("")
    session = Session(Library.open(Path("records")), "A. Curator", wait=0.05)
    before = data(OTHER)
    with pytest.raises(NotSavedError, match=r"index\.lock is there"):
        session.apply(OTHER, decide.accept(before, "r002"))
    assert data(OTHER) == before
    patient = Session(Library.open(Path("records")), "A. Curator", wait=60)
    done = threading.Thread(target=lambda: patient.apply(OTHER, decide.accept(before, "r002")))
    done.start()
    held.unlink()
    done.join()
    assert data(OTHER) != before


def test_a_hook_of_git_may_write(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git", "index.lock").write_text("")
    monkeypatch.setenv("GIT_INDEX_FILE", str(Path(".git", "index.lock").absolute()))
    Session(Library.open(Path("records")), "A. Curator", wait=0).apply(OTHER, decide.accept(data(OTHER), "r002"))


def test_the_lock_of_a_worktree_s_own_index_counts(git: Git, tmp_path: Path) -> None:
    git("worktree", "add", "-q", str(tmp_path / "tree"), "other")
    (tmp_path / "repository" / ".git" / "worktrees" / "tree" / "index.lock").write_text("")
    root = tmp_path / "tree" / "records"
    session = Session(Library.open(root), "A. Curator", wait=0)
    with pytest.raises(NotSavedError, match=r"index\.lock is there"):
        session.apply(OTHER, decide.accept(session.library.load(OTHER).data, "r002"))


class Meddling(Operations):
    """Something happens after the new content is staged, before the line is appended."""

    def __init__(self, meddle: Callable[[], object]) -> None:
        self._meddle: Callable[[], object] | None = meddle

    def fsync_dir(self, path: Path) -> None:
        super().fsync_dir(path)
        if self._meddle is not None:
            meddle, self._meddle = self._meddle, None
            meddle()


def replace_lock() -> None:
    path = Path("records", ".dhrcurate", LOCK)
    path.rename(path.with_name("former"))
    path.write_text("")


def git_begins() -> None:
    Path(".git", "index.lock").write_text("")


def another_line() -> None:
    path = Path("records", f"{OTHER}.trail.jsonl")
    path.write_bytes(path.read_bytes() + b'{"a longer trail": "that git has put here"}\n')


@pytest.mark.parametrize("meddle", [replace_lock, git_begins, another_line], ids=lambda each: each.__name__)
def test_a_writer_looks_again_before_it_appends_and_touches_nothing_of_others(
    git: Git, meddle: Callable[[], None]
) -> None:
    session = Session(Library.open(Path("records")), "A. Curator", ops=Meddling(meddle))
    record = data(OTHER)
    trail = Path("records", f"{OTHER}.trail.jsonl")
    before = trail.read_bytes()
    with pytest.raises(NotSavedError, match="nothing was changed"):
        session.apply(OTHER, decide.accept(record, "r002"))
    assert data(OTHER) == record
    after = trail.read_bytes()
    assert after.startswith(before)
    assert (after != before) == (meddle is another_line)
    assert not list(Path("records").glob(".*.staged"))


# What plain git takes away is told


def take_away(git: Git, how: str) -> None:
    if how == "checkout":
        git("checkout", "-q", "--", ".")
    elif how == "stash":
        git("stash", "-q")
    elif how == "reset and merge":
        git("reset", "-q", "--hard")
        git("merge", "-q", "--no-edit", "other")
    elif how == "branch":
        git("checkout", "-q", "-f", "other")
    elif how == "removed":
        Path("records", f"{OTHER}.trail.jsonl").unlink()


HOW = ("checkout", "stash", "reset and merge", "branch", "removed")


@pytest.mark.parametrize("how", HOW)
def test_a_session_knows_what_was_taken_away_and_can_make_it_again(git: Git, how: str) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    saved = session.apply(OTHER, decide.accept(data(OTHER), "r002"))
    take_away(git, how)
    (gone,) = session.take_gone()
    assert (gone.record_id, gone.event) == (OTHER, saved.event)
    assert session.take_gone() == ()
    if how != "removed":
        assert gone.proposal is not None
        session.apply(OTHER, gone.proposal)
        rows = {r["key"]: r.get("status") for r in data(OTHER)["recommendations"]}
        assert rows["r002"] == "accepted"
        assert session.take_gone() == ()


def test_a_trail_that_is_missing_right_after_a_write_is_told_and_stops_nothing(git: Git) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    session._transactions.ops = _Replaced(Path("records", f"{OTHER}.trail.jsonl").unlink)
    saved = session.apply(OTHER, decide.accept(data(OTHER), "r002"))
    assert [gone.event for gone in session.take_gone()] == [saved.event]


def git_at_work(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets git be in the middle of taking files away, and be done with it when somebody waits for it."""
    held = Path(".git", "index.lock").resolve()
    held.write_text("")

    def done(_seconds: float) -> None:
        held.unlink()
        take_away(git, "checkout")

    monkeypatch.setattr(time, "sleep", done)


def test_at_its_end_a_session_waits_for_git_at_work_before_it_looks(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    session.apply(OTHER, decide.accept(data(OTHER), "r002"))
    git_at_work(git, monkeypatch)
    assert session.take_gone() == ()
    with pytest.raises(GoneError, match=f"{OTHER}: edit r002"):
        session.must_stand()


def test_the_plain_review_waits_for_git_at_work_before_it_says_that_all_is_saved(
    git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    happens_at_note(monkeypatch, lambda: git_at_work(git, monkeypatch))
    talk = converse(Path("records"), "x not for us", "quit")
    assert talk.code == 1
    assert talk.text.count("gone from the trail since") == 1


def test_what_is_gone_is_named_with_its_text_and_personal_data_in_it_is_masked(git: Git) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    session.apply(OTHER, fields.set_field(data(OTHER), "r001", "note", "ask a.person@example.org about it"))
    take_away(git, "checkout")
    (gone,) = session.take_gone()
    assert "r001 note “ask " in str(gone)
    assert "about it”" in str(gone)
    assert "a.person" not in str(gone)


def test_what_is_committed_and_still_there_is_not_gone(git: Git) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    session.apply(OTHER, decide.accept(data(OTHER), "r002"))
    git("commit", "-qam", "decided")
    assert main(["git", "merge", "other"]) == 0
    session.apply(OTHER, fields.set_field(data(OTHER), "r002", "note", "more"))
    save(OTHER, lambda d: fields.set_field(d, "r001", "note", "by another session"))
    assert session.take_gone() == ()


@pytest.mark.parametrize("how", ["checkout", "stash"])
def test_what_is_taken_away_after_the_last_look_and_before_the_next_write_is_told(
    git: Git, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    saved = session.apply(OTHER, decide.accept(data(OTHER), "r002"))
    looked = WrittenLines.gone

    def then_taken_away(self: WrittenLines) -> tuple[Gone, ...]:
        found = looked(self)
        monkeypatch.setattr(WrittenLines, "gone", looked)
        take_away(git, how)
        return found

    monkeypatch.setattr(WrittenLines, "gone", then_taken_away)
    session.apply(OTHER, Proposal("edit", (Edit("/recommendations/r001/note", None, "the next"),)))
    (gone,) = session.take_gone()
    assert gone.event == saved.event


class _Replaced(Operations):
    """Lets something happen right before a record is put in its place, when its event is in the trail."""

    def __init__(self, happens: Callable[[], None]) -> None:
        self._happens = [happens]

    def replace(self, source: Path, target: Path) -> None:
        if target.suffix == ".toml" and self._happens:
            self._happens.pop()()
        super().replace(source, target)


@pytest.mark.parametrize("first", [False, True], ids=["at a later decision", "at the first decision"])
def test_what_is_taken_away_within_a_write_is_told(git: Git, *, first: bool) -> None:
    before = Path("records", f"{OTHER}.trail.jsonl").read_bytes()
    session = Session(Library.open(Path("records")), "A. Curator")

    def older_trail() -> None:
        Path("records", f"{OTHER}.trail.jsonl").unlink()
        Path("records", f"{OTHER}.trail.jsonl").write_bytes(before)

    made = [] if first else [session.apply(OTHER, decide.accept(data(OTHER), "r002")).event]
    session._transactions.ops = _Replaced(older_trail)
    made.append(session.apply(OTHER, fields.set_field(data(OTHER), "r001", "note", "ours")).event)
    assert [gone.event for gone in session.take_gone()] == made


@pytest.mark.parametrize("how", ["checkout", "stash", "branch"])
@pytest.mark.parametrize("then", [(), ("reload",), ("a",)], ids=["at the end", "at a reading", "at a change"])
def test_the_plain_review_tells_what_is_gone_and_exits_with_1(
    git: Git, how: str, then: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    happens_at_note(monkeypatch, lambda: take_away(git, how))
    talk = converse(Path("records"), "x not for us", *then, "quit")
    assert talk.code == 1
    assert talk.text.count("gone from the trail since") == 1
    assert f"{ID}: edit r00" in talk.text
    assert "retry makes it again" in talk.text
    assert "All is saved" not in talk.text


def happens_at_note(monkeypatch: pytest.MonkeyPatch, happen: Callable[[], None]) -> None:
    """Lets something happen once, right after the first change is told as saved."""
    real = Session.apply
    waiting = [happen]

    def apply(self: Session, *arguments: Any, **options: Any) -> Any:
        try:
            return real(self, *arguments, **options)
        finally:
            if waiting:
                waiting.pop()()

    monkeypatch.setattr(Session, "apply", apply)


def test_the_plain_review_makes_again_what_is_gone(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    happens_at_note(monkeypatch, lambda: take_away(git, "checkout"))
    talk = converse(Path("records"), "x not for us", "retry", "quit")
    assert talk.code == 1
    assert "Made again: " in talk.text
    assert "All is saved" in talk.text
    statuses = [r.get("status") for name in (ID, OTHER) for r in data(name)["recommendations"]]
    assert "rejected" in statuses


def test_a_command_tells_what_is_gone_at_its_end(
    git: Git, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = Session.must_stand

    def late(self: Session) -> None:
        take_away(git, "checkout")
        real(self)

    monkeypatch.setattr(Session, "must_stand", late)
    capsys.readouterr()
    Path("records", f"{OTHER}.toml").write_bytes(Path("records", f"{OTHER}.toml").read_bytes() + b"\n# by hand\n")
    git("commit", "-qam", "by hand")
    assert main(["audit", "restore", OTHER, "--at", first_event(OTHER), "--library", "records"]) == 1
    told = capsys.readouterr().err
    assert "gone from the trail since" in told
    assert "restore" in told
    assert told.count("\n") == 1


def first_event(name: str) -> str:
    return str(json.loads(Path("records", f"{name}.trail.jsonl").read_text().splitlines()[0])["id"])


# What plain git takes away from the record alone


def older_record(git: Git) -> None:
    git("checkout", "-q", "--", *(f"records/{name}.toml" for name in (ID, OTHER)))


def test_a_record_without_what_its_trail_still_has_is_told_at_the_end(
    git: Git, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = [Path("records", f"{ID}.toml"), Path("records", f"{OTHER}.toml")]
    contents: list[bytes] = []

    def keep_and_take(run: Git) -> None:
        contents.extend(path.read_bytes() for path in saved)
        older_record(run)

    happens_at_note(monkeypatch, lambda: keep_and_take(git))
    talk = converse(Path("records"), "x not for us", "quit")
    assert talk.code == 1
    assert "All is saved" not in talk.text
    assert "the record lost what was saved here and its trail still has" in talk.text
    restoring = re.search(r"dhrcurate (audit restore \S+ --at \w+)", talk.text)
    assert restoring
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 1
    told = capsys.readouterr().out
    assert "audit restore" in told
    assert "audit adopt" in told
    assert main(restoring[1].split()) == 0
    assert [path.read_bytes() for path in saved] == contents
    assert main(["audit", "verify", "records"]) == 0


def test_a_command_tells_at_its_end_that_a_record_lost_what_its_trail_has(git: Git) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    session.apply(OTHER, decide.accept(data(OTHER), "r002"))
    session.must_stand()
    older_record(git)
    with pytest.raises(GoneError, match=f"{OTHER}.toml: the record lost .* audit restore"):
        session.must_stand()
    Path("records", f"{OTHER}.toml").unlink()
    assert ["the file is gone" in told for told in session.behind()] == [True]
    git("checkout", "-q", "--", f"records/{OTHER}.toml")
    record = Path("records", f"{OTHER}.toml")
    record.write_bytes(record.read_bytes().replace(b"Train staff.", b"Train all staff."))
    assert ["another program changed it" in told for told in session.behind()] == [True]
