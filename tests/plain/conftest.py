"""What the tests of the plain review share: a small library, and state of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_help import RECORD, write_record


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DHRCURATE_STATE", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one record of four recommendations and one of two, one of which is accepted."""
    root = tmp_path / "records"
    write_record(root, "exampleton-2023-06", RECORD)
    write_record(
        root,
        "northwick-2021",
        [
            {"key": "r001", "number": "1", "text": "Northwick Council should publish its plan each spring.",
             "addressed_to": "Northwick Council", "status": "accepted"},
            {"key": "r002", "number": "2", "text": "Northwick Council should name a lead officer.",
             "addressed_to": "Northwick Council"},
        ],
        title="Northwick review",
    )  # fmt: skip
    return root
