"""The words of the recommendations that were read of a page, to tell which of its passages are in none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.lists.beside import labelled, supporting
from dhrcurate.importers.model import Row
from dhrcurate.importers.wording.numbers import Key, printed_number

FEWEST = 4
"""So many words in a row tell a passage; shorter lines are headings and names."""
_WORD = re.compile(r"\w+")
_FOR = re.compile(r"\A\W*(?:[Ff]or|[Tt]o)\s+(?:the\s+)?(?=\S)")
"""What may stand before an addressee."""
_CALLED = re.compile(r"\A\W*recommendation\s*:\W*(?=\w)", re.IGNORECASE)
"""What may say before a recommendation that it is one."""
_HELD = 0.8
"""So much of a passage is in the rows if it is in them but for a few words, as where a name was taken out."""
_NEAR = 3
"""A number that goes on with those of the rows is at most so much higher."""


class HeldWords:
    """The words of the rows.

    Args:
        rows: The rows.
        beside: Lines that are known to be in none of them.
    """

    def __init__(self, rows: Sequence[Row], beside: Sequence[str] = ()) -> None:
        self._beside = frozenset(beside)
        self._texts = [
            f" {' '.join(_WORD.findall(' '.join(filter(None, parts)).casefold()))} "
            for row in rows
            for parts in (
                (row.number, row.title, row.text, row.addressed_to),
                (row.number, row.addressed_to, row.text, row.addressed_to),
            )
        ]
        self._known = {run for text in self._texts for run in runs(text)}
        self._wholes = {
            tuple(_words(part)) for row in rows for text in (row.title, row.text) if text for part in text.split("\n")
        }
        self.none = not any(row.text for row in rows)
        self._whole = " ".join(self._texts)
        self._numbers = [natural_key(row.number) for row in rows if row.number]

    def hold(self, text: str) -> bool:
        """True if a passage is in them, but for a few words: all of it in one, or its runs of words in several."""
        cell = labelled(text) or supporting(text)
        words = _WORD.findall((cell or text).casefold())
        if not words:
            return True
        found = printed_number(text)
        said_so = _CALLED.sub("", found[1] if found else text.strip(" *_"))
        bare = _words(_FOR.sub("", said_so))
        return any(f" {' '.join(said)} " in self._whole for said in (words, bare) if said) or self.share(text) >= _HELD

    def hold_whole(self, text: str) -> bool:
        """True if a passage, but for its number, is a whole title or a whole paragraph of a text."""
        found = printed_number(text)
        return tuple(_words(text)) in self._wholes or (found is not None and tuple(_words(found[1])) in self._wholes)

    def share(self, text: str) -> float:
        """The share of a text's runs of words that stand in the rows; all of what is known to stand in none."""
        if text in self._beside:
            return 1.0
        said = runs(text)
        return sum(run in self._known for run in said) / len(said) if said else 0.0

    def count_on(self, number: str) -> bool:
        """True if a number goes on with those of the rows; "2" does not where these are "1.1" and "1.2"."""
        key = natural_key(number)
        if not self._numbers or len(key) < min(map(len, self._numbers)):
            return False
        return any(_follows(before, key) for before in (self._numbers[-1], max(self._numbers)))

    def is_taken(self, number: str) -> bool:
        """True if one of the rows has a number."""
        return natural_key(number) in self._numbers


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _follows(before: Key, after: Key) -> bool:
    """True if a number comes soon after another: its first part that differs is a little higher, or it is below it."""
    for (_, a), (_, b) in zip(before, after, strict=False):
        if isinstance(a, int) and isinstance(b, int) and a != b:
            return 0 < b - a <= _NEAR
        if isinstance(a, str) and isinstance(b, str) and a != b:
            return len(a) == len(b) == 1 and 0 < ord(b) - ord(a) <= _NEAR
    return len(after) > len(before)


def runs(text: str) -> list[tuple[str, ...]]:
    """The runs of words of a text, each of so many words as tell a passage."""
    words = _words(text)
    return [tuple(words[i : i + FEWEST]) for i in range(len(words) - FEWEST + 1)]
