"""What stands in front of the texts of a report: what is no part of them is no difference, and what asks is one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block
from dhrcurate.domain.evidence import DocumentFacts, Evidence, Status
from documents.made_blocks import h, p, report, table

FACTS = DocumentFacts("a" * 64, "overview-report", "report.docx")
BODIES = (
    "Exampleshire Police",
    "Exampleton Borough Council",
    "Borderland NHS Foundation Trust",
    "Exampleton Community Safety Partnership",
)
CELLS = ("Exampleshire Police", "Exampleton Council", "Borderland NHS FT", "Exampleton CSP")
TASKS = (
    "train all staff about stalking after separation within six months.",
    "review its policy on housing transfers at short notice.",
    "report each year on referrals that were closed early.",
    "place an adviser in the emergency department at weekends.",
)
FULL = tuple(f"{body} should {task}" for body, task in zip(BODIES, TASKS, strict=True))
BARE = tuple(task[0].upper() + task[1:] for task in TASKS)
CHANGED = tuple(
    text.replace("six", "nine").replace("short", "no").replace("each year", "each month").replace("an ad", "no ad")
    for text in FULL
)
NOTED = (
    "Officers had not been told of the earlier calls.",
    "Letters were sent where a call was better.",
    "The panel heard that staff felt alone.",
    "This was a missed opportunity.",
)
THEMES = ("Information sharing", "Training and awareness", "Housing", "Health")
LIMITS = ("Within three months, ", "Before every hearing, ", "Where a child lives at home, ", "If it is funded again, ")


def compared(blocks: Sequence[Block | list[Block]], texts: Sequence[str], cells: Sequence[str] = CELLS) -> Evidence:
    made = report(h("5. Recommendations"), *blocks, h("6. Appendix"))
    rows = zip(texts, cells, strict=True)
    return evidence_of(
        [(FACTS, made)],
        [Wanted(str(at), str(at), text=text, addressed=cell) for at, (text, cell) in enumerate(rows, 1)],
    )


def told(found: Evidence) -> list[list[tuple[str, str]]]:
    return [[tuple(one) for one in each.differences] for each in found.recommendations]  # type: ignore[misc]


def numbered(form: str, texts: Sequence[str] = FULL) -> list[Block]:
    """Paragraphs, each with what its place in the list makes of a form."""
    marks = {"n": "1234", "l": "abcd", "L": "ABCD", "r": ("i", "ii", "iii", "iv"), "R": ("I", "II", "III", "IV")}
    words = ("One", "Two", "Three", "Four")
    return [
        p(form.format(**{key: each[at] for key, each in marks.items()}, w=words[at]) + text)
        for at, text in enumerate(texts)
    ]


STYLES = (
    "{L}. ", "({L}) ", "{R}. ", "({r}) ", "5.{n} ", "{n} ", "R{n} ", "Rec {n}: ", "Action {n}: ", "CSP/{n} ", "#{n} ",
    "{n} – ", "LR{n}. ", "Learning point {n} - ", "{n}/2020 ", "[{n}] ", "✓ ", "Recommendation {w} – ",
    "Proposal {L}. ",
    "Recommendation {n} (National): ", "{n}a ", "Q.{n} ", "5.{n} Recommendation {n}: ",
)  # fmt: skip


@pytest.mark.parametrize("form", STYLES)
def test_a_number_in_any_style_is_no_word_of_a_text(form: str) -> None:
    assert told(compared(numbered(form), FULL)) == [[]] * 4
    assert told(compared(numbered(form), BARE)) == [[]] * 4  # whom it asks is in the cell


@pytest.mark.parametrize("form", STYLES)
def test_behind_a_number_in_any_style_what_was_changed_is_told(form: str) -> None:
    assert [len(one) for one in told(compared(numbered(form), CHANGED))] == [1, 1, 1, 1]
    limited = numbered(form, [limit + text for limit, text in zip(LIMITS, FULL, strict=True)])
    found = told(compared(limited, FULL))
    assert [one[0][1].endswith(limit.strip(" ,")) for one, limit in zip(found, LIMITS, strict=True)] == [True] * 4


@pytest.mark.parametrize("sign", [": ", ". ", " – ", "\n"])
@pytest.mark.parametrize("titles", [THEMES, ("Improve recording", "Strengthen training", "Review moves", "Support")])
def test_a_title_or_theme_is_no_word_of_a_text(sign: str, titles: Sequence[str]) -> None:
    texts = [f"{title}{sign}{text}" for title, text in zip(titles, FULL, strict=True)]
    if sign == ". " and titles is not THEMES:
        texts[1:] = FULL[1:]  # `Improve recording.` may be asked by itself
        assert told(compared(numbered("{n}. ", texts), FULL)) == [[("", titles[0])], [], [], []]
        return
    for own in (FULL, BARE):
        assert told(compared(numbered("{n}. ", texts), own)) == [[]] * 4
        rows = [(str(at), text, body) for at, (text, body) in enumerate(zip(texts, BODIES, strict=True), 1)]
        assert told(compared([table(0, ("No", "Recommendation", "Lead"), *rows)], own)) == [[]] * 4
    lone = [FULL[0], texts[1], *FULL[2:]]
    assert told(compared(numbered("{n}. ", lone), FULL)) == [[]] * 4


def test_a_headline_that_the_text_says_again_is_no_word_of_it() -> None:
    headlines = ("Train staff about stalking.", "Review housing transfers.", "Report referrals.", "Place an adviser.")
    texts = [f"{line} {text}" for line, text in zip(headlines, FULL, strict=True)]
    assert told(compared(numbered("{n}. ", texts), FULL)) == [[]] * 4


@pytest.mark.parametrize("form", ["", "{n}. ", "Recommendation {n}: ", "5.{n} "])
@pytest.mark.parametrize(
    "lead", ["", "It is therefore recommended that ", "For this reason, ", "The panel recommends that "]
)
def test_what_was_noted_before_is_no_part_of_what_is_asked(form: str, lead: str) -> None:
    texts = [f"{noted} {lead}{text}" for noted, text in zip(NOTED, FULL, strict=True)]
    for own in (FULL, BARE, [f"{lead}{text}" for text in FULL], texts):
        assert told(compared(numbered(form, texts), own)) == [[]] * 4
    assert [len(one) for one in told(compared(numbered(form, texts), CHANGED))] == [1, 1, 1, 1]


def test_what_a_policy_wished_is_no_part_of_what_is_asked() -> None:
    texts = [f"The policy of the time said that staff should ask. {text}" for text in FULL]
    found = compared(numbered("{n}. ", texts), FULL)
    assert (told(found), found.not_extracted) == ([[]] * 4, ())


@pytest.mark.parametrize(
    "said",
    [
        "A review in 2016 recommended that staff should be trained.",
        "The panel was told that staff should ask at each visit.",
        "The family asked that staff should be kinder.",
        "The panel considered whether staff must be trained.",
        "Officers should have been told of the earlier calls.",
    ],
)
@pytest.mark.parametrize("form", ["", "{n}. "])
def test_what_was_said_or_wanted_before_is_no_part_of_what_is_asked(form: str, said: str) -> None:
    found = compared(numbered(form, [f"{said} {text}" for text in FULL]), FULL)
    assert (told(found), found.not_extracted) == ([[]] * 4, ())


@pytest.mark.parametrize("titles", [THEMES, [theme.upper() for theme in THEMES]])
def test_a_title_without_a_sign_behind_it_is_no_word_of_a_text(titles: Sequence[str]) -> None:
    texts = [f"{title} {text}" for title, text in zip(titles, FULL, strict=True)]
    for own in (FULL, BARE):
        assert told(compared(numbered("{n} ", texts), own)) == [[]] * 4


def test_a_part_of_a_name_is_no_title() -> None:
    texts = [f"Thornley {text}" for text in FULL]
    assert [
        len(one) for one in told(compared(numbered("{n}. ", texts), BARE, [f"Hill {body}" for body in BODIES]))
    ] == [1] * 4


def test_the_place_of_a_text_begins_behind_what_is_no_part_of_it() -> None:
    texts = [f"{theme}. {noted} {text}" for theme, noted, text in zip(THEMES, NOTED, FULL, strict=True)]
    found = compared(numbered("{L}. ", texts), CHANGED).recommendations
    assert [one.main and one.main.text for one in found] == list(FULL)


@pytest.mark.parametrize(
    ("front", "text"),
    [
        ("The Force must tell its officers of this. ", FULL[0]),
        ("Appoint a lead for this work. ", BARE[0]),
        ("Staff are asked to read this report. ", FULL[0]),
        ("Within a year: ", BARE[0]),
        ("As a matter of urgency, ", FULL[0]),
        ("Together with its neighbours, ", FULL[0]),
        ("The panel does not recommend that ", FULL[0]),
        ("Review the policy so that it helps to: ", BARE[0]),
        ("The Home Office and ", FULL[0]),
    ],
)
def test_what_asks_for_more_or_limits_it_is_told(front: str, text: str) -> None:
    own = [text, *FULL[1:]]
    found = told(compared(numbered("{n}. ", [front + text, *own[1:]]), own))
    assert found[1:] == [[]] * 3
    assert len(found[0]) == 1
    assert found[0][0][0] == ""
    assert front.strip(" .:,").split()[-1] in found[0][0][1]


@pytest.mark.parametrize("form", ["{n}. ", "{L}. ", "5.{n} "])
def test_whom_it_asks_is_told_where_the_cell_does_not_say_it(form: str) -> None:
    others = ("Home Office", "Exampleton College", "Borderland Fire Service", "Exampleshire Police")
    for cells in (others, ("", "", "", "")):
        found = told(compared(numbered(form), BARE, cells))
        assert [one[0][1].endswith(f"{body} should") for one, body in zip(found, BODIES, strict=True)] == [True] * 4
    two = [text.replace(" should", " and the Home Office should") for text in FULL]
    assert [len(one) for one in told(compared(numbered(form, two), BARE))] == [1, 1, 1, 1]
    negated = [text.replace("should", "should not") for text in FULL]
    assert [len(one) for one in told(compared(numbered(form, negated), BARE))] == [1, 1, 1, 1]


def test_what_the_record_has_in_front_and_the_report_elsewhere_is_no_difference() -> None:
    lower = [f"{body} should {task}" for body, task in zip(BODIES, TASKS, strict=True)]
    stems = [
        one for body, text in zip(BODIES, numbered("{n}. ", BARE), strict=True) for one in (p(f"{body} should:"), text)
    ]
    rows = [(str(at), text, body) for at, (text, body) in enumerate(zip(BARE, BODIES, strict=True), 1)]
    assert told(compared(stems, lower, BODIES)) == [[]] * 4
    assert told(compared([table(0, ("No", "Recommendation", "Lead"), *rows)], lower)) == [[]] * 4
    labelled = [f"Recommendation {at}: {text}" for at, text in enumerate(FULL, 1)]
    assert told(compared(numbered("{n}. "), labelled)) == [[]] * 4
    assert told(compared(numbered("{n}. "), [f"To {task}" for task in TASKS])) == [[]] * 4


def test_what_the_record_has_in_front_and_the_report_nowhere_is_told() -> None:
    made_up = [limit + text for limit, text in zip(LIMITS, FULL, strict=True)]
    assert told(compared(numbered("{n}. "), made_up)) == [[(limit.strip(" ,"), "")] for limit in LIMITS]
    other = [f"The Home Office should {task}" for task in TASKS]
    assert told(compared(numbered("{n}. ", BARE), other)) == [[("The Home Office should", "")]] * 4


FIELDS = (
    "Timescale: March 2023", "Lead: {}", "Target date: 1 May 2022", "Priority: high", "Scope: national",
    "Rationale: the panel heard of this often.", "Outcome: staff are confident.", "[Local]", "(See paragraph 4.12)",
    "Status: complete", "Timescale: March 2023. Lead officer: to be named",
)  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_behind_the_texts_is_no_word_of_them(field: str) -> None:
    texts = [f"{text} {field.format(body)}" for text, body in zip(FULL, BODIES, strict=True)]
    assert told(compared(numbered("{n}. ", texts), FULL)) == [[]] * 4
    assert [len(one) for one in told(compared(numbered("{n}. ", texts), CHANGED))] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "end", ["This should be done by May.", "Action: the Force should report on it.", "(within six months)"]
)
def test_what_is_asked_at_the_end_is_told(end: str) -> None:
    found = told(compared(numbered("{n}. ", [f"{text} {end}" for text in FULL]), FULL))
    assert found == [[("", end.strip("().").replace("report on it.", "report on it"))]] * 4


def test_a_field_that_one_text_has_alone_is_told() -> None:
    found = told(compared(numbered("{n}. ", [f"{FULL[0]} Audience: new recruits", *FULL[1:]]), FULL))
    assert found == [[("", "Audience: new recruits")], [], [], []]


def test_a_place_that_is_found_word_for_word_stays_so() -> None:
    found = compared(numbered("{n}. "), FULL)
    assert {one.status for one in found.recommendations} == {Status.EXACT}


def test_the_short_name_of_a_body_in_capitals_is_whom_it_asks_and_no_title() -> None:
    texts = ["HMICFRS must look at this in its next programme of visits.", *FULL[1:]]
    own = [texts[0].replace("HMICFRS must look", "Look"), *BARE[1:]]
    assert told(compared(numbered("{L}. ", texts), own, ["HMICFRS", *CELLS[1:]])) == [[]] * 4
    assert told(compared(numbered("{L}. ", texts), own, ["Home Office", *CELLS[1:]]))[0] == [("", "HMICFRS must")]


def test_a_last_sentence_that_a_numbered_text_lacks_is_told() -> None:
    ends = "The work should draw on the experience of those who survived."
    found = told(compared(numbered("5.{n} ", [f"{FULL[0]} {ends}", *FULL[1:]]), FULL, CELLS))
    assert found[0] == [], "the record counts otherwise: it may be a recommendation of its own"
    found = told(compared(numbered("{n}. ", [f"{FULL[0]} {ends}", *FULL[1:]]), FULL, CELLS))
    assert found == [[("", ends.rstrip("."))], [], [], []]
