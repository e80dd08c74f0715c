"""Recommendations whose text gives the task to a different agency than their cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.agency import NO_BODIES, Agency
from dhrcurate.domain.finding import Finding, Severity, Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.addressees.joints import joined_names
from dhrcurate.rules.addressees.shared import shown
from dhrcurate.rules.cells import NameType, WrittenName
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.registry import record_rule
from dhrcurate.rules.text.edits import text_path

_JOINED = re.compile(
    r"\s*[,;/&+|]\s*(?:and\s+)?|\s+(?:and/or|and|as well as|in partnership with|together with|along with|with)\s+"
)
_IS_ASKED = re.compile(
    r" (?:should|must|shall|will|needs? to|ought to|is to|are to|to) (?:also |always |then |only )?be (?:\w+ly )?"
    r"(?:invited|asked|consulted|offered|given|told|informed|notified|sent|paid|funded|thanked|contacted|commissioned"
    r"|represented|approached)\b"
)
"""What others do for the body that a text opens with."""
_COMMON = frozenset(
    {
        "the",
        "and",
        "of",
        "for",
        "nhs",
        "trust",
        "foundation",
        "police",
        "council",
        "borough",
        "county",
        "city",
        "district",
    }
    | {"district", "community", "safety", "partnership", "board", "service", "services", "group", "health", "care"}
)


@record_rule("DHR213", "text-names-another-actor", Severity.INFO)
def text_names_another_actor(context: RuleContext) -> Iterator[Finding]:
    """The text opens with a different agency than the one in the cell.

    Why: either the cell slipped by a row, or the recommendation is for two agencies. Only texts that open with the name
    of an agency in the register, followed by what it should do, are checked; an agency that is merely mentioned does
    not count, nor does one that is to be asked, told or given something. A text may open with several, joined in any
    way that `several-agencies` knows.

    Before: `addressed_to = "Exampleton Borough Council"` and `text = "Exampleshire Police should review its policy."`

    After: `agencies = ["Exampleshire Police"]`, with a note that the cell names the council.
    """
    for r, opening in zip(context.recommendations, context.openings, strict=True):
        for start, end, body in _actors(context, r, opening):
            if not is_addressed(context, r, r.text[start:end], body):
                yield text_names_another_actor.finding(
                    f"the text gives the task to {shown(body.name)}, and the cell does not name it",
                    path=text_path(r),
                    span=Span(start, end),
                    about=r,
                )


def actor_in(context: RuleContext, text: str, opening: tuple[int, int]) -> Agency | None:
    """The one agency that the opening of a text names, as `opening_of` gives it."""
    bodies = _bodies(context, text, *opening)
    return bodies[0][2] if len(bodies) == 1 else None


def _actors(context: RuleContext, r: Recommendation, opening: tuple[int, int] | None) -> list[tuple[int, int, Agency]]:
    """The start, end and agency of each name in the opening of a text.

    There is none if the cell has them all, or if others are to do something for them.
    """
    # The commonest text by far opens with a name that is in the cell.
    if (
        opening is None
        or _IS_ASKED.match(r.text, opening[1])
        or r.text[slice(*opening)].casefold() in r.addressed_to.casefold()
    ):
        return []
    return _bodies(context, r.text, *opening)


def _bodies(context: RuleContext, text: str, start: int, end: int) -> list[tuple[int, int, Agency]]:
    """The bodies that a stretch of a text consists of, one or several joined ones; none if there is more."""
    found = joined_names(text, start, end, _JOINED, lambda name: _body(context, name) is not None)
    places = ((at + len(text[at:to]) - len(_plain(text[at:to])), to) for at, to in found)
    return [(at, to, body) for at, to in places if (body := _body(context, text[at:to]))]


def _plain(name: str) -> str:
    return name.removeprefix("the ")


def _body(context: RuleContext, name: str) -> Agency | None:
    """The one body that a name means, without its article."""
    bodies = [b for b in context.names.named(_plain(name)) if b.kind not in NO_BODIES]
    return bodies[0] if len(bodies) == 1 else None


def is_addressed(context: RuleContext, r: Recommendation, mention: str, actor: Agency) -> bool:
    """True if the cell or the agencies may mean the actor, in whatever words."""
    written = () if r.agencies else context.cell(r).names
    named = r.agencies or tuple(name.canonical or name.proposed or name.text for name in written)
    if not named or mention.casefold() in r.addressed_to.casefold():
        return True
    for name in named:
        entry = context.names.entry(name)
        if entry is None:
            if _distinctive_words(name) & (_distinctive_words(mention) | _distinctive_words(actor.name)):
                return True
        elif entry.kind in NO_BODIES or entry.name in {actor.name, *actor.successors} or actor.name in entry.successors:
            return True
    return any(
        name.sort is NameType.COLLECTIVE
        or (name.sort is NameType.UNSPECIFIC and not _is_of_another_kind(context, name, actor))
        for name in written
    )


def _is_of_another_kind(context: RuleContext, name: WrittenName, actor: Agency) -> bool:
    """True if an unspecific name is likely that of a body of another kind: "Citizens Advice" is no council."""
    entry = context.names.entry(name.proposed) if name.proposed else None
    return entry is not None and entry.kind != actor.kind


def _distinctive_words(name: str) -> set[str]:
    """The words of a name that distinguish it from others of its kind, and the initials that may stand for it."""
    words = re.findall(r"[^\W_]+", name)
    initials = "".join(w[0] for w in words if w[0].isupper()).casefold()
    return {w.casefold() for w in words} - _COMMON | ({initials} if len(initials) > 2 else set())
