"""Halves of words: two with a blank between them, and one at which a text breaks off."""

from __future__ import annotations

import re

from dhrcurate.domain.finding import Span
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.text.seams import SHORT_WORDS
from dhrcurate.rules.vocabulary import begins_a_word, is_compound, is_plain_word, is_word

_SMALL = SHORT_WORDS | word_set("the and for are was not but who has had his her its our can may all any per")
_LEAST_HALF = 3
"""The fewest letters of half a word beside a small word."""
_SHORT = 4
"""The letters of a word that is like too many, unless both of its halves are none: "sa fe"."""
_MARK = 2
_BEFORE_NUMBER = re.compile(r"\.?\s?\d")
"""What follows the mark of a reference, of at most two letters: "s.42", "s 136", "ss 1-3"."""
_APART = word_set("sub multi non inter")
"""Beginnings of words that many write as words of their own before a whole one: "sub group"."""
_AGAIN = word_set("re pre co de un mis")
_BEFORE = re.compile(r"(?<![\w’'-])([^\W\d_]+) \Z")
_AFTER = re.compile(r" ([a-z]+)(?![\w’'-])")


def joined_halves(text: str, span: Span, odd: str) -> Span | None:
    """The stretch of a word with a blank, of which an odd word is one half."""
    if len(odd) <= _MARK and _BEFORE_NUMBER.match(text, span.end):
        return None
    before = _BEFORE.search(text, max(0, span.start - 25), span.start)
    after = _AFTER.match(text, span.end)
    for start, end, half in (
        (before.start(1), span.end, before[1]) if before and odd[0].islower() else (0, 0, ""),
        (span.start, after.end(), after[1]) if after else (0, 0, ""),
    ):
        if not half:
            continue
        word = "".join(text[start:end].split()).lower()
        if start == span.start and odd.lower() in _APART and is_word(half):
            continue
        if start == span.start and odd.lower() in _AGAIN and is_word(half) and not is_plain_word(word):
            continue  # "re audit" is written so for "re-audit", and "re view" is not
        common = half.lower() in _SMALL
        long = len(word) > _SHORT or (len(word) == _SHORT and not is_word(half.lower()))
        if long and is_word(word) and not (common and len(odd) < _LEAST_HALF):
            return Span(start, end)
    return None


_LAST = re.compile(r"(?<=[\w,;:’'”)] )[A-Za-z][a-z]+\Z")
_BEHIND_HYPHEN = re.compile(r"(?<![\w’'-])[A-Za-z]{2,}-(?P<half>[a-z]{4,})\Z")
_ALL_OF_A_NAME = 5
"""The fewest letters of half a word that begins with a capital; shorter ones are names."""


def half_at_end(text: str, published: FreeText) -> str | None:
    """The last word of a text without a full stop if it is none, and a longer word begins so.

    Not the second half of a word with a blank in it: that word is whole.

    Args:
        text: The text, without blanks at its end.
        published: The published wording of its record.
    """
    if (part := _BEHIND_HYPHEN.search(text, max(0, len(text) - 40))) and not is_word(part["half"]):
        return part.group() if begins_a_word(part["half"]) else None
    match = _LAST.search(text, max(0, len(text) - 40))
    if not match:
        return None
    half = match.group()
    if half not in published.odd_words or published.count(half) > 1:
        return None
    if half[0].isupper() and len(half) < _ALL_OF_A_NAME:
        return None
    small = half.lower()
    if is_compound(small) or joined_halves(text, Span(*match.span()), half):
        return None
    longer = len(small) < _SYLLABLE or begins_a_word(small) or _begins_another(small, published)
    return half if longer else None


_LAST_CAPITAL = re.compile(r"(?<=[a-z] |[A-Z’] )[A-Z][a-z]{2,}\Z")
_INFLECTIONS = ("s", "es", "ed", "ing", "er", "ers", "ly")


def capital_half_at_end(text: str, published: FreeText) -> str | None:
    """The last word of a text, with a capital, that stands nowhere else, where a longer one of the record begins so.

    As "Partner" for "Partnership", and not "Officer" beside "Officers".

    Args:
        text: The text, without blanks at its end.
        published: The published wording of its record.
    """
    match = _LAST_CAPITAL.search(text, max(0, len(text) - 40))
    if not match:
        return None
    half = match.group()
    words = {found.group() for found in re.finditer(rf"(?<![\w’'-]){half}\w*", published.joined)}
    alone = len(re.findall(rf"(?<![\w’'-]){half}(?!\w)", published.joined))
    longer = {word for word in words if word != half and word[len(half) :] not in _INFLECTIONS}
    return half if alone == 1 and longer else None


def _begins_another(half: str, published: FreeText) -> bool:
    """True if half a word, in small letters, begins a longer one of the record."""
    text = published.joined
    for written in (half, half.capitalize(), half.upper()):
        for at in published.occurrences(written):
            before, after = text[at - 1 : at], text[at + len(half) : at + len(half) + 1]
            if after.isalpha() and not (before.isalnum() or before == "_"):
                return True
    return False


_SYLLABLE = 4
"""A shorter end that is no word is half a word whatever follows."""
