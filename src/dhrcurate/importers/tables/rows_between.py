"""Rows of one cell between the rows of a table: the body or the theme that the rows below belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from dhrcurate.importers.columns.by_headings import Columns
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.chrome import is_footer
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.tables.phrases_over import asks_for_something
from dhrcurate.importers.wording.actors import Actors, heads_group
from dhrcurate.importers.wording.announcing import announces
from dhrcurate.importers.wording.offices import is_office

LEFT_OUT = "left out a row that holds one cell only"
HEAD = "left out a heading that names another body than the table does"
OFFICE = "left out an office in place of which the body above the rows was taken"
FOR = re.compile(r"\b(?:for|to|by)\b", re.IGNORECASE)
"""With which words a title may say whom the rows below are for."""
_LONGEST = 12
"""A theme has at most so many words."""


def body_of(text: str, actors: Actors) -> str:
    """The body whose recommendations stand below, if a cell says nothing else; empty if it names none.

    One that is not known, or only stands for bodies of a kind, may be a theme as well, such as "Mental Health".

    Args:
        text: The cell.
        actors: Knows bodies by name.
    """
    stem = actors.stem(Line(text, gap=True))
    name = stem.actor if stem and stem.heads else ""
    said = actors.addressee_of(text.strip(" *_:"))
    return name if said or not actors.is_ordinary(name) else ""


def names_nobody(text: str) -> bool:
    """True if a row of one cell is a footer or only says that recommendations are below."""
    titled = is_recommendations_heading(text) and not FOR.search(text)
    return is_footer(text) or heads_group(text) or titled or announces(text)


class Between:
    """What the rows of one cell say of the rows below them.

    Args:
        columns: The table's columns.
        actors: Knows bodies by name.
        warnings: Takes what is told: each such row that said nothing of the rows below.
        first: The body that stands above the whole table, as in its caption.
        bodies: Those that such rows of the table name, judged together.
    """

    def __init__(
        self, columns: Columns, actors: Actors, warnings: list[str], first: str, bodies: Mapping[str, str]
    ) -> None:
        self._bodies = bodies
        self._columns = columns
        self._actors = actors
        self._warnings = warnings
        self._text = ""
        self._actor = first
        self._waits = False  # for a row below
        self._told: set[str] = set()

    def begin(self, text: str) -> None:
        """Takes a row of one cell."""
        self.end()
        self._actor = body_of(text, self._actors) or self._bodies.get(text, "")
        self._waits = bool(self._actor) or not names_nobody(text)
        self._text = text if self._waits else ""

    def end(self) -> None:
        """Tells of a row of one cell that stands over none."""
        if self._waits:
            self._tell(f"{LEFT_OUT}: “{self._text[:60]}”")
        self._waits = False

    def over(self, row: Row) -> Row:
        """A row below, with the body as its addressee where it has none, or with the theme as its title."""
        self._waits = False
        if self._actor:
            if not row.addressed_to:
                return replace(row, addressed_to=self._actor)
            if is_office(row.addressed_to):
                self._tell(f"{OFFICE}: “{row.addressed_to[:60]}”")
                return replace(row, addressed_to=self._actor)
            if self._actor.casefold() not in row.addressed_to.casefold() and not self._actors.is_several(self._actor):
                self._tell(f"{HEAD}: “{self._actor}”")
            return row
        if self._text and self._is_theme() and row.addressed_to:
            return replace(row, title=self._text)
        if self._text:
            self._tell(f"{LEFT_OUT}: “{self._text[:60]}”")
        return row

    def _is_theme(self) -> bool:
        """True if words can only be a theme: the table says in columns of its own whom each row is for."""
        columns = self._columns
        free = columns.addressed_to is not None and columns.title is None and columns.text != 0
        return (
            free
            and len(self._text.split()) <= _LONGEST
            and self._text[-1] not in ".;?!"
            and not asks_for_something(self._text)
        )

    def _tell(self, warning: str) -> None:
        if warning not in self._told:
            self._told.add(warning)
            self._warnings.append(warning)
