"""The titles in front of passages, as a report that prints titles runs them into the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from dhrcurate.domain.evidence import Located

_WORD = re.compile(r"\S+")
BETWEEN = " \t\n.:;–—-"
"""What stands between a title and the text."""
_OPENING = 3
"""Texts that begin with so many words in common begin in the same way."""
_LONGEST = 15
"""The most words of a title."""
_ENDS = re.compile(r"[.!?;:]\s")
"""What ends a sentence, so that what has it within is no title."""


class Titles:
    """Tells a title from the text behind it, by how the recommendations that have titles are printed.

    Args:
        titles: The titles of the record's recommendations, by key.
        located: Where they are printed.
    """

    def __init__(self, titles: Mapping[str, str | None], located: Iterable[Located]) -> None:
        behind = [
            rest
            for found in located
            if found.main is not None and (title := titles.get(found.key))
            if (rest := without_title(found.main.text, title)) is not None
        ]
        self._on_a_line = 2 * sum(rest.lstrip(" \t.:;–—-").startswith("\n") for rest in behind) > len(behind)
        openings = Counter(_opening(rest.lstrip(BETWEEN)) for rest in behind)
        self._openings = {opening for opening, count in openings.items() if count > 1}

    def parted(self, text: str) -> tuple[str | None, str]:
        """Return the title of a passage and the text behind it; `None` and all of it where none can be told."""
        for at in self._candidates(text):
            title, body = text[:at].strip(), text[at:].strip()
            if title and body and len(title.split()) <= _LONGEST and not _ENDS.search(title):
                return title.rstrip(BETWEEN), body
        return None, text

    def _candidates(self, text: str) -> Iterable[int]:
        if self._on_a_line and "\n" in text:
            yield text.index("\n")
        words = list(_WORD.finditer(text))
        for at, word in enumerate(words[: _LONGEST + 1]):
            if at and _opening(text[word.start() :]) in self._openings:
                yield word.start()


def without_title(text: str, title: str) -> str | None:
    """Return what stands behind a title in front of a passage; `None` if it is not there."""
    wanted = list(filter(str.isalnum, title.casefold()))
    at = 0
    for sign in wanted:
        while at < len(text) and not text[at].isalnum():
            at += 1
        if text[at : at + 1].casefold() != sign:
            return None
        at += 1
    return text[at:] if wanted else None


def _opening(text: str) -> tuple[str, ...]:
    return tuple(word.group().casefold() for word, _ in zip(_WORD.finditer(text), range(_OPENING), strict=False))
