"""The columns that came beside a recommendation, and that a record has no field for, as texts that can be searched."""

from __future__ import annotations

from collections.abc import Container, Mapping

EXTRA = "extra"
"""The field that holds them."""
_BETWEEN = ": "


def columns_as_texts(columns: Mapping[str, str]) -> list[str]:
    """Each column as one text: the name of a column may tell that its figures are a date of birth."""
    return [f"{name}{_BETWEEN}{value}" for name, value in columns.items()]


def columns_from_texts(columns: Mapping[str, str], texts: list[str]) -> dict[str, str]:
    """The columns again, from their texts once these were masked, which leaves each its length.

    Names that are alike then are counted, so that no column hides another.

    Args:
        columns: The columns.
        texts: What `columns_as_texts` gave, masked.
    """
    found: dict[str, str] = {}
    for name, text in zip(columns, texts, strict=True):
        found[free_name(text[: len(name)], found)] = text[len(name) + len(_BETWEEN) :]
    return found


def free_name(name: str, taken: Container[str]) -> str:
    """A name for a column that no other one has: its own, or that with a number."""
    called, at = name, 1
    while called in taken:
        at += 1
        called = f"{name} ({at})"
    return called
