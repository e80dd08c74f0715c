"""What no name of the register can hold: answers that need no comparison and no ranking.

Most questions about a joined text are whether one agency accounts for all of it, and mostly none does, as no name has
the words of two bodies. The index tells that from the words alone, for any place and time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dhrcurate.agencies import kinds
from dhrcurate.agencies.index import Index
from dhrcurate.agencies.normalise import words
from dhrcurate.agencies.query import Query
from dhrcurate.domain.agency import Agency


class Coverage:
    """The words that stand together in some name of the register.

    Args:
        index: The names taken apart.
    """

    def __init__(self, index: Index) -> None:
        self._holding = index.holding

    def may_account_for(self, query: Query) -> bool:
        """True unless a written name has words that no single name of the register has, in any spelling.

        Words for the kind of a body count as accounted for: whether they are depends on the body.
        """
        told = _kind_words(query)
        spelt: dict[str, list[str]] = {}
        for token, rows in query.similar.items():
            for written, _, _ in rows:
                spelt.setdefault(written, []).append(token)
        rows_of_forms: list[frozenset[int]] = []
        for token in query.tokens:
            if token in told:
                continue
            holding = self._holding(token)
            if token in spelt:
                holding = holding.union(*map(self._holding, spelt[token]))
            if not holding:
                return False
            rows_of_forms.append(holding)
        if not rows_of_forms:
            return True
        rows_of_forms.sort(key=len)
        return bool(frozenset.intersection(*rows_of_forms))


def adjacent_words(agencies: Sequence[Agency]) -> frozenset[tuple[str, str]]:
    """Return the pairs of words that stand next to each other in a name or another name of some agency."""
    names = (name for each in agencies for name in (each.name, *(alias.name for alias in each.aliases)))
    return frozenset(pair for name in names for pair in pairwise(words(name)))


def _kind_words(query: Query) -> frozenset[str]:
    """Return the words of a name that an agency of its kind accounts for."""
    if len(query.families) > 1:
        return frozenset()
    row = words(query.text)
    phrases = kinds.find_phrases(row)
    return frozenset(t for start, end, family in phrases if family in query.families for t in row[start:end])
