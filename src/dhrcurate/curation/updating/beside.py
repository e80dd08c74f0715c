"""What an extraction says of a recommendation beside its fields: how sure it was, the page that it names, columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dhrcurate.curation.operations.structure import joined_value
from dhrcurate.domain.columns import columns_as_texts
from dhrcurate.domain.edit import Data
from dhrcurate.domain.extraction import agree
from dhrcurate.domain.fields import RECOMMENDATION

EXTRA = "extra"
OF_EXTRACTION = ("confidence", "page")
"""What an extraction says of itself about a row, as far as it has a column for it."""
BESIDE = frozenset((EXTRA, *OF_EXTRACTION))
"""What is told of a recommendation that is none of its words."""
_TABLES = ("extracted", EXTRA)
_LINKS = frozenset({"by", "gone"})
"""What `extracted` says that no row does."""


@dataclass(frozen=True, slots=True)
class Column:
    """What becomes of a column that a later extraction has another value for.

    Attributes:
        old: The column with the value that the earlier extraction had, `None` if it had none.
        new: With that of the later one.
        yours: With that of the record.
        takes: Whether the record follows.
    """

    old: str | None
    new: str | None
    yours: str | None
    takes: bool


def columns_merged(
    base: Mapping[str, str], ours: Mapping[str, str], theirs: Mapping[str, str], known: Collection[str]
) -> tuple[dict[str, str], list[Column]]:
    """Merges columns one by one: what only the later extraction changed is taken, what a curator changed stays.

    Args:
        base: Those of the earlier extraction.
        ours: Those of the record.
        theirs: Those of the later extraction.
        known: All columns that its format has: what stands in another one is not taken away.

    Returns:
        The columns of the record, and what is told of those in which the later extraction says something new.
    """
    merged, told = dict(ours), []
    for name in (name for name in dict.fromkeys((*ours, *theirs)) if name in known):
        old, now, new = (side.get(name) for side in (base, ours, theirs))
        if agree(new, old) or agree(new, now):
            continue
        takes = agree(now, old)
        if takes and new is None:
            merged.pop(name)
        elif takes and new is not None:
            merged[name] = new
        told.append(Column(_shown(name, old), _shown(name, new), _shown(name, now), takes))
    return merged, told


def _shown(name: str, value: str | None) -> str | None:
    return None if value is None else next(iter(columns_as_texts({name: value})))


def extracted_merged(before: Data, row: Data, by: str, says: Collection[str], *, follows: bool) -> dict[str, Any]:
    """What is said of the extraction of a recommendation that a later one has, too: of the last that changed it.

    Args:
        before: What was said.
        row: What the later extraction says of the row.
        by: Its id.
        says: What it says of rows at all; of the rest what was said stays while the words do.
        follows: Whether the recommendation follows it in its words.
    """
    own = {name: value for name, value in row.items() if name not in _LINKS}
    stays = {name: before[name] for name in OF_EXTRACTION if name in before and name not in says}
    now = own if follows else {**stays, **own}
    is_new = follows or "gone" in before or now != {name: value for name, value in before.items() if name not in _LINKS}
    return {"by": by if is_new else before["by"], **now}


def as_one(rows: Sequence[Data]) -> dict[str, Any]:
    """What some rows say beside their fields, as one row: as it is where a curator joins recommendations."""
    whole: dict[str, Any] = {}
    for name in _TABLES:
        value = rows[0].get(name)
        for row in rows[1:]:
            value = joined_value(RECOMMENDATION.field(name), {name: value} if value else {}, row)
        if value:
            whole[name] = value
    return whole


def differing(before: Data, after: Data) -> Iterator[tuple[str, str | None, str | None]]:
    """What is said otherwise now of how sure an extraction was and where it found a row: what, before and after."""
    for name in OF_EXTRACTION:
        old, new = (None if (value := side.get(name)) is None else f"{value:g}" for side in (before, after))
        if old != new:
            yield name, old, new
