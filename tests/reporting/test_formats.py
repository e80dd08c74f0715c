from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from dhrcurate.curation.checking.report import Report
from dhrcurate.domain.finding import Place, Severity
from dhrcurate.reporting.formats import FORMATS, render
from dhrcurate.reporting.render_options import RenderOptions
from reports import HOSTILE, SAFE, located, report

WARNING = located("look here", rule="DHR202", name="several-agencies", severity=Severity.WARNING, fix=SAFE)
HINT = located("a hint", rule="DHR204", name="unresolved-agency", severity=Severity.INFO, number=None)


def written(name: str, what: Report, **options: Any) -> str:
    return "".join(render(name, what, RenderOptions(mask=lambda text: text, **options)))


def parsed(xml: str) -> ET.Element:
    return ET.fromstring(xml)  # noqa: S314  # our own document


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_say_that_nothing_was_found(name: str) -> None:
    text = written(name, report())
    assert "DHR" not in text
    if name in {"json", "gitlab", "rdjson", "sarif"}:
        json.loads(text)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_names_rule_and_place_and_ends_its_line(name: str) -> None:
    text = written(name, report(located(), WARNING, HINT))
    assert "DHR201" in text
    assert "exampleton-2023-06.toml" in text.replace("\\", "")
    assert text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_words_reach_no_terminal_and_no_service(name: str) -> None:
    hostile = located(HOSTILE, file="records/::error::\n##vso[x].toml", number="1\x1b]0;x\x07\x9b\u202e")
    text = written(name, report(hostile, unusable=(HOSTILE,)))
    text.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", text)
    commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == (1 if name == "github" else 0)
    if name != "github":  # what stands in an annotation is read by nobody else
        assert "##vso[" not in text


def test_json_has_exactly_the_promised_members() -> None:
    fixed, plain = json.loads(written("json", report(WARNING, HINT)))
    assert fixed == {
        "file": "records/exampleton-2023-06.toml",
        "line": 3,
        "column": 16,
        "end_line": 3,
        "end_column": 18,
        "record": "exampleton-2023-06",
        "key": "r014",
        "number": "14",
        "rule": "DHR202",
        "name": "several-agencies",
        "severity": "warning",
        "message": "look here",
        "fix": {"safety": "safe", "description": "split into 2 agencies"},
    }
    assert plain["key"] is plain["number"] is plain["fix"] is None


def test_jsonl_is_the_same_objects_one_a_line() -> None:
    what = report(located(), WARNING)
    lines = written("jsonl", what).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(written("json", what))


def test_concise_is_one_line_a_finding() -> None:
    text = written("concise", report(located("a\nb")))
    assert text == "records/exampleton-2023-06.toml:3:16: DHR201 error missing-addressee: a⏎b\n"


def test_text_underlines_what_is_meant(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "exampleton-2023-06.toml").write_text('a = 1\nb = 2\naddressed_to = ""\n')
    text = written("text", report(located(), directory=tmp_path), excerpts=True, directory=tmp_path)
    assert '    3 | addressed_to = ""\n      |                ^^\n' in text


