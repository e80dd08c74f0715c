"""Phrases at the end of a text that are not whole: a clause without its verb, a number without its unit."""

from __future__ import annotations

import re

from dhrcurate.domain.verb_words import ACTIONS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.ending_words import CLAUSE_TAKERS, LEFT_BEHIND, NOUNS_IN_ING, PRONOUNS
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
_NEW_SENTENCE = re.compile(
    r"[.!?][”’]? (?P<rest>(?:A|An|The|This|These|They|It|Each|Its|Their|Where|When|If|At|In|For|Such)"
    r"(?: [a-z’'-]+){1,3})\Z"
)
"""The first words of a sentence behind a full stop."""


_ACT = re.compile(
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
