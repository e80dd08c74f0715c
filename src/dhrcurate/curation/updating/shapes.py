"""Rows in the shape that a record has them: several as one, one as several."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from rapidfuzz.distance import Indel

from dhrcurate.curation.operations.pieces import cut
from dhrcurate.curation.operations.structure import joined_value
from dhrcurate.curation.updating.assignment import assign
from dhrcurate.curation.updating.three_way import CELL, FIELDS
from dhrcurate.domain.edit import Data
from dhrcurate.domain.fields import RECOMMENDATION
from dhrcurate.domain.wording import Letters, words_of_row

_JOINED = tuple(field for field in RECOMMENDATION if field.name in FIELDS)
_SCALE = 1_000_000


def shaped(rows: Sequence[Data], recommendations: Sequence[Data]) -> list[Data]:
    """What some rows say of some recommendations that hold the same text divided or joined otherwise.

    Args:
        rows: The rows, in order.
        recommendations: The recommendations, in order.

    Returns:
        A row for each recommendation. Where the rows are divided in other places, the first recommendation has their
        number and title, each its piece of their text, and all their cell.
    """
    if len(rows) == len(recommendations):
        found = matched(rows, recommendations)
        return [rows[found[at]] for at in range(len(recommendations))]
    whole = joined(rows)
    if len(recommendations) == 1:
        return [whole]
    pieces = cut(str(whole["text"]), [str(one.get("text") or "") for one in recommendations])
    told = [{**one, "text": piece, CELL: whole[CELL]} for one, piece in zip(recommendations, pieces, strict=True)]
    return [{**whole, "text": told[0]["text"]}, *told[1:]]


def joined(rows: Sequence[Data]) -> dict[str, Any]:
    """Rows as one, as a curator joins them."""
    whole = reduce(_joined_two, ({"text": "", CELL: "", **row} for row in rows))
    return {name: whole[name] for name in FIELDS if whole.get(name) is not None}


def _joined_two(first: Data, second: Data) -> dict[str, Any]:
    return {field.name: joined_value(field, first, second) for field in _JOINED}


def matched(rows: Sequence[Data], others: Sequence[Data]) -> dict[int, int]:
    """For each of some others the place of the row that is most like it, as long as there are rows."""
    letters = Letters()
    texts = [letters.of(words_of_row(row)) for row in rows]
    gains = [
        {at: 1 + round(_SCALE * Indel.normalized_similarity(own, text)) for at, text in enumerate(texts)}
        for own in (letters.of(words_of_row(one)) for one in others)
    ]
    return assign(gains)
