"""What recommendations have in common: each count is what the value's own filter finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.filter import Row, parse_filter, row_of_data, row_of_passage
from dhrcurate.curation.library import Library
from dhrcurate.domain.clock import StoppedClock
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.finding import Finding, Severity, Telling
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.review.facets import FACETS, Facet, Narrowing, Tally, Value, chosen_terms, split_terms, toggled
from dhrcurate.review.filtering import packed_row, unpacked_row
from dhrcurate.review.overview import IN_PART, overview
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.summaries import filter_rows_of

SAMPLE = Path(__file__).parents[2] / "records"

RECORD: Mapping[str, Any] = {"review": {"csp": "Exampleton and “Vale”", "year_of_death": 2019}}
RECORDS: Sequence[Mapping[str, Any]] = (
    {"key": "r001", "status": "pending", "agencies": [], "addressed_to": "Vale Council", "text": "a"},
    {"key": "r002", "status": "accepted", "agencies": ["Vale Council", "Northvale Council"], "text": "b"},
    {"key": "r003", "status": "queried", "agencies": ["Northvale Council"], "text": "c"},
)


def rows() -> list[Row]:
    found = [Finding("DHR311", "doubled-word", Severity.INFO, "twice", "/recommendations/r002/text", None, "r002")] * 2
    return [row_of_data("x-2019", RECORD, r, found if r["key"] == "r002" else ()) for r in RECORDS]


def counted() -> Tally:
    tally = Tally()
    tally.add(rows(), ["Exampleton and “Vale”", "Vale Council", "Northvale Council"])
    return tally


@pytest.mark.parametrize("facet", FACETS)
def test_a_count_is_what_the_term_finds(facet: Any) -> None:
    values = counted().of(facet)
    assert bool(values) == (facet != "model")
    for value in values:
        assert value.count == sum(map(parse_filter(value.term).matches, rows())), value


def test_values_are_told_as_they_are_written() -> None:
    told = {facet: [(value.told, value.count) for value in counted().of(facet)] for facet in FACETS}
    assert told["agency"] == [("none yet", 1), ("Northvale Council", 2), ("Vale Council", 1)]
    assert told["csp"] == [("Exampleton and “Vale”", 3)]
    assert told["rule"] == [("DHR311 doubled-word", 1)]
    assert told["year"] == [("2019", 3)]


def test_what_only_tells_that_agencies_are_not_filled_in_is_counted_as_such_and_under_no_rule() -> None:
    told = Telling(is_progress=True)
    hint = Finding("DHR204", "unresolved-agency", Severity.INFO, "m", key="r001", telling=told)
    tally = Tally()
    tally.add([row_of_data("x-2019", RECORD, RECORDS[0], [hint])])
    assert (tally.of("rule"), tally.without_agency) == ([], 1)
    row = unpacked_row(packed_row(row_of_data("x-2019", RECORD, RECORDS[0], [hint])))
    assert parse_filter("rule:DHR204").matches(row), "who asks for it finds it"
    tally.add([row, row_of_data("x-2019", RECORD, RECORDS[0], [replace(hint, severity=Severity.WARNING)])])
    assert [(value.value, value.count) for value in tally.of("rule")] == [("DHR204", 1)], "the configuration makes more"


def test_tallies_of_records_add_up() -> None:
    both = Tally()
    both.merge(counted())
    both.merge(counted())
    assert (both.total, both.without_agency) == (6, 2)
    assert [value.count for value in both.of("status")] == [2, 2, 2]


def test_what_was_not_extracted_counts_where_its_filter_finds_it() -> None:
    tally = Tally()
    tally.add([*rows(), row_of_passage("x-2019", RECORD, Passage("d" * 64, "e", addressed=("Vale Council",)))])
    assert (tally.total, tally.left_out, tally.without_agency) == (3, 1, 1)
    told = {facet: [(value.value, value.count) for value in tally.of(facet)] for facet in FACETS}
    assert told["status"] == [("accepted", 1), ("pending", 1), ("queried", 1)]
    assert told["agency"] == [("none", 1), ("northvale council", 2), ("vale council", 1)]
    assert (told["csp"], told["year"]) == ([("exampleton and “vale”", 4)], [("2019", 4)])


def value_of(facet: Facet, value: str) -> Value:
    return Value(facet, value, 1)


def test_a_term_is_added_and_taken_away_again() -> None:
    words = 'police "a phrase"'
    value = value_of("agency", 'vale "council"')
    more = toggled(words, value)
    assert more == f'{words} agency:"vale \\"council\\""'
    assert split_terms(more) == ["police", '"a phrase"', value.term]
    assert toggled(more, value) == words


def test_values_of_a_facet_are_joined_by_or_and_facets_by_and() -> None:
    words = ""
    for value in (value_of("status", "pending"), value_of("rule", "DHR311"), value_of("status", "accepted")):
        words = toggled(words, value)
    assert words == "status:pending OR status:accepted rule:DHR311"
    assert chosen_terms(words, "status") == {"status:pending", "status:accepted"}
    assert [row.key for row in rows() if parse_filter(words).matches(row)] == ["r002"]
    assert toggled(words, value_of("status", "pending")) == "status:accepted rule:DHR311"


def test_terms_that_are_joined_with_others_stay_as_they_are() -> None:
    words = "status:pending OR police"
    assert chosen_terms(words, "status") == frozenset()
    assert toggled(words, value_of("status", "pending")) == f"{words} status:pending"
    assert toggled("-status:pending", value_of("status", "pending")) == "-status:pending status:pending"


@pytest.mark.parametrize(
    "words",
    [
        "status:pending",
        "status:pending OR status:queried agency:vale",
        "agency:none c",
        'agency:="vale council" status:accepted',
    ],
)
def test_values_are_counted_among_what_the_other_facets_leave(words: str) -> None:
    tally = Tally()
    tally.add_fitting(rows(), parse_filter(words))
    assert tally.total == sum(map(parse_filter(words).matches, rows()))
    for facet in FACETS:
        others = toggled_off(words, facet)
        for value in tally.of(facet):
            found = parse_filter(f"{others} {value.term}".strip())
            assert value.count == sum(map(found.matches, rows())), value
    assert {value.value for value in tally.of("status")} <= {"pending", "accepted", "queried"}


def test_what_is_chosen_narrows_a_filter_that_asks_for_the_same_facet() -> None:
    narrowing = Narrowing("agency:vale")
    assert narrowing.toggle(value_of("agency", "none")) == "agency:vale agency:none"
    words = narrowing.toggle(value_of("agency", "open"))
    assert words == "agency:vale agency:none OR agency:open", "what is chosen together is joined"
    tally = Tally()
    tally.add_fitting(rows(), parse_filter(words), within=parse_filter(narrowing.standing))
    for value in tally.of("agency"):
        found = parse_filter(f"agency:vale {value.term}")
        assert value.count == sum(map(found.matches, rows())), value
    assert narrowing.toggle(value_of("agency", "vale")) == "agency:none OR agency:open"


def toggled_off(words: str, facet: Facet) -> str:
    """A filter without what it chooses of a facet."""
    for term in chosen_terms(words, facet):
        exact, value = term.partition(":=")[1], term.partition(":")[2].removeprefix("=").strip('"')
        words = toggled(words, Value(facet, value, 1, exact=bool(exact)))
    return words


NAMES = (
    "MARAC",
    "MARAC Steering Group",
    "Vale",
    "Vale Council",
    "open",
    "None",
    'the "Hub"',
    "A \\ B",
    "=Vale",
    "DHR3",
)
MADE = st.lists(
    st.fixed_dictionaries(
        {"status": st.sampled_from(("pending", "accepted", "rejected", "queried"))},
        optional={
            "agencies": st.lists(st.sampled_from(NAMES), max_size=3),
            "addressed_to": st.sampled_from((*NAMES, "MARAC | Vale")),
            "extracted": st.fixed_dictionaries({"by": st.sampled_from(NAMES)}),
        },
    ),
    max_size=6,
)
"""Names within names, names that are words of the filter language, recommendations without agencies."""


@given(
    st.lists(st.tuples(MADE, st.sampled_from(NAMES), st.sampled_from((2012, 2013, None)), st.booleans()), max_size=3)
)
def test_a_value_finds_as_many_rows_as_it_counts_and_exactly_those_that_have_it(made: Any) -> None:
    everything = []
    for recs, csp, year, left_out in made:
        models = [{"id": name, "model": name} for name in NAMES]
        data = {"review": {"csp": csp, "year_of_death": year}, "extractions": models}
        for at, rec in enumerate(recs):
            rule = Finding(f"DHR30{at}", f"rule-{at % 2}", Severity.INFO, "m")
            everything.append((rec, data, row_of_data("x", data, {"text": "t", **rec}, (rule,) * (at % 3))))
        if left_out:
            passage, rule = Passage("d" * 64, "t", addressed=(csp,)), Finding("DHR804", "n", Severity.INFO, "m")
            everything.append(({}, data, row_of_passage("x", data, passage, [rule])))
    tally = Tally()
    tally.add(row for _, _, row in everything)
    for facet in FACETS:
        for value in tally.of(facet):
            found = [(rec, data) for rec, data, row in everything if parse_filter(value.term).matches(row)]
            assert value.count == len(found) > 0, value
            if value.exact:
                assert all(value.value in held(facet, rec, data) for rec, data in found)


def held(facet: Facet, rec: Mapping[str, Any], data: Mapping[str, Any]) -> Sequence[str]:
    """The names that a recommendation has of a facet, folded."""
    if facet == "agency":
        return [name.casefold() for name in rec.get("agencies", ())]
    return [(data["review"]["csp"] if facet == "csp" else rec["extracted"]["by"]).casefold()]


def test_each_value_of_the_sample_library_finds_what_it_counts() -> None:
    library = Library.open(SAMPLE)
    checker = Checker(library, library.settings.selector(), StoppedClock(date(2026, 11, 22)))
    everything: list[Row] = []
    tally = Tally()
    for record in library.records():
        state = RecordState(record.id, library.load(record.id).data or {}, "sha256:0")
        state.found(state.version, checker.record(record.id, state.data).active, ())
        seen = list(filter_rows_of(state).values())
        tally.add(seen)
        everything += seen
    assert tally.total > 100
    for facet in FACETS:
        for value in tally.of(facet):
            assert value.count == sum(map(parse_filter(value.term).matches, everything)), value


def test_cells_decided_in_part_are_counted_beside_those_without_any() -> None:
    part = {"key": "r004", "agencies": ["Vale Council"], "addressed_to": "Vale Council | Police", "text": "d"}
    row = row_of_data("x", RECORD, part, left=OpenNames("Vale Council | Police", ("Vale Council",), ("Police",)))
    tally = Tally()
    tally.add([*rows(), row])
    told = {value.term: value.count for value in tally.of("agency")}
    assert told["agency:none"] == 1
    assert told["agency:open"] == 2 == sum(map(parse_filter("agency:open").matches, [*rows(), row]))
    tally.merge(tally)
    (line,) = [line for line in overview(tally, None, read=1, records=1) if line.term == IN_PART]
    assert line.count == 2
    assert [parse_filter(line.term).matches(one) for one in [*rows(), row]] == [False, False, False, True]
