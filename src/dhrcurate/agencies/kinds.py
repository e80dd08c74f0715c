"""Kinds of agency: as told by the words of a name or by the register's `kind`, and how kinds relate.

A family is a kind as the matcher tells them apart. Families are found in names by phrases, longest first, after
expansion and without fillers, so that "Police and Crime Commissioner" is never taken for "Police".
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.phrases import BY_FAMILY
from dhrcurate.domain.agency import NO_BODIES, plain_kind
from dhrcurate.domain.word_sets import word_set


class Relation(IntEnum):
    """How the kind that a written name tells relates to an agency's."""

    DIFFERENT = 0
    """Another kind of agency: no automatic match, however similar the letters."""
    SAME_SECTOR = 1
    """Another kind of the same sector."""
    UNKNOWN = 2
    """The name does not tell a kind, or the agency's is not known."""
    RELATED = 3
    """A kind whose words are used for the agency's kind too, such as a hospital for a trust."""
    SAME = 4


PHRASES: dict[tuple[str, ...], str] = {
    tuple(words(phrase)): family for family, listed in BY_FAMILY.items() for phrase in listed.split(";")
}
"""Phrases as words that `normalise.words` returns, and the family that each tells."""

WORDS = frozenset(word for phrase in PHRASES for word in phrase)
"""Every word of a phrase for a kind."""

_BY_START: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
"""The phrases by their first two words, or by the only one, the longest first."""
for _phrase, _family in sorted(PHRASES.items(), key=lambda item: -len(item[0])):
    _BY_START.setdefault(_phrase[:2], []).append((_phrase, _family))
_FIRST_WORDS = frozenset(phrase[0] for phrase in PHRASES)

_WITHIN_PHRASES = frozenset(pair for phrase in PHRASES for pair in pairwise(phrase))

LEGAL_FORMS = word_set("limited plc cic llp")
"""Words for the legal form of a company: they say that a name is a company's, and not whose."""

PROBATION = word_set("probation national-probation probation-trust crc")
"""Families of probation: in each time a local body, a national one, or both."""

HINTS = frozenset({"council-service"})
"""Families that a name only hints at: evidence for a kind of agency, and against none."""

DISTINGUISHING = word_set("gp care-home company housing university school college court coroner")
"""Families whose words make another agency of any name that they are added to."""

COUNCILS = word_set(
    "council county-council borough-council county-borough-council district-council city-council metropolitan-council "
    "london-council"
)
"""Families of principal councils: one place has one, so the words for them are often mixed up."""

REGISTER_KINDS = {
    "police": "police", "police-authority": "police-authority", "pcc": "pcc",
    "fire": "fire", "fire-authority": "fire", "ambulance": "ambulance", "ambulance-trust": "ambulance",
    "air-ambulance": "air-ambulance", "council": "council", "county-council": "county-council",
    "district-council": "district-council", "parish-council": "parish-council",
    "combined-authority": "combined-authority", "csp": "csp", "nhs-trust": "nhs-trust", "ccg": "ccg", "pct": "pct",
    "icb": "icb", "health-board": "health-board", "sha": "health-authority", "health-authority": "health-authority",
    "probation-trust": "probation-trust", "crc": "crc", "probation": "probation", "prison": "prison",
    "prison-service": "prison-service", "gov": "department", "department": "department", "devolved": "department",
    "coroner": "coroner", "court": "court", "school": "school", "university": "university", "housing": "housing",
    "housing-association": "housing", "employer": "company", "company": "company", "gp": "gp", "care-home": "care-home",
}  # fmt: skip
"""The family of each register kind that tells one by itself."""

WHOLE_NAME_KINDS = word_set(
    "police-national charity regulator inspectorate ombudsman gov-agency nhs-national membership cjs military "
    "support-service"
)
"""Register kinds whose agencies are known by their whole names: no phrase in them is set aside as a kind."""

OF_OWN_NAME = word_set(
    "hospital university college royal-college company support-service school court care-home gp housing "
    "council-service"
)
"""Families whose words are part of an agency's own name and are compared with it."""

_FINER = {
    "council": (
        "london-council", "metropolitan-council", "county-borough-council", "county-council", "district-council",
        "city-council", "borough-council",
    ),
    "probation": ("national-probation", "prison-probation", "probation-trust", "crc"),
}  # fmt: skip
"""Families that a name may tell more precisely than the register's kind."""

SECTORS = (
    word_set("nhs-trust ambulance ccg pct icb health-board health-authority nhs hospital trust gp"),
    word_set("probation probation-trust crc national-probation prison prison-service prison-probation"),
    word_set("police police-authority pcc"),
    COUNCILS | {"combined-authority", "csp", "parish-council"},
)
"""Families of one sector: other agencies, yet the likelier ones where none of the right kind is found."""

