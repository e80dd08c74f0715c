"""Kinds of body: what the words of a name and the register's `kind` say, and which kinds exclude one another.

A family is a kind as the matcher tells them apart. Families are found in names by phrases, longest first, after
expansion and without fillers, so that "Police and Crime Commissioner" is never taken for "Police".
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache

from dhrcurate.agencies.lexicon import bag
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.phrases import BY_FAMILY
from dhrcurate.domain.agency import NO_BODIES, plain_kind


class Relation(IntEnum):
    """How the kind that a written name asks for stands to a body's."""

    DIFFERENT = 0
    """It is another kind of body: no automatic match, however similar the letters."""
    NEAR = 1
    """Another kind too, of the same sector."""
    UNSAID = 2
    """The name says nothing of a kind, or the body's is not known."""
    KIN = 3
    """Words that are used for that kind too, such as a hospital for a trust."""
    SAME = 4


PHRASES: dict[tuple[str, ...], str] = {
    tuple(words(phrase)): family for family, listed in BY_FAMILY.items() for phrase in listed.split(";")
}
"""Phrases of the words that `normalise.words` yields, and the family that each tells."""

WORDS = frozenset(word for phrase in PHRASES for word in phrase)
"""Every word that may stand in a kind phrase."""

_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _family in sorted(PHRASES.items(), key=lambda item: -len(item[0])):
    _BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _family))

HINTS = frozenset({"council-service"})
"""Families that a name only hints at: they speak for a kind of body, and against none."""

FOREIGN = bag("gp care-home company housing university school college court coroner")
"""Families that make another body of any name that they are added to."""

COUNCILS = bag(
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
"""The family of a register's kind, where the kind alone tells it."""

PLAIN_KINDS = bag(
    "police-national charity regulator inspectorate ombudsman gov-agency nhs-national membership cjs military "
    "support-service"
)
"""Register kinds whose bodies are known by their whole names: no phrase in them is set aside as a kind."""

WORN = bag(
    "hospital university college royal-college company support-service school court care-home gp housing "
    "council-service"
)
"""Families whose words belong to a body's own name and are compared with it."""

_FINER = {
    "council": (
        "london-council", "metropolitan-council", "county-borough-council", "county-council", "district-council",
        "city-council", "borough-council",
    ),
    "probation": ("national-probation", "prison-probation", "probation-trust", "crc"),
}  # fmt: skip
"""Families that a name may tell more finely than the register's kind."""

SECTORS = (
    bag("nhs-trust ambulance ccg pct icb health-board health-authority nhs hospital trust gp"),
    bag("probation probation-trust crc national-probation prison prison-service prison-probation"),
    bag("police police-authority pcc"),
    COUNCILS | {"combined-authority", "csp", "parish-council"},
)
"""Families that stand near one another: other bodies, and yet the likelier ones where none of the kind is found."""

_KIN: dict[str, frozenset[str]] = {
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

_NOTHING: frozenset[str] = frozenset()
_MIXED = [COUNCILS, frozenset({"safeguarding-adults", "safeguarding"}),
          frozenset({"safeguarding-children", "safeguarding-children-partnership", "safeguarding"})]  # fmt: skip

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
"""What a family of the first column takes the meaning from, where a name tells both."""


def find(tokens: list[str]) -> list[tuple[int, int, str]]:
    """The kind phrases in the words of a name: start, end (exclusive) and family, not overlapping, longest first."""
    found: list[tuple[int, int, str]] = []
    at = 0
    count = len(tokens)
    while at < count:
        for phrase, family in _BY_FIRST.get(tokens[at], ()):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                found.append((at, at + len(phrase), family))
                at += len(phrase) - 1
                break
        at += 1
    return found


def settled(families: set[str]) -> frozenset[str]:
    """The families that a name tells, without those that the more specific ones among them only repeat."""
    if len(families) < 2:
        return frozenset(families)
    dropped = {generic for family in families for generic in _GENERIC.get(family, ())}
    return frozenset(families - dropped)


def of_body(kind: str, found: frozenset[str]) -> frozenset[str]:
    """The families of a register entry.

    Args:
        kind: The register's `kind`; open, so an unknown one says nothing.
        found: The families that the entry's name tells, settled.
    """
    kind = plain_kind(kind)
    if kind in NO_BODIES or kind in PLAIN_KINDS:
        return frozenset()
    family = REGISTER_KINDS.get(kind)
    if family is None:
        return found
    for finer in _FINER.get(family, ()):
        if finer in found:
            return frozenset((finer,))
    return frozenset((family,))


def consumed(phrase_family: str, has: frozenset[str]) -> bool:
    """Whether a phrase in the name of a body with these families only says its kind."""
    if phrase_family in WORN:
        return False
    return relation(frozenset((phrase_family,)), has) >= Relation.KIN


@lru_cache(maxsize=1 << 14)
def relation(asked: frozenset[str], has: frozenset[str]) -> Relation:
    """How the families that a written name tells stand to those of a body."""
    if not asked:
        return Relation.UNSAID
    if not has:
        return Relation.UNSAID
    if asked & has:
        return Relation.SAME
    if any(asked & _KIN.get(family, _NOTHING) for family in has):
        return Relation.KIN
    if any(asked & group and has & group for group in _MIXED):
        return Relation.KIN
    if any(asked & group and has & group for group in SECTORS):
        return Relation.NEAR
    return Relation.DIFFERENT
