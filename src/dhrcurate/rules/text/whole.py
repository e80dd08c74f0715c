"""Whether a sentence may end with its last word, so that what stands behind it is no part of it."""

from __future__ import annotations

import re

from dhrcurate.domain.verb_words import ACTIONS, AMBIGUOUS
from dhrcurate.rules.text.ending_words import MODALS, NOUNS_IN_ING
from dhrcurate.rules.vocabulary import word_set

_JOINING = word_set(
    "the a an of and or by to with for from in at on as than between via within across through into that which is are"
    " both including against towards like about under over when where while all any each every our their its his her"
    " tell tells inform asks ask advise notify remind urge request invite support help assist contact"
    " local former new current this these those other upon behind alongside outside inside toward without per"
)
_DETERMINING = word_set(
    "a an the this that each every any no its their our his her in of for on at to by with into from"
)
_APPOSED = word_set(
    "agency agencies body bodies board boards charity charities commissioner company council councils department"
    " departments force forces group groups helpline hospital hospitals lead leads manager managers office officer"
    " officers officials organisation organisations partner partners partnership programme project provider providers"
    " regulator representative representatives scheme school schools sector service services staff team teams trust"
    " trusts unit units director directors head chair colleagues members neighbouring inspectorate landlord employer"
    " called named known including not only both either whether just even also when while if because"
)
"""Words that a name may follow in the same sentence: "the charity Exampleton Refuge"."""
_BEFORE_VERB = MODALS | word_set("to what who which please")
_ACTIVITIES = NOUNS_IN_ING - word_set("meeting engaging finding seed bed need speed handling warning building seeing")
_PASSIVE = word_set("is are be been being was were not has have had")


_CLOSED = re.compile(r"\A(?:19|20)\d\d\Z|[\w.]\)\Z")
"""A year, or the end of an aside."""


def is_whole(text: str, *, apposed: bool) -> bool:
    """True if a sentence may end with its last word, in small letters.

    Args:
        text: The sentence.
        apposed: Whether it may be what the name behind it is called by: "the charity".
    """
    words = text.split()
    if len(words) > 1 and _CLOSED.search(words[-1]):
        return True
    if len(words) < 2 or not (words[-1].isalpha() and words[-1].islower()):
        return False
    last, before = words[-1], words[-2].casefold()
    if last in _JOINING or (not apposed and last in _APPOSED) or before in _BEFORE_VERB:
        return False
    base = last.removesuffix("s")
    if last in ACTIONS or base in ACTIONS or last in AMBIGUOUS:
        return before in _DETERMINING - {"to"} or (last in AMBIGUOUS and before.endswith(("ed", "al", "ic", "ive")))
    if last.endswith("ing"):
        return last in _ACTIVITIES
    return not last.endswith("ed") or before in _PASSIVE
