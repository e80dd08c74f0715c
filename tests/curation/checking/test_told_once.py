"""One fault of a whole record is one finding, with the recommendations that it is at."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import libraries
from dhrcurate.cli import main
from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.checking.told_once import told_once
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations.fixes import make_fix
from dhrcurate.curation.operations.waive import waive
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.clock import local_day
from dhrcurate.domain.finding import Finding
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.summaries import counted, filter_rows_of

ID = "dudley-2023-06"
CELLS = ("West Midlands Police", "All agencies", "Zephyrine Outreach", "All agencies", "West Midlands Police",
         "Zephyrine Outreach", "All agencies")  # fmt: skip

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with a record in which three things are at several recommendations."""
    monkeypatch.setenv("DHRCURATE_CURATOR", "A. Curator")
    rows = (libraries.recommendation(at, cell=cell).replace('["West Midlands Police"]', "[]")
            for at, cell in enumerate(CELLS, 1))  # fmt: skip
    libraries.write(tmp_path, ID, *rows)
    return tmp_path


def checked(root: Path, capsys: Captured, *arguments: str) -> dict[str, list[dict[str, Any]]]:
    capsys.readouterr()
    main(["check", str(root), "--no-cache", "--output-format", "json", *arguments])
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in json.loads(capsys.readouterr().out):
        found.setdefault(finding["name"], []).append(finding)
    return found


def on_screen(root: Path) -> RecordState:
    """The record as an interface shows it where what is not filled in yet is more than a hint, and so listed."""
    (root / "dhrcurate.toml").write_text('[check.severity]\nDHR204 = "warning"\n')
    library = Library.open(root)
    state = RecordState(ID, library.load(ID).data)
    active = Checker(library, library.settings.selector(), local_day).record(ID, state.data).active
    state.found(0, told_once(active, ID), ())
    return state


def named(findings: list[Finding], name: str) -> Finding:
    (finding,) = (f for f in findings if f.name == name)
    return finding


def save(root: Path, proposal: Any) -> None:
    Session(Library.open(root), "A. Curator").apply(ID, proposal)


def test_what_is_not_filled_in_yet_is_one_finding_of_the_record(root: Path, capsys: Captured) -> None:
    (found,) = checked(root, capsys)["unresolved-agency"]
    assert (found["key"], found["related"]) == (None, [f"{ID}#r001", f"{ID}#r005"])
    assert found["fix"] == {"safety": "safe", "description": "take West Midlands Police, in 2 recommendations"}


def test_the_same_words_are_told_once_with_the_other_recommendations(root: Path, capsys: Captured) -> None:
    found = checked(root, capsys)
    (many,), (unknown,) = found["collective-addressee"], found["unknown-agency"]
    assert (many["key"], many["related"]) == ("r002", [f"{ID}#r004", f"{ID}#r007"])
    assert (unknown["key"], unknown["related"]) == ("r003", [f"{ID}#r006"])


def test_a_cached_check_tells_the_same(root: Path, capsys: Captured) -> None:
    def cached() -> str:
        capsys.readouterr()
        main(["check", str(root), "--output-format", "json"])
        return capsys.readouterr().out

    assert cached() == cached()
    assert '"related": ["dudley-2023-06#r006"]' in cached()


def test_a_cached_check_tells_what_a_rule_declares_as_the_first_one_did(root: Path, capsys: Captured) -> None:
    path = root / f"{ID}.toml"
    path.write_text(path.read_text().replace("reports.", "reports on 01632 960001."))

    def told() -> list[tuple[str, str | None, list[str]]]:
        capsys.readouterr()
        main(["check", str(root), "--output-format", "json"])
        return [(f["name"], f["key"], f.get("related", [])) for f in json.loads(capsys.readouterr().out)]

    first = told()
    assert told() == first
    assert [key for name, key, _ in first if name == "unresolved-agency"] == [None]
    assert sum(name == "telephone-number" for name, _, _ in first) == len(CELLS)


def test_errors_and_personal_data_are_told_at_each_place(root: Path, capsys: Captured) -> None:
    path = root / f"{ID}.toml"
    path.write_text(path.read_text().replace("Zephyrine Outreach", "").replace("reports.", "reports on 01632 960001."))
    found = checked(root, capsys)
    assert [f["key"] for f in found["missing-addressee"]] == ["r003", "r006"]
    assert len(found["telephone-number"]) == len(CELLS)


