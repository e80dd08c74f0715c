"""A text that a report recommends several times, as to several bodies, is several recommendations."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block, Cell, Report
from dhrcurate.domain.evidence import DocumentFacts, Evidence
from documents.made_blocks import entries, h, p, report, table

SAME = "Review the training that all staff receive on domestic abuse within six months."
OTHER = "Audit how often referrals were closed without a visit to the home, each year."
BODIES = ("Thames Valley Police", "Probation Service", "Housing Department")
FACTS = DocumentFacts("a" * 64, "overview-report", "report.pdf", pages=3)
TABLE = report(
    h("Action plan"),
    table(0, ["No", "Recommendation", "Lead agency"], *[[str(at), SAME, body] for at, body in enumerate(BODIES, 1)]),
)
HEADINGS = report(h("6. Recommendations"), *[[h(body, 12), p(f"{at}. {SAME}")] for at, body in enumerate(BODIES, 1)])
RESTARTED = report(h("6. Recommendations"), *[[h(body, 12), p(f"1. {SAME}")] for body in BODIES])
BULLETS = report(h("6. Recommendations"), *[[h(body, 12), p(f"• {SAME}"), p(f"• {OTHER}")] for body in BODIES])


def beside(made: Report, rows: Sequence[tuple[str, str, str]]) -> Evidence:
    """What a report says of recommendations with a number, a text and an addressee."""
    wanted = [Wanted(str(at), number, "", text, addressed=to) for at, (number, text, to) in enumerate(rows)]
    return evidence_of([(FACTS, made)], wanted)


def named(found: Evidence) -> list[str | None]:
    """Whom the main passages name."""
    return [one.main.addressed[0] if one.main and one.main.addressed else None for one in found.recommendations]


ROWS = [(str(at), SAME, body) for at, body in enumerate(BODIES, 1)]


@pytest.mark.parametrize("made", [TABLE, HEADINGS, RESTARTED])
def test_each_equal_text_has_the_place_that_names_its_body(made: Report) -> None:
    found = beside(made, [("", SAME, body) for body in reversed(BODIES)])
    assert named(found) == list(reversed(BODIES))
    assert found.not_extracted == ()
    assert len({one.main.digest for one in found.recommendations if one.main}) == 3


@pytest.mark.parametrize("made", [TABLE, HEADINGS])
@pytest.mark.parametrize("dropped", [0, 1, 2])
def test_one_of_them_that_was_dropped_is_told_with_its_number(made: Report, dropped: int) -> None:
    kept = [(number, text, "") for at, (number, text, _) in enumerate(ROWS) if at != dropped]
    found = beside(made, kept)
    assert [(one.number, one.addressed) for one in found.not_extracted] == [(str(dropped + 1), (BODIES[dropped],))]
    assert [one.main.number for one in found.recommendations if one.main] == [number for number, *_ in kept]


def test_without_number_and_body_order_tells() -> None:
    assert named(beside(BULLETS, [("", SAME, ""), ("", OTHER, "")] * 3)) == [body for body in BODIES for _ in range(2)]


def test_the_next_between_its_neighbours_is_a_text_s_own() -> None:
    first, last = "The Trust should end what it pays for by May.", "The Council should tell each family of its offer."
    police = [h("Thames Valley Police", 12), p(f"• {first}"), p(f"• {SAME}"), p(f"• {last}")]
    made = report(h("6. Recommendations"), police, h("Housing Department", 12), p(f"• {SAME}"), p(f"• {OTHER}"))
    found = beside(made, [("", first, ""), ("", last, ""), ("", SAME, ""), ("", OTHER, "")])
    assert named(found)[2] == "Housing Department"
    assert [one.addressed for one in found.not_extracted] == [("Thames Valley Police",)]


def test_the_summary_prints_each_of_them_again() -> None:
    summary = [
        h("Executive summary"),
        h("Recommendations", 12),
        *[p(f"{n}. {SAME}") for n, *_ in ROWS],
        h("5. Findings"),
    ]
    made = report(*summary, *[p("The surgery held records of several visits.")] * 12, list(HEADINGS.blocks))
    found = beside(made, ROWS[:2])
    assert [[one.number for one in row.passages] for row in found.recommendations] == [["1", "1"], ["2", "2"]]
    assert [one.number for one in found.not_extracted] == ["3"]


def test_a_reworded_one_of_them_is_not_lost_between_the_others() -> None:
    found = beside(TABLE, [ROWS[0], ("2", SAME.replace("six", "nine"), BODIES[1]), ROWS[2]])
    assert named(found) == list(BODIES)


def test_those_that_differ_in_a_figure_are_two() -> None:
    made = report(h("6. Recommendations"), p(f"1. {SAME} Visit in 15 hours."), p(f"2. {SAME} Visit in 1.5 hours."))
    found = beside(made, [("", f"{SAME} Visit in 1.5 hours.", ""), ("", f"{SAME} Visit in 15 hours.", "")])
    assert [one.main.number for one in found.recommendations if one.main] == ["2", "1"]


@pytest.mark.parametrize(
    "rows",
    [
        [["1", SAME, "Thames Valley Police"], ["1", SAME, "Probation Service"]],
        [["1", SAME, "Thames Valley Police"], ["", SAME, ""]],
        [["", SAME, "Thames Valley Police"], ["", SAME, "Thames Valley Police"]],
    ],
)
def test_a_row_that_repeats_its_recommendation_for_a_further_action_is_one(rows: list[list[str]]) -> None:
    made = report(table(0, ["No", "Recommendation", "Lead agency"], *rows))
    found = beside(made, [("1", SAME, "Thames Valley Police")])
    assert found.not_extracted == ()


def test_a_cell_over_several_rows_is_one() -> None:
    blocks = table(0, ["No", "Recommendation", "Lead"], ["1", "", "Police"], ["2", "", "Probation"])
    cell = Block("cell", SAME, cell=Cell(0, 1, 1, rows=2))
    assert len(entries([*blocks[:3], cell, *blocks[3:]])) == 1


def test_what_another_text_of_the_list_contains_is_dropped_all_the_same() -> None:
    short, long = "Officers should record each visit.", "Officers should record each visit. Managers should audit them."
    made = report(h("6. Recommendations"), p(f"1. {long}"), p(f"2. {short}"), p(f"3. {OTHER}"))
    assert [one.number for one in beside(made, [("1", long, ""), ("3", OTHER, "")]).not_extracted] == ["2"]
    assert beside(made, [("1", f"{long} {short}", ""), ("3", OTHER, "")]).not_extracted == ()
