"""What each agency of the register is: the families of bodies it belongs to, its place's words, and if it has a place.

Each is worked out when it is first asked: a record whose names are all exact asks of a few agencies, and the names of
all of them need not be taken apart for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from dhrcurate.agencies import kinds
from dhrcurate.agencies.lexicon import RANKS
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.domain.agency import Agency


class Bodies:
    """The agencies of a register, by their positions.

    Args:
        agencies: The register's agencies.
        place_tokens: The words of the geography.
    """

    def __init__(self, agencies: Sequence[Agency], place_tokens: frozenset[str]) -> None:
        self._agencies = agencies
        self._place_tokens = place_tokens
        self._families: dict[int, frozenset[str]] = {}
        self._cores: dict[int, str] = {}
        self._national: dict[int, bool] = {}

    def families(self, position: int) -> frozenset[str]:
        """Return the families of an agency."""
        found = self._families.get(position)
        if found is None:
            agency = self._agencies[position]
            found = self._families[position] = kinds.families_of_entry(agency.kind, agency.name)
        return found

    def core(self, position: int) -> str:
        """Return the words of an agency's name without those that only tell its kind: mostly a place."""
        found = self._cores.get(position)
        if found is None:
            content, _ = content_words(self._agencies[position].name, self.families(position))
            found = self._cores[position] = " ".join(content)
        return found

    def is_national(self, position: int) -> bool:
        """True for an agency that is not bound to a place."""
        found = self._national.get(position)
        if found is None:
            agency = self._agencies[position]
            found = not agency.areas and self._place_tokens.isdisjoint(words(agency.name))
            self._national[position] = found
        return found

    @cached_property
    def by_family(self) -> Mapping[str, Sequence[int]]:
        """The positions of the agencies of each family."""
        found: dict[str, list[int]] = {}
        for position in range(len(self._agencies)):
            for family in self.families(position):
                found.setdefault(family, []).append(position)
        return found


def content_words(name: str, families: frozenset[str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the words of a name of an agency that tell it, each once, and those that only tell its kind.

    A name that consists of its kind's words is told by them.

    Args:
        name: The name.
        families: The families of the agency.
    """
    tokens = words(name)
    aside: set[int] = set()
    for start, end, family in kinds.find_phrases(tokens):
        if kinds.only_tells_kind(family, families):
            aside.update(range(start, end))
    if families & kinds.COUNCILS:
        aside.update(at for at, token in enumerate(tokens) if token in RANKS)
    row = [token for at, token in enumerate(tokens) if at not in aside]
    while len(row) > 1 and row[-1] in kinds.LEGAL_FORMS:
        row.pop()
    content = tuple(dict.fromkeys(row))
    if not content:
        return tuple(dict.fromkeys(tokens)) or (fold(name),), frozenset()
    return content, frozenset(tokens[at] for at in aside)
