"""Sentences that ask for something by their form: an order, or a task for somebody."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dhrcurate.rules.text.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.rules.text.verbs import OBJECTS
from dhrcurate.rules.vocabulary import word_set

_PUNCTUATION = ".,;:!?()[]“”‘’\"'"
_FORBIDDING = word_set("don’t don't please")
_BEFORE_ORDER = _FORBIDDING | word_set("do never always only then so and")
_RELATIVE = word_set("who whose which that whom")
_NO_VERBS = OBJECTS | word_set("friends family others people")
"""Words that "to" joins to the noun before it, and not to what somebody should do."""


def words_of(sentence: str) -> list[str]:
    """The words of a sentence in small letters, without their punctuation."""
    return [w.strip(_PUNCTUATION) for w in sentence.casefold().split()]


def is_order(words: list[str], telling: AbstractSet[str]) -> bool:
    """True if a sentence, or what stands behind a colon, opens with an order: "close", "do not close".

    Args:
        words: Its words.
        telling: Verbs of which none stands behind an order.
    """
    if not words:
        return False
    first, following = words[0], words[1] if len(words) > 1 else ""
    if first in _BEFORE_ORDER and following:
        return first in _FORBIDDING or following == "not" or following in ACTIONS or following in AMBIGUOUS
    if first in AMBIGUOUS:
        return bool(following) and following not in telling
    return first in ACTIONS or (first in ALSO_ATTRIBUTES and following in OBJECTS)


def is_task_of_another(words: list[str], telling: AbstractSet[str]) -> bool:
    """True for "for the force to explain why it was slow": what somebody should do, and no time or purpose.

    Args:
        words: The words of a sentence.
        telling: Verbs and subjects of which none but those of a relative clause stands before the task.
    """
    if words[0] != "for" or "to" not in words[2:-1]:
        return False
    at = words.index("to", 2)
    clause = next((i for i, word in enumerate(words[:at]) if word in _RELATIVE), at)
    return words[at + 1] not in _NO_VERBS and telling.isdisjoint(words[1:clause])
