"""A list of recommendations above a table: more of the review's, or those that the table, a plan, takes up again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dhrcurate.domain.agency import Names
from dhrcurate.domain.number import normalised
from dhrcurate.importers.columns.by_headings import is_worded, recognise
from dhrcurate.importers.leftovers.passages import in_words
from dhrcurate.importers.lists.learning_points import read_learning_points
from dhrcurate.importers.model import Found, Row
from dhrcurate.importers.pages.page import Page, Table
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.announcing import only_introduces
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.offices import is_office
from dhrcurate.importers.words import LINKS, VERBS

_FEWEST = 4
"""A recommendation has at least so many words."""
_WORD = re.compile(r"\w+")
_PAGE_NUMBER = re.compile(r"\d\W*\Z")
"""With which the lines of a table of contents end."""


@dataclass(slots=True)
class _Listed:
    """What a list above a table says.

    Attributes:
        rows: Its recommendations.
        doubtful: Passages that may be some.
        beside: Lines that are plainly none.
        labels: How such lines are labelled.
    """

    rows: list[Row]
    doubtful: list[str]
    beside: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


def with_list_above(page: Page, found: Found, names: Names) -> Found:
    """What the tables of a page say, with the recommendations of a list above them.

    A recommendation that the table repeats stands once, in the longer of their words and with the table's addressee;
    where the list names another, with both.
    The words of the list count where the table gives the actions for its number.

    Args:
        page: The page.
        found: What its tables say.
        names: The register.
    """
    table = next((table for table in page.tables if recognise(table.header)), None)
    if table is None or not table.at:
        return found
    above = _listed(page, table.at, names)
    if above.rows and _is_plan_of(table, found.rows, above.rows):
        rows, told = list(_planned(above.rows, found.rows, Actors(names))), [_of_actions(table)]
        lost: list[str] = []
    else:
        rows, lost = _put_together(above.rows, found.rows, Actors(names))
        told = []
    told += without_offices(found.rows, rows)
    tabled = {_words(row.text) for row in found.rows}
    if doubtful := [text for text in above.doubtful if _words(text) not in tabled]:
        lost.append(in_words(doubtful))
    warnings, lost = (*found.warnings, *told, *lost), [*found.lost, *lost]
    return replace(
        found,
        rows=tuple(rows),
        warnings=warnings,
        lost=tuple(lost),
        beside=above.beside,
        labels=(*found.labels, *above.labels),
    )


def _listed(page: Page, end: int, names: Names) -> _Listed:
    """The list above a place of a page. A paragraph that stands in none may be a sentence about the table.

    So may the last one of a chapter, whatever number it has there: "6.1 The panel makes the recommendations below.".
    """
    lines = page.lines[:end]
    found = read_learning_points(Page(lines, vouched=True), names)
    if found is None:
        return _Listed([], [])
    items = {line.text for line in lines if line.item}
    listed = found.rows[:-1] if only_introduces(found.rows[-1].text) else found.rows
    counted = {row: None for row in listed if row.number or row.text.split("\n")[0] in items}
    taken = counted if 2 * sum(wishes(row.text) for row in counted) >= len(counted) else {}
    actors = Actors(names)
    doubtful = [
        row.text
        for row in listed
        if row not in taken
        and len(row.text.split()) >= _FEWEST
        and not _PAGE_NUMBER.search(row.text)
        and (row in counted or (actors.actor(row.text) is not None and wishes(row.text)))
    ]
    return _Listed(list(taken), doubtful, *((found.beside, found.labels) if taken else ()))


def _put_together(listed: Sequence[Row], tabled: Sequence[Row], actors: Actors) -> tuple[list[Row], list[str]]:
    """The recommendations of a list and of the table below it, each once, and what to tell of words that are lost."""
    left = dict.fromkeys(range(len(tabled)))
    places: dict[str | tuple[str, ...], list[int]] = defaultdict(list)  # by number and by words
    for place, row in enumerate(tabled):
        places[_words(row.text)].append(place)
        places[normalised(row.number or "")].append(place)
    merged: dict[int, Row] = {}
    rows: list[Row] = []
    told: list[str] = []
    for row in listed:
        likely = (*places.get(_words(row.text), ()), *places.get(normalised(row.number or ""), ()))
        at = next((at for at in likely if at in left and _is_same(row, tabled[at])), None)
        if at is None:
            rows.append(row)
            continue
        del left[at]
        other = tabled[at]
        longer, shorter = sorted((other.text, row.text), key=lambda text: len(_words(text)), reverse=True)
        cell = both(row, other.addressed_to, actors)
        merged[at] = replace(other, text=longer, addressed_to=cell, number=_number(row, other))
        told += [] if _holds(longer, shorter) else [_otherwise(other, shorter)]
        rows.append(merged[at])
    if len(merged) == len(listed):
        return [merged.get(at, row) for at, row in enumerate(tabled)], told
    return [*rows, *(tabled[at] for at in left)], told


def _number(listed: Row, tabled: Row) -> str | None:
    """The number of a recommendation: as the table has it, unless the list says in words what it counts."""
    said = listed.number or ""
    return said if said[:3].isalpha() else tabled.number or listed.number


def _otherwise(row: Row, text: str) -> str:
    return f"left out what the page also says of recommendation {row.number}, in other words: “{text[:60]}”"


def _is_same(listed: Row, tabled: Row) -> bool:
    """True if a row of the table takes up a recommendation of the list: one has the other's number and words."""
    if _words(listed.text) == _words(tabled.text):
        return True
    if not (listed.number and tabled.number) or normalised(listed.number) != normalised(tabled.number):
        return False
    shorter, longer = sorted((set(_words(text)) - LINKS - VERBS for text in (listed.text, tabled.text)), key=len)
    return bool(shorter) and shorter <= longer


