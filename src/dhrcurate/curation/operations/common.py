"""Helpers of operations: finding a recommendation, and proposing a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, Edit, get, pointer
from dhrcurate.domain.errors import RefusedError


def at(key: str, *field: str) -> str:
    """Path of a recommendation, or of a field of it."""
    return pointer(RECOMMENDATIONS, key, *field)


def rows(data: Data) -> list[dict[str, Any]]:
    """The recommendations, in the order of the file."""
    return list(data.get(RECOMMENDATIONS, ()))


def row(data: Data, key: str) -> dict[str, Any]:
    """A recommendation.

    Raises:
        RefusedError: If there is none with that key.
    """
    found = get(data, at(key))
    if found is None:
        raise RefusedError(f"there is no recommendation {key}: it may have been removed meanwhile")
    return dict(found)


def changed(data: Data, key: str, fields: Mapping[str, Any]) -> tuple[Edit, ...]:
    """The edits that give fields of a recommendation new values; none for a value that it has already."""
    before = row(data, key)
    return tuple(Edit(at(key, name), before.get(name), new) for name, new in fields.items() if before.get(name) != new)


def restructured(
    data: Data, recommendations: list[dict[str, Any]], because: Mapping[str, Any], note: str = ""
) -> Proposal:
    """The proposal that replaces a record's recommendations by others.

    Args:
        data: The record's content.
        recommendations: The others.
        because: What was done, for the trail (see `structured`).
        note: The curator's reason.
    """
    edits = difference(data, {**data, RECOMMENDATIONS: recommendations})
    return Proposal("edit", edits, because=because, note=note)


def structured(operation: str, *, taken: Sequence[str] = (), made: Sequence[str] = ()) -> dict[str, Any]:
    """How the trail names an operation on a record's structure.

    Args:
        operation: `add`, `divide`, `join`, `lift`, `move` or `remove`.
        taken: The keys of the recommendations that it takes.
        made: Those that are there instead.
    """
    return {"operation": operation, "from": list(taken), "to": list(made)}
