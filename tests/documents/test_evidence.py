from __future__ import annotations

import pytest

from dhrcurate.documents.evidence import Pin, Wanted, evidence_of
from dhrcurate.documents.model import Block, Report
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Located, Role, Status
from documents.made_blocks import h, p, report, table

A = "The Trust should train all staff about stalking after separation within six months."
B = "The Council must review its policy on housing transfers at short notice."
C = "The Partnership to report each year on referrals that were closed early."
FACTS = DocumentFacts("a" * 64, "overview-report", "report.pdf", pages=3)
CHAPTER = report(
    h("Executive summary"),
    p("Officers attended in spring.", page=1),
    h("Recommendations", 12),
    p(f"1. {A}", page=1),
    p(f"2. {B}", page=1),
    p(f"3. {C}", page=1),
    h("5. Findings"),
    *[p("The surgery held records of several visits.", page=2)] * 12,
    h("6. Recommendations"),
    p(f"1. {A}", page=3),
    p(f"2. {B}", page=3),
    p(f"3. {C}", page=3),
    pages=3,
)


def evidence(
    *texts: str, made: Report = CHAPTER, facts: DocumentFacts = FACTS, removed: tuple[str, ...] = ()
) -> Evidence:
    return evidence_of(
        [(facts, made)], [Wanted(str(at), "", "", text) for at, text in enumerate(texts)], removed=removed
    )


def located(text: str, made: Report = CHAPTER, **fields: object) -> Located:
    return evidence_of([(FACTS, made)], [Wanted("k", text=text, **fields)]).recommendations[0]  # type: ignore[arg-type]


def test_a_text_is_found_in_the_chapter_and_what_the_summary_prints_is_the_same_again() -> None:
    found = located(B)
    assert found.status is Status.EXACT
    assert [(one.role, one.pages, one.number, one.text) for one in found.passages] == [
        (Role.MAIN, (3,), "2", B),
        (Role.ALSO, (1,), "2", B),
    ]
    assert found.main is not None
    assert found.main.page_labels == ("3",)
    assert [box.page for box in found.main.boxes] == [3]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (B.replace(" ", "  "), Status.EXACT),
        (B.upper().rstrip("."), Status.SAME_WORDS),
        (f"Recommendation 2: {B}", Status.EXACT),
        (B.removesuffix(" at short notice."), Status.DIFFERS),
        (B.removeprefix("The Council "), Status.DIFFERS),
        ("The Council is to look again at the policy on transfers of housing at short notice.", Status.DIFFERS),
        ("The Home Office should publish the national statistics of suicides in custody.", Status.ABSENT),
    ],
)
def test_how_a_text_stands_in_a_report(text: str, status: Status) -> None:
    found = located(text)
    if status is Status.EXACT and text.startswith("Rec"):
        status = found.status  # the number in front is the record's own
        assert [(one.record, one.document) for one in found.differences] in ([], [("Recommendation 2", "")])
    assert found.status is status
    assert (found.main.text if found.main else None) == (None if status is Status.ABSENT else B)


def test_words_left_out_at_the_end_are_told_and_a_bare_article_in_front_is_not() -> None:
    assert [tuple(one) for one in located("Council must review its policy on housing transfers").differences] == [
        ("", "at short notice"),
    ]


def test_nothing_is_absent_where_a_page_or_a_document_cannot_be_read() -> None:
    absent = "The Home Office should publish statistics of deaths in custody."
    unreadable = DocumentFacts("a" * 64, "overview-report", "r", pages=3, unreadable_pages=(2,))
    fields = DocumentFacts("a" * 64, "overview-report", "r", pages=3, partly=True)
    assert evidence(absent, facts=fields).recommendations[0].status is Status.UNKNOWN
    closed = DocumentFacts("b" * 64, "letter", "l", problem="it is encrypted")
    assert evidence(absent, facts=unreadable).recommendations[0].status is Status.UNKNOWN
    both = evidence_of([(FACTS, CHAPTER), (closed, Report())], [Wanted("k", text=absent)])
    assert both.recommendations[0].status is Status.UNKNOWN
    assert evidence_of([], [Wanted("k", text=absent)]).recommendations[0].status is Status.UNKNOWN


