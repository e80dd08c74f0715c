"""Rows of a table that hold the name of a body only, and stand above the recommendations that are addressed to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.domain.agency import Names
from dhrcurate.importers.values.dividing import TableRow
from dhrcurate.importers.wording.asking import wishes

_PLACES = ("number", "title", "text", "addressed_to")
_OTHERS = frozenset({"csp", "role"})
"""Kinds of bodies above whose name may be the heading of a review, or one who is in charge."""


def under_headings(rows: Sequence[TableRow], filled: Sequence[int], names: Names) -> list[TableRow]:
    """The rows without headings of groups, each with the body above it where its own cell for one is empty.

    Only a table that begins with such a heading has any: else the body may stand below what is addressed to it. A
    heading that no row below needs stays, as does what else is alone in its row; a group ends there.

    Args:
        rows: The rows.
        filled: How many cells of each are filled.
        names: The register, which knows the bodies.
    """
    bodies = [_body(row, names) if count == 1 else "" for row, count in zip(rows, filled, strict=True)]
    if not any(bodies[:1]):
        return list(rows)
    result: list[TableRow] = []
    heading = 0
    used: set[int] = set()
    for at, (row, count) in enumerate(zip(rows, filled, strict=True)):
        taken = row
        text = row.values.get("text")
        if not text or (count == 1 and not wishes(text)):
            heading = at
        elif bodies[heading] and not row.values.get("addressed_to"):
            used.add(heading)
            taken = replace(row, values={**row.values, "addressed_to": bodies[heading]})
        result.append(taken)
    return [row for at, row in enumerate(result) if at not in used]


def _body(row: TableRow, names: Names) -> str:
    """The body whose name is all that a row says; empty if it says something else."""
    said = next((value for kind in _PLACES if (value := row.values.get(kind, ""))), "")
    if " " not in said and not said.isupper():  # "Housing" may be a theme as well
        return ""
    kinds = {entry.kind for entry in names.named(said)}
    return said if kinds and kinds.isdisjoint(_OTHERS) else ""
