"""Tables drawn with rules between their rows, as programs make them of a document: every row and cell is read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING

HEAD = "Domestic Homicide Review\n\nCSP: Wold\nYear of death: 2019\n\n{}Recommendations\n\n"

GRID = """\
+-----+----------------------+--------------+
| No  | Recommendation       | Addressed to |
+=====+======================+==============+
| 1   | The force should log | Wold Police  |
|     | each call in full.   |              |
+-----+----------------------+--------------+
| 2   | The council should:  | Wold         |
|     |                      | Council      |
|     | - train its staff;   |              |
|     |                      |              |
|     | - write to tenants.  |              |
+-----+----------------------+--------------+
"""
ROWS = [
    ("1", "The force should log each call in full.", "Wold Police"),
    ("2", "The council should: - train its staff; - write to tenants.", "Wold Council"),
]
UNRULED = """\
+-----+----------------------+--------------+
| No  | Recommendation       | Addressed to |
+-----+----------------------+--------------+
| 1   | The force should log | Wold Police  |
|     | each call in full.   |              |
| 2   | The council should:  | Wold         |
|     | - train its staff;   | Council      |
|     | - write to tenants.  |              |
+-----+----------------------+--------------+
"""
UNDER_ONE_RULE = "\n".join(line for at, line in enumerate(UNRULED.split("\n")) if at != 2)
BOX = str.maketrans("-=+", "─═┼")


def boxed(table: str) -> str:
    """The table in signs of boxes."""
    lines = [line.translate(BOX) if line.startswith("+") else line.replace("|", "│") for line in table.split("\n")]
    return "\n".join(lines)


def read(table: str, name: str) -> Imported:
    head = HEAD.format("## " if name.endswith("md") else "")
    (imported,) = read_source((head + table).encode(), name, NOTHING)
    return imported


def rows(found: Imported) -> list[tuple[str | None, str, str]]:
    cells = ((r.get("number"), r["text"], r["addressed_to"]) for r in found.data["recommendations"])
    return [(number, " ".join(text.split()), " ".join(cell.split())) for number, text, cell in cells]


@pytest.mark.parametrize("name", ["p.txt", "p.md"])
@pytest.mark.parametrize("draw", [str, boxed], ids=["signs", "boxes"])
@pytest.mark.parametrize("table", [GRID, UNRULED, UNDER_ONE_RULE])
def test_each_row_and_cell_is_read(table: str, draw: Callable[[str], str], name: str) -> None:
    found = read(draw(table), name)
    assert rows(found) == ROWS
    assert found.whole
    assert found.layout == "table"


def test_a_cell_over_several_rows_counts_in_each() -> None:
    found = read(
        "+----+------------------------+-------------+\n"
        "| No | Recommendation         | Agency      |\n"
        "+====+========================+=============+\n"
        "| 1  | The force should log   | Wold Police |\n"
        "|    | each call.             |             |\n"
        "+----+------------------------+             |\n"
        "| 2  | The force should name  |             |\n"
        "|    | a lead for carers.     |             |\n"
        "+----+------------------------+-------------+\n",
        "p.md",
    )
    assert rows(found) == [
        ("1", "The force should log each call.", "Wold Police"),
        ("2", "The force should name a lead for carers.", "Wold Police"),
    ]


def test_a_cell_over_several_columns_is_the_title_of_those_below() -> None:
    rule = "+=====+======================+==============+\n"
    over = "| Of the panel                              |\n+-----+----------------------+--------------+\n"
    found = read(GRID.replace(rule, rule + over), "p.txt")
    assert rows(found) == ROWS
    assert {r["title"] for r in found.data["recommendations"]} == {"Of the panel"}


def test_a_table_that_breaks_off_says_so() -> None:
    found = read(GRID[: GRID.index("|     | - write")], "p.txt")
    assert [number for number, _, _ in rows(found)] == ["1", "2"]
    assert any("breaks off in the middle of recommendation 2" in warning for warning in found.warnings)


def test_a_drawn_box_that_is_no_table_stays_words() -> None:
    page = HEAD.format("") + "1. To log each call.\n2. To name a lead.\n\n+---------+\n| A note. |\n+---------+\n"
    (found,) = read_source(page.encode(), "p.txt", NOTHING)
    assert [r["text"] for r in found.data["recommendations"]] == ["To log each call.", "To name a lead."]
