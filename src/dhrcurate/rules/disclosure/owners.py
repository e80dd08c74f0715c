"""Finds a name in the possessive before kin, and a given name before what only one person has: "NAME’s mother"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.disclosure.detect import Signs, is_inside
from dhrcurate.rules.disclosure.name_words import NO_SURNAMES, is_likely_name
from dhrcurate.rules.free_text import occurrences

_OWNER = re.compile(
    r"(?P<name>(?P<given>[A-Z][a-z]+)(?:-[A-Z][a-z]+)?(?: (?P<surname>(?:Mc|Mac|O[’'])?[A-Z][a-z]+))?)[’'](?:s\b)?"
)
_OWNED = re.compile(
    r" (?:(?:late|own|elderly|adult|young|older|younger|eldest|youngest|new|first|last|previous|past|two|three|four"
    r"|mental|physical|medical|criminal|housing|suspicious) ){0,2}"
    r"(?:(?:step|grand|half-|god)?(?:mother|father|son|daughter|child|brother|sister|parent)s?|(?:grand|step)?children"
    r"|siblings?|aunts?|uncles?|cousins?|nieces?|nephews?|husband|wife|(?:ex-)?partner|boyfriend|girlfriend|family"
    r"|friends?|neighbours?|colleagues?|relatives|landlord|employer|GP|body|death|birth|murder|killing|suicide"
    r"|funeral|life|lifetime|arrest|release|detention|bail|tenancy|wishes|experiences?|care|records?|notes|history"
    r"|phone|home|house|flat|address|needs|injur(?:y|ies)|bruis(?:es|ing)|health|drinking|medication|illness"
    r"|pregnancy|diagnosis|behaviour|anger|fears?|absences?|applications?|disclosures?|allegations?|calls"
    r"|complaints?|appointments?|discharge|admissions?|case|contacts?|engagement|attendances?|presentations?"
    r"|relationship|marriage|divorce|circumstances|statements?|referrals?|finances|homelessness|depression|self-harm"
    r"|(?:alcohol|drug|substance) (?:use|misuse|abuse)|isolation|withdrawal of|caring role)\b"
)
"""Kin, and what one person has or what happened to one. What leaders, authors and bodies have (a report, a team, a
story that is told in courses) is not among it."""
_AFTER_A_CAPITAL = re.compile(r"[A-Z][\w.]*,? \Z")
"""A capitalised word before a name makes it a surname, a saint's or a place's: "Queen Mary’s"."""
_LONGEST_BEFORE = 20


def names_of_owners(text: str, given: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A given name, maybe with a surname, of somebody whose kin, death, care or wishes are told of.

    Args:
        text: The text.
        given: The common given names that are in it.
    """
    for at in (at for name in given for at in occurrences(text, name)):
        owner = None if is_inside(text, at, "_-’'") else _OWNER.match(text, at)
        if not owner or owner["given"] not in given or not _OWNED.match(text, owner.end()):
            continue
        if owner["surname"] in NO_SURNAMES or _AFTER_A_CAPITAL.search(text, max(0, at - _LONGEST_BEFORE), at):
            continue
        yield owner.span("name")


_KIN = (
    "mother", "father", "sister", "brother", "son", "daughter", "husband", "wife", "aunt", "uncle", "niece", "nephew",
    "cousin", "boyfriend", "girlfriend",
)  # fmt: skip
"""Kin that a place or a body has none of: they have children, partners and families."""
_BEFORE_KIN = re.compile(
    r"(?P<name>\b[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z][a-z]+)?)[’'](?:s )?"
    r"(?:(?:late|own|elderly|adult|young|older|younger|eldest|youngest|estranged|former) )?(?:step|grand|ex-)?\Z"
)
_AFTER_KIN = rare(
    r"(?:-in-law)?(?:[’']s\b|[,.;:)]|\Z|(?=\n\0)| (?:and(?! (?:baby|child|infant|toddler))|about|after|asked|at|by"
    r"|called|could|did|for|from|had|has|how|if|in|is|made|may|might|must|on|or|rang|reported|said|should|that|told|to|was"
    r"|when|where|who|will|with|would|an?|the)\b)"
)
"""What follows a relation, and not the rest of a longer name: "sister charity", "mother and baby unit"."""


_LONGEST_OWNER = 60


_RELATIONS = Signs(_KIN)


def names_of_relations(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A word with a capital that no dictionary holds, in the possessive before a relation: "NAME’s mother".

    Args:
        text: The text.
        words: Its words with their punctuation.
    """
    if "’" not in text and "'" not in text:
        return
    for kin in _RELATIONS.among(words):
        for at in occurrences(text, kin):
            if (at and text[at - 1] not in " -pd") or not _AFTER_KIN.match(text, at + len(kin)):
                continue  # most are in the middle of a word: "person", "reason"
            owner = _BEFORE_KIN.search(text, max(0, at - _LONGEST_OWNER), at)
            if owner and all(map(is_likely_name, owner["name"].split())):
                yield owner.span("name")
