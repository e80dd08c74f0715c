"""The list over every record of a library: filtered bit by bit, marked, and with few records open at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from dhrcurate.curation.filter import parse_filter, row_of_data
from dhrcurate.review import open_records
from dhrcurate.review.filtering import FilterSource, Search
from dhrcurate.review.row import row_of
from dhrcurate.review.rows import LibraryRows
from tui_help import Program, library_of_shares, on_disk, write_record

Make = Callable[..., Program]


class Records:
    """Made records, which count how often each is looked at."""

    def __init__(self, texts: dict[str, Sequence[str]]) -> None:
        self.texts = dict(texts)
        self.looked: list[str] = []
        self.first_looks: list[str] = []

    def sources(self) -> list[FilterSource]:
        return [self._source(record_id, list(texts)) for record_id, texts in self.texts.items()]

    def _source(self, record_id: str, texts: list[str]) -> FilterSource:
        recs = [{"key": f"r{i}", "text": text} for i, text in enumerate(texts)]

        def looks() -> Any:
            self.looked.append(record_id)
            return {r["key"]: row_of_data(record_id, {}, r) for r in recs}

        def holds(words: Any) -> bool:
            self.first_looks.append(record_id)
            return all(any(word in text for text in texts) for word in words)

        rows = [row_of(record_id, {"key": ""}), *(row_of(record_id, r) for r in recs)]
        return FilterSource(record_id, tuple(texts), lambda: rows, looks, holds)


def found(search: Search, records: Records) -> list[tuple[str, str]]:
    *_, last = search.run(records.sources())
    assert last is not None
    assert last.whole
    return [(row.record, row.key) for row in LibraryRows(last.parts)]


def test_a_search_finds_rows_under_their_records_own_row() -> None:
    records = Records({"a": ["police", "council", "the police"], "b": ["council"], "c": ["police"]})
    assert found(Search(parse_filter("police")), records) == [
        ("a", ""),
        ("a", "r0"),
        ("a", "r2"),
        ("c", ""),
        ("c", "r0"),
    ]


def test_a_search_that_is_run_again_looks_only_at_what_changed() -> None:
    records = Records({"a": ["police"], "b": ["council"], "c": ["police"]})
    search = Search(parse_filter("-council"))
    found(search, records)
    records.looked.clear()
    records.texts["b"] = ["fire"]
    assert found(search, records) == [(r, k) for r in "abc" for k in ("", "r0")]
    assert records.looked == ["b"]


def test_one_more_letter_passes_over_what_lacked_the_letters_before() -> None:
    records = Records({"a": ["police"], "b": ["council"], "c": ["policy"]})
    earlier = Search(parse_filter("poli"))
    found(earlier, records)
    records.first_looks.clear()
    later = Search(parse_filter("polic"), earlier)
    assert {record for record, _ in found(later, records)} == {"a", "c"}
    assert records.first_looks == ["a", "c"]
    records.texts["b"] = ["a policy"]
    assert {record for record, _ in found(Search(parse_filter("policy"), later), records)} == {"b", "c"}
    assert {record for record, _ in found(Search(parse_filter("co"), later), records)} == set()


def test_a_search_tells_its_first_rows_before_all_is_looked_through() -> None:
    records = Records({f"r{i:03d}": ["police"] for i in range(200)})
    ticks = count()
    told = [f for f in Search(parse_filter("police")).run(records.sources(), clock=lambda: next(ticks) * 0.002) if f]
    assert 1 < len(told) < 20
    assert [f.whole for f in told] == [False] * (len(told) - 1) + [True]
    assert [f.looked for f in told] == sorted(f.looked for f in told)
    assert [len(f.parts) for f in told] == [f.looked for f in told]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A library of a dozen records of three recommendations."""
    root = tmp_path / "records"
    for at in range(12):
        texts = (f"Each body should train its staff in part {at}.", "The police should review.", "")
        recs = [
            {"key": f"r00{i}", "number": str(i), "text": text, "addressed_to": "A body"}
            for i, text in enumerate(texts, 1)
        ]
        write_record(root, f"town-{at:02d}-2020", recs, title=f"Town {at} review")
    return root


