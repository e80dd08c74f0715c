"""Tells which names a review says that it made up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.free_text import FreeText

_SAYS_SO = rare(
    r"\bpseudonyms?\b|\bnot (?:his|her|their|the|a) real names?\b|\bnames? (?:has|have) been changed\b"
    r"|\b(?:known|referred to|named) (?:here|throughout|below|in this (?:review|report)) as\b",
    re.IGNORECASE,
)
_NEAR = 80
"""The largest distance, in code points, between a name and the words that say that it is made up."""
_WORD = re.compile(r"[A-Z](?:[a-z]+|[A-Z]{2,})")


def without_pseudonyms(found: Iterable[tuple[int, int]], context: RuleContext) -> Iterator[tuple[int, int]]:
    """The names that stand nowhere near words that say that they are made up, and given names that are in no title.

    Reviews are often called by a pseudonym; a title with a surname too shows nothing of the kind. Only the review
    itself can say so: a note or a reason that quotes a name does not.

    Args:
        found: Start and end of names in the record's free text.
        context: The record.
    """
    said: set[str] | None = None
    for start, end in found:
        if said is None:
            said, titles = _made_up(context.published_text), _in_titles(context.published_text)
        words = _words(context.free_text.joined[start:end])
        if not said.issuperset(words) and (len(words) > 1 or words[0] not in titles):
            yield start, end


def _words(text: str) -> list[str]:
    """The words with a capital, those in capitals too, as they are written in a sentence."""
    return [word.capitalize() for word in _WORD.findall(text)]


def _made_up(free_text: FreeText) -> set[str]:
    text = free_text.joined
    near = [text[max(0, m.start() - _NEAR) : m.end() + _NEAR] for m in _SAYS_SO.finditer(text)]
    return {word for words in near for word in _words(words)}


def _in_titles(free_text: FreeText) -> set[str]:
    titles = [p.text for p in free_text.passages if p.path == "/review/title"]
    return {word for title in titles for word in _words(title)}
