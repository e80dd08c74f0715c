from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest

from dhrcurate.documents import cache as caching
from dhrcurate.documents.cache import Cache
from dhrcurate.documents.encoding import decoded, encoded
from dhrcurate.documents.model import Block, Box, Cell, Problem, Report, Stretch
from dhrcurate.documents.reading import read
from pdf_files import drawn, pdf

ONE = hashlib.sha256(b"one").hexdigest()
OTHER = hashlib.sha256(b"other").hexdigest()
REPORT = Report(
    (
        Block(
            "heading", "Recommendations", (Stretch(0, Box(2, 72.0, 90.5, 200, 104), ((0, 72.0),)),), 1, "10", size=14.0
        ),
        Block("cell", "The Board", cell=Cell(0, 1, 2, rows=2), place="Plan!C2", bold=True, box=3),
    ),
    pages=2,
    labels=("i", "1"),
    unreadable=(1,),
    outline=((1, "Recommendations", 2),),
    repaired=True,
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / ".dhrcurate")


def file(tmp_path: Path, digest: str = ONE) -> Path:
    return tmp_path / ".dhrcurate" / "documents" / digest


def test_a_report_comes_back_as_it_was(cache: Cache) -> None:
    cache.put(ONE, REPORT)

    assert cache.get(ONE) == REPORT
    assert cache.get(OTHER) is None


def test_a_document_that_was_read_survives_being_kept(cache: Cache) -> None:
    report = read(pdf([drawn("The Board should act.", "It should do so soon.")]), "report.pdf")
    cache.put(ONE, report)

    assert report.blocks
    assert cache.get(ONE) == report


def test_only_the_owner_can_read_what_is_kept(cache: Cache, tmp_path: Path) -> None:
    cache.put(ONE, REPORT)

    assert stat.S_IMODE(file(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE(file(tmp_path).parent.stat().st_mode) == 0o700
    assert (tmp_path / ".dhrcurate" / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_what_somebody_else_kept_is_not_used(cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("DHRCURATE_STATE", str(tmp_path / "elsewhere"))
        cache.put(ONE, REPORT)
        assert cache.has(ONE)
        assert cache.get(ONE) == REPORT

    assert stat.S_IMODE(file(tmp_path).stat().st_mode) == 0o600
    assert not cache.has(ONE)
    assert cache.get(ONE) is None


def test_another_version_of_the_reader_reads_anew(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put(ONE, REPORT)
    monkeypatch.setattr(caching, "reader_version", lambda: "another")

    assert cache.get(ONE) is None


def test_what_is_kept_for_one_document_is_not_used_for_another(cache: Cache, tmp_path: Path) -> None:
    cache.put(ONE, REPORT)
    file(tmp_path).rename(file(tmp_path, OTHER))

    assert cache.get(OTHER) is None


@pytest.mark.parametrize("cut", [0, 10, 120, -1])
def test_a_damaged_file_is_the_same_as_none(cache: Cache, tmp_path: Path, cut: int) -> None:
    cache.put(ONE, REPORT)
    whole = file(tmp_path).read_bytes()
    file(tmp_path).write_bytes(whole[:cut])

    assert cache.get(ONE) is None


def test_documents_are_forgotten(cache: Cache, tmp_path: Path) -> None:
    cache.put(ONE, REPORT)
    cache.put(OTHER, REPORT)

    cache.drop([ONE, hashlib.sha256(b"never kept").hexdigest()])

    assert not file(tmp_path).exists()
    assert cache.get(OTHER) == REPORT


@pytest.mark.parametrize(
    ("problem", "kept"),
    [("password", True), ("no-text", True), ("too-slow", True), ("ended", False), ("damaged", False)],
)
def test_problems_that_another_machine_may_not_have_are_not_kept_but_for_what_costs_minutes(
    cache: Cache, problem: Problem, *, kept: bool
) -> None:
    cache.put(ONE, Report(problem=problem))

    assert (cache.get(ONE) is not None) == kept


def test_nothing_is_written_through_a_link(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".dhrcurate").mkdir()
    (tmp_path / ".dhrcurate" / "documents").symlink_to(tmp_path / "elsewhere")

    cache.put(ONE, REPORT)

    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_name_that_is_no_digest_leads_nowhere(cache: Cache) -> None:
    assert cache.get("../../secret") is None
    with pytest.raises(ValueError, match="no digest"):
        cache.drop(["../../secret"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"blocks":[', b'"blocks":[5,'),
        (b'"pages":2', b'"pages":"2"'),
        (b'"problem":null', b'"problem":"odd"'),
        (b'"heading"', b'"aside"'),
        (b"72.0", b'"72"'),
        (b"true", b"1"),
        (b'"labels":["i","1"]', b'"labels":[1]'),
        (b"}", b""),
    ],
)
def test_json_that_is_no_report_is_refused(old: bytes, new: bytes) -> None:
    whole = encoded(REPORT)
    assert old in whole

    with pytest.raises(ValueError, match=r"no report|JSON|unexpected|EOF"):
        decoded(whole.replace(old, new))