async def test_a_filter_of_the_whole_library_lists_what_fits_and_keeps_its_rows_through_a_decision(
    many: Path, program: Make
) -> None:
    p = program(many)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await pilot.press("t", "slash")
        await p.type(pilot, "part")
        await p.press(pilot, "enter")
        assert [(r.record, r.key) for r in p.review.listing.rows][:4] == [
            ("town-00-2020", ""), ("town-00-2020", "r001"), ("town-01-2020", ""), ("town-01-2020", "r001"),
        ]  # fmt: skip
        assert len(p.review.listing.rows) == 24
        assert p.review.key == "r001"
        await p.press(pilot, "a")
        assert len(p.review.listing.rows) == 24
        assert (p.review.record_id, p.review.key) == ("town-01-2020", "r001")
        await pilot.press("slash")
        await p.type(pilot, " status:accepted")
        await p.press(pilot, "enter")
        assert len(p.review.listing.rows) == 2


async def test_the_same_filter_again_lists_the_same_and_what_it_found_stays_the_place(
    many: Path, program: Make
) -> None:
    p = program(many)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "right_square_bracket", "j", "t")
        place = (p.review.record_id, p.review.key)
        assert place == ("town-01-2020", "r002")
        for _ in range(2):
            await pilot.press("slash")
            await p.type(pilot, "part")
            await p.press(pilot, "enter")
            assert len(p.review.listing.rows) == 24
            assert (p.review.record_id, p.review.key) == ("town-02-2020", "r001")  # the next that fits
            await p.press(pilot, "escape")
            assert len(p.review.listing.rows) == 48
            assert (p.review.record_id, p.review.key) == ("town-02-2020", "r001")


async def test_a_row_that_fits_no_longer_stays_until_the_cursor_leaves_it(many: Path, program: Make) -> None:
    p = program(many)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t")
        await pilot.press("slash")
        await p.type(pilot, "-note:done")
        await p.press(pilot, "enter")
        rows = [row for row in p.review.listing.rows if row.key]
        for _ in range(7):
            await p.press(pilot, "tab")
        place = (p.review.record_id, p.review.key)
        at = next(i for i, row in enumerate(rows) if (row.record, row.key) == place)
        await p.press(pilot, "c", "d", "o", "n", "e", "enter")
        assert on_disk(many, place[0])[place[1]]["note"] == "done"
        assert (p.review.record_id, p.review.key) == place
        await p.press(pilot, "j")
        assert (p.review.record_id, p.review.key) == (rows[at + 1].record, rows[at + 1].key)
        await p.settle(pilot)
        assert place not in [(row.record, row.key) for row in p.review.listing.rows]


async def test_marking_by_finding_marks_in_every_record_that_is_listed(many: Path, program: Make) -> None:
    p = program(many)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.press(pilot, "t", "j", "j")
        finding = p.review.finding
        assert finding is not None
        await p.press(pilot, "asterisk")
        assert {record for record, _ in p.review.marked} == set(p.app.workspace.ids)
        assert f"Marked 12 recommendations with {finding.rule}" in p.said
        await pilot.press("escape", "slash")
        await p.type(pilot, "record:town-03")
        await p.press(pilot, "enter")
        await p.press(pilot, "asterisk")
        assert {record for record, _ in p.review.marked} == {"town-03-2020"}


async def test_of_many_records_only_few_stay_open_and_none_is_lost(
    many: Path, program: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_records, "OPEN_AT_MOST", 3)
    p = program(many)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "a")
        for _ in range(8):
            await p.press(pilot, "right_square_bracket")
        assert len(p.app.workspace.open_records) == 3
        summary = p.app.workspace.summary("town-00-2020")
        assert (summary.decided, summary.total) == (1, 3)
        assert [r.status for r in p.app.workspace.rows_of("town-00-2020")] == ["", "accepted", "pending", "pending"]
        await p.press(pilot, *(["left_square_bracket"] * 8))
        assert "1 of 3 decided" in p.text
        await p.press(pilot, "u")
        assert "0 of 3 decided" in p.text


__all__: Sequence[str] = ()


