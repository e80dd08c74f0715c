"""A redaction that a revert undid: it is taken out again where that can be told, and else nobody writes over it."""

import json
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import fields
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Edit
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


PAGE = Path("records", "sources", f"{ONE}.txt")


def _committed_redaction(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name in a note, a waiver's reason and the page, committed; then a commit that takes it out of all for good."""
    for name, value in environment(root.parent / "home").items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    PAGE.parent.mkdir(parents=True)
    PAGE.write_text(f"Recommendations\n\n1. Somebody should act, as told by {NAME}.\n")
    (root / "dhrcurate.toml").write_text("")
    source = {"page": f"sources/{PAGE.name}"}
    (root / f"{ONE}.toml").write_bytes(dump({**RECORD, "id": ONE, "source": source}))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    waiver = {"rule": "DHR507", "reason": f"{NAME} agreed", "by": "A. Curator", "at": moment}
    apply(root, "note", f"told by {NAME}")
    where = "/recommendations/r001/waivers"
    Session(Library.open(root), "A. Curator").apply(ONE, Proposal("edit", (Edit(where, None, [waiver]),)))
    git_in(root, "init", "-q")
    git_in(root, "add", ".")
    git_in(root, "commit", "-qm", "decisions")
    Session(Library.open(root), "A. Curator").apply(ONE, Proposal("edit", (Edit(where, [waiver], None),)))
    apply(root, "note", "told by a neighbour")
    PAGE.write_text(PAGE.read_text().replace(NAME, "a neighbour"))
    (root.parent / "text").write_text(NAME)
    assert main(["audit", "redact", ONE, "--text-from", "text"]) == 0
    git_in(root, "commit", "-qam", "redaction")


def _reverted_and_gone_on(root: Path) -> None:
    """The redaction reverted, then a decision of another curator, committed."""
    git_in(root, "revert", "--no-edit", "HEAD")
    data = Document.read(root / f"{ONE}.toml").data or {}
    Session(Library.open(root), "Another").apply(ONE, fields.set_field(data, "r002", "note", "another"))
    git_in(root, "commit", "-qam", "after")


def test_following_the_advice_after_a_revert_brings_no_redacted_text_into_a_new_event(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _committed_redaction(root, monkeypatch)
    _reverted_and_gone_on(root)
    capsys.readouterr()
    assert main(["audit", "restore", ONE, "--lost"]) == 1
    told = capsys.readouterr().err
    assert "stood there again, and was taken out" in told
    assert f"{PAGE}: this page holds again" in told.replace(str(root.parent) + "/", "")
    assert main(["audit", "merge", ONE]) == 0
    shown = capsys.readouterr()
    assert "neither branch has this" not in shown.out
    assert f"{PAGE}: this page holds again" in shown.err.replace(str(root.parent) + "/", "")
    for path in (root / f"{ONE}.toml", root / f"{ONE}.trail.jsonl"):
        assert NAME not in path.read_text()
    assert main(["audit", "verify", "records"]) == 0


def test_the_page_alone_is_told_with_what_puts_it_back(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _committed_redaction(root, monkeypatch)
    git_in(root, "revert", "--no-edit", "HEAD")
    capsys.readouterr()
    assert main(["audit", "restore", ONE, "--lost"]) == 0
    (putting,) = re.findall(r"this page holds again .*`git (restore [^`]+)`", capsys.readouterr().err)
    assert NAME in PAGE.read_text()
    git_in(root, *shlex.split(putting))
    assert NAME not in PAGE.read_text()


def test_what_was_redacted_and_put_elsewhere_by_hand_is_not_recorded_by_a_merge(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _committed_redaction(root, monkeypatch)
    _reverted_and_gone_on(root)
    assert main(["audit", "restore", ONE, "--lost"]) == 1
    record, trail = root / f"{ONE}.toml", root / f"{ONE}.trail.jsonl"
    record.write_text(record.read_text().replace('note = "another"', f'note = "another, as {NAME} agreed"'))
    before = trail.read_bytes()
    capsys.readouterr()
    assert main(["audit", "merge", ONE, "--take-record"]) == 1
    assert "holds again what was redacted" in capsys.readouterr().err
    assert trail.read_bytes() == before


def test_half_a_line_is_not_called_a_redaction(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in environment(root.parent / "home").items():
        monkeypatch.setenv(name, value)
    root.mkdir()
    (root / "dhrcurate.toml").write_text("")
    (root / f"{ONE}.toml").write_bytes(dump({**RECORD, "id": ONE}))
    apply(root, "note", "told by a neighbour")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "decisions"]):
        git_in(root, *arguments)
    trail = root / f"{ONE}.trail.jsonl"
    trail.write_bytes(trail.read_bytes()[:-40])
    capsys.readouterr()
    assert main(["audit", "restore", ONE, "--lost"]) == 0
    told = capsys.readouterr().err
    assert "redaction" not in told
    assert "set aside" in told


@pytest.mark.parametrize("later", [f"told by {NAME}, and by another", f"as {NAME} said"])
def test_a_branch_that_went_on_with_a_redacted_place_is_named_by_the_merge(
    root: Path, later: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _committed_redaction(root, monkeypatch)
    branch = git_in(root, "branch", "--show-current").strip()
    git_in(root, "switch", "-qc", "old", "HEAD~1")
    apply(root, "note", later)
    git_in(root, "commit", "-qam", "went on")
    git_in(root, "switch", "-q", branch)
    assert main(["git", "setup", "records"]) == 0
    git_in(root, "add", ".")
    git_in(root, "commit", "-qm", "set up")
    capsys.readouterr()
    main(["git", "merge", "old"])
    record = root / f"{ONE}.toml"
    record.write_text(record.read_text().replace("told by a neighbour", later))
    main(["git", "merge", "--continue", "--take-record"])
    told = "".join(capsys.readouterr())
    assert "/recommendations/r001/note" in told
    assert "audit redact" in told
