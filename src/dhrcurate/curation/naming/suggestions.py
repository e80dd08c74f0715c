"""What the names of a cell may stand for, as numbered offers that a curator can take."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dhrcurate.domain.agency import Context, Decision, Names, Suggestion

AT_MOST = 9
"""How many offers there are at most: as many as there are digits to take them with."""

_LIKELY = 0.35
"""The score below which a second suggestion would only be in the way."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A body that one written name may stand for.

    Attributes:
        written: The name as written.
        name: The body's canonical name.
        score: How likely, from 0 to 1.
        why: The reason in words.
        safe: Whether it can be taken without a look.
    """

    written: str
    name: str
    score: float
    why: str
    safe: bool


def offers_for(cell: str, names: Names, context: Context) -> list[Offer]:
    """The offers for a cell, those of one name together."""
    return numbered([names.suggest(part.text, context) for part in names.split(cell, context).parts])


def numbered(suggestions: Sequence[Suggestion]) -> list[Offer]:
    """Suggestions as offers; what the matcher itself thinks unlikely is left out."""
    each = max(2, AT_MOST // max(1, len(suggestions)))
    offers: list[Offer] = []
    for suggestion in suggestions:
        if suggestion.decision is Decision.NONE:
            continue
        likely = [c for c in suggestion.candidates if c is suggestion.best or c.score >= _LIKELY]
        for rank, candidate in enumerate(likely[:each]):
            safe = rank == 0 and suggestion.decision is Decision.MATCH
            offers.append(Offer(suggestion.query, candidate.name, candidate.score, candidate.why, safe))
    return offers[:AT_MOST]


def still_open(offers: Sequence[Offer], agencies: Collection[str]) -> list[Offer]:
    """The offers for names of which none has been taken yet.

    Args:
        offers: The offers for a cell.
        agencies: What the cell was decided to stand for so far.
    """
    taken = {offer.written for offer in offers if offer.name in agencies}
    return [offer for offer in offers if offer.written not in taken]
