"""Names in which initials stand for some of the words."""

from __future__ import annotations

import re

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
    for end in range(1, len(words)):
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
    shortened = {word for word in words if word.casefold() in said}
    for at, _ in enumerate(words):
        for end in range(at + 2, len(words) + 1):
            if "".join(word[0] for word in words[at:end]).casefold() in said:
                shortened.update(words[at:end])
    for word in words:
        if (word.isupper() and len(word) > 1 and word.casefold() in _all_initials(others)) or any(
            _is_short(word, longer) or _is_short(longer, word) for longer in others
        ):
            shortened.add(word)
    return [word for word in words if word not in shortened]


def _all_initials(words: list[str]) -> set[str]:
    """The initials of any words that stand together."""
    return {
        "".join(word[0] for word in words[at:end]).casefold()
        for at in range(len(words))
        for end in range(at + 2, len(words) + 1)
    }


def _is_short(short: str, long: str) -> bool:
    """Whether a word is the beginning of another, as `Met` is of `Metropolitan`."""
    return _LEAST <= len(short) < len(long) and long.casefold().startswith(short.casefold())


_SMALL = frozenset({"the", "of", "and", "for", "in", "on", "s", "nhs"})
_LEAST = 3
