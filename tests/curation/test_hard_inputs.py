from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import libraries
from dhrcurate.cli import main
from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.checking.fixing import plan
from dhrcurate.curation.configuration.selection import Choice, Selector
from dhrcurate.curation.library import Library
from dhrcurate.domain.clock import StoppedClock
from dhrcurate.domain.finding import Severity
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder
from fake_names import FakeNames
from rubbish import MAKERS, is_toml, rubbish

EVERYTHING = Selector(Choice(select=("ALL",)))


def checker(folder: Path) -> Checker:
    library = Library(LibraryFolder(folder))
    library.names = FakeNames()
    return Checker(library, EVERYTHING, StoppedClock(date(2026, 11, 22)))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    return checker(tmp_path_factory.mktemp("library"))


def test_rubbish_is_of_many_kinds() -> None:
    readable = sum(is_toml(rubbish(number)) for number in range(400))
    assert 60 < readable < 340


@settings(max_examples=250, deadline=None)
@given(number=st.integers(min_value=0, max_value=10**9))
def test_whatever_a_file_holds_there_are_findings_and_no_crash(shared: Checker, number: int) -> None:
    raw = rubbish(number)
    found = shared.content(shared.root / "dudley-2023-06.toml", raw)
    lines = raw.count(b"\n") + 1
    assert all(1 <= f.place.line <= f.place.end_line <= lines for f in found.findings if f.place)
    if number % len(MAKERS) == 1:
        assert found.findings  # pieces of TOML are no record


@settings(max_examples=60, deadline=None)
@given(number=st.integers(min_value=0, max_value=10**9), unsafe=st.booleans())
def test_fixes_compose_never_bring_an_error_and_leave_nothing_to_do(shared: Checker, number: int, unsafe: bool) -> None:
    path = shared.root / "dudley-2023-06.toml"
    path.write_bytes(rubbish(number - number % 4 + 2 + number % 2))  # of the kinds that are records with a fault
    before = Document.read(path)
    planned = plan(path, shared, unsafe=unsafe)
    if before.record is None:
        assert planned.fixes == ()
        return
    after = Document.of(path, planned.after)
    assert after.record is not None

    def errors(document: Document) -> int:
        return sum(f.severity is Severity.ERROR for f in shared.document(document).active)

    assert errors(after) <= errors(before)
    path.write_bytes(planned.after)
    assert plan(path, shared, unsafe=unsafe).fixes == ()


def hard(folder: Path) -> Path:
    """A library in which one record is sound and everything else is hard."""
    libraries.write(folder, "dudley-2023-06", *libraries.TWICE)
    (folder / "deep.toml").write_text("a = " + "[" * 16_000 + "]" * 16_000)
    (folder / "inline.toml").write_text("a = " + "{a=" * 3_000 + "1" + "}" * 3_000)
    (folder / "brackets.toml").write_text("[" * 100_000)
    (folder / "dotted.toml").write_text(".".join(["a"] * 16_000) + " = 1")
    (folder / "digits.toml").write_text("a = " + "1" * 100_000)
    (folder / "nul.toml").write_bytes(b"a = 1\0")
    (folder / "utf16.toml").write_bytes("a = 1".encode("utf-16"))
    (folder / "newer.toml").write_text('format = 2\nid = "newer"\n')
    (folder / "large.toml").write_bytes(b"a = 1\n" * 3_000_000)
    (folder / "dir.toml").mkdir()
    (folder / "loop").symlink_to("..")
    (folder / "self.toml").symlink_to("self.toml")
    (folder / "out.toml").symlink_to("/dev/zero")
    os.mkfifo(folder / "fifo.toml")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names there")
def test_one_clear_line_each_and_the_rest_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    hard(tmp_path / "records")
    assert main(["check", "records", "--output-format", "json", "--ignore", "DHR9"]) == 2
    told = capsys.readouterr()
    by_file: dict[str, list[str]] = {}
    findings: list[dict[str, Any]] = json.loads(told.out)
    for finding in findings:
        by_file.setdefault(Path(finding["file"]).name, []).append(finding["name"])
    assert by_file == {
        "brackets.toml": ["not-toml"],
        "deep.toml": ["not-toml"],
        "digits.toml": ["not-toml"],
        "dotted.toml": ["not-toml"],
        "dudley-2023-06.toml": ["duplicate-number"],
        "inline.toml": ["not-toml"],
        "large.toml": ["file-too-large"],
        "newer.toml": ["newer-format"],
        "nul.toml": ["not-toml"],
        "utf16.toml": ["not-utf8"],
    }
    lines = [line for line in told.err.splitlines() if ".toml" in line or "loop" in line]
    assert len(lines) == 5
    assert all(len(line) < 200 for line in lines)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is unreadable to an administrator")
