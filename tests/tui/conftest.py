"""What the tests of the interface share: a small library, and the program over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import one_stylesheet
from tui_help import RECORD, Program, write_record

os.environ["TEXTUAL_ANIMATIONS"] = "none"


@pytest.fixture(scope="session", autouse=True)
def _one_stylesheet() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        one_stylesheet.share(monkeypatch)
        yield


@pytest.fixture(autouse=True)
def _own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DHRCURATE_STATE", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with one record of four recommendations and one of two."""
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


@pytest.fixture
def program() -> Iterator[Callable[[Path], Program]]:
    """Makes the program over a library; its threads are ended afterwards."""
    made: list[Program] = []

    def make(root: Path, **options: Any) -> Program:
        made.append(Program(root, **options))
        return made[-1]

    yield make
    for one in made:
        one.end()


__all__: Sequence[str] = ()
