"""What the text of a row and the names of a cell are asked for, each worked out once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from dhrcurate.domain.agency import Agency
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verb_words import ACTIONS, AMBIGUOUS
from dhrcurate.rules.addressees.trades import plain_words, told_by, trades_of
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import shape_of

_ENOUGH = 0.6
"""The least share of a name's words that mentions it."""
_INITIALS = 3
_FRONT = 140
_LEAD = re.compile(
    r"[\s•*–-]*(?:(?:it is|the (?:dhr )?panel|the review|we)\s+recommend(?:s|ed)?\s+)?(?:that\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_TASK = re.compile(r"\b(?:should|must|shall|will|ought|needs? to|(?:is|are) to)\b| to (?=[a-z])")
_FIRST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)(?:\s+(\w+))?")
_NAMING = frozenset({"the", "a", "an", "all", "its", "their", "each", "every", "whether", "that", "how", "any"})
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_PLAIN = frozenset(
    {"and", "of", "the", "for", "in", "a", "an", "to", "nhs", "foundation", "trust", "service", "services", "all"}
)
"""Words of names by which no body is known."""


class Text:
    """What a text is asked for: its words, and where it says who should act."""

    def __init__(self, r: Recommendation, opening: tuple[int, int] | None) -> None:
        self._text = r.text
        self.low = r.text.casefold()
        self.front = _front(r.text, opening)
        """Where the part ends that says who should act; 0 if the text begins with what is to be done."""
        self.actor = r.text[slice(*opening)].removeprefix("the ") if opening and self.front else ""

    @cached_property
    def words(self) -> list[str]:
        """Its words."""
        return plain_words(self._text)

    @cached_property
    def word_set(self) -> frozenset[str]:
        """Its words, each once."""
        return frozenset(self.words)

    @cached_property
    def _first(self) -> list[str]:
        return plain_words(self._text[: self.front])

    @cached_property
    def front_words(self) -> frozenset[str]:
        """The words that say who should act."""
        return frozenset(self._first)

    @cached_property
    def capitals(self) -> list[tuple[int, str]]:
        """Its short forms in capitals and their places."""
        return [(m.start(), m[0]) for m in _CAPITALS.finditer(self._text)]

    @cached_property
    def told(self) -> dict[str, float]:
        """How much it tells of each trade."""
        return told_by(self.words, len(self._first))


def _front(text: str, opening: tuple[int, int] | None) -> int:
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if first := _FIRST.match(text, start):
        word = first[1].casefold()
        if word == "to" or word in ACTIONS or (word in AMBIGUOUS and first[2] in _NAMING):
            return 0
    if opening:
        return opening[1]
    task = _TASK.search(text, start, start + _FRONT)
    return task.start() if task else 0


class Name:
    """What a name of a cell is asked for."""

    def __init__(self, text: str, context: RuleContext) -> None:
        self.text = text
        self.low = text.casefold()
        self.shape = shape_of(text)
        self.entries: Sequence[Agency] = context.names.named(text)
        self.trades = trades_of(text, context.names)
        self._words = frozenset(plain_words(text)) - _PLAIN
        words = re.findall(r"[^\W_]+", text)
        enough = sum(1 for w in words if w[0].isupper()) >= _INITIALS
        self._initials = "".join(w[0] for w in words).upper() if enough else ""

    def shortened_to(self, capitals: str) -> bool:
        """True if some capitals are its initials, the small words' or not."""
        mine = self._initials
        letters = iter(mine)
        return mine[:1] == capitals[0] and mine[-1:] == capitals[-1] and all(x in letters for x in capitals)

    def share_of(self, words: frozenset[str]) -> float:
        """The share of its own words among some, 0 if those are too few to mention it."""
        if not words or not self._words:
            return 0.0
        share = len(self._words & words) / len(self._words)
        return share if share >= _ENOUGH else 0.0
