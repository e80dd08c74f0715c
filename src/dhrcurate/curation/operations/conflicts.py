"""Conflicts between a curator and a later extraction, decided for one of them."""

from __future__ import annotations

from typing import Any

from dhrcurate.curation.operations.common import changed, row
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.extraction import CONFLICTS
from dhrcurate.domain.fields import RECOMMENDATION


def take_theirs(data: Data, key: str, field: str | None = None) -> Proposal:
    """Takes what the later extraction says, of one field or of all that are in conflict.

    Raises:
        RefusedError: If there is no such conflict.
    """
    decided, left = _parted(data, key, field)
    values = {str(one["field"]): _fit(str(one["field"]), one.get("theirs")) for one in decided}
    return Proposal("edit", changed(data, key, {**values, CONFLICTS: left or None}))


def keep_ours(data: Data, key: str, field: str | None = None) -> Proposal:
    """Keeps what the record says, of one field or of all that are in conflict.

    An update does not ask again until the later extraction changes again.

    Raises:
        RefusedError: If there is no such conflict.
    """
    _, left = _parted(data, key, field)
    return Proposal("edit", changed(data, key, {CONFLICTS: left or None}))


def _parted(data: Data, key: str, field: str | None) -> tuple[list[Data], list[Data]]:
    """The conflicts that are decided, and the others."""
    here = list(row(data, key).get(CONFLICTS, ()))
    decided = [one for one in here if field in (None, one["field"])]
    if not decided:
        raise RefusedError("no later extraction says anything else here")
    return decided, [one for one in here if one not in decided]


def _fit(name: str, value: Any) -> Any:
    return "" if value is None and any(field.name == name and field.required for field in RECOMMENDATION) else value
