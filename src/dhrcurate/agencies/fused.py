"""Names with nothing but a blank between them, or not even that: "Exampleshire Police Exampleton Council"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dhrcurate.agencies.joins import joins
from dhrcurate.agencies.mentions import Mentions, spans
from dhrcurate.agencies.parts import JOINS_IN_NAMES, NameTests, Standing
from dhrcurate.domain.agency import Part

_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_JOINED = re.compile(r"(?:and|&|or|with|plus)\||[^|]*\|(?:and|&|or|with|plus)\Z", re.IGNORECASE)
"""The words on both sides of a cut, one of which only joins."""
_PREPOSITION = re.compile(r"(?:by|for|of|on|in|to|at|from)\||[^|]*\|(?:by|for|of|on|in|to|at|from)\Z", re.IGNORECASE)
_DOES = re.compile(r"[a-z]+\s+(?:by|for|of|on|in|to|at|from|with)\s")
"""What begins a text about somebody who is named in it: "acting for"."""

_LEAST_WITH_MANY = 4
"""The fewest words of a body with those of a kind behind it."""


class Fused:
    """Finds names that no join divides.

    Args:
        part: Makes the part between two bounds of the cell, without the blanks around it; `None` if there is none.
        tests: What is asked about a part.
        mentions: Returns the finder of the register's names.
    """

    def __init__(
        self, part: Callable[[int, int], Part | None], tests: NameTests, mentions: Callable[[], Mentions]
    ) -> None:
        self._part = part
        self._tests = tests
        self._mentions = mentions

    def listed(self, whole: Part) -> list[Part]:
        """Return the names in a text that consists of names and blanks; none if there is anything else in it."""
        mentions = self._mentions()
        parts = _tiles(whole, self._tests, mentions) or self._halves(whole, mentions)
        return [] if parts and self._tests.is_one(whole.text) else parts

    def glued(self, whole: Part) -> list[Part]:
        """Return two bodies between which even the blank is lost: "Exampleshire PoliceExampleton Council"."""
        for match in _GLUED.finditer(whole.text):
            left = self._part(whole.start, whole.start + match.start())
            right = self._part(whole.start + match.start(), whole.end)
            if left and right and self._tests.is_sure(left.text) and self._is_sure_or_many(right.text):
                return [] if self._tests.is_match(whole.text) else [left, right]
        return self._with_many(whole)

    def _with_many(self, whole: Part) -> list[Part]:
        """Return a body and those of a kind that stand behind it: "Exampleshire Integrated Care Board GP practices"."""
        words = whole.text.split()
        if len(words) < _LEAST_WITH_MANY or not words[-1].islower():
            return []
        cut = whole.text.rindex(words[-2])
        left, right = self._part(whole.start, whole.start + cut), self._part(whole.start + cut, whole.end)
        if left is None or right is None or not words[-2][:1].isupper() or not self._is_many(right.text):
            return []
        if self._tests.standing(left.text) not in {Standing.OWNER, Standing.BODY} or self._tests.is_match(whole.text):
            return []
        return [left, right]

    def _is_sure_or_many(self, text: str) -> bool:
        return self._tests.is_sure(text) or (len(text.split()) > 1 and self._is_many(text))

    def _is_many(self, text: str) -> bool:
        """True if a text is in the register for many bodies: "GP practices"."""
        if not text.rsplit(maxsplit=1)[-1].islower() or not self._tests.is_exact(text):
            return False
        return self._tests.standing(text) is Standing.OTHER

    def _halves(self, whole: Part, mentions: Mentions) -> list[Part]:
        """Return two names of which one is exactly in the register and the other matches."""
        row = spans(whole.text)
        names_at = mentions.by_word(whole.text)
        bounds = [whole.text[:end].rstrip() for start, end, _ in names_at[0] if start == 0] if names_at else []
        cuts = [len(each) for each in bounds]
        cuts += [
            row[at - 1][1] for at in range(1, len(row)) for _, end, _ in names_at[at] if end == len(whole.text.rstrip())
        ]
        for cut in dict.fromkeys(cuts):
            left, right = self._part(whole.start, whole.start + cut), self._part(whole.start + cut, whole.end)
            if left is None or right is None or not right.text[0].isalnum():
                continue
            if len(left.text.split()) < 2 or len(right.text.split()) < 2:
                continue
            if self._is_in_longer_name(whole.text, cut, names_at):
                continue
            around = f"{left.text.split()[-1]}|{right.text.split()[0]}"
            if _PREPOSITION.match(around) or _DOES.match(right.text):
                continue  # "A for B", "A in B": one of them only may be meant
            if _JOINED.match(around):
                continue  # the join between two names is no part of one
            if not all(self._is_undivided(each.text) for each in (left, right)):
                continue  # what is joined to a half is a part that stands by itself, or not at all
            if self._tests.is_sure(left.text) and self._tests.is_sure(right.text):
                return [] if self._tests.is_match(whole.text) else [left, right]
        return []

    def _is_in_longer_name(
        self, text: str, cut: int, names_at: Sequence[Sequence[tuple[int, int, tuple[int, ...]]]]
    ) -> bool:
        """True if a place in a text is within the name of a body, though a shorter name ends there."""
        return any(
            self._tests.may_be_listed(position, text[start:end])
            for row in names_at
            for start, end, positions in row
            if start < cut < end and end - start < len(text)
            for position in positions
        )

    def _is_undivided(self, text: str) -> bool:
        """True if a text has no joins, or only such as stand in names, and each of its words belongs to one name."""
        found = joins(text)
        if not found or self._tests.is_exact(text):
            return True
        return all(each.name in JOINS_IN_NAMES for each in found) and self._tests.is_one(text)


def _tiles(whole: Part, tests: NameTests, mentions: Mentions) -> list[Part]:
    """Return the exact names that a text consists of, each of another agency."""
    names_at = mentions.by_word(whole.text)
    if not names_at or not names_at[0]:
        return []  # it does not begin with a name
    row = spans(whole.text)
    word_at = {start: at for at, (start, _, _) in enumerate(row)}
    rests: list[list[tuple[int, int, frozenset[int]]] | None] = [None] * len(row) + [[]]
    for at in range(len(row) - 1, -1, -1):
        for start, end, agencies in names_at[at]:
            written = whole.text[start:end]
            listed = frozenset(position for position in agencies if tests.may_be_listed(position, written))
            after = next((word_at[other] for other, _, _ in row[at:] if other >= end), len(row))
            rest = rests[after]
            between = whole.text[end : row[after][0]] if after < len(row) else whole.text[end:]
            if not listed or rest is None or between.strip():
                continue
            if any(listed & others for _, _, others in rest):
                continue
            rests[at] = [(start, end, listed), *rest]
            break
    found = rests[0]
    if not found or len(found) < 2 or row[0][0] != 0:
        return []
    return [Part(whole.text[start:end], whole.start + start, whole.start + end) for start, end, _ in found]
