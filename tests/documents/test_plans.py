from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents import evidence as evidence_module
from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Report
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Role, Status
from documents.made_blocks import h, p, report, table

OVERVIEW = DocumentFacts("a" * 64, "overview-report", "report.docx")
PLAN = DocumentFacts("b" * 64, "action-plan", "plan.docx")
TEXTS = (
    "The Partnership seeks written assurance from each agency that staff recognise economic abuse of adults.",
    "Supervisors look at what body-worn cameras recorded wherever a victim no longer wants a suspect to be charged.",
    "Practices must write down who accompanies a patient, and must see the patient alone at least once a year.",
    "A pathway between the drug service and the refuge should be agreed, so that nobody is turned away by both.",
)
TITLES = ("Assurance about economic abuse", "Supervisor review of BWV", "Accompanied patients", "Drug service pathway")
LEADS = ("Safer Exampleton", "Exampleshire Police", "Integrated Care Board", "Public Health")


def chapter() -> list[Block]:
    return [h("5. Recommendations"), *(p(f"Recommendation {at}: {text}") for at, text in enumerate(TEXTS, 1))]


def plan(texts: Sequence[str] = TITLES) -> list[Block]:
    rows = [(str(at), *row) for at, row in enumerate(zip(texts, LEADS, strict=False), 1)]
    return [h("Action plan"), *table(1, ("No", "Recommendation", "Lead agency"), *rows)]


def evidence(texts: Sequence[str], *made: Report) -> Evidence:
    wanted = [Wanted(str(TEXTS.index(text) if text in TEXTS else at), text=text) for at, text in enumerate(texts)]
    return evidence_of(list(zip((OVERVIEW, PLAN), made, strict=False)), wanted)


BOTH = [(report(chapter(), plan()),), (report(chapter()), report(plan()))]


@pytest.mark.parametrize("made", BOTH)
def test_a_plan_of_short_titles_is_the_same_list_again(made: tuple[Report, ...]) -> None:
    found = evidence(TEXTS, *made)
    assert found.not_extracted == ()
    assert [one.status for one in found.recommendations] == [Status.EXACT] * 4
    assert [one.addressed_printed for one in found.recommendations] == [(lead,) for lead in LEADS]


@pytest.mark.parametrize("made", BOTH)
def test_what_the_record_lacks_of_it_is_told_once(made: tuple[Report, ...]) -> None:
    for at, text in enumerate(TEXTS):
        left = evidence([one for one in TEXTS if one != text], *made).not_extracted
        assert [(one.text, one.number, one.sure) for one in left] == [(text, str(at + 1), True)]


def test_a_record_of_the_titles_differs_from_the_list() -> None:
    found = evidence(TITLES, *BOTH[0])
    assert [(one.status, one.main and one.main.text) for one in found.recommendations] == [
        (Status.DIFFERS, text) for text in TEXTS
    ]


def test_a_plan_with_numbers_of_its_own_is_another_list() -> None:
    own = (
        "Rewrite the supervision policy of detectives and publish it.",
        "Appoint a champion in each housing office before the summer.",
        "Add a prompt about strangulation to the form that nurses fill in.",
    )
    left = evidence(TEXTS, report(chapter(), plan(own))).not_extracted
    assert [(one.text, one.sure) for one in left] == [(text, True) for text in own]


def test_further_rows_of_a_plan_are_told_and_short_ones_that_are_like_nothing_perhaps() -> None:
    further = "A school must be told within a day when a pupil is bereaved by homicide."
    left = evidence(
        TEXTS, report(chapter(), plan((*TITLES[:2], "Quarterly dip samples", "Yellow stickers")))
    ).not_extracted
    assert [(one.text, one.sure) for one in left if one.sure] == []
    wider = table(1, ("No", "Recommendation"), *[(str(at), one) for at, one in enumerate((*TITLES, further), 1)])
    left = evidence(TEXTS, report(chapter(), h("Action plan"), wider)).not_extracted
    assert [(one.text, one.sure) for one in left] == [(further, True)]


def test_a_text_that_is_printed_hundreds_of_times_is_found() -> None:
    long = " ".join(f"The Trust should review ward {at} and say what it saw." for at in range(60))
    blocks = [h("Recommendations"), *(p(f"Recommendation {at}: {long}") for at in range(1, 301))]
    found = evidence([TEXTS[0]], report(blocks))
    assert len(found.not_extracted) == 300
    same = [h("Recommendations"), *(p(f"Recommendation 7: {long}") for _ in range(300))]
    assert len(evidence([long], report(same)).not_extracted) == 0


def test_documents_that_list_thousands_together_are_no_reports_of_one_review(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = [
        report(h("Recommendations"), [p(f"{at}. The Trust should train team {no}{at}.") for at in range(1, 90)])
        for no in "abc"
    ]
    monkeypatch.setattr(evidence_module, "MOST_PRINTED", 100)
    facts = [DocumentFacts(no * 64, "other", no) for no in "abc"]
    found = evidence_of(list(zip(facts, many, strict=False)), [Wanted("k", text="The Trust should train team a12.")])
    assert found.recommendations[0].status is Status.EXACT
    assert {one.document[0] for one in found.not_extracted} == {"a", "b"}


def test_the_plan_is_where_the_same_is_printed_again() -> None:
    first = evidence(TEXTS, *BOTH[0]).recommendations[1]
    assert [(one.role, one.text) for one in first.passages] == [(Role.MAIN, TEXTS[1]), (Role.ALSO, TITLES[1])]
