"""Rows of a plan of action that are no recommendations: they give one's number in place of its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dhrcurate.domain.agency import Names
from dhrcurate.domain.number import normalised
from dhrcurate.importers.model import Found, Row
from dhrcurate.importers.plans.lists_above import both, without_offices
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.numbers import numbers_alone

NO_WORDS = "has the number of a recommendation in place of its words"


def without_plan_rows(found: Found) -> tuple[Found, list[Row]]:
    """What a page's tables say without the rows whose text is a number, and those rows."""
    rows = [row for row in found.rows if not numbers_alone(row.text)]
    return replace(found, rows=tuple(rows)), [row for row in found.rows if numbers_alone(row.text)]


def taken_up(found: Found, plan: Sequence[Row], names: Names) -> Found:
    """The recommendations of a page with the addressees that a plan gives for their numbers.

    A row of the plan is told if its number is nobody's or that of several recommendations, as where each agency counts
    its own.

    Args:
        found: The recommendations.
        plan: The rows that give a number for the words.
        names: The register.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(found.rows):
        places[normalised(row.number or "")].append(at)
    cells: dict[int, dict[str, None]] = defaultdict(dict)
    cut: set[int] = set()
    told: dict[str, None] = {}
    for row in plan:
        for number in numbers_alone(row.text):
            at, *others = places.get(normalised(number)) or [-1]
            if at < 0 or others:
                told[f"left out a row that {NO_WORDS}: {_quoted(row)}"] = None
                continue
            cells[at] |= dict.fromkeys(filter(None, [row.addressed_to]))
            cut |= {at} if row.incomplete else set()
    actors = Actors(names)
    rows = tuple(
        replace(row, addressed_to=both(row, " | ".join(cells[at]), actors), incomplete=row.incomplete or at in cut)
        if at in cells else row
        for at, row in enumerate(found.rows)
    )  # fmt: skip
    return replace(
        found, rows=rows, warnings=(*told, *without_offices(plan, rows), *found.warnings), lost=(*told, *found.lost)
    )


def _quoted(row: Row) -> str:
    said: Iterable[str] = (row.text, row.title or "", row.addressed_to)
    return ", ".join(f"“{' '.join(cell.split())[:60]}”" for cell in said if cell)
