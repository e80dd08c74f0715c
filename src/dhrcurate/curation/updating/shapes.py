"""Rows in the shape that a record has them: several as one, one as several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from rapidfuzz.distance import Indel

from dhrcurate.curation.operations.structure import joined_value
from dhrcurate.curation.updating.assignment import assign
from dhrcurate.curation.updating.three_way import CELL, FIELDS
from dhrcurate.curation.updating.wording import Letters, places_of_words, words_of, words_of_row
from dhrcurate.domain.edit import Data
from dhrcurate.domain.fields import RECOMMENDATION

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


def cut(text: str, parts: Sequence[str]) -> list[str]:
    """A text in as many pieces as there are parts of a text much like it, cut where those end."""
    letters = Letters()
    own = letters.of(words_of(text))
    theirs = [letters.of(words_of(part)) for part in parts]
    places = [*places_of_words(text), len(text)]
    ends = [places[at] for at in _ends("".join(theirs), own, theirs[:-1])]
    return [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]


def _ends(parts: str, text: str, firsts: Sequence[str]) -> Iterator[int]:
    """How many words of a text come before the end of each of the first parts."""
    codes = Indel.opcodes(parts, text)
    end = 0
    for part in firsts:
        end += len(part)
        last = next((code for code in reversed(list(codes)) if code.src_start < end or code.src_end <= end), None)
        if last is None:
            yield 0
        elif last.src_end <= end:
            yield last.dest_end
        else:
            yield last.dest_start + (end - last.src_start if last.tag == "equal" else 0)
