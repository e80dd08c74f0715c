"""Records that are given another id outside, in a library below the current folder."""

from pathlib import Path

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import fields
from dhrcurate.curation.saving.session import Session
from dhrcurate.storage.codec import dump
from dhrcurate.storage.document import Document
from dhrcurate.trail.log import Trail, read_events
from trails import RECORD


def file_of(name: str) -> Path:
    """A record's file."""
    return Path("records", f"{name}.toml")


def trail_of(name: str) -> Path:
    """Its trail."""
    return Path("records", f"{name}.trail.jsonl")


def events_of(name: str) -> Trail:
    """Its events."""
    return read_events(trail_of(name).read_bytes())


def value(name: str, key: str, field: str) -> object:
    """The value of a recommendation as it is on disk."""
    data = Document.read(file_of(name)).data or {}
    return next(row for row in data["recommendations"] if row["key"] == key).get(field)


def note(name: str, key: str, text: str | None, by: str = "A. Curator") -> None:
    """Sets the note of a recommendation."""
    data = Document.read(file_of(name)).data or {}
    Session(Library.open(Path("records")), by).apply(name, fields.set_field(data, key, "note", text))


def begin(name: str, **rows: str) -> None:
    """Adds a record whose trail begins with a decision; `rows` are other texts of its recommendations, by key."""
    changed = [{**row, "text": rows.get(row["key"], row["text"])} for row in RECORD["recommendations"]]  # type: ignore[attr-defined]  # it is plain data
    file_of(name).write_bytes(dump({**RECORD, "id": name, "recommendations": changed}))
    note(name, "r001", f"of {name}")


def move(old: str, new: str) -> None:
    """Gives a record's files another name, and the record that id; nobody adopts it yet."""
    raw = file_of(old).read_bytes().replace(f'id = "{old}"'.encode(), f'id = "{new}"'.encode(), 1)
    file_of(new).write_bytes(raw)
    file_of(old).unlink()
    trail_of(old).rename(trail_of(new))


def adopt(new: str, old: str) -> int:
    """Records that a record has another id; the exit code."""
    return main(["audit", "adopt", str(file_of(new)), "--renamed-from", old, "--reason", "the panel's number"])


def rename(old: str, new: str) -> None:
    """Gives a record another id, and records that."""
    move(old, new)
    assert adopt(new, old) == 0


def redact(name: str, text: str) -> None:
    """Takes a text out of a trail."""
    Path("text").write_text(text)
    assert main(["audit", "redact", str(file_of(name)), "--text-from", "text"]) == 0
    Path("text").unlink()
