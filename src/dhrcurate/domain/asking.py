"""Whether words ask for something, and so are no heading."""

from __future__ import annotations

import re

from dhrcurate.domain.verb_words import ACTIONS
from dhrcurate.domain.word_sets import word_set

_DUTY = re.compile(
    r"\b(?:should|must|shall|(?:is|are|has|have|needs?|ought) to"
    r"|(?:is|are) (?:asked|invited|required|requested|urged) to)\b"
)
_TO = re.compile(r"(?P<before>[^\W\d_]+) to (?P<verb>[a-z-]+)")
_OPENING = re.compile(r"\W*(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)\s")
_CLAUSES = frozenset({"to", "that"})
"""Words with which a request opens that leaves out who makes it: "To name a lead", "That the board names a lead"."""
_TOPICS = word_set("""
ability access approach approaches barriers capacity commitment decision decisions duties duty failure failures how
inability learning need needs opportunities opportunity plan plans power powers refusal reluctance right rights steps
what when where whether ways work
""")
"""Words that name a topic with what follows, as headings do: "Duty to refer", "How to report"."""


def asks(words: str) -> bool:
    """Return whether words ask for something: an order, a duty, or what somebody is to do."""
    if _DUTY.search(words):
        return True
    opening = _OPENING.match(words)
    if opening and ((first := opening["word"].casefold()) in _CLAUSES or first in ACTIONS):
        return True
    return any(to["verb"] in ACTIONS and to["before"].casefold() not in _TOPICS for to in _TO.finditer(words))
