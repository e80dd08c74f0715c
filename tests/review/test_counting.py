"""Counting many records: each once as it stands, part by part; and the decisions that trails tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from datetime import datetime
from itertools import count

from dhrcurate.curation.filter import Row, parse_filter, row_of_data
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import Edit
from dhrcurate.review.counting import Activity, Counting, decisions_in
from dhrcurate.review.filtering import FilterSource
from dhrcurate.review.overview import overview
from dhrcurate.trail.event import Event


def source(record: str, stamp: Hashable, statuses: Mapping[str, str], read: list[str]) -> FilterSource:
    def rows() -> dict[str, Row]:
        read.append(record)
        return {
            key: row_of_data(record, {}, {"key": key, "status": status, "text": key, "agencies": []})
            for key, status in statuses.items()
        }

    return FilterSource(record, stamp, list, rows, lambda _words: True)


def test_a_record_is_counted_again_only_where_it_changed() -> None:
    read: list[str] = []
    counting = Counting()
    one, other = source("a", 1, {"r1": "pending"}, read), source("b", 1, {"r1": "accepted", "r2": "pending"}, read)
    *_, whole = counting.run([one, other])
    assert whole is not None
    assert (whole.tally.total, whole.looked, whole.whole) == (3, 2, True)
    *_, whole = counting.run([source("a", 2, {"r1": "queried"}, read), other])
    assert whole is not None
    assert whole.tally.values["status"] == {"queried": 1, "accepted": 1, "pending": 1}
    assert read == ["a", "b", "a"]


def test_what_was_counted_so_far_comes_between_and_stays_as_it_was() -> None:
    sources = [source(f"r{i}", 1, {"r1": "pending"}, []) for i in range(3)]
    results = [part for part in Counting().run(sources, clock=count().__next__) if part is not None]
    totals = [(part.tally.total, part.whole) for part in results]
    assert (totals[0], totals[-1]) == ((1, False), (3, True))


def test_only_what_fits_a_filter_is_counted() -> None:
    part = source("a", 1, {"r1": "pending", "r2": "accepted"}, [])
    *_, whole = Counting().run([part], parse_filter("status:accepted"))
    assert whole is not None
    assert whole.tally.total == 1
    assert whole.tally.values["status"] == {"accepted": 1, "pending": 1}  # what another value of it would find


def line(at: str, by: str, *edits: Edit) -> bytes:
    moment = datetime.fromisoformat(at)
    state = digest({})
    event = Event.make(parents=[], by=by, tool="t", action="edit", state=state, edits=edits, now=lambda: moment)
    return event.to_line()


def status(old: object, new: object, key: str = "r001") -> Edit:
    return Edit(f"/recommendations/{key}/status", old, new)


def test_decisions_are_counted_by_day_and_name() -> None:
    trail = b"".join(
        (
            line("2026-03-01T10:00:00.000Z", "A", Edit("/recommendations/r001/status", None, "accepted")),
            line("2026-03-01T11:00:00.000Z", "A", status("pending", "accepted"), status("pending", "queried", "r002")),
            line("2026-03-02T09:00:00.000Z", "B", status("accepted", "pending"), Edit("/review/title", "a", "/status")),
            line("2026-03-02T09:30:00.000Z", "B", status("queried", "rejected", "r002")),
            b'{"at": "2026", "changes": [{"path": "/status"\n',
        )
    )
    assert decisions_in(trail) == {("2026-03-01", "A"): 2, ("2026-03-02", "B"): 1}


def test_a_trail_is_read_again_only_where_it_changed() -> None:
    stamps: dict[str, Hashable] = {"a": 1, "b": None}
    read: list[str] = []

    def trail_of(record: str) -> bytes:
        read.append(record)
        return line("2026-03-01T10:00:00.000Z", "A", status("pending", "accepted"))

    activity = Activity(stamps.__getitem__, trail_of)
    for stamp in (1, 1, 2):
        stamps["a"] = stamp
        assert [*activity.run(["a", "b"])][-1] == {("2026-03-01", "A"): 1}
    assert read == ["a", "a"]


def test_the_overview_tells_what_waits_with_its_filter_and_who_decided() -> None:
    *_, whole = Counting().run([source("a", 1, {"r1": "pending", "r2": "queried", "r3": "accepted"}, [])])
    assert whole is not None
    lines = overview(whole.tally, Counter({("2026-03-01", "A"): 2}), read=1, records=2)
    assert lines[0].words == "3 recommendations in 1 of 2 records, reading …"
    assert (lines[1].count, lines[1].of) == (2, 3)
    assert {line.term: line.count for line in lines if line.term} == {
        "status:accepted": 1,
        "status:rejected": 0,
        "status:pending": 1,
        "status:queried": 1,
        "agency:none": 3,
    }
    assert [(one.words, one.count) for one in lines if one.words in {"2026-03-01", "A"}] == [
        ("2026-03-01", 2),
        ("A", 2),
    ]