def test_what_no_text_holds_was_left_out_once_though_it_is_printed_twice() -> None:
    found = evidence(A, C).not_extracted
    assert [(one.number, one.text, one.pages, one.sure) for one in found] == [("2", B, (3,), True)]
    assert found[0].digest == evidence(A, C).not_extracted[0].digest != ""


def test_removed_texts_still_hold_their_passages() -> None:
    assert evidence(A, C, removed=(B,)).not_extracted == ()


def test_a_record_of_another_review_has_nothing_in_common_with_a_report() -> None:
    found = evidence(
        "The Home Office should publish statistics of deaths in custody.", "Ofsted to inspect all schools."
    )
    assert {one.status for one in found.recommendations} == {Status.ABSENT}
    assert [one.text for one in found.not_extracted] == [A, B, C]


def test_a_text_that_covers_two_numbered_passages_is_in_both() -> None:
    found = evidence(f"{A} {B}", C)
    assert [(one.role, one.number) for one in found.recommendations[0].passages if one.role is not Role.ALSO] == [
        (Role.MAIN, "1"),
        (Role.SECOND, "2"),
    ]
    assert found.not_extracted == ()
    reworded = located(
        "The Trust should train all its staff about stalking after separation. The Council must review the "
        "policy on housing transfers at short notice."
    )
    assert [one.number for one in reworded.passages if one.role is not Role.ALSO] == ["1", "2"]


def test_two_texts_may_lie_on_one_passage() -> None:
    found = evidence(
        "The Trust should train all staff about stalking",
        "Trust should train staff about stalking after separation within months.",
    )
    assert [one.main.text if one.main else None for one in found.recommendations] == [A, A]


def test_a_title_in_front_is_no_difference() -> None:
    made = report(h("Recommendations"), p(f"1. Stalking. {A}"), p(f"2. {B}"))
    assert located(A, made, title="Stalking").status is Status.EXACT


def test_the_number_is_a_hint_and_no_more() -> None:
    found = located(B, number="1")
    assert found.number_printed == "2"
    near = report(
        h("Recommendations"),
        p("1. The Trust should train doctors about abuse."),
        p("2. The Trust should train nurses about abuse."),
    )
    assert located("The Trust should train midwives about abuse.", near).status is Status.ABSENT
    assert located("The Trust should train midwives about abuse.", near, number="2").number_printed in {"2", None}


def test_the_action_plan_tells_whom_the_chapter_does_not_name() -> None:
    made = report(
        h("5. Recommendations"),
        p(f"1. {A}"),
        p(f"2. {B}"),
        h("6. Action plan"),
        table(0, ["No", "Recommendation", "Lead agency"], ["1", A, "Thornley Trust"], ["2", B, "Thornley Council"]),
    )
    found = located(B, made)
    assert found.main is not None
    assert (found.main.addressed, found.addressed_printed) == (None, ("Thornley Council",))


def test_a_text_within_prose_is_found_where_no_list_has_it() -> None:
    wanted = "agencies keep one contact for each other and tell the partnership who it is"
    made = report(
        h("Findings"),
        p("Officers attended in spring."),
        p(f"The panel would like it if {wanted}. That was said twice."),
    )
    assert (located(wanted, made).status, located(wanted, made).passages[0].text) == (Status.EXACT, wanted + ".")
    reworded = located("agencies keep a contact for each other and tell the partnership who that is", made)
    assert reworded.status is Status.DIFFERS


def test_a_pinned_passage_is_the_main_one() -> None:
    pinned = located(B, pinned=Pin("a" * 64, (1,), C))
    assert pinned.main is not None
    assert (pinned.main.text, pinned.main.pages, pinned.main.pinned, pinned.status) == (C, (1,), True, Status.DIFFERS)