def test_what_may_not_be_read_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    libraries.write(tmp_path / "records", "dudley-2023-06").chmod(0)
    (tmp_path / "records" / "sub").mkdir(mode=0)
    assert main(["check", "records"]) == 2
    told = capsys.readouterr().err
    assert "records/dudley-2023-06.toml: the file cannot be read: permission denied" in told
    assert "records/sub: the folder cannot be read" in told


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names there")
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("dhrcurate.toml", ["check", "records"]),
        ("agencies.toml", ["check", "records"]),
        ("agencies.toml", ["agencies", "list", "records"]),
        ("agencies.toml", ["export", "records", "--to", "-", "--format", "csv"]),
    ],
)
def test_a_pipe_in_place_of_a_librarys_own_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    libraries.write(tmp_path / "records", "dudley-2023-06")
    os.mkfifo(tmp_path / "records" / name)
    assert main(command) == 2
    assert name in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names there")
def test_a_baseline_that_is_a_pipe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    libraries.write(tmp_path / "records", "dudley-2023-06")
    (tmp_path / "records" / "dhrcurate.toml").write_text('[check]\nbaseline = "pipe.json"\n')
    os.mkfifo(tmp_path / "records" / "pipe.json")
    assert main(["check", "records"]) == 2
    assert "pipe.json: the baseline cannot be read: it is a pipe" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        'page = "a\\u0000b"',
        "imported = 9999-12-31T23:59:59-23:59",
        "imported = 0001-01-01T00:00:00+23:59",
        f"stated_count = 0x{'f' * 4_000}",
        f"stated_count = {'9' * 4_000}",
        "stated_count = 9007199254740993",
    ],
    ids=lambda line: line[:40],
)
@pytest.mark.parametrize(
    "command",
    [
        ["check", "records"],
        ["export", "records", "--to", "-", "--format", "csv"],
        ["agencies", "resolve", "records", "--as", "A. Curator"],
        ["audit", "heads", "records"],
        ["audit", "adopt", "records/dudley-2023-06.toml", "--reason", "as it is", "--as", "A. Curator"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_values_that_the_system_cannot_take_are_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    record = libraries.write(tmp_path / "records", "dudley-2023-06")
    record.write_text(record.read_text().replace("[source]\n", f"[source]\n{line}\n"))
    assert main(command) in (0, 1, 2)


def test_a_moment_without_a_year_in_utc_is_a_finding_and_makes_a_record_read_only(shared: Checker) -> None:
    raw = libraries.record("dudley-2023-06").replace("[source]\n", "[source]\nchecked = 9999-12-31T23:59:59-23:59\n")
    found = shared.content(shared.root / "dudley-2023-06.toml", raw.encode())
    assert [f.path for f in found.findings if f.rule == "DHR010"] == ["/source/checked"]
    assert not Document.of(Path("dudley-2023-06.toml"), raw.encode()).writable


def test_a_link_that_leads_nowhere_is_called_that(tmp_path: Path) -> None:
    (tmp_path / "x.toml").symlink_to("nothing")
    assert checker(tmp_path).file(tmp_path / "x.toml").unusable == "it is a link that leads nowhere"


def test_a_name_that_leaves_no_room_for_a_trail_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    libraries.write(tmp_path / "records", "a" * 250)
    assert main(["check", "records"]) == 2
    assert "no trail fits beside it" in capsys.readouterr().err
    assert main(["audit", "heads", "records"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="making links needs a privilege there")
def test_a_check_keeps_nothing_outside_of_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    libraries.write(tmp_path / "records", "dudley-2023-06")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "records" / ".dhrcurate").symlink_to(tmp_path / "elsewhere")
    assert main(["check", "records"]) in (0, 1)
    assert list((tmp_path / "elsewhere").iterdir()) == []
