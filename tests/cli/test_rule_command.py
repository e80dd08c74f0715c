from __future__ import annotations

import json
from pathlib import Path

import pytest

from dhrcurate.cli import main
from dhrcurate.reporting.rules import pages
from dhrcurate.rules.catalogue import all_rules

DOCS = Path(__file__).parents[2] / "docs" / "rules"


def test_a_rule_is_explained_by_code_and_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "dhr201"]) == 0
    by_code = capsys.readouterr().out
    assert main(["rule", "missing-addressee"]) == 0
    assert capsys.readouterr().out == by_code
    assert by_code.startswith("DHR201 missing-addressee\nerror; ")
    assert "Why: " in by_code
    assert "Before: " in by_code


def test_without_a_name_every_rule_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {rule.code}  " in listed for rule in all_rules())


def test_all_explains_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--all", "--output-format", "json"]) == 0
    explained = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in explained] == [rule.code for rule in all_rules()]
    assert all(one["why"] and one["before"] and one["after"] for one in explained)


def test_a_family_is_explained_by_its_prefix(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "DHR1", "--output-format", "json"]) == 0
    assert {one["code"][:4] for one in json.loads(capsys.readouterr().out)} == {"DHR1"}


def test_an_unknown_rule_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "mising-addressee"]) == 2
    assert "did you mean 'missing-addressee'?" in capsys.readouterr().err


def test_pages_are_written_and_stale_ones_removed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "DHR099.md").write_text("a rule that is no more")
    assert main(["rule", "--check", str(tmp_path)]) == 1
    assert "DHR099.md" in capsys.readouterr().err
    assert main(["rule", "--write", str(tmp_path)]) == 0
    assert main(["rule", "--check", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == pages().keys()


def test_the_reference_is_in_step() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()} == pages()
