"""Phrases at the end of a text that are not whole: a clause without its verb, a number without its unit."""

from __future__ import annotations

import re

from dhrcurate.domain.patterns import rare
from dhrcurate.domain.verb_words import ACTIONS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.ending_words import (
    ADJECTIVES,
    ATTRIBUTES,
    AUXILIARIES,
    CLAUSE_TAKERS,
    LEFT_BEHIND,
    MODALS,
    NO_NOUNS,
    NOUN_ENDINGS,
    NOUNS,
    NOUNS_IN_ING,
    PREPOSITIONS,
    PRONOUNS,
)
from dhrcurate.rules.text.stranded import relatives
from dhrcurate.rules.text.verbs import has_verb

_CLAUSES = word_set("when whenever if whether unless because while whilst although wherever where how what which why")
_ARTICLES = word_set("the a an each every their its his her this")
_ASK = ACTIONS | word_set("out know knows see say tell show learn knowing")
_NEVER_LAST = word_set("so-called neighbouring forthcoming")
_NOUNS_IN_ING = NOUNS_IN_ING | word_set(
    "setting listing rating wedding beginning thing ring spring string wing filing reading booking sitting feeling"
    " gathering evening morning ending opening offering covering heading posting drawing mailing sibling ceiling ruling"
    " saving mapping placing sing king upbringing being"
)
_BEFORE_COUNT = word_set("further within every another inside")
_COUNTS = word_set(
    "two three four five six seven eight nine ten twelve eighteen twenty thirty forty fifty sixty ninety hundred"
)
_DOES = word_set("do does")
_SAID_BEFORE = word_set("not as than what who which how work all few most")
_UNIT = re.compile(
    r"(?:\b(?:[2-9]|\d\d+)(?: (?:to|and|or) \d+)? (?:year|month|week|day|hour|minute)|\b(?:within|by) \d{1,2})\Z"
)
_NEW_SENTENCE = rare(
    r"[.!?][”’]? (?P<rest>(?:A|An|The|This|These|They|It|Each|Its|Their|Where|When|If|At|In|For|Such)"
    r"(?: [a-z’'-]+){1,3})\Z"
)
"""The first words of a sentence behind a full stop."""


_ACT = rare(
    r"\bunder (?:the )?[A-Z][\w’'-]*(?:,? (?:(?:of|and|for|the|against|etc) )*[A-Z][\w’'-]*)+"
    r" \((?:Wales|Scotland|England|England and Wales|Northern Ireland|Amendment|Prevention|Protection|Offences)\)\Z"
)


def is_half_a_title(text: str) -> bool:
    """True if a text breaks off in the title of an Act, behind the place or the matter that it has in brackets."""
    return text.endswith(")") and _ACT.search(text, max(0, len(text) - 160)) is not None


def has_begun(text: str, words: list[str]) -> bool:
    """True if the last words of a text open what is not whole there.

    Args:
        text: The text, without blanks at its end.
        words: Its last words, in small letters; at least four.
    """
    third, before, last = words[-3:]
    if last in _NEVER_LAST:
        return True
    if before in _ARTICLES and (third in _CLAUSES or (third == "that" and words[-4] in CLAUSE_TAKERS)):
        return True  # "when the officer": a clause that has no verb
    if last == "what":
        return before in _ASK and "who" not in words[-7:-1] and "when" not in words[-7:-1]
    if last == "former":
        return before != "the"
    if last == "another":
        return before == "from" and "one" not in words[-7:-1]
    if last in _COUNTS:
        return before in _BEFORE_COUNT
    if last in _DOES:
        said = not _SAID_BEFORE.isdisjoint(words[-9:-1]) or not LEFT_BEHIND.isdisjoint(relatives(words))
        return before.endswith("s") and before not in PRONOUNS and not said
    if last.endswith("ing"):
        return before in {"a", "an"} and last not in _NOUNS_IN_ING
    if last.endswith("ed") and before in {"each", "every"}:
        return last not in {"need", "bed"}
    return _opens_a_sentence(text)


def is_without_unit(text: str) -> bool:
    """True for a number at the end that needs a noun behind it: "within 72", "a 16 to 18 year"."""
    return text[-1:].isalnum() and _UNIT.search(text, max(0, len(text) - _UNIT_LENGTH)) is not None


_UNIT_LENGTH = 24
_SENTENCE_LENGTH = 60


def _opens_a_sentence(text: str) -> bool:
    """True if the last sentence is only begun: "... of abuse. A conversation"."""
    begun = _NEW_SENTENCE.search(text, max(0, len(text) - _SENTENCE_LENGTH))
    return begun is not None and not has_verb(begun["rest"])


_QUESTIONS = word_set("whether because if when where while how why what")
_DETERMINING = _ARTICLES | word_set("all any these those our your no some many most")
_JOINING = word_set("and or of")
_REACH = 12


def is_subject_alone(words: list[str]) -> bool:
    """True if the last clause has a subject and none of its words may be a verb: "ensure that the harness".

    Args:
        words: The last words of a text, in small letters.
    """
    first = max(1, len(words) - _REACH)
    for i in range(len(words) - 2, first - 1, -1):
        if words[i] == "that" or words[i] in _QUESTIONS:
            return _opens_clause(words, i) and _has_no_verb(words[i + 1 :])
        if words[i] in MODALS or words[i] in AUXILIARIES:
            return False
    return False


def _opens_clause(words: list[str], at: int) -> bool:
    following = words[at + 1]
    if words[at] == "that":
        taken = words[at - 1] in CLAUSE_TAKERS or (words[at - 1] == "and" and not CLAUSE_TAKERS.isdisjoint(words[:at]))
        return taken and (following in _DETERMINING or following in NOUNS or following in ATTRIBUTES)
    if words[at] == "whether" and "or" in words[at:]:
        return False
    if words[at] == "whether" and "-" in following and len(words) > at + 2:  # "whether body-worn video"
        return True
    return following in _ARTICLES or (words[at] in {"how", "why", "because"} and following in NOUNS)


def _has_no_verb(words: list[str]) -> bool:
    """True if none of the words of a clause may be its verb: each is a noun, or stands where only one may."""
    before = ""
    for word in words:
        fixed = word in _DETERMINING or word in _JOINING or word in PREPOSITIONS or word in ADJECTIVES
        noun = word in NOUNS or (word.endswith(NOUN_ENDINGS) and word not in NO_NOUNS)
        placed = before in _DETERMINING or before in ADJECTIVES or before in ATTRIBUTES or before in PREPOSITIONS
        placed = placed or before == "of" or "-" in before or before.endswith(("’s", "'s", "s’", "s'"))
        described = word in ATTRIBUTES or "-" in word
        if not (fixed or noun or placed or described) or word in MODALS or word in AUXILIARIES:
            return False
        before = "the" if placed and word.endswith("ed") else word  # "settled status"
    return before not in PREPOSITIONS and before not in PRONOUNS
