from __future__ import annotations

import pytest
from fpdf import FPDF

from dhrcurate.documents.model import Cell
from drawn_reports import lines, paper, report, rows, table, texts

LEFTS = (60, 100, 330, 440, 540)
HEAD = ("No", "Recommendation", "Lead agency", "Target date")
PLAN = (
    ("1", "The Board should review how it\nshares what it knows.", "Police", "May 2024"),
    ("2", "The Trust should train its staff.", "Exampleton\nHealth Trust", "June 2024"),
    ("3", "The Council should write to each\nschool about its duties and should\nsay so in public.", "Council", "July"),
)
READ = [
    [(0, "No"), (1, "Recommendation"), (2, "Lead agency"), (3, "Target date")],
    [(0, "1"), (1, "The Board should review how it shares what it knows."), (2, "Police"), (3, "May 2024")],
    [(0, "2"), (1, "The Trust should train its staff."), (2, "Exampleton Health Trust"), (3, "June 2024")],
    [
        (0, "3"),
        (1, "The Council should write to each school about its duties and should say so in public."),
        (2, "Council"),
        (3, "July"),
    ],
]


STORY = (
    "The review heard from the services that knew the family, and from all",
    "those who might have known them if the letters had been answered in",
    "time by the people they were sent to.",
)


def test_a_ruled_table() -> None:
    made = paper()
    table(made, 100, LEFTS, HEAD, *PLAN)

    assert rows(made) == READ


def test_a_table_with_text_above_and_below() -> None:
    made = paper()
    lines(made, 60, 80, "The panel agreed on the following plan.")
    end = table(made, 100, LEFTS, HEAD, *PLAN)
    lines(made, 60, end + 30, "The plan is reviewed each year.")

    assert rows(made) == READ
    found = texts(made)
    assert (found[0], found[-1]) == ("The panel agreed on the following plan.", "The plan is reviewed each year.")


def test_a_table_that_is_only_ruled_between_its_rows() -> None:
    made = paper()
    lines(made, 60, 80, "The panel agreed on the following plan, which is reviewed by the partnership each year.")
    end = table(made, 100, LEFTS, HEAD, *PLAN, down=False)
    lines(made, 60, end + 30, "The plan is reviewed each year by the partnership, and by the Board when it meets.")

    assert rows(made) == READ


def test_a_table_whose_cells_are_only_shaded() -> None:
    made = paper()
    table(made, 100, LEFTS, HEAD, *PLAN, down=False, across=False, shades=(200, 240, 225, 240))

    assert rows(made) == READ


def test_a_table_of_which_every_second_row_is_shaded() -> None:
    made = paper()
    table(made, 100, LEFTS, HEAD, *PLAN, down=False, across=False, shades=(200, None, 225, None))

    assert rows(made) == READ


def test_a_table_without_rules() -> None:
    made = paper()
    lines(made, 60, 80, "The panel agreed on the following plan, which is reviewed by the partnership each year.")
    made.set_font("helvetica", "B", 11)
    end = table(made, 100, LEFTS, HEAD, down=False, across=False)
    made.set_font("helvetica", "", 11)
    end = table(made, end, LEFTS, *PLAN, down=False, across=False)
    lines(made, 60, end + 30, "The plan is reviewed each year by the partnership, and by the Board when it meets.")

    assert rows(made) == READ
    assert texts(made)[-1].startswith("The plan is reviewed each year")


def test_entries_between_rules_with_a_date_beside_their_titles_are_no_table() -> None:
    made = paper()
    for at in range(4):
        made.line(72, 86 + 90 * at, 523, 86 + 90 * at)
        made.text(72, 100 + 90 * at, f"Meeting {at + 1}")
        made.text(440, 100 + 90 * at, "May 2023")
        lines(made, 72, 120 + 90 * at, *STORY)

    assert rows(made) == []
    assert texts(made).count(" ".join(STORY)) == 4


def test_a_contents_list_with_bold_chapters_is_no_table() -> None:
    made = paper()
    made.set_font("helvetica", "B", 11)
    for at, title in enumerate(["Introduction", "Findings", "Recommendations"]):
        for x, text in ((72, str(at + 1)), (100, title), (500, str(4 + 9 * at))):
            made.text(x, 100 + 20 * at, text)
    made.set_font("helvetica", "", 11)
    for at, title in enumerate(["What was learned", "What is asked for"]):
        made.text(100, 160 + 14 * at, title)
        made.text(500, 160 + 14 * at, str(33 + at))

    assert rows(made) == []


def test_columns_of_text_are_no_table() -> None:
    made = paper()
    for at in range(6):
        lines(made, 60, 100 + at * 14, "the panel heard from all agencies")
        lines(made, 310, 100 + at * 14, "that knew the family at that time")

    assert rows(made) == []