def test_all_are_fixed_in_one_go(root: Path, capsys: Captured) -> None:
    state = on_screen(root)
    save(root, make_fix(named(state.findings_of("r005"), "unresolved-agency")))
    assert "unresolved-agency" not in checked(root, capsys)
    agencies = [r.get("agencies") for r in Library.open(root).load(ID).data["recommendations"]]
    assert [at for at, one in enumerate(agencies, 1) if one == ["West Midlands Police"]] == [1, 5]


def test_check_fixes_them_all_also_where_a_filter_narrows_it(root: Path, capsys: Captured) -> None:
    main(["check", str(root), "--fix", "--filter", "rule:unresolved-agency"])
    assert "unresolved-agency" not in checked(root, capsys)


def test_a_row_shows_it_with_its_own_place_and_the_counts_count_it_once(root: Path) -> None:
    state = on_screen(root)
    for key in ("r002", "r004", "r007"):
        here = named(state.findings_of(key), "collective-addressee")
        assert (here.key, here.path) == (key, f"/recommendations/{key}/addressed_to")
        assert "collective-addressee" in filter_rows_of(state)[key].rules
    assert named(state.findings_of(None), "unresolved-agency").path == ""
    assert named(state.findings_of("r005"), "unresolved-agency").path == "/recommendations/r005/addressed_to"
    assert {row.key: row.worst for row in state.rows()}["r007"] == "warning"
    told = [f for f in state.findings or () if f.name == "collective-addressee"]
    assert counted(told) == {"warning": 1}


@pytest.mark.parametrize(
    ("key", "name"), [("r004", "collective-addressee"), ("r006", "unknown-agency"), (None, "unresolved-agency")]
)
def test_it_is_waived_as_it_is_told(root: Path, capsys: Captured, key: str | None, name: str) -> None:
    state = on_screen(root)
    save(root, waive(state.data, named(state.findings_of(key), name), "it is meant so", "A. Curator"))
    found = checked(root, capsys)
    assert name not in found
    assert "unused-waiver" not in found


def test_a_waiver_at_one_recommendation_is_about_that_one(root: Path, capsys: Captured) -> None:
    state = on_screen(root)
    told = named(state.findings_of("r004"), "collective-addressee")
    save(root, waive(state.data, told.members[0], "the review itself means everybody", "A. Curator"))
    (left,) = checked(root, capsys)["collective-addressee"]
    assert (left["key"], left.get("related")) == ("r004", [f"{ID}#r007"])


def test_a_baseline_knows_each_place_and_what_is_left_is_not_new(root: Path, capsys: Captured) -> None:
    known = root / "known.json"
    main(["check", str(root), "--no-cache", "--write-baseline", str(known)])
    assert checked(root, capsys, "--baseline", str(known)) == {}
    path = root / f"{ID}.toml"
    whole = path.read_text().replace("All agencies", "West Midlands Police", 1)
    resolved = whole.replace("agencies = []", 'agencies = ["West Midlands Police"]', 2)
    path.write_text(resolved)
    assert checked(root, capsys, "--baseline", str(known)) == {}
    path.write_text(resolved.replace("Zephyrine Outreach", "All agencies", 1))
    (new,) = checked(root, capsys, "--baseline", str(known))["collective-addressee"]
    assert (new["key"], "related" in new) == ("r003", False)


def test_a_filter_finds_it_by_any_of_its_recommendations(root: Path, capsys: Captured) -> None:
    for name, number in (("unknown-agency", 6), ("collective-addressee", 7)):
        found = checked(root, capsys, "--filter", f"number:{number}")
        assert [f["name"] for f in found[name]] == [name]


def test_text_names_the_other_recommendations(root: Path, capsys: Captured) -> None:
    capsys.readouterr()
    main(["check", str(root), "--no-cache", "--select", "collective-addressee,unresolved-agency"])
    told = capsys.readouterr().out
    assert "    also in 4, 7\n" in told
    assert "    in 1, 5\n" in told
