"""Cells that name more than one agency."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.domain.finding import Finding, Fix, Safety, Severity, Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.shared import agencies_path, cell_path, left_open, set_agencies, shown
from dhrcurate.rules.cells import Cell, NameType, WrittenName
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import Rule, record_rule

_EMPTY = re.compile(r"^\s*[|;,](?:\s*[|;,])*|[|;,](?:\s*[|;,])+|(?:[|;,]\s*)+$")

_LISTED = 8


def _names_of(cell: Cell) -> list[str]:
    """The names of a cell, each once, canonical where that is known."""
    return list(dict.fromkeys(n for name in cell.names for n in name.stands_for or (name.text,)))


def _split(r: Recommendation, cell: Cell) -> Fix:
    agencies = _names_of(cell)
    what = f"split into {len(agencies)} agencies" if len(agencies) > 1 else f"name {agencies[0]} once"
    return set_agencies(r, agencies, safe=cell.safe, description=what)


def _different(written: Sequence[WrittenName]) -> tuple[int, str]:
    """The number of different names among some, and the first few of them for a message."""
    names = list({name.same: name.text for name in written}.values())
    more = f"; and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return len(names), "; ".join(map(shown, names[:_LISTED])) + more


@record_rule("DHR202", "several-agencies", Severity.WARNING, fix=Safety.SAFE)
def several_agencies(context: RuleContext) -> Iterator[Finding]:
    """One cell, or one entry of `agencies`, names several agencies.

    Why: a search for an agency uses its own name, so it does not find a cell that joins several. The fix writes each
    part into `agencies`, with its canonical name if that is certain, and keeps the cell as published. It is safe
    only if each part is a body that its words alone identify: not for a meeting, a collective, an office or "Police",
    not for a name that comes twice, and not where a part is empty. Names that contain "and" or a comma stay whole, and
    a department stays with the council or trust that it belongs to.

    Names end at `|`, `;`, a stroke between blanks and the marks of a list (`1.`, `a)`); where each part is a name, also
    at a line end, `,`, `:`, `/`, `&`, `+`, a dash between blanks, "and", "and/or", "as well as", "with", "in
    partnership with" and the like. In "Exampleshire and Borderland Police" the two share a word.

    Where other words stand between the names of bodies ("on behalf of", "or", a bracket), what "and" joins to one is in
    no register, or two that look like bodies are in none ("XSCB & XSAB"), each of them is told, and no fix is safe:
    perhaps only one is meant. The mark of a footnote behind a name ("Exampleshire Police1") is no part of it.

    Where some of them are among the agencies, it is found until the others are too. If one is left out on purpose, a
    waiver says so.

    Before: `addressed_to = "Exampleshire Police | Exampleton Borough Council"` and `agencies = []`

    After: `agencies = ["Exampleshire Police", "Exampleton Borough Council"]`
    """
    yield from _among_agencies(several_agencies, context, fused=False)
    for r, cell, left in left_open(context):
        if len(cell.names) < 2 or cell.fused:
            continue
        count, names = _different(cell.names)
        if r.agencies:
            yield from _left_out(several_agencies, context, r, left)
        elif count > 1:
            yield several_agencies.finding(
                f"the cell names {count} agencies: {names}",
                path=cell_path(r),
                span=Span(cell.names[0].part.start, cell.names[-1].part.end),
                about=r,
                fix=_split(r, cell),
                marks=tuple(name.span for name in cell.names),
            )


def _left_out(rule: Rule, context: RuleContext, r: Recommendation, left: Sequence[WrittenName]) -> Iterator[Finding]:
    """The finding that some names of a cell are not among the agencies; what names no body is for other rules."""
    bodies = [
        name
        for name in left
        if name.sort in {NameType.BODY, NameType.UNKNOWN} and not _is_held_in_parts(name, context, r)
    ]
    if not bodies:
        return
    more = list(dict.fromkeys(n for name in bodies for n in name.stands_for or (name.text,)))
    # The curator who named the agencies may have left these out on purpose.
    yield rule.finding(
        f"the agencies leave out what the cell names: {_different(bodies)[1]}",
        path=cell_path(r),
        span=Span(bodies[0].part.start, bodies[-1].part.end),
        about=r,
        fix=set_agencies(r, [*r.agencies, *more], safe=False, description=f"add {'; '.join(more)}"),
        marks=tuple(name.span for name in bodies),
    )


def _is_held_in_parts(name: WrittenName, context: RuleContext, r: Recommendation) -> bool:
    """True if an unknown name of a cell is several, each of which the agencies hold."""
    parts = context.read_cell(name.text).names if name.sort is NameType.UNKNOWN else ()
    return len(parts) > 1 and all(part.stands_for and set(part.stands_for) <= set(r.agencies) for part in parts)


def _among_agencies(rule: Rule, context: RuleContext, *, fused: bool) -> Iterator[Finding]:
    """The findings that one entry of `agencies` is several names; the fix puts them in its place."""
    joined = {name: cell for name, cell in context.joined_agencies.items() if cell.fused is fused}
    for r in context.recommendations if joined else ():
        for agency in dict.fromkeys(r.agencies):
            if (cell := joined.get(agency)) is None:
                continue
            names = _names_of(cell)
            fixed = [name for each in r.agencies for name in (names if each == agency else (each,))]
            how = f"runs {len(names)} agencies together" if fused else f"names {len(names)} agencies"
            yield rule.finding(
                f"one entry of the agencies {how}: {_different(cell.names)[1]}",
                path=agencies_path(r),
                about=r,
                fix=set_agencies(r, fixed, safe=cell.safe, description=f"split it into {len(names)}"),
            )


@record_rule("DHR210", "empty-part", Severity.WARNING)
def empty_part(context: RuleContext) -> Iterator[Finding]:
    """A cell has no name beside a separator: nothing, signs such as "...", or only "the".

    Why: a name may have been lost there, before the first separator, between two or after the last one. If none was,
    `agencies` is complete all the same: empty parts are dropped.

    Before: `addressed_to = "Exampleshire Police | | Exampleton Refuge"`, where the page names a third agency.

    After: `agencies = ["Exampleshire Police", "Exampleton Borough Council", "Exampleton Refuge"]`
    """
    for r, cell, _ in left_open(context):
        if cell.split.empty_parts:
            gap = _EMPTY.search(r.addressed_to)
            count = cell.split.empty_parts
            yield empty_part.finding(
                "a part of the cell is empty" if count == 1 else f"{count} parts of the cell are empty",
                path=cell_path(r),
                span=Span(*gap.span()) if gap else None,
                about=r,
            )


@record_rule("DHR211", "repeated-agency", Severity.WARNING, fix=Safety.SAFE)
def repeated_agency(context: RuleContext) -> Iterator[Finding]:
    """One agency is named twice for one recommendation.

    Why: a count by agency counts this recommendation twice. In a cell, the repeated name may be there in place of
    another, so the fix for a cell is unsafe.

    Before: `agencies = ["Exampleshire Police", "Exampleshire Police"]`

    After: `agencies = ["Exampleshire Police"]`
    """
    for r in context.recommendations:
        if len(set(r.agencies)) < len(r.agencies):
            twice = next(name for i, name in enumerate(r.agencies) if name in r.agencies[:i])
            fix = set_agencies(r, r.agencies, safe=True, description="name each agency once")
            yield repeated_agency.finding(f"{shown(twice)} is named twice", path=agencies_path(r), about=r, fix=fix)
    for r, cell, _ in left_open(context):
        if len(set(r.agencies)) == len(r.agencies):
            yield from _repeats(r, cell)


def _repeats(r: Recommendation, cell: Cell) -> Iterator[Finding]:
    times: dict[str, list[WrittenName]] = {}
    for name in cell.names:
        times.setdefault(name.same, []).append(name)
    for names in times.values():
        if len(names) > 1:
            # If the cell names others too, splitting it also removes the repeat.
            alone = not r.agencies and len(times) == 1 and names[0].canonical and not cell.split.empty_parts
            yield repeated_agency.finding(
                f"the cell names {shown(names[1].text)} {'twice' if len(names) == 2 else f'{len(names)} times'}",
                path=cell_path(r),
                span=names[1].span,
                about=r,
                fix=_split(r, cell) if alone else None,
            )


@record_rule("DHR214", "fused-agencies", Severity.WARNING, fix=Safety.SAFE)
def fused_agencies(context: RuleContext) -> Iterator[Finding]:
    """A cell, or an entry of `agencies`, names two agencies with nothing but a blank between them.

    Why: the line end or separator between the two was lost, and the cell reads as one agency that does not exist. Where
    names are joined by anything else, the finding is `several-agencies`.

    Before: `addressed_to = "Exampleshire Police Exampleton Refuge"` and `agencies = []`

    After: `agencies = ["Exampleshire Police", "Exampleton Refuge"]`
    """
    yield from _among_agencies(fused_agencies, context, fused=True)
    for r, cell, left in left_open(context):
        if not cell.fused or len(cell.names) < 2:
            continue
        if r.agencies:
            yield from _left_out(fused_agencies, context, r, left)
        else:
            yield fused_agencies.finding(
                f"the cell runs {len(cell.names)} agencies together: {_different(cell.names)[1]}",
                path=cell_path(r),
                span=Span(cell.names[0].part.start, cell.names[-1].part.end),
                about=r,
                fix=_split(r, cell),
                marks=tuple(name.span for name in cell.names),
            )
