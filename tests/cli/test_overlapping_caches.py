"""A text that is to be gone for good leaves the caches of each folder that was looked at as a library."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.documents import evidence
from dhrcurate.curation.documents.opening import Shelf
from dhrcurate.documents.process import Reader
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder
from documents_beside import ASKED, put, report
from redacting import NAME, ONE, empty_library, note, write_record

NAMED = report([ASKED[0], f"The Council should ask {NAME} what would have helped, and act on what it hears."])
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library at `records/area/records`: so that there are folders above it and below."""
    top = empty_library(tmp_path, monkeypatch)
    (top / "dhrcurate.toml").unlink()
    root = top / "area"
    (root / "inner").mkdir(parents=True)
    write_record(root / "inner", ONE, {})
    note(root / "inner", ONE, f"told by {NAME}")
    put(Path("report.pdf"), NAMED)
    assert main(["document", "add", ONE, "report.pdf", "--library", str(root)]) == 0
    return root


def caches(top: Path) -> list[Path]:
    """The files of all caches below a folder."""
    kept = (path for name in ("check", "documents") for path in top.rglob(f".dhrcurate/{name}/*"))
    return sorted(path for path in kept if path.is_file())


def hold(path: Path, text: str) -> bool:
    """Whether a cache holds a text, packed or not."""
    raw = path.read_bytes()
    if text.encode() in raw:
        return True
    for at in range(len(raw)):
        try:
            unpacked = zlib.decompressobj().decompress(raw[at:])
        except zlib.error:
            continue
        if text.encode() in unpacked:
            return True
    return False


def look_everywhere(root: Path) -> None:
    """Checks the folder above a library, the library, and the folder in it that has the record."""
    for folder in (root.parent, root, root / "inner"):
        main(["check", str(folder), "--documents", "read"])
        main(["document", "list", ONE, "--library", str(folder)])
        main(["document", "locate", ONE, "--library", str(folder)])


def of_document(root: Path) -> set[Path]:
    return {path.parents[2] for path in caches(root.parent) if hold(path, NAME)}


def test_a_document_that_is_removed_leaves_its_text_in_no_folder_above_or_below(root: Path) -> None:
    look_everywhere(root)
    texts_before = [path for path in root.parent.rglob(".dhrcurate/documents/*") if hold(path, NAME)]
    assert {path.parents[2] for path in texts_before} == {root.parent, root, root / "inner"}
    assert main(["document", "remove", ONE, "report.pdf", "--library", str(root)]) == 0
    assert [path for path in root.parent.rglob(".dhrcurate/documents/*") if hold(path, NAME)] == []


def test_a_redaction_empties_the_caches_above_and_below(root: Path, capsys: Captured) -> None:
    look_everywhere(root)
    note(root / "inner", ONE, "told by a neighbour")
    assert of_document(root) == {root.parent, root, root / "inner"}
    redacting = ["audit", "redact", ONE, "--text-from", "text", "--copies-known", "--library", str(root)]
    assert main(redacting) == 0
    assert caches(root.parent) == []
    assert ".dhrcurate" not in capsys.readouterr().err, "a cache that is emptied is no copy"


def test_what_was_set_aside_above_is_a_copy(root: Path, capsys: Captured) -> None:
    assert main(["document", "remove", ONE, "report.pdf", "--library", str(root)]) == 0
    note(root / "inner", ONE, "told by a neighbour")
    aside = root.parent / ".dhrcurate" / "set-aside" / "a.trail.jsonl.0123"
    put(aside, f'{{"note":"{NAME}'.encode())
    assert main(["audit", "redact", ONE, "--text-from", "text", "--library", str(root / "inner")]) == 1
    assert "set-aside/a.trail.jsonl.0123 holds it" in capsys.readouterr().err


def unremovable(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    unlink = Path.unlink

    def refused(path: Path, *arguments: Any, **named: Any) -> None:
        if path.name == name and path.is_file():
            raise PermissionError(1, "Operation not permitted")
        unlink(path, *arguments, **named)

    monkeypatch.setattr(Path, "unlink", refused)


def test_a_cache_that_cannot_be_removed_is_told(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    look_everywhere(root)
    (digest,) = {path.name for path in caches(root.parent) if len(path.name) == 64}
    unremovable(monkeypatch, digest)
    capsys.readouterr()
    assert main(["document", "remove", ONE, "report.pdf", "--library", str(root)]) == 1
    assert capsys.readouterr().err.count("could not be removed (operation not permitted)") == 3
    note(root / "inner", ONE, "told by a neighbour")
    redacting = ["audit", "redact", ONE, "--text-from", "text", "--library", str(root)]
    assert main(redacting) == 1
    assert f".dhrcurate/documents/{digest} could not be removed" in capsys.readouterr().err
    assert main([*redacting, "--copies-known"]) == 0
    assert f".dhrcurate/documents/{digest} could not be removed" in capsys.readouterr().err


def before_it_ends(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, first: Callable[[], object]) -> None:
    """Does something else after a function has done its work and before its caller goes on."""
    made = getattr(module, name)

    def later(*arguments: Any, **named: Any) -> Any:
        outcome = made(*arguments, **named)
        monkeypatch.setattr(module, name, made)
        first()
        return outcome

    monkeypatch.setattr(module, name, later)


def forget(root: Path) -> None:
    for path in caches(root.parent):
        path.unlink()


def test_what_a_look_at_documents_found_is_not_kept_if_a_text_was_redacted_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = root / "inner"
    note(inner, ONE, "told by a neighbour")
    look_everywhere(root)
    for path in inner.glob(".dhrcurate/documents/*.evidence"):
        path.unlink()

    def redacted() -> None:
        redacting = ["audit", "redact", ONE, "--text-from", "text", "--copies-known", "--library", str(inner)]
        assert main(redacting) == 0

    before_it_ends(monkeypatch, evidence, "evidence_of", redacted)
    with Shelf(LibraryFolder(inner)) as shelf:
        assert evidence.evidence_of_record(shelf, Document.read(inner / f"{ONE}.toml"), "cached")
    assert caches(root.parent) == []
    main(["document", "locate", ONE, "--library", str(inner)])
    assert {path.parents[2] for path in caches(root.parent)} == {inner}, "the next one is kept"


def test_a_text_that_was_being_read_is_not_kept_if_the_document_was_removed_meanwhile(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def removed() -> None:
        assert main(["document", "remove", ONE, "report.pdf", "--library", str(root)]) == 0

    before_it_ends(monkeypatch, Reader, "read", removed)
    forget(root)
    main(["document", "locate", ONE, "--library", str(root / "inner")])
    assert not [path for path in caches(root.parent) if hold(path, NAME)]
