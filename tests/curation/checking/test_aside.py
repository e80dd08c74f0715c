"""Findings put aside while a check runs."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import IO

import pytest

import libraries
from dhrcurate.curation.checking import aside
from dhrcurate.curation.checking.aside import Aside
from dhrcurate.curation.checking.check import check_paths
from dhrcurate.curation.checking.encoding import encoded
from dhrcurate.curation.checking.options import Options
from dhrcurate.curation.checking.report import Located
from dhrcurate.domain.finding import AT_EACH_PLACE, Finding, Fix, Place, Safety, Severity, Span

FINDINGS = [
    Finding("DHR201", "missing-addressee", Severity.ERROR, "nobody is addressed", "/r1/text", key="r1", place=Place(3)),
    Finding(
        "DHR202",
        "several-agencies",
        Severity.WARNING,
        "two bodies",
        "/r2/addressed_to",
        Span(2, 5),
        "r2",
        "2",
        Fix(Safety.SAFE, "split into 2 agencies", ()),
        Place(4, 2, 4, 9),
        ("other-2020#r1",),
        telling=AT_EACH_PLACE,
    ),
]


def found(folder: Path) -> list[Located]:
    return list(check_paths([folder], Options(date(2026, 11, 22), cache=False)).findings)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for number in range(3):
        libraries.write(tmp_path, f"dudley-2023-0{number}")
    return tmp_path


def test_what_is_put_aside_comes_back_from_memory_and_from_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = encoded(FINDINGS)
    monkeypatch.setattr(aside, "IN_MEMORY", len(raw))
    place = Aside()
    kept = [place.put(raw) for _ in range(3)]
    assert [stretch.file is None for stretch in kept] == [True, False, False]
    assert all(list(stretch) == FINDINGS for stretch in reversed(kept))


def test_a_report_is_the_same_when_nothing_stays_in_memory(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = found(library)
    assert expected
    monkeypatch.setattr(aside, "IN_MEMORY", 0)
    report = check_paths([library], Options(date(2026, 11, 22), cache=False))
    assert list(report.findings) == expected
    assert list(report.findings) == expected  # it is read as often as somebody asks


def test_a_full_disk_for_temporary_files_loses_no_finding(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = found(library)
    refused = []

    def full() -> IO[bytes]:
        refused.append(1)
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(aside, "IN_MEMORY", 0)
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    assert found(library) == expected
    assert refused
