"""The place in a word at which two words were glued."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from dhrcurate.domain.verb_words import ACTIONS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.short_forms import SHORT_FORMS
from dhrcurate.rules.vocabulary import is_plain_word, is_word

SHORT_WORDS = word_set("a i an as at be by do go he if in is it me my no of on or so to up us we")
_TAILS = word_set(
    "its their the and that with for from should to of which are is in on by be as all have has how who when at a an or"
    " about during between whether before after where what within without they there under"
    " this these those such every should must will can may if"
)
_HEADS = word_set(
    "the and with from for that their its should to in is are all by which have has how who when on at or be can may"
    " must will not they any due if of each every about their these those such"
)
_ALSO_HEADS = word_set(
    "this into via them more while where what whether than then also only been was would could shall your but until"
    " because though both many why whose being does did had within without between before during against across among"
    " other you it"
)
"""Small words that no compound begins with: before a common word they are glued to it."""
_ALSO_TAILS = word_set(
    "into via than also only been was would could shall your them but while until because though each does did had"
    " against upon among beyond below above not any"
)
"""Small words that no compound ends with."""
_SMALL = _HEADS | _TAILS | _ALSO_HEADS | _ALSO_TAILS | SHORT_WORDS
_BEFORE_NOUN = word_set("the this their with from which your")
"""Small words that stand before short ones as well, with which they make no word."""
_LINKING = word_set("feel feels seem seems become becomes remain remains want wants knows ask asks")
"""Verbs that no compound begins with."""


def seam(odd: str, joined: str) -> int:
    """The place at which two words were glued, 0 if none were."""
    word = odd.lower()
    if word in _KNOWN:
        return 0
    if at := _surely_glued(word):
        return at
    if word[-1] == "a" and len(word) > _SHORTEST_HEAD and is_word(word[:-1]):
        following = re.search(rf"(?<!\w){odd} ([a-z]+)", joined)
        return len(word) - 1 if following and following[1] not in _NO_NOUN else 0
    if odd[0] == "a" and len(odd) > _SHORTEST_HEAD and odd not in _WITH_A and is_plain_word(odd[1:]):
        before = re.search(rf"([a-z]+) {odd}(?!\w)", joined)
        return 1 if before and before[1] in _BEFORE_A else 0
    if len(word) > _LONG:
        for at in range(3, len(word) - 2):
            head, tail = word[:at], word[at:]
            if is_word(head) and is_word(tail) and f" {head} {tail}" in joined:
                return at
    return 0


def seam_at_capital(word: str) -> int:
    """The place at which a small word was glued to a name, or a short form to a word, 0 if none was."""
    if (name := _TO_A_NAME.fullmatch(word)) and (name["small"] in _SMALL or name["name"] in _MONTHS):
        return name.start("name") if name["small"] in _SMALL or is_plain_word(name["small"]) else 0
    short = _TO_SHORT_FORM.fullmatch(word)
    return short.start("word") if short and short["form"] in SHORT_FORMS and is_plain_word(short["word"]) else 0


_TO_A_NAME = re.compile(r"(?P<small>[a-z]{3,})(?P<name>[A-Z][a-z]{2,})")
_TO_SHORT_FORM = re.compile(r"(?P<form>[A-Z]{2,6})(?P<word>[a-z]{5,})")
_MONTHS = word_set("January February March April May June July August September October November December")


def is_glued_to_name(word: str, vocabulary: AbstractSet[str]) -> bool:
    """True if a word with a capital is one of the record with a small word glued to it: "Servicesto".

    Args:
        word: The word.
        vocabulary: All words of the record.
    """
    return any(
        word.endswith(tail) and len(word) > len(tail) + _SHORTEST_HEAD and word.removesuffix(tail) in vocabulary
        for tail in _BEHIND_NAME
    )


_BEHIND_NAME = ("to", "and", "of", "for", "with", "should", "must", "will", "the", "is", "are")


def two_seams(odd: str) -> tuple[int, int] | None:
    """The places at which three words were glued, one or two of them small: "thestaffof", "tothestaff"."""
    word = odd.lower()
    if not _LEAST_OF_THREE <= len(word) <= _MOST_OF_THREE or not word.isalpha():
        return None
    for first in range(2, _LONGEST_SMALL):
        if word[:first] not in _HEADS:
            continue
        for second in range(len(word) - 1, first + 1, -1):
            middle, last = word[first:second], word[second:]
            framed = len(middle) >= _LEAST_BETWEEN and is_plain_word(middle) and (last in _TAILS or last == "a")
            if framed or (middle in _ARTICLES and len(last) >= _LEAST_BETWEEN and is_plain_word(last)):
                return first, second
    return None


_LEAST_OF_THREE, _MOST_OF_THREE = 9, 40
_LONGEST_SMALL = 6
_LEAST_BETWEEN = 4
_ARTICLES = word_set("the a an its their all each any")
_NO_COMPOUND = word_set(
    "abuse agencies agency assessment assessments assurance children commissioner conference council curiosity files"
    " guidance health information meetings officer officers partnership partnerships perpetrators plan plans"
    " practitioners procedure procedures professionals protection referral referrals service services strategy training"
    " victims violence"
)
"""Nouns of reviews that no word ends with which English writes as one."""
_SHORTEST_HEAD = 4
_WITH_A = word_set(
    "asleep afresh anew awake afloat amoral atypical asexual asocial apolitical asymptomatic ahead aback"
)
_BEFORE_A = word_set(
    "is as be has have with of for in by from on into at under was and that or such create make develop provide appoint"
    " name hold offer publish set write agree take give find keep use adopt produce need"
)
"""Words before "a" in "have aplan"."""
_OF_COMPOUNDS = (
    *("able", "abilit", "ably", "holder", "ation", "point"),
    *("over", "away", "back", "down", "through", "around", "aside", "forward", "together", "safe", "sake", "shift"),
)
"""What an order makes a noun with: "takeover", "shareholder"."""
_KNOWN = word_set("goodwill freewill youtube whatnot otherworldly forma persona pasta costa")
"""Words that end like two glued ones."""
_NO_NOUN = word_set("of and or is are was in on at to for from with by that which as should must will can may has have")
_LONG = 8
_HEAD_ENDINGS = (
    *("tion", "sion", "ment", "ing", "ity", "ance", "ence", "cant", "rial", "cial", "onal", "ical", "ic", "ous", "ive"),
    *("ly", "ed", "ies", "ers", "ness", "ship", "arms", "ures", "ions", "ents", "ings", "ant"),
)
"""Endings with which the first half of a compound hardly ever ends."""


@lru_cache(maxsize=8192)
def _surely_glued(word: str) -> int:
    if len(word) < 5:
        return 0
    for at in range(len(word) - 2, 1, -1):
        head, tail = word[:at], word[at:]
        if head in _HEADS and (tail in _TAILS or (len(tail) > 3 and is_word(tail))):
            return at
        if tail in _TAILS and len(head) > (3 if tail in SHORT_WORDS - {"of"} else 2) and is_word(head):
            return at
        if len(tail) > 3 and len(head) > 4 and head.endswith(_HEAD_ENDINGS) and is_word(head) and is_word(tail):
            return at
        if tail in _NO_COMPOUND and len(head) > 3 and is_plain_word(head):
            return at
        if tail in _ALSO_TAILS and len(head) >= _LEAST_BETWEEN and is_plain_word(head):
            return at
        if head in _BEFORE_NOUN and len(tail) == len("use") and is_plain_word(tail):
            return at
        if head in _ALSO_HEADS | _LINKING and len(tail) >= _LEAST_BETWEEN and is_plain_word(tail):
            return at
        if head in _SMALL and tail in _SMALL and len(tail) > 2 and head not in _ARTICLES:
            return at
        ordered = head in ACTIONS and len(head) > 3 and len(tail) > 3 and not tail.startswith(_OF_COMPOUNDS)
        if ordered and is_plain_word(tail):
            return at
    return _between_long(word)


def _between_long(word: str) -> int:
    """The place between two long words, of which no compound is made: "welfareassistance"."""
    if len(word) < 2 * _LEAST_LONG or word.endswith(_SUFFIXED) or word.startswith(_OFTEN_FIRST):
        return 0
    places = [at for at in range(3, len(word) - 2) if is_plain_word(word[:at]) and is_plain_word(word[at:])]
    at = places[0] if len(places) == 1 else 0
    rest = len(word) - at
    plural = rest > _LEAST_LONG and at >= _LEAST_LONG - 1 and word.endswith("s") and not word.endswith("ss")
    return at if plural or (min(at, rest) >= _LEAST_LONG and len(word) >= _LONG_TOGETHER) else 0


_LEAST_LONG = 6
_LONG_TOGETHER = 14
_SUFFIXED = ("ability", "abilities", "shooting", "throughs", "weights")
_OFTEN_FIRST = ("counter", "ground", "thunder", "quarter", "master", "mother", "father", "screen", "weight")
"""Words that long compounds begin with."""
