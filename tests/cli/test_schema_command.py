from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main


def test_written_schemas_are_in_step_until_they_are_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "made" / "schemas"
    assert main(["schema", "--write", str(folder)]) == 0
    assert main(["schema", "--check", str(folder)]) == 0
    (folder / "record.schema.json").write_text("{}", "utf-8")
    (folder / "event.schema.json").unlink()
    capsys.readouterr()
    assert main(["schema", "--check", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "record.schema.json is out of date" in told
    assert "event.schema.json is missing" in told


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert main(["schema", "--write", str(tmp_path / "file")]) == 2
    assert "file: file exists" in capsys.readouterr().err
