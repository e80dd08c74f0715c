"""How much better the text of a row agrees with one addressed-to cell than with another."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property, lru_cache

from dhrcurate.rules.addressees.joints import joined_names
from dhrcurate.rules.addressees.mentions import Name, Text
from dhrcurate.rules.context import RuleContext
from dhrcurate.rules.name_shapes import Shape

MOST = 4.0
"""The most that a row gains or loses by another cell: what the cell's whole name weighs that says who should act."""
_WHOLE, _PARTLY = (4.0, 2.0), (3.0, 1.0)
"""What a name weighs where it says who should act, and elsewhere; and its initials, or most of its words."""
_SURE = -3.0
"""Where the names tell so much for the row's own cell, nothing else is asked."""
_TRADE = 3.0
"""The most that the trades of two cells differ."""
LIKENESS, _SCALE, _PRIOR = 1.0, 0.25, 2.0
"""The most that the likeness to other rows weighs, what its logarithm weighs, and the rows that each cell is given."""
_GROUP, _GROUP_SCALE, _GROUP_PRIOR = 1.5, 0.7, 0.4
"""The same for the rows that are numbered together."""
_NEXT = 0.7
"""What the cell of a row next by number weighs."""
_FURTHER = 1.0
"""What each further body of the other cell takes off, as a text fits one of several more easily."""
_PRINTED = 4.0
"""What it weighs that the source page has the other cell beside the text."""
_LONG = 4
"""The fewest letters of a word that makes two texts alike."""

_START = 160
"""The part of a text in which a row's own cell is hardly ever there for somebody else."""
_JOINT = re.compile(r"\s*[,;/&]\s*(?:and\s+)?|\s+and\s+")
_NUMBER = re.compile(r"(.*?)(\d+|[a-z])\W*", re.DOTALL)


