from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

import pytest

from dhrcurate.domain.edit import Edit
from dhrcurate.domain.evidence import (
    Addressing,
    Box,
    Compared,
    Difference,
    DocumentFacts,
    Evidence,
    Located,
    Passage,
    Role,
    Status,
)
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.printed_place import page_in_words, without_strange
from dhrcurate.domain.standing import Standing
from dhrcurate.review.beside import Beside, how_told, looked_for, place_of, stands
from dhrcurate.review.left_to_do import left_to_do
from dhrcurate.review.record_state import RecordState

READ = DocumentFacts("d" * 64, "overview-report", "Report.pdf", pages=9)


def passage(text: str, page: int, y: float = 100.0, number: str | None = None, **more: Any) -> Passage:
    box = Box(page, 72, y, 400, y + 12)
    labels = (str(page),)
    return Passage("d" * 64, text, (page,), labels, boxes=(box,), number=number, digest=f"{page}{y:.0f}", **more)


DATA: dict[str, Any] = {
    "documents": [{"sha256": "d" * 64}],
    "recommendations": [
        {"key": "r001", "number": "1", "text": "One.", "status": "accepted"},
        {"key": "r002", "number": "2", "text": "Two.", "status": "pending"},
        {"key": "r003", "number": "4", "text": "Four.", "status": "pending"},
    ],
}
MAIN = {"r001": passage("One.", 3), "r002": passage("Two.", 3, 200.0), "r003": passage("Four.", 5)}
EVIDENCE = Evidence(
    (READ,),
    tuple(Located(key, Status.EXACT, (main,)) for key, main in MAIN.items()),
    (passage("Three.", 4, number="3"), passage("Perhaps.", 4, 300.0, sure=False)),
)


def state(evidence: Evidence = EVIDENCE, **more: Any) -> RecordState:
    data = {**DATA, **more}
    made = RecordState("exampleton", data)
    made.took(Beside(evidence, looked_for(data)))
    return made


@pytest.mark.parametrize(
    ("located", "told"),
    [
        (Located("r001", Status.EXACT, (passage("One.", 31),)), "p. 31, as in the report"),
        (
            Located(
                "r001", Status.SAME_WORDS, (replace(passage("One.", 31), pages=(31, 32), page_labels=("31", "32")),)
            ),
            "p. 31-32, same words",
        ),
        (
            Located("r001", Status.DIFFERS, (passage("One.", 31),), (Difference("a", "b"), Difference("", "c"))),
            "p. 31, differs in 2 places",
        ),
        (Located("r001", Status.DIFFERS, (passage("One.", 31),), (Difference("a", "b"),)), "p. 31, differs in 1 place"),
        (Located("r001", Status.ABSENT), "not in the report"),
        (Located("r001", Status.UNKNOWN), ""),
        (None, ""),
    ],
)
def test_where_and_how_a_text_stands_is_told_in_a_few_words(located: Located | None, told: str) -> None:
    assert stands(located, EVIDENCE) == told


def test_what_was_imported_from_a_report_is_not_told_as_being_in_it() -> None:
    taken = Located("r001", Status.EXACT, (passage("One.", 31),), taken=True)
    assert stands(taken, EVIDENCE) == "p. 31, taken from this report"
    assert stands(taken, EVIDENCE, "number differs: 7") == "p. 31, taken from this report, number differs: 7"
    assert stands(replace(taken, status=Status.SAME_WORDS), EVIDENCE) == "p. 31, taken from this report"


SECOND = replace(passage("Two.", 32), number="8", role=Role.SECOND)
OTHER = Addressing(Compared.DIFFERS, ("The Council",))
UNKNOWN = Addressing(Compared.NOT_COMPARED, ("The Hub", "The Board"))


