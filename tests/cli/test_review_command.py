from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main


@pytest.mark.parametrize("more", [[], ["--plain"]])
def test_a_folder_that_is_not_there_is_told_of_before_a_missing_terminal(
    more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["review", "nowhere", *more]) == 2
    assert capsys.readouterr().err.startswith("dhrcurate: nowhere: there is no such folder; ")
    Path("page.html").write_text("x")
    assert main(["review", "page.html", *more]) == 2
    assert capsys.readouterr().err.startswith("dhrcurate: page.html: is a file; ")


def test_a_toml_file_that_is_no_record_is_not_taken_for_its_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dhrcurate.toml").write_text("")
    assert main(["review", str(tmp_path / "dhrcurate.toml"), "--plain"]) == 2
    assert "dhrcurate.toml: no record of the library" in capsys.readouterr().err
