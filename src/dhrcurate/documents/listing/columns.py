"""What the columns of a table hold: by its heading, by its cells, and by what the record has of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from dhrcurate.documents.listing import addressees
from dhrcurate.documents.listing.held import Held, Told, bare_number, same_body, same_number
from dhrcurate.documents.listing.labels import ITEM, LABEL
from dhrcurate.documents.listing.wishes import wishes
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

_TEXT_HEAD = re.compile(r"\brecommendations?\b|\bargymhell(?:iad|ion)\b|\bwhat (?:is|are) (?:we|you)", re.IGNORECASE)
_NOT_TEXT_HEAD = re.compile(r"\b(?:previous|earlier|response|status|progress|accepted)\b", re.IGNORECASE)
_ACTION_HEAD = re.compile(
    r"\b(?:actions?|tasks?|steps?|activit(?:y|ies)|measures?|work|done|taken|progress|update|evidence|outputs?)\b",
    re.IGNORECASE,
)
"""What heads a column of what is done about recommendations."""
_NUMBER_HEAD = re.compile(
    r"\A\W*(?:no|nos|nr|number|rhif|ref|reference|rec(?:ommendation)?\.?\s*(?:no|nos|ref|number|#)|rec|#|id|item)\W*\Z",
    re.IGNORECASE,
)
HEADING_LETTERS = 90
"""A cell with so many letters or more heads nothing."""
_FEW_WORDS = 5
_OFFICERS = 2
"""The rank of a column that names officers."""
LEAST_LETTERS = 20
"""A recommendation has at least so many letters."""
_NUMBER = re.compile(r"(?P<before>\D*?)(?P<figure>\d{1,3})(?P<letter>[a-z]?)")
_SERIES = 0.8
"""Such a share of the cells of a column of numbers are numbers, each of its own, that go up one by one."""
_AGREE = 0.75
"""Such a share of cells names whom the record names, where no heading says that they name anybody."""

Row = dict[int, int]
"""The blocks of a row by their columns."""
ACROSS = -1
"""Stands for the column of cells that take up the whole of a row."""


class Columns(NamedTuple):
    """What the columns of a table hold.

    Attributes:
        text: The recommendations; `ACROSS` if they stand over the rows of what is done about them.
        numbers: Their numbers.
        bodies: Whom they ask.
        start: The first row below the heading.
        only_wishes: Whether what does not plainly wish something is doubtful, as no heading names the column.
        sure: Whether any of it is plainly a recommendation.
        marked: Whether those that the record has begin with a label or a number, so that another text there is none.
        officers: Whether it is their officers that the column of bodies names.
        actions: Whether it is what is done about recommendations that stand elsewhere, of which it has the numbers.
    """

    text: int
    numbers: tuple[int, ...] = ()
    bodies: tuple[int, ...] = ()
    start: int = 0
    only_wishes: bool = False
    sure: bool = True
    marked: bool = False
    officers: bool = False
    actions: bool = False


@dataclass(slots=True)
class Table:
    """A table of a report.

    Attributes:
        rows: Its rows from the top.
        wide: How many columns it has.
        first: Its first block.
        last: Its last block.
    """

    rows: list[Row]
    wide: int
    first: int
    last: int


Hits = dict[tuple[int, int], Told]
"""The cells that have what the record has, by row and column."""


def hits_of(blocks: Sequence[Block], table: Table, held: Held) -> Hits:
    """Return which cells of a table have what the record has."""
    found: Hits = {}
    seen: set[int] = set()
    for number, row in enumerate(table.rows) if held else ():
        for column, at in row.items():
            if at not in seen and (one := held.find(blocks[at].text)) is not None:
                found[number, ACROSS if len(row) == 1 and table.wide > 1 else column] = one
            seen.add(at)
    return found


# By the heading


def heading_row(blocks: Sequence[Block], rows: Sequence[Row]) -> int | None:
    """Return the row of a table that names a column of recommendations."""
    return next((at for at, row in enumerate(rows[:4]) if len(row) > 1 and text_column(blocks, row) is not None), None)


def text_column(blocks: Sequence[Block], row: Row) -> int | None:
    """Return the column that a heading row calls that of the recommendations."""
    named = [
        column
        for column, at in row.items()
        if _TEXT_HEAD.search(blocks[at].text)
        and len(blocks[at].text) < 60
        and not _NUMBER_HEAD.match(blocks[at].text)
        and not _NOT_TEXT_HEAD.search(blocks[at].text)
        and LABEL.match(blocks[at].text) is None
    ]
    said = [blocks[at].text for at in row.values()]
    if not named or not _is_short(blocks, row) or any(_is_sentence(one) or is_number(one) for one in said):
        return None  # beside a sentence or a number it is what a form calls that
    return named[0]


def heads_numbers(text: str) -> bool:
    """Return whether a text is what heads a column of numbers."""
    return _NUMBER_HEAD.match(text) is not None


def opens_list(title: str) -> bool:
    """Whether a title is one of recommendations."""
    return _TEXT_HEAD.search(title) is not None and _NOT_TEXT_HEAD.search(title) is None


def names_columns(heads: Sequence[str]) -> bool:
    """Whether texts beside each other are the heading of recommendations, and of their numbers or bodies."""
    named = {at for at, head in enumerate(heads) if _TEXT_HEAD.search(head) and len(head.split()) <= _FEW_WORDS}
    others = {
        at
        for at, head in enumerate(heads)
        if len(head.split()) <= _FEW_WORDS and (_NUMBER_HEAD.match(head) or addressees.HEAD.search(head))
    }
    return bool(named) and bool(others - named) and all(len(head) < HEADING_LETTERS for head in heads)


def by_heading(blocks: Sequence[Block], table: Table, head: int, hits: Hits) -> Columns:
    """Return what the columns of a table hold whose heading names the recommendations."""
    rows, row = table.rows, table.rows[head]
    text = text_column(blocks, row)
    assert text is not None
    numbers = [column for column, at in row.items() if _NUMBER_HEAD.match(blocks[at].text)]
    actions = False
    if _are_numbers(blocks, rows[head + 1 :], text):
        numbers, text = [text], text + 1
        actions = text in row and _ACTION_HEAD.search(blocks[row[text]].text) is not None
        actions = actions and not any(column == text for _, column in hits)
    bodies = named_bodies(blocks, row, text)
    officers = bool(bodies) and _body_rank(blocks[row[bodies[0]]].text) == _OFFICERS
    found = Columns(text, tuple(numbers), bodies, head + 1, officers=officers, actions=actions)
    told = _told_column(blocks, [(table, hits)], min(len(hits), 3))
    titles = not any(wishes(blocks[at].text) for at in _texts(blocks, table, text) if at not in row.values())
    if told is not None and told.sure and titles and not any(column == text for _, column in hits):
        found = found._replace(text=told.text, numbers=tuple(n for n in numbers if n != told.text))
    return _with_neighbours(blocks, table, hits, found)


def named_bodies(blocks: Sequence[Block], row: Row, text: int) -> tuple[int, ...]:
    """Return the columns that a heading calls those of bodies, the best first."""
    if not _is_short(blocks, row):
        return ()
    bodies = [column for column, at in row.items() if column != text and addressees.HEAD.search(blocks[at].text)]
    return tuple(sorted(bodies, key=lambda column: _body_rank(blocks[row[column]].text)))


def _body_rank(head: str) -> int:
    """Columns that name agencies are better than those that name officers."""
    if re.search(r"officer|person|individual|name", head, re.IGNORECASE):
        return _OFFICERS
    return 0 if re.search(r"agenc|organi|body|bodies|address", head, re.IGNORECASE) else 1


def _are_numbers(blocks: Sequence[Block], rows: Sequence[Row], column: int) -> bool:
    texts = [blocks[row[column]].text for row in rows if column in row and len(row) > 1]
    return bool(texts) and all(
        len(text) < 8 or ((mark := LABEL.match(text)) is not None and mark.end() == len(text)) for text in texts
    )


def _is_short(blocks: Sequence[Block], row: Row) -> bool:
    return all(len(blocks[at].text) < HEADING_LETTERS for at in row.values())


# By what the record has


def by_record(
    blocks: Sequence[Block], tables: Sequence[Table], hits: Sequence[Hits], held: Held
) -> list[Columns | None]:
    """Return what the columns of tables hold whose headings name no recommendations; `None` if the record tells not.

    Tables with as many columns are taken to be made alike, as those of the agencies of a report.
    """
    found: list[Columns | None] = [None] * len(tables)
    for wide in {table.wide for table in tables}:
        alike = [at for at, table in enumerate(tables) if table.wide == wide and hits[at]]
        columns = _told_column(blocks, [(tables[at], hits[at]) for at in alike], len(held))
        if columns is None:
            continue
        for at in sorted(alike, key=lambda at: -len(hits[at])):
            told = sum(column == columns.text for _, column in hits[at])
            if not told:
                continue
            start = _start(blocks, tables[at], hits[at], columns.text)
            own = _with_neighbours(blocks, tables[at], hits[at], columns._replace(start=start))
            found[at] = own
            if told > 1:  # one text tells less of what stands beside it than those of the tables before
                columns = columns._replace(numbers=own.numbers, bodies=own.bodies)
    forms = {form: one for at, one in enumerate(found) if one is not None and (form := _form(blocks, tables[at]))}
    return [one or forms.get(_form(blocks, table)) for one, table in zip(found, tables, strict=True)]


def _form(blocks: Sequence[Block], table: Table) -> tuple[str, ...]:
    """What heads the rows below the recommendation over them, in a table that has one; empty for another table.

    A report with a table for each recommendation heads all of them alike, or none of them: then it is how many columns
    they have.
    """
    over, *rows = table.rows[:2]
    if len(over) > 1 or not rows or len(rows[0]) == 1:
        return ()
    heads = [blocks[at].text for _, at in sorted(rows[0].items())]
    if any(_is_sentence(head) or is_number(head) for head in heads):
        return (str(table.wide),)
    return tuple(map(letters, heads))


def gone_on(blocks: Sequence[Block], columns: Columns, before: Table, table: Table) -> Columns:
    """Return what the columns of a table hold that goes on from one before it; doubtful if only the record told that.

    Numbers that go on from those before tell it, too.
    """
    ends = [
        [bare_number(blocks[row[column]].text) for row in (before.rows[-1], table.rows[0]) if column in row]
        for column in columns.numbers
    ]
    told = not columns.only_wishes or any(len(pair) == 2 and _follow(*pair) for pair in ends)
    return columns._replace(start=0, sure=columns.sure and told)


def _follow(number: str, later: str) -> bool:
    a, b = _NUMBER.fullmatch(number), _NUMBER.fullmatch(later)
    return a is not None and b is not None and _step(a, b)


def _step(a: re.Match[str], b: re.Match[str]) -> bool:
    """Whether a number is the next one: `4` behind `3`, `3b` behind `3a`."""
    step = int(b["figure"]) - int(a["figure"])
    return step == 1 or (step == 0 and b["letter"] not in {"", a["letter"]})


def _told_column(blocks: Sequence[Block], tables: Sequence[tuple[Table, Hits]], held: int) -> Columns | None:
    """The column most of whose cells the record has: the recommendations; doubtful if it has only some of them."""
    told = Counter(column for _, hits in tables for _, column in hits)
    if not told:
        return None
    (text, most), *others = told.most_common(2)
    if most < 2 or any(2 * other > most for _, other in others):
        return None
    cells = {at for table, _ in tables for at in _texts(blocks, table, text)}
    sure = 2 * most > len(cells)
    if not sure and 2 * most < held:
        return None
    has = [next(iter(table.rows[row].values())) for table, hits in tables for row, at in hits if at == text == ACROSS]
    marked = bool(has) and all(LABEL.match(blocks[at].text) or ITEM.match(blocks[at].text) for at in has)
    return Columns(text, only_wishes=True, sure=sure, marked=marked)


def _texts(blocks: Sequence[Block], table: Table, column: int) -> Iterator[int]:
    """The cells of a column that are long enough for a recommendation."""
    for row in table.rows:
        at = next(iter(row.values())) if column == ACROSS and len(row) == 1 else row.get(column)
        if at is not None and len(letters(blocks[at].text)) >= LEAST_LETTERS:
            yield at


def _start(blocks: Sequence[Block], table: Table, hits: Hits, text: int) -> int:
    """The first row below what heads the columns: words that are few beside the texts, and no sentence."""
    lengths = sorted(len(letters(one.text)) for one in hits.values())
    usual = lengths[len(lengths) // 2]
    first = min(row for row, _ in hits)
    at = 0
    while at < first and _heads(blocks, table.rows[at], text, usual):
        at += 1
    return at


def _heads(blocks: Sequence[Block], row: Row, text: int, usual: float) -> bool:
    if not _is_short(blocks, row) or len(row) == 1:
        return _is_short(blocks, row) and not any(wishes(blocks[at].text) for at in row.values())
    said = blocks[row[text]].text.rstrip() if text in row else ""
    others = [blocks[at].text for column, at in row.items() if column != text]
    if any(map(_is_sentence, (said, *others))) or any(map(is_number, others)):
        return False
    return 2 * len(letters(said)) < usual or any(map(_NUMBER_HEAD.match, others))


def heads_actions(blocks: Sequence[Block], row: Row) -> bool:
    """Return whether a row heads the actions below a recommendation: `Ref`, `Action`, `Lead`."""
    cells = [blocks[at].text for at in row.values()]
    if len(cells) < 2 or any(len(cell.split()) > _FEW_WORDS or _is_sentence(cell) or is_number(cell) for cell in cells):
        return False
    return any(addressees.HEAD.search(cell) for cell in cells) and not all(map(addressees.HEAD.search, cells))


def _is_sentence(text: str) -> bool:
    return text.rstrip()[-1:] in {".", ";"} and len(text.split()) > 2


def is_number(text: str) -> bool:
    """Return whether a cell holds the number of something and no more."""
    plain = bare_number(text.strip())
    return len(plain) < 8 and _NUMBER.fullmatch(plain) is not None


# Beside the texts


def _with_neighbours(blocks: Sequence[Block], table: Table, hits: Hits, columns: Columns) -> Columns:
    """The same with the columns of numbers and of bodies, where the heading names none: by what stands in them."""
    own = {row: one for (row, column), one in hits.items() if column == columns.text}
    others = [column for column in range(table.wide) if column != columns.text]
    numbers, bodies = columns.numbers, columns.bodies
    if not numbers and columns.text != ACROSS:
        numbers = tuple(column for column in others if _is_of_numbers(blocks, table, own, column, columns))[:1]
    head = table.rows[columns.start - 1] if columns.start else {}
    if columns.text == ACROSS and not head:
        head = next((row for row in table.rows[columns.start :][:2] if heads_actions(blocks, row)), {})
    if not bodies:
        bodies = named_bodies(blocks, head, columns.text) if len(head) > 1 else ()
    if not bodies:
        bodies = _told_bodies(blocks, table, own, [column for column in others if column not in numbers])
    # Where the numbers are the record's and go on through all rows, they are one list.
    sure = columns.sure or any(_is_series(blocks, table, own, column, columns) for column in numbers)
    return columns._replace(numbers=numbers, bodies=bodies, sure=sure)


def _is_series(blocks: Sequence[Block], table: Table, own: Mapping[int, Told], column: int, columns: Columns) -> bool:
    rows = table.rows[columns.start :]
    numbers = [bare_number(blocks[row[column]].text) if column in row else "" for row in rows if columns.text in row]
    beside = [(one.number, table.rows[at]) for at, one in own.items()]
    known = all(column in row and same_number(blocks[row[column]].text, number) for number, row in beside)
    return known and len(own) > 1 and _go_up(numbers)


def _is_of_numbers(
    blocks: Sequence[Block], table: Table, own: Mapping[int, Told], column: int, columns: Columns
) -> bool:
    """Whether a column has the numbers of the texts: those of the record, or in front of them ones that go up."""
    beside = [(one.number, blocks[row[column]].text) for at, one in own.items() if column in (row := table.rows[at])]
    numbered = [same_number(text, number) for number, text in beside if number]
    if len(numbered) > 1 and (2 * sum(numbered) >= len(numbered) or sum(numbered) < 2):
        return sum(numbered) > 1
    texts = [blocks[row[column]].text for row in table.rows[columns.start :] if {column, columns.text} <= set(row)]
    return column < columns.text and _go_up([bare_number(text) for text in texts])


def _go_up(numbers: Sequence[str]) -> bool:
    """Whether numbers are those of a list: they begin with the first and go up one by one."""
    found = [mark for number in numbers if (mark := _NUMBER.fullmatch(number))]
    if len(found) < 2 or len(found) < _SERIES * len(numbers) or int(found[0]["figure"]) > 1:
        return False
    return sum(_step(a, b) for a, b in pairwise(found)) >= _SERIES * (len(found) - 1)


def _told_bodies(
    blocks: Sequence[Block], table: Table, own: Mapping[int, Told], others: Iterable[int]
) -> tuple[int, ...]:
    """The column most of whose cells name whom the record names beside them."""
    best: list[tuple[float, int]] = []
    for column in others:
        cells = [
            (blocks[table.rows[at][column]].text, one.addressed)
            for at, one in own.items()
            if one.addressed and column in table.rows[at]
        ]
        same = sum(len(text) < HEADING_LETTERS and same_body(text, told) for text, told in cells)
        if len(cells) > 1 and same >= max(2, _AGREE * len(cells)):
            best.append((-same / len(cells), column))
    return tuple(column for _, column in sorted(best)[:1])
