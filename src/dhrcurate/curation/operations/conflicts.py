"""Conflicts between a curator and a later extraction, decided; and recommendations that it does not have."""

from __future__ import annotations

from typing import Any

from dhrcurate.curation.operations.common import at, changed, row
from dhrcurate.curation.operations.fields import set_field
from dhrcurate.curation.operations.lapsing import lapse, lapse_note
from dhrcurate.curation.operations.waive import seen_digest, waivers_at
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.extraction import CONFLICTS
from dhrcurate.domain.fields import RECOMMENDATION
from dhrcurate.domain.finding import Finding, Severity

GONE_UPSTREAM = "DHR611", "gone-upstream"
"""The rule that finds what a later extraction does not have; rules are not loaded for it here."""


def take_theirs(data: Data, key: str, field: str | None = None) -> Proposal:
    """Takes what the later extraction says, of one field or of all that are in conflict.

    As where an update applies a change by itself, a decision lapses whose words it changes, and so do the agencies of
    another cell; the note of the proposal says which decision.

    Raises:
        RefusedError: If there is no such conflict, or several about one field, of which none is meant alone.
    """
    decided, left = _parted(data, key, field)
    if len({str(one["field"]) for one in decided}) < len(decided):
        raise RefusedError("several conflicts about one field say different things: edit the field, or keep it")
    values = {str(one["field"]): _fit(str(one["field"]), one.get("theirs")) for one in decided}
    before = row(data, key)
    after = {**before, **values}
    lapse(after, before)
    fallen: dict[str, Any] = {name: after[name] for name in ("status", "agencies") if name in after}
    edits = changed(data, key, {**values, **fallen, CONFLICTS: left or None})
    return Proposal("edit", edits, note=lapse_note(edits))


def keep_ours(data: Data, key: str, field: str | None = None) -> Proposal:
    """Keeps what the record says, of one field or of all that are in conflict.

    An update does not ask again until the later extraction changes again.

    Raises:
        RefusedError: If there is no such conflict.
    """
    _, left = _parted(data, key, field)
    return Proposal("edit", changed(data, key, {CONFLICTS: left or None}))


def settle(data: Data, key: str, field: str, value: Any) -> Proposal:
    """Gives a field in conflict a value of the curator's own, which decides the conflict.

    Raises:
        RefusedError: If there is no such conflict, or the field cannot have the value.
    """
    _, left = _parted(data, key, field)
    own = set_field(data, key, field, value)
    return Proposal("edit", (*own.edits, *changed(data, key, {CONFLICTS: left or None})))


def gone_finding(key: str) -> Finding:
    """The finding that a later extraction does not have a recommendation, as the rule tells it, to be waived."""
    code, name = GONE_UPSTREAM
    words = "a later extraction does not have this recommendation"
    return Finding(code, name, Severity.WARNING, words, at(key, "extracted"), None, key)


def is_kept(data: Data, key: str) -> bool:
    """True if a curator said why a recommendation stays that a later extraction does not have."""
    seen = seen_digest(data, at(key, "extracted"))
    waived = (one for one in waivers_at(data, key) if one.get("rule") in GONE_UPSTREAM and not one.get("about"))
    return any(one.get("seen") in (None, seen) for one in waived)


def _parted(data: Data, key: str, field: str | None) -> tuple[list[Data], list[Data]]:
    """The conflicts that are decided, and the others."""
    here = list(row(data, key).get(CONFLICTS, ()))
    decided = [one for one in here if field in (None, one["field"])]
    if not decided:
        raise RefusedError("no later extraction says anything else here")
    return decided, [one for one in here if one not in decided]


def _fit(name: str, value: Any) -> Any:
    return "" if value is None and any(field.name == name and field.required for field in RECOMMENDATION) else value
