from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.curation.filter import FIELDS, Row, parse_filter, row_of_data, row_of_passage
from dhrcurate.curation.filter_values import FilterError
from dhrcurate.domain.evidence import Addressing, Compared, Difference, Located, Passage, Role, Status
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.domain.standing import Standing
from dhrcurate.review.filtering import packed_row, unpacked_row

PRINTED = Standing(
    Located("r014", Status.DIFFERS, (Passage("d" * 64, "The panel", (31, 32), ("29", "30")),), (Difference("a", "b"),))
)
ROW = row_of_data(
    "dudley-2025-09",
    {
        "review": {"csp": "Dudley", "year_of_death": 2013},
        "extractions": [{"id": "x-77aa10b4", "model": "other-2"}, {"id": "x-3f9a01c2", "model": "Exampler 3"}],
    },
    {
        "number": "R14",
        "title": "Firearms licensing",
        "text": "The panel invites the force to\nreview risk  assessment.",
        "addressed_to": "Police | CPS",
        "agencies": ["West Midlands Police"],
        "status": "pending",
        "note": "Ask the CSP",
        "extracted": {"by": "x-3f9a01c2", "confidence": 0.45, "page": 12},
        "extra": {"Lead officer": "Head of  Service", "a=b": "c=d"},
    },
    [Finding("DHR202", "several-agencies", Severity.WARNING, "m")],
    PRINTED,
)
BESIDE = row_of_data("dudley-2025-09", {}, {"text": "The panel"}, (), PRINTED)
ABSENT = row_of_data("dudley-2025-09", {}, {"text": "The panel"}, (), Standing(Located("r015", Status.ABSENT)))


@pytest.mark.parametrize(
    "source",
    [
        "document:differs",
        "document:Differs",
        "document:*",
        "-document:exact",
        "page:31",
        "page:29",
        "page:30..31",
        "page:..31",
        "page:*",
        "-page:40",
        "document:absent OR page:32",
    ],
)
def test_a_filter_asks_how_and_where_documents_print_a_text(source: str) -> None:
    wanted = parse_filter(source)
    assert wanted.asks_documents
    assert wanted.matches(BESIDE)


@pytest.mark.parametrize("source", ["document:exact", "-document:differs", "page:3", "page:33..", "-page:31"])
def test_another_place_or_state_does_not_match(source: str) -> None:
    assert not parse_filter(source).matches(BESIDE)


MAIN = Passage("d" * 64, "The panel", (31,), number="7")
MERGED = Located("r016", Status.EXACT, (MAIN, Passage("d" * 64, "And", (31,), role=Role.SECOND)))


@pytest.mark.parametrize(
    ("standing", "word"),
    [
        (Standing(Located("r016", Status.EXACT, (MAIN,))), "number"),
        (Standing(MERGED), "merged"),
        (Standing(Located("r016", Status.SAME_WORDS), Addressing(Compared.DIFFERS, ("The Council",))), "addressee"),
    ],
)
def test_whatever_a_document_has_otherwise_differs(standing: Standing, word: str) -> None:
    row = row_of_data("dudley-2025-09", {}, {"text": "The panel", "number": "4"}, (), standing)
    words = ("differs", "number", "merged", "addressee")
    assert {each for each in words if parse_filter(f"document:{each}").matches(row)} == {"differs", word}
    assert parse_filter(f"document:{standing.located.status}").matches(row)


def test_an_addressee_that_was_not_compared_does_not_differ() -> None:
    standing = Standing(Located("r016", Status.EXACT, (MAIN,)), Addressing(Compared.NOT_COMPARED, ("The Hub",)))
    row = row_of_data("dudley-2025-09", {}, {"text": "The panel", "number": "7"}, (), standing)
    assert not parse_filter("document:differs OR document:addressee").matches(row)


@pytest.mark.parametrize(("source", "fits"), [("document:absent", True), ("page:*", False), ("-page:31", True)])
def test_what_is_in_no_document_has_no_page(source: str, fits: bool) -> None:
    assert parse_filter(source).matches(ABSENT) is fits


@pytest.mark.parametrize(
    "source", ["document:*", "document:unknown", "-document:exact", "page:*", "-page:31", "page:1.."]
)
def test_nothing_matches_where_it_is_not_known_what_documents_say(source: str) -> None:
    assert not parse_filter(source).matches(NOTHING)


def test_other_filters_do_not_ask_documents() -> None:
    assert not parse_filter('status:pending OR "document:exact" page').asks_documents


def test_a_state_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(FilterError, match=r"column 10: .*one of exact, same-words, differs, absent, unknown"):
        parse_filter("document:lost")


NOTHING = row_of_data("kent-2020", {}, {"text": "plain", "status": "accepted"})


