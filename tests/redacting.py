"""Libraries of tests about redaction: records with a page each, and the text that is to go."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from trails import RECORD

ONE = "exampleton-2023-06"
NAME = "Jane Roe"


def empty_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str = f"{NAME}\n") -> Path:
    """A library without records, the current folder above it, and the text to redact in the file `text` there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    monkeypatch.setenv("DHRCURATE_STATE", str(tmp_path / "state"))
    root = tmp_path / "records"
    (root / "sources").mkdir(parents=True)
    (root / "dhrcurate.toml").write_text("")
    (tmp_path / "text").write_text(text)
    return root


def write_record(root: Path, name: str, source: Mapping[str, str]) -> None:
    """Writes a record with facts of its source, without a trail."""
    (root / f"{name}.toml").write_bytes(dump({**RECORD, "id": name, "source": dict(source)}))


def library_with_notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of one record, whose trail tells of the name in a note that was set otherwise since."""
    root = empty_library(tmp_path, monkeypatch)
    write_record(root, ONE, {})
    note(root, ONE, f"told by {NAME}")
    note(root, ONE, "told by a neighbour")
    return root


def note(root: Path, name: str, text: str | None) -> None:
    """Saves a note at the first recommendation of a record."""
    data = Document.read(root / f"{name}.toml").data or {}
    Session(Library.open(root), "A. Curator").apply(name, fields.set_field(data, "r001", "note", text))
