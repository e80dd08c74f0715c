"""Whom the rows of a recommendation in a table name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dhrcurate.documents.listing.columns import Row, heads_actions
from dhrcurate.documents.model import Block
from dhrcurate.documents.stream import letters

MOST_ROWS = 500
"""A cell that takes up more rows is said of no more."""


def rows_of(blocks: Sequence[Block], rows: Sequence[Row], place: int, at: int) -> Iterator[Row]:
    """Yield the rows of a recommendation: those that its cell takes up, or all below one that takes up a row alone."""
    alone = len(rows[place]) == 1
    for below, row in enumerate(rows[place : place + MOST_ROWS]):
        if below and (len(row) == 1 if alone else at not in row.values()):
            break
        if not (alone and below == 1 and heads_actions(blocks, row)):
            yield row


def asked(blocks: Sequence[Block], rows: Iterable[Row], bodies: Sequence[int], text: int) -> tuple[str, ...] | None:
    """Return whom rows name; nobody where they name several, each for an action; `None` where none is named."""
    named: dict[str, str] = {}
    for row in rows:
        at = next((row[column] for column in bodies if column in row and row[column] != text), None)
        if at is not None:
            said = " ".join(blocks[at].text.split())
            named.setdefault(letters(said), said)
    return (tuple(named.values()) if len(named) == 1 else ()) if named else None
