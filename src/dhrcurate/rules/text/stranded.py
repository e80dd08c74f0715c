"""Prepositions at the end of a text, and the words before them that let them stand there."""

from __future__ import annotations

from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.ending_words import (
    ADJECTIVES,
    ATTRIBUTES,
    AUXILIARIES,
    CLAUSE_TAKERS,
    LEFT_BEHIND,
    MODALS,
    NOUNS,
    NOUNS_IN_ING,
    PARTICLE_VERBS,
    PHRASAL,
    PREPOSITIONS,
    PRONOUNS,
    TRANSITIVE,
)

WITHIN = 12
"""How many words back the noun of a preposition, or the opening of the last clause, is looked for."""


def relatives(words: list[str]) -> set[str]:
    """The last words that may stand for a noun after a preposition at the end.

    Not so "that" after "ensure", which opens a clause, and a "which" that is the subject of one ("which is").
    """
    last = words[-WITHIN - 1 :]
    for i in range(len(last) - 2, 1, -1):
        clause = last[i] == "that" and last[i - 1] in CLAUSE_TAKERS
        if clause or (last[i] in _SUBJECTS and _acts(last[i - 1], last[i + 1])):
            last = last[i - 1 :]
            break
    return {
        w
        for before, w, after in zip(last, last[1:], last[2:], strict=False)
        if not (w == "that" and (before in CLAUSE_TAKERS or before == "and"))
        and not (w in _SUBJECTS and (after in AUXILIARIES or after in MODALS or _acts(before, after)))
    }


_SUBJECTS = word_set("that which who")


def _acts(before: str, after: str) -> bool:
    """True if a relative word is the subject of the verb behind it: "an incident which ends", "those who attend"."""
    if before in PREPOSITIONS or before in _ASKING:
        return False
    if after.endswith("s") and not after.endswith("ss"):
        base = after.removesuffix("es") if after.endswith(("sses", "shes", "ches", "xes")) else after[:-1]
        return base in ACTIONS or base in AMBIGUOUS or base in ALSO_ATTRIBUTES
    return after in ACTIONS


_ASKING = word_set("of know knows check checks decide decides agree record records consider show shows say says state")
"""Words behind which "which" and "who" ask: "check which records"."""
_DOES_BY = {
    "by": word_set("abide live stand go drop get come pass stop call"),
    "without": word_set("do go manage live cope"),
    "during": word_set(""),
}
"""Verbs whose preposition may be the last word behind "to"."""


def is_stranded(words: list[str]) -> bool:
    """True if a preposition may end a sentence: its noun comes earlier, or it belongs to the verb before it."""
    last, before, third = words[-1], words[-2], words[-3]
    near = relatives(words)
    if before in {"and", "or"}:
        return third in PREPOSITIONS or third in _PARTICLES
    if before in {"is", "are", "was", "were"} and last in _PARTICLES:
        return bool({"whether", "if", "when", "who", "what", "which"} & set(words[-WITHIN:-2]))
    if last == "to" and before in _WITH_TO:
        return False
    if third == "to" and last in _DOES_BY and before not in _DOES_BY[last]:
        return False
    if last == "to" and before in {"it", "them"}:
        return bool(LEFT_BEHIND & near)
    left = LEFT_BEHIND if last in {"to", "from", "at", "in"} else LEFT_BEHIND - {"where"}
    if left & near:
        return True
    if before in PHRASAL:
        return last in PHRASAL[before] or (last in _PARTICLES and before in PARTICLE_VERBS)
    if before in PARTICLE_VERBS and not (before in _ALSO_A_NOUN and _opens_a_noun(third)):
        asked = third in {"should", "must", "shall", "may"} and words[-4] not in PRONOUNS
        return last in _PARTICLES or not (asked or (third == "to" and words[-4] in _ASKING_FOR_A_VERB))
    if before in _PARTICLES or before in {"it", "them", "not", "do"}:
        return True
    if before.endswith("ly"):
        return last in {"before", "after"}
    if before.endswith("ing") and before not in NOUNS_IN_ING:
        return not (PRONOUNS | AUXILIARIES).isdisjoint(words[-6:-2])
    if before.endswith("ed") and before not in NOUNS_IN_ING:
        return False
    return third == "to" and last != "to" and before not in TRANSITIVE


def is_stranded_of(words: list[str]) -> bool:
    """True if "of" may end a sentence: a question or a relative clause has its noun, and its subject comes between.

    "What the team consists of" and "the risks that staff must be told of", and not "those who are aware of".
    """
    if words[-2] not in _BEFORE_OF:
        return False
    near = relatives(words) & _OBJECTS
    for i in range(len(words) - 3, max(0, len(words) - WITHIN), -1):
        if words[i] in near:
            between = words[i + 1 : -2]
            stands_for_a_noun = words[i] != "that" or words[i - 1] in NOUNS or words[i - 1].endswith("s")
            return stands_for_a_noun and any(w in _ARTICLES or w in PRONOUNS or w in NOUNS for w in between)
    return False


def _opens_a_noun(word: str) -> bool:
    return word in _ARTICLES or word in ADJECTIVES or word in ATTRIBUTES


_ARTICLES = word_set("the a an its all any each every their his her")
_ASKING_FOR_A_VERB = word_set(
    "need needs able unable opportunity chance want wants wish wishes have has had ought going willing reluctant duty"
    " how"
)
"""Words after which "to" and a verb are all that is asked, so that its preposition has a noun of its own to come."""
_WITH_TO = word_set("what whom who how when where whether which")
"""Words behind which "to" has a verb to come: "told whom to"."""
_PARTICLES = word_set("up out in on off back forward over down away through")
_OBJECTS = word_set("what which who whom that whatever")
_BEFORE_OF = word_set(
    "consist consists consisted made up composed comprised told informed notified advised reminded warned accused"
    " convicted suspected guilty afraid frightened scared terrified aware unaware capable incapable proud ashamed fond"
    " tired wary conscious thought think hear heard speak spoke spoken dispose disposed approve approved deprived"
    " assured sure part member members charge fear need support favour advantage care note account"
)
"""Words that "of" belongs to, whatever comes after it."""
_ALSO_A_NOUN = word_set("lead report work check act need speed look stay step phase call turn move deal stand")
"""Verbs with a particle that are also nouns: "the operational lead for"."""
