"""Words of which the extraction lost or mistook a single letter, beyond what `damaged_words` compares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dhrcurate.domain.finding import Span
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import AS_THE, FreeText
from dhrcurate.rules.vocabulary import begins_a_word, is_plain_word, is_word

_LIGATURES = ("ffi", "ffl", "fi", "ff", "fl")
_MODERN_LIGATURES = (*_LIGATURES, "tti", "tt", "ti", "ft", "f")
"""Those of newer fonts as well, and what is left of one."""
_HALVES = rare(r"(?<![\w’'./@-])([A-Za-z][a-z]*)(?= ([a-z]+)(?![\w’'@/-]))")
_LEAST_LEFT = 3
"""The fewest letters that are left of a word without its ligature: "o er"."""
_SHORT_WORDS = word_set("find finds first field fields filled final fix flag flags flats floor flow offer offers staff")
SHORT_LIGATED = {
    left: word
    for word in sorted(_SHORT_WORDS)
    for lost in _LIGATURES
    if lost in word and len(left := word.replace(lost, "", 1)) > 1 and not is_word(left)
}
"""What is left of short words, which are like too many to be compared with all, without their ligature."""
_INNER_CAPITAL = re.compile(r"[A-Za-z]?[a-z]*I[a-z]+|[A-Za-z]?[a-z]{2,}I")
_SHORT = re.compile(r"[a-z10]{2,3}")
_SMALL = frozenset({"all", "its", "it", "in", "is", "if", "till", "will", "to", "of", "on", "or", "not", "for", "who"})
_AS_LETTERS = str.maketrans("015", "ols")
_FIGURE = re.compile(r"(?=.*\d)[1-9lOI][\dlOI]{1,3}")
_AS_FIGURES = str.maketrans("lIO", "110")
_NO_BLANK = re.compile(r"\.(?=[A-Z][a-z])")
_GLUED_SENTENCE = re.compile(r"(?<![\w./@-])([a-z]{3,})\.([A-Z][a-z]+)(?![\w/@]|\.\w)")


def without_ligature(text: str, odd: str, span: Span) -> tuple[Span, str] | None:
    """Return the word that has a blank for a ligature, with its place: "o cers" for officers.

    Args:
        text: The text.
        odd: A word of it that is none.
        span: Its place.
    """
    for match in _HALVES.finditer(text, max(0, span.start - 20), min(len(text), span.end + 20)):
        first, second = match.groups()
        if odd not in {first, second}:
            continue
        for lost in _LIGATURES:
            if len(first + second) >= _LEAST_LEFT and is_plain_word((first + lost + second).lower()):
                return Span(match.start(1), match.end(2)), first + lost + second
        for lost in _MODERN_LIGATURES:
            if len(first + second) >= _LEAST and is_plain_word((first + lost + second).lower()):
                return Span(match.start(1), match.end(2)), first + lost + second
    return None


@lru_cache(maxsize=8192)
def with_ligature(word: str) -> str | None:
    """Return the word of which one in small letters lost a ligature, or all but its f: "ofcer", "ofer", "specic"."""
    for at in range(len(word)):
        for lost in _LIGATURES:
            better = word[:at] + lost + word[at:]
            if len(better) > _LEAST and is_plain_word(better):
                return better
            better = word[:at] + lost + word[at + 1 :]
            if word[at] == "f" and len(better) >= _LEAST and is_plain_word(better):
                return better
    return None


_LEAST = 5


@lru_cache(maxsize=8192)
def with_letter(word: str) -> str | None:
    """Return the long word of which one in small letters lost a letter within: "infomation".

    What American and older spelling write otherwise is none: "neighborhood", "councilors".
    """
    if len(word) < _LEAST_LONG:
        return None
    found: list[str] = []
    for at in range(1, len(word)):
        if not begins_a_word(word[:at]):
            break
        for letter in _ALPHABET:
            spelt = (letter == "u" and word[at - 1] in "og") or (letter == "l" and "l" in word[at - 1 : at + 1])
            better = word[:at] + letter + word[at:]
            if not spelt and begins_a_word(better[: at + 1]) and better not in found and is_plain_word(better):
                found.append(better)
    found = [each for each in found if not each.endswith("ly") and "ae" not in each]
    return found[0] if len(found) == 1 else None


_LEAST_LONG = 10
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def misread_signs(free_text: FreeText) -> Iterator[tuple[str, str]]:
    """Yield words with a sign that stands for a letter, and what they are: "shouId", "a11", "tbe"."""
    for written in sorted(free_text.words_with_signs):
        word = written.strip(".,;:!?()[]“”‘’\"'")
        if "I" in word and _INNER_CAPITAL.fullmatch(word):
            right = word.replace("I", "l")
            if is_word(right.lower()):
                yield word, right
        elif word in AS_THE:
            yield word, "the"
        elif _FIGURE.fullmatch(word) and (_is_counted(word, free_text.joined) or _is_number(word, free_text.joined)):
            yield word, word.translate(_AS_FIGURES)
        elif ("1" in word or "0" in word) and _SHORT.fullmatch(word.lower()) and not word.isdigit():
            read = (word.translate(_AS_LETTERS), word.replace("1", "i").replace("0", "o"))
            small = next((r for r in read if r.lower() in _SMALL), None)
            if small:
                yield word, small
        elif word.isalnum() and word.lower() == word and sum(map(str.isdigit, word)) > 1:
            right = word.translate(_AS_LETTERS)
            if len(word) > _LEAST and right.isalpha() and is_plain_word(right):
                yield word, right


def _is_counted(figure: str, joined: str) -> bool:
    """True if a number with letters in it counts what follows, or is a year: "1O cases", "2O19"."""
    if figure.startswith(("19", "2O", "20")) and len(figure) == len("2O19"):
        return True
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    return re.search(rf"(?<!\w){figure} (?:{months}|[a-z]+s)\b", joined) is not None


_LETTER_IN_NUMBER = re.compile(r"\d+O|l\d+")
_BEFORE_NUMBER = "aged|age|under|over|than|of|within|next|least|by|after|before|every|sample|and|or|to|between"


def _is_number(figure: str, joined: str) -> bool:
    """True if digits with an O or an l, as no label has them, stand where a number does: "aged l6", "sample 3O"."""
    if _LETTER_IN_NUMBER.fullmatch(figure) is None:
        return False
    return re.search(rf"\b(?:{_BEFORE_NUMBER}) {figure}(?:[.,;)]|\s[a-z])", joined) is not None


def glued_sentences(joined: str) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of the words around a full stop that lost its blank, and the words as they should be."""
    for stop in _NO_BLANK.finditer(joined):
        match = _GLUED_SENTENCE.search(joined, max(0, stop.start() - 25), stop.start() + 25)
        if match and match.start() < stop.start() < match.end():
            one, other = match.groups()
            if is_word(one) and is_word(other.lower()):
                yield *match.span(), f"{one}. {other}"
