"""Cells that name more than one agency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Fix, Safety, Severity, Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.shared import agencies_path, cell_path, set_agencies, shown, undecided
from dhrcurate.rules.cells import Cell
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.subject import Subject

_EMPTY = re.compile(r"^\s*\|(?:\s*\|)*|\|(?:\s*\|)+|(?:\|\s*)+$")


def _split(r: Recommendation, cell: Cell) -> Fix:
    agencies = dict.fromkeys(name.canonical or name.text for name in cell.names)
    safe = all(name.safe for name in cell.names)
    return set_agencies(r, agencies, safe=safe, description=f"split into {len(agencies)} agencies")


def _different(cell: Cell) -> list[str]:
    return [shown(name) for name in {name.same: name.text for name in cell.names}.values()]


@record_rule("DHR202", "several-agencies", Severity.WARNING, fix=Safety.SAFE)
def several_agencies(subject: Subject) -> Iterator[Finding]:
    """One cell names several agencies.

    Why: a recommendation is found under an agency by that agency's own name. A cell that joins several is found under
    none of them. The fix writes each part into `agencies`, by its canonical name where that is certain, and leaves the
    cell as published. Names that hold "and" or a comma themselves stay whole.

    Before: `addressed_to = "Exampleshire Police | Exampleton Borough Council"` and `agencies = []`

    After: `agencies = ["Exampleshire Police", "Exampleton Borough Council"]`
    """
    for r, cell in undecided(subject):
        if len(cell.names) > 1 and not cell.fused and len(names := _different(cell)) > 1:
            yield several_agencies.finding(
                f"the cell names {len(names)} agencies: {'; '.join(names)}",
                path=cell_path(r),
                span=Span(cell.names[0].part.start, cell.names[-1].part.end),
                about=r,
                fix=_split(r, cell),
            )


@record_rule("DHR210", "empty-part", Severity.WARNING)
def empty_part(subject: Subject) -> Iterator[Finding]:
    """There is nothing between two separators of a cell, or before the first or after the last.

    Why: a name may have been lost there. If none was, nothing is missing in `agencies`, since empty parts are dropped.

    Before: `addressed_to = "Exampleshire Police | | Exampleton Refuge"`, where the page names a third agency.

    After: `agencies = ["Exampleshire Police", "Exampleton Borough Council", "Exampleton Refuge"]`
    """
    for r, cell in undecided(subject):
        if cell.split.empty_parts and cell.names:
            gap = _EMPTY.search(r.addressed_to)
            count = cell.split.empty_parts
            yield empty_part.finding(
                "a part of the cell is empty" if count == 1 else f"{count} parts of the cell are empty",
                path=cell_path(r),
                span=Span(*gap.span()) if gap else None,
                about=r,
            )


@record_rule("DHR211", "repeated-agency", Severity.WARNING, fix=Safety.SAFE)
def repeated_agency(subject: Subject) -> Iterator[Finding]:
    """One agency is named twice for one recommendation.

    Why: whoever counts recommendations by agency counts this one twice. In a cell, a name that comes twice may stand
    where another should.

    Before: `agencies = ["Exampleshire Police", "Exampleshire Police"]`

    After: `agencies = ["Exampleshire Police"]`
    """
    for r in subject.recommendations:
        if r.agencies:
            if len(set(r.agencies)) < len(r.agencies):
                twice = next(name for i, name in enumerate(r.agencies) if name in r.agencies[:i])
                fix = set_agencies(r, r.agencies, safe=True, description="name each agency once")
                yield repeated_agency.finding(f"{shown(twice)} is named twice", path=agencies_path(r), about=r, fix=fix)
            continue
        seen: set[str] = set()
        cell = subject.cell(r)
        for name in cell.names:
            if name.same in seen:
                # Where others are named too, splitting the cell settles the repeat as well.
                alone = len({n.same for n in cell.names}) == 1
                yield repeated_agency.finding(
                    f"the cell names {shown(name.text)} twice",
                    path=cell_path(r),
                    span=name.span,
                    about=r,
                    fix=_split(r, cell) if alone and name.canonical else None,
                )
            seen.add(name.same)


@record_rule("DHR214", "fused-agencies", Severity.WARNING, fix=Safety.SAFE)
def fused_agencies(subject: Subject) -> Iterator[Finding]:
    """Two agencies stand in one cell with nothing but a blank between them.

    Why: the line end or the mark that stood between the two was lost on the way, and the cell reads as a body that does
    not exist.

    Before: `addressed_to = "Exampleshire Police Exampleton Refuge"` and `agencies = []`

    After: `agencies = ["Exampleshire Police", "Exampleton Refuge"]`
    """
    for r, cell in undecided(subject):
        if cell.fused and len(cell.names) > 1:
            yield fused_agencies.finding(
                f"the cell runs {len(cell.names)} agencies together: {'; '.join(_different(cell))}",
                path=cell_path(r),
                span=Span(cell.names[0].part.start, cell.names[-1].part.end),
                about=r,
                fix=_split(r, cell),
            )
