"""Tables of PDF files of which the rules or shades show only a part, and rows that go over pages."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from dhrcurate.documents.model import Cell
from documents.test_pdf_tables import HEAD, LEFTS, PLAN, READ
from drawn_reports import PITCH, lines, paper, report, rows, table


def _heading(made: FPDF, top: float) -> float:
    made.set_font("helvetica", "B", 11)
    end = table(made, top, LEFTS, HEAD, down=False, across=False)
    made.set_font("helvetica", "", 11)
    return end


@pytest.mark.parametrize("shades", [(225, 240, 225), (225, None, 225)])
def test_a_heading_without_a_shade_above_shaded_rows(shades: tuple[int | None, ...]) -> None:
    made = paper()
    end = _heading(made, 100)
    table(made, end, LEFTS, *PLAN, down=False, across=False, shades=shades)

    assert rows(made) == READ


def test_a_heading_above_the_first_of_rules_that_are_only_below_rows() -> None:
    made = paper()
    lines(made, 60, 80, "The panel agreed on the following plan, which is reviewed by the partnership each year.")
    table(made, _heading(made, 100), LEFTS, *PLAN, down=False)

    assert rows(made) == READ


def test_a_row_without_a_rule_below_it_goes_on_under_a_repeated_heading() -> None:
    made = paper()
    first = table(made, _heading(made, 700), LEFTS, *PLAN[:2], down=False)
    lines(made, LEFTS[0] + 5, first + 14, "3")
    lines(made, LEFTS[1] + 5, first + 14, "The Council should write to each")
    lines(made, LEFTS[2] + 5, first + 14, "Council")
    lines(made, LEFTS[3] + 5, first + 14, "July")
    made.add_page()
    end = _heading(made, 60)
    rest = ("", "school about its duties and should\nsay so in public.", "", "")
    table(made, end, LEFTS, rest, ("4", "The Board should meet.", "Board", "May"), down=False)

    assert rows(made) == [*READ, [(0, "4"), (1, "The Board should meet."), (2, "Board"), (3, "May")]]


def test_a_heading_that_is_not_bold_is_one_by_its_words() -> None:
    made = paper()
    table(made, 100, LEFTS, HEAD, *PLAN, down=False, across=False)
    assert rows(made) == READ

    made = paper()
    table(made, 100, LEFTS, ("Day", "What was said", "By whom", "Source"), *PLAN, down=False, across=False)
    assert rows(made) == []


def test_a_title_in_larger_letters_is_no_part_of_the_heading_below_it() -> None:
    made = paper()
    made.set_font("helvetica", "B", 18)
    made.text(65, 95, "Plan")
    made.set_font("helvetica", "B", 11)
    made.set_y(0)
    table(made, _heading(made, 100), LEFTS, *PLAN, down=False, across=False)

    assert rows(made) == READ


def _centred(made: FPDF, top: float, *plan: tuple[str, ...], between: float = 10) -> None:
    for row in plan:
        most = max(cell.count("\n") for cell in row)
        for column, cell in enumerate(row):
            lines(made, LEFTS[column] + 5, top + 14 + (most - cell.count("\n")) * PITCH / 2, *cell.split("\n"))
        top += most * PITCH + PITCH + between


def test_cells_without_rules_may_stand_in_the_middle_of_their_rows() -> None:
    made = paper()
    _centred(made, _heading(made, 100), *PLAN)
    assert rows(made) == READ


def test_rows_that_cannot_be_told_apart_are_no_table() -> None:
    made = paper()
    texts = (
        "The Board should review how\nit shares what it knows.",
        "The Trust should train all\nof its staff this year.",
    )
    _centred(made, _heading(made, 100), *((str(at), text, "Board", "May") for at, text in enumerate(texts)), between=0)
    assert rows(made) == []


def test_a_further_paragraph_of_a_cell_without_rules_is_no_row() -> None:
    made = paper()
    plan = [(no, f"{text}\n\nThis is asked of all.", *rest) for no, text, *rest in PLAN]
    table(made, _heading(made, 100), LEFTS, *plan, down=False, across=False)

    found = rows(made)
    assert [row[0] for row in found[1:]] == [(0, "1"), (0, "2"), (0, "3")]
    assert [row[1][1].splitlines()[-1] for row in found[1:]] == ["This is asked of all."] * 3


def test_shades_of_one_colour_beside_each_other_are_cells_of_a_row() -> None:
    made = paper()
    table(made, _heading(made, 100), LEFTS, *PLAN, down=False, across=False, shades=(225, 225, 225))
    assert rows(made) == READ


def test_an_action_below_the_end_of_a_page_is_a_row_of_its_own_beside_a_text_that_goes_on() -> None:
    made = paper()
    top = table(made, 700, LEFTS, ("No", "Recommendation", "Lead agency", "Done"))
    first = (
        "1",
        "The Trust should train its staff\nand should tell the Partnership\neach year how many of them",
        "Trust",
        "May",
    )
    table(made, top, LEFTS, first)
    made.add_page()
    table(made, 60, LEFTS, ("", "have been trained.", "Council", "June"))

    cells = {block.text.split()[0]: block.cell for block in report(made).blocks if block.cell and block.cell.row}
    assert cells == {
        "1": Cell(0, 1, 0, rows=2),
        "The": Cell(0, 1, 1, rows=2),
        "Trust": Cell(0, 1, 2),
        "May": Cell(0, 1, 3),
        "Council": Cell(0, 2, 2),
        "June": Cell(0, 2, 3),
    }


def test_a_heading_of_two_rows_of_which_the_second_is_repeated() -> None:
    made = paper()
    table(made, 100, LEFTS, ("", "What the panel asks for", "", ""), HEAD, *PLAN[:2])
    made.add_page()
    table(made, 60, LEFTS, HEAD, *PLAN[2:])

    assert rows(made)[1:] == READ


def test_the_only_row_of_a_table_goes_on_in_its_sentence() -> None:
    made = paper()
    table(made, 780, LEFTS, ("1", "The Board should review how it", "Police", "May"))
    made.add_page()
    table(
        made,
        60,
        LEFTS,
        ("", "shares what it knows.", "", ""),
        ("2", "The Trust should train its staff.", "Trust", "June"),
    )

    assert [row[1][1] for row in rows(made)] == [
        "The Board should review how it shares what it knows.",
        "The Trust should train its staff.",
    ]


def test_the_rest_of_a_table_may_be_one_shaded_row_under_its_heading() -> None:
    made = paper()
    table(made, _heading(made, 100), LEFTS, *PLAN[:2], down=False, across=False, shades=(225, 240))
    made.add_page()
    made.set_fill_color(225)
    made.rect(LEFTS[0], 60, LEFTS[-1] - LEFTS[0], 22 + 50, style="F")
    table(made, _heading(made, 60), LEFTS, PLAN[2], down=False, across=False)

    assert rows(made) == READ
