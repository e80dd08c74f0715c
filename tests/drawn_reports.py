"""PDF reports drawn for tests: lines, tables and boxes where a test wants them."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from dhrcurate.documents.model import Report
from dhrcurate.documents.reading import read

PITCH = 14


def paper(orientation: str = "portrait") -> FPDF:
    """A file with one page, set in Helvetica of 11 points."""
    made = FPDF(orientation=orientation, unit="pt", format="A4")
    made.set_auto_page_break(auto=False)
    made.add_page()
    made.set_font("helvetica", size=11)
    return made


def lines(made: FPDF, x: float, y: float, *texts: str) -> float:
    """Draw lines, and return where the next one would be."""
    for at, text in enumerate(texts):
        made.text(x, y + at * PITCH, text)
    return y + len(texts) * PITCH


def table(
    made: FPDF,
    top: float,
    lefts: Sequence[float],
    *rows: Sequence[str],
    down: bool = True,
    across: bool = True,
    shades: Sequence[int | None] = (),
) -> float:
    """Draw a table, and return where it ends.

    Args:
        made: The file.
        top: Where it begins.
        lefts: Where its columns begin, and where the last one ends.
        rows: Of each row the cells, the lines of each with line ends between them.
        down: Whether there are rules between the columns.
        across: Whether there are rules between the rows.
        shades: The shade of each row, from 0 to 255; `None` for none.
    """
    y = top
    for at, row in enumerate(rows):
        height = max(cell.count("\n") + 1 for cell in row) * PITCH + 8
        shade = shades[at] if at < len(shades) else None
        for column, cell in enumerate(row):
            if shade is not None:
                made.set_fill_color(shade)
                made.rect(lefts[column], y, lefts[column + 1] - lefts[column], height, style="F")
            lines(made, lefts[column] + 5, y + 14, *cell.split("\n"))
        if down:
            for x in lefts:
                made.line(x, y, x, y + height)
        if across:
            made.line(lefts[0], y, lefts[-1], y)
            made.line(lefts[0], y + height, lefts[-1], y + height)
        y += height
    return y


def report(made: FPDF) -> Report:
    """What is read of a file."""
    return read(bytes(made.output()), "report.pdf")


def texts(made: FPDF) -> list[str]:
    """The texts of the blocks that are read of a file."""
    return [block.text for block in report(made).blocks]


def rows(made: FPDF) -> list[list[tuple[int, str]]]:
    """The rows of all tables that are read of a file: of each cell the column and the text."""
    found: dict[tuple[int, int], list[tuple[int, str]]] = {}
    for block in report(made).blocks:
        if block.cell is not None:
            found.setdefault((block.cell.table, block.cell.row), []).append((block.cell.column, block.text))
    return [found[key] for key in sorted(found)]
