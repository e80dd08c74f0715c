"""Labels within the cells of a table: whom a recommendation is for, and its state and dates, below its words."""

from __future__ import annotations

import re
from dataclasses import replace

from dhrcurate.importers.lists.asides import without_plan
from dhrcurate.importers.lists.beside import from_label, labelled, supporting
from dhrcurate.importers.model import Row
from dhrcurate.importers.wording.headings import folded

_NAMES = """
    status, rag, rag rating, rag status, timescale, timescales, timeframe, deadline, date, target date, due, due date,
    by when, when, completion date, date completed, date of completion, review date, start date, end date, priority,
    lead officer, responsible officer
"""
_STATE = frozenset(" ".join(name.split()) for name in _NAMES.split(","))
"""Labels of what becomes of a recommendation."""
_LABELLED = re.compile(r"(?P<label>[A-Za-z][\w /-]{1,30})\s*:\s*(?P<value>\S.*)")
_NEXT = re.compile(r"(?<=[.;])\s+(?=[A-Z][\w /-]{1,30}:\s)")
_LONGEST = 12
"""What stands after such a label has at most so many words."""


def without_labels(row: Row) -> tuple[Row, list[str]]:
    """A row without the labels at the end of its words, whose body is its addressee, and those within its addressee.

    A line that is not labels throughout stays.

    Args:
        row: The row.

    Returns:
        The row, and the labels of what was left out: of a state or a date.
    """
    text, bodies, left = _parted(row.text)
    if bodies and row.addressed_to and row.addressed_to != " | ".join(bodies):
        return row, []
    cell, within, others = _parted(" | ".join(bodies) or row.addressed_to)
    if within:
        cell, others = row.addressed_to, []  # lines of bodies stay as they are published
    if (found := _labels(cell)) and all(found):
        cell, others = " | ".join(found[0]), [*found[1], *others]
    return replace(row, text=text, addressed_to=cell), [*left, *others]


def without_labels_in_lines(row: Row) -> tuple[Row, list[str]]:
    """The same, where they stand behind the sentences of a line too, as in a table of a page."""
    row, left = without_labels(row)
    text, planned = without_plan(row.text)
    cell, beside = without_plan(row.addressed_to)
    row = replace(row, text=text, addressed_to=(labelled(cell) or cell) if beside else cell)
    return (row if row.addressed_to else from_label(row)), [*left, *planned, *beside]


def _parted(text: str) -> tuple[str, list[str], list[str]]:
    """A text without the lines at its end that are labels, the bodies that they name and their other labels."""
    lines = text.split("\n")
    bodies: list[str] = []
    left: list[str] = []
    while len(lines) > 1 and (found := _labels(lines[-1])):
        lines.pop()
        bodies[:0], left[:0] = found
    return "\n".join(lines).strip(), bodies, left


def _labels(line: str) -> tuple[list[str], list[str]] | None:
    """The bodies and the other labels of a line that has nothing else; `None` for any other."""
    bodies: list[str] = []
    left: list[str] = []
    for part in _NEXT.split(line.strip()):
        text = part.strip().rstrip(".;")
        body = labelled(text) or (supporting(text) if bodies else None)
        found = _LABELLED.fullmatch(text)
        if body:
            bodies.append(body)
        elif found and folded(found["label"]) in _STATE and len(found["value"].split()) <= _LONGEST:
            left.append(found["label"])
        else:
            return None
    return bodies, left
