"""The words of a recommendation, by which two wordings of it are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from dhrcurate.domain.edit import Data

_WORD = re.compile(r"\w+|(?<!\w)[-+\u2212](?=\d)|[%\u2030£€$¥]")
"""A word, and what changes the meaning of a figure: its sign, per cent, the currency."""
_MINUS = "\u2212"
_FIRST_LETTER = 0x100
_SURROGATES = 0xD800
_BEHIND_SURROGATES = 0xE000


@lru_cache(maxsize=8192)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in their order: what differs only in marks, blanks and capitals has the same."""
    words = (unicodedata.normalize("NFKC", word).casefold() for word in _WORD.findall(text))
    return tuple("-" if word == _MINUS else word for word in words)


def places_of_words(text: str) -> list[int]:
    """Where each of the words begins, in code points."""
    return [match.start() for match in _WORD.finditer(text)]


def words_of_row(row: Data) -> tuple[str, ...]:
    """The words of a recommendation, title and text as one: where a heading is set apart, no word changes."""
    return (*words_of(row.get("title") or ""), *words_of(row.get("text") or ""))


class Letters:
    """Gives each word a letter, so that texts can be compared word by word as quickly as letter by letter."""

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def of(self, words: Sequence[str]) -> str:
        """Some words as a text of one letter for each."""
        return "".join(self._letters.get(word) or self._new(word) for word in words)

    def _new(self, word: str) -> str:
        at = _FIRST_LETTER + len(self._letters)
        letter = chr(at if at < _SURROGATES else at - _SURROGATES + _BEHIND_SURROGATES)
        self._letters[word] = letter
        return letter
