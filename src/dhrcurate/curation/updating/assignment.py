"""The best assignment of one set of things to another, where few of the pairs are possible at all.

Libraries that solve this work on dense matrices of numpy, which the program does without; here a row has a handful of
candidates, and the exact answer takes a few lines.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence


def assign(gains: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """Assigns rows to columns, each to one at most, so that the sum of the gains is the largest that there is.

    Args:
        gains: For each row, what is gained by each column that it may have, which are named by numbers from 0. Whole
            numbers, as the sums of others are not exact.

    Returns:
        The column of each row that has one.
    """
    matching = _Matching(gains)
    for row in range(len(gains)):
        matching.add(row)
    return {row: column for row, column in sorted(matching.column_of.items()) if column >= 0}


class _Matching:
    """Shortest augmenting paths with potentials (Jonker and Volgenant), over the pairs that are possible.

    Each row has a column of its own, which stands for none and costs nothing: so every row finds a column.
    """

    def __init__(self, gains: Sequence[Mapping[int, int]]) -> None:
        self._costs = [
            {**{column: -gain for column, gain in row.items() if gain > 0}, ~at: 0} for at, row in enumerate(gains)
        ]
        self._of_rows = [min(row.values()) for row in self._costs]
        self._of_columns: defaultdict[int, int] = defaultdict(int)
        self._row_of: dict[int, int] = {}
        self.column_of: dict[int, int] = {}

    def add(self, row: int) -> None:
        """Finds a column for one more row, for which others may have to change theirs."""
        distances: dict[int, int] = {}
        came_from: dict[int, int] = {}
        settled: list[int] = []
        queue: list[tuple[int, int]] = []
        here, so_far = row, 0
        while True:
            for column, cost in self._costs[here].items():
                distance = so_far + cost - self._of_rows[here] - self._of_columns[column]
                if column not in distances or distance < distances[column]:
                    distances[column], came_from[column] = distance, here
                    heapq.heappush(queue, (distance, column))
            so_far, column = heapq.heappop(queue)
            while so_far > distances[column]:  # a shorter way to it was found since
                so_far, column = heapq.heappop(queue)
            settled.append(column)
            if column not in self._row_of:
                break
            here = self._row_of[column]
        self._of_rows[row] += so_far
        for one in settled[:-1]:
            self._of_rows[self._row_of[one]] += so_far - distances[one]
            self._of_columns[one] -= so_far - distances[one]
        self._augment(row, column, came_from)

    def _augment(self, row: int, column: int, came_from: Mapping[int, int]) -> None:
        """Gives the column at the end of a path to the row before it, and so on back to the row that was added."""
        while True:
            here = came_from[column]
            before = self.column_of.get(here)
            self._row_of[column], self.column_of[here] = here, column
            if here == row or before is None:
                return
            column = before
