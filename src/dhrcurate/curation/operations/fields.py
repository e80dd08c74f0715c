"""Set fields of one recommendation to other values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dhrcurate.curation.operations.common import changed, row
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import RECOMMENDATION, Field, Kind

EDITABLE: Mapping[str, Field] = MappingProxyType({field.name: field for field in RECOMMENDATION if field.by_curator})
"""Fields that a curator may set, by name; the key is permanent, and status and waivers have operations of their own."""


def set_field(data: Data, key: str, field: str, value: Any) -> Proposal:
    """Set one field; `None` removes it, and so does nothing but blanks where the field is optional."""
    return set_fields(data, key, {field: value})


def set_fields(data: Data, key: str, fields: Mapping[str, Any]) -> Proposal:
    """Set several fields as one change.

    Raises:
        RefusedError: If a field must not be set, or a required one is removed.
    """
    for name, value in fields.items():
        if name not in EDITABLE:
            raise RefusedError(f"{name} cannot be set; these can: {', '.join(EDITABLE)}")
        if value is None and EDITABLE[name].required:
            raise RefusedError(f"{name} cannot be removed; it can be empty")
    return Proposal("edit", changed(data, key, {name: _fit(EDITABLE[name], value) for name, value in fields.items()}))


def entries_of(written: Iterable[str]) -> list[str]:
    """Return what was written of several values: blanks joined, empty ones left out."""
    return [" ".join(entry.split()) for entry in written if entry.strip()]


def set_agencies(data: Data, key: str, agencies: Sequence[str], rule: str | None = None) -> Proposal:
    """Set the canonical names of the cell's agencies; each once, in order."""
    names = list(dict.fromkeys(agencies))
    return Proposal("normalise", changed(data, key, {"agencies": names}), because={"rule": rule} if rule else None)


def take_suggestion(
    data: Data,
    key: str,
    written: str,
    name: str,
    score: float,
    rank: int,
    *,
    instead: Collection[str] = (),
    behind: Collection[str] = (),
) -> Proposal:
    """Take a suggested agency for one name of the cell.

    Args:
        data: The record's content.
        key: The recommendation's key.
        written: The name as written, in the cell or in `agencies`.
        name: The canonical name of the suggested agency.
        score: The suggestion's score, for the trail.
        rank: Its rank among the suggestions, from 1, for the trail.
        instead: Agencies that were taken for the same name, whose place it takes.
        behind: Agencies of names that stand behind this one in the cell; else it goes before them.
    """
    before = row(data, key)
    agencies = list(before.get("agencies", ()))
    if written in agencies:
        agencies[agencies.index(written)] = name
    elif written.strip() == before.get("addressed_to", "").strip():
        agencies = [name]
    else:
        wanted = instead if any(agency in instead for agency in agencies) else behind
        at = next((at for at, agency in enumerate(agencies) if agency in wanted), len(agencies))
        agencies.insert(at, name)
        agencies = [agency for agency in agencies if agency not in instead]
    because = {"suggestion": {"score": round(score, 4), "rank": rank}}
    return Proposal("edit", changed(data, key, {"agencies": list(dict.fromkeys(agencies))}), because=because)


def _fit(field: Field, value: Any) -> Any:
    if field.kind is Kind.LIST and value is not None:
        value = list(dict.fromkeys(entry for entry in value if entry.strip()))
    empty = not value.strip() if isinstance(value, str) else not value
    return None if empty and not field.required else value