async def test_keys_that_come_at_once_mean_the_row_that_each_comes_to(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.press(pilot, "a")
        await p.press(pilot, "t")
        await p.press(pilot, "down", "down")
        assert p.review.listing.cursor == 4  # the first record's last row
        for key in ("down", "down", "backspace"):
            p.app.post_message(Key(key, None))
        await p.settle(pilot)
        assert on_disk(library, "northwick-2021")["r001"]["status"] == "pending"
        assert on_disk(library)["r001"]["status"] == "accepted"


def test_a_queue_lists_the_record_with_the_likeliest_fault_first_and_its_rows_likewise() -> None:
    confidence = {"a": [0.9, 0.5, 0.7], "b": [], "c": [0.8, 0.2]}

    def source(record_id: str) -> FilterSource:
        recs: list[dict[str, Any]] = [
            {"key": f"r{i}", "text": "t", "status": "pending", "extracted": {"by": "x", "confidence": share}}
            for i, share in enumerate(confidence[record_id])
        ]
        rows = [row_of(record_id, {"key": ""}), *(row_of(record_id, r) for r in recs)]
        seen = {r["key"]: row_of_data(record_id, {}, r) for r in recs}
        return FilterSource(record_id, record_id, lambda: rows, lambda: seen, lambda _words: True)

    *_, last = Search(parse_filter("queue:risk")).run(map(source, confidence))
    assert last is not None
    assert [(row.record, row.key) for row in LibraryRows(last.parts)] == [
        ("c", ""), ("c", "r1"), ("c", "r0"), ("a", ""), ("a", "r1"), ("a", "r2"), ("a", "r0"),
    ]  # fmt: skip


async def test_review_begins_with_a_queue_by_risk(tmp_path: Path, program: Make) -> None:
    root = library_of_shares(tmp_path / "records")
    p = program(root, queue="risk")
    async with p.app.run_test(size=(80, 24)) as pilot:
        await p.settle(pilot)
        listed = [(row.record, row.key) for row in p.review.listing.rows if row.key]
        assert listed == [("b-2020", "r002"), ("b-2020", "r001"), ("a-2020", "r002"), ("a-2020", "r001")]
        assert "/queue:risk" in p.text
        assert (p.review.record_id, p.review.key) == listed[0], "it begins at the top"
        await p.press(pilot, "x", "escape")
        assert (p.review.record_id, p.review.key) == listed[0]
        await p.press(pilot, "home", "j", "a")
        assert on_disk(root, "b-2020")["r002"]["status"] == "accepted"
        await p.settle(pilot)
        assert (p.review.record_id, p.review.key) == ("b-2020", "r001")


async def test_a_decision_made_a_moment_ago_is_not_gone_back_to(many: Path, program: Make) -> None:
    p = program(many)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t", "slash")
        await p.type(pilot, "status:pending record:town-00")
        await p.press(pilot, "enter")
        keys = [row.key for row in p.review.listing.rows if row.key]
        for key in (*"a" * len(keys), "backspace"):  # faster than the library can be searched
            p.app.post_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await p.settle(pilot)
        statuses = {key: on_disk(many, "town-00-2020")[key]["status"] for key in keys}
        assert statuses == {**dict.fromkeys(keys, "accepted"), keys[-1]: "pending"}, "taken back where the cursor is"


async def test_what_is_typed_behind_a_filter_waits_for_what_it_finds(many: Path, program: Make) -> None:
    p = program(many)
    async with p.app.run_test(size=(120, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "t")
        first = (p.review.record_id, p.review.key)
        p.app.post_message(Key("slash", "/"))
        for char in "record:town-03":
            p.app.post_message(Key(char, char))
        for key in ("enter", "a"):
            p.app.post_message(Key(key, "\r" if key == "enter" else key))
        await pilot.pause()
        await p.settle(pilot)
        assert on_disk(many, first[0])[first[1]]["status"] == "pending"
        assert {row.record for row in p.review.listing.rows} == {"town-03-2020"}


def test_a_row_that_stays_is_known_as_such_in_every_search() -> None:
    records = Records({"a": ["police", "council"], "b": ["police"]})
    search = Search(parse_filter("police"))
    for _ in range(2):  # the second time from what was found before
        *_, last = search.run(records.sources(), stays=("a", "r1"))
        assert last is not None
        assert [(part.record, part.kept) for part in last.parts] == [("a", True), ("b", False)]
    *_, last = search.run(records.sources())
    assert last is not None
    assert [part.count for part in last.parts] == [2, 2]


async def test_a_filter_that_is_taken_off_leaves_the_cursor_at_what_it_found(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        for scope in ((), ("t",)):
            await p.press(pilot, *scope, "home", "j", "slash", *"number:R10", "enter")
            await p.settle(pilot)
            assert [row.number for row in p.review.listing.rows if not row.is_heading] == ["R10"]
            await p.press(pilot, "j", "escape")
            await p.settle(pilot)
            assert p.review.rec is not None
            assert p.review.rec["number"] == "R10"


async def test_what_the_overview_counts_is_listed_from_its_top(library: Path, program: Make) -> None:
    p = program(library)
    async with p.app.run_test(size=(100, 40)) as pilot:
        await p.settle(pilot)
        await p.press(pilot, "end")
        p.review.row_filter.list_library("status:pending")
        await p.settle(pilot)
        assert (p.review.record_id, p.review.key) == ("exampleton-2023-06", "r001")
