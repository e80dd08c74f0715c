"""A redaction that a revert undid: it is taken out again where that can be told, and else nobody writes over it."""

import json
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from repositories import environment, git_in
from trails import RECORD

ONE = "exampleton-2023-06"
NAME = "Jane Roe"


def apply(root: Path, field: str, value: object) -> None:
    data = Document.read(root / f"{ONE}.toml").data or {}
    Session(Library.open(root), "A. Curator").apply(ONE, fields.set_field(data, "r001", field, value))


def library(root: Path, names: list[str]) -> Path:
    """A library whose trail had some names redacted, and whose changes a revert then brought back."""
    root.mkdir()
    (root / "dhrcurate.toml").write_text("")
    (root / f"{ONE}.toml").write_bytes(dump({**RECORD, "id": ONE}))
    apply(root, "agencies", names)
    apply(root, "agencies", [name for name in names if NAME not in name])
    trail = root / f"{ONE}.trail.jsonl"
    before = {form["id"]: form for form in map(json.loads, trail.read_text().splitlines())}
    (root.parent / "text").write_text(NAME)
    assert main(["audit", "redact", ONE, "--text-from", "text"]) == 0
    lines = []
    for form in map(json.loads, trail.read_text().splitlines()):
        if any("redacted" in change for change in form["changes"]):
            form["changes"] = before[form["id"]]["changes"]
        lines.append(json.dumps(form, separators=(",", ":")) + "\n")
    trail.write_text("".join(lines))
    assert main(["audit", "verify", "records"]) == 1
    return root


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    return tmp_path / "records"


def test_one_name_among_many_is_taken_out_again_by_the_next_write(root: Path) -> None:
    library(root, [*(f"Agency {i}" for i in range(40)), NAME])
    apply(root, "note", "another")
    assert NAME not in (root / f"{ONE}.trail.jsonl").read_text()
    assert main(["audit", "verify", "records"]) == 0


def test_where_it_cannot_be_told_nobody_writes_until_it_is_redacted_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library(root, [*(f"Agency {i}" for i in range(30)), *(f"{NAME} {i}" for i in range(12))])
    capsys.readouterr()
    trail = root / f"{ONE}.trail.jsonl"
    before, record = trail.read_bytes(), (root / f"{ONE}.toml").read_bytes()
    with pytest.raises(RefusedError, match="audit redact"):
        apply(root, "note", "another")
    (root / f"{ONE}.toml").write_bytes(record.replace(b"Agency 1", b"Agency One"))
    assert main(["audit", "adopt", ONE, "--reason", "by hand"]) == 1
    error = capsys.readouterr().err
    assert "audit redact" in error
    assert error.count("\n") == 1
    assert trail.read_bytes() == before
    (root / f"{ONE}.toml").write_bytes(record)
    assert main(["audit", "redact", ONE, "--text-from", "text"]) == 0
    assert NAME not in trail.read_text()
    assert main(["audit", "verify", "records"]) == 0
    apply(root, "note", "another")
    assert main(["audit", "verify", "records"]) == 0


def test_one_change_at_a_time_can_be_redacted_again(root: Path) -> None:
    library(root, [*(f"Agency {i}" for i in range(30)), *(f"{NAME} {i}" for i in range(12))])
    trail = root / f"{ONE}.trail.jsonl"
    event = json.loads(trail.read_text().splitlines()[1])["id"]
    assert main(["audit", "redact", ONE, event, "/recommendations/r001/agencies"]) == 0
    assert NAME not in trail.read_text()
    assert main(["audit", "verify", "records"]) == 0


def test_a_reverted_commit_takes_the_redaction_with_it_and_the_lost_event_brings_it_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment(root.parent / "home").items():
        monkeypatch.setenv(name, value)
    root.mkdir()
    (root / "dhrcurate.toml").write_text("")
    (root / f"{ONE}.toml").write_bytes(dump({**RECORD, "id": ONE}))
    trail, heads = root / f"{ONE}.trail.jsonl", root.parent / "heads"
    for text in (f"told by {NAME}", "told by a neighbour"):
        apply(root, "note", text)
    git_in(root, "init", "-q")
    git_in(root, "add", ".")
    git_in(root, "commit", "-qm", "decisions")
    (root.parent / "text").write_text(NAME)
    assert main(["audit", "redact", ONE, "--text-from", "text"]) == 0
    git_in(root, "commit", "-qam", "redaction")
    capsys.readouterr()
    assert main(["audit", "heads", "records"]) == 0
    heads.write_text(capsys.readouterr().out)
    git_in(root, "revert", "--no-edit", "HEAD")
    assert NAME in trail.read_text()
    assert main(["audit", "verify", "records"]) == 0  # it is the trail of before
    assert main(["audit", "verify", "records", "--since", str(heads)]) == 1
    assert main(["git", "status", "records"]) == 1
    assert "1 committed event missing" in capsys.readouterr().out
    assert main(["audit", "restore", ONE, "--lost"]) == 0
    assert NAME not in trail.read_text()
    assert main(["audit", "verify", "records", "--since", str(heads)]) == 0


def test_a_record_that_is_missing_is_not_restored_over_it_either(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library(root, [*(f"Agency {i}" for i in range(30)), *(f"{NAME} {i}" for i in range(12))])
    trail = root / f"{ONE}.trail.jsonl"
    before = trail.read_bytes()
    head = json.loads(before.splitlines()[-1])["id"]
    (root / f"{ONE}.toml").unlink()
    capsys.readouterr()
    assert main(["audit", "restore", ONE, "--at", head, "--reason", "it was lost"]) == 1
    assert "audit redact" in capsys.readouterr().err
    assert trail.read_bytes() == before
    assert not (root / f"{ONE}.toml").exists()


def test_what_a_revert_brought_back_beside_the_redaction_is_said_to_be_taken_out_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment(root.parent / "home").items():
        monkeypatch.setenv(name, value)
    library(root, [NAME])
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "reverted"]):
        git_in(root, *arguments)
    capsys.readouterr()
    assert main(["audit", "restore", ONE, "--lost"]) == 0
    told = capsys.readouterr().err
    assert "what a redaction took out stood there again, and was taken out" in told
    assert "0 events" not in told
    assert main(["audit", "verify", "records"]) == 0
