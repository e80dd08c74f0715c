"""Addressed-to cells that slipped by a row or more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.domain.edit import RECOMMENDATIONS, pointer
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.actor import actor_in, is_addressed
from dhrcurate.rules.addressees.moved import CLEAR, moved
from dhrcurate.rules.addressees.shared import shown
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule

_OPENING = 160
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

    Note: the texts open with the addressees of other rows and do not name their own; or, taken together, names, the
    work of police, wards, landlords and so on, the other rows of an addressee, the numbers and the source page fit the
    cells one row further better than their own. Texts that tell nothing of who should act are passed over.
    """
    rows = context.recommendations
    cells = {r.addressed_to.strip() for r in rows} - {""}
    if len(cells) < _FEWEST:
        return
    written = _Cells(cells)
    starts = [r.text[:_OPENING].casefold() for r in rows]
    runs: list[list[tuple[Recommendation, str]]] = [[]]
    for r, start, opening in zip(rows, starts, context.openings, strict=True):
        judged = _judge(context, r, start, opening, written)
        if judged:
            runs[-1].append((r, judged))
        elif judged is not None:
            runs.append([])
    found = [f for run in runs for f in _finding(context, run)]
    found = found or [f for run in _shifted(rows, starts) for f in _finding(context, run)]
    yield from found or _weighed(context)


def _weighed(context: RuleContext) -> Iterator[Finding]:
    """The slip that no texts show by the names that they open with, but all that they tell, taken together."""
    found = moved(context)
    at = next((i for i, each in enumerate(found) if each.cell and each.gain >= CLEAR), None)
    if at is not None:
        rows = [context.recommendations[each.row] for each in found]
        first = rows.pop(at)
        yield row_slip.finding(
            f"the addressees of {len(found)} rows seem to have slipped: this text fits {shown(found[at].cell)}",
            path=pointer(RECOMMENDATIONS, first.key, "addressed_to"),
            about=first,
            related=tuple(f"{context.record.id}#{r.key}" for r in rows),
        )


_APART = 6
"""The most rows between two that slipped alike."""
_NAME = 6
"""The fewest letters of a name that is looked for in a text."""


def _shifted(rows: Sequence[Recommendation], starts: Sequence[str]) -> Iterator[list[tuple[Recommendation, str]]]:
    """Runs of rows whose texts open with the addressee of the row before or after, and do not name their own."""
    cells = [r.addressed_to.casefold() for r in rows]
    for step in (1, -1):
        run: list[tuple[Recommendation, str]] = []
        last = 0
        for i, r in enumerate(rows):
            if not 0 <= i + step < len(rows) or cells[i + step] not in starts[i]:
                continue
            other = rows[i + step].addressed_to
            if other == r.addressed_to or len(other) < _NAME or not _is_of(r, other):
                continue
            if run and i - last > _APART:
                yield run
                run = []
            run.append((r, other))
            last = i
        yield run


def _is_of(r: Recommendation, other: str) -> bool:
    text = r.text.casefold()
    return other.casefold() in text[:_OPENING] and r.addressed_to.casefold() not in text


class _Cells:
    """The cells of a record that say something, to find those that a text names."""

    def __init__(self, cells: set[str]) -> None:
        self.all = cells
        self._by_fold = {cell.casefold(): cell for cell in reversed([*cells])}
        self._joined = "\0".join(f" {each} " for each in self._by_fold)

    def same(self, mention: str) -> str | None:
        """The cell that is a text but for its capitals."""
        return self._by_fold.get(mention)

    def shortened(self, written: str) -> str | None:
        """The one cell whose name a text shortens: "NTHFT", or "the Housing Service" of a council's."""
        if f" {written.casefold()} " not in self._joined if " " in written else not _is_short(written):
            return None
        found = [cell for cell in self.all if _shortens(written, cell)]
        return found[0] if len(found) == 1 else None


def _judge(
    context: RuleContext, r: Recommendation, start_of_text: str, opening: tuple[int, int] | None, cells: _Cells
) -> str | None:
    """The other row's addressee that a text gives its task to; empty if it names its own, `None` if it names nobody."""
    own = r.addressed_to.casefold()
    if own and own in start_of_text:
        return ""
    if opening is None:
        return None
    start, end = opening
    mention = r.text[start:end].strip().casefold()
    if mention in own or any(part.strip() and part.strip() in mention for part in own.split("|")):
        return ""
    written = r.text[start:end].strip()
    if _shortens(written, r.addressed_to):
        return ""
    other = cells.same(mention) or cells.shortened(written)
    actor = actor_in(context, r.text, opening)
    if actor is not None:
        if is_addressed(context, r, r.text[start:end], actor):
            return ""
        if other is None:
            other = next((c for c in cells.all if _names(context, c, actor.name)), None)
    return other


def _shortens(written: str, cell: str) -> bool:
    if " " in written:
        return f" {written.casefold()} " in f" {cell.casefold()} "
    if not _is_short(written):
        return False
    initials = "".join(w[0] for w in cell.split() if w[0].isupper())
    letters = iter(initials)
    return initials[:1] == written[0] and initials[-1:] == written[-1] and all(x in letters for x in written)


def _is_short(written: str) -> bool:
    return written.isupper() and len(written) >= _INITIALS


_INITIALS = 3
"""The fewest initials that stand for a name."""


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