@pytest.mark.parametrize(
    ("number", "passages", "addressing", "told"),
    [
        ("7.", ("7",), None, "p. 31, as in the report"),
        ("7", (None,), None, "p. 31, as in the report"),
        ("4", ("7",), None, "p. 31, text as in the report, number differs: 7"),
        (None, ("7",), None, "p. 31, text as in the report, numbered there: 7"),
        ("7", ("7",), OTHER, "p. 31, text as in the report, addressee differs: The Council"),
        ("4", ("7",), OTHER, "p. 31, text as in the report, number differs: 7, addressee differs: The Council"),
        ("7", ("7",), UNKNOWN, "p. 31, text as in the report, addressee not compared: The Hub and The Board"),
        ("7", ("7",), Addressing(Compared.SAME, ("The Council",)), "p. 31, as in the report"),
        (
            "7",
            ("7",),
            Addressing(Compared.DIFFERS, ("The Council",), also=("The Police", "The Trust")),
            "p. 31, text as in the report, also The Police and The Trust, whom the report does not name",
        ),
        (
            "7",
            ("7",),
            Addressing(Compared.SAME, ("The Council",), cell=True),
            "p. 31, text as in the report, cell differs: The Council",
        ),
        ("7", ("7", SECOND), None, "p. 31, text as in the report, 2 recommendations there"),
        (
            "4",
            ("7", SECOND),
            OTHER,
            "p. 31, text as in the report, 2 recommendations there, addressee differs: The Council",
        ),
    ],
)
def test_a_text_that_agrees_is_not_told_as_all_that_the_report_prints(
    number: str | None, passages: Sequence[str | Passage | None], addressing: Addressing | None, told: str
) -> None:
    first, *more = passages
    main = replace(passage("One.", 31), number=cast("str | None", first))
    located = Located("r001", Status.EXACT, (main, *cast("list[Passage]", more)))
    assert stands(located, EVIDENCE, Standing(located, addressing).otherwise(number)) == told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (replace(READ, read=False), "report not read yet"),
        (replace(READ, unreadable_pages=(4,)), "perhaps on another page"),
        (replace(READ, problem="it is damaged"), "report cannot be read"),
        (replace(READ, there=False, read=False), "report not here"),
    ],
)
def test_what_is_not_known_of_a_text_is_told_by_what_is_known_of_the_document(facts: DocumentFacts, told: str) -> None:
    assert how_told(Located("r001", Status.UNKNOWN), replace(EVIDENCE, documents=(facts,))) == told


def test_before_the_addressee_was_compared_nothing_is_claimed_of_it() -> None:
    located = Located("r001", Status.EXACT, (replace(passage("One.", 31), addressed=("The Council",)),))
    told = stands(located, EVIDENCE, Standing(located).otherwise(None))
    assert told == "p. 31, text as in the report, addressee not compared yet"


@pytest.mark.parametrize(
    ("pages", "labels", "told"),
    [
        ((16,), ("12",), "p. 12 (sheet 16)"),
        ((16, 17), ("12", "13"), "p. 12-13 (sheets 16-17)"),
        ((16,), ("16",), "p. 16"),
        ((16,), (), "sheet 16"),
        ((16, 17), ("12",), "sheets 16-17"),
        ((16, 17), ("12", ""), "sheets 16-17"),
        ((16,), ("",), "sheet 16"),
        ((3,), ("iii",), "p. iii (sheet 3)"),
    ],
)
def test_a_page_is_called_by_the_number_printed_on_it(
    pages: tuple[int, ...], labels: tuple[str, ...], told: str
) -> None:
    assert page_in_words(replace(passage("One.", 1), pages=pages, page_labels=labels)) == told


def test_a_format_without_pages_has_places() -> None:
    placed = Passage("d" * 64, "One.", place="sheet!B7")
    assert place_of(Located("r001", Status.EXACT, (placed,))) == "sheet!B7"