@pytest.mark.parametrize("line", ['日本 = ""', '\t\x07é́ = ""'])
def test_carets_stand_under_wide_and_invisible_characters(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.toml").write_text(line + "\n")
    place = Place(1, line.index('"') + 1, 1, line.index('"') + 3)
    text = written("text", report(located(file="a.toml", place=place)), excerpts=True, directory=tmp_path)
    shown, carets = text.splitlines()[1:3]
    columns = sum(2 if c in "日本" else 0 if c == "\u0301" else 1 for c in shown.partition('"')[0])
    assert carets.index("^") == columns
    assert carets.count("^") == 2


def test_a_long_line_is_cut_around_the_place(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("x" * 500 + "HERE" + "y" * 500)
    what = report(located(file="a.toml", place=Place(1, 501, 1, 505)))
    text = written("text", what, excerpts=True, directory=tmp_path, width=80)
    shown, carets = text.splitlines()[1:3]
    assert len(shown) <= 80
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "HERE"
    assert shown.count("…") == 2


def test_excerpts_are_masked_over_line_ends_and_keep_their_columns(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('text = "secret" # x\n')
    options = RenderOptions(lambda text: text.replace("secret", "██████"), excerpts=True, directory=tmp_path)
    text = "".join(render("text", report(located(file="a.toml", place=Place(1, 8, 1, 16))), options))
    assert "secret" not in text
    assert '    1 | text = "██████" # x\n      |        ^^^^^^^^\n' in text


def test_nothing_is_coloured_unless_asked_for() -> None:
    assert "\x1b" not in written("text", report(located()))
    assert written("text", report(located()), colour=True).startswith("\x1b[31;1mrecords/")


def test_github_shows_errors_first_and_tells_what_it_leaves_out() -> None:
    hints = [located("hint", severity=Severity.INFO)] * 13
    lines = written("github", report(*hints, located("grave, 100%:"), number_of_files())).splitlines()
    assert lines[0].startswith("::error file=records/exampleton-2023-06.toml,line=3,endLine=3,col=16,endColumn=18,")
    assert lines[0].endswith("::grave, 100%25: (recommendation 14)")
    assert sum(line.startswith("::notice") for line in lines) == 10
    assert lines[-1].startswith("3 more findings")


def number_of_files() -> Any:
    return located("spread", place=Place(1, 5, 2, 1))


def test_github_gives_columns_only_within_a_line() -> None:
    line = written("github", report(located(place=Place(1, 5, 2, 1))))
    assert "line=1,endLine=2,title=" in line


def test_junit_fails_only_what_fails_the_check() -> None:
    root = parsed(written("junit", report(located(), HINT, unusable=("x.toml: no permission",))))
    suites = root.findall("testsuite")
    assert [s.get("name") for s in suites] == ["dhrcurate", "records/exampleton-2023-06.toml"]
    assert (suites[0].get("errors"), suites[1].get("failures"), suites[1].get("skipped")) == ("1", "1", "1")
    failure = suites[1].find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "the addressee is missing"
    assert failure.get("type") == "error"


def test_junit_of_a_clean_library_holds_a_passed_case() -> None:
    root = parsed(written("junit", report()))
    (case,) = root.findall("testsuite/testcase")
    assert len(case) == 0


def test_rdjson_counts_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('é = "日本"\n', encoding="utf-8")
    what = report(located(file="a.toml", place=Place(1, 6, 1, 8)), directory=tmp_path)
    (diagnostic,) = json.loads(written("rdjson", what, directory=tmp_path))["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 1, "column": 7}, "end": {"line": 1, "column": 13}}


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson"])
def test_paths_of_code_services_start_at_the_repository(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "data" / "records").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "data")
    what = report(located(), directory=tmp_path / "data")
    text = written(name, what, directory=tmp_path / "data")
    assert '"data/records/exampleton-2023-06.toml"' in text
    assert '"records/exampleton-2023-06.toml"' in written("json", what, directory=tmp_path / "data")


def test_sarif_explains_its_rules_and_counts_code_points() -> None:
    (run,) = json.loads(written("sarif", report(located(), HINT)))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["DHR201", "DHR204"]
    first, second = run["results"]
    assert (first["level"], second["level"]) == ("error", "note")
    assert first["ruleIndex"] == 0
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 16, "endLine": 3, "endColumn": 18}


def test_sarif_says_when_files_could_not_be_read() -> None:
    (run,) = json.loads(written("sarif", report(unusable=("x.toml: no permission",))))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "no permission" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_a_name_that_is_no_utf8_can_be_told_of() -> None:
    name = os.fsdecode(b"records/\xff.toml")
    (found,) = json.loads(written("json", report(located(file=name))))
    assert found["file"] == name
    (run,) = json.loads(written("sarif", report(located(file=name))))["runs"]
    assert "%FF" in run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def test_gitlab_fingerprints_and_severities() -> None:
    entries = json.loads(written("gitlab", report(located(), WARNING, HINT)))
    assert [entry["severity"] for entry in entries] == ["major", "minor", "info"]
    assert entries[0]["fingerprint"] == "f" * 32
    assert entries[0]["location"]["lines"]["begin"] == 3


def test_markdown_is_one_row_a_finding_whatever_it_says() -> None:
    text = written("markdown", report(located("a | b\n`c` <i> @who"), HINT))
    rows = [line for line in text.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == 2
    assert all(len(re.findall(r"(?<!\\)\|", row)) == 6 for row in rows)
    assert "@who" not in text
    assert "<i>" not in text
