"""Stage 3, exact: names that an agency has exactly once they are written in another way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from weakref import proxy

from dhrcurate.agencies.exact import suggest_exact
from dhrcurate.agencies.index import Hit, Source
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.query import Query
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.surroundings import (
    hospital_endings,
    other_spellings,
    without_landlord_words,
    without_legal_form,
)
from dhrcurate.agencies.with_place import named_before_place
from dhrcurate.domain.agency import KINDS, NO_BODIES, Context, Suggestion

_NO_COMPANIES = NO_BODIES | {
    "ambulance-trust", "ccg", "cjs", "combined-authority", "coroner", "council", "court", "csp", "fire", "gov",
    "gov-agency", "health-board", "icb", "military", "nhs-national", "nhs-trust", "ombudsman", "pcc", "pct", "police",
    "police-authority", "police-national", "prison", "probation", "probation-trust", "regulator", "safeguarding-board",
    "wellbeing-board",
}  # fmt: skip
"""Kinds of entries that a name ending in "Limited" never means."""

CACHED_NAMES = 20_000
"""The most names whose other spellings are cached."""

_NO_LANDLORDS = frozenset(KINDS) - {"housing", "housing-association"}
"""Kinds of entries to whose names "Housing" or "Group" is not added without another meaning."""


class Spellings:
    """Answers for names in another spelling.

    Args:
        reference: The register.
        parse: Takes a written name apart.
    """

    def __init__(self, reference: Reference, parse: Callable[[str], Query]) -> None:
        self._reference = reference
        self._parse = parse
        self._hits = lru_cache(CACHED_NAMES)(partial(Spellings._find_hits, proxy(self)))  # by the name alone

    def suggest(self, name: str, context: Context) -> Suggestion | None:
        """Return the agency that has exactly a name that is written in another way."""
        found = (suggest_exact(name, hits, context, self._reference, self._parse) for hits in self._hits(name))
        return next((each for each in found if each), None)

    def has_some(self, name: str) -> bool:
        """True if some agency has exactly a name that is written in another way."""
        return bool(self._hits(name))

    def _find_hits(self, name: str) -> list[Sequence[Hit]]:
        """Return the agencies that have each other spelling of a name, where any has."""
        found: list[Sequence[Hit]] = [self._named(other) for other in other_spellings(name)]
        found.append(self._of_hospital(name))
        if bare := without_legal_form(name):
            found.append(self._named(bare, _NO_COMPANIES))
        if bare := without_landlord_words(name):
            found.append(self._named(bare, _NO_LANDLORDS))
        found.append(named_before_place(name, self._reference))
        return [hits for hits in found if hits]

    def _of_hospital(self, name: str) -> Sequence[Hit]:
        """Return the trust of the only hospital that a name is short for: "Exampleton General", "Royal Exampleton"."""
        for ending in hospital_endings(name):
            hits = [hit for hit in self._reference.exact.find(f"{fold(name)} {ending}") if hit[0] is Source.SITE]
            if hits and {hit[1] for hit in hits}.issuperset(self._reference.bearing(fold(name))):
                return hits
        return ()

    def _named(self, other: str, without: frozenset[str] = NO_BODIES) -> Sequence[Hit]:
        return [
            hit
            for hit in self._reference.exact.find(fold(other))
            if hit[0] <= Source.ALIAS and self._reference.agencies[hit[1]].kind not in without
        ]
