"""Cells with one name that is in the register, and names that are in no register."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dhrcurate.domain.finding import Finding, Safety, Severity, Span, Telling
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.shared import agencies_path, cell_path, left_open, once, set_agencies, shown, undecided
from dhrcurate.rules.cells import NameType
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR203", "agency-variant", Severity.INFO, fix=Safety.SAFE, telling=Telling(is_progress=True))
def agency_variant(context: RuleContext) -> Iterator[Finding]:
    """The cell names an agency by a variant that is not one of its names in the register.

    Why: to a program, one agency with five spellings is five agencies. The fix writes the canonical name into
    `agencies` and keeps the cell as published; it is safe if the name alone identifies the agency, and unsafe if the
    record's place or time was needed too, or if it says an office there ("Exampleshire Police, Superintendent").

    Before: `addressed_to = "Exampleshire Health & Care Trust"` and `agencies = []`

    After: `agencies = ["Exampleshire Health and Care NHS Trust"]`
    """
    for r, cell in undecided(context):
        if len(cell.names) != 1:
            continue
        name = cell.names[0]
        if name.sort is NameType.BODY and name.canonical and not name.exact and not name.gone:
            yield agency_variant.finding(
                f"{shown(name.text)} is a variant of {shown(name.canonical)}",
                path=cell_path(r),
                span=name.span,
                about=r,
                fix=set_agencies(r, name.stands_for, safe=cell.safe, description=f"take {name.canonical}"),
            )


@record_rule(
    "DHR204",
    "unresolved-agency",
    Severity.INFO,
    fix=Safety.SAFE,
    telling=Telling(cause="cells are names in the register, and the agencies are still empty", is_progress=True),
)
def unresolved_agency(context: RuleContext) -> Iterator[Finding]:
    """The cell is exactly a name in the register, and `agencies` is still empty.

    Why: this needs no decision. The fix writes the canonical name, so that a search by agency finds the
    recommendation. It is reported once per record, with all such recommendations.

    Before: `addressed_to = "Exampleshire Constabulary"` and `agencies = []`

    After: `agencies = ["Exampleshire Police"]`
    """
    for r, cell in undecided(context):
        if len(cell.names) != 1:
            continue
        name = cell.names[0]
        if name.sort is NameType.BODY and name.canonical and name.exact and not name.gone:
            yield unresolved_agency.finding(
                f"the cell is a name of {shown(name.canonical)}, and the agencies are still empty",
                path=cell_path(r),
                span=name.span,
                about=r,
                fix=set_agencies(r, name.stands_for, safe=cell.safe, description=f"take {name.canonical}"),
            )


@record_rule("DHR208", "unknown-agency", Severity.INFO)
def unknown_agency(context: RuleContext) -> Iterator[Finding]:
    """A name is in no register.

    Why: no register has every agency, so the name may be right. But a misspelt name looks the same, and an agency that
    occurs in the library more than once is better entered in its `agencies.toml`, so that its variants are recognised:
    `dhrcurate agencies add NAME --kind KIND` does that, and on the screen `+` under Agencies. Each such name is
    reported once per record.

    Before: `agencies = ["Exampelton Refuge"]`

    After: `agencies = ["Exampleton Refuge"]`
    """
    found: dict[str, list[_Unknown]] = {}
    for unknown in _unknown_names(context):
        found.setdefault(unknown.name.casefold(), []).append(unknown)
    for same in found.values():
        name, nearest = same[0].name, same[0].nearest
        often = f" ({len(same)} times)" if len(same) > 1 else ""
        hint = f"; the nearest name there is {shown(nearest)}" if nearest else ""
        words = f"{shown(name)} is in no register{often}{hint}"
        each = [unknown_agency.finding(words, path=one.path, span=one.span, about=one.about) for one in same]
        yield once(each, context.record.id)


@dataclass(frozen=True, slots=True)
class _Unknown:
    name: str
    about: Recommendation
    path: str
    span: Span | None = None
    nearest: str | None = None


_TOLD_OTHERWISE = frozenset({NameType.UNSPECIFIC, NameType.NO_AGENCY, NameType.COLLECTIVE})
"""Names of these types are no names that a register lacks: other rules tell what they are."""


def _unknown_names(context: RuleContext) -> Iterator[_Unknown]:
    left, joined = {id(r): names for r, _, names in left_open(context)}, context.joined_agencies
    for r in context.recommendations:
        for agency in r.agencies:
            odd = context.odd_agencies.get(agency)
            if odd and not odd.registered and odd.sort not in _TOLD_OTHERWISE and not joined.get(agency):
                yield _Unknown(agency, r, agencies_path(r), nearest=odd.proposed)
        for name in left.get(id(r), ()):
            if name.sort is NameType.UNKNOWN:
                yield _Unknown(name.text, r, cell_path(r), name.span, name.proposed)
