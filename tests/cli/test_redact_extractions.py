"""`audit redact` of what came with an import of which no page is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrcurate.cli import main
from redacting import NAME, empty_library

ID = "exampleton"
FIRST = f"""\
number,recommendation,agency,Officer
1,The Trust should review its policy on training.,Trust,{NAME}
2,The Police should meet monthly with partners.,Police,nobody
"""
SECOND = FIRST.replace(NAME, "nobody").replace("monthly", "weekly")
THIRD = SECOND.replace("weekly", "daily")


def bring(name: str, table: str, *more: str) -> int:
    Path(name).write_text(table)
    return main(["import", name, "--into", "records", "--csp", "Exampleton", "--no-source", *more])


def test_a_text_of_an_earlier_table_goes_and_leaves_a_valid_record_that_can_be_updated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    record = empty_library(tmp_path, monkeypatch) / f"{ID}.toml"
    redacting = ["audit", "redact", ID, "--text-from", "text"]
    assert bring("a.csv", FIRST, "--extraction", "tool=zz") == 0
    assert bring("b.csv", SECOND, "--update") == 0
    capsys.readouterr()
    assert main(redacting) == 1
    told = capsys.readouterr().err
    assert "the record is valid without that line" in told
    digest = told.partition("/extractions/")[2].partition("/")[0]
    assert digest
    lines = record.read_text().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith('source = "sha256:'))
    record.write_text("".join([*lines[:at], *lines[at + 1 :]]))
    assert main(["audit", "adopt", ID, "--reason", "a digest is taken out"]) == 0
    assert main(redacting) == 0
    assert NAME not in record.with_name(f"{ID}.trail.jsonl").read_text()
    assert main(["audit", "verify", "records"]) == 0
    capsys.readouterr()
    main(["check", "records"])
    assert " error " not in capsys.readouterr().out
    assert bring("c.csv", THIRD, "--update", "--record", ID) == 0
    assert "daily" in record.read_text()
    assert main(["audit", "verify", "records"]) == 0
