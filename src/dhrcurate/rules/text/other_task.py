"""The task of another agency within a text: where the next recommendation begins, without a number of its own."""

from __future__ import annotations

import re

from dhrcurate.domain.agency import NO_BODIES, Agency
from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.verbs import has_verb

_TASK = r"(?:should|must|shall|ought to|needs? to|(?:is|are) to|to(?= [a-z]))\b(?! (?:be (?:told|informed)|receive)\b)"
_NEXT_ACTOR = re.compile(
    rf"[.!?;][”’\"')]{{0,2}}\s+(?:[Tt]he )?(?P<name>[A-Z][\w’'&-]*(?: [\w’'&(),-]+?){{0,9}}?) {_TASK}"
)
_LABEL = re.compile(rf"[.;:]\s+(?:and )?(?P<label>\((?P<number>\d{{1,2}})\))\s+(?:\w[\w’'&-]* ){{1,9}}?{_TASK}")


def task_of_another(context: RuleContext, r: Recommendation) -> tuple[Span, Agency] | None:
    """The name of a body, behind the first sentence, that is given a task and that the row is not addressed to.

    Only names of the register and of other rows' cells count: "the ward" or "the review" may be a part, or the work, of
    the row's own agency.
    """
    for match in _NEXT_ACTOR.finditer(r.text):
        body = _body(context, match["name"])
        if body is None or not has_verb(r.text[: match.start()]):
            continue
        if not _may_be_addressed(context, r, match["name"], body):
            return Span(*match.span("name")), body
    return None


def _body(context: RuleContext, written: str) -> Agency | None:
    """The body with exactly this name, or the one that the cell of another row tells by it."""
    named = [each for each in context.names.named(written) if each.kind not in NO_BODIES]
    if named or " " not in written:
        return named[0] if len(named) == 1 else None
    row = next((each for each in context.recommendations if each.addressed_to.strip() == written), None)
    names = context.cell(row).names if row else ()
    entry = context.names.entry(names[0].canonical or "") if len(names) == 1 else None
    return entry if entry and entry.kind not in NO_BODIES else None


def labelled_task(text: str) -> Span | None:
    """The label in brackets, such as "(4)", of a task in the middle of a text that holds no label before it."""
    if ")" not in text:
        return None
    match = _LABEL.search(text)
    if match is None or match["number"] in {"0", "1"}:
        return None
    before = int(match["number"]) - 1
    return None if re.search(rf"\b{before}[).]", text[: match.start()]) else Span(*match.span("label"))


def _may_be_addressed(context: RuleContext, r: Recommendation, written: str, body: Agency) -> bool:
    """True if the row is addressed to a body, or to anybody whom the register does not tell from it."""
    if written.casefold() in r.addressed_to.casefold():
        return True
    named = r.agencies or tuple(name.canonical or "" for name in context.cell(r).names)
    entries = [context.names.entry(name) for name in named]
    return not entries or any(
        each is None
        or each.kind in NO_BODIES
        or body.name in {each.name, *each.successors}
        or each.name in body.successors
        for each in entries
    )
