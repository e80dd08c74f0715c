"""What a session remembers of its decisions lacks what a redaction took out since, wherever that was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.saving.redacted_since import anything_redacted_after
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.clock import this_moment
from dhrcurate.domain.errors import NotSavedError
from dhrcurate.review.save_queue import SaveQueue
from dhrcurate.review.workspace import Workspace
from git_library import ID, Git, save
from plain_help import converse

SECRET = "the blue lantern"  # noqa: S105  # no name, which would be masked wherever it is shown


def noted(session: Session, text: str, key: str = "r001") -> None:
    session.apply(ID, fields.set_field(session.library.load(ID).data, key, "note", text))


def redact(git: Git) -> bool:
    """Another program takes the text out, and commits that."""
    Path("text").write_text(SECRET)
    assert main(["audit", "redact", ID, "--text-from", "text", "--as", "B. Other"]) == 0
    git("commit", "-qam", "redacted")
    return True


def begun(git: Git) -> Session:
    """A session that noted the text and then something else, both committed."""
    session = Session(Library.open(Path("records")), "A. Curator")
    noted(session, f"talk to {SECRET} about it")
    noted(session, "nothing here")
    git("commit", "-qam", "notes")
    return session


def not_read(_session: Session) -> None:
    """The session has not read the redacted trail."""


def read(session: Session) -> None:
    session.apply(ID, decide.reject(session.library.load(ID).data, "r002", "no"))


def held() -> list[str]:
    """The files of the library that hold the text."""
    return [path.name for path in Path("records").rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


def older_branch(git: Git) -> None:
    git("add", "-A")
    if git("status", "--porcelain", "--untracked-files=no").strip():
        git("commit", "-qm", "more")
    git("switch", "-qc", "old", git("log", "--format=%h", "--grep=a first decision").strip())


def other_worktree(git: Git) -> None:
    """The redaction is in a commit that no branch has any more."""
    older_branch(git)
    git("branch", "-qD", "main")


@pytest.mark.parametrize("away", [older_branch, other_worktree])
@pytest.mark.parametrize("between", [not_read, read])
def test_what_was_redacted_is_neither_shown_nor_made_again(
    git: Git, between: Callable[[Session], None], away: Callable[[Git], None]
) -> None:
    session = begun(git)
    redact(git)
    between(session)
    away(git)
    gone = session.take_gone()
    assert gone
    assert SECRET not in " ".join(map(str, gone))
    for one in gone:
        if one.proposal is not None:
            session.apply(ID, one.proposal)
    assert held() == []


def test_what_was_redacted_after_it_was_told_is_not_made_again(git: Git) -> None:
    session = begun(git)
    git("switch", "-qc", "old", "HEAD~1")
    told = session.take_gone()
    assert SECRET in " ".join(map(str, told))
    git("switch", "-q", "main")
    redact(git)
    for there in ("main", "old"):
        git("switch", "-q", there)
        now = session.as_they_stand(told)
        assert SECRET not in " ".join(map(str, now))
        assert not [one for one in now if one.proposal is not None and SECRET in str(one.proposal.edits)]


def test_what_was_not_redacted_is_made_again_as_before(git: Git) -> None:
    session = begun(git)
    redact(git)
    session = Session(Library.open(Path("records")), "A. Curator")
    noted(session, "sound", "r002")
    git("commit", "-qam", "sound")
    git("switch", "-qc", "old", "HEAD~3")
    (gone,) = session.take_gone()
    assert "“sound”" in str(gone)
    assert gone.proposal is not None
    session.apply(ID, gone.proposal)
    assert session.library.load(ID).data["recommendations"][1]["note"] == "sound"


def test_the_plain_review_says_that_it_was_not_made_again(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    real, saved = Session.apply, list[object]()

    def apply(self: Session, *arguments: Any, **options: Any) -> Any:
        outcome = real(self, *arguments, **options)
        saved.append(outcome)
        if len(saved) == 2:
            git("commit", "-qam", "notes")
            redact(git)
            git("switch", "-qc", "old", "HEAD~2")
        return outcome

    monkeypatch.setattr(Session, "apply", apply)
    talk = converse(Path("records"), f"c talk to {SECRET} about it", "c nothing here", "retry", "quit")
    after = talk.text.partition("gone from the trail")[2]
    assert after
    assert SECRET not in after
    assert "All is saved" not in after
    assert talk.code == 1
    assert held() == []


def test_the_screen_makes_again_only_what_was_not_redacted(git: Git) -> None:
    session = begun(git)
    workspace = Workspace.__new__(Workspace)
    workspace.session, workspace.gone, workspace.was_gone = session, [], False
    made: list[str] = []
    workspace._submit = lambda _call, words, _action, _record="": made.append(words)  # type: ignore[method-assign,assignment,misc]
    git("switch", "-qc", "old", "HEAD~1")
    assert workspace.look_for_gone()
    git("switch", "-q", "main")
    redact(git)
    git("switch", "-q", "old")
    workspace._make_again()
    assert SECRET not in " ".join(made)


def test_a_library_without_git_is_looked_at_as_it_is(tmp_path: Path, git: Git) -> None:
    save(lambda data: fields.set_field(data, "r002", "note", "more"))
    session = begun(git)
    trail = Path("records", f"{ID}.trail.jsonl")
    Path(".git").rename(tmp_path / "git")
    trail.unlink()
    assert [SECRET in str(one) for one in session.take_gone()] == [True, False]


def refusing(monkeypatch: pytest.MonkeyPatch, *cases: Callable[[], object]) -> None:
    """Does something at each call of `Session.apply`, and lets the disk refuse the change if that returns true."""
    real, left = Session.apply, list(cases)

    def apply(self: Session, *arguments: Any, **options: Any) -> Any:
        if left and left.pop(0)():
            raise NotSavedError("the disk is full")
        return real(self, *arguments, **options)

    monkeypatch.setattr(Session, "apply", apply)


@pytest.mark.parametrize("back", ["main", "old"])
@pytest.mark.parametrize("again", [("retry",), ()])
def test_what_waits_to_be_made_again_is_dropped_where_it_was_redacted_meanwhile(
    git: Git, monkeypatch: pytest.MonkeyPatch, back: str, again: tuple[str, ...]
) -> None:
    def older() -> None:
        git("commit", "-qam", "notes")
        git("switch", "-qc", "old", "HEAD~1")

    def redacted() -> bool:
        git("switch", "-q", "main")
        noted(Session(Library.open(Path("records")), "B. Other"), "nothing here", "r002")
        redact(git)
        git("switch", "-q", back)
        return True

    refusing(monkeypatch, lambda: False, older, redacted)
    # The second decision is made beside git, the third call is the first one made again.
    talk = converse(Path("records"), f"c talk to {SECRET} about it", "j", "c else", "retry", *again, "quit", typed=True)
    after = talk.text.partition("the disk is full")[2]
    assert after
    assert SECRET not in after
    assert held() == []
    assert talk.code == 1


@pytest.mark.parametrize("redacts", [True, False])
def test_what_was_never_written_is_refused_after_a_redaction(
    git: Git, monkeypatch: pytest.MonkeyPatch, redacts: bool
) -> None:
    begun(git)
    refusing(monkeypatch, lambda: not redacts or redact(git))
    talk = converse(Path("records"), f"c ask {SECRET}", "retry", "quit", typed=True)
    assert (held() == []) is redacts
    assert talk.code == redacts
    assert ("was redacted since this was asked for" in talk.text) is redacts


def on_another_branch(git: Git) -> bool:
    git("commit", "-qam", "begun")
    git("switch", "-qc", "other")
    redact(git)
    git("switch", "-q", "main")
    return True


def in_a_stash(git: Git) -> bool:
    git("commit", "-qam", "begun")
    Path("text").write_text(SECRET)
    assert main(["audit", "redact", ID, "--text-from", "text", "--as", "B. Other"]) == 0
    git("stash", "-q")
    return True


def in_a_library_that_has_another_name_there(git: Git) -> bool:
    git("commit", "-qam", "begun")
    git("switch", "-qc", "other")
    redact(git)
    git("mv", "records", "[*] moved")
    git("commit", "-qm", "moved")
    git("switch", "-q", "main")
    return True


ELSEWHERE = [on_another_branch, in_a_stash, in_a_library_that_has_another_name_there]


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_what_was_never_written_is_refused_where_only_git_has_the_redaction(
    git: Git, monkeypatch: pytest.MonkeyPatch, elsewhere: Callable[[Git], bool]
) -> None:
    begun(git)
    save(lambda data: fields.set_field(data, "r002", "note", "more"))
    refusing(monkeypatch, lambda: elsewhere(git))
    talk = converse(Path("records"), f"c ask {SECRET} again", "retry", "quit", typed=True)
    assert f"ask {SECRET} again".encode() not in Path("records", f"{ID}.toml").read_bytes()
    assert "was redacted since this was asked for" in talk.text
    assert talk.code == 1


def test_a_redaction_elsewhere_in_git_refuses_only_what_was_asked_for_before_it(git: Git) -> None:
    begun(git)
    before = this_moment()
    git("switch", "-qc", "other")
    redact(git)
    git("switch", "-q", "main")
    assert anything_redacted_after(Path("records"), before)
    assert not anything_redacted_after(Path("records"), "2999-01-01T00:00:00.000Z")


def test_what_was_refused_after_a_redaction_can_be_made_anew(git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(git)
    refusing(monkeypatch, lambda: redact(git))
    talk = converse(Path("records"), "c ask them", "retry", "c ask them", "quit", typed=True)
    assert talk.code == 0
    assert b"ask them" in Path("records", f"{ID}.toml").read_bytes()


@pytest.mark.parametrize("redacts", [True, False])
def test_a_screen_writes_nothing_redacted_that_waited(git: Git, monkeypatch: pytest.MonkeyPatch, redacts: bool) -> None:
    session = begun(git)
    told: list[str] = []
    stuck, over = Event(), Event()

    def refused(_job: object, error: Exception) -> None:
        told.append(str(error))

    queue = SaveQueue(lambda *_: over.set(), refused, lambda *_: stuck.set())
    workspace = Workspace(session.library, queue)
    workspace.session = session
    refusing(monkeypatch, lambda: True)
    data = workspace.record(ID).data
    workspace.propose(ID, fields.set_field(data, "r001", "note", f"ask {SECRET}"), "note R1")
    assert stuck.wait(10)
    workspace.propose(ID, fields.set_field(data, "r002", "note", f"or {SECRET}"), "note R2")
    if redacts:
        redact(git)
    workspace.retry()
    assert queue.close()
    assert (held() == []) is redacts
    assert len(told) == 2 * redacts
    assert SECRET not in " ".join(queue.unsaved)
