"""Rows of a table of values that are no recommendations: further actions for one, and bodies over those below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dhrcurate.importers.actors import Actors, asks
from dhrcurate.importers.columns import is_of_actions
from dhrcurate.importers.dividing import TableRow
from dhrcurate.importers.fields import ROW_FIELDS, Fields
from dhrcurate.importers.labels import is_label
from dhrcurate.importers.rows_between import are_bodies, body_of
from dhrcurate.importers.table_rows import recommends

Numbered = tuple[int, Sequence[str]]
"""A row's place and its cells."""


def with_actions_joined(rows: Sequence[Numbered], fields: Fields, *, cut: bool) -> list[Numbered]:
    """The rows, each recommendation once: a further action for one, in a row of its own, adds its bodies to it.

    Such a row has an action, as the row before has, and gives that recommendation again, with another action, or none.
    One without a recommendation that asks for something may have its words in the wrong column.

    Args:
        rows: The rows.
        fields: The table's columns.
        cut: Whether the file breaks off in the last row, which then stays as it is.
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
        goes = words == above and here != there if any(words) else not any(map(asks, cells))
        return bool(same and acts and goes and _cell(before, fields.columns["text"][0]))

    result: list[tuple[int, list[Sequence[str]]]] = []  # with the rows of its further actions
    for at, (line, cells) in enumerate(rows):
        if actions and result and not (cut and at == len(rows) - 1) and goes_on(cells, result[-1][1][0]):
            result[-1][1].append(cells)
            fields.unused |= {i for i, cell in enumerate(cells) if cell.strip() and i not in known}
        else:
            result.append((line, [cells]))
    return [(line, _together(group, bodies) if len(group) > 1 else group[0]) for line, group in result]


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _together(rows: Sequence[Sequence[str]], bodies: Sequence[int]) -> list[str]:
    """The first of several rows, with the bodies of all of them."""
    first = list(rows[0])
    first += [""] * (max(map(len, rows)) - len(first))
    for at in bodies:
        if at < len(first):
            said = (part for row in rows for part in _cell(row, at).split(" | "))
            first[at] = " | ".join(dict.fromkeys(filter(None, said)))
    return first


def under_bodies(rows: Sequence[TableRow], actors: Actors) -> list[TableRow]:
    """The rows with the bodies that stand over them, in rows of their own, as their addressees.

    A row that says something else, or something that the rows below contradict, stays.

    Args:
        rows: The rows of one review.
        actors: Knows bodies by name.
    """
    among = are_bodies([text for row in rows if (text := _alone(row, actors))], actors)
    result: list[TableRow] = []
    for over, below in _groups(rows, actors):
        name = body_of(_alone(over, actors), actors, among=among) if over else ""
        agree = below and all(
            name in row.values.get("addressed_to", "") or not row.values.get("addressed_to") for row in below
        )
        if name and agree:
            result += [
                replace(row, values={**row.values, "addressed_to": row.values.get("addressed_to") or name})
                for row in below
            ]
        else:
            result += [*([over] if over else []), *below]
    return result


def _groups(rows: Sequence[TableRow], actors: Actors) -> Iterator[tuple[TableRow | None, list[TableRow]]]:
    over: TableRow | None = None
    below: list[TableRow] = []
    for row in rows:
        if _alone(row, actors):
            yield over, below
            over, below = row, []
        else:
            below.append(row)
    yield over, below


def _alone(row: TableRow, actors: Actors) -> str:
    """The words of a row that has no recommendation; empty for any other."""
    if is_label(row):
        return row.values["number"]
    text = row.values.get("text", "")
    filled = [kind for kind, value in row.values.items() if value]
    alone = filled == ["text"] and not any(row.beside.values()) and not recommends(text)
    return text if alone and body_of(text, actors) else ""
