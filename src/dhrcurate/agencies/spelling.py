"""Words similar to those of the register: misspelt, shortened, or a county for its town."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Prefix

MIN_LENGTH = 3
"""Shorter words are never taken for others."""

_COMPASS = frozenset({"north", "south", "east", "west"})

_CACHED = 50_000
"""Similar words are cached for as many words before the cache is emptied."""


@dataclass(frozen=True, slots=True)
class SimilarWord:
    """A word of the register that a written word may stand for.

    Attributes:
        token: The register's word.
        similarity: How much of its weight counts, from 0 to 1.
        difference: `spelling` (the written word is not known, so it may be misspelt), `shire` (one word is the other
            with "shire"), or `form` (another form or a shortening of the word).
    """

    token: str
    similarity: float
    difference: str


class Vocabulary:
    """The words of a register, indexed so that similar ones are found.

    Args:
        tokens: The words.
        places: Words of the geography: known, and not found as similar.
    """

    def __init__(self, tokens: Iterable[str], places: Iterable[str] = ()) -> None:
        self._tokens = set(tokens)
        self._known = self._tokens.union(places)
        self._by_prefix: dict[str, list[str]] = {}
        self._by_deletion: dict[str, list[str]] = {}
        for token in self._tokens:
            if len(token) < MIN_LENGTH or not token.isalpha():
                continue
            self._by_prefix.setdefault(token[:3], []).append(token)
            # An error in the first three letters is found by leaving out one letter of either word.
            for at in range(3):
                self._by_deletion.setdefault(token[:at] + token[at + 1 :], []).append(token)
        self._cache: dict[str, tuple[SimilarWord, ...]] = {}

    def is_known(self, token: str) -> bool:
        """True if it is a word of the register or of the geography, and so not a misspelling of another one."""
        return token in self._known

    def similar(self, token: str) -> tuple[SimilarWord, ...]:
        """Return the register's words similar to a written one, without that word itself."""
        found = self._cache.get(token)
        if found is None:
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            found = self._cache[token] = tuple(self._find(token))
        return found

    def _find(self, token: str) -> Iterable[SimilarWord]:
        if len(token) < MIN_LENGTH or not token.isalpha():
            return
        misspelt = token not in self._known
        candidates = set(self._by_prefix.get(token[:3], ()))
        if misspelt:
            for at in range(3):
                shorter = token[:at] + token[at + 1 :]
                candidates.update(self._by_deletion.get(shorter, ()))
                candidates.update(word for word in (shorter,) if word in self._tokens)
                swapped = token[:at] + token[at + 1 : at + 2] + token[at] + token[at + 2 :]
                candidates.update(word for word in (swapped,) if word in self._tokens)
            candidates.update(self._by_deletion.get(token, ()))
        candidates.discard(token)
        for word in candidates:
            similar = _compare(token, word, misspelt=misspelt)
            if similar is not None:
                yield similar


def _compare(token: str, word: str, *, misspelt: bool) -> SimilarWord | None:
    shorter, longer = (token, word) if len(token) < len(word) else (word, token)
    if longer == shorter + "shire" or (longer.endswith("shire") and longer[:-5] == shorter.removesuffix("er")):
        return SimilarWord(word, 0.75, "shire")
    if misspelt and (len(longer) > 4 or _doubled(shorter, longer)):
        allowed = 1 if len(longer) < 8 or token[0] != word[0] else 2
        distance = OSA.distance(token, word, score_cutoff=allowed)
        if distance <= allowed and (token[0] == word[0] or len(longer) > 6):
            return SimilarWord(word, 1 - 0.8 * distance / len(longer), "spelling")
    if _doubled(shorter, longer) or (shorter in _COMPASS and longer == shorter + "ern"):
        return SimilarWord(word, 0.85, "form")
    same = Prefix.similarity(token, word)
    if same >= 5 and same >= 0.6 * len(longer):
        return SimilarWord(word, 0.65 if misspelt else 0.5, "form")
    return None


def _doubled(shorter: str, longer: str) -> bool:
    """True if the longer word is the shorter one with a letter doubled ("Taff" for "Taf")."""
    return any(longer == shorter[:at] + shorter[at - 1] + shorter[at:] for at in range(1, len(shorter) + 1))
