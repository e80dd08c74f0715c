"""What is set as its neighbours are that the record holds is told as left out, whatever words it uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Cell
from dhrcurate.domain.evidence import DocumentFacts
from documents.made_blocks import h, p, report, table

TEXTS = (
    "Celebrate each year the good practice that was found by audits.",
    "Fit locks within three days where a threat has been made.",
    "Pause any closure until somebody has asked what was done before.",
    "Meet the family within a month of their first letter.",
    "Open the drop-in on two evenings, with an interpreter where one is needed.",
    "Rehouse nobody in the same street without asking who else lives there.",
)
BODIES = (
    "Westshire Police",
    "Harbour Lights",
    "Northmere Council",
    "Northmere Hospitals NHS Trust",
    "Home Office",
    "Northmere Homes",
)
STORY = (
    "Each call was answered well in itself.",
    "The letter was sent to an old address and came back.",
    "Few of those who knew her had heard of the helpline.",
    "The appointment was missed and was not followed up.",
    "A concern was closed on the basis of one conversation.",
    "The form was long and hard to use.",
)
FACTS = DocumentFacts("a" * 64, "overview-report", "report.docx")
FRONT = [h("Background"), *map(p, STORY), h("Lessons"), *(p(f"• {one}") for one in STORY)]
END = [
    h("Next steps"),
    p("The report will be published when the panel has agreed to it."),
    p("The family have a copy."),
]
ROWS = list(enumerate(zip(BODIES, TEXTS, strict=True), start=1))


def box(*blocks: Block, at: int) -> list[Block]:
    return [replace(one, box=at) for one in blocks]


def card(at: int, body: str, text: str) -> list[Block]:
    """A label and an owner side by side, and the text below across both."""
    label = [f"Recommendation {at}", f"Owner: {body}"]
    cells = [Block("cell", one, cell=Cell(at, 0, column), size=11) for column, one in enumerate(label)]
    return [*cells, Block("cell", text, cell=Cell(at, 1, 0, columns=2), size=11)]


def stems(*kinds: str) -> list[Block]:
    made: list[Block] = []
    for number, (body, text) in ROWS:
        if number % 2:
            made.append(h(f"{body} should:", 12) if "heading" in kinds else p(f"{body} should:"))
        made.append(p(f"{number}. {text}"))
    return made


LAYOUTS: dict[str, Callable[[], Sequence[Block | list[Block]]]] = {
    "numbers": lambda: [p(f"{n}. {text}") for n, (_, text) in ROWS],
    "capital letters": lambda: [p(f"{chr(64 + n)}. {text}") for n, (_, text) in ROWS],
    "Roman numerals": lambda: [p(f"{['I', 'II', 'III', 'IV', 'V', 'VI'][n - 1]}. {text}") for n, (_, text) in ROWS],
    "ticks": lambda: [p(f"☐ {text}") for _, (_, text) in ROWS],
    "bullets under bodies": lambda: [b for _, (body, text) in ROWS for b in (h(body, 12), p(f"• {text}"))],
    "headings": lambda: [b for n, (_, text) in ROWS for b in (h(f"{n}. {text}", 12), p(STORY[n - 1]))],
    "bold": lambda: [b for n, (_, text) in ROWS for b in (p(text, bold=True), p(STORY[n - 1]))],
    "numbers on lines": lambda: [b for n, (_, text) in ROWS for b in (p(f"{n}."), p(text))],
    "numbers among prose": lambda: [
        b for n, (_, text) in ROWS for b in ([p(STORY[n - 1])] * (n % 2) + [p(f"{n}. {text}")])
    ],
    "numbers of themes": lambda: [
        b
        for n, (_, text) in ROWS
        for b in ([h(f"Theme {n}", 12)] * (n % 2) + [p(f"{(n + 1) // 2}.{2 - n % 2} {text}")])
    ],
    "cards": lambda: [card(n, body, text) for n, (body, text) in ROWS],
    "forms": lambda: [
        table(n, ["Number", str(n)], ["Recommendation", text], ["Lead agency", body]) for n, (body, text) in ROWS
    ],
    "frames": lambda: [
        [*box(p(f"Recommendation {n}"), at=2 * n), *box(p(text), at=2 * n + 1), p(STORY[n - 1])]
        for n, (_, text) in ROWS
    ],
    "table without heads": lambda: table(0, *([str(n), text, body] for n, (body, text) in ROWS)),
    "stems": stems,
    "stems as headings": lambda: stems("heading"),
    "brackets": lambda: [p(f"{n}. [{body}] {text}") for n, (body, text) in ROWS],
}


def told(made: Sequence[Block | list[Block]], dropped: set[int]) -> list[str]:
    """What is surely left out of a record that lacks some of the texts."""
    texts = [Wanted(str(n), str(n), "", text) for n, (_, text) in ROWS if n not in dropped]
    whole = report(*FRONT, h("Recommendations"), *made, *END)
    return [one.text for one in evidence_of([(FACTS, whole)], texts).not_extracted if one.sure]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_gap_in_a_list_of_any_layout_is_told(layout: str) -> None:
    made = LAYOUTS[layout]()
    assert told(made, {2, 4}) == [TEXTS[1], TEXTS[3]]
    assert told(made, {3}) == [TEXTS[2]]
    assert told(made, set()) == []


@pytest.mark.parametrize(
    "layout", ["numbers", "capital letters", "bullets under bodies", "cards", "table without heads"]
)
def test_the_first_and_the_last_are_told_where_they_go_on_from_what_the_record_holds(layout: str) -> None:
    assert told(LAYOUTS[layout](), {1, 6}) == [TEXTS[0], TEXTS[5]]


@pytest.mark.parametrize(
    "between",
    [
        [p("The panel heard that this was under way.")],
        [p("4.4 The panel heard that this was under way.")],
        [p("• The panel heard that staff found the form long and hard to use.")],
        [p("The family support this.", bold=True)],
        [h("What the family said", 12), p("They hope that something of value comes of it.")],
        [p("The following are for the Home Office.")],
        [p("These recommendations are for all agencies in the county.")],
        [p("Progress with this is described in the appendix.")],
        [p("Training in the Trust was out of date, and few had attended it.")],
        [p("Responsible agency: Northmere Council")],
        table(9, ["Meeting", "Date"], ["The panel met in the town hall", "6 May"]),
    ],
)
@pytest.mark.parametrize("layout", ["numbers", "ticks", "bullets under bodies", "bold", "headings", "stems"])
def test_what_stands_between_and_recommends_nothing_is_not_told(layout: str, between: list[Block]) -> None:
    made = list(LAYOUTS[layout]())
    half = len(made) // 2
    assert told([*made[:half], *between, *made[half:]], set()) == []


def test_a_cell_of_more_digits_than_a_number_has_is_read() -> None:
    rows = [("7" * 5_000 if number == 3 else str(number), text) for number, (_, text) in ROWS]
    assert TEXTS[2] in told([table(1, ("No", "Recommendation"), *rows)], {3})


def test_bullets_of_another_chapter_are_no_part_of_a_list() -> None:
    again = [p(f"• {one}") for one in ("Fit alarms.", *STORY[:2])]
    made = [p(f"• {text}") for text in TEXTS]
    assert told([*made, h("What was learned"), *again], set()) == []


def test_numbered_paragraphs_of_which_a_record_has_only_some_are_not_told() -> None:
    made = [b for n, (_, text) in ROWS for b in (p(f"5.{2 * n - 1} {STORY[n - 1]}"), p(f"5.{2 * n} {text}"))]
    assert told(made, set()) == []


def test_a_shorter_wording_of_the_summary_is_not_left_out() -> None:
    short = [p(f"{n}. {text if n != 4 else 'Families should be met soon.'}") for n, (_, text) in ROWS]
    texts = [Wanted(str(n), str(n), "", text) for n, (_, text) in ROWS]
    made = report(h("Executive summary"), *short, *FRONT, h("Recommendations"), *LAYOUTS["numbers"](), *END)
    assert [one.text for one in evidence_of([(FACTS, made)], texts).not_extracted if one.sure] == []


@pytest.mark.parametrize("layout", ["cards", "forms", "brackets", "stems", "stems as headings"])
def test_whom_a_layout_names_is_whom_it_asks(layout: str) -> None:
    texts = [Wanted(str(n), str(n), "", text) for n, (_, text) in ROWS]
    found = evidence_of([(FACTS, report(*FRONT, h("Recommendations"), *LAYOUTS[layout](), *END))], texts)
    named = [one.main.addressed for one in found.recommendations if one.main is not None]
    owners = BODIES if "stems" not in layout else [BODIES[at - at % 2] for at in range(len(BODIES))]
    assert named == [(body,) for body in owners]


def test_a_chapter_whose_numbers_lead_to_those_of_the_next_recommends_nothing() -> None:
    lessons = [p(f"5.{n} Each of these needs to be recognised: {text.casefold()}") for n, text in enumerate(STORY, 1)]
    listed = [p(f"6.{n + 1} {text}") for n, (_, text) in ROWS]
    chapters = [h("5. Lessons to be learned"), *lessons, h("6. Recommendations"), p("6.1 These are for all."), *listed]
    texts = [Wanted(str(n), f"6.{n + 1}", "", text) for n, (_, text) in ROWS if n != 3]
    found = evidence_of([(FACTS, report(h("Review", 20), *FRONT, *chapters, *END))], texts)
    assert [one.text for one in found.not_extracted if one.sure] == [TEXTS[2]]