def _holds(text: str, other: str) -> bool:
    return f" {' '.join(_words(other))} " in f" {' '.join(_words(text))} "


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _is_plan_of(table: Table, tabled: Sequence[Row], listed: Sequence[Row]) -> bool:
    """True if a table gives, by their numbers, the actions for recommendations and not the recommendations."""
    columns = recognise(table.header)
    numbers = {normalised(row.number) for row in listed if row.number}
    return (
        columns is not None
        and not is_worded(table.header[columns.text])
        and all(row.number and normalised(row.number) in numbers for row in tabled)
    )


def _planned(listed: Sequence[Row], tabled: Sequence[Row], actors: Actors) -> Iterator[Row]:
    """The recommendations of a list with the addressees of their actions."""
    for row in listed:
        number = normalised(row.number) if row.number else None
        cells = dict.fromkeys(r.addressed_to for r in tabled if r.number and normalised(r.number) == number)
        yield replace(row, addressed_to=both(row, " | ".join(filter(None, cells)), actors))


def both(listed: Row, cell: str, actors: Actors) -> str:
    """The addressees that a list and a table name; the list's only where it names a body, and not in its sentence.

    An office in the table without the body that it is in is no addressee.
    """
    own = listed.addressed_to
    cell = "" if is_office(cell) else cell
    if not cell or not own:
        return cell or own
    said, tabled = set(_words(own)), set(_words(cell))
    if said <= tabled or actors.actor(listed.text) == own or not actors.is_name(own) or actors.is_several(own):
        return cell
    return own if tabled <= said else f"{own} | {cell}"


def without_offices(tabled: Iterable[Row], rows: Iterable[Row]) -> list[str]:
    """What to tell of the offices that a table names and that no recommendation has."""
    kept = {cell for row in rows for cell in row.addressed_to.split(" | ")}
    cells = dict.fromkeys(row.addressed_to for row in tabled if is_office(row.addressed_to))
    left = [cell for cell in cells if cell not in kept]
    return [f"left out who leads an action, as no body is named: {', '.join(left)}"] if left else []


def _of_actions(table: Table) -> str:
    columns = recognise(table.header)
    heading = table.header[columns.text].strip() if columns else ""
    return f"left out the columns that a record has no place for: {heading}"
