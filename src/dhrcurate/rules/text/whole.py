"""Whether a sentence may end with its last word, so that what stands behind it is no part of it."""

from __future__ import annotations

import re

from dhrcurate.domain.verb_words import ACTIONS, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.text.ending_words import MODALS, NOUNS_IN_ING

_JOINING = word_set(
    "the a an of and or by to with for from in at on as than between via within across through into that which is are"
    " both including against towards like about under over when where while all any each every our their its his her"
    " tell tells inform asks ask advise notify remind urge request invite support help assist contact"
    " owner neighbour neighbouring called named known including not only both either whether just even also"
    " because local former new current this these those other upon behind alongside outside inside toward without per"
)
_NOUNS_TOO = word_set("contact support help request assist")
_DETERMINING = word_set(
    "a an the this that each every any no its their our his her in of for on at to by with into from"
)
_BODIES = word_set(
    "agencies bodies boards charities councils departments forces groups hospitals neighbours organisations partners"
    " providers representatives schemes schools sectors services teams trusts units"
)
"""Many bodies, which the name of one alone is no other word for: "the forces Exampleshire Police and ..."."""
_APPOSED = word_set(
    "agency body board charity commissioner company council department force group helpline hospital lead manager"
    " office officer organisation partner partnership programme project provider regulator"
    " representative sector service scheme school team trust unit director head chair inspectorate"
    " landlord employer sponsor funder"
)
"""Words that a name may follow in the same sentence: "the charity Exampleton Refuge", and not "all staff"."""
_BEFORE_VERB = MODALS | word_set("to what who which please")
_ACTIVITIES = NOUNS_IN_ING - word_set("meeting engaging finding seed bed need speed handling warning building seeing")
_PASSIVE = word_set("is are be been being was were not has have had")
_BE = word_set("is are be been being")
_TAKE_A_BODY = word_set(
    "access alert assist audit brief call challenge commission contact fund help host involve join lead monitor offer"
    " pay recruit support train use visit"
)
"""Verbs that are nouns as well, and may have a body as their object: "where a patient contacts the force"."""
_BODY_LETS_ANOTHER = re.compile(r"\b(?:help|let|make|see|have)(?:s|ing)?\b[^,;.]*\Z", re.IGNORECASE)
_SUBJECTS = word_set(
    "people police children parents they we you who that and or but then also not please to victims survivors men women"
)
"""Words that a verb may follow which has no ending: "that people contact"."""
_CALLED = re.compile(r"\b(?:a|the|each|every|next|an)(?: [a-z-]+){0,2} meeting\s*\Z")
_SOME = re.compile(
    r"\b(?:a|an|any|another|each|every)(?: (?!(?:the|an?|and|or|of|by|to|with|for|from|in|at|on|as|that|which|its|their"
    r"|our|called|named)\b)[a-z-]+){1,4}\s*\Z"
)
"""Any one body or person, which a name does not tell: "pass it to a team Exampleshire Police"."""
_CLOSED = re.compile(r"\A(?:19|20)\d\d\Z|[\w.]\)\Z|\w[”\"]\Z")
"""A year, or the end of an aside or of a title."""
ITEM = re.compile(r"\A\((?:[ivx]+|[a-z]|\d{1,2})\)\Z")
"""The label of an item in a list, behind which the item stands."""


def is_whole(text: str, *, apposed: bool, several: bool = True) -> bool:
    """True if a sentence may end with its last word, in small letters.

    Args:
        text: The sentence.
        apposed: Whether it may be what the name behind it is called by: "the charity".
        several: Whether the name behind it may be that of many bodies, as `True` leaves open.
    """
    words = text.split()
    if len(words) > 1 and _CLOSED.search(words[-1]):
        return not ITEM.match(words[-1])
    if len(words) < 2 or not (words[-1].isalpha() and words[-1].islower()):
        return False
    last, before = words[-1], words[-2].casefold()
    if last == "known" and before in _BE:
        return True
    if last in _JOINING - _NOUNS_TOO or before in _BEFORE_VERB:
        return False
    apposed = apposed and last != "agency"
    if not apposed and ((last in _APPOSED and not _SOME.search(text)) or (several and last in _BODIES)):
        return False
    if last in ACTIONS or last in AMBIGUOUS:
        return _is_noun_or_adjective(text, last, before)
    base = last.removesuffix("s")
    if base in ACTIONS:
        return before in _DETERMINING - {"to"}
    if base in AMBIGUOUS and base in _TAKE_A_BODY:
        return before in _DETERMINING - {"to"} or before.endswith(("s", *_ADJECTIVES))
    if last.endswith("ing"):
        return last in _ACTIVITIES or _CALLED.search(text) is not None
    return not last.endswith("ed") or before in _PASSIVE


_ADJECTIVES = ("ed", "al", "ic", "ive")
_ORDINALS = word_set("first last next regular ongoing direct further future safe early clear")


def _is_noun_or_adjective(text: str, word: str, before: str) -> bool:
    """True if the base form of a verb is none, as the word before it shows: "a home visit", "is complete"."""
    if before in _DETERMINING - {"to"} or (before in _BE and word in ACTIONS):
        return True
    if word in ACTIONS and word != "address":
        return False
    if before in _ORDINALS or before.endswith(_ADJECTIVES):
        return True
    # A verb would end in -s behind one body or person, unless that is made to do something.
    single = before.isalpha() and not before.endswith(("s", "ly")) and before not in _SUBJECTS
    return single and not _BODY_LETS_ANOTHER.search(text[max(0, len(text) - _REACH) :])


def leads_on(text: str) -> bool:
    """True if the last word of a text needs, or may well have, a name behind it: "with", "to support", "helping"."""
    words = text.split()
    if len(words) < 2 or not words[-1].isalpha():
        return True
    last, before = words[-1].casefold(), words[-2].casefold()
    if last in _JOINING - _NOUNS_TOO or last in MODALS or last in ACTIONS or last.removesuffix("s") in ACTIONS:
        return True
    return last.endswith("ing") or (last in AMBIGUOUS and (before in _BEFORE_VERB or before in {"and", "or"}))


_REACH = 60