def test_the_overview_report_comes_before_the_plan_and_the_place_is_told_where_there_are_no_pages() -> None:
    plan = DocumentFacts("b" * 64, "action-plan", "plan.xlsx")
    rows = report(table(0, ["Recommendation", "Lead agency"], [A, "Trust"], [B, "Council"]))
    word = report(h("Recommendations"), p(f"1. {A}", place="paragraph 2"), p(f"2. {B}", place="paragraph 3"))
    found = evidence_of([(plan, rows), (FACTS, word)], [Wanted("k", text=B)]).recommendations[0]
    assert [(one.document[0], one.role, one.place) for one in found.passages] == [
        ("a", Role.MAIN, "paragraph 3"),
        ("b", Role.ALSO, None),
    ]


def test_paragraphs_that_were_read_as_one_are_no_difference() -> None:
    made = report(h("Recommendations"), p(f"{A} {B}"), p(C))
    assert located(B, made).status is Status.EXACT


def test_the_paragraph_that_a_passage_points_to_at_its_end_is_no_difference() -> None:
    made = report(h("Recommendations"), p(f"1. {A} (Paragraph 13)"), p(f"2. {B} (Recommendation, Paragraph 14)"))
    assert [located(text, made).status for text in (A, f"{A} (Paragraph 13)", B)] == [Status.EXACT] * 3


def test_a_document_that_lists_thousands_is_no_report_of_one_review() -> None:
    listed = [p(f"{at % 900 + 1}. The Trust should train team {at} each year.") for at in range(1, 1200)]
    found = evidence(A, made=report(h("Recommendations"), *listed))
    assert (found.not_extracted, found.recommendations[0].status) == ((), Status.ABSENT)


LONG = "The Community Safety Partnership should pay for a campaign for friends and employers about how control begins."
SHORT = "The Partnership should pay for a campaign about control."


@pytest.mark.parametrize("announced", [True, False])
def test_the_words_of_the_summary_differ_from_those_of_the_list_with_their_number(announced: bool) -> None:
    head = [h("Executive summary"), *([h("Recommendations", 12)] if announced else [])]
    summary = [p(f"{at}. {text}") for at, text in enumerate((A, SHORT, C), 1)]
    chapter = [p(f"{at}. {text}") for at, text in enumerate((A, LONG, C), 1)]
    story = [p("The surgery held records of several visits.")] * 12
    made = report(head, summary, h("5. Findings"), story, h("6. Recommendations"), chapter)
    rows = [Wanted(str(at), str(at), "", text) for at, text in enumerate((A, SHORT, C), 1)]
    found = evidence_of([(FACTS, made)], rows)
    second = found.recommendations[1]
    assert (second.status, second.main and second.main.text) == (Status.DIFFERS, LONG)
    assert [one.text for one in second.passages if one.role is Role.ALSO] == [SHORT]
    assert found.not_extracted == ()
    assert evidence_of([(FACTS, made)], [*rows[:1], *rows[2:]]).not_extracted[0].text == LONG


def _plan(heading: str, *texts: str) -> list[Block]:
    rows = [[str(at), "Health", "May", "Done", "Open", text, "Northfield Council"] for at, text in enumerate(texts, 1)]
    return [
        h(heading),
        *table(9, ["No", "Theme", "Target", "Outcome", "Status", "Recommendation", "Lead agency"], *rows),
    ]


OTHERS = "Reception staff should be trained to spot signs of abuse.", "The force must hold a meeting on repeat victims."


@pytest.mark.parametrize(
    ("heading", "texts", "sure"),
    [
        ("Appendix C: Northfield review 2017, action plan", OTHERS, False),
        ("Appendix C: Southfield Domestic Homicide Review action plan", OTHERS, True),
        ("Appendix C: Domestic Homicide Review action plan", OTHERS, True),
        ("Appendix C: Northfield action plan", OTHERS, True),
        ("Appendix C: Northfield review 2017, action plan", (*OTHERS, A), True),
    ],
)
def test_the_plan_of_another_review_in_an_appendix_is_doubtful(
    heading: str, texts: tuple[str, ...], sure: bool
) -> None:
    chapter = [p(f"{at}. {text}") for at, text in enumerate((A, B, C), 1)]
    made = report(h("Southfield Domestic Homicide Review"), h("6. Recommendations"), chapter, _plan(heading, *texts))
    left = evidence(A, B, C, made=made).not_extracted
    assert [(one.text, one.sure) for one in left] == [(text, sure) for text in OTHERS]
    assert all(one.sure for one in evidence(*OTHERS[:1], made=made).not_extracted)


