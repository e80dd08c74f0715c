"""Rows of a table that only go on with the row above, as its cells were wrapped over several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from dhrcurate.domain.drawn_tables import cell_text
from dhrcurate.domain.item_marks import OF_LINES
from dhrcurate.importers.columns.by_headings import Columns, recognise
from dhrcurate.importers.words import LINKS

_ENDED = (".", "?", "!")
_LEADS_ON = (":", ";", ",")
_ITEM = re.compile(rf"(?:[{OF_LINES}]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)])\s")


def wrapped_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[list[int]]:
    """The places of rows, those together over which the cells of one were wrapped.

    Args:
        header: The headings.
        rows: The cells of the rows.
    """
    groups: dict[int, list[int]] = {}
    for at, place in enumerate(_wrapped_onto(header, rows)):
        groups.setdefault(place, []).append(at)
    return list(groups.values())


def _wrapped_onto(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """For each row the place of the one that it goes on with; its own if it is one."""
    columns = recognise(header)
    places = list(range(len(rows)))
    if columns is None:
        return places
    bodies = {columns.addressed_to, *columns.also}
    grouped = bool(rows) and _filled(rows[0]) <= bodies  # a body alone in a row is a heading, then
    numbered = False
    above: list[str] = []  # the cells that the row above ends with, as far as it goes
    begins = ""
    for at, row in enumerate(rows):
        cells = [cell.strip() for cell in row]
        if (
            above
            and not (grouped and _filled(row) <= bodies)
            and _goes_on(cells, columns, above, numbered=numbered, capital=begins[:1].isupper())
        ):
            places[at] = places[at - 1]
            above = [a or b for a, b in zip_longest(cells, above, fillvalue="")]
        else:
            above, begins = cells, _at(cells, columns.text)
        numbered = numbered or bool(_at(cells, columns.number))
    return places


def put_together(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Rows as one: the pieces of each cell as lines of it."""
    width = max(map(len, rows))
    columns = ([row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in range(width))
    return tuple(cell_text(list(dict.fromkeys(pieces))) for pieces in columns)


def without_wraps(header: Sequence[str], rows: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """The rows, those put together that are one.

    Args:
        header: The headings.
        rows: The cells of the rows.
    """
    groups = wrapped_rows(header, rows)
    return tuple(rows[group[0]] if len(group) == 1 else put_together([rows[at] for at in group]) for group in groups)


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _filled(row: Sequence[str]) -> set[int | None]:
    return {at for at, cell in enumerate(row) if cell.strip()}


def _goes_on(cells: Sequence[str], columns: Columns, above: Sequence[str], *, numbered: bool, capital: bool) -> bool:
    """True if a row goes on with the one above: with its addressee alone, or in the middle of its sentence.

    Args:
        cells: The row.
        columns: What stands in its columns.
        above: What the row above ends with.
        numbered: Whether rows above have numbers.
        capital: Whether the row above begins with a capital letter.
    """
    before, said = _at(above, columns.text), _at(cells, columns.text)
    if not before or _at(cells, columns.number):
        return False
    filled = _filled(cells)
    body = _at(cells, columns.addressed_to)
    if not said:
        bodies = {columns.addressed_to, *columns.also}
        return bool(filled) and filled <= bodies and bool(_at(above, columns.addressed_to))
    if not numbered and not filled.isdisjoint({columns.title, *columns.others}):
        return False
    ended = before.endswith(_ENDED)
    if said[0].islower() and not (_ITEM.match(said) and ended):
        return capital and (not ended or (numbered and not body))
    return numbered and ((before.endswith(_LEADS_ON) and not body) or before.split()[-1] in LINKS)
