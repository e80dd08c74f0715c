"""The columns that came beside a recommendation, and that a record has no field for, as texts that can be searched."""

from __future__ import annotations

from collections.abc import Mapping

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
        shown, at = text[: len(name)], 1
        while (called := shown if at == 1 else f"{shown} ({at})") in found:
            at += 1
        found[called] = text[len(name) + len(_BETWEEN) :]
    return found
