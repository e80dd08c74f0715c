"""Shared by the rules about addressees: the cells that need a decision, and the fix that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.finding import Fix, Safety
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.visible import visible
from dhrcurate.rules.cells import Cell
from dhrcurate.rules.context import RuleContext

_SHOWN = 80


def undecided(context: RuleContext) -> Iterator[tuple[Recommendation, Cell]]:
    """The recommendations without agencies, each with its parsed cell."""
    return ((r, context.cell(r)) for r in context.recommendations if not r.agencies)


def cell_path(r: Recommendation) -> str:
    """The path of the addressed-to cell."""
    return pointer(RECOMMENDATIONS, r.key, "addressed_to")


def agencies_path(r: Recommendation) -> str:
    """The path of the agencies."""
    return pointer(RECOMMENDATIONS, r.key, "agencies")


def set_agencies(r: Recommendation, agencies: Iterable[str], *, safe: bool, description: str) -> Fix:
    """The fix that sets the agencies, each once, in order."""
    edit = Edit(agencies_path(r), list(r.agencies), list(dict.fromkeys(agencies)))
    return Fix(Safety.SAFE if safe else Safety.UNSAFE, description, (edit,))


def shown(name: str) -> str:
    """A name from the record as a message may show it."""
    return visible(name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…", one_line=True)