def test_what_was_left_out_stands_where_it_will_be_once_it_is_added() -> None:
    rows = state().rows_and_left_out()
    assert [(row.number, row.stands) for row in rows] == [
        ("", ""),
        ("1", "exact"),
        ("2", "exact"),
        ("3", "sure"),
        ("", "perhaps"),
        ("4", "exact"),
    ]
    assert [row.is_recommendation for row in rows] == [False, True, True, False, False, True]


def test_one_that_is_printed_before_all_others_comes_first() -> None:
    rows = state(replace(EVIDENCE, not_extracted=(passage("Zero.", 2),))).rows_and_left_out()
    assert [row.is_left_out for row in rows] == [False, True, False, False, False]


def unnumbered(*texts: str) -> dict[str, Any]:
    rows = [{"key": f"r{at:03d}", "text": text, "status": "pending"} for at, text in enumerate(texts, 1)]
    return {"recommendations": rows, "review": {"wording": "verbatim"}}


def read_in_turn(*texts: str, **more: Any) -> list[Passage]:
    """Passages of a sheet in two columns, as they are read: the second column begins at its top."""
    return [passage(text, 3, 100.0 + 50 * (at % 3), read_at=at, **more) for at, text in enumerate(texts)]


def test_in_a_record_without_numbers_it_stands_between_its_neighbours_in_the_order_of_reading() -> None:
    one, two, three, four, five = read_in_turn("One.", "Two.", "Three.", "Four.", "Five.")
    rows = {"r001": one, "r002": three, "r003": five}
    located = tuple(Located(key, Status.EXACT, (main,)) for key, main in rows.items())
    left_out = (replace(two, number="8"), replace(four, number="9"))
    made = state(Evidence((READ,), located, left_out), **unnumbered("One.", "Three.", "Five."))
    assert [row.label for row in made.rows_and_left_out()[1:]] == ["One.", "Two.", "Three.", "Four.", "Five."]


def test_numbered_ones_stand_where_they_will_once_they_are_added() -> None:
    rows = [
        {"key": f"r00{at}", "number": number, "text": number, "status": "pending"} for at, number in enumerate("14")
    ]
    located = tuple(
        Located(f"r00{at}", Status.EXACT, (passage(n, page, number=n),))
        for at, (n, page) in enumerate([("1", 5), ("4", 3)])
    )
    found = tuple(passage(number, page, number=number) for number, page in (("3", 2), ("2", 6), ("5", 9)))
    made = state(Evidence((READ,), located, found), recommendations=rows)
    assert [row.number for row in made.rows_and_left_out()[1:]] == ["1", "2", "3", "4", "5"]


def test_of_several_on_one_passage_it_stands_behind_the_last() -> None:
    same = Located("r003", Status.SAME_WORDS, (MAIN["r002"],))
    located = (Located("r001", Status.EXACT, (MAIN["r002"],)), *EVIDENCE.recommendations[1:2], same)
    made = state(Evidence((READ,), located, (passage("Three.", 4),)))
    assert [row.is_left_out for row in made.rows_and_left_out()] == [False, False, False, False, True]


def test_one_before_all_that_are_printed_beside_it_stands_before_them_and_not_first() -> None:
    plan = replace(READ, sha256="e" * 64, kind="action-plan", name="Plan.xlsx")
    first, second = passage("One.", 3), replace(passage("Two.", 4), document="e" * 64)
    before = replace(passage("Before two.", 3), document="e" * 64)
    located = (Located("r001", Status.EXACT, (first,)), Located("r002", Status.EXACT, (second,)))
    made = state(Evidence((READ, plan), located, (before,)), **unnumbered("One.", "Two."))
    assert [row.label for row in made.rows_and_left_out()[1:]] == ["One.", "Before two.", "Two."]
    assert made.rows_and_left_out()[2].place == "p. 3, action plan"


