"""What a cell names and the agencies do not hold: a cell that is decided in part is as open as what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dhrcurate.domain.agency import Context, Names, generations
from dhrcurate.domain.record import Recommendation
from dhrcurate.rules.cells import Cell, NameType, WrittenName

_ONLY_JOINS = re.compile(r"(?:[\s|;,/&+.]|\b(?:and|the|with|or)\b)*")


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell of which something is not among the agencies, or agencies that it does not name.

    Attributes:
        recommendation: The recommendation.
        cell: Its cell.
        left: The names of the cell that the agencies do not hold, in order; all of them where there are no agencies.
        unnamed: The agencies that the cell does not name, where each of its names surely means another one.
    """

    recommendation: Recommendation
    cell: Cell
    left: tuple[WrittenName, ...]
    unnamed: tuple[str, ...] = ()


def is_spelt_out(cell: str, agencies: Sequence[str]) -> bool:
    """True if a cell is the agencies' own names with nothing but joins between them."""
    rest = cell.casefold()
    for agency in sorted(map(str.casefold, agencies), key=len, reverse=True):
        if agency not in rest:
            return False
        rest = rest.replace(agency, " ")
    return _ONLY_JOINS.fullmatch(rest) is not None


def compared(
    cell: Cell, agencies: Sequence[str], names: Names, context: Context, odd: Mapping[str, WrittenName]
) -> tuple[tuple[WrittenName, ...], tuple[str, ...]]:
    """Return the names of a cell that the agencies do not hold, and the agencies that it does not name.

    An agency holds the names that mean it, the body before or after it, or, where that is likely, a name that does not
    say which one it means. Any other agency holds one name that does not surely mean a body: whom "MARAC" or "partners"
    stands for, a curator has to say, and has said so with it.

    Args:
        cell: The cell.
        agencies: The agencies, at least one.
        names: The register.
        context: The record's area and time.
        odd: The readings of agencies that are not canonical names.
    """
    return _Comparison(agencies, names, context, odd).of(cell)


class _Comparison:
    def __init__(self, agencies: Sequence[str], names: Names, context: Context, odd: Mapping[str, WrittenName]) -> None:
        self._names, self._context = names, context
        self._free = list(dict.fromkeys(agencies))
        self._meant: dict[str, str] = {}
        """Each agency by what it is called: its canonical name, what stands in `agencies`, capitals ignored."""
        for agency in self._free:
            reading = odd.get(agency)
            for called in (agency, agency.casefold(), *(_likely(reading) if reading else ())):
                self._meant.setdefault(called, agency)

    def of(self, cell: Cell) -> tuple[tuple[WrittenName, ...], tuple[str, ...]]:
        left = [name for name in cell.names if not self._holds(name)]
        # Of these, what only says a kind of agency comes first: an unknown name is not taken for an agency of others.
        left = [n for n in left if not (n.sort in {NameType.UNSPECIFIC, NameType.BODY} and self._holds_likely(n))]
        left = [n for n in left if not self._takes(self._candidates(n))]
        left = [n for n in left if _is_sure(n) or not self._takes(list(self._free))]
        return tuple(left), tuple(self._free) if all(map(_is_sure, cell.names)) else ()

    def _holds(self, name: WrittenName) -> bool:
        as_written = self._meant.get(name.text.casefold())
        if as_written is not None:
            self._use(as_written)
            return True
        bodies = [self._meant.get(body) or self._related(body) for body in name.stands_for]
        for body in bodies:
            self._use(body)
        return bool(bodies) and None not in bodies

    def _holds_likely(self, name: WrittenName) -> bool:
        if _is_sure(name):
            return False
        held = next((self._meant[likely] for likely in _likely(name) if likely in self._meant), None)
        self._use(held)
        return held is not None

    def _takes(self, wanted: Sequence[str]) -> bool:
        """Whether an agency that holds no other name is one of some."""
        held = next((agency for one in wanted if (agency := self._meant.get(one)) in self._free), None)
        self._use(held)
        return held is not None

    def _use(self, agency: str | None) -> None:
        if agency in self._free:
            self._free.remove(agency)

    def _candidates(self, name: WrittenName) -> list[str]:
        if _is_sure(name) and name.exact:
            return []
        suggested = self._names.suggest(name.text, self._context).candidates
        return [*_likely(name), *name.others, *(candidate.name for candidate in suggested)]

    def _related(self, body: str) -> str | None:
        """The agency that came before or after a body."""
        return next(
            (
                agency
                for called, agency in self._meant.items()
                if self._follows(body, called) or self._follows(called, body)
            ),
            None,
        )

    def _follows(self, first: str, later: str) -> bool:
        return any(later in generation for generation in generations(first, self._successors))

    def _successors(self, name: str) -> Sequence[str]:
        entry = self._names.entry(name)
        return entry.successors if entry else ()


def _is_sure(name: WrittenName) -> bool:
    """True if a name tells a body by its words alone, whether or not that stood at the time."""
    return name.sort is NameType.BODY and bool(name.stands_for) and not name.inferred


def _likely(name: WrittenName) -> Iterator[str]:
    yield from name.stands_for
    if name.proposed:
        yield name.proposed
