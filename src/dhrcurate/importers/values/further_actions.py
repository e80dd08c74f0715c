"""Rows of a table of values that are no recommendations, but further actions for one."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.importers.columns.by_headings import is_of_actions
from dhrcurate.importers.columns.fields import Fields
from dhrcurate.importers.columns.names import ROW_FIELDS
from dhrcurate.importers.wording.asking import says_should

Numbered = tuple[int, Sequence[str]]
"""A row's place and its cells."""


def with_actions_joined(rows: Sequence[Numbered], fields: Fields, *, cut: bool, kept: bool = False) -> list[Numbered]:
    """The rows, each recommendation once: a further action for one, in a row of its own, adds its bodies to it.

    Such a row has an action, as the row before has, and gives that recommendation again, with another action, or none.
    One without a recommendation that asks for something may have its words in the wrong column.

    Args:
        rows: The rows.
        fields: The table's columns.
        cut: Whether the file breaks off in the last row, which then stays as it is.
        kept: Whether columns that a record has no field for are kept, so that what each row says in them is joined.
    """
    bodies = fields.columns.get("addressed_to", ())
    known = {i for columns in fields.columns.values() for i in columns}
    actions = [i for i, heading in enumerate(fields.headings) if i not in known and is_of_actions(heading)]
    own = [i for kind in ROW_FIELDS for i in fields.columns.get(kind, ()) if i not in bodies]
    review = known - {*bodies, *own}

    def goes_on(cells: Sequence[str], before: Sequence[str]) -> bool:
        here, there = ([_cell(row, i) for i in actions] for row in (cells, before))
        words, above = ([_cell(row, i) for i in own] for row in (cells, before))
        same = all(_cell(cells, i) in {"", _cell(before, i)} for i in review)
        acts = any(a and b for a, b in zip(here, there, strict=True))
        goes = words == above and here != there if any(words) else not any(map(says_should, cells))
        return bool(same and acts and goes and _cell(before, fields.columns["text"][0]))

    result: list[tuple[int, list[Sequence[str]]]] = []  # with the rows of its further actions
    for at, (line, cells) in enumerate(rows):
        if actions and result and not (cut and at == len(rows) - 1) and goes_on(cells, result[-1][1][0]):
            result[-1][1].append(cells)
            fields.unused |= {i for i, cell in enumerate(cells) if cell.strip() and i not in known}
        else:
            result.append((line, [cells]))
    joined = [*bodies, *(i for i in range(len(fields.headings)) if kept and i not in known)]
    return [(line, _together(group, joined) if len(group) > 1 else group[0]) for line, group in result]


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _together(rows: Sequence[Sequence[str]], joined: Sequence[int]) -> list[str]:
    """The first of several rows, with what all of them say in some columns."""
    first = list(rows[0])
    first += [""] * (max(map(len, rows)) - len(first))
    for at in joined:
        if at < len(first):
            said = (part for row in rows for part in _cell(row, at).split(" | "))
            first[at] = " | ".join(dict.fromkeys(filter(None, said)))
    return first
