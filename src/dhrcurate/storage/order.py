"""The order of the keys of known tables, as they are written."""

from __future__ import annotations

from collections.abc import Iterable

from dhrcurate.domain.fields import RECORD, TABLES

KEYS: dict[str, tuple[str, ...]] = {
    **{name: table.names for name, table in TABLES.items()},
    "": (*RECORD.names, "agencies", "areas", "distinct", "resolved", "samples"),
    "areas": ("name", "aliases", "within"),
    "distinct": ("names",),
    "agencies": (
        "id", "name", "kind", "class", "aliases", "acronyms", "areas", "sites",
        "valid_from", "valid_to", "successors", "codes",
    ),
    "resolved": ("written", "means", "where"),
    "samples": ("id", "at", "error", "confidence", "seed", "by", "strata", "result", "rows", "frame"),
}  # fmt: skip
"""Keys by the name of the table that holds them; "" is the file itself."""


def rank(table: str, key: str) -> int:
    """The rank of a key in its table; unknown keys come last."""
    known = KEYS.get(table, ())
    return known.index(key) if key in known else len(known)


def in_order(table: str, keys: Iterable[str]) -> list[str]:
    """Keys in the order of the format, unknown ones last, in the given order."""
    return sorted(keys, key=lambda key: rank(table, key))
