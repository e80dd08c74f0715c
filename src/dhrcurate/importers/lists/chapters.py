"""The numbered chapter that recommendations stand in, and where the next one begins."""

from __future__ import annotations

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import Key, printed_number

_LONGEST = 8
"""The heading of a chapter mostly has so many words at most."""


class Chapter:
    """A chapter such as "7. Recommendations", whose recommendations are numbered below it: 7.1, 7.2.

    Args:
        heading: Its heading; without a number, nothing tells where the chapter ends.
    """

    def __init__(self, heading: str = "") -> None:
        self._key: Key = ()
        self._inside = False  # whether a number below the chapter's was seen
        self._begin(heading)

    def ends_at(self, line: Line) -> bool:
        """True if a line is the heading of the next chapter; lines are asked for in the page's order."""
        found = printed_number(line.full)
        if found is None:
            return False
        key, size = natural_key(found[0]), len(self._key)
        if size and key[:size] == self._key:
            self._inside = self._inside or len(key) > size
            return False
        if not line.item and (line.gap or line.heading) and is_recommendations_heading(line.text):
            self._begin(line.text)
            return False
        if not self._inside or len(key) != size or key[:-1] != self._key[:-1]:
            return False
        (_, before), (_, after) = self._key[-1], key[-1]
        follows = isinstance(before, int) and after == before + 1
        return follows and (line.gap or line.heading) and _is_title(found[1])

    def _begin(self, heading: str) -> None:
        found = printed_number(heading.strip())
        self._key = natural_key(found[0]) if found else ()
        self._inside = False


def _is_title(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= _LONGEST
        and text[-1] not in ".;?!,:"
        and not wishes(text)
        and not is_recommendations_heading(text)
    )
