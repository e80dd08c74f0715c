"""Commands in messages can be typed as they stand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dhrcurate.curation.folder_names import as_typed, installing, program


def test_the_program_is_named_as_it_was_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / ".venv" / "bin" / "dhrcurate"
    script.parent.mkdir(parents=True)
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", [".venv/bin/dhrcurate", "review"])
    monkeypatch.setenv("PATH", "")
    assert program() == ".venv/bin/dhrcurate"
    assert as_typed("a `dhrcurate check` of dhrcurate") == "a `.venv/bin/dhrcurate check` of dhrcurate"
    assert installing("web") == ".venv/bin/python -m pip install '.[web]'"
    monkeypatch.setenv("PATH", str(script.parent))
    assert program() == "dhrcurate"
    assert as_typed("a `dhrcurate check`") == "a `dhrcurate check`"
    assert installing("web") == "pip install 'dhrcurate[web]'"
