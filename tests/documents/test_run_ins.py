from __future__ import annotations

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.listing import listed, text_of
from dhrcurate.documents.model import Block
from dhrcurate.domain.evidence import DocumentFacts, Located, Status
from documents.made_blocks import h, p, report, table

FACTS = DocumentFacts("a" * 64, "overview-report", "report.pdf", pages=3)
TEXTS = (
    "Officers record each silent call, and an inspector reads the records once a week.",
    "No tenancy is ended before the tenant was seen alone.",
    "To publish the waiting times of the refuge each quarter.",
)
BODIES = ("Exampleshire Police", "Exampleton Council", "Exampleton MARAC")


def asked(*written: str, bold: bool = True) -> list[tuple[tuple[str, ...], str]]:
    """Whom each item of a list asks, and its text."""
    return asked_by([h("Recommendations"), *(p(one, bold=bold) for one in written)])


def asked_by(blocks: list[Block]) -> list[tuple[tuple[str, ...], str]]:
    return [(one.addressed, text_of(blocks, one.parts)) for one in listed(blocks)]


@pytest.mark.parametrize("sign", [":", " –", " -", " —"])
@pytest.mark.parametrize("number", ["", "{}. ", "Recommendation {}: "])
def test_a_body_in_front_of_the_texts_of_a_list_is_whom_they_ask(sign: str, number: str) -> None:
    pairs = list(zip(BODIES, TEXTS, strict=True))
    written = [f"{number.format(at) or '• '}{body}{sign} {text}" for at, (body, text) in enumerate(pairs, 1)]
    assert asked(*written) == [((body,), text) for body, text in pairs]


def test_a_body_in_front_may_be_followed_by_what_it_is_to_do() -> None:
    todo = "to review how calls are graded and to tell the board by May."
    assert asked(f"1. {BODIES[0]} – {todo}", f"2. {BODIES[1]} – {TEXTS[1]}") == [
        ((BODIES[0],), todo),
        ((BODIES[1],), TEXTS[1]),
    ]


def test_the_cells_of_a_table_may_begin_with_a_body_too() -> None:
    rows = [(str(at), f"{body}: {text}") for at, (body, text) in enumerate(zip(BODIES, TEXTS, strict=True), 1)]
    blocks = [h("Action plan"), *table(1, ("No", "Recommendation"), *rows)]
    assert asked_by(blocks) == [((body,), text) for body, text in zip(BODIES, TEXTS, strict=True)]


@pytest.mark.parametrize(
    "written",
    [
        "1. Exampleton Council – Housing and Adults alike – should see each tenant alone before a tenancy is ended.",
        "1. Exampleton MARAC: The chair should read out the open actions.",
        "1. Body Worn Video: Officers should record each call.",
    ],
)
def test_what_no_sibling_has_in_front_stays_in_the_text(written: str) -> None:
    found = asked(written, f"2. {TEXTS[1]}", f"3. {TEXTS[2]}", bold=False)
    assert found[0] == ((), written.removeprefix("1. "))


TITLED = ("Silent calls", "Ending a tenancy", "The refuge")


def located(text: str, written: list[str], addressed: str = "") -> Located:
    made = report(h("Recommendations"), *(p(one, bold=True) for one in written))
    return evidence_of([(FACTS, made)], [Wanted("k", text=text, addressed=addressed)]).recommendations[0]


@pytest.mark.parametrize("form", ["{}. {}. {}", "{}. {}: {}", "Recommendation {} – {}. {}", "R{} {} – {}"])
def test_a_title_on_the_line_of_the_text_that_the_record_lacks_is_no_difference(form: str) -> None:
    written = [form.format(at, title, text) for at, (title, text) in enumerate(zip(TITLED, TEXTS, strict=True), 1)]
    for at, text in enumerate(TEXTS):
        assert located(text, written).status is Status.EXACT
        assert located(f"{TITLED[at]} {text}", written).status in {Status.EXACT, Status.SAME_WORDS}
    changed = located(TEXTS[0].replace("once a week", "once a month"), written)
    assert [tuple(one) for one in changed.differences] == [("month", "week")]
    assert changed.main is not None
    assert changed.main.text == TEXTS[0]


def test_a_first_sentence_that_asks_something_is_no_title() -> None:
    written = [f"{at}. Each call must be logged. {text}" for at, text in enumerate(TEXTS, 1)]
    assert located(TEXTS[0], written).differences == (("", "Each call must be logged"),)
    lone = [f"1. The Force should act now. {TEXTS[0]}", f"2. {TEXTS[1]}", f"3. {TEXTS[2]}"]
    assert located(TEXTS[0], lone).differences == (("", "The Force should act now"),)


@pytest.mark.parametrize(("sign", "status"), [(":", Status.EXACT), (" –", Status.EXACT), ("", Status.DIFFERS)])
def test_the_own_addressee_set_apart_in_front_is_no_difference(sign: str, status: Status) -> None:
    written = [f"1. Hub for the North{sign} {TEXTS[0]}", f"2. {TEXTS[1]}"]
    assert located(TEXTS[0], written, addressed="Hub for the North").status is status
    changed = located(TEXTS[0].replace("each", "every"), written, addressed="Hub for the North")
    told = ("every", "each") if sign else ("Officers record every", "Hub for the North Officers record each")
    assert [tuple(one) for one in changed.differences] == [told]


@pytest.mark.parametrize(
    ("front", "cell", "status"),
    [
        ("The review recommends that Thornley Police", "Thornley Police", Status.SAME_WORDS),
        ("Thornley Police should", "Thornley Police", Status.SAME_WORDS),
        ("Thornley Police to", "Thornley Police | Thornley Council", Status.SAME_WORDS),
        ("Thornley Police and Thornley Council must", "Thornley Police | Thornley Council", Status.SAME_WORDS),
        ("The Force should", "Thornley Police", Status.SAME_WORDS),
        ("Thornley Borough Council needs to", "Thornley Council", Status.SAME_WORDS),
        ("Thornley Probation Trust should", "Thornley PT", Status.SAME_WORDS),
        ("[Hub for the North]", "Hub for the North", Status.SAME_WORDS),
        ("Thornley Police should", "Borderland Police", Status.DIFFERS),
        ("Thornley Police should", "", Status.DIFFERS),
        ("Thornley Police must not", "Thornley Police", Status.DIFFERS),
        ("Where it can, Thornley Police should", "Thornley Police", Status.DIFFERS),
        ("Within a year Thornley Police should", "Thornley Police", Status.DIFFERS),
    ],
)
def test_whom_a_sentence_asks_is_no_difference_where_the_cell_says_it(front: str, cell: str, status: Status) -> None:
    rest = "record each call to a home on the day on which it is made and tell the partnership of it."
    written = [f"1. {front} {rest}", f"2. {TEXTS[1]}", f"3. {TEXTS[2]}"]
    assert located(rest[0].upper() + rest[1:], written, addressed=cell).status is status
