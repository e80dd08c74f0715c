from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dhrcurate.cli import main

REGISTER = """\
format = 1

[[agencies]]
name = "Exampleshire Police"
kind = "police"
aliases = ["Exampleshire Constabulary"]
areas = ["Exampleton"]

[[agencies]]
name = "Refuge"
kind = "charity"
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "only.toml"
    path.write_text(REGISTER)
    return path


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _suggest(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["agencies", "suggest", *arguments, "--output-format", "jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_object_a_name_in_order(capsys: pytest.CaptureFixture[str], register: Path) -> None:
    found = _suggest(capsys, "Exampleshire Constabulary", "Nobody at all", "--register", str(register))
    assert found[0] == {
        "query": "Exampleshire Constabulary",
        "decision": "match",
        "candidates": [
            {"name": "Exampleshire Police", "score": 0.99, "why": "also known as Exampleshire Constabulary"}
        ],
        "why": "",
    }
    assert found[1] == {
        "query": "Nobody at all",
        "decision": "none",
        "candidates": [],
        "why": "nothing in the register is like it",
    }


def test_names_from_a_file_are_neither_split_nor_joined(
    capsys: pytest.CaptureFixture[str], register: Path, tmp_path: Path
) -> None:
    source = tmp_path / "names.txt"
    source.write_bytes("Refuge\r\nRefuge | Exampleshire Police\n\nRefuge\nCafé".encode())
    found = _suggest(capsys, "--from", str(source), "--register", str(register))
    assert [each["query"] for each in found] == ["Refuge", "Refuge | Exampleshire Police", "", "Refuge", "Café"]
    assert [each["decision"] for each in found][0::3] == ["match", "match"]


def test_names_come_from_standard_input(register: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dhrcurate", "agencies", "suggest", "--from", "-", "--register", str(register),
         "--output-format", "jsonl"],
        input="Refuge\n", capture_output=True, encoding="utf-8", check=True, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert json.loads(done.stdout)["decision"] == "match"
    assert done.stderr == ""


def test_place_and_time_are_evidence(capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = _suggest(capsys, "Police", "--csp", "Nuneaton and Bedworth", "--on", "2012..2014")
    candidates = found["candidates"]
    assert isinstance(candidates, list)
    assert candidates[0]["name"] == "Warwickshire Police"


def test_the_text_form_shows_what_a_terminal_would_obey(capsys: pytest.CaptureFixture[str], register: Path) -> None:
    assert main(["agencies", "suggest", "Refuge\x1b[2J", "--register", str(register)]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["suggest"], "give the names to match"),
        (["suggest", "X", "--from", "-"], ", not both"),
        (["suggest", "X", "--on", "yesterday"], "give a date"),
        (["suggest", "X", "--on", "2014..2012"], "give a date"),
        (["suggest", "--from", "no-such-file"], "no-such-file: cannot be read"),
        (["suggest", "X", "--register", "no-such-file"], "no-such-file: the register cannot be read"),
        (["list", "no-such-folder"], "no-such-folder: there is no such folder"),
        (["resolve", "--written", "X"], "--written and --means go together"),
        (["rename", "Nobody at all", "Somebody"], "no agency has this name"),
        (["import", "no-such-file", "--kind", "school"], "no-such-file: cannot be read"),
    ],
)
def test_a_mistake_gets_one_line_and_exit_code_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["agencies", *arguments]) == 2
    said = capsys.readouterr()
    assert message in said.err
    assert len(said.err.splitlines()) == 1
    assert said.out == ""


def test_weak_candidates_are_not_shown_but_to_programs(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = "Exampleshire Kite Society Refuge Works"
    (found,) = _suggest(capsys, written, "--register", str(register))
    assert found["decision"] == "none"
    assert found["candidates"]
    assert main(["agencies", "suggest", written, "--register", str(register)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{written}: none (")
