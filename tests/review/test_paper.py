"""A document as it is shown: its paragraphs under heads of pages, and a passage with its differences in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Box, Report, Stretch
from dhrcurate.domain.evidence import DocumentFacts, Passage
from dhrcurate.review.beside import compared
from dhrcurate.review.paper import Paper, Shown, passage_pieces, shown
from dhrcurate.review.word_differences import with_marks
from reports_beside import MARKERS, REFERRALS, ROWS, TEXT, TRAINING, read_report

FACTS = DocumentFacts("d" * 64, "overview-report", "Report.pdf", pages=3)


def at(key: str, report: Report, rec: Mapping[str, Any] | None = None) -> Shown:
    """The report at a recommendation of the record."""
    wanted = [Wanted(r["key"], r["number"], "", r["text"]) for r in ROWS]
    located = evidence_of([(FACTS, report)], wanted).of(key)
    return shown(Paper.of(report), compared(located), rec or next(r for r in ROWS if r["key"] == key))


def passage_of(part: Shown) -> str:
    return " ".join(part.text[a:b] for a, b in part.passage)


def test_a_passage_is_found_in_the_text_and_is_the_same_where_it_has_the_same_words() -> None:
    part = at("r001", read_report())
    assert (passage_of(part), part.differences) == (TRAINING, ())


def test_differences_stand_at_their_places_in_both_texts() -> None:
    part = at("r002", read_report())
    text = str(ROWS[1]["text"])
    told = [(part.text[a:b], one.record) for one in part.differences for a, b in [one.at]]
    assert told == [("a shared", "one"), ("and review it every year", "")]
    assert [text[a:b] for a, b in part.in_fields()["text"]] == ["one"]
    assert passage_of(part) == REFERRALS


def test_pages_have_heads_with_the_printed_number_and_the_sheet_where_they_differ() -> None:
    part = at("r002", read_report(labels=("i", "2", "1")))
    assert [part.text[a:b].strip() for a, b in part.heads] == ["── p. i (sheet 1)", "── p. 2", "── p. 1 (sheet 3)"]
    assert [line for line in part.text.split("\n") if line.startswith(MARKERS[:20])] == [MARKERS]


def test_a_page_that_cannot_be_read_is_told_between_the_others() -> None:
    blocks = tuple(
        Block("paragraph", words, (Stretch(0, Box(page, 72, 80, 500, 92)),))
        for page, words in ((1, "The first page."), (3, "The third page."))
    )
    part = shown(Paper.of(Report(blocks, 3, unreadable=(2,))), (), None)
    assert [part.text[a:b].strip() for a, b in part.heads] == ["── sheet 1", "── sheet 2: cannot be read", "── sheet 3"]


def test_a_title_counts_where_the_report_has_it_in_front() -> None:
    rec = {"title": "The Partnership should ask", "text": TRAINING.removeprefix("The Partnership should ask ")}
    part = at("r001", read_report(), rec)
    assert part.differences == ()


def test_differences_behind_a_title_are_told_in_the_text() -> None:
    rest = TRAINING.removeprefix("The Partnership should ask ").replace("coercive", "controlling")
    rec = {"title": "The Partnership should ask", "text": rest}
    part = at("r001", read_report(), rec)
    found = {name: [rec[name][a:b] for a, b in spans] for name, spans in part.in_fields().items()}
    assert found == {"text": ["controlling"]}


def test_a_passage_goes_on_over_a_page_and_its_lines_are_one_paragraph() -> None:
    text = "The council should name a lead officer and publish the name every year."
    lines = (0, text.index("lead"), text.index("publish"))
    places = zip(lines, (1, 1, 2), (700, 714, 80), strict=True)
    stretches = tuple(Stretch(start, Box(page, 72, y, 500, y + 12)) for start, page, y in places)
    report = Report((Block("paragraph", "Before it."), Block("paragraph", text, stretches)), 2)
    found = Passage("d" * 64, text, (1, 2), boxes=tuple(one.box for one in stretches))
    part = shown(Paper.of(report), [found], {"text": text.replace("lead ", "")})
    assert part.text.split("\n") == [
        "Before it.",
        "── sheet 1 ",
        "The council should name a lead officer and",
        "── sheet 2 ",
        "publish the name every year.",
    ]
    assert [part.text[a:b] for one in part.differences for a, b in [one.at]] == ["lead"]


def test_the_same_words_on_an_earlier_page_are_not_taken_for_the_passage() -> None:
    words = "The council should name a lead officer."
    blocks = tuple(Block("paragraph", words, (Stretch(0, Box(page, 72, 80, 500, 92)),)) for page in (1, 2))
    found = Passage("d" * 64, words, (2,), boxes=(Box(2, 72, 80, 500, 92),))
    part = shown(Paper.of(Report(blocks, 2)), [found], None)
    assert part.passage[0][0] > part.heads[1][0]


def test_a_long_report_is_shown_around_the_passage_alone() -> None:
    blocks = tuple(
        Block("paragraph", f"Paragraph {page} of the report.", (Stretch(0, Box(page, 72, 80, 500, 92)),))
        for page in range(1, 1001)
    )
    found = Passage("d" * 64, "Paragraph 500 of the report.", (500,), boxes=(Box(500, 72, 80, 500, 92),))
    part = shown(Paper.of(Report(blocks, 1000)), [found], None)
    assert (part.cut, passage_of(part)) == ((True, True), "Paragraph 500 of the report.")
    assert len(part.text) < 20_000


def test_where_nothing_is_found_it_opens_where_the_passage_is_to_be_expected() -> None:
    report = read_report()
    near = evidence_of([(FACTS, report)], [Wanted("r001", "1", "", REFERRALS)]).recommendations[0].main
    part = shown(Paper.of(report), (), {"text": "Not there."}, near)
    assert (part.passage, part.differences) == ((), ())
    assert part.text[part.anchor :].startswith(REFERRALS)


def test_a_report_of_no_text_shows_nothing() -> None:
    assert shown(Paper.of(Report()), (), None) == Shown("")


def test_a_place_stands_for_pages_in_other_formats() -> None:
    report = Report((Block("cell", "First.", place="plan!B2"), Block("cell", "Second.", place="plan!B3")))
    part = shown(Paper.of(report), [Passage("d" * 64, "Second.", place="plan!B3")], {"text": "Second."})
    assert (passage_of(part), part.heads) == ("Second.", ())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Both should agree.", ("Both should agree.", False)),
        ("Both must agree.", ("Both [-should-] [+must+] agree.", True)),
        ("Both should agree soon.", ("Both should agree. [+soon+]", True)),
        ("Both agree.", ("Both [-should-] agree.", True)),
        ("Both at once should agree.", ("Both [+at once+] should agree.", True)),
    ],
)
def test_differences_are_written_in_a_line(text: str, told: tuple[str, bool]) -> None:
    pieces = [*passage_pieces({"text": text}, "Both should agree.")]
    assert (with_marks(pieces), any(piece.kind != "same" for piece in pieces)) == told


@given(st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=30), st.integers(0, 3))
def test_whatever_the_record_says_every_difference_lies_in_the_passage(words: list[str], page: int) -> None:
    report = read_report()
    found = evidence_of([(FACTS, report)], [Wanted("r001", "1", "", TRAINING)]).of("r001")
    part = shown(Paper.of(report), compared(found), {"text": " ".join(words), "title": "" if page else "A title"})
    start, end = part.passage[0][0], part.passage[-1][1]
    assert all(start <= a <= b <= end for one in part.differences for a, b in [one.at])
    assert all(not one.record or one.record in f"A title\n{' '.join(words)}" for one in part.differences)


@pytest.mark.parametrize(
    ("above", "heading"),
    [
        ("# Exampleshire Police", "Exampleshire Police"),
        ("Recommendations for Exampleshire Police", "Recommendations for Exampleshire Police"),
        ("Addressed to: Exampleton Council | | Exampleshire Police", ""),
        ("Lead agency: Exampleshire Police", ""),
        ("| 8 | Another thing is to be done by the end of the year. | Exampleshire Police", ""),
    ],
)
def test_a_row_or_a_label_of_another_passage_is_no_heading_of_this_one(above: str, heading: str) -> None:
    report = read_report(f"# Plan\n{above}\n{MARKERS}\nThe end.")
    box = next(one for block in report.blocks if block.text == MARKERS for one in block.stretches).box
    found = Passage("d" * 64, MARKERS, (1,), boxes=(box,), addressed=("Exampleshire Police",))
    part = shown(Paper.of(report), [found], None)
    assert part.text[slice(*part.heading)] == heading
