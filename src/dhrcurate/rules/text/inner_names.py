"""The name of an addressee in the middle of a sentence, between a modal verb and its verb, where a line was broken."""

from __future__ import annotations

from functools import lru_cache

from dhrcurate.domain.finding import Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.addressee_names import is_name

_MODALS = word_set("can cannot could may might must shall should will would")
_NAME = rare(r"(?P<name>[A-Z][\w’'&-]*(?: (?:(?:of|and|for|the|&) )?[A-Z(][\w’'&()-]*)+) (?P<after>[a-z]+)(?![\w’'-])")
_ASKING = word_set(
    "how what when where who whom which why and or but if only neither nor so that than then as whether not"
)
"""Words behind which the body may follow the modal verb: "how should Exampleshire Police act"."""
_PASSED_OVER = word_set("and or of for in the to at with by")


def inner_name(context: RuleContext, r: Recommendation, known: tuple[str, ...]) -> Span | None:
    """The name that parts a modal verb from its verb: "people can Exampleshire Police ask for help".

    Args:
        context: The record.
        r: One of its recommendations; its own cell's first words tell where to look.
        known: The names of the record's cells, case folded.
    """
    text = r.text
    for first in _first_words(r.addressed_to):
        at = text.find(first, _LEAST_BEFORE)
        while at > 0:
            if text[at - 1] in _ENDS_OF_MODALS and (span := _between_verbs(context, text, at, known)):
                return span
            at = text.find(first, at + 1)
    return None


def _between_verbs(context: RuleContext, text: str, at: int, known: tuple[str, ...]) -> Span | None:
    *_, before, modal = ("", "", *text[max(0, at - _BEFORE) : at].split(" "))
    if modal not in _MODALS or not before.isalpha() or before in _ASKING:
        return None
    match = _NAME.match(text, at + 1)
    if match and match["after"] not in _PASSED_OVER and is_name(context, match["name"], known, listed=False):
        return Span(*match.span("name"))
    return None


_ENDS_OF_MODALS = frozenset(modal[-1] for modal in _MODALS)
_LEAST_BEFORE = 8
_BEFORE = 30


@lru_cache(maxsize=1024)
def _first_words(cell: str) -> tuple[str, ...]:
    """The first word of each name of a cell, with the blanks around it."""
    return tuple(dict.fromkeys(f" {part.split()[0]} " for part in cell.split("|") if part.strip()))
