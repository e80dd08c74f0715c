"""The last words of a text: whether they need another one after them."""

from __future__ import annotations

import re
from itertools import pairwise

from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.ending_words import (
    ADJECTIVES,
    AFTER_CONJUNCTION,
    ALSO_NOUNS,
    ATTRIBUTES,
    AUXILIARIES,
    AWAY,
    CLAUSE_TAKERS,
    DETERMINERS,
    HALF_PHRASES,
    MASS_NOUNS,
    MODALS,
    NEEDS_A_COMPLEMENT,
    NO_HEADS,
    NO_NOUNS,
    NOUN_ENDINGS,
    NOUNS,
    NOUNS_IN_ING,
    NOUNS_LIKE_ADJECTIVES,
    OBJECT_AWAY,
    PREDICATIVE,
    PREPOSITIONS,
    PRONOUNS,
    RELATING,
    TAKES_A_PREPOSITION,
    TRANSITIVE,
)
from dhrcurate.rules.text.left_open import is_set_against, leaves_open, may_end_in_not
from dhrcurate.rules.text.open_phrases import has_begun, is_half_a_title, is_subject_alone, is_without_unit
from dhrcurate.rules.text.stranded import WITHIN, is_stranded, is_stranded_of, relatives

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*[’']?")


def breaks_off(text: str) -> str | None:
    """The last words of a text that need another word, `None` if it may end there; a text without a full stop."""
    tail = text[-160:]
    words: list[str] = _WORD.findall(tail)
    if len(words) > 1 and words[-1] == "of" and text.endswith("of"):
        return None if is_stranded_of(words) else "of"
    if is_without_unit(text) or is_half_a_title(text):
        return text.rsplit(maxsplit=1)[-1]
    if len(words) < 4 or not text.endswith(words[-1]):
        return None
    lowered = [w.casefold() for w in words]
    last, before = lowered[-1], lowered[-2]
    if words[-1].isupper() and len(last) > 1:
        return None
    open_ended = _needs_more(lowered, last, before) or _is_half_phrase(lowered, last, before)
    open_ended = open_ended or _pairs(lowered) or _lacks_its_verb(lowered) or has_begun(text, lowered)
    open_ended = open_ended or is_subject_alone(lowered)
    return words[-1] if open_ended else None


def may_go_on(text: str) -> bool:
    """True if the last word of a text may end a sentence and seldom does: a small word, or an adjective."""
    last = text.rsplit(maxsplit=1)[-1].casefold()
    return last in _SELDOM_LAST or last.endswith(_ADJECTIVAL)


def _needs_more(words: list[str], last: str, before: str) -> bool:
    if last in DETERMINERS:
        return before not in {"to", "than", "as", "and", "looked", "of"} or last not in _ALSO_WHOLE
    if last in PREPOSITIONS:
        return before == "only" or not is_stranded(words)
    if leaves_open(words):
        return True
    if last in PRONOUNS:
        return before in (_BEFORE_IT if last == "it" else _BEFORE_PRONOUN)
    if last == "what" and before == "and" and not _QUESTIONS.isdisjoint(words[-9:-2]):
        return words[-3] not in _QUESTIONS  # "who is told, how quickly, and what"
    if last in {"what", "whom"}:
        return before in PREPOSITIONS | {"of"} and words[-3] not in {"and", "or"}
    if last in _RELATIVES:
        sure = (before == "know" and last in {"when", "where", "which"}) or (before == "say" and last == "that")
        if sure and {"why", "how", "who", "what"}.isdisjoint(words[-8:-3]):
            return True
        return before not in _BEFORE_RELATIVE or last == "who"
    if last == "cannot" and is_set_against(words[:-1], "can"):
        return False
    if last in MODALS:
        asking = last in {"should", "must", "shall"} and not AWAY & relatives(words)
        told = words[-4] in _SURE or (not _TELLS.isdisjoint(words[-9:-4]) and _ALL_THAT.isdisjoint(words[-9:-3]))
        said = any(a in _HELD_TRUE and b == "that" for a, b in pairwise(words[-WITHIN:]))
        return asking or said or before not in _BEFORE_MODAL or (words[-3] == "that" and told)
    if last == "be" and before in NOUNS:  # "that the guidance be": a task in the subjunctive
        opened = any(a in CLAUSE_TAKERS and b == "that" for a, b in pairwise(words[-WITHIN:]))
        return opened and not (AWAY - {"that"}) & set(words[-9:-1])
    if last == "not":
        return before in _BEFORE_NOT and not may_end_in_not(words)
    if last in {"be", "been"}:
        verb, near = words[-3] if before in _BETWEEN else before, set(words[-9:-1])
        again = not near.isdisjoint(_SAID_AGAIN) or not PRONOUNS.isdisjoint(words[-5:-1])
        away = AWAY - {"that"} if again else AWAY - {"that", "why"}
        return verb in _BEFORE_BE and not (away | {"as", "more", "while", "others"}) & near
    if last in AUXILIARIES:
        if before in {"who", "which"}:
            return words[-3] not in _WITHOUT_NOUN
        if words[-3] == "what" and before not in PRONOUNS:
            return True  # "what help is"
        if words[-3] == "which" and words[-4] in PREPOSITIONS:
            return True  # "the way in which statements are"
        if words[-3] in {"a", "an"} and words[-4] in {"when", "if"}:
            return True  # "when a relative is"
        if any(a == "how" and (b in _THINGS or b.endswith(NOUN_ENDINGS)) for a, b in pairwise(words[-9:-1])):
            return True  # "how information about weapons is"
        return words[-3] not in PRONOUNS and not (AWAY - {"that"} | {"as", "than"}) & relatives(words)
    if _needs_an_object(words, last, before):
        return True
    if last.endswith(("’s", "'s")):
        return not {"at", "of", "is", "be", "are"} & set(words[-4:-1])
    if last.endswith("ly"):
        return before in _BEFORE_ADVERB and last not in _NO_ADVERBS
    return _needs_a_noun(last, before)


def _needs_an_object(words: list[str], last: str, before: str) -> bool:
    """True if the last word is a verb whose object is missing."""
    if last in TRANSITIVE:
        asked = before in _BEFORE_VERB or (before == "and" and last not in ALSO_NOUNS)
        away = _away(words)
        if asked:
            return not away & set(words[-7:-1])
        claused = any(a in CLAUSE_TAKERS and b == "that" for a, b in pairwise(words[-WITHIN:]))
        own = before not in PRONOUNS or (words[-3] == "that" and words[-4] in CLAUSE_TAKERS | {"and"})
        subject = before in NOUNS or before in PRONOUNS or (before.endswith("s") and not before.endswith("ss"))
        return claused and own and subject and last not in ALSO_NOUNS and not relatives(words) & AWAY
    if last in _WITH_AN_OBJECT and before in {"who", "which"}:
        return _BEFORE_RELATIVE.isdisjoint(words[-4:-2]) or words[-3] in NOUNS
    if last == "work" and before in {"who", "that", "which"}:
        return words[-3] in _WORKERS
    if last in TAKES_A_PREPOSITION:
        return before in _BEFORE_VERB or (last not in ALSO_NOUNS and not relatives(words) & AWAY)
    base = _base(last)
    if base is None:
        return False
    if last.endswith("ing"):
        return (
            (last in {"ensuring", "using"} or before in PREPOSITIONS | {"of", "and"})
            and base not in ALSO_NOUNS
            and last not in NOUNS_IN_ING
            and not OBJECT_AWAY & set(words[-7:-1])
        )
    if last.endswith("s") and before in {"which", "that", "who"}:
        return True
    third = before in _BEFORE_THIRD and (before != "it" or words[-3] in AFTER_CONJUNCTION)
    return base in TRANSITIVE and base not in ALSO_NOUNS and third and not relatives(words) & AWAY


def _away(words: list[str]) -> frozenset[str]:
    """The words of which one before a verb may be its object: not "who is", and not "how" but with "much" or "many"."""
    away = OBJECT_AWAY if "that" in relatives(words) else OBJECT_AWAY - {"that"}
    near = list(pairwise(words[-9:]))
    if not any(a == "how" and b in _AMOUNTS for a, b in near):
        away -= {"how"}
    if not any(a == "who" and b not in AUXILIARIES and b not in MODALS for a, b in near):
        away -= {"who"}
    return away


def _base(verb: str) -> str | None:
    """The base form of a verb that needs an object, of its forms with -s and -ing."""
    for ending, more in (("ies", "y"), ("es", ""), ("s", ""), ("ying", "y"), ("ing", ""), ("ing", "e")):
        if verb.endswith(ending) and (base := verb[: len(verb) - len(ending)] + more) in RELATING | {"use"}:
            return base
    return None


def _needs_a_noun(last: str, before: str) -> bool:
    """True if the last word is an adjective whose noun is missing."""
    if before in {"a", "an"} and last.endswith(("ed", "ous", "ful")):
        return last not in _NOUNS_IN_ED
    if last in ADJECTIVES and (before in _BEFORE_ADJECTIVE or before.endswith(("’s", "'s"))):
        return last not in NO_HEADS and (last not in MASS_NOUNS or before in _ARTICLES)
    if last.endswith(_ADJECTIVAL) and (before in _BEFORE_ADJECTIVE or before in {"a", "an"}):
        return last not in NOUNS_LIKE_ADJECTIVES
    if last in ADJECTIVES and before in {"a", "an"}:
        return last not in _HEADS_AFTER_A
    if last in _CLASSIFYING and (before in PREPOSITIONS or before == "of"):
        return last not in _ALSO_ALONE
    if last in _NUMERALS and before in {"next", "first", "last", "past"}:
        return True
    if last == "other":
        return before in PREPOSITIONS or before in TRANSITIVE or _base(before) is not None
    if last == "all":
        return before in TRANSITIVE or before in _BEFORE_ALL or _base(before) in TRANSITIVE
    attribute = last in ATTRIBUTES or ("-" in last and last.endswith(_ATTRIBUTIVE_ENDINGS))
    if last == "each" and before in _BEFORE_EACH:
        return True
    return attribute and before not in PREDICATIVE and not before.endswith("ly")


_WORKERS = word_set("staff teams professionals practitioners officers agencies services organisations workers partners")


def _pairs(words: list[str]) -> bool:
    """True if two adjectives joined by "and" wait for their noun: "incorporating primary and secondary"."""
    one, joint, other = words[-3:]
    return (
        joint in {"and", "or"}
        and one in _CLASSIFYING
        and other in _CLASSIFYING
        and (words[-4] in PREPOSITIONS or words[-4] in TRANSITIVE or _base(words[-4]) is not None)
    )


def _is_half_phrase(words: list[str], last: str, before: str) -> bool:
    """True if the last words are the first of a fixed phrase, or of a pair."""
    if f"{before} {last}" in HALF_PHRASES or f"{words[-3]} {before} {last}" in HALF_PHRASES:
        return True
    if last == "there":
        return before in _BEFORE_THERE
    if last == "least" and before == "at":
        return words[-3] in _BEFORE_LEAST or words[-3] in TRANSITIVE or _base(words[-3]) in TRANSITIVE
    if last == "so":
        return before in {"and", "or"}
    if last == "also" and before in {"and", "but", "which"}:
        return True
    if last in _AFTER_MODAL and before in {"should", "must", "shall"}:
        return _SET_AGAINST.isdisjoint(words[-7:-2])
    if last == "need" and before == "the":
        return words[-3] in _BEFORE_NEED
    if last in NEEDS_A_COMPLEMENT:
        return before == "the" and words[-3] not in AUXILIARIES
    if last in {"able", "unable"}:
        return before in AUXILIARIES and not _WHERE_ABLE & relatives(words)
    if last in MASS_NOUNS:
        for i in (-3, -4):
            if words[i] in {"a", "an"}:
                return all(w in ADJECTIVES or w in ATTRIBUTES for w in words[i + 1 : -1])
        return before in {"a", "an"} and last != "staff"
    if "both" in words[-4:-1]:
        rest = words[len(words) - words[::-1].index("both") :]
        alone = not {"and", "of"} & set(rest) and not any(w in MODALS or w in AUXILIARIES for w in rest)
        return alone and not last.endswith("s") and last not in _PLURALS and words[-len(rest) - 2] in PREPOSITIONS
    return False


def _lacks_its_verb(words: list[str]) -> bool:
    """True if the last clause has a subject ("ensure that all relevant staff") and no word that may be its verb."""
    if not _is_noun(words[-1]):
        return False
    for i in range(len(words) - 2, max(0, len(words) - WITHIN), -1):
        word = words[i]
        if word in _OPENERS:
            first = words[i + 1]
            if word == "that":
                opens = words[i - 1] in CLAUSE_TAKERS or (first in _ARTICLES and words[i - 1] not in PREPOSITIONS)
            elif word in {"what", "where", "when", "how", "which"}:
                opens = first in _ARTICLES or (word == "how" and first in NOUNS)
            else:
                opens = not first.endswith("ing")
            return opens
        if not (_is_noun(word) or word in ADJECTIVES or word in ATTRIBUTES or word in _WITHIN_SUBJECT):
            return False
    return False


def _is_noun(word: str) -> bool:
    return word in NOUNS or (word.endswith(NOUN_ENDINGS) and word not in NO_NOUNS)


_ALSO_WHOLE = word_set("these those")
_BEFORE_ALL = word_set("across that following inform gathering whereby")
_BEFORE_EACH = word_set("at during after before across")
_BEFORE_LEAST = word_set("to for with by of in on from")
_BEFORE_ADVERB = word_set("is are was were to should must will can a an the of its their")
_BEFORE_ADJECTIVE = word_set("the its their our his her any onto into of with by about")
_HEADS_AFTER_A = word_set("first whole minimum special last")
_CLASSIFYING = word_set(
    "primary secondary domestic sexual mental physical clinical statutory emotional coercive social"
)
_ALSO_ALONE = word_set("primary secondary")
"""Those that stand for a school: "from primary to secondary"."""
_NUMERALS = word_set("two three four five six seven eight nine ten twelve eighteen twenty")
_HELD_TRUE = word_set("possibility risk fact likelihood chance danger knowledge understanding view belief")
_THINGS = word_set("information data risk evidence abuse violence housing")
_WITH_AN_OBJECT = word_set("need require experience want hold receive make take give")
_AMOUNTS = word_set("much many few little far long often well safe")
_BEFORE_NOT = word_set("do does did is are was were should will can could has have had must may might would")
_BETWEEN = word_set("now already also since yet")
_SAID_AGAIN = word_set("and but")
"""Words after which a verb may stand for one that was said: "why some were asked and some had not been"."""
_BEFORE_THIRD = word_set("it which who trust council board partnership police force service agency")
_NO_ADVERBS = word_set(
    "daily weekly monthly yearly early likely unlikely only friendly family timely quarterly apply reply comply"
    " rely supply elderly assembly ally bully anomaly rally"
)
_NOUNS_IN_ED = word_set("need speed bed feed seed breed deed handful hundred")
_ATTRIBUTIVE_ENDINGS = tuple(
    f"-{end}"
    for end in word_set("based quality led wide term agency related specific informed level worn sentence risk case")
)
_BEFORE_THERE = word_set("and that if since because as whether where when so unless but")
_ADJECTIVAL = ("ical", "ional", "ial", "ual", "ous", "less", "ible", "able", "ive", "ful", "istic", "erial")
_WHERE_ABLE = word_set("where as if when than who those that which")
_PLURALS = word_set("people children women men staff parties sides")
_BEFORE_NEED = word_set("about of on highlight emphasise reinforce recognise")
_BEFORE_IT = word_set("that if when because until")
_RELATIVES = word_set("that which who where when how")
_BEFORE_PRONOUN = AFTER_CONJUNCTION | word_set("before after once")
_WITHOUT_NOUN = word_set("those they ones and or know of about see exactly")
"""Words after which "who" may be all: "those who have"."""
_BEFORE_RELATIVE = word_set("of like do and than about say why as on for with to from by know")
_QUESTIONS = word_set("who how when where whether which why")
_SURE = word_set("sure ensure ensures ensuring so means assured confident")
_TELLS = word_set(
    "remind reminds reminded reminding tell tells told telling inform informed informing advise advised know knows"
    " aware assure assured reassure reassured believe explain"
)
"""Words that a clause with "that" says the content of: "told that they can"."""
_ALL_THAT = word_set("all everything anything whatever much most best only of")
_AFTER_MODAL = word_set("also then therefore")
_SET_AGAINST = word_set("as than what which who whom how where when why")
"""Words after which a verb may be left out: "as the council should also"."""
_BEFORE_MODAL = word_set("they it we than as staff agencies")
_BEFORE_BE = MODALS | {"to", "not", "has", "have"}
_BEFORE_VERB = word_set("to should must will can or could may would")
_OPENERS = word_set("that whether whereby unless because if what where when how which")
_ARTICLES = word_set("the a an its their all any each every these his her")
_WITHIN_SUBJECT = _ARTICLES | word_set("and or of for in to with from at")
_SELDOM_LAST = (
    MODALS | AUXILIARIES | PREPOSITIONS | ADJECTIVES | ATTRIBUTES | (PRONOUNS - {"them", "it", "this", "others"})
) | word_set("to be been being not same first next earlier when how what so more")
