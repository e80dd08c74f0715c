"""Stage 3, exact: names that an agency has exactly once they are written in another way."""

from __future__ import annotations

from collections.abc import Callable

from dhrcurate.agencies.exact import suggest_exact
from dhrcurate.agencies.index import Source
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

    def suggest(self, name: str, context: Context) -> Suggestion | None:
        """Return the agency that has exactly a name that is written in another way."""
        for other in other_spellings(name):
            if found := self._suggest_named(name, other, context):
                return found
        if found := self._suggest_hospital(name, context):
            return found
        bare = without_legal_form(name)
        if bare and (found := self._suggest_named(name, bare, context, without=_NO_COMPANIES)):
            return found
        if (bare := without_landlord_words(name)) and (
            found := self._suggest_named(name, bare, context, _NO_LANDLORDS)
        ):
            return found
        hits = named_before_place(name, self._reference)
        return suggest_exact(name, hits, context, self._reference, self._parse) if hits else None

    def _suggest_hospital(self, name: str, context: Context) -> Suggestion | None:
        """Return the trust of the only hospital that a name is short for: "Exampleton General", "Royal Exampleton"."""
        for ending in hospital_endings(name):
            hits = [hit for hit in self._reference.exact.find(f"{fold(name)} {ending}") if hit[0] is Source.SITE]
            if hits and {hit[1] for hit in hits}.issuperset(self._reference.bearing(fold(name))):
                return suggest_exact(name, hits, context, self._reference, self._parse)
        return None

    def _suggest_named(
        self, name: str, other: str, context: Context, without: frozenset[str] = NO_BODIES
    ) -> Suggestion | None:
        hits = [
            hit
            for hit in self._reference.exact.find(fold(other))
            if hit[0] <= Source.ALIAS and self._reference.agencies[hit[1]].kind not in without
        ]
        return suggest_exact(name, hits, context, self._reference, self._parse) if hits else None
