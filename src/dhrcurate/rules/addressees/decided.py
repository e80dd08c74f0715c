"""Names in `agencies`, as curators wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Safety, Severity
from dhrcurate.rules.addressees.shared import agencies_path, set_agencies, shown
from dhrcurate.rules.cells import NameType
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule


@record_rule("DHR215", "alias-in-agencies", Severity.WARNING, fix=Safety.SAFE)
def alias_in_agencies(context: RuleContext) -> Iterator[Finding]:
    """A name in `agencies` is not the agency's canonical name.

    Why: `agencies` is where programs look for the one name of an agency. An alias there hides the recommendation from
    anyone who searches by that name. The fix writes the canonical name; it is unsafe if the record's place or time was
    needed to identify the agency, or if the name joins several.

    Before: `agencies = ["Exampleshire Constabulary"]`

    After: `agencies = ["Exampleshire Police"]`
    """
    odd = context.odd_agencies
    if not odd:
        return
    for r in context.recommendations:
        for agency in dict.fromkeys(r.agencies):
            name = odd.get(agency)
            if name is None or name.sort is NameType.UNSPECIFIC or not name.canonical or name.gone:
                continue
            safe = name.safe and _is_one(agency, context)
            fixed = [n for a in r.agencies for n in (name.stands_for if a == agency else (a,))]
            yield alias_in_agencies.finding(
                f"{shown(agency)} is not the canonical name of {shown(name.canonical)}",
                path=agencies_path(r),
                about=r,
                fix=set_agencies(r, fixed, safe=safe, description=f"take {name.canonical}"),
            )


def _is_one(agency: str, context: RuleContext) -> bool:
    return len(context.names.split(agency, context.name_context).parts) == 1
