"""Search of the register as a curator types, for screens and prompts alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dhrcurate.domain.agency import Agency, Candidate, Context, Decision, Names, Part
from dhrcurate.rules.cells import read_name

_CANDIDATES = 8
"""The most suggestions asked of the matcher per search."""

_OF_AREA = 30
"""The most agencies of an area that are listed unasked."""

_OFTEN = (
    "police", "county-council", "council", "district-council", "csp", "pcc", "icb", "ccg", "pct", "nhs-trust",
    "health-board", "ambulance-trust", "probation-trust", "probation", "crc", "fire",
)  # fmt: skip
"""The kinds of agencies that recommendations most often address, the most frequent first."""

_LIKELY = 0.1
"""The score below which a second suggestion follows the agencies that have the typed words."""


@dataclass(frozen=True, slots=True)
class RegisterHit:
    """An agency that a search found.

    Attributes:
        name: Its canonical name.
        agency: Its entry; `None` where a remembered decision names an agency that the register does not hold.
        candidate: The matcher's suggestion with score and reason; `None` where only the typed words were found.
        certain: True if it would be applied without a look, by a safe fix or `agencies resolve`.
    """

    name: str
    agency: Agency | None
    candidate: Candidate | None = None
    certain: bool = False


class RegisterSearch:
    """Finds agencies by typed words: the matcher's suggestions first, then every agency with a name that has them.

    Args:
        names: The register.
        context: The record's area and time; agencies that serve the area come before others.
    """

    def __init__(self, names: Names, context: Context) -> None:
        self._names, self._context = names, context
        self._rows = [(_searchable(agency), agency) for agency in names.entries()]
        self._area = (context.csp or "").casefold()

    def holds(self, name: str) -> bool:
        """Return whether the register has exactly this name."""
        return bool(self._names.named(name))

    def find(self, typed: str, limit: int) -> list[RegisterHit]:
        """Return the agencies for what was typed, the likeliest first; none for nothing but blanks."""
        words = typed.casefold().split()
        if not words:
            return []
        suggested = list(self._suggested(" ".join(typed.split())))
        hits = [hit for rank, (hit, score) in enumerate(suggested) if rank == 0 or score >= _LIKELY]
        known = {hit.name for hit in hits}
        found = [a for text, a in self._rows if a.name not in known and all(word in text for word in words)]
        found.sort(key=lambda a: (not self._is_near(a), not a.name.casefold().startswith(words[0]), len(a.name)))
        hits += [RegisterHit(agency.name, agency) for agency in found[:limit]]
        known.update(hit.name for hit in hits)
        hits += [hit for hit, _ in suggested if hit.name not in known]
        return hits[:limit]

    def of_area(self, limit: int = _OF_AREA) -> list[RegisterHit]:
        """Return the agencies that serve the record's area, those that recommendations most often address first."""
        order = {kind: at for at, kind in enumerate(_OFTEN)}
        found = sorted(
            self._names.serving(self._context), key=lambda a: (order.get(a.kind, len(order)), a.name.casefold())
        )
        return [RegisterHit(agency.name, agency) for agency in found[:limit]]

    def begin(self, written: str, limit: int) -> tuple[list[RegisterHit], list[RegisterHit]]:
        """Return what a written name finds, and the agencies of the record's area besides, before anything is typed."""
        found = self.find(written, limit)
        known = {hit.name for hit in found}
        return found, [hit for hit in self.of_area() if hit.name not in known]

    def _suggested(self, typed: str) -> Iterator[tuple[RegisterHit, float]]:
        suggestion = self._names.suggest(typed, self._context, _CANDIDATES)
        if suggestion.decision is Decision.NONE:
            return
        read = read_name(Part(typed, 0, len(typed)), self._names, self._context)
        sure = read.stands_for if read.safe else ()
        for candidate in suggestion.candidates:
            certain = candidate.name in sure
            hit = RegisterHit(candidate.name, self._names.entry(candidate.name), candidate, certain)
            yield hit, candidate.score

    def _is_near(self, agency: Agency) -> bool:
        """True if the agency serves a place that the record's partnership is named for."""
        return any(area.casefold() in self._area for area in agency.areas)


def _searchable(agency: Agency) -> str:
    return "\n".join((agency.name, *(alias.name for alias in agency.aliases), *agency.acronyms)).casefold()
