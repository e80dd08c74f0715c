"""The numbers of the findings at one place, which stay while some of them go."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.domain.finding import Finding
from dhrcurate.plain.phrases import but_for_counts

Place = tuple[str, str]
"""A record and a recommendation, by id and key."""


class FindingNumbers:
    """Numbers the findings at a place; one that goes leaves its number free until the place is left.

    Who hears "1" and "2" types both, and the second must not mean another finding once the first is waived.
    """

    def __init__(self) -> None:
        self._place: Place = "", ""
        self._known: list[Finding] = []

    def forget(self) -> None:
        """Numbers from 1 again: the place was left."""
        self._known = []

    def of(self, place: Place, found: Sequence[Finding]) -> list[tuple[int, Finding]]:
        """Return the findings with their numbers, in the order of these: first those that were known, then new ones.

        Args:
            place: The place.
            found: What is found there now.
        """
        if place != self._place:
            self._place, self._known = place, []
        free = [but_for_counts(one) for one in self._known]
        numbered: list[tuple[int, Finding]] = []
        for one in found:
            if (same := but_for_counts(one)) in free:
                at = free.index(same)
                free[at] = ("", None, "")  # of two that are told alike each has its own
                self._known[at] = one
            else:
                at = len(self._known)
                self._known.append(one)
            numbered.append((at + 1, one))
        return sorted(numbered, key=lambda each: each[0])

    def gone(self, found: Sequence[tuple[int, Finding]]) -> list[tuple[int, Finding]]:
        """Return those that were here and are found no more, with their numbers."""
        here = {number for number, _ in found}
        return [(number, one) for number, one in enumerate(self._known, 1) if number not in here]