_RELATED: dict[str, frozenset[str]] = {
    "nhs-trust": frozenset({"trust", "nhs", "hospital"}),
    "ambulance": frozenset({"nhs-trust", "trust", "nhs"}),
    "health-board": frozenset({"nhs", "hospital", "nhs-trust", "trust", "health-authority"}),
    "ccg": frozenset({"nhs"}),
    "pct": frozenset({"nhs"}),
    "icb": frozenset({"nhs"}),
    "health-authority": frozenset({"nhs"}),
    "probation-trust": frozenset({"probation"}),
    "crc": frozenset({"probation"}),
    "national-probation": frozenset({"probation"}),
    "housing": frozenset({"company"}),
}
"""For the families of an agency, other families whose words are used for it too."""

_NOTHING: frozenset[str] = frozenset()
_INTERCHANGEABLE = [COUNCILS, frozenset({"safeguarding-adults", "safeguarding"}),
          frozenset({"safeguarding-children", "safeguarding-children-partnership", "safeguarding"})]  # fmt: skip
"""Families whose words are often mixed up."""

_GENERIC = {
    "nhs-trust": frozenset({"trust", "nhs", "hospital", "university", "college", "council-service"}),
    "probation-trust": frozenset({"trust"}),
    "pct": frozenset({"trust", "nhs"}),
    "ccg": frozenset({"nhs"}),
    "icb": frozenset({"nhs"}),
    "ambulance": frozenset({"nhs-trust", "trust", "nhs"}),
    "air-ambulance": frozenset({"nhs-trust", "trust", "ambulance"}),
    "health-board": frozenset({"nhs-trust", "trust", "nhs", "university", "hospital"}),
    "hospital": frozenset({"university", "trust", "nhs"}),
    "care-home": frozenset({"company", "trust"}),
    "gp": frozenset({"company"}),
    "housing": frozenset({"company"}),
    "crc": frozenset({"company", "probation"}),
    "royal-college": frozenset({"college"}),
    "prison-service": frozenset({"prison"}),
    "prison-probation": frozenset({"probation", "prison"}),
    "national-probation": frozenset({"probation"}),
}
"""For each family, more generic families that mean nothing beside it in one name."""


def find_phrases(tokens: list[str]) -> list[tuple[int, int, str]]:
    """Return the phrases for kinds in the words of a name: start, end (exclusive), family; the longest at each word."""
    found: list[tuple[int, int, str]] = []
    at = 0
    count = len(tokens)
    while at < count:
        if tokens[at] not in _FIRST_WORDS:
            at += 1
            continue
        start = tuple(tokens[at : at + 2])
        for phrase, family in _BY_START.get(start, ()) if len(start) > 1 else ():
            length = len(phrase)
            if length == 2 or tuple(tokens[at : at + length]) == phrase:
                found.append((at, at + length, family))
                at += length
                break
        else:
            found += [(at, at + 1, family) for _, family in _BY_START.get(start[:1], ())]
            at += 1
    return found


def may_cross(before: list[str], after: list[str]) -> bool:
    """False if it is sure that no phrase begins in one row of words and ends in the next."""
    return bool(before) and bool(after) and (before[-1], after[0]) in _WITHIN_PHRASES


def most_specific(families: set[str]) -> frozenset[str]:
    """Return the families that a name tells without those that more specific ones among them imply."""
    if len(families) < 2:
        return frozenset(families)
    dropped = {generic for family in families for generic in _GENERIC.get(family, ())}
    return frozenset(families - dropped)


def families_of_entry(kind: str, name: str) -> frozenset[str]:
    """Return the families of a register entry.

    Args:
        kind: The register's `kind`; an unknown one is ignored.
        name: The entry's name, which tells them where the kind does not, or tells a finer one.
    """
    kind = plain_kind(kind)
    if kind in NO_BODIES or kind in WHOLE_NAME_KINDS:
        return frozenset()
    family = REGISTER_KINDS.get(kind)
    finer = _FINER.get(family, ()) if family is not None else ()
    if family is not None and not finer:
        return frozenset((family,))
    named = most_specific({told for _, _, told in find_phrases(words(name))})
    if family is None:
        return named
    return next((frozenset((each,)) for each in finer if each in named), frozenset((family,)))


def only_tells_kind(phrase_family: str, families: frozenset[str]) -> bool:
    """True if a phrase of a family, in the name of an agency with these families, only tells its kind."""
    if phrase_family in OF_OWN_NAME:
        return False
    return relation(frozenset((phrase_family,)), families) >= Relation.RELATED


@lru_cache(maxsize=1 << 14)
def relation(named: frozenset[str], families: frozenset[str]) -> Relation:
    """Return how the families that a written name tells relate to those of an agency."""
    if not named:
        return Relation.UNKNOWN
    if not families:
        return Relation.UNKNOWN
    if named & families:
        return Relation.SAME
    if any(named & _RELATED.get(family, _NOTHING) for family in families):
        return Relation.RELATED
    if any(named & group and families & group for group in _INTERCHANGEABLE):
        return Relation.RELATED
    if any(named & group and families & group for group in SECTORS):
        return Relation.SAME_SECTOR
    return Relation.DIFFERENT