class Agreement:
    """The texts of a record's rows, to be compared with their cells and with those of neighbours."""

    def __init__(self, context: RuleContext) -> None:
        self._context = context
        self.cells = [r.addressed_to.strip() for r in context.recommendations]
        """The rows' cells."""
        self._all_cells = set(self.cells)
        self._starts = [r.text[:_START].casefold() for r in context.recommendations]
        self._lower = lru_cache(maxsize=None)(str.casefold)
        self._hints: dict[tuple[int, str], float] = {}
        self._gains: dict[tuple[int, str], float] = {}
        self._texts: dict[int, Text] = {}
        self._names: dict[str, list[Name]] = {}
        self._trades: dict[str, frozenset[str]] = {}

    def gain(self, i: int, other: str, *, beside_by_number: bool = False) -> float:
        """By how much a row agrees better with another cell than with its own; negative if worse.

        Args:
            i: The row.
            other: The cell of another row.
            beside_by_number: Whether rows next by number are taken to have been neighbours, so that they move together.
        """
        own = self.cells[i]
        if (i, other) not in self._gains:
            self._gains[i, other] = self._gain(i, other, own)
        gain = self._gains[i, other]
        if own and other and gain > -MOST and not beside_by_number:
            gain += self._next_by_number(i, other, own)
        return _within(gain, MOST)

    def misfit(self, i: int) -> float:
        """How much a text tells of another trade than that of its cell, which it does not name."""
        own = self.cells[i]
        return max(self._text(i).told.values(), default=0.0) - self._trade(i, own) - self._name(i, own)

    def hint(self, i: int, other: str) -> float:
        """What a row gains by another cell by what is quickly told: all but likeness and the next numbers."""
        if (i, other) not in self._hints:
            self._hints[i, other] = self._hint(i, other, self.cells[i])
        return self._hints[i, other]

    def _hint(self, i: int, other: str, own: str) -> float:
        start = self._starts[i]
        if own and self._lower(own) in start and self._lower(other) not in start:  # so it is with most rows by far
            return -MOST
        # What a curator decided belongs to the row as its cell does.
        whole = " | ".join((own, *self._context.recommendations[i].agencies))
        if self._shares(whole, other):
            return 0.0
        gain = self._name(i, other) - self._name(i, whole) + self._longer(i, other, own)
        if gain <= _SURE:
            return -MOST
        gain += _within(self._trade(i, other) - self._trade(i, whole), _TRADE)
        gain -= _FURTHER * (len(self._parts(other)) - 1)
        return gain + self._by_group(i, other, own) + self._by_page(i, other, own) if own and other else gain

    def _gain(self, i: int, other: str, own: str) -> float:
        gain = self.hint(i, other)
        if own and other and gain > -LIKENESS and not self._shares(own, other):
            gain += self._by_likeness(i, other, own)
        return gain

    def _text(self, i: int) -> Text:
        if i not in self._texts:
            self._texts[i] = Text(self._context.recommendations[i], self._context.openings[i])
        return self._texts[i]

    def _parts(self, cell: str) -> list[Name]:
        if cell not in self._names:
            parts = (part for written in cell.split("|") for part in self._joined(written.strip()))
            self._names[cell] = [Name(part, self._context) for part in parts if part]
        return self._names[cell]

    def _joined(self, written: str) -> list[str]:
        """The names that a cell joins by "and" or a sign, if each is a cell of its own or a body of the register."""
        if self._context.names.named(written):
            return [written]
        for joint in _JOINT.finditer(written):
            others = joined_names(written, joint.end(), len(written), _JOINT, self._stands_alone)
            if others and self._stands_alone(written[: joint.start()]):
                return [written[: joint.start()], *(written[slice(*place)] for place in others)]
        return [written]

    def _stands_alone(self, name: str) -> bool:
        return name in self._all_cells or len(self._context.names.named(name)) == 1

    def _shares(self, cell: str, other: str) -> bool:
        """True if two cells name a body in common, so that neither speaks against the other."""
        return not {p.text for p in self._parts(cell)}.isdisjoint(p.text for p in self._parts(other))

    def _longer(self, i: int, other: str, own: str) -> float:
        """What the longer of two names gains that begin alike, where a text has the whole of it."""
        text, theirs, mine = self._text(i).low, self._lower(other), self._lower(own)
        if mine and theirs in mine and mine in text:
            return -_WHOLE[1] if theirs else 0.0
        return _WHOLE[1] if mine and mine in theirs and theirs in text else 0.0

    def _name(self, i: int, cell: str) -> float:
        return max((self._part(self._text(i), name) for name in self._parts(cell)), default=0.0)

    def _part(self, text: Text, name: Name) -> float:
        """How much a text tells of one name."""
        at = text.low.find(name.low)
        if at >= text.front and name.shape:  # any text may mention a practice, and that all agencies are told
            return 0.0 if name.shape is Shape.COLLECTIVE else _PARTLY[1]
        if at >= 0:
            return _WHOLE[at >= text.front]
        if text.actor:
            if f" {text.actor.casefold()} " in f" {name.low} ":
                return _PARTLY[0]
            if name.entries and any(entry in name.entries for entry in self._context.names.named(text.actor)):
                return _WHOLE[0]
        for at, capitals in text.capitals:
            if name.shortened_to(capitals):
                return _PARTLY[at >= text.front]
        return name.share_of(text.front_words) * _PARTLY[0] or name.share_of(text.word_set) * _PARTLY[1]

    def _trade(self, i: int, cell: str) -> float:
        if cell not in self._trades:
            self._trades[cell] = frozenset(trade for name in self._parts(cell) for trade in name.trades)
        trades, most = self._trades[cell], 0.0
        for trade, weight in self._text(i).told.items():
            if weight > most and trade in trades:
                most = weight
        return most

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        texts = (self._text(i) for i in range(len(self.cells)))
        return [frozenset(w for w in text.words if len(w) >= _LONG) for text in texts]

    @cached_property
    def _rows_with(self) -> Counter[str]:
        return Counter(w for words in self._words for w in words)

    @cached_property
    def _of_cell(self) -> dict[str, tuple[int, Counter[str]]]:
        """The number of rows with each cell, and in how many of them each word is."""
        found: dict[str, tuple[int, Counter[str]]] = {}
        for cell, words in zip(self.cells, self._words, strict=True):
            number, counted = found.get(cell, (0, Counter()))
            counted.update(words)
            found[cell] = (number + 1, counted)
        return found

    def _by_likeness(self, i: int, other: str, own: str) -> float:
        """The logarithm of how much likelier the words are among the rows of another cell than among its own's."""
        (theirs, in_theirs), (mine, in_mine) = self._of_cell[other], self._of_cell[own]
        if theirs == mine == 1:
            return 0.0
        rows = len(self.cells)
        total = 0.0
        for w in self._words[i]:
            others = self._rows_with[w] - 1
            if 1 <= others <= rows / 2:
                prior = _PRIOR * (others + 0.5) / rows
                total += math.log((in_theirs[w] + prior) / (theirs + _PRIOR))
                total -= math.log((in_mine[w] - 1 + prior) / (mine - 1 + _PRIOR))
        return _within(_SCALE * total, LIKENESS)

    @cached_property
    def _numbers(self) -> list[tuple[str, int] | None]:
        """Each number as the group that it is in and its place there: "10.2.3" is the third of "10.2."."""
        found = (_NUMBER.fullmatch((r.number or "").casefold()) for r in self._context.recommendations)
        return [(m[1], int(m[2]) if m[2].isdecimal() else ord(m[2])) if m else None for m in found]

    @cached_property
    def _groups(self) -> dict[str, Counter[str]]:
        """The cells of the rows of each group."""
        found: dict[str, Counter[str]] = {}
        for cell, number in zip(self.cells, self._numbers, strict=True):
            if number:
                found.setdefault(number[0], Counter())[cell] += 1
        return found

    @cached_property
    def _rows_by_number(self) -> dict[tuple[str, int], int]:
        return {number: i for i, number in enumerate(self._numbers) if number}

    def _by_group(self, i: int, other: str, own: str) -> float:
        """The cells of the rows that are numbered together with a row, where the numbers have several levels."""
        number = self._numbers[i]
        if number is None or not any(c.isdecimal() for c in number[0]) or len(self._groups) == 1:
            return 0.0
        group = self._groups[number[0]]
        return _within(_GROUP_SCALE * math.log((group[other] + _GROUP_PRIOR) / (group[own] - 1 + _GROUP_PRIOR)), _GROUP)

    def _next_by_number(self, i: int, other: str, own: str) -> float:
        """The cells of the rows next by number that are no neighbours in the file."""
        number = self._numbers[i]
        if number is None:
            return 0.0
        near = (self._rows_by_number.get((number[0], number[1] + step)) for step in (1, -1))
        cells = [self.cells[j] for j in near if j is not None and abs(i - j) > 1]
        return _NEXT * (cells.count(other) - cells.count(own))

    def _by_page(self, i: int, other: str, own: str) -> float:
        """Whether the page has the other cell beside the text; that it has the row's own says nothing of its slips."""
        page, text = self._context.page, self._context.recommendations[i].text.strip()
        at = page.find(text) if page and text else -1
        if page is None or at < 0:
            return 0.0
        start, end = page.rfind("\n", 0, at) + 1, page.find("\n", at + len(text))
        beside = (page[start:at] + "\n" + page[at + len(text) : end if end >= 0 else len(page)]).casefold()
        return _PRINTED if other.casefold() in beside and own.casefold() not in beside else 0.0


def _within(value: float, most: float) -> float:
    return max(-most, min(most, value))
