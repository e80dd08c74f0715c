"""What the columns of tables hold where no heading says it: the record's own texts tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dhrcurate.documents.evidence import Wanted, evidence_of
from dhrcurate.documents.model import Block
from dhrcurate.domain.evidence import DocumentFacts, Evidence
from documents.made_blocks import h, p, report, table

FACTS = DocumentFacts("a" * 64, "action-plan", "plan.docx")
ASKS = (
    "The Trust should train all staff about stalking after separation within six months.",
    "The Council must review its policy on housing transfers at short notice.",
    "The Partnership should report each year on referrals that were closed early.",
    "Police to review each withdrawn complaint with a supervisor before it is filed.",
    "Schools should tell the Partnership about children who leave without a new place.",
)
BODIES = ("Thornley Trust", "Thornley Council", "Thornley Partnership", "Thornley Police", "Thornley Schools")
TASKS = (
    "Write to the heads of service and ask for a return.",
    "The training team should brief all managers.",
    "Managers must read a tenth of the files.",
    "Publish a summary for all who work in the borough.",
    "To be discussed by the board each quarter.",
)
ROWS = [(str(at), ask, body) for at, (ask, body) in enumerate(zip(ASKS, BODIES, strict=True), start=1)]
TITLE = h("Recommendations")


def compared(*blocks: Block | list[Block], without: int | None = 4, numbers: Sequence[str] = "12345") -> Evidence:
    """What a plan says about a record with all recommendations but one."""
    wanted = [
        Wanted(str(at), number=number, text=ask, addressed=body)
        for at, (number, ask, body) in enumerate(zip(numbers, ASKS, BODIES, strict=True), start=1)
        if at != without
    ]
    return evidence_of([(FACTS, report(*blocks))], wanted)


def left_out(found: Evidence, *, sure: bool = True) -> list[tuple[str | None, str]]:
    return [(one.number, one.text) for one in found.not_extracted if one.sure is sure]


def asked(found: Evidence) -> list[tuple[str, ...] | None]:
    return [one.addressed_printed for one in found.recommendations]


LAYOUTS = {
    "no heading": table(0, *ROWS),
    "a heading in other words": table(0, ("Ref", "Action", "Owner"), *ROWS),
    "a heading that is a wish": table(0, ("No", "The agency should", "Lead"), *ROWS),
    "a heading of two rows": table(0, ("What the panel asks for",), ("Serial", "What is to happen", "Who"), *ROWS),
    "a heading of many words": table(
        0,
        ("Number", "Recommendation – say here whether it is local or national, and from what it arises", "Body"),
        *ROWS,
    ),
    "a heading that is repeated": table(
        0, ("Item", "The ask", "For"), *ROWS[:3], ("Item", "The ask", "For"), *ROWS[3:]
    ),
    "the agency first": table(0, *((body, number, ask) for number, ask, body in ROWS)),
    "the number last": table(
        0,
        ("Priority", "Ask", "Of whom", "Ref"),
        *((str(at % 2), ask, body, no) for at, (no, ask, body) in enumerate(ROWS)),
    ),
    "the number in the cell": table(0, ("English", "Body"), *((f"{no}. {ask}", body) for no, ask, body in ROWS)),
    "titles beside the texts": table(
        0, ("No", "Recommendation", "Detail", "Lead"), *((no, f"A theme of {no}", ask, body) for no, ask, body in ROWS)
    ),
    "a table that goes on": [*table(0, *ROWS[:3]), *table(1, *ROWS[3:])],
    "answers beside the texts": table(
        0, *((no, ask, body, f"Accepted. {task}") for (no, ask, body), task in zip(ROWS, TASKS, strict=True))
    ),
}  # fmt: skip


@pytest.mark.parametrize("blocks", LAYOUTS.values(), ids=LAYOUTS)
def test_the_texts_of_the_record_tell_the_column_of_recommendations(blocks: list[Block]) -> None:
    for without in (1, 3, 5):
        found = compared(TITLE, blocks, without=without)
        assert left_out(found) == [(str(without), ASKS[without - 1])]
        assert asked(found) == [(body,) for at, body in enumerate(BODIES, start=1) if at != without]
        assert [one.number_printed for one in found.recommendations] == [n for n in "12345" if n != str(without)]


@pytest.mark.parametrize("blocks", LAYOUTS.values(), ids=LAYOUTS)
def test_a_record_that_has_all_misses_nothing(blocks: list[Block]) -> None:
    found = compared(TITLE, blocks, without=None)
    assert (left_out(found), left_out(found, sure=False)) == ([], [])


def test_a_list_whose_numbers_are_the_records_is_one_though_the_record_has_few_of_it() -> None:
    wanted = [Wanted(no, number=no, text=ask, addressed=body) for no, ask, body in ROWS[:2]]
    found = evidence_of([(FACTS, report(TITLE, table(0, *ROWS)))], wanted)
    assert left_out(found) == [("3", ASKS[2]), ("4", ASKS[3]), ("5", ASKS[4])]


@pytest.mark.parametrize("between", [h("Actions"), p("The panel noted these points, too.")])
def test_another_table_without_a_heading_is_no_rest_of_the_recommendations(between: Block) -> None:
    tasks = table(1, *((str(at), task, "Board") for at, task in enumerate(TASKS, start=1)))
    assert left_out(compared(TITLE, table(0, *ROWS), between, tasks)) == [("4", ASKS[3])]


def test_actions_are_not_taken_for_recommendations_that_the_record_lacks() -> None:
    chapter = [p(f"{no}. {ask}") for no, ask, _ in ROWS]
    tasks = table(
        0, ("Ref", "Action", "Owner"), *((f"{no}.1", t, b) for (no, _, b), t in zip(ROWS, TASKS, strict=True))
    )
    assert left_out(compared(TITLE, chapter, h("Action plan"), tasks)) == [("4", ASKS[3])]


def test_recommendations_are_missing_where_the_record_has_the_actions_in_their_place() -> None:
    rows = [(no, ask, task, b) for (no, ask, b), task in zip(ROWS, TASKS, strict=True)]
    blocks = report(table(0, ("No", "Recommendation", "Action agreed", "Lead"), *rows))
    found = evidence_of([(FACTS, blocks)], [Wanted(no, number=no, text=task) for no, _, task, _ in rows])
    assert [number for number, _ in left_out(found)] == list("12345")


def test_numbers_beside_the_texts_that_are_not_the_records_are_no_numbers_of_theirs() -> None:
    rows = [(str(at), f"5.{no} {ask}", body) for at, (no, ask, body) in enumerate(ROWS, start=1)]
    found = compared(TITLE, table(0, *rows), numbers=[f"5.{at}" for at in range(1, 6)])
    assert [one.number_printed for one in found.recommendations] == ["5.1", "5.2", "5.3", "5.5"]
    assert left_out(found) == [("5.4", ASKS[3])]


def test_a_column_that_mostly_names_others_is_not_that_of_those_who_are_asked() -> None:
    rows = [(no, ask, "Panel" if at else body, body) for at, (no, ask, body) in enumerate(ROWS)]
    assert asked(compared(TITLE, table(0, *rows), without=None)) == [(body,) for body in BODIES]


def test_a_cell_that_says_much_more_than_the_record_does_not_make_the_texts_differ() -> None:
    rows = [
        (no, f"{ask}\nRationale: the panel heard from several services that this had lapsed.", b) for no, ask, b in ROWS
    ]
    found = compared(TITLE, table(0, *rows), without=None)
    assert {one.differences for one in found.recommendations} == {()}


def _over_actions(*, label: str = "", differing: bool = False) -> list[Block]:
    rows: list[tuple[str, ...]] = [("Action", "Lead", "When")]
    for at, (no, ask, body) in enumerate(ROWS):
        rows.append((f"{label.format(no)}{ask}",))
        rows.extend(
            (task, other, "May")
            for task, other in ((TASKS[at], body), (TASKS[at - 1], BODIES[0] if differing else body))
        )
    return table(0, *rows)


@pytest.mark.parametrize("label", ["", "{}. ", "Recommendation {}: "])
def test_a_recommendation_over_its_actions_is_for_the_body_that_leads_all_of_them(label: str) -> None:
    found = compared(_over_actions(label=label), without=None)
    assert asked(found) == [(body,) for body in BODIES]
    assert left_out(compared(_over_actions(label=label), without=1)) == [("1" if label else None, ASKS[0])]


def test_a_recommendation_whose_actions_are_led_by_several_bodies_names_none_for_sure() -> None:
    assert asked(compared(_over_actions(differing=True), without=None)) == [(BODIES[0],), None, None, None, None]


def test_a_cell_over_several_rows_names_the_body_of_all_of_them_or_none() -> None:
    blocks = table(
        0,
        ("Recommendation", "Lead agency"),
        (ASKS[0], BODIES[0]),
        ("", BODIES[0]),
        (ASKS[1], BODIES[1]),
        ("", BODIES[2]),
    )
    blocks = [
        Block("cell", one.text, cell=replace(one.cell, rows=2), size=11) if one.cell and one.text in ASKS else one
        for one in blocks
    ]
    assert asked(compared(blocks, without=None))[:2] == [(BODIES[0],), None]


def test_a_form_for_each_recommendation_has_what_stands_beside_its_label() -> None:
    forms = [
        table(at, (f"Recommendation {no}", ask), ("Lead agency", body), ("Action", TASKS[at]), ("Aim", TASKS[at - 1]))
        for at, (no, ask, body) in enumerate(ROWS)
    ]  # fmt: skip
    assert left_out(compared(TITLE, *forms)) == [("4", ASKS[3])]


def test_a_row_that_names_a_body_is_the_heading_of_its_group_though_a_text_begins_with_that_name() -> None:
    bodies = ("Northern Thornley Clinical Commissioning Group", "Thornley and Wold Hospitals NHS Foundation Trust")
    texts = [f"{body} should {ask} within a year." for body in bodies for ask in ("train its staff", "read its files")]
    rows: list[tuple[str, ...]] = [("No", "Recommendation", "Actions")]
    for at, body in enumerate(bodies):
        rows += [(body,), ("1", texts[2 * at], TASKS[0]), ("2", texts[2 * at + 1], TASKS[1])]
    wanted = [Wanted(str(at), text=text) for at, text in enumerate(texts)]
    found = evidence_of([(FACTS, report(TITLE, table(0, *rows)))], wanted)
    assert asked(found) == [(bodies[0],), (bodies[0],), (bodies[1],), (bodies[1],)]
    assert left_out(found) == []


def _table_for_each(label: str, *, heads: bool, apart: bool) -> list[Block]:
    """A table for each recommendation: the text over rows of actions."""
    blocks: list[Block] = []
    for at, (no, ask, body) in enumerate(ROWS):
        rows: list[tuple[str, ...]] = [(f"{label.format(no)}{ask}",)]
        rows += [("Ref", "Action", "Lead", "Target")] if heads else []
        rows += [(f"{no}.{one}", TASKS[at - one], body, "May") for one in (1, 2)]
        blocks += table(at, *rows)
        blocks += [p("The panel heard what had been done.")] * 4 if apart else []
    return blocks


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("heads", [False, True])
@pytest.mark.parametrize("label", ["Recommendation {}: ", "{}. "])
def test_a_table_for_each_recommendation_tells_of_one_that_the_record_has_nothing_of(
    label: str, heads: bool, apart: bool
) -> None:
    blocks = [TITLE, *_table_for_each(label, heads=heads, apart=apart)]
    for without in (1, 3, 5):
        assert left_out(compared(*blocks, without=without)) == [(str(without), ASKS[without - 1])]
    found = compared(*blocks, without=None)
    assert (left_out(found), left_out(found, sure=False)) == ([], [])
    assert asked(found) == [(body,) if heads else None for body in BODIES]


def test_what_heads_the_actions_of_a_table_of_its_own_names_nobody_where_they_are_led_by_several() -> None:
    blocks = [
        replace(one, text="Thornley Homes") if one.text == BODIES[0] and one.cell and one.cell.row == 2 else one
        for one in _table_for_each("Recommendation {}: ", heads=True, apart=False)
    ]
    found = compared(TITLE, blocks, without=2)
    assert asked(found) == [None, *((body,) for body in BODIES[2:])]
    assert [one.addressed for one in found.not_extracted] == [(BODIES[1],)]


def test_a_printed_label_is_enough_where_the_words_below_it_are_no_plain_wish() -> None:
    heading = "Wider use of the code for domestic abuse in the records of general practices"
    blocks = _table_for_each("Recommendation {}: ", heads=True, apart=False)
    last = next(at for at, one in enumerate(blocks) if one.text.endswith(ASKS[4]))
    blocks[last] = replace(blocks[last], text=f"Recommendation 5: {heading}.")
    assert left_out(compared(TITLE, *blocks, without=5)) == [("5", f"{heading}.")]


def test_a_number_over_actions_is_enough_where_the_words_behind_it_are_no_plain_wish() -> None:
    blocks = _table_for_each("{}. ", heads=True, apart=False)
    text = "Wider use of the code for domestic abuse in the records of general practices."
    last = next(at for at, one in enumerate(blocks) if one.text.endswith(ASKS[4]))
    blocks[last] = replace(blocks[last], text=f"5. {text}")
    assert left_out(compared(TITLE, *blocks, without=5)) == [("5", text)]
    for heading in (
        "Progress: the board was told of this in the spring of that year.",
        "Update of the plan in the summer.",
    ):
        blocks[last] = replace(blocks[last], text=heading)
        assert left_out(compared(TITLE, *blocks, without=5)) == []


@pytest.mark.parametrize("head", ["Action to take", "Progress", "What was done", "Steps taken"])
@pytest.mark.parametrize("form", ["{}", "Recommendation {}", "Rec {}"])
def test_what_is_done_about_recommendations_that_stand_elsewhere_was_not_left_out(head: str, form: str) -> None:
    done = ("Policy rewritten and signed off", "Report taken to the board", "Audit tool drafted and sample drawn")
    rows = [[form.format(at), text, "Thornley Trust"] for at, text in enumerate((*done, *TASKS[:2]), 1)]
    plan = table(0, ["Recommendation", head, "Lead agency"], *rows)
    blocks = [h("Recommendations"), *(p(f"{at}. {text}") for at, text in enumerate(ASKS, 1)), h("Action plan"), *plan]
    texts = [Wanted(str(at), str(at), text=text) for at, text in enumerate(ASKS, 1)]
    assert [one.text for one in evidence_of([(FACTS, report(*blocks))], texts).not_extracted if one.sure] == []


def test_a_column_of_actions_that_the_record_holds_is_that_of_the_recommendations() -> None:
    rows = [[str(at), text, "Thornley Trust"] for at, text in enumerate(ASKS, 1)]
    plan = table(0, ["Recommendation", "Action to take", "Lead agency"], *rows)
    texts = [Wanted(str(at), str(at), text=text) for at, text in enumerate(ASKS, 1) if at != 3]
    found = evidence_of([(FACTS, report(h("Action plan"), *plan))], texts)
    assert [one.text for one in found.not_extracted if one.sure] == [ASKS[2]]


@pytest.mark.parametrize("called", ["What is recommended", "The recommendation", "Recommended"])
@pytest.mark.parametrize("numbers", ["Recommendation", "No.", "Ref"])
def test_a_form_for_each_names_its_number_in_a_row_of_its_own(called: str, numbers: str) -> None:
    forms = [
        table(at, [numbers, str(at)], [called, text], ["For", body], ["Timescale", "6 months"])
        for at, (text, body) in enumerate(zip(ASKS, BODIES, strict=True), 1)
    ]
    texts = [Wanted(str(at), str(at), text=text) for at, text in enumerate(ASKS, 1) if at != 3]
    found = evidence_of([(FACTS, report(h("Recommendations"), *forms))], texts)
    assert [(one.number, one.text, one.addressed) for one in found.not_extracted if one.sure] == [
        ("3", ASKS[2], (BODIES[2],))
    ]
