"""The statement that a whole record has been reviewed, and its withdrawal."""

from __future__ import annotations

from datetime import UTC, datetime

from dhrcurate.curation.operations.common import rows
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data, Edit, get
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.extraction import CONFLICTS, is_open

_CURATION = "/curation"


def sign_off(data: Data, by: str, moment: datetime | None = None) -> Proposal:
    """Signs a record off; from then on it takes no edits until it is reopened.

    Raises:
        RefusedError: If a conflict with a later extraction is open.
    """
    refuse_open_conflicts(data)
    at = (moment or datetime.now(UTC)).replace(microsecond=0)
    return _to(data, "sign-off", {"state": "signed-off", "by": by, "at": at})


def refuse_open_conflicts(data: Data) -> None:
    """Refuses a sign-off while nobody has decided between a curator and a later extraction.

    Raises:
        RefusedError: With the recommendations.
    """
    disputed = [row for row in rows(data) if any(is_open(row, one) for one in row.get(CONFLICTS) or ())]
    if disputed:
        named = ", ".join(str(row.get("number") or row["key"]) for row in disputed)
        raise RefusedError(f"a later extraction says something else, and nobody has decided, about {named}")


def reopen(data: Data, reason: str = "") -> Proposal:
    """Reopens a record that was signed off."""
    return _to(data, "reopen", {"state": "open", "by": None, "at": None}, reason)


def _to(data: Data, action: str, fields: dict[str, object], note: str = "") -> Proposal:
    edits = [Edit(f"{_CURATION}/{name}", get(data, f"{_CURATION}/{name}"), new) for name, new in fields.items()]
    return Proposal(action, tuple(e for e in edits if e.old != e.new), note=note)