@pytest.mark.parametrize(
    "source",
    [
        "",
        "   ",
        "firearms",
        "FIREARMS panel",
        '"risk assessment"',
        '"force to review"',
        "licens OR nothing",
        "nothing OR licens OR other",
        "-nothing",
        "number:14",
        "number:R14",
        "number:10..20",
        "number:..14",
        "status:pending",
        "status:Pending OR status:queried",
        'agency:"west midlands"',
        "csp:dud",
        "year:2013",
        "year:2012..2015",
        "year:2012..",
        "year:..2013",
        "rule:DHR2",
        "rule:dhr202",
        "rule:several-agencies",
        "rule:several",
        "rule:*",
        "severity:warning",
        "note:csp",
        "confidence:0.45",
        "confidence:..0.5",
        "confidence:0.4..",
        "confidence:.4..0.5",
        "-confidence:0.5..",
        "model:exampler",
        'extra:"lead officer=head of service"',
        'extra:"Lead officer=service"',
        "extra:a=b=c=d",
        "extra:service",
        "extra:officer",
        "note:*",
        "record:dudley-2025-09",
        "-status:accepted -rule:DHR1",
        "firearms status:accepted OR status:pending csp:dudley",
        '"10:30" OR firearms',
    ],
)
def test_what_matches(source: str) -> None:
    assert parse_filter(source).matches(ROW)


@pytest.mark.parametrize(
    "source",
    [
        "firearms nothing",
        "-firearms",
        "number:4",
        "number:15..",
        "status:accepted",
        "year:2014..2015",
        "rule:DHR201",
        "severity:error",
        '"assessment risk"',
        "firearms -police OR nothing",
        'note:"*"',
        "confidence:0.5..",
        "confidence:0..0.4",
        "model:other",
        'extra:"officer=head"',
        'extra:"Lead officer=other"',
        "extra:b=c",
    ],
)
def test_what_does_not(source: str) -> None:
    assert not parse_filter(source).matches(ROW)


@pytest.mark.parametrize("field", FIELDS)
def test_a_star_asks_whether_there_is_anything(field: str) -> None:
    assert parse_filter(f"{field}:*").matches(ROW)
    has_it = field in {"status", "record"}
    assert parse_filter(f"{field}:*").matches(NOTHING) is has_it


