"""Taking the name of an addressee out of the text that it was run into, and into the cell if that lacks it."""

from __future__ import annotations

import re
from typing import NamedTuple

from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.finding import Fix, Safety, Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.addressee_names import is_shortened, stands_for_known
from dhrcurate.rules.text.edits import text_path

_PAIRS = {"(": ")", "[": "]"}
_BEHIND = re.compile(r"(?P<parted>\s*[:.]\s+|\s*\n\s*)|\s+")
_STOPPED = re.compile(r"[.!?][”’\"')\]]{0,2}\s*\Z|\n\s*\Z")
_CLOSING = " \n\t."
_LEAST_WORDS = 2
"""A text needs as many words to be one."""


class _Rest(NamedTuple):
    """A text without a name.

    Attributes:
        text: What is left.
        parted: Whether a sign of its own parts the name from it: a colon, a full stop, a line break or brackets.
    """

    text: str
    parted: bool


class Moving(NamedTuple):
    """What becomes of a name that was run into a text.

    Attributes:
        told: How the cell stands to it, as the message says it.
        fix: The fix, `None` where it is not plain what is to move.
    """

    told: str
    fix: Fix | None


def moving_out(context: RuleContext, r: Recommendation, span: Span) -> Moving:
    """Return how the cell stands to a name that was run into a text, and the fix.

    No addressee is lost: the name is left out of the text where the cell has it, and else is put into the cell, beside
    what is there. It goes into the cell only where a sign parts it from the text, and the cell has none of its names.

    Args:
        context: The record.
        r: The recommendation.
        span: The name.
    """
    name, cell = r.text[span.start : span.end].strip(), r.addressed_to
    rest = _in_front(r.text, span) or _at_end(r.text, span)
    meant, held = ({one.same for one in context.read_cell(names).names} for names in (name, cell))
    if (meant and meant <= held) or _is_form_of(context, name, cell):
        told, description, in_cell = "the cell has it", "take it out of the text", cell
    elif cell.strip():
        told = "the cell lacks it" if meant.isdisjoint(held) else "the cell has only a part of it"
        description, in_cell = "move it into the cell, beside what is there", f"{cell} | {name}"
    else:
        told, description, in_cell = "the cell is empty", "move it into the cell", name
    plain = in_cell == cell or (rest is not None and rest.parted and meant.isdisjoint(held))
    if rest is None or len(rest.text.split()) < _LEAST_WORDS or not plain:
        return Moving(told, None)
    edits = [Edit(text_path(r), r.text, rest.text)]
    if in_cell != cell:
        edits.append(Edit(pointer(RECOMMENDATIONS, r.key, "addressed_to"), cell, in_cell))
    return Moving(told, Fix(Safety.UNSAFE, description, tuple(edits)))


def _in_front(text: str, span: Span) -> _Rest | None:
    """What follows a name that a text begins with, in brackets or not."""
    bracket = _PAIRS.get(text[:1], "") if span.start == 1 else ""
    if span.start and not (bracket and text.startswith(bracket, span.end)):
        return None
    behind = _BEHIND.match(text, span.end + len(bracket))
    return _Rest(text[behind.end() :], bool(bracket or behind["parted"])) if behind else None


def _at_end(text: str, span: Span) -> _Rest | None:
    """What stands before a name that a text ends with, behind a whole sentence or a line."""
    before, after = text[: span.start], text[span.end :].rstrip(_CLOSING)
    if after:
        if _PAIRS.get(before[-1:]) != after:
            return None
        before = before[:-1]
    return _Rest(before.rstrip(), parted=True) if _STOPPED.search(before) or after else None


def _is_form_of(context: RuleContext, name: str, cell: str) -> bool:
    """True for a shorter form of a name in a cell."""
    parts = tuple(part.strip().casefold() for part in cell.split("|") if part.strip())
    words = name.casefold().split()
    return stands_for_known(context, name, parts) or (len(words) > 1 and is_shortened(words, parts))
