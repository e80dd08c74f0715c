"""Exports as the command line writes them, changed, and brought back with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dhrcurate.cli import main
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.storage.codec import parse
from dhrcurate.storage.folder import trail_beside
from dhrcurate.trail.log import read_events
from exports import library, review, rows_in, saved

TEXTS = (
    "The council should write to every tenant who has missed two visits.",
    "The force should review how its call handlers record threats.",
    "The team should tell jo.bloggs@wold.example of every visit.",
)
ONE, OTHER = "exampleton-2023-06", "wold-2021"


def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Makes a folder with a library of two records the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    rows: list[dict[str, Any]] = [
        {"text": text, "number": f"10.{at}0", "addressed_to": "Wold Police"} for at, text in enumerate(TEXTS, 1)
    ]
    rows[0]["agencies"] = ["Wold Police", "Wold Council"]
    library(tmp_path / "lib", review(*rows), {**review({"text": "Ask, and write it down."}), "id": OTHER})
    return tmp_path


def curate(proposal: Any, record_id: str = ONE) -> None:
    opened = Library.open(Path("lib"))
    Session(opened, "B. Curator").apply(record_id, proposal(opened.load(record_id).data))


def recommendations(record_id: str = ONE) -> list[dict[str, Any]]:
    return list(parse(Path(f"lib/{record_id}.toml").read_bytes(), "record")["recommendations"])


def export(*options: str, to: str = "out.csv") -> Path:
    assert main(["export", "lib", "--to", to, "--force", "--status", "all", *options]) == 0
    return Path(to)


def changed(file: Path, *edits: tuple[int, str, str], **more: Any) -> Path:
    """A file with cells changed: the row from 0, the column, and what it says now."""
    rows = rows_in(file)
    for at, column, cell in edits:
        rows[at][column] = cell
    return saved(file, rows, **more)


def update(file: Path | str = "out.csv", *options: str) -> int:
    return main(["import", "--update", str(file), "--into", "lib", *options])


def events(record_id: str = ONE) -> Any:
    return read_events(trail_beside(Path(f"lib/{record_id}.toml")).read_bytes()).events