def test_the_report_of_another_review_adds_no_rows_and_changes_no_order() -> None:
    other = replace(READ, sha256="e" * 64, name="Other.pdf")
    foreign = [replace(one, document="e" * 64, number=str(at)) for at, one in enumerate(read_in_turn(*"abc"), 1)]
    found = replace(EVIDENCE, documents=(READ, other), not_extracted=tuple(foreign))
    made = state(without_strange(found, verbatim=True))
    assert made.rows_and_left_out() == made.rows()
    assert made.left_out == {}
    assert len(state(without_strange(found, verbatim=False)).left_out) == 3


def test_by_the_report_of_another_review_nothing_else_is_judged() -> None:
    absent = tuple(Located(f"r00{at}", Status.ABSENT) for at in (1, 2))
    few = (*absent, Located("r003", Status.DIFFERS, (passage("Four more.", 3),), (Difference("Four", "Five"),)))
    foreign = tuple(passage(f"Another {at}.", at) for at in range(3, 7))
    rows = [Located(f"x{at}", Status.ABSENT) for at in range(9)]
    found = Evidence((READ,), (*few, *rows), foreign)
    judged = without_strange(found, verbatim=True)
    assert {one.status for one in judged.recommendations} == {Status.UNKNOWN}
    assert not any(one.passages for one in judged.recommendations)
    assert [(one.document.sha256, one.held, one.others) for one in judged.strange] == [("d" * 64, 1, 4)]
    assert state(judged).stands("r003") == "report of another review?"
    assert without_strange(found, verbatim=False) is found


def test_a_record_is_looked_for_again_when_it_says_whose_words_its_texts_are() -> None:
    assert looked_for({**DATA, "review": {"wording": "verbatim"}}) != looked_for(DATA)


def test_a_row_differs_where_anything_of_it_does() -> None:
    located = (Located("r001", Status.EXACT, (replace(MAIN["r001"], number="9"),)), *EVIDENCE.recommendations[1:])
    made = state(replace(EVIDENCE, recommendations=located))
    made.found(made.version, (), (), {"r002": OTHER})
    assert [row.stands for row in made.rows()[1:]] == ["differs", "differs", "exact"]


def test_what_the_documents_contradict_speaks_against_signing_off() -> None:
    names = {
        "DHR802": "differs-from-document",
        "DHR804": "addressee-differs-from-document",
        "DHR806": "several-passages",
        "DHR805": "not-extracted",
    }
    made = state(replace(EVIDENCE, documents=(READ, replace(READ, sha256="e" * 64, read=False))))
    found = [Finding(rule, name, Severity.WARNING, "told", key="r001") for rule, name in names.items()]
    made.found(made.version, [*found, found[0]], ())
    assert list(left_to_do(made))[2:] == [
        "5 warnings left: filter severity:warning lists the recommendation with them.",
        "The report has 2 texts and 1 addressee otherwise.",
        "1 recommendation is printed as several.",
        "1 recommendation of the report was not extracted.",
        "1 document is not read yet.",
    ]
    made.found(made.version, (), found)
    assert list(left_to_do(made))[2:] == ["1 document is not read yet."]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (replace(READ, there=False, read=False), "1 document is not compared, as the file is not here."),
        (
            replace(READ, there=False, read=False, missing="no folder is named"),
            "1 document is not compared: its file is not here: no folder is named.",
        ),
        (
            replace(READ, read=False, unsupported=True),
            "1 document is not read, as what reads documents is not installed.",
        ),
        (replace(READ, problem="it is damaged"), "1 document cannot be read."),
    ],
)
def test_a_report_that_was_not_compared_speaks_against_signing_off(facts: DocumentFacts, told: str) -> None:
    made = state(replace(EVIDENCE, documents=(facts,)))
    made.found(made.version, (), ())
    assert list(left_to_do(made))[2:] == [told]


def test_a_report_of_which_nothing_is_known_yet_speaks_against_signing_off() -> None:
    made = RecordState("x", {"documents": [{"sha256": "d" * 64}]})
    made.found(made.version, (), ())
    assert list(left_to_do(made)) == ["1 document is not read yet."]


