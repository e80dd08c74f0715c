"""The numbered chapter that recommendations stand in, and where the next one begins."""

from __future__ import annotations

import re

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import SPELT, Key, printed_number

_SPELT_CHAPTER = re.compile(rf"(?:section|chapter|part) (?P<number>{'|'.join(SPELT)})\b", re.IGNORECASE)
_LONGEST = 8
"""The heading of a chapter mostly has so many words at most."""
_FEWEST = 4
"""A recommendation has at least so many words, so that fewer ask for nothing: "Reflect", "Support services"."""


class Chapter:
    """A chapter such as "7. Recommendations", whose recommendations are numbered below it: 7.1, 7.2.

    They may also be counted from 1, or not at all; the next chapter then goes on from its number and not from theirs.

    Args:
        heading: Its heading; without a number, only a number that goes on with none above tells where the chapter ends.
    """

    def __init__(self, heading: str = "") -> None:
        self._in_words = 0  # its number where it stands in words: "Section four"
        self._key: Key = ()
        self._last: Key = ()  # of the recommendations that are not numbered below the chapter's
        self._inside = False  # whether a number below it was seen
        self._begun = False  # whether anything was
        self._titled = False  # whether what was numbered had a title for its words
        self._begin(heading)

    def ends_at(self, line: Line, below: Line | None = None) -> bool:
        """True if a line is the heading of the next chapter; lines are asked for in the page's order.

        Args:
            line: The line.
            below: The next one, if it is to be looked at as well.
        """
        if (spelt := _in_words(line.text)) and (line.gap or line.heading) and not line.item:
            if is_recommendations_heading(line.text):
                self._begin(line.text)
                return False
            if spelt == self._in_words + 1:
                return True
        found = printed_number(line.full)
        if found is None:
            self._begun = True
            return False
        key, size = natural_key(found[0]), len(self._key)
        if self.holds(line):
            self._inside = self._inside or len(key) > size
            self._begun = True
            return False
        heads = found[0][:1].isdecimal() and not line.item and (line.gap or line.heading)
        if heads and is_recommendations_heading(line.text):  # "Recommendation 1" is none of a chapter
            self._begin(line.text)
            return False
        title = (line.gap or line.heading) and _is_title(found[1].removesuffix("?"))
        if title and self._inside and len(key) == size and _goes_on(self._key, key):
            return True
        further = len(key) == 1 and _goes_on(self._key[:1], key) and not _goes_on(self._last, key)
        if title and further and self._begun and found[0][:1].isdecimal() and not line.item:
            return True
        if below is not None and _is_title(found[1]) and self._is_next(line, key, below):
            return True
        self._begun, self._last, self._titled = True, key, self._titled or _is_title(found[1])
        return False

    def _is_next(self, line: Line, key: Key, below: Line) -> bool:
        """True if a title is that of the next chapter by what stands below it.

        Its number counts on from the chapter's, and either "10.1" is below it or a paragraph, as below nothing before.
        Where the chapter has none, its number counts on from none above.
        """
        if not self._begun or len(key) != 1 or not line.full[:1].isdecimal():
            return False
        found = printed_number(below.full)
        holds = found is not None and natural_key(found[0])[:1] == key and len(natural_key(found[0])) > 1
        over_text = holds or (found is None and not below.item and not below.heading)
        if self._key:
            return _goes_on(self._key[:1], key) and (holds or (over_text and not self._titled))
        first = key[0][1] == 1 or _goes_on(self._last, key)
        return not (first or line.item) and (line.heading or (line.gap and over_text))

    def holds(self, line: Line) -> bool:
        """True if a line has a number of the chapter, or one below it."""
        found = printed_number(line.full)
        size = len(self._key)
        return found is not None and size > 0 and natural_key(found[0])[:size] == self._key

    def _begin(self, heading: str) -> None:
        found = printed_number(heading.strip())
        self._in_words = _in_words(heading.strip())
        self._key = natural_key(found[0]) if found else ()
        self._last, self._inside, self._begun, self._titled = (), False, False, False


def _in_words(heading: str) -> int:
    """The number of a chapter that its heading has in words, as in "Section four: Recommendations"; 0 for any other."""
    found = _SPELT_CHAPTER.match(heading)
    return SPELT.index(found["number"].lower()) + 1 if found else 0


def _goes_on(before: Key, after: Key) -> bool:
    """True if a number is the next one after another of the same length."""
    if not before or len(before) != len(after) or before[:-1] != after[:-1]:
        return False
    (_, last), (_, figure) = before[-1], after[-1]
    return isinstance(last, int) and figure == last + 1


def _is_title(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= _LONGEST
        and text[-1] not in ".;?!,:"
        and (len(words) < _FEWEST or not wishes(text))
        and not is_recommendations_heading(text)
    )
