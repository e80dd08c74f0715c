"""The name of an addressee in the middle of a sentence, between a modal verb and its verb, where a line was broken."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import occurrences
from dhrcurate.rules.text.addressee_names import is_name
from dhrcurate.rules.vocabulary import word_set

_MODALS = word_set("can cannot could may might must shall should will would")
_NAME = re.compile(
    r"(?P<name>[A-Z][\w’'&-]*(?: (?:(?:of|and|for|the|&) )?[A-Z(][\w’'&()-]*)+) (?P<after>[a-z]+)(?![\w’'-])"
)
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
    for first in dict.fromkeys(part.split()[0] for part in r.addressed_to.split("|") if part.strip()):
        for at in occurrences(text, f" {first} "):
            *_, before, modal = ("", "", *text[max(0, at - _BEFORE) : at].split(" "))
            if modal not in _MODALS or not before.isalpha() or before in _ASKING:
                continue
            match = _NAME.match(text, at + 1)
            if match and match["after"] not in _PASSED_OVER and is_name(context, match["name"], known, listed=False):
                return Span(*match.span("name"))
    return None


_BEFORE = 30
