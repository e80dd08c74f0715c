"""What a record holds, as evidence of what the tables of its reports are: which column has its texts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from dhrcurate.documents.listing.labels import ITEM, LABEL, tidy
from dhrcurate.documents.stream import letters

_WORD_BEFORE = re.compile(r"\A(?:recommendation|argymhelliad|rec|r)\.?(?=\d)")
_MARKS = re.compile(r"[^\w.]")
_BEGINNING = 40
"""Two texts that share so many letters at their beginning may be one, worded otherwise further on."""
_LONGER = 1.3
_OPENING, _LONG = 12, 60
"""What a recommendation has begins with so many letters, which so many characters have if they are words."""
_NEARLY = 0.6
_LEAST = 25
"""A text of fewer letters may be that of any cell."""


class Told(NamedTuple):
    """A recommendation of a record.

    Attributes:
        number: Its number.
        text: Its text.
        addressed: Whom it asks, as written.
    """

    number: str
    text: str
    addressed: str


class Held:
    """The recommendations of a record, found by what a cell says.

    Args:
        told: The recommendations.
    """

    def __init__(self, told: Iterable[Told] = ()) -> None:
        said = ((letters(without_mark(one.text)), one) for one in told)
        self._told = [(text, one) for text, one in said if len(text) >= _LEAST]
        texts = [text for text, _ in self._told]
        self._whole = dict(self._told)
        self._begun = {text[:_BEGINNING]: one for text, one in self._told}
        self._all = "\n".join(texts)
        self._within = {text[at : at + _OPENING] for text in texts for at in range(len(text) - _OPENING + 1)}
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def __len__(self) -> int:
        return len(self._told)

    def find(self, text: str) -> Told | None:
        """Return the recommendation that a cell has: in the same words, nearly so, or as a part of it.

        A cell that says much more than the recommendation is none.
        """
        if len(text) < _LEAST or not self._told:
            return None
        opening = letters(without_mark(text[:_LONG]))[:_OPENING]
        if len(opening) == _OPENING and opening not in self._within:
            return None  # soon, as nearly all paragraphs of a report are nothing that the record has
        said = letters(without_mark(text))
        if len(said) < _LEAST:
            return None
        found = self._whole.get(said)
        if found is None and (begun := self._begun.get(said[:_BEGINNING])) is not None:
            found = begun if len(said) < _LONGER * len(letters(begun.text)) else None
        if found is None and len(said) >= _BEGINNING and (at := self._all.find(said)) >= 0:
            found = self._told[bisect_right(self._starts, at) - 1][1]
        return found

    def has(self, text: str) -> bool:
        """Return whether a text is a recommendation as a whole, whatever number is in front of it."""
        return letters(without_mark(text)) in self._whole


NOTHING = Held()


def without_mark(text: str) -> str:
    """Return a text without a label or number in front of it."""
    mark = LABEL.match(text) or ITEM.match(text)
    return text[mark.end() :] if mark else text


def bare_number(number: str) -> str:
    """Return a number without the word or letter in front of it, and without blanks and brackets."""
    return _WORD_BEFORE.sub("", _MARKS.sub("", tidy(number).casefold()))


def same_number(cell: str, told: str) -> bool:
    """Whether a cell has the number of a recommendation, whatever stands around it."""
    return bool(told) and bare_number(cell) == bare_number(told)


def same_body(cell: str, told: str) -> bool:
    """Whether two cells seem to name one body: one has hardly more than the words of the other, or its initials."""
    a, b = sorted((letters(cell), letters(told)), key=len)
    if not a:
        return False
    return (a in b and len(a) >= _NEARLY * len(b)) or a in _initials(told) or a in _initials(cell)


def _initials(name: str) -> set[str]:
    words = name.replace("-", " ").split()
    return {
        "".join(word[:1] for word in words).casefold(),
        "".join(word[:1] for word in words if word[:1].isupper()).casefold(),
    } - {"", *(word[:1].casefold() for word in words)}
