"""The digest by which a waiver knows what was waived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dhrcurate.domain.canonical import NotCanonicalError, digest
from dhrcurate.domain.edit import RECOMMENDATIONS, get, parts
from dhrcurate.domain.fields import RECOMMENDATION

_PUBLISHED = tuple(field.name for field in RECOMMENDATION if field.published)
"""The published fields of a recommendation: a waiver of the whole lapses when these change, not when it is decided."""


def seen_digest(data: Mapping[str, Any], path: str) -> str | None:
    """The digest that a waiver keeps of what was waived, so that it lapses when that changes.

    Args:
        data: The record's content.
        path: The path of the finding.

    Returns:
        The digest of the value there, for a whole recommendation that of its published fields. `None` where the finding
        is about the whole record or about a value that is missing: such a waiver does not lapse.
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
