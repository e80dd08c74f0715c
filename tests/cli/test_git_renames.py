"""A trail is one trail under whatever name: what git has of it under an earlier one is neither lost nor another's."""

from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.saving.standing import GoneError
from dhrcurate.storage.document import Document
from git_library import ID, Git
from renames import adopt, begin, events_of, file_of, move, note, redact, rename, trail_of, value

NEW, OTHER = "newton-2024-01", "otherton-2022-01"
VERIFY, STATUS = ["audit", "verify", "records"], ["git", "status", "records"]


def commit(git: Git, message: str = "a change") -> None:
    git("add", "-A")
    git("commit", "-qm", message)


def restore_lost(name: str) -> int:
    return main(["audit", "restore", str(file_of(name)), "--lost"])


def lines_of(told: str, word: str) -> list[str]:
    return [line for line in told.splitlines() if word in line]


@pytest.mark.parametrize("committed", [True, False])
def test_a_decision_made_under_a_name_that_a_revert_took_back_is_told_and_brought_back(
    git: Git, committed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    rename(ID, NEW)
    note(NEW, "r002", "decided after the rename")
    commit(git)
    git("revert", "--no-edit", *([] if committed else ["-n"]), "HEAD")
    assert file_of(ID).exists()
    assert main(VERIFY) == 0
    capsys.readouterr()
    assert main(STATUS) == 1
    told = capsys.readouterr().out
    assert f"{ID}.trail.jsonl: 2 committed events missing from it (" in told
    assert f"{file_of(ID)} --lost" in told
    assert restore_lost(ID) == 0
    assert value(ID, "r002", "note") == "decided after the rename"
    assert main(VERIFY) == 0
    assert main(["check", "records", "--select", "DHR0,DHR9", "--no-cache"]) == 0
    capsys.readouterr()
    commit(git, "brought back")
    assert main(STATUS) == 0


def test_a_redaction_made_under_a_name_that_a_revert_took_back_is_told_and_made_again(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    note(ID, "r002", "Jane Roe")
    note(ID, "r002", None)
    commit(git)
    rename(ID, NEW)
    redact(NEW, "jane roe")
    commit(git)
    git("revert", "--no-edit", "HEAD")
    assert b"Jane Roe" in trail_of(ID).read_bytes()
    capsys.readouterr()
    assert main(STATUS) == 1
    assert f"{ID}.trail.jsonl: 2 committed events missing from it (" in capsys.readouterr().out
    assert restore_lost(ID) == 0
    assert b"Jane Roe" not in trail_of(ID).read_bytes()
    assert main(VERIFY) == 0
    commit(git, "brought back")
    assert main(STATUS) == 0


def test_what_was_decided_after_such_a_revert_is_joined_under_the_name_of_the_file(git: Git) -> None:
    rename(ID, NEW)
    note(NEW, "r002", "decided after the rename")
    commit(git)
    git("revert", "--no-edit", "HEAD")
    note(ID, "r001", "decided after the revert")
    commit(git)
    assert restore_lost(ID) == 1
    assert main(["audit", "merge", ID]) == 0
    assert (value(ID, "r001", "note"), value(ID, "r002", "note")) == (
        "decided after the revert",
        "decided after the rename",
    )
    assert main(VERIFY) == 0
    assert main(["check", "records", "--select", "DHR0,DHR9", "--no-cache"]) == 0


@pytest.mark.parametrize("committed", [True, False])
def test_a_rename_of_an_older_state_does_not_drop_the_decisions_made_since(
    git: Git, committed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    note(ID, "r002", "decided before the rename")
    commit(git)
    git("checkout", "HEAD~1", "--", "records")
    rename(ID, NEW)
    if committed:
        commit(git)
    capsys.readouterr()
    assert main(STATUS) == 1
    assert f"{NEW}.trail.jsonl: 1 committed event missing from it (" in capsys.readouterr().out
    assert restore_lost(NEW) == 1
    assert main(["audit", "merge", NEW]) == 0
    assert value(NEW, "r002", "note") == "decided before the rename"
    assert main(VERIFY) == 0
    commit(git, "brought back")
    assert main(STATUS) == 0


def swap() -> None:
    rename(ID, "between-1")
    rename(OTHER, ID)
    rename("between-1", OTHER)


@pytest.mark.parametrize("texts", [{}, {"r001": "Count the visits.", "r002": "Write to the panel."}], ids=len)
def test_two_records_that_changed_their_names_have_lost_nothing(
    git: Git, texts: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    begin(OTHER, **texts)
    commit(git)
    capsys.readouterr()
    assert main(["audit", "heads", "records"]) == 0
    Path("kept").write_text(capsys.readouterr().out)
    swap()
    git("add", "-A", "records")
    git("commit", "-qm", "swapped")
    before = [trail_of(name).read_bytes() for name in (ID, OTHER)]
    capsys.readouterr()
    assert main([*VERIFY, "--since", "kept"]) == 0, capsys.readouterr()
    assert main(STATUS) == 0, capsys.readouterr()
    assert restore_lost(ID) == 0
    assert [trail_of(name).read_bytes() for name in (ID, OTHER)] == before


def test_a_record_that_has_its_first_name_again_has_lost_nothing(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    rename(ID, NEW)
    rename(NEW, ID)
    capsys.readouterr()
    assert main(["audit", "heads", "records"]) == 0
    Path("kept").write_text(capsys.readouterr().out)
    rename(ID, OTHER)
    git("add", "-A", "records")
    git("commit", "-qm", "renamed")
    assert main([*VERIFY, "--since", "kept"]) == 0, capsys.readouterr()
    assert main(STATUS) == 0, capsys.readouterr()


def test_a_name_that_another_review_has_now_says_nothing_of_the_trail_that_had_it(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "heads", "records"]) == 0
    Path("kept").write_text(capsys.readouterr().out)
    rename(ID, NEW)
    begin(ID, r001="Count the visits.", r002="Write to the panel.")
    git("add", "-A", "records")
    git("commit", "-qm", "another review")
    before = trail_of(ID).read_bytes()
    capsys.readouterr()
    assert main([*VERIFY, "--since", "kept"]) == 0, capsys.readouterr()
    assert main(STATUS) == 0, capsys.readouterr()
    assert restore_lost(ID) == 0
    assert trail_of(ID).read_bytes() == before
    # A decision that is cut from the renamed trail is still told, of that trail.
    note(NEW, "r002", "x")
    git("commit", "-qam", "a decision")
    git("revert", "--no-edit", "HEAD")
    capsys.readouterr()
    assert main(STATUS) == 1
    assert len(lines_of(capsys.readouterr().out, "missing from it")) == 1


def test_a_review_that_was_deleted_does_not_come_back_into_another_one_of_its_name(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    file_of(ID).unlink()
    trail_of(ID).unlink()
    begin(ID, r001="Count the visits.", r002="Write to the panel.")
    commit(git)
    before = trail_of(ID).read_bytes()
    capsys.readouterr()
    assert main(STATUS) == 1
    told = capsys.readouterr().out
    assert "another record's trail" in told
    assert restore_lost(ID) == 1
    assert trail_of(ID).read_bytes() == before
    assert "give the record that is there now another id" in capsys.readouterr().err
    rename(ID, NEW)
    assert restore_lost(ID) == 0
    assert (value(ID, "r001", "text"), value(NEW, "r001", "text")) == ("Review it.", "Count the visits.")
    assert main(VERIFY) == 0


@pytest.mark.parametrize("cut", ["cut", "gone", "begun anew"])
def test_a_whole_copy_under_another_name_does_not_answer_for_a_trail_that_was_cut(
    git: Git, cut: str, capsys: pytest.CaptureFixture[str]
) -> None:
    note(ID, "r002", "the last decision")
    assert main(["audit", "heads", "records"]) == 0
    Path("kept").write_text(capsys.readouterr().out)
    record, raw = file_of(ID).read_bytes(), trail_of(ID).read_bytes()
    rename(ID, NEW)
    file_of(ID).write_bytes(record)
    if cut == "cut":
        trail_of(ID).write_bytes(b"".join(raw.splitlines(keepends=True)[:-1]))
    if cut == "begun anew":
        assert main(["audit", "adopt", ID, "--reason", "seems right"]) == 0
    capsys.readouterr()
    assert main([*VERIFY, "--since", "kept"]) == 1
    assert f"{ID}.trail.jsonl: " in capsys.readouterr().err


def test_one_trail_in_two_files_is_an_error(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    rename(ID, NEW)
    commit(git)
    git("checkout", "HEAD~1", "--", str(file_of(ID)), str(trail_of(ID)))
    capsys.readouterr()
    assert main(VERIFY) == 1
    told = lines_of(capsys.readouterr().out, "the same trail")
    assert len(told) == 1
    assert file_of(ID).name in told[0]
    assert trail_of(NEW).name in told[0]
    check = ["check", "records", "--select", "DHR909", "--output-format", "concise"]
    assert main([*check, "--no-cache"]) == 1
    assert main(check) == 1  # from the cache
    assert len(lines_of(capsys.readouterr().out, "DHR909 error")) == 4


def test_a_copy_in_a_folder_below_does_not_take_over_the_trail(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    Path("records", "dhrcurate.toml").unlink()
    below = Path("records", "below")
    below.mkdir()
    raw = file_of(ID).read_bytes().replace(ID.encode(), NEW.encode())
    copy = below / f"{NEW}.toml"
    copy.write_bytes(raw)
    trail = below / f"{NEW}.trail.jsonl"
    trail.write_bytes(trail_of(ID).read_bytes())
    before = trail.read_bytes()
    assert main(["audit", "adopt", str(copy), "--renamed-from", ID, "--reason", "x"]) == 1
    assert "it is still there" in capsys.readouterr().err
    assert trail.read_bytes() == before


def test_a_decision_whose_record_was_renamed_under_an_open_session_is_not_told_as_gone(git: Git) -> None:
    session = Session(Library.open(Path("records")), "A. Curator")
    session.apply(ID, decide.accept(Document.read(file_of(ID)).data or {}, "r002"))
    rename(ID, NEW)
    session.must_stand()
    trail_of(NEW).write_bytes(b"".join(trail_of(NEW).read_bytes().splitlines(keepends=True)[:2]))
    with pytest.raises(GoneError, match=NEW):
        session.must_stand()


def test_two_records_whose_names_were_swapped_at_once_are_both_adopted(git: Git) -> None:
    begin(OTHER, r001="Count the visits.", r002="Write to the panel.")
    move(ID, "between-1")
    move(OTHER, ID)
    move("between-1", OTHER)
    assert adopt(ID, OTHER) == 0
    assert adopt(OTHER, ID) == 0
    assert main(VERIFY) == 0
    assert value(ID, "r001", "note") == f"of {OTHER}"


def test_heads_are_not_merged_into_a_record_whose_rename_nobody_recorded(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    git("branch", "other")
    note(ID, "r001", "ours")
    commit(git)
    git("switch", "-q", "other")
    note(ID, "r002", "theirs")
    commit(git)
    git("merge", "-q", "--no-edit", "main")
    move(ID, NEW)
    before = trail_of(NEW).read_bytes()
    capsys.readouterr()
    assert main(["audit", "merge", NEW, "--take-record"]) == 1
    assert ID in capsys.readouterr().err
    assert trail_of(NEW).read_bytes() == before
    move(NEW, ID)
    assert main(["audit", "merge", ID]) == 0
    rename(ID, NEW)
    assert main(VERIFY) == 0
    assert len(events_of(NEW).heads) == 1
