"""What the screen knows, without a screen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.curation.filter import row_of_data
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.finding import Finding, Severity, Telling
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.review.filtering import FilterSource, Search, packed_row, unpacked_row
from dhrcurate.review.left_to_do import left_to_do
from dhrcurate.review.order import in_natural_order
from dhrcurate.review.outcome_of_record import found_told, outcome_told
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.row import Row
from dhrcurate.review.rows import LibraryRows, Part, place_of, seek
from dhrcurate.review.summaries import filter_rows_of, summary_of


def rec(key: str, number: str | None = None, **more: Any) -> dict[str, Any]:
    return {"key": key, "text": f"text of {key}", "addressed_to": "A", "agencies": [], "status": "pending", **more} | (
        {"number": number} if number else {}
    )


def state(*recommendations: dict[str, Any]) -> RecordState:
    data = {
        "review": {"title": "T", "csp": "C"},
        "curation": {"state": "open"},
        "recommendations": list(recommendations),
    }
    return RecordState("t-2020", data, "sha256:0")


def status_edit(old: str, new: str, key: str = "r001") -> tuple[Edit, ...]:
    return (Edit(f"/recommendations/{key}/status", old, new),)


def test_a_change_shows_before_it_is_saved_and_stays_when_it_is() -> None:
    s = state(rec("r001"))
    s.propose(1, status_edit("pending", "accepted"))
    assert s.progress() == (1, 1)
    assert s.saved is not None
    assert s.saved["recommendations"][0]["status"] == "pending"
    s.settled(1, s.data, "sha256:1")
    assert s.pending == []
    assert s.progress() == (1, 1)


def test_a_save_brings_others_changes_and_keeps_what_is_on_its_way() -> None:
    s = state(rec("r001"), rec("r002"))
    s.propose(1, status_edit("pending", "accepted"))
    s.propose(2, status_edit("pending", "rejected", "r002"))
    theirs = state(rec("r001", status="accepted", title="theirs"), rec("r002")).data
    assert s.settled(1, theirs, "sha256:1") == ()
    assert [r["status"] for r in s.recommendations] == ["accepted", "rejected"]
    assert s.recommendations[0]["title"] == "theirs"


def test_a_refused_change_is_taken_back_with_those_that_rest_on_it() -> None:
    s = state(rec("r001"))
    s.propose(1, status_edit("pending", "accepted"))
    s.propose(2, status_edit("accepted", "queried"))
    assert [p.number for p in s.refused(1)] == [1, 2]
    assert s.progress() == (0, 1)


def test_late_findings_about_an_older_state_do_not_replace_newer_ones() -> None:
    s = state(rec("r001"))
    finding = Finding("DHR201", "missing-addressee", Severity.ERROR, "m", key="r001")
    s.version = 3
    assert s.found(3, [finding], [])
    assert not s.found(2, [], [])
    assert s.findings == (finding,)


def test_findings_of_a_record_that_was_closed_and_opened_again_do_not_stand_in_for_newer_ones() -> None:
    s = state(rec("r001"))
    assert not s.found(5, [], [])
    assert s.found(0, [], [])


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (["R1", "R10", "R2"], ["R1", "R2", "R10"]),
        (["10.2.10", "10.2.2", "9"], ["9", "10.2.2", "10.2.10"]),
        (["2", None, "1"], ["1", "2", None]),
        ([None, "2", "1"], [None, "1", "2"]),
        (["1", "2", "1", "2"], ["1", "1", "2", "2"]),
    ],
)
def test_natural_order(numbers: list[str | None], shown: list[str | None]) -> None:
    recs = [rec(f"r{i:03d}", n) for i, n in enumerate(numbers)]
    assert [r.get("number") for r in in_natural_order(recs)] == shown


def test_an_unnumbered_one_stays_behind_the_one_it_follows() -> None:
    recs = [rec("r001", "2"), rec("r002"), rec("r003", "1")]
    assert [r["key"] for r in in_natural_order(recs)] == ["r003", "r001", "r002"]


def test_numbers_that_restart_at_another_addressee_keep_the_order_of_the_file() -> None:
    recs = [rec("r001", "1"), rec("r002", "2"), rec("r003", "1", addressed_to="B"), rec("r004", "2", addressed_to="B")]
    assert [r["key"] for r in in_natural_order(recs)] == ["r001", "r002", "r003", "r004"]


@given(
    st.lists(st.one_of(st.none(), st.from_regex(r"[R]?[0-9]{1,3}(\.[0-9]{1,2})?[a-c]?", fullmatch=True)), max_size=12)
)
def test_ordering_loses_and_doubles_nothing(numbers: list[str | None]) -> None:
    recs = [rec(f"r{i:03d}", n) for i, n in enumerate(numbers)]
    assert sorted(r["key"] for r in in_natural_order(recs)) == [r["key"] for r in recs]


def test_a_packed_record_gives_its_rows_and_looks_back() -> None:
    s = state(rec("r001", "R2", text='Say "so" to É\nand on', status="accepted"), rec("r002", "R1"))
    s.found(0, [Finding("DHR305", "flattened-list", Severity.WARNING, "m", key="r001")], [])
    summary = summary_of(s, packed=True)
    assert summary.rows() == s.rows()
    assert summary.filter_rows() == filter_rows_of(s)
    assert summary.holds(["and on"])
    assert not summary.holds(["nowhere"])


@given(st.dictionaries(st.sampled_from(["title", "text", "addressed_to", "note", "number"]), st.text(max_size=40)))
def test_what_a_filter_looks_at_survives_packing(fields: dict[str, str]) -> None:
    look = row_of_data("t-2020", {"review": {"csp": "C", "year_of_death": 2012}}, rec("r001") | fields)
    assert unpacked_row(packed_row(look)) == look


def library_rows() -> tuple[LibraryRows, list[Row]]:
    parts, flat = [], []
    for name, statuses in (("a-1", "pa"), ("b-2", "aaa"), ("c-3", "p")):
        words = {"p": "pending", "a": "accepted"}
        rows = [Row(name, "", "", name, "")] + [
            Row(name, f"r{i:03d}", str(i), "x", words[c]) for i, c in enumerate(statuses, 1)
        ]
        parts.append(Part(name, len(rows), lambda rows=rows: rows))  # type: ignore[misc]  # bound per record
        flat += rows
    return LibraryRows(parts), flat


def test_the_rows_of_a_library_are_those_of_its_records_one_after_the_other() -> None:
    rows, flat = library_rows()
    assert list(rows) == flat
    assert [rows[i] for i in range(len(rows))] == flat
    assert rows[2:5] == flat[2:5]
    assert [place_of(rows, r.record, r.key) for r in flat] == list(range(len(flat)))
    assert place_of(rows, "nowhere", "r001") is None
    with pytest.raises(IndexError):
        rows[len(flat)]


@pytest.mark.parametrize("step", [1, -1])
def test_seeking_in_a_library_finds_what_a_plain_list_finds(step: int) -> None:
    rows, flat = library_rows()
    for start in range(-1, len(flat)):
        wanted = seek(flat, start, step, lambda r: r.undecided)
        assert seek(rows, start, step, lambda r: r.undecided, lambda name: name != "b-2") == wanted


def test_a_filter_shows_the_record_s_own_row_above_what_fits() -> None:
    from dhrcurate.curation.filter import parse_filter

    s = state(rec("r001", "1", text="firearms"), rec("r002", "2"))
    source = FilterSource("t-2020", 0, s.rows, lambda: filter_rows_of(s), lambda _words: True)
    part = Search(parse_filter("firearms")).part_of(source)
    assert part is not None
    assert [r.key for r in part.rows()] == ["", "r001"]
    assert part.count == 2
    assert Search(parse_filter("nothing-like-it")).part_of(source) is None


def test_a_text_that_was_compared_with_the_source_page_says_how_it_stands_there() -> None:
    s = state(rec("r001"), rec("r002"), rec("r003"))
    texts = {key: f"text of {key}" for key in ("r001", "r002")}
    differs = Finding("DHR319", "differs-from-source", Severity.INFO, "m", key="r002")
    s.found(0, [], [differs], compared=texts)
    told = [s.stands(key) for key in ("r001", "r002", "r003", None)]
    assert told == ["as in the source", "differs from the source", "", ""], "a waived difference is one, too"
    s.found(0, [], [], compared={"r001": "Another text."})
    assert s.stands("r001") == "", "it was changed since"


def test_hints_that_agencies_are_not_filled_in_are_counted_and_not_listed() -> None:
    s = state(rec("r001", addressed_to="A Board"), rec("r002", status="rejected"), rec("r003", agencies=["B"]))
    hint = Finding("DHR204", "x", Severity.INFO, "m", key="r001", telling=Telling(is_progress=True))
    left = {"r003": OpenNames("B | C", ("B",), ("C",))}
    s.found(0, [hint, replace(hint, severity=Severity.WARNING, key="r003")], [], left=left)
    assert [(row.key, row.worst, row.left, row.in_part) for row in s.rows()[1:]] == [
        ("r001", None, 1, False), ("r002", None, 0, False), ("r003", Severity.WARNING, 0, True),
    ]  # fmt: skip
    assert s.agencies_open() == (1, 0), "what was found of another cell does not count"
    assert len(s.findings or ()) == 2


def test_what_is_wrong_with_the_words_of_a_rejected_one_asks_for_nothing_more() -> None:
    def finding(rule: str, key: str, severity: Severity = Severity.WARNING, **more: Any) -> Finding:
        return Finding(rule, "x", severity, "m", f"/recommendations/{key}/text", None, key, **more)

    short, mail = finding("DHR304", "r001"), finding("DHR501", "r001")
    names = (finding("DHR208", "r001"), finding("DHR208", "r002"))
    copies = (finding("DHR312", "r001"), finding("DHR312", "r002"))
    told = [short, mail, replace(names[0], members=names), replace(copies[0], spots=copies)]
    s = state(rec("r001", agencies=["A"]), rec("r002", status="accepted", agencies=["B"]))
    s.found(0, told, [])
    assert [row.worst for row in s.rows()] == [None, Severity.WARNING, Severity.WARNING]
    assert len(s.findings_of("r001")) == 4
    s.propose(1, (Edit("/recommendations/r001/status", "pending", "rejected"),))
    assert s.findings_of("r001") == [mail]
    assert [f.rule for f in s.findings_of("r002")] == ["DHR208", "DHR312"], (
        "a name is there still where it is not settled"
    )
    told_last = "3 warnings left: filter severity:warning lists the 2 recommendations with them."
    assert list(outcome_told(s))[-1] == told_last
    assert list(left_to_do(s)) == [told_last]
    listed = [key for key, row in filter_rows_of(s).items() if "warning" in row.severities]
    assert listed == [row.key for row in s.rows() if row.worst], "a filter lists what the list marks"


def test_the_findings_that_are_left_are_counted_as_a_filter_lists_them_too() -> None:
    def finding(key: str | None, severity: Severity = Severity.WARNING, rule: str = "DHR304") -> Finding:
        return Finding(rule, "x", severity, "m", "/x", None, key)

    s = state(rec("r001", agencies=["A"]), rec("r002", agencies=["A"]), rec("r003", agencies=["A"]))
    headings = replace(finding("r001"), spots=(finding("r001"), finding("r002"), finding("r003")))
    s.found(0, [headings], [])
    assert list(found_told(s)) == ["1 warning left: filter severity:warning lists the 3 recommendations with it."]
    s.found(0, [finding("r001"), finding("r002")], [])
    assert list(found_told(s)) == ["2 warnings left."]
    s.found(0, [finding("r002"), finding(None, Severity.INFO)], [])
    assert list(found_told(s)) == ["1 warning left, at the unnumbered r002."]
    s.found(0, [finding("r001"), finding("r001", rule="DHR305")], [])
    assert list(found_told(s)) == ["2 warnings left: filter severity:warning lists the recommendation with them."]
    s.found(0, [finding("r002", Severity.ERROR), headings, finding(None)], [])
    listing = "filter severity:warning lists the 3 recommendations with the other"
    assert list(found_told(s)) == ["1 error left.", f"2 warnings left, 1 about the record as a whole: {listing}."]
    listed = [key for key, row in filter_rows_of(s).items() if "warning" in row.severities]
    assert len(listed) == 3
