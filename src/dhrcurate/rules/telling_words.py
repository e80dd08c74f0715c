"""What single words tell: each is looked at once in a run, as nearly all stand in many records and tell nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

T = TypeVar("T")

MOST_KEPT = 200_000
"""The most words that are known to tell nothing."""


class TellingWords(Generic[T]):
    """Finds among the words of a record those that tell something.

    Args:
        tell: What a word with its punctuation tells, by itself; `None` or something empty for nothing.
    """

    def __init__(self, tell: Callable[[str], T | None]) -> None:
        self._tell = tell
        self._plain: set[str] = set()

    def among(self, words: AbstractSet[str]) -> Iterator[T]:
        """What those words tell that tell something, in no order."""
        if len(self._plain) > MOST_KEPT:
            self._plain.clear()
        for word in words - self._plain:
            told = self._tell(word)
            if told:
                yield told
            else:
                self._plain.add(word)
