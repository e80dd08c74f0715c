"""The flat layout's lines grouped into recommendations, by the numbers at their starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.flat import addressee
from dhrcurate.importers.lists.next_parts import begins_another_part
from dhrcurate.importers.pages.page import Line, glue, grouped, joined, together, unwrapped
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import Printed, follows, likely_chain, printed_numbers
from dhrcurate.importers.wording.paragraphs import may_be_heading
from dhrcurate.importers.words import LINKS

_FEWEST = 2
"""So many rows at least show how many cells each has."""


@dataclass(slots=True)
class Entry:
    """One recommendation's number, as printed, and the lines after it; `alone` says that it has a line of its own."""

    number: str | None
    lines: list[Line] = field(default_factory=list)
    alone: bool = False

    def line(self, *, every: bool = False) -> addressee.Line:
        """Its lines as one, with the places where the page itself begins a new line.

        Args:
            every: Whether each line might begin one, wrapped or not.
        """
        texts = [line.full for line in self.lines]
        breaks, at = [], len(texts[0]) if texts else 0
        for line, (before, text) in zip(self.lines[1:], pairwise(texts), strict=True):
            at += len(glue(before, text))
            if every or not (line.wrapped or line.doubtful):
                breaks.append(at)
            at += len(text)
        return addressee.Line(joined(texts), frozenset(breaks))

    def unwrapped(self) -> list[str]:
        """Its lines, wrapped ones put together."""
        return [line.full for line in unwrapped(self.lines)]

    def cells(self) -> list[str]:
        """Its cells, if each is on lines of its own: between blank lines or, without those, on a line each.

        A text that a page break divides goes on below the addressee.
        """
        blocks = grouped(self.lines, lambda line: line.gap)
        if len(blocks) == 3 and blocks[2][0].text[:1].islower() and blocks[0][-1].text[-1:] not in ".?!":
            blocks = [[*blocks[0], *blocks[2]], blocks[1]]
        return [together(block).full for block in blocks] if len(blocks) == 2 else self.unwrapped()


@dataclass(frozen=True, slots=True)
class _Candidate:
    at: int
    printed: Printed
    sure: bool


def split_entries(lines: Sequence[Line], *, headed: bool) -> list[Entry]:
    """The recommendations of a page in the flat layout.

    Args:
        lines: The settled lines from below the heading row to above the footer.
        headed: Whether a heading row stands above them, so that lines without any number are recommendations too.
    """
    candidates = _candidates(lines)
    chain = likely_chain([c.printed for c in candidates], [c.sure for c in candidates])
    chosen = [candidates[i] for i in chain]
    if not _counts(chosen, lines, headed=headed):
        return [Entry(None, [line]) for line in unwrapped(lines)] if headed else []
    entries = []
    if headed and chosen[0].at > 0:
        entries.append(Entry(None, list(lines[: chosen[0].at])))
    ends = [c.at for c in chosen[1:]] + [len(lines)]
    for candidate, end in zip(chosen, ends, strict=True):
        printed = candidate.printed
        first = replace(lines[candidate.at], text=printed.rest, item=False, marker="")
        rest = [first] if printed.rest else []
        entries.append(Entry(printed.number, [*rest, *lines[candidate.at + 1 : end]], alone=not printed.rest))
    return entries


def without_next_part(entries: Sequence[Entry]) -> list[Entry]:
    """The recommendations without what stands below the last one under a heading of its own, such as an appendix.

    Empty where no such heading stands there. Only a row whose number has a line of its own shows its cells: one with
    fewer lines than the others may not have ended yet. Among such rows a number that has words beside it and does not
    count on is that of the next chapter.

    Args:
        entries: The recommendations.
    """
    end = next((i for i, entry in enumerate(entries) if not entry.alone), len(entries))
    if _FEWEST <= end < len(entries) and _heads_next_part(entries[end - 1], entries[end]):
        return list(entries[:end])
    last = entries[-1] if entries else None
    if last is None or not last.alone or len(entries) < _FEWEST:
        return []
    usual = min(len(entry.lines) for entry in entries[:-1])
    at = next((i for i, line in enumerate(last.lines) if i >= usual and begins_another_part(line)), None)
    return [] if at is None else [*entries[:-1], replace(last, lines=last.lines[:at])]


def _heads_next_part(row: Entry, entry: Entry) -> bool:
    """True if what stands below a row whose number is alone is a heading whose number counts the page's chapters."""
    before, after = (natural_key((each.number or "").rstrip(".)")) for each in (row, entry))
    first = entry.lines[0].text if entry.lines else ""
    return entry.number is not None and after <= before and may_be_heading(first) and not wishes(first)


def in_cells(entries: Sequence[Entry]) -> bool:
    """True if each cell is on lines of its own, so that a row's number is alone on its line."""
    alone = sum(entry.alone for entry in entries)
    return alone > len(entries) / 2


def _counts(chosen: Sequence[_Candidate], lines: Sequence[Line], *, headed: bool) -> bool:
    """True if the numbers count the recommendations: without numbered rows a sentence may begin with a figure."""
    if not chosen or not headed:
        return bool(chosen)
    if len(chosen) == 1:
        return chosen[0].at == 0 and (len(lines) == 1 or chosen[0].printed.key[-1] == (0, 1))
    steps = sum(follows(a.printed, b.printed) for a, b in pairwise(chosen))
    often = 3 * len(chosen) >= sum(not line.wrapped for line in lines)
    return chosen[0].at == 0 or (often and 2 * steps >= len(chosen) - 1)


def _candidates(lines: Sequence[Line]) -> list[_Candidate]:
    found: list[_Candidate] = []
    for i, printed in enumerate(printed_numbers([line.full for line in lines])):
        if printed is None:
            continue
        line, rest = lines[i], printed.rest
        wrapped = i > 0 and line.wrapped
        if wrapped and (rest[:1].islower() or lines[i - 1].text.split()[-1] in LINKS):
            continue
        found.append(_Candidate(i, printed, sure=not wrapped and not rest[:1].islower()))
    return found