def test_the_sure_ones_wait_for_a_decision_and_the_others_do_not() -> None:
    sure, perhaps = (row for row in state().rows_and_left_out() if row.is_left_out)
    assert (sure.undecided, sure.worst, sure.place) == (True, Severity.WARNING, "p. 4")
    assert (perhaps.undecided, perhaps.worst, perhaps.place) == (False, None, "p. 4")


def test_counts_and_progress_know_recommendations_alone() -> None:
    assert state().progress() == (1, 3)
    assert len(state().rows()) == 4
    assert next(left_to_do(state())) == "2 of 3 recommendations are still pending."


def test_what_somebody_said_to_be_none_is_not_listed() -> None:
    waived = [{"rule": "DHR805", "about": "sha256:4100", "reason": "narrative"}]
    assert [row.number for row in state(waivers=waived).rows_and_left_out() if row.is_left_out] == [""]
    by_name = [{"rule": "not-extracted", "about": "sha256:4300", "reason": "narrative"}]
    assert [row.number for row in state(waivers=by_name).rows_and_left_out() if row.is_left_out] == ["3"]


def test_a_changed_text_says_nothing_of_the_report_until_it_was_looked_for_again() -> None:
    made = state()
    made.propose(1, (Edit("/recommendations/r002/text", "Two.", "Second."),))
    assert {row.key: row.place for row in made.rows() if row.key} == {"r001": "p. 3", "r002": "", "r003": "p. 5"}
    made.refused(1)
    assert made.rows()[2].place == "p. 3"


def test_a_decision_changes_nothing_of_what_the_report_says() -> None:
    made = state()
    made.propose(1, (Edit("/recommendations/r002/status", "pending", "accepted"),))
    assert made.rows()[2].place == "p. 3"


def test_what_was_added_is_not_left_out_any_more_though_nobody_has_looked_again() -> None:
    made = state()
    row = {"key": "r004", "number": "3", "text": "three", "status": "pending"}
    made.propose(1, (Edit("/recommendations/r004", None, row),))
    assert [r.stands for r in made.rows_and_left_out() if r.is_left_out] == ["perhaps"]


def test_without_a_document_nothing_is_left_of_the_evidence() -> None:
    made = state()
    made.propose(1, (Edit("/documents", DATA["documents"], None),))
    assert made.evidence is None
    assert made.rows_and_left_out() == made.rows()


def test_a_document_that_was_not_read_tells_no_row_anything() -> None:
    unread = Evidence((replace(READ, read=False),), tuple(Located(key, Status.UNKNOWN) for key in MAIN))
    assert {row.stands for row in state(unread).rows()} == {""}


def test_new_evidence_has_the_rules_look_again_and_the_same_does_not() -> None:
    made = state()
    made.found(made.version, [], [])
    assert not made.took(Beside(EVIDENCE, looked_for(DATA)))
    assert made.found_in == made.version
    assert made.took(Beside(replace(EVIDENCE, not_extracted=()), looked_for(DATA)))
    assert made.found_in < made.version


def test_a_finding_about_a_passage_is_at_the_row_of_the_passage() -> None:
    made = state()
    about = Finding("DHR805", "not-extracted", Severity.WARNING, "it was left out", about="sha256:4100")
    made.found(made.version, [about], [])
    assert made.findings_of("sha256:4100") == [about]
    assert made.rows_and_left_out()[0].worst is None
    assert made.rows()[0].worst is Severity.WARNING


def test_a_further_passage_that_is_only_printed_again_is_not_compared() -> None:
    from dhrcurate.review.beside import compared

    again, second = replace(passage("One.", 8), role=Role.ALSO), replace(passage("Next.", 4), role=Role.SECOND)
    located = Located("r001", Status.DIFFERS, (MAIN["r001"], again, second))
    assert [one.pages for one in compared(located)] == [(3,), (4,)]
