from __future__ import annotations

import errno
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import libraries
from dhrcurate.cli import main
from dhrcurate.curation.checking.cache import Cache
from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.checking.results import FileFindings, LibraryFindings
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import structure
from dhrcurate.curation.saving.session import Session
from dhrcurate.reporting.formats import FORMATS
from dhrcurate.storage.caches import empty_caches
from dhrcurate.storage.files import Operations
from dhrcurate.storage.folder import PRIVATE, trail_beside
from dhrcurate.storage.sealed import SealedFolder
from dhrcurate.trail.log import read_events
from faulty import Unsynced
from reports_beside import ROWS, library_beside

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory of a test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.delenv("DHRCURATE_CURATOR", raising=False)
    return tmp_path


def found(capsys: Captured, *arguments: str) -> list[dict[str, Any]]:
    """What a check finds."""
    main(["check", "--output-format", "json", *arguments])
    findings: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return findings


def rules(findings: list[dict[str, Any]]) -> list[str]:
    return [finding["rule"] for finding in findings]


def test_a_sound_record_passes(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06")
    assert main(["check"]) == 0
    capsys.readouterr()
    assert found(capsys, "--ignore", "DHR901", "records") == []


def test_a_finding_has_its_place_and_fails_the_check(capsys: Captured) -> None:
    path = libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    assert main(["check", "records"]) == 1
    capsys.readouterr()
    (error,) = found(capsys, "records", "--select", "duplicate-number")
    line = path.read_text().splitlines()[error["line"] - 1]
    assert error["file"] == "records/dudley-2023-06.toml"
    assert line[error["column"] - 1 : error["end_column"] - 1] == '"2"'
    assert (error["record"], error["key"], error["number"]) == ("dudley-2023-06", "r003", "2")


def test_fail_on(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    assert main(["check", "--fail-on", "never"]) == 0
    libraries.write(Path("records"), "dudley-2023-06")
    assert main(["check", "--fail-on", "info"]) == 1
    assert main(["check", "--fail-on", "warning"]) == 0
    capsys.readouterr()


def test_what_cannot_be_used_exits_with_2_and_the_rest_is_checked(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    assert main(["check", "records", "nowhere", "--select", "DHR101"]) == 2
    told = capsys.readouterr()
    assert "duplicate-number" in told.out
    assert "dhrcurate: nowhere: there is no such file or folder" in told.err


def test_a_folder_without_any_record_is_told_of_even_when_quiet(capsys: Captured) -> None:
    Path("recrods").mkdir()
    for more in ((), ("--quiet",), ("--output-format", "json", "--quiet")):
        assert main(["check", "recrods", *more]) == 0
        assert capsys.readouterr().err.startswith("recrods: there are no records in this folder")
        assert list(Path("recrods").iterdir()) == []
    libraries.write(Path("records"), "dudley-2023-06")
    assert main(["check", "records", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


UNUSED = 'format = 1\n[[agencies]]\nname = "Exampleton Refuge"\nkind = "charity"\n'
"""A register whose one body no record names."""


def test_the_register_is_reported_about_only_where_it_was_asked_for(capsys: Captured) -> None:
    record = libraries.write(Path("records"), "dudley-2023-06")
    Path("records/agencies.toml").write_text(UNUSED)
    rule = ("--select", "unused-register-entry")
    assert rules(found(capsys, "records", *rule)) == ["DHR705"]
    assert rules(found(capsys, "records/agencies.toml", *rule)) == ["DHR705"]
    assert found(capsys, str(record), *rule) == []
    main(["check", str(record), *rule])
    assert "nothing found in 1 file\n" in capsys.readouterr().err


def test_the_register_is_reported_about_only_where_it_was_changed(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06")
    Path("records/agencies.toml").write_text(UNUSED)
    git("init", "-q")
    git("add", "records")
    git("commit", "-q", "-m", "first")
    rule = ("--select", "unused-register-entry")
    assert found(capsys, "records", "--changed", *rule) == []
    Path("records/agencies.toml").write_text(UNUSED + "# looked at\n")
    assert rules(found(capsys, "records", "--changed", *rule)) == ["DHR705"]


def test_a_broken_record_is_a_finding(capsys: Captured) -> None:
    Path("records").mkdir()
    Path("records/a.toml").write_text("format = 1\nid = = 2\n")
    assert main(["check", "records"]) == 1
    capsys.readouterr()
    (error,) = found(capsys, "records", "--select", "DHR0")
    assert (error["name"], error["line"], error["key"]) == ("not-toml", 2, None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--select", ""], "--select: no rule is named"),
        (["--ignore", " , "], "--ignore: no rule is named"),
        (["--select", "DHR999"], "--select: no rule is called 'DHR999'"),
        (["--output", "text"], "write FORMAT:FILE"),
        (["--output", "yaml:x"], "write FORMAT:FILE"),
        (["--filter", "stat:x"], "filter, column 1"),
        (["--baseline", "none.json"], "none.json: the baseline cannot be read"),
        (["--since", "x"], "is not in a git repository"),
        (["--fix", "--diff"], "exclude each other"),
        (["--register", "none.toml"], "none.toml"),
    ],
)
def test_mistakes_of_the_call_are_one_line(capsys: Captured, arguments: list[str], words: str) -> None:
    libraries.write(Path("records"), "dudley-2023-06")
    assert main(["check", "records", *arguments]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1


def test_an_empty_path_is_not_the_current_folder(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06")
    with pytest.raises(SystemExit) as ended:
        main(["check", ""])
    assert ended.value.code == 2
    assert "argument PATH: it is empty" in capsys.readouterr().err


def test_settings_are_not_shown_of_a_folder_that_is_not_there(capsys: Captured) -> None:
    assert main(["check", "--show-settings", "nowhere"]) == 2
    assert capsys.readouterr().err == "dhrcurate: nowhere: there is no such file or folder\n"


def test_settings_of_the_library_count_and_the_call_has_the_last_word(capsys: Captured) -> None:
    libraries.write(Path("records/old"), "dudley-2023-06", *libraries.TWICE)
    settings = Path("records/dhrcurate.toml")
    settings.write_text('[check]\nignore = ["DHR901"]\n\n[check.severity]\nDHR101 = "warning"\n')
    assert main(["check", "records"]) == 0
    capsys.readouterr()
    assert [(f["rule"], f["severity"]) for f in found(capsys, "records")] == [("DHR101", "warning")]
    settings.write_text('[check.per-path."old/*"]\nignore = ["DHR1"]\n')
    assert rules(found(capsys, "records")) == ["DHR901"]
    assert rules(found(capsys, "records", "--select", "DHR101")) == ["DHR101"]
    settings.write_text('[check]\nfail-on = "never"\n')
    assert main(["check", "records"]) == 0
    assert main(["check", "records", "--fail-on", "error"]) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "[check]\nselct = []\n",
            "records/dhrcurate.toml:2:9: there is no setting 'check.selct'; did you mean 'select'?",
        ),
        ('[check]\nfail-on = "eror"\n', "2:11: 'eror' is not a value of 'check.fail-on'; did you mean 'error'?"),
        ('[check]\nignore = ["DHR888"]\n', "records/dhrcurate.toml:2:10: no rule is called 'DHR888'"),
        ("[check]\nignore = [1]\n", "'check.ignore' must be a list of rules"),
        ("check = 1\n", "'check' must be a table"),
        ('[check.severity]\nDHR1 = "bad"\n', "is not a value of 'check.severity.DHR1'"),
        ("[check\n", "records/dhrcurate.toml:1:7:"),
        ("colour = 1\n", "there is no setting 'colour'; the settings are"),
    ],
)
def test_a_broken_configuration_exits_with_2_and_tells_the_place(capsys: Captured, text: str, words: str) -> None:
    libraries.write(Path("records"), "dudley-2023-06")
    Path("records/dhrcurate.toml").write_text(text)
    assert main(["check", "records"]) == 2
    assert words in capsys.readouterr().err


def test_show_settings_tells_where_each_value_comes_from(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06")
    Path("records/dhrcurate.toml").write_text(
        '[check]\nignore = ["DHR901"]\nbaseline = "b.json"\n[check.severity]\nDHR1 = "info"\n'
        '[check.per-path."old/*"]\nignore = ["DHR2"]\n'
    )
    assert main(["check", "records", "--show-settings", "--fail-on", "warning"]) == 0
    shown = capsys.readouterr().out
    assert 'ignore = ["DHR901"]  # records/dhrcurate.toml:2' in shown
    assert 'fail-on = "warning"  # command line' in shown
    assert "# select is not set  # default" in shown
    assert 'DHR1 = "info"  # records/dhrcurate.toml:5' in shown
    assert '[check.per-path."old/*"]\nignore = ["DHR2"]  # records/dhrcurate.toml:7' in shown


def test_waivers_silence_lapse_and_are_counted(capsys: Captured) -> None:
    waiver = '[[recommendations.waivers]]\nrule = "{}"\nreason = "so"\nby = "A. Curator"\nat = 2026-11-22T10:05:00Z\n'
    waived = libraries.recommendation(3, number="2") + waiver.format("DHR101")
    path = libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE[:2], waived)
    assert main(["audit", "adopt", "dudley-2023-06", "--reason", "waived by hand", "--as", "A. Curator"]) == 0
    assert main(["check", "records"]) == 0
    assert "not reported: 1 by waiver" in capsys.readouterr().err
    seen = f'{waiver.format("duplicate-number")}seen = "sha256:{"0" * 64}"\n'
    libraries.write(
        Path("records"), "dudley-2023-06", *libraries.TWICE[:2], libraries.recommendation(3, number="2") + seen
    )
    names = {finding["name"] for finding in found(capsys, "records")}
    assert "duplicate-number" in names
    assert any("waiver" in name for name in names)
    path.write_text(libraries.record("dudley-2023-06", libraries.recommendation(1) + waiver.format("DHR101")))
    assert any("waiver" in finding["name"] for finding in found(capsys, "records"))
    assert found(capsys, "records", "--select", "DHR6") == []  # DHR101 did not run, so nothing is known of the waiver


def test_a_baseline_lets_only_new_findings_count(capsys: Captured) -> None:
    path = libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    assert main(["check", "records", "--write-baseline", "baseline.json"]) == 0
    assert main(["check", "records", "--baseline", "baseline.json"]) == 0
    assert "by baseline" in capsys.readouterr().err
    first, second, third = libraries.TWICE
    more = libraries.recommendation(4, number="3", text="")
    path.write_text("# moved\n" + libraries.record("dudley-2023-06", third, first, second, more))
    assert main(["check", "records", "--baseline", "baseline.json", "--output-format", "json"]) == 1
    errors = [f["name"] for f in json.loads(capsys.readouterr().out) if f["severity"] == "error"]
    assert errors == ["empty-text"]


def test_several_reports_in_one_run(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    outputs = ["--output", "sarif:out.sarif", "--output", "junit:out.xml", "--output", "json:out.json"]
    assert main(["check", "records", *outputs]) == 1
    assert "DHR101" in capsys.readouterr().out
    assert json.loads(Path("out.sarif").read_text())["runs"][0]["results"]
    assert Path("out.xml").read_text().startswith("<?xml")
    assert main(["check", "records", "--output", "json:-"]) == 1
    assert json.loads(capsys.readouterr().out) == json.loads(Path("out.json").read_text())


def test_statistics_count_by_rule(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    assert main(["check", "records", "--statistics"]) == 1
    assert "1  DHR101  error    duplicate-number" in capsys.readouterr().out


def test_a_filter_narrows_the_findings(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    assert found(capsys, "records", "--filter", "number:1") == []
    assert rules(found(capsys, "records", "--filter", "severity:error csp:dudley")) == ["DHR101"]
    assert rules(found(capsys, "records", "--filter=-rule:DHR1")) == ["DHR901"]


def test_personal_data_is_masked_unless_revealed(capsys: Captured) -> None:
    text = "Staff should write to jane.doe@example.org about each case that they have closed this year."
    libraries.write(Path("records"), "dudley-2023-06", libraries.recommendation(1, text=text))
    for form in ("text", "json", "sarif", "markdown"):
        main(["check", "records", "--excerpts", "always", "--output-format", form])
        out = capsys.readouterr().out
        assert "DHR5" in out
        assert "jane.doe" not in out
    main(["check", "records", "--excerpts", "always", "--reveal"])
    assert "jane.doe" in capsys.readouterr().out
    main(["check", "records"])
    assert "jane.doe" not in "".join(p.read_text() for p in Path("records/.dhrcurate").rglob("*.json"))


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_people_numbers_and_plates_are_masked_in_every_format(form: str, capsys: Captured) -> None:
    text = (
        "However PC 1234 Doebury asked Zofka (aged 7) and her brother, Wojtek Doebury, as Peter Quennell asked, about "
        "ZZ 12 34 56 A and the car AB01 CDE ("
    )
    libraries.write(Path("records"), "dudley-2023-06", libraries.recommendation(1, text=text))
    main(["check", "records", "--excerpts", "always", "--output-format", form])
    out = capsys.readouterr().out
    assert [word for word in ("1234", "Doebury", "Zofka", "Wojtek", "Quennell", "34 56", "CDE") if word in out] == []


def test_personal_data_in_escapes_is_masked_too(capsys: Captured) -> None:
    text = "Staff should write to jane.doe\\u0040example.org about each case that they have closed this year."
    libraries.write(Path("records"), "dudley-2023-06", libraries.recommendation(1, text=text))
    main(["check", "records", "--excerpts", "always", "--select", "DHR5"])
    out = capsys.readouterr().out
    assert "DHR501" in out
    assert "write to ██" in out
    assert "jane.doe" not in out


def test_standard_input_is_checked_under_its_name(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    text = libraries.record("dudley-2023-06", *libraries.TWICE)

    def give() -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    give()
    (error,) = found(capsys, "-")
    assert (error["file"], error["rule"]) == ("<stdin>", "DHR101")
    give()
    named = found(capsys, "-", "--stdin-filename", "records/other.toml")
    assert named[0]["name"] == "id-not-stem"
    give()
    assert main(["check", "-", "--excerpts", "always", "--output-format", "text"]) == 1
    assert 'number = "2"' in capsys.readouterr().out
    assert main(["check", "-", "records"]) == 2


def git(*arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], check=True)


def test_since_reports_only_what_changed(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    other = libraries.write(Path("records"), "kent-2023-06", *libraries.TWICE)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "first")
    assert found(capsys, "records", "--changed") == []
    other.write_text(other.read_text() + "\n# touched\n")
    libraries.write(Path("records"), "leeds-2023-06", *libraries.TWICE)
    changed = {f["record"] for f in found(capsys, "records", "--since", "HEAD")}
    assert changed == {"kent-2023-06", "leeds-2023-06"}
    assert main(["check", "records", "--since", "nonsense"]) == 2
    assert "'nonsense' is not a revision" in capsys.readouterr().err
    assert main(["check", "records", "--since=--output=x"]) == 2


def test_one_named_record_is_reported_alone_but_compared_with_all(capsys: Captured) -> None:
    libraries.write(Path("records"), "dudley-2023-06")
    copy = libraries.write(Path("records"), "dudley-2023-07")
    copy.write_text(
        Path("records/dudley-2023-06.toml").read_text().replace('id = "dudley-2023-06"', 'id = "dudley-2023-07"')
    )
    Path("records/dhrcurate.toml").write_text("")
    findings = found(capsys, "records/dudley-2023-07.toml", "--select", "DHR7")
    assert findings
    assert {finding["record"] for finding in findings} == {"dudley-2023-07"}


def test_waivers_of_rules_about_the_library_count_too(capsys: Captured) -> None:
    waiver = '\n[[waivers]]\nrule = "DHR702"\nreason = "two parts"\nby = "A. Curator"\nat = 2026-11-22T10:05:00Z\n'
    for name in ("dudley-2023-06", "dudley-2023-07"):
        path = libraries.write(Path("records"), name)
        path.write_text(path.read_text().replace("https://example.org/" + name, "https://example.org/one") + waiver)
    assert rules(found(capsys, "records", "--select", "DHR702,DHR604")) == []
    Path("records/dudley-2023-07.toml").unlink()
    assert rules(found(capsys, "records", "--select", "DHR702,DHR604")) == ["DHR604"]
    assert rules(found(capsys, "records", "--select", "DHR604")) == []


def test_an_unused_waiver_of_a_rule_about_the_library_is_fixed(capsys: Captured) -> None:
    waiver = '\n[[waivers]]\nrule = "{}"\nreason = "two parts"\nby = "A. Curator"\nat = 2026-11-22T10:05:00Z\n'
    path = libraries.write(Path("records"), "dudley-2023-06")
    path.write_text(path.read_text() + waiver.format("DHR701") + waiver.format("DHR302"))
    assert main(["audit", "adopt", str(path), "--reason", "written by hand", "--as", "A. Curator"]) == 0
    capsys.readouterr()
    assert rules(found(capsys, "records", "--select", "DHR7,DHR3,DHR604")) == ["DHR604", "DHR604"]
    given = ["check", "records", "--select", "DHR7,DHR3,DHR604", "--fix", "--as", "A. Curator"]
    assert main(given) == 0
    assert "[[waivers]]" in path.read_text(), "no safe fix takes a decision back"
    capsys.readouterr()
    assert main([*given, "--unsafe-fixes"]) == 0
    assert "can be fixed" not in capsys.readouterr().err
    assert "[[waivers]]" not in path.read_text()


def test_a_fix_needs_a_name_and_is_in_the_trail(capsys: Captured) -> None:
    control = libraries.recommendation(
        1, text="The force should review\\u000c its training on stalking each and every year."
    )
    path = libraries.write(Path("records"), "dudley-2023-06", control)
    before = path.read_bytes()
    assert main(["check", "records", "--fix"]) == 2
    assert "--as NAME" in capsys.readouterr().err
    assert main(["check", "records", "--diff"]) == 1
    assert '-text = "The force should review\\u000c its' in capsys.readouterr().out
    assert path.read_bytes() == before
    assert main(["check", "records", "--fix", "--show-fixes", "--as", "A. Curator"]) == 0
    told = capsys.readouterr().err
    assert "records/dudley-2023-06.toml: DHR009 control-character" in told
    assert "1 fix made" in told
    assert b"\\u000c" not in path.read_bytes()
    events = read_events(trail_beside(path).read_bytes(), "trail").events
    assert [event.action for event in events] == ["adopt", "fix"]
    assert (events[1].by, events[1].because) == ("A. Curator", {"rule": "DHR009"})
    after = path.read_bytes()
    assert main(["check", "records", "--fix", "--as", "A. Curator"]) == 0
    assert path.read_bytes() == after
    assert main(["check", "records", "--diff"]) == 0


def test_the_cache_gives_the_same_findings_and_is_never_trusted_blindly(capsys: Captured) -> None:
    path = libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    first = found(capsys, "records")
    caches = list(Path("records/.dhrcurate/check").glob("*.jsonl"))
    assert len(caches) == 1
    assert Path("records/.dhrcurate/.gitignore").read_text() == "*\n"
    assert found(capsys, "records") == first
    for damage in (b"", b"[]", b"{", caches[0].read_bytes().replace(b"\t[{", b"\t[[{")):
        caches[0].write_bytes(damage)
        assert found(capsys, "records") == first
    path.write_text(libraries.record("dudley-2023-06"))
    assert "DHR101" not in rules(found(capsys, "records"))
    (trail_beside(path)).write_text("no trail\n")
    assert "DHR901" not in rules(found(capsys, "records"))
    assert found(capsys, "records", "--no-cache") == found(capsys, "records")


def test_findings_that_came_with_a_library_are_not_believed(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, here: Path
) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DHRCURATE_STATE", str(here / "elsewhere"))
        found(capsys, "records")
        (file,) = Path("records/.dhrcurate/check").glob("*.jsonl")
        folder = SealedFolder(Path("records/.dhrcurate"), "check")
        head, about, *_ = (folder.read(file.name, 2**20) or b"").split(b"\n")
        folder.write(file.name, [head, b"\n", about.split(b"\t")[0], b"\t\n"])
        assert found(capsys, "records") == [], "who wrote it believes it"

    assert file.stat().st_mode & 0o777 == 0o600
    assert "DHR101" in rules(found(capsys, "records"))


def test_what_a_curator_adds_is_not_counted_as_extracted(capsys: Captured) -> None:
    path = libraries.write(Path("records"), "dudley-2023-06", libraries.recommendation(1), libraries.recommendation(2))
    path.write_text(path.read_text().replace("[curation]", "stated_count = 2\n\n[curation]"))
    session = Session(Library.open(Path("records")), "A. Curator", ops=Unsynced())
    session.apply(path.stem, structure.add(session.library.load(path.stem).data, "r002"))
    assert "count-differs" not in [one["name"] for one in found(capsys, "records")]

    session.apply(path.stem, structure.remove(session.library.load(path.stem).data, "r001", "it is a heading"))
    session.apply(path.stem, structure.remove(session.library.load(path.stem).data, "r002", "it is a heading"))
    assert "count-differs" not in [one["name"] for one in found(capsys, "records")]
    path.write_text(path.read_text().replace("stated_count = 2", "stated_count = 3"))
    assert "count-differs" in [one["name"] for one in found(capsys, "records")]


def test_several_processes_find_the_same(capsys: Captured) -> None:
    for number in range(30):
        libraries.write(Path("records"), f"dudley-2023-{number:02d}", *libraries.TWICE)
    alone = found(capsys, "records", "--jobs", "1", "--no-cache")
    assert len([f for f in alone if f["rule"] == "DHR101"]) == 30
    program = [sys.executable, "-m", "dhrcurate", "check", "records", "--output-format", "json", "--no-cache"]
    together = subprocess.run([*program, "--jobs", "3"], capture_output=True, check=False)
    assert json.loads(together.stdout) == alone


def test_check_loads_no_textual_and_a_warm_one_no_pydantic() -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    code = (
        "import sys; from dhrcurate.cli import main; main(['check', 'records']);"
        "print(*(m for m in ('textual', 'pydantic', 'rich', 'dhrcurate.tui', 'tree_sitter') if m in sys.modules))"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    cold, warm = (run.stdout.splitlines()[-1] for run in runs)
    assert "textual" not in cold
    assert "dhrcurate.tui" not in cold
    assert warm == ""


@pytest.mark.parametrize("command", [["check"], ["document", "add"], ["document", "locate"]])
def test_help_loads_little(command: list[str]) -> None:
    code = (
        "import sys; from dhrcurate.cli import main\n"
        f"try: main({[*command, '--help']})\n"
        "except SystemExit: pass\n"
        "print(*(m for m in ('textual', 'pydantic', 'orjson', 'tomli', 'dhrcurate.rules') if m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == ""


@pytest.mark.skipif(os.name == "nt", reason="names with a newline are no names there")
def test_what_a_name_holds_cannot_forge_a_line(capsys: Captured) -> None:
    Path("records").mkdir()
    Path("records/a\n::error::x.toml").write_text("format = 1\nid = = 2\n")
    assert main(["check", "records", "nowhere\n::warning::y"]) == 2
    told = capsys.readouterr()
    assert not [line for line in (told.out + told.err).splitlines() if line.startswith("::")]


def test_findings_beside_documents_are_kept_for_the_next_check(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_beside(tmp_path / "records")
    first = found(capsys, "records", "--jobs", "1")
    assert "DHR802" in rules(first)
    checked: list[Path] = []
    again = Checker.file

    def noted(self: Checker, path: Path, **more: bool) -> FileFindings:
        checked.append(path)
        return again(self, path, **more)

    monkeypatch.setattr(Checker, "file", noted)
    assert found(capsys, "records", "--jobs", "1") == first
    assert checked == []
    (tmp_path / "records" / "documents" / "report.pdf").write_bytes(b"%PDF-1.7 other bytes")
    assert "DHR808" in rules(found(capsys, "records", "--jobs", "1"))
    assert len(checked) == 1


def test_a_filter_finds_cells_that_are_decided_in_part(capsys: Captured) -> None:
    in_part = libraries.recommendation(2, cell="West Midlands Police | Cleveland Police")
    libraries.write(Path("records"), "dudley-2023-06", libraries.recommendation(1), in_part)
    numbers = [one["number"] for one in found(capsys, "records", "--ignore", "DHR9", "--filter", "agency:open")]
    assert numbers
    assert set(numbers) == {"2"}
    assert found(capsys, "records", "--ignore", "DHR9", "--filter", "agency:none number:2") == []


def test_a_filter_asks_what_reports_say_and_says_where_that_is_not_known(tmp_path: Path, capsys: Captured) -> None:
    root = library_beside(tmp_path / "records")
    every = found(capsys, "records", "--select", "DHR8")
    assert rules(every) == ["DHR805", "DHR802", "DHR801"]
    assert rules(found(capsys, "records", "--select", "DHR8", "--filter", "document:differs")) == ["DHR802"]
    assert rules(found(capsys, "records", "--select", "DHR8", "--filter", "page:2")) == ["DHR802"]
    libraries.write(root, "wold-2014")
    (root / "documents" / "report.pdf").unlink()
    main(["check", "records", "--filter=-document:exact"])
    assert "nothing of 2 records matches what the filter asks of documents" in capsys.readouterr().err


def test_a_sign_off_that_a_report_contradicts_is_told(tmp_path: Path, capsys: Captured) -> None:
    rows = [{**row, "status": "accepted"} for row in ROWS]
    library_beside(tmp_path / "records", rows=rows, curation={"state": "signed-off", "by": "A. Curator"})
    told = next(one for one in found(capsys, "records", "--select", "DHR8,DHR609") if one["rule"] == "DHR609")
    assert told["message"].startswith("signed off while 3 findings about its documents stand: differs-from-document")
    assert rules(found(capsys, "records", "--select", "DHR609", "--documents", "off")) == []


def test_a_check_that_began_before_a_redaction_keeps_nothing_after_it(here: Path) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    private = Path("records", PRIVATE)
    assert main(["check", "records"]) == 1
    (kept,) = (private / "check").iterdir()
    empty_caches(Path("records"))
    assert main(["check", "records"]) == 1
    assert kept.exists()
    began = Cache.load(private, kept.stem, date(2026, 11, 22))
    empty_caches(Path("records"))
    began.put_library("a state", LibraryFindings({}, {}))
    began.save(None)
    assert not kept.exists()


def test_a_report_that_cannot_be_written_leaves_the_older_one(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    libraries.write(Path("records"), "dudley-2023-06", *libraries.TWICE)
    for report in (here / "out.sarif", here / "new.sarif"):
        report.write_text("older")

    def full(_ops: Operations, _file: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Operations, "write", full)
        assert main(["check", "records", "--no-cache", "--output", "sarif:out.sarif"]) == 2
    assert Path("out.sarif").read_text() == "older"
    assert not list(here.glob(".*new"))
    Path("link.sarif").symlink_to("new.sarif")
    assert main(["check", "records", "--output", "sarif:link.sarif"]) == 1
    assert Path("link.sarif").is_symlink()
    assert json.loads(Path("new.sarif").read_text())
    assert main(["check", "records", "--output", "sarif:/dev/null"]) == 1
    assert Path("/dev/null").is_char_device()
