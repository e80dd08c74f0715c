"""One list in two languages, as Welsh bodies print it: the second is the first again, in words that share nothing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from dhrcurate.documents.printed import Printed

_WELSH = re.compile(
    r"\b(?:yn|yr|y|ac|ar|gan|bod|fod|dylai|dylid|rhaid|wedi|gyda|hyn|sydd|mewn|cael|neu|mwyn|rhwng|mae|eu|ei|ym"
    r"|ein|dros|pob|hynny|fel)\b|(?<=\w)[’'](?:r|n|u|w|i)\b",
    re.IGNORECASE,
)
"""Small words of Welsh, and how they are joined to the word before."""
_ENGLISH = re.compile(
    r"\b(?:the|of|to|and|in|for|that|are|be|by|on|with|should|must|not|their|its|from|has)\b", re.IGNORECASE
)
_SHARE = 0.8
"""Such a share of the numbers of a list are those of its translation."""

_FEWEST = 2
"""A single text in another language is no list."""

Part = tuple[int, int, Literal["cy", "en"]]
"""What a list, by its document and its place there, prints in one language."""


class Translations:
    """The lists that repeat another one in the other language.

    Args:
        groups: The printings of each recommendation.
        held: Those that the record holds.
    """

    def __init__(self, groups: Sequence[Sequence[Printed]], held: Collection[Printed]) -> None:
        self._again: set[Printed] = set()
        self._perhaps: set[Printed] = set()
        parts: dict[Part, list[Printed]] = defaultdict(list)
        language: Literal["cy", "en"] = "en"
        everything = (one for members in groups for one in members)
        for one in sorted(everything, key=lambda one: (one.run, one.first)):
            language = _language(one) or language
            parts[(*one.run, language)].append(one)
        of_record = Counter(held)
        for english in (part for key, part in parts.items() if key[-1] == "en"):
            for welsh in (part for key, part in parts.items() if key[-1] == "cy"):
                both = sorted((english, welsh), key=lambda part: -sum(of_record[one] for one in part))
                self._note(*both)

    def _note(self, first: Sequence[Printed], second: Sequence[Printed]) -> None:
        known, again = _by_number(first), _by_number(second)
        same = known.keys() & again.keys()
        if len(same) < _FEWEST or len(same) < _SHARE * len(second):
            return
        self._perhaps.update(second)
        if len(same) >= _SHARE * len(first):
            self._again.update(again[number] for number in same)

    def is_again(self, members: Collection[Printed]) -> bool:
        """Whether all printings of a recommendation are those of one that is printed in the other language."""
        return self._again.issuperset(members)

    def is_perhaps(self, members: Collection[Printed]) -> bool:
        """Whether they may be."""
        return self._perhaps.issuperset(members)


def _by_number(part: Sequence[Printed]) -> Mapping[str, Printed]:
    """A list by its numbers, or by the places of what is not numbered; nothing if one number stands twice."""
    numbered = {one.number or f"#{at}": one for at, one in enumerate(part)}
    return numbered if len(numbered) == len(part) else {}


def _language(printed: Printed) -> Literal["cy", "en"] | None:
    """The language whose small words a text has more of; `None` for as many of both."""
    welsh, english = (len(small.findall(printed.text)) for small in (_WELSH, _ENGLISH))
    return None if welsh == english else "cy" if welsh > english else "en"
