"""One agency under several names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.shared import cell_path, left_open, shown
from dhrcurate.rules.cells import NameType, WrittenName
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule

_WORD = re.compile(r"[^\W_]+")
_BODY = re.compile(
    r"\b(?:board|partnership|authority|force|police|constabulary|trust|council|group|csp|ccg|icb|pct)\b", re.IGNORECASE
)


@record_rule("DHR209", "inconsistent-agency-names", Severity.INFO)
def inconsistent_agency_names(context: RuleContext) -> Iterator[Finding]:
    """A record names one agency in several ways.

    Why: to a reader or a search, two spellings are two agencies. It may also be that two agencies are meant, such as a
    partnership and its board. Once `agencies` is set there is no finding, because cells stay as published.

    Before: `addressed_to = "Exampleshire Police"` and, in another recommendation, `"Exampleshire Constabulary"`

    After: `agencies = ["Exampleshire Police"]` in both.
    """
    left = {id(r): names for r, _, names in left_open(context)}
    if not left:
        return
    written: dict[str, dict[str, list[tuple[Recommendation, WrittenName]]]] = {}
    for r in context.recommendations:
        for name in context.cell(r).names:
            if name.sort is NameType.BODY and name.canonical:
                written.setdefault(name.canonical, {}).setdefault(name.text, []).append((r, name))
    for body, ways in written.items():
        if len(ways) == 1:
            continue
        usual = max(ways, key=lambda way: len(ways[way]))
        for way, uses in ways.items():
            open_uses = [(r, name) for r, name in uses if name in left.get(id(r), ())]
            if way == usual or not open_uses or _is_longer(way, usual):
                continue
            r, name = open_uses[0]
            also = "" if usual == body else f"; both are {shown(body)}"
            yield inconsistent_agency_names.finding(
                f"{shown(way)} is written {shown(usual)} elsewhere in this record{also}",
                path=cell_path(r),
                span=name.span,
                about=r,
                related=(f"{context.record.id}#{ways[usual][0][0].key}",),
            )


def _is_longer(way: str, usual: str) -> bool:
    """True if one of two written names is the other with words or signs around it: a department, or a comma.

    A word for the body itself, such as "Board", belongs to its name.
    """
    one, other = sorted((f" {' '.join(_WORD.findall(text))} " for text in (way, usual)), key=len)
    return one in other and not _BODY.search(other.replace(one, " ", 1))
