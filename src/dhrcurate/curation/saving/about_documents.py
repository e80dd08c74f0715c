"""Which changes are about a record's documents alone: they may follow a sign-off, as they change no curated value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dhrcurate.domain.edit import DOCUMENTS, RECOMMENDATIONS, Edit, parts

_FAMILY = "DHR8"
"""The rules that compare a record with its documents."""
_WAIVERS = "waivers"


def is_about_documents(edit: Edit) -> bool:
    """True if an edit attaches or removes a document, or only makes or takes back waivers of rules about documents."""
    where = parts(edit.path)
    if where[:1] == [DOCUMENTS]:
        return True
    of_waivers = where == [_WAIVERS] or (where[:1] == [RECOMMENDATIONS] and where[2:] == [_WAIVERS])
    return of_waivers and _waives(edit)


def _waives(edit: Edit) -> bool:
    old, new = (side if isinstance(side, list) else [] for side in (edit.old, edit.new))
    differing = [one for one in old if one not in new] + [one for one in new if one not in old]
    return bool(differing) and all(map(_is_of_documents, differing))


def _is_of_documents(waiver: Any) -> bool:
    rule = waiver.get("rule") if isinstance(waiver, Mapping) else None
    if not isinstance(rule, str):
        return False
    if rule.startswith(_FAMILY):
        return True
    from dhrcurate.rules.catalogue import find_rule  # noqa: PLC0415  # slow to load, and only after a sign-off

    found = find_rule(rule)
    return found is not None and found.code.startswith(_FAMILY)
