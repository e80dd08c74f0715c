"""Names in which initials stand for some of the words."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"\w+")


def is_initialled(short: str, long: str) -> bool:
    """Return whether a name is another one with initials for some of its words: `Borderland CRC`, `the NHS FT`.

    At least one word is the same in both, so that initials alone never are somebody's.
    """
    wanted, words = _WORD.findall(short), _WORD.findall(long)
    at, same = 0, 0
    for word in wanted:
        here = words[at : at + 1]
        if here and word.casefold() == here[0].casefold():
            at, same = at + 1, same + 1
        elif word.isupper() and len(word) > 1 and word == "".join(w[0] for w in words[at : at + len(word)]).upper():
            at += len(word)
        else:
            return False
    return same > 0 and at == len(words)


def has_initials_of(short: str, long: str) -> bool:
    """Return whether a name may be another one with initials for whose it is: `EBW ICB`, or with their kind spelt out.

    The initials are some of those of the long name, in their order and with the first; the kind of body is the same.
    """
    kinds, words = _WORD.findall(short), _words(long)
    at = next((i for i, word in enumerate(kinds) if word.casefold() not in _SMALL), len(kinds))
    initials, kind = "".join(kinds[at : at + 1]), [w for w in kinds[at + 1 :] if w.casefold() not in _SMALL]
    if not (kind and initials.isupper() and len(initials) > 1):
        return False
    for end in range(max(1, len(words) - _MOST_INITIALS), len(words)):
        if _same_kind(kind, words[end:]):
            letters = iter("".join(word[0] for word in words[:end]).upper())
            return words[0][0].upper() == initials[0] and all(letter in letters for letter in initials)
    return False


def _same_kind(one: list[str], other: list[str]) -> bool:
    """Whether two kinds of bodies have the same words, or one is the initials of the other."""
    mine, theirs = [word.casefold() for word in one], [word.casefold() for word in other]
    return mine == theirs or any(
        len(short) == 1 and len(long) > 1 and short[0] == "".join(word[0] for word in long)
        for short, long in ((mine, theirs), (theirs, mine))
    )


def has_names_of(one: str, other: str) -> bool:
    """Return whether two names may be one: all words of either are in the other, spelt out, as initials or shortened.

    `NHS East Borderland Clinical Commissioning Group` is `East Borderland CCG`, and `Borderland Police` is no
    `Borderland Council`.
    """
    left, right = words_apart(one, other)
    mine, theirs = _words(one), _words(other)
    return bool(mine and theirs) and not (left and right) and (len(left) < len(mine) or len(right) < len(theirs))


def words_apart(one: str, other: str) -> tuple[list[str], list[str]]:
    """Return the words of each of two names that the other one does not say, in whatever form."""
    mine, theirs = _words(one), _words(other)
    return _left(mine, theirs), _left(theirs, mine)


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if word.casefold() not in _SMALL]


def _left(words: list[str], others: list[str]) -> list[str]:
    """The words that none of others say."""
    said = {word.casefold() for word in others}
    begun = {beginning for word in said for beginning in _beginnings(word)}
    initials = {short for _, _, short in _all_initials(others)}
    shortened = {
        word
        for word in words
        if (plain := word.casefold()) in said
        or plain in begun
        or not said.isdisjoint(_beginnings(plain))
        or (word.isupper() and plain in initials)
    }
    for at, end, short in _all_initials(words):
        if short in said:
            shortened.update(words[at:end])
    return [word for word in words if word not in shortened]


def _all_initials(words: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield where words begin and end that stand together, and their initials."""
    for at in range(len(words)):
        short = words[at][0]
        for end, word in enumerate(words[at + 1 : at + _MOST_INITIALS], start=at + 2):
            short += word[0]
            yield at, end, short.casefold()


def _beginnings(word: str) -> set[str]:
    """What a word may be shortened to, as `Metropolitan` to `Met`."""
    return {word[:end] for end in range(_LEAST, min(len(word), _LONGEST))}


_SMALL = frozenset({"the", "of", "and", "for", "in", "on", "s", "nhs"})
_LEAST = 3
_LONGEST = 40
"""No word is shortened to one of so many letters."""
_MOST_INITIALS = 12
"""No short name has more letters."""
