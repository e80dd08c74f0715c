"""What the rows of a table say of their reviews, in one spelling: a case, a blank or a `.0` makes no other review."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dhrcurate.domain.number import normalised
from dhrcurate.importers.values.dividing import TableRow, tells_reviews

_COMPARED = ("csp", "review_title", "year_of_death", "library_id")
"""Facts of a review whose cells are compared; the day of a date, or a letter of an address, may tell two apart."""
_FIGURES = frozenset({"year_of_death", "library_id"})
_WHOLE = re.compile(r"(?P<figures>\d+)\.0+")
"""A whole number as spreadsheets and programs write it in a column in which some cells are empty."""
_PARTNERSHIP = re.compile(r"\s+(?:csp|community safety partnership)\Z")
_SHOWN = 3
_TWICE = "kept apart what may be one review written in several ways, as its numbers stand twice"

Spellings = Mapping[str, Counter[str]]
"""How often each spelling stands, by what it means."""


def in_one_spelling(rows: Sequence[TableRow]) -> tuple[list[TableRow], list[str], list[str]]:
    """The rows of a table, their cells about the review written alike where they mean the same.

    Only what nobody could mean otherwise is the same: case, blanks, the form of quotation marks, a number with nothing
    behind its point, and a partnership with and without that word. Rows that would then have one number for different
    recommendations stay apart, as they may be of two reviews.

    Args:
        rows: The rows, merged cells filled.

    Returns:
        The rows, what to tell of cells that were written in several ways, and of those that stay apart.
    """
    meant = {kind: _spellings(kind, (row.values.get(kind, "") for row in rows)) for kind in _COMPARED}
    headings = dict.fromkeys(heading for row in rows for heading in row.beside)
    beside = {h: _choices(_spellings("", (row.beside.get(h, "") for row in rows))) for h in headings}
    values = {kind: _choices(spelt) for kind, spelt in meant.items()}
    if not any(values.values()) and not any(beside.values()):
        return list(rows), [], []
    spelt = [_spelt(row, values, beside) for row in rows]
    apart = set(_apart(rows, spelt))
    if apart:
        said = [f"“{value[:60]}”" for value in dict.fromkeys(_changed(rows, spelt, apart))]
        told = f"{_TWICE}: {', '.join(said)}"
        return [a if at in apart else b for at, (a, b) in enumerate(zip(rows, spelt, strict=True))], [], [told]
    return spelt, [told for kind, found in meant.items() for told in _in_words(kind, found)], []


def _spelt(row: TableRow, values: Mapping[str, Mapping[str, str]], beside: Mapping[str, Mapping[str, str]]) -> TableRow:
    return replace(
        row,
        values={kind: values.get(kind, {}).get(cell, cell) for kind, cell in row.values.items()},
        beside={heading: beside[heading].get(cell, cell) for heading, cell in row.beside.items()},
    )


def _apart(rows: Sequence[TableRow], spelt: Sequence[TableRow]) -> Iterator[int]:
    """The places of rows of a review that would have one number for different recommendations."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(spelt):
        beside = (cell for heading, cell in row.beside.items() if tells_reviews(heading))
        groups[*(row.values.get(kind, "") for kind in _COMPARED), *beside].append(at)
    for places in groups.values():
        first: dict[str, TableRow] = {}
        for row in (rows[at] for at in places if rows[at].values.get("number")):
            other = first.setdefault(normalised(row.values["number"]), row)
            differs = any(row.values.get(kind) != other.values.get(kind) for kind in _COMPARED)
            if differs and row.values.get("text") != other.values.get("text"):
                yield from places
                break


def _changed(rows: Sequence[TableRow], spelt: Sequence[TableRow], places: Iterable[int]) -> Iterator[str]:
    for at in sorted(places):
        for kind in _COMPARED:
            before, after = rows[at].values.get(kind, ""), spelt[at].values.get(kind, "")
            if before != after:
                yield from (after, before)


def _spellings(kind: str, cells: Iterable[str]) -> Spellings:
    meant: dict[str, Counter[str]] = defaultdict(Counter)
    for cell, count in Counter(cells).items():
        if cell:
            meant[_meaning(kind, cell)][cell] += count
    return meant


def _choices(meant: Spellings) -> dict[str, str]:
    """The spelling that stands most often, by each other one; `2017.0` only where nobody writes `2017`."""
    found: dict[str, str] = {}
    for spelt in meant.values():
        best = min(spelt, key=lambda cell: (_WHOLE.fullmatch(cell) is not None, -spelt[cell]))
        found |= {cell: best for cell in spelt if cell != best}
    return found


def _in_words(kind: str, meant: Spellings) -> Iterator[str]:
    several = [list(spelt) for spelt in meant.values() if len(spelt) > 1]
    if several:
        shown = "; ".join(", ".join(f"“{cell[:60]}”" for cell in spelt[:_SHOWN]) for spelt in several[:_SHOWN])
        more = f" and {len(several) - _SHOWN} more" if len(several) > _SHOWN else ""
        yield f"{kind.replace('_', ' ')} is written in several ways, each taken for the same: {shown}{more}"


def _meaning(kind: str, cell: str) -> str:
    """What a cell says, as a string that is the same for all ways to write it."""
    words = unicodedata.normalize("NFKC", cell).casefold().replace("’", "'").replace("‘", "'")
    words = " ".join(words.split())
    if kind in _FIGURES and (whole := _WHOLE.fullmatch(words)):
        return whole["figures"]
    return _PARTNERSHIP.sub("", words) if kind == "csp" else words
