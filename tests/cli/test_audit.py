import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide, fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.canonical import digest
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from trails import RECORD, Writer, first_version

ID = "exampleton-2023-06"


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with one record: adopted, one recommendation accepted, another queried."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "B. Curator")
    root = tmp_path / "records"
    root.mkdir()
    (root / "dhrcurate.toml").write_text("")
    (root / f"{ID}.toml").write_bytes(dump(RECORD))
    session = Session(Library.open(root), "A. Curator")
    data = Document.read(root / f"{ID}.toml").data or {}
    data = session.apply(ID, decide.accept(data, "r001")).loaded.data
    session.apply(ID, decide.query(data, "r002", "which staff?"))
    return root


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_log_tells_newest_first_and_one_recommendation_alone(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "log", ID]) == 0
    told = [line for line in lines(capsys) if not line.startswith(" ")]
    assert [line.split("  ")[3] for line in told] == ["edit", "edit", "adopt"]
    assert main(["audit", "log", str(library / f"{ID}.toml"), "r001", "--output-format", "json"]) == 0
    events = json.loads(capsys.readouterr().out)
    assert [e["action"] for e in events] == ["edit", "adopt"]


@pytest.mark.parametrize("command", ["log", "blame"])
def test_what_is_no_key_is_told_of(command: str, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", command, ID, "r999"]) == 2
    assert capsys.readouterr().err == f"dhrcurate: {ID}: no recommendation has, or ever had, the key r999\n"
    data = Document.read(library / f"{ID}.toml").data or {}
    Session(Library.open(library), "A. Curator").apply(ID, fields.set_field(data, "r001", "number", "R14"))
    assert main(["audit", command, ID, "R14"]) == 2
    assert "the key of number R14 is r001" in capsys.readouterr().err


def test_a_folder_without_trails_is_told_of(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library.parent / "recrods").mkdir()
    assert main(["audit", "verify", "recrods"]) == 0
    assert capsys.readouterr().err.startswith("recrods: there is no trail here")


def test_blame_names_who_set_a_value(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "blame", ID, "r002"]) == 0
    note = next(line for line in lines(capsys) if "note" in line)
    assert "A. Curator" in note
    assert "which staff?" in note


