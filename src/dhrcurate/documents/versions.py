"""Where a report prints one recommendation in two ways that ask for something else: another figure, or a `not`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.documents.comparing import differences
from dhrcurate.documents.listing.labels import FIGURES
from dhrcurate.documents.numerals import TENS
from dhrcurate.documents.stream import said_of, terms_of
from dhrcurate.documents.wanted import Spot
from dhrcurate.domain.evidence import Difference, Role, Version

_NOT = frozenset({"not", "never", "no", "nor", "cannot", "neither", "without"})
_PERIOD = re.compile(r"(?:hour|day|week|month|year)s?\Z")
_SMALL = 8
"""Where more words stand in the place of others, the whole is worded otherwise, and figures in it are others."""
_NUMBERS = FIGURES | {word: f"{at}0" for at, word in enumerate(TENS, 2)}


def versions_of(spots: Sequence[Spot]) -> tuple[Version, ...]:
    """Return what the places of one text have in another way than the main one, one difference for each such place."""
    return tuple(_versions(spots))


def _versions(spots: Sequence[Spot]) -> Iterator[Version]:
    own = {spot.printed.group: spot for spot in spots if spot.role is not Role.ALSO and spot.printed is not None}
    for at, spot in enumerate(spots):
        main = own.get(spot.printed.group) if spot.role is Role.ALSO and spot.printed is not None else None
        if main is None or main.text == spot.text:
            continue
        if (told := contradiction(main.text, spot.text)) is not None:
            yield Version(at, *told)


def contradiction(text: str, other: str) -> Difference | None:
    """Return the first words by which one text asks for another figure or period, or for the contrary of the other."""
    negated = _negations(text) != _negations(other)
    for one in differences(text, other):
        pair = said_of(one.record), said_of(one.document)
        if max(map(len, pair)) > _SMALL:
            continue
        if negated and _negations(one.record) != _negations(one.document):
            return one
        if _otherwise(*(_figures(side) for side in one)) or _otherwise(*map(_periods, pair)):
            return one
    return None


def _otherwise(here: set[str], there: set[str]) -> bool:
    return bool(here) and bool(there) and here != there


def _negations(text: str) -> int:
    return sum(word in _NOT for word in said_of(text))


def _figures(text: str) -> set[str]:
    said = {_NUMBERS.get(term.said, term.said) for term in terms_of(text)}
    return {one for one in said if any(map(str.isdigit, one))}


def _periods(said: Sequence[str]) -> set[str]:
    return {word.rstrip("s") for word in said if _PERIOD.match(word)}
