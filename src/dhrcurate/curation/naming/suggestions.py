"""Suggestions for the names of a cell, as numbered offers that a curator can accept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from dhrcurate.domain.agency import (
    CANDIDATES_THRESHOLD,
    Candidate,
    Context,
    Decision,
    Names,
    Suggestion,
    no_body_in_words,
    of_kind_in_words,
)
from dhrcurate.rules.cells import NameType, read_cell

AT_MOST = 9
"""The most offers per cell: as many as there are digits to accept them with."""

FAR_BELOW = 0.25
"""How much less likely than the best a candidate is that is no help beside it. A search of the register finds it still.
Of the labelled names of the benchmarks none has the agency that it means so far below; beside a weak best, all stay."""

LIKELY = 0.5
"""The score from which on an agency is more likely than not what is written."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An agency that one written name may stand for.

    Attributes:
        written: The name as written.
        name: The agency's canonical name.
        score: The probability, from 0 to 1.
        why: The reason in words.
        safe: True if it can be accepted without review, as a safe fix or `agencies resolve` would.
        taken: True if it is among the agencies.
        what: What it is where it is no agency of its own: "a meeting; not an agency"; a finding says so too, and stays
            when it is taken.
        place: Where the cell has the name.
    """

    written: str
    name: str
    score: float
    why: str
    safe: bool
    taken: bool = False
    what: str = ""
    place: int = 0


def worth_showing(suggestion: Suggestion) -> tuple[Candidate, ...]:
    """Return the candidates of a suggestion that are likely enough to tell a curator something, best first.

    One far below the best is not among them.
    """
    if suggestion.decision is Decision.NONE or suggestion.best is None:
        return ()
    least = max(CANDIDATES_THRESHOLD, suggestion.best.score - FAR_BELOW)
    return tuple(each for each in suggestion.candidates if each.score >= least)


def why_not_taken(suggestion: Suggestion) -> str:
    """Return the sentence that tells why a suggestion is not taken by itself; empty where there is no reason."""
    if not suggestion.why:
        return ""
    return f"{'No match' if suggestion.decision is Decision.NONE else 'Not sure'}: {suggestion.why}."


def offers_for(cell: str, names: Names, context: Context) -> list[Offer]:
    """Return the offers for a cell, those for one name together.

    A name that means many at once is offered as it is written where the register has nothing for it.
    """
    read = read_cell(cell, names, context).names
    sure = {name.text: name.stands_for for name in read if name.safe}
    suggested = [names.suggest(written, context) for written in dict.fromkeys(name.text for name in read)]
    places = {name.text: name.part.start for name in reversed(read)}
    offers = [
        replace(offer, what=no_body_in_words(names.entry(offer.name)), place=places[offer.written])
        for offer in numbered(suggested, sure)
    ]
    offered = {offer.written for offer in offers}
    as_written = [
        Offer(text, text, 1.0, "as it is written", safe=False, what=of_kind_in_words("collective"), place=places[text])
        for text in dict.fromkeys(name.text for name in read if name.sort is NameType.COLLECTIVE)
        if text not in offered
    ]
    return [*offers, *as_written][:AT_MOST]


def numbered(suggestions: Sequence[Suggestion], sure: Mapping[str, Sequence[str]]) -> list[Offer]:
    """Return suggestions as offers, those that can be accepted without review first, without unlikely ones.

    Where there are more than digits, the second and third choices for a name give way to the first ones for others.

    Args:
        suggestions: One for each name.
        sure: The names that are sure, and what they stand for.
    """
    most = max(2, AT_MOST // max(1, len(suggestions)))
    offers: list[tuple[int, Offer]] = []
    for suggestion in suggestions:
        others = {name for written, names in sure.items() if written != suggestion.query for name in names}
        for choice, candidate in enumerate(worth_showing(suggestion)[:most]):
            safe = candidate.name in sure.get(suggestion.query, ())
            if candidate.name in others and candidate.score < LIKELY and not safe:
                continue  # a cell seldom names one body twice
            offers.append((choice, Offer(suggestion.query, candidate.name, candidate.score, candidate.why, safe)))
    first = sorted(range(len(offers)), key=lambda at: (not offers[at][1].safe, offers[at][0]))[:AT_MOST]
    return sorted((offers[at][1] for at in sorted(first)), key=lambda offer: not offer.safe)


def with_taken(offers: Sequence[Offer], agencies: Collection[str]) -> list[Offer]:
    """Return all offers, those taken that are among some agencies, whichever name they are for."""
    return [replace(offer, taken=offer.name in agencies) for offer in offers]


def as_shown(offers: Sequence[Offer], agencies: Collection[str], left: Collection[str] = ()) -> list[Offer]:
    """Return the offers for a cell as they are shown: all of them, none once each name has one that is taken.

    One that is offered for two names is taken for one of them only: the other is open as long as `left` has it.

    Those that are taken stay where they are, so that each digit takes what stood beside it before.

    Args:
        offers: The offers for a cell.
        agencies: The agencies of the cell so far.
        left: The names of the cell that these do not hold.
    """
    shown = [replace(offer, taken=offer.name in agencies and _means(offer, offers)) for offer in offers]
    open_names = {offer.written for offer in shown} - {offer.written for offer in shown if offer.taken}
    return shown if open_names or any(offer.written in left for offer in shown) else []


def _means(offer: Offer, offers: Sequence[Offer]) -> bool:
    """True if an agency, once it is taken, stands for the name of an offer: not if it is another name's first one."""
    first = {each.written: each.name for each in reversed(offers)}
    return first[offer.written] == offer.name or offer.name not in first.values()


def instead_of(offer: Offer, offers: Sequence[Offer]) -> set[str]:
    """Return the names whose place an offer takes: those offered for the same written name and for no other."""
    others = {each.name for each in offers if each.written != offer.written}
    return {each.name for each in offers if each.written == offer.written} - others - {offer.name}


def behind(offer: Offer, offers: Sequence[Offer]) -> set[str]:
    """Return the names, as written and as offered, that an offer goes before: those of what its cell names later."""
    later = {name for each in offers if each.place > offer.place for name in (each.name, each.written)}
    return later - {each.name for each in offers if each.place <= offer.place}
