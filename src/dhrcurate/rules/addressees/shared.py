"""Shared by the rules about addressees: the cells that need a decision, and the fix that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dhrcurate.domain.agency import Names
from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.finding import Finding, Fix, Safety, joined_fix
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.visible import visible
from dhrcurate.rules.cells import Cell, WrittenName
from dhrcurate.rules.context import RuleContext

_SHOWN = 80


def undecided(context: RuleContext) -> Iterator[tuple[Recommendation, Cell]]:
    """The recommendations without agencies, each with its parsed cell."""
    return ((r, context.cell(r)) for r in context.recommendations if not r.agencies)


def left_open(context: RuleContext) -> Iterator[tuple[Recommendation, Cell, tuple[WrittenName, ...]]]:
    """The recommendations whose agencies do not hold all that the cell names, with its cell and the names left."""
    return ((each.recommendation, each.cell, each.left) for each in context.open_cells if each.left)


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


def once(found: Sequence[Finding], record: str) -> Finding:
    """One finding about a name for all recommendations that have it, with the first one's words."""
    first = found[0]
    related = tuple(dict.fromkeys(f"{record}#{one.key}" for one in found if one.key != first.key))
    return replace(first, related=related, spots=tuple(found), fix=joined_fix(found)) if related else first


def shown(name: str) -> str:
    """A name from the record as a message may show it."""
    return visible(name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…", one_line=True)


def all_shown(names: Iterable[str]) -> str:
    """Names from the record, as a message may show them."""
    return " and ".join(map(shown, names))


def told_in_text(names: Names, r: Recommendation) -> set[str]:
    """The bodies that the title or the text of a recommendation names."""
    return {body.name for _, _, body in names.mentions(f"{r.title or ''}\n{r.text}")}
