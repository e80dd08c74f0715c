"""Which record a page is a later extraction of, and which pages are of another review."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.curation.operations.facts import set_facts
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.updating.fitting import Fitting
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.folder import LibraryFolder

TEXTS = (
    "The council should write to every tenant who has missed two visits.",
    "The force should review how its call handlers record threats.",
    "The trust should train its midwives to ask about money and keys.",
    "All agencies should name a lead who answers for the sharing of information.",
)
OTHERS = (
    "Schools should know whom to ring when a child tells them of a quarrel at home.",
    "The board should publish what it spends on refuges, and for how many beds.",
    "Employers should be offered a guide about leave after a threat.",
    "The fire service should fit alarms where somebody fears an attack.",
)
REVIEW = {"title": "Overview report into the death of Ann", "csp": "Exampleton", "published": "2023-06"}
SOURCE = {"url": "https://www.example.org/reviews/ann", "library_id": "647f1570"}


def review(texts: tuple[str, ...] = TEXTS, *, source: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    told = {name: value for name, value in {**REVIEW, **facts}.items() if value is not None}
    rows = [{"key": f"r{at:03d}", "text": text, "addressed_to": ""} for at, text in enumerate(texts, 1)]
    return {"review": told, "source": source or {}, "recommendations": rows}


def library(folder: Path, *records: dict[str, Any]) -> Library:
    session = Session(Library(LibraryFolder(folder)), "A. Curator")
    for at, one in enumerate(records, 1):
        rows = [{**row, "agencies": [], "status": "pending"} for row in one["recommendations"]]
        data = {"format": 1, "id": f"record-{at}", **one, "curation": {"state": "open"}, "recommendations": rows}
        session.create(f"record-{at}", data)
    return session.library


def found(where: Library, *reviews: dict[str, Any], thorough: bool = False) -> list[str | None]:
    records = Fitting(where, thorough=thorough).records(reviews)
    return [one.id if isinstance(one, Loaded) else None if one is None else str(one) for one in records]


@pytest.mark.parametrize(
    "later",
    [
        review(OTHERS, source={"library_id": "647f1570"}, title="Other", csp="Otherton", published="2020"),
        review(OTHERS, source={"url": "http://example.org/reviews/ann/#top"}, title="Other", published=None),
        review(),
        review((*TEXTS[:2], *OTHERS[:2])),
        review(TEXTS[:2], title="Overview Report, into the death of: Ann"),
        review((*TEXTS, *OTHERS), year_of_death=2012),
        review((TEXTS[0].replace("two", "three"), f"{TEXTS[1]} {TEXTS[2]}", TEXTS[3])),
    ],
    ids=["library id", "link", "same names", "half of the texts", "marks in the title", "more texts", "other words"],
)
def test_a_later_extraction_finds_its_record(tmp_path: Path, later: dict[str, Any]) -> None:
    assert found(library(tmp_path, review(source=SOURCE), review(OTHERS, title="Ben", csp="Otherton")), later) == [
        "record-1"
    ]


@pytest.mark.parametrize(
    "other",
    [
        review(OTHERS),
        review((TEXTS[0], *OTHERS)),
        review(OTHERS, source={"url": "https://www.example.org/reviews/ben"}),
        review(OTHERS, source={"url": "https://www.example.org"}),
        review(OTHERS, csp="Otherton", source={"url": "https://www.example.org/reviews/ann"}),
        review(source={"library_id": "99ff0000"}),
        review(source={"library_id": "99ff0000", "url": "https://www.example.org/reviews/ann"}),
        review(title="Overview report into the death of Ben"),
        review(csp="Otherton"),
        review(csp=""),
        review(published="2021-06"),
        review(published="2023"),
        review(published="2021-06", title="Overview report into the deaths of Ann and Ben"),
        review(published=None),
        review((), published="2023-06"),
        review(("Training.",), published="2023-06"),
        review(OTHERS, published=None, year_of_death=2012),
        review(OTHERS, title="Executive summary"),
        review(title="Executive summary", published=None),
        review(OTHERS, csp="Exampleton and Otherton"),
        review(tuple(f"{text} This is asked of another body, for reasons that are told above." for text in OTHERS)),
    ],
)  # fmt: skip
def test_a_page_of_another_review_finds_none(tmp_path: Path, other: dict[str, Any]) -> None:
    assert found(library(tmp_path, review(source=SOURCE)), other, thorough=True) == [None]


def test_a_record_is_known_by_what_it_was_imported_as_too(tmp_path: Path) -> None:
    where = library(tmp_path, review())
    corrected: dict[str, Any] = {"title": "The death of Ann", "csp": "Exampleton and Otherton"}
    Session(where, "A. Curator").apply("record-1", set_facts(where.load("record-1").data, corrected))
    assert found(where, review(), thorough=True) == ["record-1"]
    assert found(where, review(**corrected)) == ["record-1"]


def test_it_is_so_known_where_a_later_line_of_its_trail_is_damaged(tmp_path: Path) -> None:
    where = library(tmp_path, review())
    corrected = {"title": "The death of Ann", "csp": "Exampleton and Otherton"}
    Session(where, "A. Curator").apply("record-1", set_facts(where.load("record-1").data, corrected))
    with where.folder.trail_path("record-1").open("ab") as trail:
        trail.write(b"{}\n")
    assert found(where, review(), thorough=True) == ["record-1"]


def test_where_two_records_fit_equally_both_are_named(tmp_path: Path) -> None:
    where = library(tmp_path, review(), review())
    (refused,) = Fitting(where, thorough=False).records([review()])
    assert isinstance(refused, RefusedError)
    assert "record-1 and record-2" in str(refused)


def test_the_better_one_of_two_is_taken(tmp_path: Path) -> None:
    link = {"url": "https://www.example.org/reviews"}
    where = library(tmp_path, review(OTHERS, source=link, title="Ben"), review(source=link))
    assert found(where, review(source=link)) == ["record-2"]


def test_each_review_of_a_table_finds_its_own_and_none_that_of_another(tmp_path: Path) -> None:
    link = {"url": "https://www.example.org/reviews"}
    where = library(tmp_path, review(source=link))
    assert found(where, review(OTHERS, source=link, title="Ben"), review(source=link)) == [None, "record-1"]
