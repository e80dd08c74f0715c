"""Facts of a review as a whole, set to other values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import Data, get, parts
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.identity import DATE_PATTERN

Fact = str | int | None
"""A fact's value; `None` if unknown."""

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "title": "/review/title",
        "csp": "/review/csp",
        "published": "/review/published",
        "report_date": "/review/report_date",
        "year_of_death": "/review/year_of_death",
        "summary": "/review/summary",
        "publisher": "/source/publisher",
        "url": "/source/url",
        "stated_count": "/source/stated_count",
    }
)
"""The path of each fact that a curator may set; the others record what the import read."""

_NEEDED = frozenset({"title", "csp"})
_DATES = frozenset({"published", "report_date"})
_NUMBERS = frozenset({"year_of_death", "stated_count"})


def facts_of(data: Data) -> dict[str, Any]:
    """The facts of a record, by name; `None` if one is not known."""
    return {name: get(data, path) for name, path in FACTS.items()}


def fact(name: str, text: str) -> Fact:
    """A fact's value from its text; blanks alone mean that it is unknown.

    Raises:
        RefusedError: If it has to be a date or number and is not.
    """
    text = text.strip() if name != "summary" or not text.strip() else text
    if not text:
        return "" if name in _NEEDED else None
    if name in _DATES and not re.fullmatch(DATE_PATTERN, text):
        raise RefusedError(f"“{text}” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    if name in _NUMBERS:
        if not (text.isascii() and text.isdigit() and len(text) <= 4):
            raise RefusedError(f"“{text}” is not a number: write up to four digits")
        return int(text)
    return text


def set_facts(data: Data, facts: Mapping[str, Fact]) -> Proposal:
    """Sets several facts as one change.

    Raises:
        RefusedError: If a fact cannot be set, or a required one is removed.
    """
    after: dict[str, Any] = dict(data)
    for name, value in facts.items():
        if name not in FACTS:
            raise RefusedError(f"{name} cannot be set; these can: {', '.join(FACTS)}")
        if value is None and name in _NEEDED:
            raise RefusedError(f"{name} cannot be removed; it can be empty")
        table, field = parts(FACTS[name])
        known = {**after.get(table, {}), field: value}
        after[table] = {k: v for k, v in known.items() if v is not None}
    return Proposal("edit", difference(data, after))
