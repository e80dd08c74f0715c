"""Words of which the extraction lost or mistook a single letter, beyond what `damaged_words` compares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dhrcurate.domain.finding import Span
from dhrcurate.rules.free_text import AS_THE, FreeText
from dhrcurate.rules.vocabulary import is_plain_word, is_word

_LIGATURES = ("ffi", "ffl", "fi", "ff", "fl")
_HALVES = re.compile(r"(?<![\w’'./@-])([A-Za-z][a-z]*) ([a-z]{2,})(?![\w’'@/-])")
_INNER_CAPITAL = re.compile(r"[A-Za-z]?[a-z]+I[a-z]+")
_SHORT = re.compile(r"[a-z1]{2,3}")
_SMALL = frozenset({"all", "its", "it", "in", "is", "if", "till", "will"})
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
            if len(first + second) > 3 and is_plain_word((first + lost + second).lower()):
                return Span(*match.span()), first + lost + second
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
        elif "1" in word and _SHORT.fullmatch(word.lower()):
            small = next((r for r in (word.replace("1", "l"), word.replace("1", "i")) if r.lower() in _SMALL), None)
            if small:
                yield word, small


def glued_sentences(joined: str) -> Iterator[tuple[int, int, str]]:
    """Yield start and end of the words around a full stop that lost its blank, and the words as they should be."""
    for stop in _NO_BLANK.finditer(joined):
        match = _GLUED_SENTENCE.search(joined, max(0, stop.start() - 25), stop.start() + 25)
        if match and match.start() < stop.start() < match.end():
            one, other = match.groups()
            if is_word(one) and is_word(other.lower()):
                yield *match.span(), f"{one}. {other}"
