"""Letters that a blank parted from their word: "r isk", "T he council", "wit h"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.text.ending_words import PREPOSITIONS
from dhrcurate.rules.text.words import NUMBERED_THINGS
from dhrcurate.rules.vocabulary import is_plain_word, is_word

_SMALL = frozenset("bcdefghjklmnopqrstuvwyz")
"""Letters that are no word and no sign: "a" and "i" are words, "x" a sign."""
_CAPITAL = frozenset("ABCDEFGHIJKLMNOPQRSTUVWYZ")
_LONGEST = 25
_BEFORE = re.compile(r"(?<![\w’'/.-])(?P<word>[A-Za-z][a-z]*) \Z")
_AFTER = re.compile(r"(?P<word>[a-z]+)(?![\w’'/-])")
_LABELLED = NUMBERED_THINGS | word_set(
    "adult child children person victim perpetrator vitamin patient resident suspect friend partner worker agency list"
    " site zone route vs versus hepatitis plan"
)
"""Words that a letter follows as a label."""
_BEFORE_NOUN = PREPOSITIONS | word_set("and of between that or")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:;]\s+|\n)[“‘]?\Z")
_LEAST = 3
_PRONOUNS = word_set("he is as it in on or to so")


def parted_letters(free_text: FreeText) -> Iterator[tuple[int, int, str]]:
    """Yield start and end, in the joined text, of a letter with the rest of its word, and the word."""
    letters = (_SMALL | _CAPITAL) & free_text.vocabulary
    for letter in sorted(letters):
        for at in free_text.occurrences(f"{letter} "):
            if at and not (free_text.joined[at - 1].isspace() or free_text.joined[at - 1] in "“‘("):
                continue
            found = _capital(free_text.joined, at) if letter in _CAPITAL else _small(free_text.joined, at)
            if found:
                yield found


def _small(text: str, at: int) -> tuple[int, int, str] | None:
    before = _BEFORE.search(text, max(0, at - _LONGEST), at)
    after = _AFTER.match(text, at + 2)
    if before is None or before["word"].lower() in _LABELLED:
        return None  # a label, or the letter of a list
    joined = text[at] + after["word"] if after else ""
    if after and len(joined) >= _LEAST and is_plain_word(joined):
        return at, after.end(), joined
    joined = before["word"] + text[at]
    if len(joined) >= _LEAST and is_plain_word(joined.lower()) and not is_word(before["word"].lower()):
        return before.start(), at + 1, joined
    return None


def _capital(text: str, at: int) -> tuple[int, int, str] | None:
    after = _AFTER.match(text, at + 2)
    if after is None or not is_plain_word(joined := text[at].lower() + after["word"]):
        return None
    start = _SENTENCE_START.search(text, max(0, at - 4), at) is not None
    before = None if start else _BEFORE.search(text, max(0, at - _LONGEST), at)
    if not start and (before is None or before["word"] not in _BEFORE_NOUN):
        return None  # somebody without a name: "when asked T he said"
    if is_word(after["word"]) and (text[at] in "AIO" or joined != "the"):
        return None  # "A way", "T shirts"
    return at, after.end(), text[at] + after["word"]
