"""Numbers that stand before the words of a table's recommendations, where no column has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dhrcurate.domain.number import natural_key, normalised
from dhrcurate.importers.model import Row
from dhrcurate.importers.wording.asking import asks, puts_to_subject, wishes
from dhrcurate.importers.wording.numbers import Printed, follows, is_number, printed_number, printed_numbers

_FEWEST = 3
"""So many words go on after a number."""


@dataclass(slots=True)
class _Numbered:
    """A recommendation in a cell.

    Attributes:
        number: Its number.
        lines: Its words.
    """

    number: str
    lines: list[str]


def with_own_numbers(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table, their numbers set apart from their words where each row begins with one of its own.

    A figure counts as a number only if it is written as one, "1." or "R1", as a sentence may begin with "2 officers",
    and letters only if they count all rows. Numbers may start again with each body. A cell that counts several
    recommendations gives a row for each.
    """
    if any(row.number for row in rows):
        return list(rows)
    if letters := _letters(rows):
        return letters
    cells = [_numbered(row.text) if row.text else [] for row in rows]
    pairs = list(zip(rows, cells, strict=True))
    numbers = [(row.addressed_to, normalised(each.number)) for row, cell in pairs for each in cell]
    first = [normalised(cell[0].number) for cell in cells if cell]
    plain = any(row.text and not cell for row, cell in pairs)
    afresh = len(first) < len(numbers) and len(set(first)) == 1  # where each cell counts its own
    alike = len(numbers) > 1 and len({number for _, number in numbers}) == 1
    if plain or not (afresh or (len(set(numbers)) == len(numbers) and not alike)):
        return list(rows)
    return [part for row, cell in pairs for part in _parts(row, cell)]


def _letters(rows: Sequence[Row]) -> list[Row]:
    """The rows, set apart from letters or Roman figures that count all of them: "i.", "b)"; empty for others."""
    found = [printed for printed in printed_numbers([row.text for row in rows]) if printed]
    marked = len(found) == len(rows) and all(printed.number[-1] in ".):" for printed in found)
    if not marked or any(char.isdigit() for printed in found for char in printed.number):
        return []
    counted = all(follows(a, b) for a, b in pairwise(found))
    return [replace(r, number=p.number, text=p.rest) for r, p in zip(rows, found, strict=True)] if counted else []


def _parts(row: Row, cell: Sequence[_Numbered]) -> Iterator[Row]:
    for each in cell:
        last = row.incomplete and each is cell[-1]
        yield replace(row, number=each.number, text="\n".join(each.lines).strip(), incomplete=last)
    if not cell:
        yield row


def _numbered(text: str) -> list[_Numbered]:
    """The recommendations that a cell counts, one or several; none where its numbers are those of points of one."""
    found: list[_Numbered] = []
    lines = list(_with_their_words(text.split("\n")))
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        printed = _written(line, goes_on=below[:1].islower() and printed_number(below) is None)
        if printed is not None:
            found.append(_Numbered(printed[0], [printed[1]]))
        elif not found or printed_number(line):
            return []
        else:
            found[-1].lines.append(line)
    keys = [Printed(each.number, "", natural_key(each.number)) for each in found]
    counted = all(follows(a, b) for a, b in pairwise(keys)) and _ask([each.lines[0] for each in found])
    return found if len(found) == 1 or counted else []


def _ask(texts: Sequence[str]) -> bool:
    """True if all of the texts that a cell counts are recommendations, each in its own words or as the others are."""
    return all(map(wishes, texts)) or all(asks(text) or puts_to_subject(text) for text in texts)


def _with_their_words(lines: Sequence[str]) -> Iterator[str]:
    """The lines, a number that is alone on one together with the words below it: "Recommendation 1"."""
    alone = ""
    for line in lines:
        if not alone and line.strip() and is_number(line.strip()):
            alone = line.strip()
        else:
            yield f"{alone} {line}".strip() if alone else line
            alone = ""
    if alone:
        yield alone


def _written(line: str, *, goes_on: bool) -> tuple[str, str] | None:
    """The number with which a line begins and the rest of it, `None` for a line that only has a figure there.

    Args:
        line: The line.
        goes_on: Whether the line below it goes on with its sentence, as a narrow cell breaks it after a word or two.
    """
    found = printed_number(line)
    if found is None:
        return None
    number, rest = found
    figure = number[0].isdigit() and "." not in number
    marked = number[-1] in ".):" or (not figure and not rest[:1].islower())  # "COVID 19 guidance" has no number
    return found if marked and (len(rest.split()) >= _FEWEST or goes_on) else None
