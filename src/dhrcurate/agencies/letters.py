"""Stage 4, candidates by letters: agencies whose names look like a written one although they share no word with it.

In: a name. Out: agencies with a likeness from 0 to 1. They fill the end of a list of candidates and are never a match.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence

from dhrcurate.agencies.index import Form, Source

COMMONEST = 150
"""Three letters in more names than this tell nothing."""

MOST_ASKED = 8
"""How many of the rarest groups of three letters are looked up."""

MOST_COMPARED = 12
"""How many names are compared by all their letters."""

LEAST_ALIKE = 0.45
"""The likeness from which a name is worth a look."""


class Letters:
    """The groups of three letters in the names of a register.

    Args:
        forms: The names, taken apart.
    """

    def __init__(self, forms: Iterable[Form]) -> None:
        self._rows = [form for form in forms if form.source <= Source.ALIAS]
        postings: dict[str, array[int]] = {}
        for at, form in enumerate(self._rows):
            for group in _groups(form.tokens):
                postings.setdefault(group, array("I")).append(at)
        self._postings = {group: found for group, found in postings.items() if len(found) <= COMMONEST}

    def alike(self, tokens: Sequence[str], most: int) -> list[tuple[int, float]]:
        """Return the agencies with names that look most alike: position and likeness, best first."""
        groups = _groups(tokens)
        postings = self._postings
        known = sorted((len(postings[group]), group) for group in groups if group in postings)
        counts: dict[int, int] = {}
        for _, group in known[:MOST_ASKED]:
            for at in postings[group]:
                counts[at] = counts.get(at, 0) + 1
        best: dict[int, float] = {}
        for at in sorted(counts, key=lambda at: -counts[at])[:MOST_COMPARED]:
            position, its = self._rows[at].position, _groups(self._rows[at].tokens)
            likeness = 2 * len(groups & its) / (len(groups) + len(its))
            if likeness >= LEAST_ALIKE:
                best[position] = max(likeness, best.get(position, 0.0))
        return sorted(best.items(), key=lambda each: -each[1])[:most]


def _groups(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(word[at : at + 3] for token in tokens for word in (f" {token} ",) for at in range(len(word) - 2))
