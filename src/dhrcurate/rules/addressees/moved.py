"""Cells that moved by a row: the stretch of a table whose texts agree better with the cells one row further."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dhrcurate.rules.addressees.agreement import LIKENESS, MOST, Agreement
from dhrcurate.rules.context import RuleContext

LEAST = 0.5
"""What a row gains at least that counts as one of those that show the slip."""
CLEAR = 1.5
"""What the clearest of them gains at least; the others may only fit."""
TOTAL = 2.5
"""What the whole stretch gains at least, with the rows that lose. Of tables of rows drawn by lot, whose neighbours are
of any sort, fewer than one in a thousand reaches it."""
_LAST = 2.0
"""The most that the last row of a stretch gains by a cell that is not the one at the other end of it."""
_EMPTY = 1.5
"""The most that a row gains whose own cell is empty."""
_DIGITS = re.compile(r"(\d+)")


class Shown(NamedTuple):
    """A row that shows a slip.

    Attributes:
        row: Its place in the record.
        cell: The cell of another row that its text agrees with; empty if the text only speaks against its own.
        gain: By how much it agrees better with that.
    """

    row: int
    cell: str
    gain: float


def moved(context: RuleContext) -> list[Shown]:
    """The rows that show best that cells moved by one, in the order of the record; none if nothing shows it.

    Neighbours are rows that follow each other in the file or, where that was sorted by its numbers as text, by number.
    """
    agreement = Agreement(context)
    filed = list(range(len(agreement.cells)))
    best = _Table(agreement, filed, by_number=False).best()
    if not best and (order := _by_number(context)) and order != filed:
        best = _Table(agreement, order, by_number=True).best()
    return sorted(best)


def _by_number(context: RuleContext) -> list[int]:
    """The rows in the order of their numbers; none if there are rows without a number."""
    numbers = [(r.number or "").casefold() for r in context.recommendations]
    if not all(numbers):
        return []
    keys = [[(int(p), "") if p.isdecimal() else (-1, p) for p in _DIGITS.split(number) if p] for number in numbers]
    return sorted(range(len(keys)), key=lambda i: keys[i])


class _Table:
    """Rows in an order in which they may have stood in a table."""

    def __init__(self, agreement: Agreement, order: Sequence[int], *, by_number: bool) -> None:
        self._agreement = agreement
        self._order = order
        self._by_number = by_number
        self._cells = [agreement.cells[i] for i in order]
        self._kinds = sorted(set(self._cells) - {""})

    def best(self) -> list[Shown]:
        """The rows that show the stretch that gains most, if that is enough."""
        most, best = TOTAL, list[Shown]()
        for step in (1, -1) if self._is_plausible() else ():
            for total, run in self.stretches(step):
                shown = [each for each in run if each.gain >= LEAST]
                if total >= most and len(shown) > 1 and max(each.gain for each in shown) >= CLEAR:
                    most, best = total, shown
        return best

    def _is_plausible(self) -> bool:
        """True if the clearest row may be clear enough, which costs far less to know than what all of them gain."""
        cells = self._cells
        for i in range(len(cells) - 1):
            if cells[i] and cells[i + 1] and cells[i] != cells[i + 1]:
                for row, cell in ((i, cells[i + 1]), (i + 1, cells[i])):
                    hint = self._agreement.hint(self._order[row], cell)
                    if hint >= CLEAR - LIKENESS and self._gain(row, cell) >= CLEAR:
                        return True
        return False

    def stretches(self, step: int) -> Iterator[tuple[float, list[Shown]]]:
        """Each stretch that gains by the cells a step further, its last row by any cell, and what it gains in all."""
        cells = self._cells
        total, run = 0.0, list[Shown]()
        for i in range(len(cells))[::step]:
            if not 0 <= i + step < len(cells) or cells[i] == cells[i + step]:
                continue
            gain = self._gain(i, cells[i + step])
            gain = gain if cells[i] else min(_EMPTY, gain / 2)
            total += gain
            if total <= 0:
                total, run = 0.0, []
                continue
            if cells[i] and cells[i + step]:
                run.append(Shown(self._order[i], cells[i + step], gain))
            if gain > 0 and run and total + MOST >= TOTAL:
                last = self._last(i + step, step, run[0], TOTAL - total)
                yield (total + last.gain, [*run, last]) if last.gain >= LEAST else (total, list(run))

    def _gain(self, i: int, cell: str) -> float:
        return self._agreement.gain(self._order[i], cell, beside_by_number=self._by_number)

    def _last(self, i: int, step: int, first: Shown, wanted: float) -> Shown:
        """What the last row of a stretch gains by another cell, as its own may have left the table.

        Args:
            i: A row after the last that gains by its neighbour's cell.
            step: The direction in which the stretch is read.
            first: The row at the other end, whose cell may be the last row's in turn.
            wanted: What the stretch still has to gain.
        """
        cells = self._cells
        while 0 <= i + step < len(cells) and cells[i + step] == cells[i]:
            i += step
        row, lost = self._order[i], self._agreement.cells[first.row]
        if not cells[i]:
            return Shown(row, "", 0.0)
        best = Shown(row, lost, self._gain(i, lost)) if lost != cells[i] else Shown(row, "", 0.0)
        if wanted <= _LAST and best.gain < max(wanted, LEAST):
            hints = ((cell, self._agreement.hint(row, cell) / 2) for cell in self._kinds if cell != cells[i])
            others = [Shown(row, cell, min(_LAST, hint)) for cell, hint in hints]
            against = Shown(row, "", min(CLEAR, self._agreement.misfit(row) / 2))
            best = max([best, against, *others], key=lambda shown: shown.gain)
        return best
