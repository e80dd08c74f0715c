"""Suggestions for the names of a cell, as numbered offers that a curator can accept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dhrcurate.agencies.decision import CANDIDATES_THRESHOLD
from dhrcurate.domain.agency import Candidate, Context, Decision, Names, Suggestion
from dhrcurate.rules.cells import read_cell

AT_MOST = 9
"""The most offers per cell: as many as there are digits to accept them with."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An agency that one written name may stand for.

    Attributes:
        written: The name as written.
        name: The agency's canonical name.
        score: The probability, from 0 to 1.
        why: The reason in words.
        safe: True if it can be accepted without review, as a safe fix or `agencies resolve` would.
    """

    written: str
    name: str
    score: float
    why: str
    safe: bool


def worth_showing(suggestion: Suggestion) -> tuple[Candidate, ...]:
    """Return the candidates of a suggestion that are likely enough to tell a curator something, best first."""
    if suggestion.decision is Decision.NONE:
        return ()
    return tuple(each for each in suggestion.candidates if each.score >= CANDIDATES_THRESHOLD)


def offers_for(cell: str, names: Names, context: Context) -> list[Offer]:
    """Return the offers for a cell, those for one name together."""
    read = read_cell(cell, names, context).names
    sure = {name.text: name.stands_for for name in read if name.safe}
    return numbered([names.suggest(name.text, context) for name in read], sure)


def numbered(suggestions: Sequence[Suggestion], sure: Mapping[str, Sequence[str]]) -> list[Offer]:
    """Return suggestions as offers, those that can be accepted without review first, without unlikely ones.

    Args:
        suggestions: One for each name.
        sure: The names that are sure, and what they stand for.
    """
    most = max(2, AT_MOST // max(1, len(suggestions)))
    offers: list[Offer] = []
    for suggestion in suggestions:
        for candidate in worth_showing(suggestion)[:most]:
            safe = candidate.name in sure.get(suggestion.query, ())
            offers.append(Offer(suggestion.query, candidate.name, candidate.score, candidate.why, safe))
    return sorted(offers, key=lambda offer: not offer.safe)[:AT_MOST]


def still_open(offers: Sequence[Offer], agencies: Collection[str]) -> list[Offer]:
    """Return the offers for names of which none has been accepted yet.

    Args:
        offers: The offers for a cell.
        agencies: The agencies of the cell so far.
    """
    taken = {offer.written for offer in offers if offer.name in agencies}
    return [offer for offer in offers if offer.written not in taken]
