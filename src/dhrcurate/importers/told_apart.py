"""What a cell of a page's table holds besides its own: a number, an addressee, parts of a plan of action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dhrcurate.importers.asides import without_plan
from dhrcurate.importers.beside import from_label, labelled
from dhrcurate.importers.model import Found, Row
from dhrcurate.importers.numbers import follows, printed_numbers


def told_apart(found: Found) -> Found:
    """A review of a page with what its cells hold in the places that a record has for it.

    Args:
        found: The review.
    """
    rows, labels = [], list(found.labels)
    for row in with_numbers(found.rows):
        parted, said = _parted(row)
        rows.append(parted)
        labels += said
    return replace(found, rows=tuple(rows), labels=tuple(dict.fromkeys(labels)))


def with_numbers(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with the numbers that all of their texts begin with and that count on; rows with any stay."""
    if len(rows) < 2 or any(row.number for row in rows):
        return rows
    found = [printed for printed in printed_numbers([row.text for row in rows]) if printed and printed.rest]
    if len(found) < len(rows) or not all(follows(a, b) for a, b in pairwise(found)):
        return rows
    return [replace(row, number=one.number, text=one.rest) for row, one in zip(rows, found, strict=True)]


def _parted(row: Row) -> tuple[Row, list[str]]:
    text, labels = without_plan(row.text)
    cell, beside = without_plan(row.addressed_to)
    if beside:
        cell = labelled(cell) or cell
    row = replace(row, text=text, addressed_to=cell)
    return (row if cell else from_label(row)), [*labels, *beside]