def test_figures_in_columns_without_a_heading_are_no_table_with_one() -> None:
    made = paper()
    lines(made, 60, 100, "The panel counted the calls that each agency had in the last year:")
    for at, (agency, calls) in enumerate([("Police", "12"), ("Housing", "7"), ("Health", "31")]):
        lines(made, 60, 120 + at * 14, agency)
        lines(made, 300, 120 + at * 14, calls)

    assert "The panel counted the calls that each agency had in the last year:" in texts(made)
    assert "31" in " ".join(texts(made))


def test_a_table_goes_on_under_a_repeated_heading() -> None:
    made = paper()
    table(made, 600, LEFTS, HEAD, PLAN[0])
    made.add_page()
    table(made, 60, LEFTS, HEAD, *PLAN[1:])

    assert rows(made) == READ


@pytest.mark.parametrize("across", [True, False], ids=["ruled between rows", "without rules"])
def test_a_table_without_columns_of_rules_goes_on_without_its_heading(across: bool) -> None:
    made = paper()
    made.set_font("helvetica", "B", 11)
    end = table(made, 600, LEFTS, HEAD, down=False, across=across)
    made.set_font("helvetica", "", 11)
    table(made, end, LEFTS, *PLAN[:2], down=False, across=across)
    made.add_page()
    end = table(made, 60, LEFTS, PLAN[2], down=False, across=across)
    lines(made, 60, end + 40, "The plan is reviewed each year by the partnership, and by the Board when it meets.")

    assert rows(made) == READ
    assert texts(made)[-1].startswith("The plan is reviewed")


def test_text_on_the_page_after_a_table_is_no_part_of_it() -> None:
    made = paper()
    table(made, 600, LEFTS, HEAD, *PLAN)
    made.add_page()
    lines(made, 60, 80, "Chapter 3", "", *STORY)

    assert rows(made) == READ
    assert texts(made)[-1] == " ".join(STORY)


def test_the_heading_of_a_table_that_fills_every_page_is_no_running_head() -> None:
    made = paper()
    for at in range(4):
        if at:
            made.add_page()
        table(
            made,
            60,
            LEFTS,
            HEAD,
            (str(at), f"The Board should do what\nwas asked for in {'abcd'[at]}.", "\n\nPolice", "May"),
        )

    assert [row[1][1] for row in rows(made)] == [
        "Recommendation",
        *(f"The Board should do what was asked for in {one}." for one in "abcd"),
    ]


def test_a_row_that_is_broken_over_a_page_is_one_row() -> None:
    made = paper()
    table(made, 600, LEFTS, HEAD, PLAN[0], ("2", "The Trust should train all its staff in do-", "Exampleton", "June"))
    made.add_page()
    table(
        made,
        60,
        LEFTS,
        HEAD,
        ("", "mestic abuse, and should say how.\nIt should begin soon.", "Health Trust", ""),
        PLAN[2],
    )
    lines(made, 60, 400, "The word domestic is known, and the word mestic is not.")

    assert rows(made)[2] == [
        (0, "2"),
        (1, "The Trust should train all its staff in domestic abuse, and should say how. It should begin soon."),
        (2, "Exampleton Health Trust"),
        (3, "June"),
    ]
    assert rows(made)[3] == READ[3]
    broken = next(block for block in report(made).blocks if block.cell == Cell(0, 2, 1))
    assert broken.pages == (1, 2)


def _over_a_page(last: tuple[str, ...], first: tuple[str, ...]) -> list[tuple[int, str]]:
    """The last row but one of a plan: one row ends a page, and the one that is given next begins another page."""
    lefts = (60, 160, 190, 400, 540)
    above = [("Council", "1", "Write to each school", "Done"), ("Police", "2", "Act on what is known", "Begun")]
    made = paper()
    table(made, 600, lefts, ("Agency", "No", "Recommendation", "Progress"), *above, last)
    made.add_page()
    table(made, 60, lefts, first, ("Schools", "9", "Teach it", "Begun"))
    return rows(made)[-2]


def test_a_row_is_one_though_the_name_in_its_first_column_goes_on_with_a_capital() -> None:
    found = _over_a_page(
        ("Health and Care", "3", "The Trust should train all of", "Staff are"),
        ("Trust", "", "its staff in May.", "asked to say how."),
    )
    assert found == [
        (0, "Health and Care Trust"),
        (1, "3"),
        (2, "The Trust should train all of its staff in May."),
        (3, "Staff are asked to say how."),
    ]


def test_a_row_is_one_though_its_text_goes_on_with_a_name_behind_an_article() -> None:
    found = _over_a_page(
        ("Trust", "3", "It should agree this with the", "Staff are asked"), ("", "", "Home Office.", "to say how.")
    )
    assert found[2] == (2, "It should agree this with the Home Office.")


