from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dhrcurate.curation.checking import library_rules
from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.configuration.selection import Selector
from dhrcurate.curation.library import Library
from dhrcurate.domain.clock import StoppedClock
from dhrcurate.domain.record import Record
from dhrcurate.rules.record_summary import RecordSummary, record_summary
from dhrcurate.storage.codec import parse
from dhrcurate.storage.folder import LibraryFolder
from libraries import recommendation, record

NEWS = "Exampleshire Police should tell each school of the county within a day what its officers saw at home."


def summaries(root: Path) -> dict[str, RecordSummary]:
    found = {}
    for name, words in (("a-1", NEWS), ("b-2", NEWS.replace("a day", "two days")), ("c-3", f"Again, {NEWS}")):
        raw = record(name, recommendation(1, text=words)).encode()
        (root / f"{name}.toml").write_bytes(raw)
        found[f"{name}.toml"] = record_summary(Record.model_validate(parse(raw)))
    return found


@pytest.mark.parametrize("jobs", [1, 2])
def test_however_many_processes_look_the_shared_recommendation_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    monkeypatch.setattr(library_rules, "_FEW", 0)
    checker = Checker(Library(LibraryFolder(tmp_path)), Selector(), StoppedClock(date(2026, 11, 22)))
    found = checker.library(summaries(tmp_path), jobs=jobs)
    shared = [(path, f) for path, each in found.findings.items() for f in each if f.name == "shared-recommendation"]
    assert [(path, f.rule, f.related) for path, f in shared] == [
        ("a-1.toml", "DHR703", ("b-2#r001", "c-3#r001")),
        ("b-2.toml", "DHR703", ("a-1#r001", "c-3#r001")),
        ("c-3.toml", "DHR703", ("a-1#r001", "b-2#r001")),
    ]
