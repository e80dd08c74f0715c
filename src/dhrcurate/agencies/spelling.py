"""Words that are nearly those of the register: misspelt, shortened, or the county for its town."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Prefix

MIN_LENGTH = 3
"""Shorter words are never taken for others."""


@dataclass(frozen=True, slots=True)
class Near:
    """A word of the register that a written word may stand for.

    Attributes:
        token: The register's word.
        likeness: How much of its weight counts, from 0 to 1.
        how: `spelling` (a slip: the written word is no known word), `shire` (one is the other with "shire"), or
            `form` (another form or a shortening of the word).
    """

    token: str
    likeness: float
    how: str


class Vocabulary:
    """The words of a register, found by their neighbourhood."""

    def __init__(self, tokens: Iterable[str], places: Iterable[str] = ()) -> None:
        self._tokens = set(tokens)
        self._known = self._tokens.union(places)
        self._by_prefix: dict[str, list[str]] = {}
        self._by_deletion: dict[str, list[str]] = {}
        for token in self._tokens:
            if len(token) < MIN_LENGTH or not token.isalpha():
                continue
            self._by_prefix.setdefault(token[:3], []).append(token)
            # A slip in the first three letters is found by leaving one letter out on both sides.
            for at in range(3):
                self._by_deletion.setdefault(token[:at] + token[at + 1 :], []).append(token)
        self._remembered: dict[str, tuple[Near, ...]] = {}

    def __contains__(self, token: str) -> bool:
        return token in self._tokens

    def known(self, token: str) -> bool:
        """Whether it is a word of the register or of the geography, and so is not a slip for another one."""
        return token in self._known

    def near(self, token: str) -> tuple[Near, ...]:
        """The register's words near a written one, itself not included."""
        found = self._remembered.get(token)
        if found is None:
            found = self._remembered[token] = tuple(self._find(token))
            if len(self._remembered) > 50_000:
                self._remembered.clear()
        return found

    def _find(self, token: str) -> Iterable[Near]:
        if len(token) < MIN_LENGTH or not token.isalpha():
            return
        slip = token not in self._known
        candidates = set(self._by_prefix.get(token[:3], ()))
        if slip:
            for at in range(3):
                shorter = token[:at] + token[at + 1 :]
                candidates.update(self._by_deletion.get(shorter, ()))
                candidates.update(word for word in (shorter,) if word in self._tokens)
            candidates.update(self._by_deletion.get(token, ()))
        candidates.discard(token)
        for word in candidates:
            near = _compared(token, word, slip=slip)
            if near is not None:
                yield near


def _compared(token: str, word: str, *, slip: bool) -> Near | None:
    shorter, longer = (token, word) if len(token) < len(word) else (word, token)
    if longer == shorter + "shire" or (longer.endswith("shire") and longer[:-5] == shorter.removesuffix("er")):
        return Near(word, 0.75, "shire")
    if slip and (len(longer) > 4 or _doubled(shorter, longer)):
        allowed = 1 if len(longer) < 8 or token[0] != word[0] else 2
        distance = OSA.distance(token, word, score_cutoff=allowed)
        if distance <= allowed and (token[0] == word[0] or len(longer) > 6):
            return Near(word, 1 - 0.8 * distance / len(longer), "spelling")
    if _doubled(shorter, longer):
        return Near(word, 0.85, "form")
    same = Prefix.similarity(token, word)
    if same >= 5 and same >= 0.6 * len(longer):
        return Near(word, 0.65 if slip else 0.5, "form")
    return None


def _doubled(shorter: str, longer: str) -> bool:
    """Whether the longer word is the shorter one with a letter doubled ("Taff" for "Taf")."""
    return any(longer == shorter[:at] + shorter[at - 1] + shorter[at:] for at in range(1, len(shorter) + 1))