@pytest.mark.parametrize(
    ("source", "column", "words"),
    [
        ("police stat:pending", 8, "did you mean 'status'?"),
        ("colour:red", 1, "the fields are number"),
        ("https://example.org", 1, "in quotes"),
        ("status:pendng", 8, "did you mean 'pending'?"),
        ("police status:", 8, "needs a value"),
        ('police "never closed', 8, "not closed"),
        ("OR police", 1, "between two terms"),
        ("police OR", 8, "between two terms"),
        ("police OR OR cps", 11, "between two terms"),
        ("police -", 9, "no word"),
        ('""', 1, "no word"),
        ("year:20x2", 6, "is not a year"),
        ("year:2015..2012", 6, "empty range"),
        ("year:..", 6, "is not a year"),
        ("confidence:low", 12, "is not from 0 to 1"),
        ("confidence:..", 12, "is not from 0 to 1"),
        ("confidence:0.8..0.2", 12, "empty range"),
        ("rule:DHR2x", 6, "DHR2 for its family"),
    ],
)
def test_mistakes_are_told_with_their_column(source: str, column: int, words: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse_filter(source)
    assert caught.value.column == column
    assert words in str(caught.value)
    assert str(caught.value).startswith(f"filter, column {column}: ")


@pytest.mark.parametrize("others", [0, 1])
def test_a_text_that_names_no_extraction_is_of_the_only_one(others: int) -> None:
    known = [{"id": f"x-{at:08d}", "model": "Exampler 3"} for at in range(1 + others)]
    row = row_of_data("dudley-2025-09", {"extractions": known}, {"text": "The panel"})
    assert parse_filter("model:exampler").matches(row) is (others == 0)


def test_or_joins_its_neighbours_before_the_rest() -> None:
    wanted = parse_filter("firearms number:99 OR number:14")
    assert wanted.matches(ROW)
    assert not parse_filter("nothing number:99 OR number:14").matches(ROW)


def test_words_that_every_match_holds() -> None:
    assert parse_filter('Firearms "Risk  Assessment" a OR b -c status:pending').words == ("firearms", "risk assessment")


@given(st.text(max_size=40))
def test_any_text_is_a_filter_or_a_mistake_with_a_column(source: str) -> None:
    column = 1
    try:
        parse_filter(source).matches(ROW)
    except FilterError as error:
        column = error.column
    assert 1 <= column <= len(source) + 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_phrase_finds_itself(text: str) -> None:
    if not text.strip():
        return
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    assert parse_filter(f'"{escaped}"').matches(row_of_data("kent-2020", {}, {"text": f"before {text} after"}))


def waiting_for(*, severities: tuple[Severity, ...] = (), confidence: float | None = None, document: str = "") -> Row:
    findings = [Finding("DHR301", "some-rule", severity, "m") for severity in severities]
    located = {
        "differs": Standing(Located("r1", Status.DIFFERS, (Passage("d" * 64, "The panel", (1,)),))),
        "exact": Standing(Located("r1", Status.EXACT, (Passage("d" * 64, "The panel", (1,)),))),
    }.get(document)
    rec = {"key": "r1", "text": "The panel", "status": "pending", "extracted": {"by": "x", "confidence": confidence}}
    return row_of_data("dudley-2025-09", {}, rec, findings, located)


def test_a_queue_by_risk_has_findings_first_then_low_confidence_then_what_differs_from_its_document() -> None:
    expected = [
        waiting_for(severities=(Severity.INFO, Severity.ERROR), confidence=0.9),
        waiting_for(severities=(Severity.WARNING,), confidence=0.2),
        waiting_for(severities=(Severity.WARNING,), confidence=0.8),
        waiting_for(severities=(Severity.INFO,)),
        waiting_for(confidence=0.4),
        waiting_for(document="differs"),
        waiting_for(document="exact"),
    ]
    wanted = parse_filter("queue:risk")
    assert wanted.order is not None
    ranks = list(map(wanted.order, expected))
    assert ranks == sorted(set(ranks))
    assert all(map(wanted.matches, expected))
    assert not wanted.matches(NOTHING)


@pytest.mark.parametrize("source", ["status:pending", "queue:sample", "-queue:risk", "queue:*"])
def test_only_a_queue_by_risk_has_an_order_of_its_own(source: str) -> None:
    assert parse_filter(source).order is None


def test_a_sample_is_listed_until_it_is_decided() -> None:
    wanted = parse_filter("queue:sample", lambda: [("dudley-2025-09", "r1")])
    assert wanted.matches(waiting_for())
    assert not parse_filter("queue:sample", lambda: [("dudley-2025-09", "r2")]).matches(waiting_for())
    decided = row_of_data("dudley-2025-09", {}, {"key": "r1", "text": "The panel", "status": "rejected"})
    assert not wanted.matches(decided)
    assert not parse_filter("queue:sample").matches(waiting_for())


def test_what_has_no_agency_is_asked_for_by_none() -> None:
    open_row = row_of_data("x-2020", {}, {"text": "One.", "addressed_to": "Nonesuch Trust", "agencies": []})
    passage = row_of_passage("x-2020", {}, Passage("d" * 64, "The panel", (31,)))
    fits = [parse_filter("agency:none").matches(row) for row in (open_row, ROW, passage)]
    assert fits == [True, False, False]
    assert parse_filter("-agency:None").matches(ROW)
    assert [parse_filter('agency:"none"').matches(row) for row in (open_row, ROW)] == [True, False]
    assert unpacked_row(packed_row(open_row)) == open_row


def test_open_agencies_are_those_of_cells_decided_in_part_too() -> None:
    cell, some = "Police | Vale Council", ["Vale Council"]
    open_one = OpenNames(cell, ("Vale Council",), ("Police",))

    def fits(words: str, left: OpenNames | None = None, **fields: object) -> bool:
        rec = {"text": "a", "addressed_to": cell, "status": "accepted", **fields}
        row = row_of_data("x", {}, rec, left=left)
        assert unpacked_row(packed_row(row)) == row
        return parse_filter(words).matches(row)

    assert fits("agency:open", agencies=[])
    assert fits("agency:open", open_one, agencies=some)
    assert fits("agency:open -agency:none", open_one, agencies=some)
    assert not fits("agency:none", open_one, agencies=some)
    assert not fits("agency:open", agencies=some)
    assert not fits("agency:open", open_one, agencies=[*some, "Exampleshire Police"])  # decided since
    assert not fits("agency:open", agencies=[], status="rejected")
    assert not fits('agency:"open"', open_one, agencies=some)


def test_a_filter_tells_that_it_asks_what_is_open() -> None:
    assert parse_filter("police -agency:open").asks_open_names
    assert not parse_filter('agency:none agency:"open" status:pending').asks_open_names


@pytest.mark.parametrize(
    ("source", "matches"),
    [
        ('agency:="West Midlands Police"', True),
        ('agency:="west midlands"', False),
        ("agency:west", True),
        ("agency:=*", False),
        ("csp:=dudley", True),
        ("csp:=dud", False),
        ('model:="exampler 3"', True),
        ("model:=exampler", False),
        ("status:=pending", True),
        ("rule:=DHR202", True),
        ("rule:=DHR2", False),
        ("rule:=several-agencies", True),
        ("year:=2013", True),
        ('-agency:="West Midlands Police"', False),
    ],
)
def test_an_equals_sign_asks_for_exactly_this_value(source: str, *, matches: bool) -> None:
    assert parse_filter(source).matches(ROW) is matches


def test_exactly_this_agency_is_one_that_was_decided_and_no_cell_in_its_place() -> None:
    undecided = row_of_data("x", {}, {"text": "t", "addressed_to": "Vale Council", "agencies": []})
    passage = row_of_passage("x", {}, Passage("d" * 64, "t", addressed=("Vale Council",)))
    decided = row_of_data("x", {}, {"text": "t", "addressed_to": "V", "agencies": ["Vale Council", "open"]})
    wanted = parse_filter('agency:="vale council"')
    assert [wanted.matches(row) for row in (undecided, passage, decided)] == [False, False, True]
    named = parse_filter("agency:=open")
    assert not named.asks_open_names
    assert [named.matches(row) for row in (undecided, passage, decided)] == [False, False, True]
