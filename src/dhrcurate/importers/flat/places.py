"""Where names stand in the text of a page, found without going through it for each of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

_MOST_PLACES = 400
"""How many places of the same two words are kept."""
_WORD = re.compile(r"\w+")


class Places:
    """Where words of a text stand, so that a name is found without going through the text.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._at: dict[tuple[str, ...], list[int]] = defaultdict(list)
        before: re.Match[str] | None = None
        for word in _WORD.finditer(text):
            self._add((word.group(),), word.start())
            if before is not None:
                self._add((before.group(), word.group()), before.start())
            before = word

    def _add(self, words: tuple[str, ...], at: int) -> None:
        places = self._at[words]
        if len(places) < _MOST_PLACES:
            places.append(at)

    def of(self, name: str) -> Sequence[int]:
        """The places where the first words of a name stand."""
        return self._at.get(tuple(word.group() for word in islice(_WORD.finditer(name), 2)), ())
