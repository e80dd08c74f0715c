"""The name of an addressee in the middle of a sentence, between a modal verb and its verb, where a line was broken."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.text.addressee_names import is_name
from dhrcurate.rules.vocabulary import word_set

_BETWEEN_VERBS = re.compile(
    r"(?<![\w’'-])(?P<before>[a-z]+) (?:can|cannot|could|may|might|must|shall|should|will|would) "
    r"(?P<name>[A-Z][\w’'&-]*(?: (?:(?:of|and|for|the|&) )?[A-Z(][\w’'&()-]*)+) (?P<after>[a-z]+)(?![\w’'-])"
)
_ASKING = word_set(
    "how what when where who whom which why and or but if only neither nor so that than then as whether not"
)
"""Words behind which the body may follow the modal verb: "how should Exampleshire Police act"."""
_PASSED_OVER = word_set("and or of for in the to at with by")


def inner_name(context: RuleContext, text: str, known: tuple[str, ...]) -> Span | None:
    """The name that parts a modal verb from its verb: "people can Exampleshire Police ask for help".

    Args:
        context: The record.
        text: The text.
        known: The names of the record's cells, case folded.
    """
    for match in _BETWEEN_VERBS.finditer(text):
        if match["before"] in _ASKING or match["after"] in _PASSED_OVER:
            continue
        if is_name(context, match["name"], known, listed=False):
            return Span(*match.span("name"))
    return None
