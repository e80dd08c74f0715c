"""Set the facts of a review as a whole to other values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from dhrcurate.curation.operations.fields import entries_of
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Data, get, pointer
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import REVIEW, SOURCE, Field, Kind
from dhrcurate.domain.identity import DATE_PATTERN

Fact = str | int | list[str] | None
"""A fact's value; `None` if it is not known."""

_TABLE_OF = {field.name: table.name for table in (REVIEW, SOURCE) for field in table if field.by_curator}

FACTS: Mapping[str, Field] = MappingProxyType(
    {field.name: field for table in (REVIEW, SOURCE) for field in table if field.by_curator}
)
"""Facts that a curator may set, by name; the others are the import's own account of what it read."""


def facts_of(data: Data) -> dict[str, Any]:
    """Return the facts of a record, by name; `None` if one is not known."""
    return {name: get(data, pointer(table, name)) for name, table in _TABLE_OF.items()}


def fact(name: str, text: str) -> Fact:
    """Return a fact's value from how it is written; blanks alone mean that it is not known.

    Raises:
        RefusedError: If it must be a date or a number and is not.
    """
    field = FACTS[name]
    text = text.strip() if field.kind is not Kind.LINES or not text.strip() else text
    if not text:
        return "" if field.required else None
    if field.kind is Kind.DATE and not re.fullmatch(DATE_PATTERN, text):
        raise RefusedError(f"“{text}” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    if field.kind in {Kind.YEAR, Kind.NUMBER}:
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise RefusedError(f"“{text}” is not a number: write up to four digits")
        return int(text)
    return entries_of(re.split(r"[|\n]", text)) if field.kind is Kind.LIST else text


def set_facts(data: Data, facts: Mapping[str, Fact]) -> Proposal:
    """Set several facts as one change.

    Raises:
        RefusedError: If a fact must not be set, or a required one is removed.
    """
    after: dict[str, Any] = dict(data)
    for name, value in facts.items():
        if name not in FACTS:
            raise RefusedError(f"{name} cannot be set; these can: {', '.join(FACTS)}")
        if value is None and FACTS[name].required:
            raise RefusedError(f"{name} cannot be removed; it can be empty")
        table = _TABLE_OF[name]
        known = {**after.get(table, {}), name: value}
        after[table] = {k: v for k, v in known.items() if v is not None}
    return Proposal("edit", difference(data, after))
