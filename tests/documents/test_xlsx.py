from __future__ import annotations

import datetime as dt

import pytest

from dhrcurate.documents import xlsx as reader
from dhrcurate.documents.model import Cell, UnreadError
from dhrcurate.documents.xlsx import read_xlsx
from office_files import counted, said, sheet, xlsx

DATES = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'


def cells(data: bytes) -> list[tuple[str | None, str]]:
    return [(block.place, block.text) for block in read_xlsx(data).blocks]


def test_cells_of_every_sheet_with_their_places() -> None:
    made = xlsx(
        {
            "Action Plan": sheet(said("C4", "Recommendation"), said("B5", "R1") + said("C5", "The Board should act.")),
            "Notes": sheet(said("AA1", "Green means done")),
        }
    )

    assert cells(made) == [
        ("Action Plan!C4", "Recommendation"),
        ("Action Plan!B5", "R1"),
        ("Action Plan!C5", "The Board should act."),
        ("Notes!AA1", "Green means done"),
    ]
    assert [block.cell for block in read_xlsx(made).blocks] == [
        Cell(0, 3, 2),
        Cell(0, 4, 1),
        Cell(0, 4, 2),
        Cell(1, 0, 26),
    ]


def test_numbers_and_dates_are_written_as_people_read_them() -> None:
    made = xlsx({"Plan": sheet(counted("A1", "10"), counted("A2", "15.1"), counted("A3", "45000", 1))}, styles=DATES)

    assert cells(made) == [("Plan!A1", "10"), ("Plan!A2", "15.1"), ("Plan!A3", "2023-03-15")]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (10.0, "10"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (dt.datetime(2023, 3, 15), "2023-03-15"),  # noqa: DTZ001
        (dt.datetime(2023, 3, 15, 9, 30), "2023-03-15 09:30:00"),  # noqa: DTZ001
        (dt.time(9, 30), "09:30:00"),
        ("  Police \r\n\r\n and  Council ", "Police\nand Council"),
        ("", ""),
    ],
)
def test_what_a_cell_says(value: object, expected: str) -> None:
    assert reader.said(value) == expected


def test_a_merged_range_is_one_cell_that_says_what_it_takes_up() -> None:
    merged = '<mergeCells count="1"><mergeCell ref="A1:B3"/></mergeCells>'

    found = read_xlsx(xlsx({"Plan": sheet(said("A1", "Police"), said("C2", "x"), after=merged)})).blocks

    assert [block.cell for block in found] == [Cell(0, 0, 0, rows=3, columns=2), Cell(0, 1, 2)]


def test_sheets_that_are_not_shown_are_left_out() -> None:
    made = xlsx({"Lists": sheet(said("A1", "Complete")), "Plan": sheet(said("A1", "R1"))}, hidden=("Lists",))

    assert cells(made) == [("Plan!A1", "R1")]


def test_cells_that_are_too_far_apart_are_refused_before_room_is_made_for_them() -> None:
    with pytest.raises(UnreadError, match="too-large"):
        read_xlsx(xlsx({"Plan": sheet(said("A1", "R1"), said("XFD1048576", "far"))}))


def test_an_empty_cell_far_away_that_only_has_a_colour_does_no_harm() -> None:
    made = xlsx({"Plan": sheet(said("A1", "R1"), '<c r="XFD1048576" s="0"/>')})

    assert cells(made) == [("Plan!A1", "R1")]


def test_sheets_without_words_have_no_text() -> None:
    with pytest.raises(UnreadError, match="no-text"):
        read_xlsx(xlsx({"Plan": sheet()}))


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("0.00", "1.1", "1.10"),
        ("#,##0.0", "1234.5", "1,234.5"),
        ("000", "7", "007"),
        ("0%", "0.05", "5%"),
        ("&quot;R&quot;0", "12", "R12"),
        ("0.00;[Red]-0.00", "-1.5", "-1.50"),
        ("General", "1.1", "1.1"),
        ("0.00E+00", "1.1", "1.1"),
        ("# ?/?", "1.5", "1.5"),
        ("0.##", "1.1", "1.1"),
        ("@", "1.1", "1.1"),
    ],
)
def test_a_number_is_read_as_it_is_shown(code: str, number: str, shown: str) -> None:
    styles = (
        f'<numFmts count="1"><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs>'
    )
    made = xlsx({"Plan": sheet(counted("B2", number, 1) + said("C2", "1.1"))}, styles=styles)

    assert cells(made) == [("Plan!B2", shown), ("Plan!C2", "1.1")]


@pytest.mark.parametrize("hidden", ['hidden="1"', 'hidden="true"', 'ht="0" customHeight="1"'])
def test_a_hidden_row_is_not_read_and_may_hold_what_is_nowhere_else(hidden: str) -> None:
    rows = f'<row r="1">{said("A1", "x")}</row><row r="2" {hidden}>{said("A2", "y")}</row>'
    made = read_xlsx(xlsx({"Plan": f"<sheetData>{rows}</sheetData>"}))

    assert [block.text for block in made.blocks] == ["x"]
    assert made.partly


def test_a_hidden_column_is_not_read() -> None:
    columns = '<cols><col min="2" max="3" width="0" hidden="1"/></cols>'
    rows = f'<row r="1">{said("A1", "x")}{said("B1", "y")}{said("D1", "z")}</row>'
    made = read_xlsx(xlsx({"Plan": f"{columns}<sheetData>{rows}</sheetData>"}))

    assert [block.text for block in made.blocks] == ["x", "z"]
    assert made.partly


@pytest.mark.parametrize(
    ("cell", "partly"),
    [
        ('<c r="B1" t="str"><f>A1&amp;"."</f></c>', True),
        ('<c r="B1" t="str"><f>A1&amp;"."</f><v/></c>', True),
        ('<c r="B1" t="str"><f>A1&amp;"."</f><v>x.</v></c>', False),
        (said("B1", "y"), False),
    ],
)
def test_a_formula_that_was_not_worked_out_shows_what_is_not_known(cell: str, *, partly: bool) -> None:
    assert read_xlsx(xlsx({"Plan": sheet(said("A1", "x") + cell)})).partly is partly


def test_nothing_is_unknown_where_only_a_whole_sheet_is_hidden() -> None:
    made = read_xlsx(xlsx({"Plan": sheet(said("A1", "x")), "Old": sheet(said("A1", "y"))}, hidden=("Old",)))
    assert not made.partly
