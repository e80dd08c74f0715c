"""Joins of a cell beside which no name stands, by the text alone: nothing, signs, an article, or a name blacked out.

Whoever reads "Exampleshire Police and ..." as one name loses the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from dhrcurate.agencies.joins import Join, joins

HIDDEN = re.compile(
    r"[\[(<]\s*(?:(?:(?:name|agency|organisation)s?\s+)?(?:redacted|removed|withheld|illegible)"
    r"(?:\s+(?:name|agency|organisation)s?)?|x{2,}|[█▇▓■]+)\s*[\])>]|[█▇▓■]+",
    re.IGNORECASE,
)
"""What stands in the place of a name that is not published."""

_NO_NAME = re.compile(r"(?:[\W_]|\b(?:the|(?-i:an?)|its|their|his|her|our|and|of|for)\b)*", re.IGNORECASE)
"""Signs, and words that name nobody by themselves."""

_CUT = re.compile(r"\b(?:of|for|the|(?-i:an?)|its|their)[\W_]*\Z", re.IGNORECASE)
"""The end of a name of which the rest is lost."""

_SIGNS = re.compile(r"[;,/&\\，；+]|\b(?:and|with|plus|of|from|by|alongside|c/o)\b", re.IGNORECASE)
"""What every join that may have a gap beside it contains."""

_STARTS_WITH_JOIN = re.compile(r"\s*(?:and|with)\b", re.IGNORECASE)
_TWICE = frozenset({"and", "&", "with", "plus"})
_LAYOUT = frozenset({"-", ":", "newline", "c/o"})
"""Joins that may stand before the first name, after the last and beside another join, as marks of a list or a label."""

_DOTS = str.maketrans(dict.fromkeys("….*_?", " "))
"""Signs that stand for words and end a joining word: "and…"."""

_ARTICLE = re.compile(r"the\W*", re.IGNORECASE)
_END_OF_JOIN = r"(?:the|an?|its|their|his|her|our|and|of|for|with|plus|or|by|as|from|in|at|alongside)(?![^\W_])"
_NAME_WORD = rf"(?!{_END_OF_JOIN})[^\W\d_]{{2,}}+(?:['’][^\W\d_]++)*+"
_PLAIN = re.compile(rf"{_NAME_WORD}(?:(?: and | & |, | ?/ ?|; | ){_NAME_WORD})*+", re.IGNORECASE)
"""Words of names with a plain join or a blank between each two, as most cells are: a name is on each side."""

_EDGE = "\0"
"""Stands before and after a text, so that a join at its very start or end is one."""


def is_hidden(text: str) -> bool:
    """True if a text is only what stands in the place of a name that is not published."""
    return HIDDEN.search(text) is not None and _NO_NAME.fullmatch(HIDDEN.sub(" ", text)) is not None


def gaps(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the places where a name is missing beside a join: "A, , B", "A and", "A & ...", "; A".

    What is between two `|` is taken by itself.
    """
    found: list[tuple[int, int]] = []
    if _PLAIN.fullmatch(text):
        return found
    for side, start, around in _sides(text):
        if not _is_empty(side, around):
            continue
        first, last = around[0], around[-1]
        twice = _STARTS_WITH_JOIN.match(side)
        if twice and not _NO_NAME.fullmatch(side):
            found.append((first.start, start + twice.end()))
        else:
            found.append((min(first.start, start), max(last.end, start + len(side))))
    return [(max(0, start), min(len(text), end)) for start, end in found]


def loses_name(text: str) -> bool:
    """True if beside a join of a text there is no name, one that is not published, or the cut beginning of one."""
    return any(
        _is_empty(side, around)
        or _CUT.search(side)
        or (is_hidden(side) and not (start < 0 and is_person(side, around[0])))
        for side, start, around in _sides(text)
    )


def is_person(before: str, join: Join) -> bool:
    """True if what a text begins with stands for the name of somebody: "[REDACTED], Exampleshire Police"."""
    return join.name == "," and is_hidden(before)


def _sides(text: str) -> Iterator[tuple[str, int, list[Join]]]:
    """Yield what stands between the joins of a text: the side, its start, and the joins beside it, at least one."""
    if not _SIGNS.search(text):
        return
    framed = f"{_EDGE} {text.translate(_DOTS)} {_EDGE}"
    found = [
        Join(each.start - 2, each.end - 2, each.name, each.strength)
        for each in joins(framed)
        # "Plus" may be the first word of a name, or its last one.
        if framed[each.start : each.end].strip() != "Plus" or (each.start > 1 and each.end < len(framed) - 1)
    ]
    if not found:
        return
    bounds = [(-2, -2), *((each.start, each.end) for each in found), (len(text) + 2, len(text) + 2)]
    for at, ((_, start), (end, _)) in enumerate(pairwise(bounds)):
        if at == len(found) and found[-1].name == "," and _ARTICLE.fullmatch(framed[start + 2 :]):
            continue  # "Borset Trust, the" is a name as it stands in an index
        yield framed[start + 2 : end + 2].replace(_EDGE, " "), start, found[max(0, at - 1) : at + 1]


def _is_empty(side: str, around: list[Join]) -> bool:
    if _NO_NAME.fullmatch(side):
        return not is_hidden(side) and not (side.strip() == "" and any(map(_is_layout, around)))
    return around[0].name in _TWICE and around[0].start >= 0 and _STARTS_WITH_JOIN.match(side) is not None


def _is_layout(join: Join) -> bool:
    return join.name in _LAYOUT
