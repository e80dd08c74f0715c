"""The rows of a table of recommendations: each of them is one, goes on with one, or stands over those below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dhrcurate.importers.columns.by_headings import Columns, is_of_actions, is_of_plan, is_worded, shown
from dhrcurate.importers.columns.of_print import rows_of_print
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.chrome import is_footer
from dhrcurate.importers.pages.page import Table
from dhrcurate.importers.tables.cell_labels import without_labels_in_lines
from dhrcurate.importers.tables.group_heads import bodies_over, small_words
from dhrcurate.importers.tables.phrases_over import ODD, Phrases, announces_rows, bare_head, phrases_between
from dhrcurate.importers.tables.rows_between import Between, body_of, names_nobody
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.announcing import announces
from dhrcurate.importers.wording.asking import says_should, wishes
from dhrcurate.importers.wording.numbers import is_number, printed_number
from dhrcurate.importers.wording.tails import shape

UNHEADED = "left out words that stand under no heading"
NO_TEXT = "has no text, and what else it says was left out"
RULE = re.compile(r"\s*:?-+:?\s*")
"""A cell of the line below headings in Markdown."""
_LABEL = re.compile(r"(?:recommendation|rec\b|argymhelliad|r\d)", re.IGNORECASE)
_FEWEST = 4
"""A recommendation has at least so many words."""


class TableRows:
    """Reads the rows of a table.

    Args:
        table: The table.
        columns: Its columns.
        actors: Knows bodies by name.
        warnings: Takes what is told.
        first: The body that stands above the whole table, as in its caption.

    Attributes:
        labels: Those of what stands in its cells and a record has no place for.
    """

    def __init__(self, table: Table, columns: Columns, actors: Actors, warnings: list[str], first: str = "") -> None:
        self._table = table
        self._columns = columns
        self._actors = actors
        self._warnings = warnings
        self._printed = rows_of_print(table.rows)
        self._phrases = self._phrases_between()
        self._heads = self._bodies_between()
        self._between = Between(columns, actors, warnings, first, self._heads)
        self._rows: list[Row] = []
        self.labels: list[str] = []
        self._beside: dict[int, str] = {}  # what the row before says in the columns of a plan
        self._bodies: dict[int, dict[str, None]] = defaultdict(dict)  # of further actions, by the place of their row
        self._acting = False  # whether the rows are the actions for a recommendation that stands above them

    def read(self, *, cut: bool) -> list[Row]:
        """The recommendations, each once: further actions for one, in rows of their own, add their bodies to it.

        Args:
            cut: Whether the table breaks off in its last row.
        """
        again = False
        table = self._table
        for i, row in enumerate(table.rows):
            ruled = again and all(RULE.fullmatch(cell) for cell in row)  # the line below headings in Markdown
            again = repeats(row, table.header)
            cells = _merged([cell.strip() for cell in row])
            if again or ruled or i in self._printed:
                continue
            if self._opens(cells):
                self._open(cells[0])
                continue
            if text := self._stands_over(cells) or (self._alone(cells) if i in self._phrases.over else ""):
                self._between.begin(text)
                self._acting, self._beside = False, {}
                continue
            if i in self._phrases.odd:
                self._warnings.append(f"{ODD}: “{self._alone(cells)[:60]}”")
            self._take(_fitted(row, table, self._columns))
            if cut and i == len(table.rows) - 1 and self._rows:
                found = self._rows[-1]
                about = f"recommendation {found.number}" if found.number else "the last recommendation"
                self._warnings.append(f"the page breaks off in the middle of {about}, which was kept as far as it goes")
                self._rows[-1] = replace(found, incomplete=True)
        self._between.end()
        for at, bodies in self._bodies.items():  # at last, as there may be thousands
            whole = dict.fromkeys(filter(None, [*self._rows[at].addressed_to.split(" | "), *bodies]))
            self._rows[at] = replace(self._rows[at], addressed_to=" | ".join(whole))
        return [row for row in self._rows if replace(row, incomplete=False) != Row("")]

    def _bodies_between(self) -> dict[str, str]:
        """The bodies that stand alone in rows over those below, by what such a row says."""
        rows = [_merged([cell.strip() for cell in row]) for row in self._table.rows]
        left = (cells for at, cells in enumerate(rows) if at not in self._printed)
        over = (said for cells in left if (said := self._alone(cells)) and not self._opens(cells))
        alone = [said for said in over if not (recommends(said) or names_nobody(said))]
        small = small_words(row[self._columns.text] for row in rows if self._columns.text < len(row))
        return bodies_over(alone, small, self._actors, beside=self._columns.addressed_to is not None)

    def _phrases_between(self) -> Phrases:
        """The rows with words only that are headings, or may be."""
        number = self._columns.number
        if number is None:
            return Phrases()
        rows = [_merged([cell.strip() for cell in row]) for row in self._table.rows]
        kept = [at for at in range(len(rows)) if at not in self._printed and any(rows[at])]
        found = phrases_between(
            ["" if _spans(rows[at]) and self._columns.text else self._alone(rows[at]) for at in kept],
            [filled(rows[at], number) or _spans(rows[at]) for at in kept],
        )
        return Phrases(frozenset(kept[at] for at in found.over), frozenset(kept[at] for at in found.odd))

    def _alone(self, cells: Sequence[str]) -> str:
        """What a row says that has one cell across all columns, or only its words; empty for any other row."""
        at = self._columns.text
        if _spans(cells):
            return bare_head(cells[0])
        return bare_head(cells[at]) if at < len(cells) and sum(map(bool, cells)) == 1 else ""

    def _stands_over(self, cells: Sequence[str]) -> str:
        """The text of a row that is no recommendation and stands over those below; empty for any other row."""
        said = self._alone(cells)
        if _spans(cells):
            return "" if self._columns.text == 0 and recommends(said) else said
        over = body_of(said, self._actors) or said in self._heads or announces_rows(said)
        return said if over and not recommends(said) else ""

    def _opens(self, cells: Sequence[str]) -> bool:
        return stands_over_actions(cells, self._table, self._columns)

    def _open(self, text: str) -> None:
        """Takes a recommendation that stands above its actions."""
        self._rows.append(self._between.over(Row(text)))
        self._acting = True
        heading = self._table.header[self._columns.text].strip()
        self._warnings.append(f"left out the columns that a record has no place for: {heading}")

    def _take(self, cells: Sequence[str]) -> None:
        """Takes a row that is a recommendation or an action for the one before."""
        columns, header = self._columns, self._table.header
        found, labels = without_labels_in_lines(_row(cells, columns))
        self.labels += labels
        beside = {at: cells[at].strip() for at in columns.others if is_of_plan(header[at]) and filled(cells, at)}
        if self._goes_on(found, beside):
            self._bodies[len(self._rows) - 1][found.addressed_to] = None
        else:
            if not found.text and (
                said := [f"“{cells[at].strip()[:60]}”" for at in columns.others if filled(cells, at)]
            ):
                self._warnings.append(f"a row of the table {NO_TEXT}: {', '.join(said)}")
            self._rows.append(self._between.over(found))
        self._beside = beside
        if unheaded := _unheaded(cells, columns):
            self._warnings.append(f"{UNHEADED}: {', '.join(unheaded)}")

    def _goes_on(self, found: Row, beside: Mapping[int, str]) -> bool:
        """True if a row is a further action for the recommendation before.

        It has an action, as the row before has, or gives that recommendation again beside something else of a plan. One
        without a recommendation that asks for something may have its words in the wrong column.
        """
        if self._acting:
            return not found.title
        if not (self._rows and self._rows[-1].text and beside and self._beside):
            return False
        before = self._rows[-1]
        if found.text or found.number or found.title:
            again = (found.text, found.number) == (before.text, before.number) and found.title in {None, before.title}
            return again and beside != self._beside
        acts = any(is_of_actions(self._table.header[at]) for at in beside.keys() & self._beside.keys())
        return acts and not any(map(says_should, beside.values()))


def stands_over_actions(cells: Sequence[str], table: Table, columns: Columns) -> bool:
    """True if a cell across a table whose rows are actions is the recommendation that they are for, with its number."""
    if is_worded(table.header[columns.text]) or not _spans(cells) or not _LABEL.match(cells[0]):
        return False
    found = printed_number(cells[0])
    return found is not None and len(found[1].split()) >= _FEWEST


def filled(row: Sequence[str], at: int) -> bool:
    """True if a cell has words or figures."""
    return at < len(row) and any(char.isalnum() for char in row[at])


def repeats(row: Sequence[str], header: Sequence[str]) -> bool:
    """True if a row repeats the headings, as at the top of each page of a print."""
    pairs = [(shown(a), shown(b)) for a, b in zip(row, header, strict=False)]
    said = [a for a, _ in pairs if a]
    return (
        len(said) > 1
        and all(not a or a.casefold() == b.casefold() for a, b in pairs)
        and not any(cell.strip() for cell in row[len(header) :])
    )


def _merged(cells: list[str]) -> list[str]:
    """The cells of a row; one that goes across all columns stands once, as some programs write it into each."""
    across = len(cells) > 2 and len(set(cells)) == 1
    return [cells[0], *[""] * (len(cells) - 1)] if across else cells


def recommends(text: str) -> bool:
    """True if a cell that is alone in its row is a recommendation of which the other cells are empty."""
    if is_footer(text) or announces(text) or announces_rows(text):
        return False
    return len(text.split()) > 3 and (text.endswith(".") or wishes(text))


def _unheaded(row: Sequence[str], columns: Columns) -> list[str]:
    """The words of a row that stand under no heading."""
    known = {columns.text, columns.number, columns.title, columns.addressed_to, *columns.others, *columns.also}
    spare = (cell.strip() for at, cell in enumerate(row) if at not in known)
    return [f"“{cell[:60]}”" for cell in spare if any(char.isalnum() for char in cell)]


def _spans(row: Sequence[str]) -> bool:
    """True if a row has one cell across all columns: a footer or a heading between recommendations."""
    return bool(row) and bool(row[0]) and not any(row[1:]) and not is_number(row[0])


def _row(row: Sequence[str], columns: Columns) -> Row:
    def cell(at: int | None) -> str:
        return row[at].strip() if at is not None and at < len(row) else ""

    bodies = dict.fromkeys(filter(None, map(cell, (columns.addressed_to, *columns.also))))
    return Row(
        text=cell(columns.text),
        addressed_to=" | ".join(bodies),
        number=cell(columns.number) or None,
        title=cell(columns.title) or None,
    )


def _fitted(row: Sequence[str], table: Table, columns: Columns) -> list[str]:
    """The row with as many cells as the heading: a cell that holds a `|` has come as several."""
    spare = len(row) - len(table.header)
    if spare <= 0 or not table.pipes:
        return list(row)
    text, cell = columns.text, columns.addressed_to
    if cell != text + 1:
        at = text if cell is None else cell
        return [*row[:at], "|".join(row[at : at + 1 + spare]), *row[at + 1 + spare :]]
    end = cell + 1 + spare
    middle = cell + _prose(row[text:end])
    return [*row[:text], "|".join(row[text:middle]), "|".join(row[middle:end]), *row[end:]]


def _prose(pieces: Sequence[str]) -> int:
    """The number of pieces after the first that belong to the recommendation, as they are sentences and not names."""
    for i in range(len(pieces) - 2, 0, -1):
        piece = pieces[i].strip()
        if piece and (shape(piece) is None or piece[-1] in ".;:,"):
            return i
    return 0
