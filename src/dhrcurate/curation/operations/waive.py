"""Waivers: findings accepted as they are, with a reason and a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, TypeAlias

from dhrcurate.curation.operations.common import at, row
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.canonical import NotCanonicalError, digest
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, Edit, get, parts
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import RECOMMENDATION
from dhrcurate.domain.finding import Finding

Placed: TypeAlias = tuple[str | None, Mapping[str, Any]]
"""A waiver with the key of the recommendation at which it stands, `None` for the record as a whole."""

_PUBLISHED = tuple(field.name for field in RECOMMENDATION if field.published)
"""The published fields of a recommendation. A decision about it does not make a waiver lapse."""


def waive(data: Data, finding: Finding, reason: str, by: str, moment: datetime | None = None) -> Proposal:
    """Waives a finding; an earlier waiver of the same rule at the same place is replaced.

    One that is told once for several recommendations is waived at each of them.

    Args:
        data: The record's content.
        finding: The finding to accept.
        reason: The reason.
        by: The curator.
        moment: The time; `None` for now.

    Raises:
        RefusedError: If there is no reason.
    """
    if not reason.strip():
        raise RefusedError("a waiver needs a reason")
    signed = {"by": by, "at": (moment or datetime.now(UTC)).replace(microsecond=0)}
    edits: dict[str, Edit] = {}
    for one in finding.members or finding.spots[:1] or (finding,):
        before, path = _waivers(data, one.key)
        waiver: dict[str, Any] = {"rule": finding.rule, "reason": reason.strip()}
        if seen := seen_digest(data, one.path):
            waiver["seen"] = seen
        if one.about:
            waiver["about"] = one.about
        there = edits[path].new if path in edits else before
        kept = [w for w in there or () if not _is_replaced(w, waiver)]
        edits[path] = Edit(path, before, [*kept, waiver | signed])
    return Proposal("edit", tuple(edits.values()), because={"rule": finding.rule})


def _is_replaced(earlier: Mapping[str, Any], waiver: Mapping[str, Any]) -> bool:
    """True if an earlier waiver is of the same finding: of the rule, of what it is about, and of the value as it is."""
    same = all(earlier.get(name) == waiver.get(name) for name in ("rule", "about"))
    return same and (not earlier.get("seen") or earlier.get("seen") == waiver.get("seen"))


def waivers_at(data: Data, key: str | None) -> list[dict[str, Any]]:
    """The waivers of a recommendation, or with `None` those of the record as a whole, in file order."""
    return list(_waivers(data, key)[0] or ())


def take_back(data: Data, key: str | None, waiver: Mapping[str, Any]) -> Proposal:
    """Takes a waiver out, of a recommendation at each one at which it was made: one reason at one time is one decision.

    Args:
        data: The record's content.
        key: Where it stands; `None` for the record as a whole.
        waiver: The waiver, one of `waivers_at`.
    """
    return take_back_at(data, of_one_decision(data, key, waiver))


def of_one_decision(data: Data, key: str | None, waiver: Mapping[str, Any]) -> list[Placed]:
    """Return the waivers that were made as one with a waiver, itself among them, by where they stand.

    Args:
        data: The record's content.
        key: Where it stands; `None` for the record as a whole.
        waiver: The waiver, one of `waivers_at`.
    """
    return [
        (place, one)
        for place in ([key] if key is None else [r["key"] for r in data[RECOMMENDATIONS] if "waivers" in r])
        for one in waivers_at(data, place)
        if (one == waiver if place == key else _is_of_one_decision(one, waiver))
    ]


def take_back_at(data: Data, placed: Collection[Placed]) -> Proposal:
    """Takes some waivers out, each where it stands.

    Args:
        data: The record's content.
        placed: The waivers; there is one at least.
    """
    edits = []
    for place in dict.fromkeys(place for place, _ in placed):
        before, path = _waivers(data, place)
        edits.append(Edit(path, before, [w for w in before or () if (place, w) not in placed] or None))
    rules = {str(waiver["rule"]) for _, waiver in placed}
    return Proposal("edit", tuple(edits), because={"rule": min(rules)} if len(rules) == 1 else None)


def _is_of_one_decision(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """True if two waivers were made at once; one without a time was written by hand, each by itself."""
    members = ("rule", "reason", "by", "at")
    return other.get("at") is not None and all(one.get(name) == other.get(name) for name in members)


def seen_digest(data: Data, path: str) -> str | None:
    """The digest that a waiver keeps of what was waived, so that it lapses when that changes.

    Args:
        data: The record's content.
        path: The path of the finding.

    Returns:
        A digest of the value there; of a whole recommendation, of its published fields. `None` if the finding is about
        the record as a whole or about a missing value: such a waiver does not lapse.
    """
    where = parts(path)
    if not where:
        return None
    value = get(data, path)
    if value is None:
        return None
    if len(where) == len((RECOMMENDATIONS, "key")) and where[0] == RECOMMENDATIONS and isinstance(value, Mapping):
        value = {name: value[name] for name in _PUBLISHED if name in value}
    try:
        return digest(value)
    except NotCanonicalError:
        return None


def _waivers(data: Data, key: str | None) -> tuple[list[dict[str, Any]] | None, str]:
    if key is None:
        return data.get("waivers"), "/waivers"
    return row(data, key).get("waivers"), at(key, "waivers")
