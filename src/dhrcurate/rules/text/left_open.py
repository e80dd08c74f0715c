"""Last words that need another one after them only in some company, each with its own test."""

from __future__ import annotations

from collections.abc import Callable

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.ending_words import (
    ATTRIBUTES,
    AUXILIARIES,
    CLAUSE_TAKERS,
    MODALS,
    NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    TRANSITIVE,
)


def leaves_open(words: list[str]) -> bool:
    """True if the last word, in the company of those before it, needs another one after it.

    Args:
        words: The last words of a text, in lower case; at least four.
    """
    last = words[-1]
    test = _TESTS.get(last)
    if test is not None:
        return test(words)
    if last in _NUMBERS:
        return words[-2] in _BEFORE_NUMBER
    if last.endswith("ing"):  # "becoming a fully functioning"
        return words[-2].endswith("ly") and words[-3] in {"a", "an", "the"}
    return False


def may_end_in_not(words: list[str]) -> bool:
    """True if a text may end in a verb with "not": "those who do not", "some wards are open and others are not".

    Args:
        words: The last words of a text, in lower case; at least four, the last of them "not".
    """
    first = max(0, len(words) - _NEAR)
    for at in range(first, len(words) - 2):
        word = words[at]
        if word in _WHERE_NOT and not (word == "that" and _opens_a_clause(words, at)):
            return True
    return "others" in words[first:-2] or is_set_against(words[:-2], words[-2])


def is_set_against(words: list[str], auxiliary: str) -> bool:
    """True if an auxiliary need not have its verb again: "some can be sent and some cannot".

    Args:
        words: The words of a text before it, in lower case.
        auxiliary: The auxiliary.
    """
    near = range(max(0, len(words) - _NEAR), len(words) - 1)
    return any(words[at] in _CONTRASTING and not _alike(auxiliary).isdisjoint(words[:at]) for at in near)


def _alike(auxiliary: str) -> frozenset[str]:
    """The forms of an auxiliary."""
    return next((forms for forms in _FORMS if auxiliary in forms), frozenset({auxiliary}))


def _opens_a_clause(words: list[str], at: int) -> bool:
    """True if "that" opens what is said or made sure of, in which a verb has its own complement."""
    if words[at + 1] in NOUNS:
        return True
    taken = not (CLAUSE_TAKERS | _SAYING).isdisjoint(words[max(0, at - 3) : at])
    return taken and words[at - 1] not in {"and", "or", "but"}


_NEAR = 9
_WHERE_NOT = word_set("who that which whether if or than what why those when as where")
"""Words after which a verb may end with "not": "those who do not"."""
_CONTRASTING = word_set("and but while whereas")
"""Words by which one thing is set against another, so that a verb need not be said twice."""
_FORMS = tuple(map(word_set, ("is are was were", "has have had", "do does did", "can could", "may might")))
"""Auxiliaries that stand for one another where a verb is not said twice."""
_SAYING = word_set(
    "tell tells told understand understands understood appreciate realise remember acknowledge learn"
    " say says said explain explains explained remind reminds reminded show shows warn warns warned"
    " accept assume know record write inform informs informed recommends"
)


def _this(words: list[str]) -> bool:
    """True for "the findings of this" and "as this", and not for "because of this" or "such as this"."""
    before, third = words[-2], words[-3]
    if before == "of":
        return third not in _OF_THIS and words[-4] in _OPENING_A_NOUN
    return before == "as" and third not in {"such", "well"} and words[-4] != "as"


def _there(words: list[str]) -> bool:
    return words[-2] == "which"


def _how(words: list[str]) -> bool:
    return words[-2] == "and" and words[-3] not in _QUESTIONS


def _so(words: list[str]) -> bool:
    return words[-2] in NOUNS or words[-2] in {"arise", "occur", "apply"}


def _no(words: list[str]) -> bool:
    return words[-2] in MODALS or words[-2] in AUXILIARIES or words[-2] in PREPOSITIONS - {"to", "as"}


def _rather(words: list[str]) -> bool:
    return words[-2] in MODALS


def _own(words: list[str]) -> bool:
    return words[-2].endswith(("’s", "'s", "s’", "s'"))


def _use(words: list[str]) -> bool:
    return words[-2] in _MAKING_USE


def _available(words: list[str]) -> bool:
    return words[-2] in {"all", "any", "every"}


def _often(words: list[str]) -> bool:
    return words[-2] in AUXILIARIES or words[-2] in {"who", "which", "that"} or words[-2] in PRONOUNS


def _only(words: list[str]) -> bool:
    return words[-2] == "not" or words[-2] in AUXILIARIES


def _range(words: list[str]) -> bool:
    """True for "a wide range", of which it has to be said."""
    return words[-2] in {"a", "an"} or (words[-3] in {"a", "an"} and words[-2] in _WIDE)


def _high(words: list[str]) -> bool:
    return words[-2] in _FORMS_OF_TRANSITIVE


def _potential(words: list[str]) -> bool:
    return words[-2] in {"of", "any", "about", "identify", "identifying"} and words[-3] != "full"


_OF_THIS = word_set("result view light part consequence aware account because evidence importance mindful full all out")
_OPENING_A_NOUN = word_set("the a an its their any all each every these those") | ATTRIBUTES
_QUESTIONS = word_set("what when where why who which whether if whom")
_NUMBERS = word_set("two three four five six seven eight nine ten twelve eighteen twenty")
_BEFORE_NUMBER = word_set("below within every past least")
_MAKING_USE = word_set("effective better best full proper greater good appropriate")
_WIDE = word_set("wide wider broad broader full whole large great small limited narrow")
_FORMS_OF_TRANSITIVE = frozenset(
    form
    for verb in TRANSITIVE - word_set("make consider recommend define regard prove")
    for form in (verb, f"{verb}s", f"{verb.removesuffix('e')}ing")
)

_TESTS: dict[str, Callable[[list[str]], bool]] = {
    "this": _this,
    "there": _there,
    "how": _how,
    "so": _so,
    "no": _no,
    "rather": _rather,
    "own": _own,
    "use": _use,
    "available": _available,
    **dict.fromkeys(("often", "always", "never", "usually", "sometimes", "seldom"), _often),
    **dict.fromkeys(("range", "variety", "series", "lack", "multitude", "plethora"), _range),
    **dict.fromkeys(("high", "low", "small", "large", "new", "wider", "greater", "longer", "further"), _high),
    "potential": _potential,
    "only": _only,
}
