"""Trails that are gone, emptied, cut or blanked: `check` and `audit verify` agree, and nothing hides the loss."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from dhrcurate.trail.fold import lines_of_events
from dhrcurate.trail.log import read_events
from trails import RECORD

ID = "exampleton-2023-06"
RECORD_FILE, TRAIL = Path("records", f"{ID}.toml"), Path("records", f"{ID}.trail.jsonl")
REGISTER_TRAIL = Path("records", "agencies.trail.jsonl")


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A record with a decision, a note and a register of its own, each with its trail."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    Path("records").mkdir()
    Path("records", "dhrcurate.toml").write_text("")
    RECORD_FILE.write_bytes(dump(RECORD))
    session = Session(Library.open(Path("records")), "A. Curator")
    session.apply(ID, decide.accept(data(), "r001"))
    session.apply(ID, fields.set_field(data(), "r002", "note", "which staff?"))
    for name in ("Otherton Trust", "Thirdton Trust"):
        assert main(["agencies", "add", name, "--library", "records", "--kind", "charity"]) == 0
    return session


def data() -> dict[str, object]:
    return dict(Document.read(RECORD_FILE).data or {})


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def commit_all() -> None:
    """Puts all that is there into a new repository."""
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "a beginning")


def blank(path: Path, index: int) -> None:
    events = list(read_events(path.read_bytes()).events)
    events[index] = replace(events[index], changes=tuple(c.without(("/old", "/new")) for c in events[index].changes))
    path.write_bytes(lines_of_events(events))


def cut(path: Path) -> None:
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))


LOSSES: dict[str, Callable[[], object]] = {
    "deleted": TRAIL.unlink,
    "emptied": lambda: TRAIL.write_bytes(b""),
    "cut": lambda: cut(TRAIL),
    "blanked": lambda: blank(TRAIL, 1),
    "record deleted": RECORD_FILE.unlink,
    "register emptied": lambda: REGISTER_TRAIL.write_bytes(b""),
    "register cut": lambda: cut(REGISTER_TRAIL),
    "register blanked": lambda: blank(REGISTER_TRAIL, 1),
}
CHECK = ["check", "records", "--select", "DHR9"]


@pytest.mark.parametrize("loss", LOSSES)
def test_check_and_verify_both_find_it(session: Session, loss: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*CHECK, "--no-cache"]) == 0
    assert main(["audit", "verify", "records"]) == 0
    LOSSES[loss]()
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 1
    assert main(CHECK) == 1
    assert main(CHECK) == 1  # from the cache
    assert "DHR90" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["deleted", "emptied"])
def test_nothing_is_written_over_a_lost_trail_until_it_is_adopted(session: Session, how: str) -> None:
    LOSSES[how]()
    before = RECORD_FILE.read_bytes()
    with pytest.raises(RefusedError, match=r"r001 is accepted, and its trail is (gone|empty)"):
        Session(session.library, "A. Curator").apply(ID, decide.query(data(), "r002", "why?"))
    assert RECORD_FILE.read_bytes() == before
    assert main(["audit", "adopt", ID, "--reason", "the disk was lost"]) == 0
    Session(session.library, "A. Curator").apply(ID, decide.query(data(), "r002", "why?"))
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("how", ["deleted", "emptied"])
@pytest.mark.parametrize("committed", [False, True])
def test_a_lost_trail_comes_back_from_git(session: Session, how: str, committed: bool) -> None:
    commit_all()
    before = TRAIL.read_bytes()
    LOSSES[how]()
    if committed:
        git("commit", "-qam", "lost")
    assert main(["audit", "restore", ID, "--lost"]) == 0
    assert TRAIL.read_bytes() == before
    assert main(["audit", "verify", "records"]) == 0


def test_what_was_committed_before_a_redaction_does_not_come_back_with_a_lost_trail(session: Session) -> None:
    session.apply(ID, fields.set_field(data(), "r002", "note", "Jane Roe"))
    session.apply(ID, fields.set_field(data(), "r002", "note", None))
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "with a name")
    Path("text").write_text("jane roe")
    assert main(["audit", "redact", ID, "--text-from", "text"]) == 0
    git("commit", "-qam", "without")
    before = TRAIL.read_bytes()
    TRAIL.unlink()
    git("commit", "-qam", "lost")
    assert main(["audit", "restore", ID, "--lost"]) == 0
    assert TRAIL.read_bytes() == before


@pytest.mark.parametrize("how", ["reverted", "union"])
def test_a_redaction_that_a_revert_or_merge_undid_is_told_and_made_again(
    session: Session, how: str, capsys: pytest.CaptureFixture[str]
) -> None:
    session.apply(ID, fields.set_field(data(), "r002", "note", "Jane Roe"))
    session.apply(ID, fields.set_field(data(), "r002", "note", None))
    whole = TRAIL.read_bytes().splitlines(keepends=True)
    Path("text").write_text("jane roe")
    assert main(["audit", "redact", ID, "--text-from", "text"]) == 0
    redacted = TRAIL.read_bytes().splitlines(keepends=True)
    back = [*whole, redacted[-1]] if how == "reverted" else [*redacted, *whole]
    TRAIL.write_bytes(b"".join(back))
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 1
    assert "`dhrcurate audit merge RECORD`" in capsys.readouterr().out
    assert main(CHECK) == 1
    assert main(["audit", "merge", ID]) == 0
    assert TRAIL.read_bytes() == b"".join(redacted)
    assert main(["audit", "verify", "records"]) == 0
    TRAIL.write_bytes(b"".join(back))
    Session(session.library, "A. Curator").apply(ID, decide.query(data(), "r002", "why?"))  # as every writer does
    assert b"Jane Roe" not in TRAIL.read_bytes()
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize(
    "copied", [(RECORD_FILE, TRAIL), (TRAIL,), (REGISTER_TRAIL,)], ids=["both", "trail", "register"]
)
def test_a_copy_in_another_folder_does_not_answer_for_a_head_that_was_kept(
    session: Session, copied: tuple[Path, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "heads", "records"]) == 0
    Path("kept").write_text(capsys.readouterr().out)
    assert main(["audit", "verify", "records", "--since", "kept"]) == 0
    copies = Path("records", "zz")
    copies.mkdir()
    for path in copied:
        (copies / path.name).write_bytes(path.read_bytes())
    record, trail = (RECORD_FILE, TRAIL) if TRAIL in copied else (Path("records", "agencies.toml"), REGISTER_TRAIL)
    trail.unlink()
    assert main(["audit", "adopt", str(record), "--reason", "begun anew"]) == 0
    assert main(["audit", "verify", str(trail)]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "records", "--since", "kept"]) == 1
    told = capsys.readouterr()
    assert f"{trail}: the event" in told.err.replace(str(Path.cwd()) + "/", "")
    assert "every head that was kept" not in told.err


def test_one_id_twice_is_an_error_in_whatever_folders(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "zz"):
        Path("records", name).mkdir()
        for path in (RECORD_FILE, TRAIL):
            Path("records", name, path.name).write_bytes(path.read_bytes())
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 1
    told = capsys.readouterr()
    assert told.out.count(f"a/{RECORD_FILE.name} has the same id") == 2
    assert "2 with errors" in told.err
    assert main(["check", "records", "--select", "DHR708", "--output-format", "concise"]) == 1
    found = [line.split(":", 1)[0] for line in capsys.readouterr().out.splitlines() if "DHR708" in line]
    assert sorted(Path(name).parent.name for name in found) == ["a", "records", "zz"]


def test_heads_of_the_first_version_are_read_with_and_without_digests(session: Session) -> None:
    head = read_events(TRAIL.read_bytes()).events[-1].id
    for line in (f"{head}  {ID}", f"{head}  sha256:{'0' * 64}  {ID}", f"{head}  (no record)  {ID}"):
        Path("kept").write_text(line + "\n")
        assert main(["audit", "verify", "records", "--since", "kept"]) == 0
    Path("kept").write_text(f"{'0' * 64}  {ID}\n")
    assert main(["audit", "verify", "records", "--since", "kept"]) == 1


@pytest.mark.parametrize("index", [1, -1])
def test_a_line_that_was_deleted_comes_back_where_it_stood(session: Session, index: int) -> None:
    session.apply(ID, decide.query(data(), "r002", "why?"))
    commit_all()
    trail, record = TRAIL.read_bytes(), RECORD_FILE.read_bytes()
    lines = trail.splitlines(keepends=True)
    del lines[index]
    TRAIL.write_bytes(b"".join(lines))
    assert main(["audit", "restore", ID, "--lost"]) == 0
    assert TRAIL.read_bytes() == trail
    assert RECORD_FILE.read_bytes() == record
    assert main(["audit", "verify", "records"]) == 0
    assert main(["git", "status", "records"]) == 0


def test_events_come_back_in_the_order_in_which_they_were_made(session: Session) -> None:
    commit_all()
    session.apply(ID, decide.query(data(), "r002", "why?"))
    git("commit", "-qam", "a decision")
    git("revert", "--no-edit", "HEAD")
    assert main(["audit", "restore", ID, "--lost"]) == 0
    git("commit", "-qam", "restored")
    before = TRAIL.read_bytes()
    TRAIL.unlink()
    assert main(["audit", "restore", ID, "--lost"]) == 0
    assert TRAIL.read_bytes() == before
    assert main(["audit", "verify", "records"]) == 0


def test_a_trail_that_was_begun_anew_with_a_reason_answers_for_the_one_that_was_lost(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    commit_all()
    TRAIL.unlink()
    assert main(["audit", "adopt", ID, "--reason", "the disk was lost"]) == 0
    git("commit", "-qam", "begun anew")
    capsys.readouterr()
    assert main(["git", "status", "records"]) == 0
    assert "began a new trail" in capsys.readouterr().out
    before = TRAIL.read_bytes()
    assert main(["audit", "restore", ID, "--lost"]) == 1
    assert "the disk was lost" in capsys.readouterr().err
    assert TRAIL.read_bytes() == before
    session.apply(ID, decide.query(data(), "r002", "why?"))
    git("commit", "-qam", "a decision")
    cut(TRAIL)
    assert main(["git", "status", "records"]) == 1


def test_what_a_revert_took_out_before_another_decision_comes_back_as_a_second_head(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    commit_all()
    session.apply(ID, decide.query(data(), "r002", "why?"))
    git("commit", "-qam", "a decision")
    git("revert", "--no-edit", "HEAD")
    Session(session.library, "A. Curator").apply(ID, fields.set_field(data(), "r001", "note", "later"))
    git("commit", "-qam", "another")
    assert main(["audit", "restore", ID, "--lost"]) == 1
    assert "two heads" in capsys.readouterr().err
    assert main(["audit", "merge", ID]) == 0
    assert main(["audit", "verify", "records"]) == 0
    git("commit", "-qam", "joined")
    assert main(["git", "status", "records"]) == 0


def test_the_trail_of_another_record_is_told_by_both_and_never_adopted(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path("records", "otherton-2020-01.toml")
    other.write_bytes(dump({**RECORD, "id": "otherton-2020-01"}))
    Session(session.library, "A. Curator").apply("otherton-2020-01", decide.accept(data(), "r002"))
    TRAIL.write_bytes(other.with_name("otherton-2020-01.trail.jsonl").read_bytes())
    before = TRAIL.read_bytes()
    said = "this is the trail of another record: otherton-2020-01"
    capsys.readouterr()
    for command in (["audit", "verify", "records"], [*CHECK, "--no-cache"]):
        assert main(command) == 1
        assert said in capsys.readouterr().out
    assert main(["audit", "adopt", ID, "--reason", "seems right"]) == 1
    assert said in capsys.readouterr().err
    assert TRAIL.read_bytes() == before


@pytest.mark.parametrize("command", [["diff"], ["adopt", "--reason", "by hand"]])
def test_a_record_that_cannot_be_read_is_named_with_its_line(
    session: Session, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    RECORD_FILE.write_text("format = 1\n<<<<<<< HEAD\nid = 1\n=======\nid = 2\n>>>>>>> other\n")
    capsys.readouterr()
    assert main(["audit", command[0], ID, *command[1:]]) == 2
    assert f"{ID}.toml:2: git left a conflict here" in capsys.readouterr().err
    RECORD_FILE.write_text("format = 1\nid =\n")
    assert main(["audit", command[0], ID, *command[1:]]) == 2
    assert f"{ID}.toml:2: cannot be read" in capsys.readouterr().err


def test_an_emptied_register_trail_is_begun_anew_only_by_adoption(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    REGISTER_TRAIL.write_bytes(b"")
    assert main(["agencies", "add", "Fourthton Trust", "--library", "records", "--kind", "charity"]) == 1
    assert "its trail is empty" in capsys.readouterr().err
    assert REGISTER_TRAIL.read_bytes() == b""
    assert main(["audit", "adopt", "agencies", "--library", "records", "--reason", "lost"]) == 0
    assert main(["agencies", "add", "Fourthton Trust", "--library", "records", "--kind", "charity"]) == 0


NEW_ID = "newton-2024-01"


@pytest.fixture
def renamed(session: Session) -> Path:
    """A record that was given another id outside, its files with it."""
    new = Path("records", f"{NEW_ID}.toml")
    new.write_bytes(RECORD_FILE.read_bytes().replace(ID.encode(), NEW_ID.encode()))
    RECORD_FILE.unlink()
    TRAIL.rename(new.with_name(f"{NEW_ID}.trail.jsonl"))
    return new


def test_a_record_that_was_renamed_outside_is_adopted_where_its_earlier_id_is_named(
    renamed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    adopt = ["audit", "adopt", NEW_ID, "--reason", "the panel's number"]
    assert main(adopt) == 1
    told = capsys.readouterr().err
    assert f"--renamed-from {ID} " in told
    assert main([*adopt, "--renamed-from", ID]) == 0
    assert main(["audit", "verify", "records"]) == 0
    assert main([*CHECK, "--no-cache", "--select", "DHR9"]) == 0
    Session(Library.open(Path("records")), "A. Curator").apply(
        NEW_ID, decide.to_pending(Document.read(renamed).data or {}, "r001")
    )
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize(("earlier", "inside"), [("otherton-2020-01", NEW_ID), (ID, "thirdton-2020-01")])
def test_a_rename_is_refused_that_names_another_id_or_is_not_done_in_the_record(
    renamed: Path, earlier: str, inside: str, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed.write_bytes(renamed.read_bytes().replace(NEW_ID.encode(), inside.encode()))
    trail = renamed.with_name(f"{NEW_ID}.trail.jsonl")
    before = trail.read_bytes()
    capsys.readouterr()
    assert main(["audit", "adopt", NEW_ID, "--reason", "why", "--renamed-from", earlier]) == 1
    assert trail.read_bytes() == before


def test_heads_that_were_kept_are_found_in_a_trail_that_goes_on_under_another_id(
    renamed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = read_events(renamed.with_name(f"{NEW_ID}.trail.jsonl").read_bytes()).events[-1].id
    Path("kept").write_text(f"dhrcurate-heads 2 2026-11-30T00:00:00Z\n{head} 4 {ID}\n")
    since = ["audit", "verify", "records", "--since", "kept"]
    assert main(since) == 1  # renamed, but nobody said so
    assert f"{ID}: its head was kept, and now it is gone" in capsys.readouterr().err
    assert main(["audit", "adopt", NEW_ID, "--reason", "the panel's number", "--renamed-from", ID]) == 0
    assert main(since) == 0
    Path("kept").write_text(f"dhrcurate-heads 2 2026-11-30T00:00:00Z\n{'0' * 64} 4 {ID}\n")
    capsys.readouterr()
    assert main(since) == 1
    assert "the event 000000000000 is missing" in capsys.readouterr().err


def test_a_state_before_a_rename_is_restored_under_the_id_of_today(renamed: Path) -> None:
    before = read_events(renamed.with_name(f"{NEW_ID}.trail.jsonl").read_bytes()).events[0].id
    assert main(["audit", "adopt", NEW_ID, "--reason", "the panel's number", "--renamed-from", ID]) == 0
    assert main(["audit", "restore", NEW_ID, "--at", before, "--reason", "begin again"]) == 0
    restored = Document.read(renamed).data or {}
    assert (restored["id"], "note" in restored["recommendations"][1]) == (NEW_ID, False)
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("is_missing", [False, True], ids=["record", "no record"])
@pytest.mark.parametrize(
    ("changed", "page"),
    [(False, f"sources/{NEW_ID}.html"), (True, f"sources/{ID}.html")],
    ids=["the same page", "another page"],
)
def test_a_state_before_a_rename_is_restored_with_the_page_of_today(
    session: Session, page: str, *, changed: bool, is_missing: bool
) -> None:
    sources, new = Path("records", "sources"), Path("records", f"{NEW_ID}.toml")
    digests = [sha256(b"a page").hexdigest(), sha256(b"another page" if changed else b"a page").hexdigest()]
    source = f'[source]\npage = "sources/{ID}.html"\nsha256 = "{digests[0]}"\n'
    RECORD_FILE.write_text(RECORD_FILE.read_text() + f"\n{source}")
    assert main(["audit", "adopt", ID, "--reason", "the page"]) == 0
    before = read_events(TRAIL.read_bytes()).events[-1].id
    sources.mkdir()
    (sources / f"{NEW_ID}.html").write_bytes(b"another page" if changed else b"a page")
    new.write_text(RECORD_FILE.read_text().replace(ID, NEW_ID).replace(digests[0], digests[1]))
    RECORD_FILE.unlink()
    TRAIL.rename(new.with_name(f"{NEW_ID}.trail.jsonl"))
    assert main(["audit", "adopt", NEW_ID, "--reason", "the panel's number", "--renamed-from", ID]) == 0
    if is_missing:
        new.unlink()
    else:
        Session(Library.open(Path("records")), "A. Curator").apply(
            NEW_ID, decide.to_pending(Document.read(new).data or {}, "r001")
        )
    assert main(["audit", "restore", NEW_ID, "--at", before, "--reason", "begin again"]) == 0
    restored = Document.read(new).data or {}
    assert (restored["id"], restored["source"]) == (NEW_ID, {"page": page, "sha256": digests[0]})
    assert main(["audit", "verify", "records"]) == 0


@pytest.mark.parametrize("still", [RECORD_FILE, TRAIL], ids=["record", "trail"])
def test_a_copy_does_not_take_over_the_trail_of_a_record_that_is_still_there(
    session: Session, still: Path, renamed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = {RECORD_FILE: renamed, TRAIL: renamed.with_name(f"{NEW_ID}.trail.jsonl")}[still]
    still.write_bytes(new.read_bytes().replace(NEW_ID.encode(), ID.encode()))
    trail = renamed.with_name(f"{NEW_ID}.trail.jsonl")
    before = trail.read_bytes()
    capsys.readouterr()
    assert main(["audit", "adopt", NEW_ID, "--reason", "why", "--renamed-from", ID]) == 1
    assert f"{still.name}: it is still there" in capsys.readouterr().err
    assert trail.read_bytes() == before


def test_a_register_without_a_trail_is_told_where_it_holds_decisions(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    REGISTER_TRAIL.unlink()
    capsys.readouterr()
    assert main(["audit", "verify", "records"]) == 0
    assert "warning" not in capsys.readouterr().out  # entries may be written by hand
    register = REGISTER_TRAIL.with_name("agencies.toml")
    register.write_bytes(register.read_bytes() + b'\n[[distinct]]\nnames = ["Otherton Trust", "Thirdton Trust"]\n')
    assert main(["audit", "verify", "records"]) == 0
    told = capsys.readouterr().out
    assert "warning: there is no trail, although it holds [[distinct]] decisions" in told
    assert "--lost" in told