def test_verify_is_silent_about_a_sound_library(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", str(library)]) == 0
    assert lines(capsys) == []


def test_verify_takes_the_library_as_the_other_commands_do(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = library / f"{ID}.toml"
    record.write_bytes(record.read_bytes().replace(b"Train staff.", b"Train all staff."))
    elsewhere = library.rename(library.parent / "elsewhere")
    assert main(["audit", "verify", "--library", str(elsewhere)]) == 1
    assert "changed outside dhrcurate" in capsys.readouterr().out
    assert main(["audit", "verify", ID, "--library", str(elsewhere)]) == 2
    assert "name the library once" in capsys.readouterr().err


def test_a_record_changed_by_hand_is_found_shown_and_adopted(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = library / f"{ID}.toml"
    record.write_bytes(record.read_bytes().replace(b"Train staff.", b"Train all staff."))
    assert main(["audit", "verify", str(library)]) == 1
    assert "changed outside dhrcurate" in capsys.readouterr().out
    assert main(["audit", "diff", ID]) == 0
    assert lines(capsys) == ['r002 text: "Train staff." -> "Train all staff."']
    assert main(["audit", "adopt", ID, "--reason", "the printed report says all"]) == 0
    assert "B. Curator  adopt" in capsys.readouterr().out
    assert main(["audit", "verify", str(library)]) == 0
    assert main(["audit", "adopt", ID, "--reason", "again"]) == 0
    assert "nothing to adopt" in capsys.readouterr().err


def test_an_earlier_state_is_shown_and_restored_as_a_new_event(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["audit", "log", ID, "--output-format", "json"])
    first = json.loads(capsys.readouterr().out)[-1]["id"]
    assert main(["audit", "show", ID, "--at", first[:10], "--output-format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["recommendations"][0]["status"] == "pending"
    assert main(["audit", "restore", ID, "--at", first[:10], "--reason", "begin again"]) == 0
    restored = Document.read(library / f"{ID}.toml").data
    assert restored == RECORD
    assert main(["audit", "verify", str(library)]) == 0


def test_a_restore_is_shown_before_it_is_made(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["audit", "log", ID, "--output-format", "json"])
    first = json.loads(capsys.readouterr().out)[-1]["id"]
    monkeypatch.delenv("DHRCURATE_CURATOR")
    before = {path: path.read_bytes() for path in library.iterdir() if path.is_file()}
    assert main(["audit", "restore", ID, "--at", first, "--dry-run"]) == 0
    said = capsys.readouterr()
    assert 'r001 status: "accepted" -> "pending"' in said.out.splitlines()
    assert said.err == "would make 3 changes; nothing was changed\n"
    (library / f"{ID}.toml").unlink()
    assert main(["audit", "restore", ID, "--at", "2999-01-01", "--dry-run"]) == 0
    assert capsys.readouterr().err == "would restore the record; nothing was changed\n"
    (library / f"{ID}.toml").write_bytes(before[library / f"{ID}.toml"])
    assert {path: path.read_bytes() for path in library.iterdir() if path.is_file()} == before


def test_a_record_that_was_deleted_comes_back(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = library / f"{ID}.toml"
    before = Document.read(record).digest
    record.unlink()
    assert main(["audit", "verify", str(library)]) == 1
    assert "audit restore" in capsys.readouterr().out
    assert main(["audit", "restore", ID, "--at", "2999-01-01"]) == 0
    assert Document.read(record).digest == before
    assert main(["audit", "verify", str(library)]) == 0


def test_a_redacted_value_is_gone_from_the_trail_and_all_verifies(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(Library.open(library), "A. Curator")
    data = Document.read(library / f"{ID}.toml").data or {}
    session.apply(ID, fields.set_field(data, "r002", "note", None))
    assert main(["audit", "log", ID, "--holding", "which staff", "--output-format", "json"]) == 0
    holding = json.loads(capsys.readouterr().out)
    path = "/recommendations/r002/note"
    assert len(holding) == 2
    assert main(["audit", "redact", ID, holding[0]["id"][:12], path, "--reason", "a person was named"]) == 0
    told = capsys.readouterr().err
    assert "published before still hold it" in told
    assert "taken out at 2 places of 1 trail" in told
    assert "which staff?" not in (library / f"{ID}.trail.jsonl").read_text()
    assert main(["audit", "verify", str(library)]) == 0
    assert "redacted" in capsys.readouterr().out


def test_heads_are_printed_for_keeping_elsewhere(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "heads", str(library), "--output-format", "json"]) == 0
    heads = json.loads(capsys.readouterr().out)
    assert [(h["record"], h["events"]) for h in heads] == [(ID, 3)]
    (library / "untouched-2020-01.toml").write_bytes(dump({**RECORD, "id": "untouched-2020-01"}))
    assert main(["audit", "heads", str(library)]) == 0
    kept = capsys.readouterr().out
    first, *rest = kept.splitlines()
    assert first.startswith("dhrcurate-heads 2 20")
    assert rest == [f"{heads[0]['head']} 3 {ID}", "- 0 untouched-2020-01"]
    assert (Document.read(library / f"{ID}.toml").digest or "").removeprefix("sha256:") not in kept


def test_a_trail_that_was_cut_deleted_or_replaced_shows_against_heads_that_were_kept(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["audit", "heads", str(library)])
    Path("kept").write_text(capsys.readouterr().out)
    since = ["audit", "verify", str(library), "--since", "kept"]
    data = Document.read(library / f"{ID}.toml").data or {}
    Session(Library.open(library), "A. Curator").apply(ID, fields.set_field(data, "r001", "note", "later"))
    assert main(since) == 0  # what follows a kept head is no loss
    trail, record = library / f"{ID}.trail.jsonl", library / f"{ID}.toml"
    whole = trail.read_bytes().splitlines(keepends=True)
    capsys.readouterr()
    main(["audit", "show", ID, "--at", json.loads(whole[1])["id"], "--output-format", "json"])
    earlier = json.loads(capsys.readouterr().out)
    trail.write_bytes(b"".join(whole[:2]))
    record.write_bytes(dump(earlier))
    assert main(["audit", "verify", str(library)]) == 0  # as if it had ended there
    assert main(since) == 1
    assert "rewritten or cut" in capsys.readouterr().err
    trail.unlink()
    record.unlink()
    assert main(since) == 1
    assert f"{ID}: its head was kept, and now it is gone" in capsys.readouterr().err
    Path("kept").write_text("nothing of the kind\n")
    assert main(since) == 2
    assert "kept:1: it is not a line of heads" in capsys.readouterr().err


def fork(library: Path, ours: str, theirs: str) -> None:
    """Two branches that each note something else on r001, or on r001 and r002, as git's union merge leaves them."""
    record, trail = library / f"{ID}.toml", library / f"{ID}.trail.jsonl"
    start = (record.read_bytes(), trail.read_bytes())
    ends = []
    for key, note in (ours.split("="), theirs.split("=")):
        record.write_bytes(start[0])
        trail.write_bytes(start[1])
        session = Session(Library.open(library), "A. Curator")
        session.apply(ID, fields.set_field(Document.read(record).data or {}, key, "note", note))
        ends.append(trail.read_bytes()[len(start[1]) :])
    trail.write_bytes(start[1] + ends[1] + ends[0])


def test_two_heads_with_disjoint_changes_are_joined(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fork(library, "r001=ours", "r002=theirs")
    assert main(["audit", "verify", str(library)]) == 1
    assert "2 heads" in capsys.readouterr().out
    assert main(["audit", "merge", ID]) == 0
    assert main(["audit", "verify", str(library)]) == 0
    notes = [r.get("note") for r in (Document.read(library / f"{ID}.toml").data or {})["recommendations"]]
    assert notes == ["ours", "theirs"]


def test_heads_that_disagree_are_shown_and_wait_for_a_word(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fork(library, "r001=ours", "r001=theirs")
    assert main(["audit", "merge", ID]) == 1
    told = capsys.readouterr().out
    assert "r001 note: the branches disagree" in told
    assert '"ours"' in told
    assert '"theirs"' in told
    assert main(["audit", "merge", ID, "--take-record"]) == 0
    assert main(["audit", "verify", str(library)]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["log", "no-such-record"], "there is no record of this name"),
        (["restore", ID], "give either --at EVENT|TIME or --lost"),
        (["show", ID, "--at", "yesterday"], "neither an event's id nor a time"),
        (["verify", "nowhere"], "there is no such library"),
    ],
)
def test_a_call_that_cannot_be_carried_out_says_why_in_one_line(
    library: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["audit", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


@needs_ssh
def test_a_rewritten_trail_shows_against_signed_heads(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("key", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", name], check=True)
    Path("signers").write_text(f"a.curator {Path('key.pub').read_text()}")
    Path("strangers").write_text(f"b.curator {Path('other.pub').read_text()}")
    assert main(["audit", "sign", str(library), "--key", "key"]) == 0
    assert main(["audit", "verify", str(library), "--signers", "signers"]) == 0
    assert main(["audit", "verify", str(library), "--signers", "strangers"]) == 1
    assert main(["audit", "verify", str(library), "--signers", "signers", "--all-signed"]) == 0
    data = Document.read(library / f"{ID}.toml").data or {}
    Session(Library.open(library), "A. Curator").apply(ID, fields.set_field(data, "r001", "note", "later"))
    assert main(["audit", "verify", str(library), "--signers", "signers"]) == 0
    assert main(["audit", "verify", str(library), "--signers", "signers", "--all-signed"]) == 1
    assert "is not among the signed heads" in capsys.readouterr().err
    record, trail = library / f"{ID}.toml", library / f"{ID}.trail.jsonl"
    capsys.readouterr()
    main(["audit", "show", ID, "--at", json.loads(trail.read_text().splitlines()[1])["id"], "--output-format", "json"])
    earlier = json.loads(capsys.readouterr().out)
    trail.write_text("".join(trail.read_text().splitlines(keepends=True)[:2]))
    record.write_bytes(dump(earlier))
    assert main(["audit", "verify", str(library)]) == 0
    assert main(["audit", "verify", str(library), "--signers", "signers"]) == 1
    assert "rewritten or cut" in capsys.readouterr().err


def test_what_a_terminal_would_obey_is_shown_and_not_sent(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = "A.\x1b[31m\x9bm\u202eB"
    data = Document.read(library / f"{ID}.toml").data or {}
    Session(Library.open(library), odd).apply(ID, fields.set_field(data, "r001", "note", odd))
    (library / "\x1b[31m.toml").write_text("x = 1")
    for command in (
        ["log", ID],
        ["log", ID, "--output-format", "json"],
        ["blame", ID],
        ["blame", ID, "--output-format", "json"],
        ["heads", str(library)],
        ["verify", str(library)],
    ):
        # A name that is not plain has no line in heads.
        assert main(["audit", *command]) == int(command[0] == "heads")
        told = capsys.readouterr()
        assert not set("\x1b\x9b\u202e") & set(told.out + told.err), command
    assert main(["audit", "blame", ID, "--output-format", "json"]) == 0
    assert odd in {b["by"] for b in json.loads(capsys.readouterr().out)}


def test_what_was_edited_in_the_record_beside_a_fork_is_never_thrown_away(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fork(library, "r001=ours", "r002=theirs")
    record = library / f"{ID}.toml"
    record.write_text(record.read_text().replace("Exampleton review", "Exampleton review, joint"))
    before = record.read_bytes()
    assert main(["audit", "merge", ID]) == 1
    told = capsys.readouterr()
    assert "neither branch has this: review title" in told.out
    assert "--take-record" in told.err
    assert record.read_bytes() == before
    assert main(["audit", "merge", ID, "--take-record"]) == 0
    assert "added to the record: r001 note" in capsys.readouterr().out
    assert main(["audit", "verify", str(library)]) == 0
    data = Document.read(record).data or {}
    assert data["review"]["title"] == "Exampleton review, joint"
    assert [r.get("note") for r in data["recommendations"]] == ["ours", "theirs"]
    assert main(["audit", "log", ID, "-n", "1"]) == 0
    assert "Exampleton review, joint" in capsys.readouterr().out


def test_the_summary_counts_what_the_kept_heads_show(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("kept").write_text(f"{'0' * 64}  {ID}\n")
    capsys.readouterr()
    assert main(["audit", "verify", str(library), "--since", "kept"]) == 1
    assert "0 with errors, 1 error against the heads that were kept" in capsys.readouterr().err


def test_a_missing_file_of_signers_is_named_as_that(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", str(library), "--signers", "nobody"]) == 2
    assert "nobody: there is no such file of allowed signers" in capsys.readouterr().err


def test_version_1_is_told_once_and_a_field_of_its_import_is_redacted_by_its_text(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    writer = Writer()
    record, trail = library / f"{ID}.toml", library / f"{ID}.trail.jsonl"
    record.write_bytes(dump(RECORD))
    events = first_version(writer.events, [digest(writer.data or RECORD)])
    trail.write_bytes(b"".join(event.to_line() for event in events))
    capsys.readouterr()
    assert main(["audit", "verify", str(library)]) == 0
    told = capsys.readouterr()
    assert "version 1" not in told.out
    assert "1 trail with events of version 1" in told.err
    assert main(["audit", "redact", ID, events[0].id, "/recommendations/r001/text"]) == 2
    assert "use --text-from" in capsys.readouterr().err
