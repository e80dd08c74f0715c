"""The task of another agency within a text: where the next recommendation begins, without a number of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from dhrcurate.domain.agency import NO_BODIES, Agency
from dhrcurate.domain.finding import Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.joins import MODAL
from dhrcurate.rules.text.sentence_starts import Start, stop_before
from dhrcurate.rules.text.verbs import has_verb

_GAINS = r"(?! (?:be (?:told|informed|asked|invited|offered|given|notified|consulted|able)|receive)\b)"
"""What is done for somebody, and is no task of theirs."""
_TASK = rf"(?:should|must|shall|ought to|needs? to|(?:is|are) to|to(?= [a-z]))\b{_GAINS}"
_NEXT_ACTOR = re.compile(
    rf"(?P<lead>(?:[Ii]t is (?:further |also )?recommended )?[Tt]hat |For )?(?:[Tt]he )?"
    rf"(?P<name>[A-Z][\w’'&-]*+(?: [\w’'&(),-]++){{0,9}}?)"
    rf"(?:: [Tt]o(?= [a-z])| {_TASK}|(?(lead) (?:ensures?|reviews?|considers?|develops?|provides?|establish(?:es)?"
    r"|introduces?|undertakes?|works?|publish(?:es)?|trains?|shares?|makes?|takes?|asks?|agrees?)\b|(?!)))"
)
_GENERIC_ACTOR = rare(
    r"[.!?][”’\"')]{0,2}\s+(?:The )?(?P<name>[A-Za-z][\w’'&-]*+(?: [\w’'&-]++){0,4}?)"
    r" (?:should|must|shall|ought to|needs? to|(?:is|are) to)\b"
    r"(?P<task> (?!(?:[a-z]+ly |also |then |therefore )?(?:be\b|receive|have access))[^.;:]{8,})"
)
"""Somebody who is given a task, and not something: "should be told" or "should receive" tells who gains by it."""
_SENTENCE_END = re.compile(r"[.!?]")
_DUTY = re.compile(r" (?:should|must|shall|ought to|needs? to|is to|are to)\b")
_LABEL = rare(
    r"[.;:]\s+(?:and )?(?P<label>\((?P<number>\d{1,2})\))\s+"
    rf"(?:(?:\w[\w’'&-]* ){{1,9}}?{MODAL}|[A-Z][\w’'&-]* (?:\w[\w’'&-]* ){{0,8}}?to [a-z])"
)
REFERS = re.compile(
    r"\b(?:this|these|those(?! who)|such|them|him|her|too|also|then|jointly|together|both|accordingly|likewise"
    r"|similarly|support|attend)\b|\b(?:it|the same)(?= *$|[,.]| (?:to|by|in|is|as|when|with|and)\b)"
)
"""What shows that a sentence goes on with the task before: "should follow it", "should support this"."""

_POLICE = frozenset({"police", "police-national", "police-authority"})
_HEALTH = frozenset(
    {"nhs-trust", "ambulance-trust", "health-board", "health-provider", "pct", "pct-cluster", "health-authority", "sha"}
)
_COUNCILS = frozenset({"council", "county-council", "district-council", "combined-authority", "childrens-trust"})
_PRIMARY = frozenset({"gp", "pct", "pct-cluster", "ccg", "icb", "nhs-national"})
_OFFENDERS = frozenset({"probation", "probation-trust", "crc", "prison", "prison-service"})
_TRUSTS = _HEALTH | {"probation-trust", "childrens-trust", "charity", "housing", "housing-association", "school"}
_ALL_OF_THEM = _POLICE | _HEALTH | _COUNCILS | _PRIMARY | _OFFENDERS | _TRUSTS
_GENERIC: tuple[tuple[str, frozenset[str]], ...] = (
    ("force|constabulary|police|police force|police service", _POLICE),
    ("trust|nhs trust|hospital trust|mental health trust|foundation trust|nhs foundation trust", _TRUSTS),
    ("council|local authority|borough council|city council|county council|district council", _COUNCILS),
    ("adult social care|adult services|children’s social care|children’s services|social services", _COUNCILS),
    ("ccg|icb|pct|integrated care board|clinical commissioning group|primary care trust", _PRIMARY),
    ("gps|all gps|gp practices|all gp practices|local gps|general practitioners|gp surgeries", _PRIMARY),
    ("probation service|national probation service", _OFFENDERS),
    ("schools|all schools|local schools", _COUNCILS | {"school"}),
    ("community safety partnership|csp", frozenset()),
    ("all agencies|all partner agencies|all partners|all organisations|each agency|every agency", frozenset()),
)
_KINDS = {name: kinds for names, kinds in _GENERIC for name in names.split("|")}
"""How texts call bodies without their names, and the kinds of bodies that are meant."""
_LEADING = word_set("should must shall needs need ought")


class Actors:
    """Whom sentences may give a task without naming a body of the register: by the record's cells, or by a kind.

    Attributes:
        cells: The first recommendation that each addressed-to cell of the record belongs to.
    """

    def __init__(self, cells: Mapping[str, Recommendation]) -> None:
        self.cells = cells
        names = (*_KINDS, *(name.removeprefix("The ") for name in cells))
        self._first_words = {_folded(name.partition(" ")[0]) for name in names}

    def may_open(self, text: str, starts: Iterable[Start]) -> bool:
        """True if a sentence may open with one of them, as its first word tells."""
        for _, start in starts:
            at = start + len("The ") if text.startswith("The ", start) else start
            if _folded(text[at : text.find(" ", at)]) in self._first_words:
                return True
        return False


def _folded(name: str) -> str:
    return name.casefold().replace("'", "’")


def task_of_another(
    context: RuleContext, r: Recommendation, actors: Actors, starts: Sequence[Start]
) -> tuple[Span, str] | None:
    """The name of a body, behind the first sentence, that is given a task and that the row is not addressed to.

    Only names of the register and of other rows' cells count: "the ward" or "the review" may be a part, or the work, of
    the row's own agency. What bodies are called without a name, such as "the force", counts in the row of a body of
    another kind, and so do the words of another row's cell, such as "All agencies" or "MARAC".

    Args:
        context: The record.
        r: One of its recommendations.
        actors: Whom its sentences may mean.
        starts: Where they may start.
    """
    cell = r.addressed_to.casefold()
    for start in starts:
        match = _NEXT_ACTOR.match(r.text, start[1])
        stop = stop_before(r.text, start) if match else -1
        if match is None or stop < 0 or match["name"].casefold() in cell:
            continue
        bodies = _bodies(context, match["name"], actors.cells)
        if not bodies or not has_verb(r.text[:stop]):
            continue
        if not any(_may_be_addressed(context, r, written, body) for written, body in bodies):
            return Span(*match.span("name")), bodies[0][1].name
    return _generic_task(context, r, actors) if actors.may_open(r.text, starts) else None


def _generic_task(context: RuleContext, r: Recommendation, actors: Actors) -> tuple[Span, str] | None:
    first = _SENTENCE_END.search(r.text)
    if first is None or _DUTY.search(r.text, first.end()) is None:
        return None
    for match in _GENERIC_ACTOR.finditer(r.text, first.start()):
        name = match["name"]
        kinds = _KINDS.get(_folded(name))
        if kinds is None and name in actors.cells and name[0].isupper():
            kinds = frozenset()
        if kinds is None or REFERS.search(match["task"]) or not _has_task(r.text, match.start()):
            continue
        own = _own_kinds(context, r)
        related = name.casefold() in r.addressed_to.casefold() or r.addressed_to.casefold() in name.casefold()
        if own and own <= _ALL_OF_THEM and own.isdisjoint(kinds) and not related:
            return Span(*match.span("name")), name
    return None


_REACH = 600


def _has_task(text: str, end: int) -> bool:
    return text.startswith(("To ", "That ")) or not _LEADING.isdisjoint(text[max(0, end - _REACH) : end].split())


def _addressees(context: RuleContext, r: Recommendation) -> list[Agency | None]:
    """The bodies that a row is addressed to, as decided or else as its cell is read; `None` for one not known."""
    named = r.agencies or tuple(name.canonical or "" for name in context.cell(r).names)
    return [context.names.entry(name) for name in named]


def _own_kinds(context: RuleContext, r: Recommendation) -> frozenset[str]:
    """The kinds of the bodies that a row is addressed to; none if one of them is not known."""
    return frozenset("" if each is None else each.kind for each in _addressees(context, r))


def _bodies(context: RuleContext, written: str, cells: Mapping[str, Recommendation]) -> list[tuple[str, Agency]]:
    """The body with exactly this name, or the two whose names "and" joins; none if one of them is not known."""
    if whole := _body(context, written, cells):
        return [(written, whole)]
    names = written.split(" and ")
    if len(names) != _MOST_JOINED:
        return []
    found = [(name, body) for name in names if (body := _body(context, name, cells)) is not None]
    return found if len(found) == len(names) else []


_MOST_JOINED = 2


def _body(context: RuleContext, written: str, cells: Mapping[str, Recommendation]) -> Agency | None:
    """The body with exactly this name, or the one that the cell of another row tells by it."""
    named = [each for each in context.names.named(written) if each.kind not in NO_BODIES]
    if named or " " not in written:
        return named[0] if len(named) == 1 else None
    row = cells.get(written)
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
    entries = _addressees(context, r)
    return not entries or any(
        each is None
        or (each.kind in NO_BODIES and not (each.kind == "meeting" and body.kind in _ALL_OF_THEM))
        or body.name in {each.name, *each.successors}
        or each.name in body.successors
        for each in entries
    )
