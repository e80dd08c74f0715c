"""The name of an addressee, of a cell or a heading of its own, that was run into a text."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Safety, Severity, Span
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.action_plan import action_plan_in_text
from dhrcurate.rules.text.edits import text_path
from dhrcurate.rules.text.inner_names import inner_name
from dhrcurate.rules.text.leading_names import leading_name
from dhrcurate.rules.text.moving_out import moving_out
from dhrcurate.rules.text.peeled import peeled
from dhrcurate.rules.text.trailing_names import name_at_end, unstopped_name


@record_rule("DHR320", "addressee-in-text", Severity.WARNING, fix=Safety.UNSAFE)
def addressee_in_text(context: RuleContext) -> Iterator[Finding]:
    """The name of an addressee was run into a text.

    Why: The name was a cell or a heading of its own. In the text it reads as part of the recommendation, and if it is
    not the name in the cell, the cell may be that of another row.

    Before: text = "The force should keep a record of each call. Exampleshire Police"

    After: text = "The force should keep a record of each call.", addressed_to = "Exampleshire Police"

    Note: It finds the name of a cell, of an agency in the register, or of many or any one agency as a column of
    addressees has it ("All agencies", "GPs"), after the last sentence or before the first; without a full stop, a
    name of the record's cells or the register, and "All agencies", where nothing joins it to the sentence. A name
    counts as well that is short for one of the cells, or that the register takes for a body, and so do several that
    are joined, one behind the heading of its column ("Owner") and one between a modal verb and its verb.
    The fix takes the name out of the text where the cell has it. It moves the name into the cell, beside what is
    there, where a colon, a full stop, a line break or brackets part it from the text. Otherwise edit text and cell.
    """
    cells = {r.addressed_to for r in context.recommendations}
    parts = {part.strip().casefold().rstrip(".") for cell in cells for part in (cell, *cell.split("|"))}
    known = tuple(sorted(parts - {""}))
    last_words = frozenset(name.rpartition(" ")[2] for name in known)
    columns: dict[str | None, int] | None = None
    for r, opening in zip(context.recommendations, context.openings, strict=True):
        span = name_at_end(context, r, known, last_words) or leading_name(context, r.text, known, opening)
        span = span or unstopped_name(context, r) or inner_name(context, r, known)
        if span is None and (within := peeled(r.text)):
            inner = r.model_copy(update={"text": within.text})
            span = name_at_end(context, inner, known, last_words) or leading_name(context, inner.text, known, None)
            span = Span(span.start + within.start, span.end + within.start) if span else None
        if span and columns is None:
            columns = {f.key: f.span.start for f in action_plan_in_text.check(context) if f.span}
        if span and columns is not None and span.start >= columns.get(r.key, len(r.text)):
            continue  # the rule of columns tells where they begin
        if span:
            moving = moving_out(context, r, span)
            yield addressee_in_text.finding(
                f"“{r.text[span.start : span.end]}” is the name of an addressee, run into the text; {moving.told}",
                path=text_path(r),
                span=span,
                about=r,
                fix=moving.fix,
            )
