"""Lines above tables that no page marks as headings, and that are such by where they stand."""

from __future__ import annotations

from dataclasses import replace

from dhrcurate.importers.columns.by_headings import recognise
from dhrcurate.importers.lists.names_alone import stands_alone
from dhrcurate.importers.pages.page import Line, Page


def with_plain_headings(page: Page) -> Page:
    """The page, with lines marked as headings that stand alone right above its tables: one above each of several.

    A title such as "Table 1" is none: it has a figure.

    Args:
        page: The page.
    """
    places = sorted({table.at for table in page.tables if recognise(table.header)})
    if len(places) < 2 or not all(at and _may_head(page.lines[at - 1]) for at in places):
        return page
    heads = {at - 1 for at in places}
    return replace(
        page, lines=tuple(replace(line, heading=True) if at in heads else line for at, line in enumerate(page.lines))
    )


def _may_head(line: Line) -> bool:
    bare = replace(line, text=line.text.rstrip(" :"))
    return line.heading or (line.gap and stands_alone(bare) and not any(map(str.isdigit, line.text)))