@pytest.mark.parametrize(
    "first",
    [
        ("Trust", "", "The Trust should train its staff.", "Not begun."),
        ("Trust", "4", "its staff should be trained by it", "not begun"),
        ("Trust", "", "Training of its staff in May", "Not begun"),
    ],
)
def test_a_row_that_begins_anew_on_a_page_is_no_rest(first: tuple[str, ...]) -> None:
    found = _over_a_page(("Health Board", "3", "The Board should meet in each month", "Done"), first)
    assert found == [(at, cell) for at, cell in enumerate(first) if cell]


def test_a_row_with_a_number_of_its_own_begins_anew_on_a_page() -> None:
    made = paper()
    table(made, 600, LEFTS, HEAD, PLAN[0])
    made.add_page()
    table(made, 60, LEFTS, PLAN[1], PLAN[2])

    assert rows(made) == READ


def test_two_tables_on_pages_that_follow_are_two() -> None:
    made = paper()
    table(made, 600, LEFTS, HEAD, PLAN[0])
    made.add_page()
    lines(made, 60, 80, "The second plan was agreed later.")
    table(made, 100, (60, 300, 540), ("Term", "Meaning"), ("MARAC", "A conference"))

    assert {block.cell.table for block in report(made).blocks if block.cell} == {0, 1}


def test_cells_that_are_merged_say_what_they_take_up() -> None:
    made = paper()
    table(made, 100, (60, 200, 400, 540), ("Agency", "Action", "Date"))
    made.rect(60, 122, 140, 44)
    made.rect(200, 122, 200, 22)
    made.rect(400, 122, 140, 22)
    made.rect(200, 144, 340, 22)
    lines(made, 65, 136, "Police")
    lines(made, 205, 136, "Train all staff")
    lines(made, 405, 136, "May")
    lines(made, 205, 158, "Write to the chief officer, and then say so")

    cells = {block.text: block.cell for block in report(made).blocks}

    assert cells["Police"] == Cell(0, 1, 0, rows=2)
    assert cells["Write to the chief officer, and then say so"] == Cell(0, 2, 1, columns=2)


def test_a_label_at_the_top_of_several_pages_is_no_running_head() -> None:
    made = paper()
    for at in range(12):
        if at:
            made.add_page()
        made.text(72, 40, "Review into the death of Adult A")
        first = (
            f"Recommendation {at - 6}"
            if at in {7, 8, 9}
            else f"the text of the page goes on in {'abcdefghijkl'[at]} way."
        )
        lines(made, 72, 80, first)
        lines(made, 72, 108, "The panel came to know what had been said at the time.")

    found = texts(made)

    assert [text for text in found if text.startswith("Recommendation")] == [
        "Recommendation 1",
        "Recommendation 2",
        "Recommendation 3",
    ]
    assert not any("Adult A" in text for text in found)


@pytest.mark.parametrize("width", [0.2, 2.5])
def test_rules_may_be_thin_rectangles(width: float) -> None:
    made = paper()
    for y in (100, 122, 144):
        made.rect(60, y, 480, width, style="F")
    for x in (60, 300, 540):
        made.rect(x, 100, width, 44, style="F")
    for at, row in enumerate([("Recommendation", "Lead"), ("The Board should act.", "Police")]):
        lines(made, 65, 114 + 22 * at, row[0])
        lines(made, 305, 114 + 22 * at, row[1])

    assert rows(made) == [[(0, "Recommendation"), (1, "Lead")], [(0, "The Board should act."), (1, "Police")]]


def _open_row(made: FPDF, top: float, cells: tuple[str, ...], height: float) -> float:
    """Draw a row with rules between its columns alone, and return where it ends."""
    for at, cell in enumerate(cells):
        lines(made, LEFTS[at] + 5, top + 14, *cell.split("\n"))
    for x in LEFTS:
        made.line(x, top, x, top + height)
    return top + height


PARTED = (
    ("1", "The Board should review how it\nshares what it knows,", "Police", "May 2024"),
    ("", "and say so.", "", ""),
)
WHOLE = [
    (0, "1"),
    (1, "The Board should review how it shares what it knows, and say so."),
    (2, "Police"),
    (3, "May 2024"),
]


@pytest.mark.parametrize("rows_before", [0, 1])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_row_that_is_open_at_the_foot_of_its_page_goes_on_at_the_head_of_the_next(
    rows_before: int, repeated: bool
) -> None:
    made = paper()
    _open_row(made, table(made, 600, LEFTS, HEAD, *PLAN[1 : 1 + rows_before]), PARTED[0], 40)
    made.add_page()
    top = 60.0
    if repeated:
        made.line(LEFTS[0], top, LEFTS[-1], top)
        top = _open_row(made, top, HEAD, 22)
    table(made, _open_row(made, top, PARTED[1], 30), LEFTS, PLAN[2])

    assert rows(made) == [READ[0], *READ[2 : 2 + rows_before], WHOLE, READ[3]]


def test_rules_beside_text_that_end_together_are_no_table() -> None:
    made = paper()
    for x in (50, 300, 550):
        made.line(x, 90, x, 200)
    lines(made, 60, 110, *STORY)

    assert rows(made) == []
