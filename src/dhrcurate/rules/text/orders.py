"""Sentences that ask for something by their form: an order, or a task for somebody."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.verbs import OBJECTS

_PUNCTUATION = ".,;:!?()[]“”‘’\"'"
_FORBIDDING = word_set("don’t don't please")
_BEFORE_ORDER = _FORBIDDING | word_set("never always only then so and")
PERSONS = word_set(
    "victim perpetrator couple family mother father sister brother son daughter partner partners husband wife"
    " neighbour neighbours friend friends officer officers nurse doctor midwife worker workers practitioner"
    " practitioners professional professionals staff police agency agencies author landlord employer school surgery"
    " trust team service force parents children relatives colleagues"
)
"""Who acts in a story, and may be given a task."""
_ACTORS = PERSONS | word_set(
    "probation housing council board partnership commissioner provider practice surgeries pharmacy pharmacies clinic"
    " hospital ward unit department manager supervisor midwives teacher adviser advisor advocate visitor dentist chair"
    " lead coordinator sergeant handler care health government"
)
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
    if first == "do":
        return following in OBJECTS or following in {"not", "one", "so"}
    if first in _BEFORE_ORDER and following:
        return first in _FORBIDDING or following in ACTIONS or following in AMBIGUOUS
    if first in AMBIGUOUS:
        return bool(following) and following not in telling
    return first in ACTIONS or (first in ALSO_ATTRIBUTES and following in OBJECTS)


def is_task_of_another(words: list[str], telling: AbstractSet[str]) -> bool:
    """True for "for the force to explain why it was slow", and "staff to explain": no story, time or purpose.

    Args:
        words: The words of a sentence.
        telling: Verbs and subjects of which none but those of a relative clause stands before the task.
    """
    if "to" not in words[2:-1] and words[1:2] != ["to"]:
        return False
    at = words.index("to", 1)
    subject, task = words[:at], words[at + 1] if at + 1 < len(words) else ""
    if words[0] == "for":
        clause = next((i for i, word in enumerate(subject) if word in _RELATIVE), at)
        return task not in _NO_VERBS and telling.isdisjoint(words[1:clause])
    actor = subject[-1] in _ACTORS or subject[-1].removesuffix("s") in _ACTORS
    if not actor or not (task in ACTIONS or task in AMBIGUOUS):
        return False
    return telling.isdisjoint(subject) and not any(word == "by" or word.endswith("ed") for word in subject)


_OPENS_A_NOUN = word_set("the a an all any each every its their his her our your these those this both")
"""Words after which "to" is no order: "to the board, where the case is closed"."""


def is_small_order(text: str) -> bool:
    """True if a text in small letters is whole: `to audit twenty files`, `review the policy`."""
    text = text.lstrip(" “‘\"'(")
    first, _, rest = text.partition(" ")
    if first == "to":
        return rest.split(" ", 1)[0] not in _OPENS_A_NOUN
    first = first.rstrip(",:")
    noun = rest.split(" ", 1)[0]
    # "contact centre, so that" is no order, which has an article, or several behind it.
    compound = noun.endswith(",") and not noun.endswith(("s,", "staff,", "people,", "children,"))
    return first in ACTIONS or (first in AMBIGUOUS and not compound)
