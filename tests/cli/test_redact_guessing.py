"""`dhrcurate audit redact`: digests from which a value could still be guessed are taken out or told."""

import hashlib
from pathlib import Path

import pytest

from dhrcurate.cli import main
from redacting import NAME, ONE, empty_library, note, write_record


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with its page and the page's digest, both of which held a name; the record no longer does."""
    root = empty_library(tmp_path, monkeypatch)
    begin(root, ONE)
    return root


def begin(root: Path, name: str) -> None:
    page = root / "sources" / f"{ONE}.txt"
    page.write_text(f"told by {NAME}")
    source = {"page": f"sources/{ONE}.txt", "sha256": hashlib.sha256(page.read_bytes()).hexdigest()}
    write_record(root, name, source)
    for text in (f"told by {NAME}", "told by a neighbour"):
        note(root, name, text)


def redact(name: str = ONE) -> int:
    return main(["audit", "redact", name, "--text-from", "text"])


def test_a_page_that_was_edited_without_its_digest_is_refused_and_then_its_digest_goes(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, record = library / "sources" / f"{ONE}.txt", library / f"{ONE}.toml"
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_text("told by a neighbour")
    now = hashlib.sha256(page.read_bytes()).hexdigest()
    assert redact() == 1
    error = capsys.readouterr().err
    assert f"{ONE}.toml: /source/sha256" in error
    assert now in error
    assert error.count("\n") == 1
    record.write_text(record.read_text().replace(before, now))
    assert main(["audit", "adopt", ONE, "--reason", "the page was redacted"]) == 0
    assert redact() == 0
    trail = (library / f"{ONE}.trail.jsonl").read_text()
    assert (before in trail, now in trail) == (False, True)
    assert main(["audit", "verify", "records"]) == 0


def test_the_digest_of_a_page_that_is_not_kept_is_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = library / f"{ONE}.toml"
    (library / "sources" / f"{ONE}.txt").unlink()
    record.write_text("".join(x for x in record.read_text().splitlines(True) if not x.startswith("page = ")))
    assert main(["audit", "adopt", ONE, "--reason", "no page"]) == 0
    assert redact() == 0
    assert f"{ONE}.toml: /source/sha256 is the digest of a page that is not kept here" in capsys.readouterr().err


def test_a_baseline_and_digits_of_a_digest_in_names_are_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"{ONE}-1a2b3c"
    begin(library, name)
    page = library / "sources" / f"{ONE}.txt"
    before = hashlib.sha256(page.read_bytes()).hexdigest()
    page.write_text("told by a neighbour")
    now = hashlib.sha256(page.read_bytes()).hexdigest()
    for record in library.glob("*.toml"):
        record.write_text(record.read_text().replace(before, now))
    for one in (ONE, name):
        assert main(["audit", "adopt", one, "--reason", "the page was redacted"]) == 0
    line = '{"record": "RECORD", "rule": "DHR301", "keys": "r001", "field": "note", "said": ["0123456789abcdef"]}'
    content = f'{{"format": 1, "findings": [\n{line.replace("RECORD", ONE)}\n]}}\n'
    (library / "known.json").write_text(content)
    aside = library / ".dhrcurate" / "set-aside"
    aside.mkdir(parents=True)
    (aside / f"{ONE}.trail.jsonl.{hashlib.sha256(NAME.encode()).hexdigest()[:12]}").write_text("")
    assert main(["audit", "redact", "--library", "records", "--text-from", "text"]) == 0
    told = capsys.readouterr().err
    assert "known.json: a baseline keeps digests of messages" in told
    assert f"{name}: an id that ends in digits of a digest" in told
    assert f"{ONE}: an id that" not in told
    assert f"set-aside/{ONE}.trail.jsonl." in told
