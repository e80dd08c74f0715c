"""Fields of one recommendation set to other values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.curation.operations.common import changed, row
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError

EDITABLE = ("number", "title", "text", "addressed_to", "agencies", "note")
"""Fields that a curator may set; the key is permanent, and status and waivers have operations of their own."""

_MAY_BE_ABSENT = frozenset({"number", "title", "note"})


def set_field(data: Data, key: str, field: str, value: Any) -> Proposal:
    """Sets one field; `None` removes it, and so do blanks alone if the field is optional."""
    return set_fields(data, key, {field: value})


def set_fields(data: Data, key: str, fields: Mapping[str, Any]) -> Proposal:
    """Sets several fields as one change.

    Raises:
        RefusedError: If a field cannot be set, or a required one is removed.
    """
    for name, value in fields.items():
        if name not in EDITABLE:
            raise RefusedError(f"{name} cannot be set; these can: {', '.join(EDITABLE)}")
        if value is None and name not in _MAY_BE_ABSENT:
            raise RefusedError(f"{name} cannot be removed; it can be empty")
    return Proposal("edit", changed(data, key, {name: _fit(name, value) for name, value in fields.items()}))


def set_agencies(data: Data, key: str, agencies: Sequence[str], rule: str | None = None) -> Proposal:
    """Sets the canonical names of the cell's agencies; each once, in order."""
    names = list(dict.fromkeys(agencies))
    return Proposal("normalise", changed(data, key, {"agencies": names}), because={"rule": rule} if rule else None)


def take_suggestion(data: Data, key: str, written: str, name: str, score: float, rank: int) -> Proposal:
    """Takes a suggested agency for one name of the cell.

    Args:
        data: The record's content.
        key: The recommendation.
        written: The name as written, in the cell or in `agencies`.
        name: The canonical name of the suggested agency.
        score: The suggestion's score, for the trail.
        rank: Its place among the suggestions, from 1, for the trail.
    """
    before = row(data, key)
    agencies = list(before.get("agencies", ()))
    if written in agencies:
        agencies[agencies.index(written)] = name
    elif written.strip() == before.get("addressed_to", "").strip():
        agencies = [name]
    else:
        agencies.append(name)
    because = {"suggestion": {"written": written, "score": round(score, 4), "rank": rank}}
    return Proposal("edit", changed(data, key, {"agencies": list(dict.fromkeys(agencies))}), because=because)


def _fit(name: str, value: Any) -> Any:
    if name in _MAY_BE_ABSENT and isinstance(value, str) and not value.strip():
        return None
    if name == "agencies":
        return list(dict.fromkeys(a for a in value if a.strip()))
    return value