def test_a_passage_that_a_text_lies_on_was_not_left_out_as_well() -> None:
    told = [
        p(f"• Letters were sent in {month}, and the minutes say so at length.") for month in ("May", "June", "July")
    ]
    made = report(h("6. Recommendations"), p(f"Recommendation 1: {A}"), p(f"Recommendation 2: {C}"), told)
    found = evidence(A, C, made=made)
    assert found.recommendations[1].passages
    assert found.not_extracted == ()


def test_a_report_in_welsh_is_read() -> None:
    first = "Dylai Heddlu’r Dyffryn hyfforddi pob swyddog bob blwyddyn."
    second = "Dylai’r Cyngor adolygu ei bolisi tai ar gyfer y rhai sy’n ffoi."
    made = report(
        h("5. Argymhellion"),
        p(f"Argymhelliad 1: {first}"),
        p(f"Argymhelliad 2: {second}"),
        h("Atodiad A"),
        p("Nodiadau"),
    )
    assert [(one.number, one.text) for one in evidence(first, made=made).not_extracted] == [("2", second)]
    plan = report(h("Cynllun gweithredu"), table(0, ["Rhif", "Argymhelliad", "Asiantaeth"], ["1", first, "Heddlu"]))
    (left,) = evidence(made=plan).not_extracted
    assert (left.number, left.addressed) == ("1", ("Heddlu",))


@pytest.mark.parametrize("colon", [":", ""])
def test_the_introduction_of_a_list_alone_is_not_the_recommendation(colon: str) -> None:
    items = [
        "publish a list of flats;",
        "pay the first rent where it is due; and",
        "report to the board.",
    ]
    made = report(
        h("Recommendations"),
        p("1. The Council should see to it that its housing service does this:"),
        *(p(f"• {item}") for item in items),
        p(f"2. {A}"),
    )
    found = evidence(f"The Council should see to it that its housing service does this{colon}", A, made=made)
    assert [one.status for one in found.recommendations] == [Status.DIFFERS, Status.EXACT]
    assert "pay the first rent" in found.recommendations[0].differences[0].document
    assert found.not_extracted == ()


def test_one_that_is_doubtful_by_itself_is_found_in_the_list_of_the_others_and_not_in_the_plan() -> None:
    doubtful = "Although no weapon was held here; when weapons are taken from a holder, all certificates are seized."
    listed = (A, B, doubtful, C)
    made = report(
        h("6. Conclusions and recommendations"),
        *[p(f"{at}. {text}", page=1) for at, text in enumerate(listed, 1)],
        h("7. Action plan"),
        *table(
            1,
            ["No", "Recommendation", "Lead agency"],
            *[[str(at), text, "Police"] for at, text in enumerate(listed, 1)],
        ),
        pages=2,
    )
    found = evidence(doubtful, made=made).recommendations[0]
    assert [one.role for one in found.passages] == [Role.MAIN, Role.ALSO]
    assert (found.passages[0].addressed, found.passages[1].addressed) == (None, ("Police",))
    left = evidence(A, B, C, made=made).not_extracted
    assert [(one.text, one.sure) for one in left] == [(doubtful, True)]


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        (
            "The first of these should take place within six months of the day on which this is published.",
            Status.DIFFERS,
        ),
        ("Each of them must be told to the families who asked for it within six weeks.", Status.DIFFERS),
        ("The Council should publish a list of its refuges and renew it each year from now on.", Status.EXACT),
    ],
)
def test_a_last_sentence_that_goes_on_with_the_one_before_is_missed(behind: str, status: Status) -> None:
    text = "The Partnership must hold a yearly meeting at which families may speak about their experience of reviews."
    other = "The Trust should train all of its staff about stalking before the end of the year."
    made = report(h("Recommendations"), p(f"1. {text} {behind}"), p(f"2. {other}"))
    wanted = [Wanted("k", number="1", text=text), Wanted("l", number="2", text=other)]
    assert evidence_of([(FACTS, made)], wanted).recommendations[0].status is status
