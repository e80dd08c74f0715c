"""Addressed-to cells that slipped by a row or more."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.actor import actor_in, is_addressed, task_of
from dhrcurate.rules.addressees.shared import shown
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule

_FEWEST = 2
"""The fewest rows in turn that make a slip; one alone may be for two agencies."""


@record_rule("DHR216", "row-slip", Severity.WARNING)
def row_slip(context: RuleContext) -> Iterator[Finding]:
    """The addressees of several rows in turn belong to other rows.

    Why: a merged or empty cell of the page moved the cells beneath it. Each of these recommendations is counted for an
    agency that it was not made to.

    Before: `addressed_to = "Exampleton Borough Council"` and `text = "Exampleshire Police should review its policy."`,
    and the other way round in the next row.

    After: each cell beside the text that it was printed with.

    Note: the text of each of the rows opens with the addressee of another row, and does not name its own. Rows whose
    text names nobody are passed over.
    """
    cells = {r.addressed_to.strip() for r in context.recommendations} - {""}
    if len(cells) < _FEWEST:
        return
    run: list[tuple[Recommendation, str]] = []
    for r in context.recommendations:
        judged = _judge(context, r, cells)
        if judged is None:
            continue
        if judged:
            run.append((r, judged))
            continue
        yield from _finding(context, run)
        run = []
    yield from _finding(context, run)


def _judge(context: RuleContext, r: Recommendation, cells: set[str]) -> str | None:
    """The other row's addressee that a text gives its task to; empty if it names its own, `None` if it names nobody."""
    opening = task_of(r.text)
    if opening is None:
        return None
    start, end = opening
    mention = r.text[start:end].strip().casefold()
    own = r.addressed_to.casefold()
    if mention in own or any(part.strip() and part.strip() in mention for part in own.split("|")):
        return ""
    other = next((c for c in cells if c.casefold() == mention), None)
    found = actor_in(context, r.text)
    if found is not None:
        if is_addressed(context, r, r.text[start:end], found[2]):
            return ""
        if other is None:
            other = next((c for c in cells if _names(context, c, found[2].name)), None)
    return other


def _names(context: RuleContext, cell: str, body: str) -> bool:
    return any(e.name == body for part in cell.split("|") for e in context.names.named(part.strip()))


def _finding(context: RuleContext, run: list[tuple[Recommendation, str]]) -> Iterator[Finding]:
    if len(run) < _FEWEST or len({r.addressed_to for r, _ in run}) < _FEWEST:
        return
    first, other = run[0]
    yield row_slip.finding(
        f"the addressees of {len(run)} rows seem to have slipped: this text gives its task to {shown(other)}",
        path=pointer(RECOMMENDATIONS, first.key, "addressed_to"),
        about=first,
        related=tuple(f"{context.record.id}#{r.key}" for r, _ in run[1:]),
    )
