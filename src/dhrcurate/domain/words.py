"""What is told to people."""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, str] = {"addressed_to": "addressed to", "csp": "CSP", "library_id": "library's id", "url": "URL"}
"""What a field is called where its name is not a word; elsewhere lines between words become blanks."""

FOR_MACHINES = frozenset({"seen"})
"""Fields of an entry that say nothing to people: a waiver's digest of what was waived."""


def field_in_words(field: str) -> str:
    """A field's name in words."""
    return FIELDS.get(field) or field.replace("_", " ")


def plural(count: int, word: str, many: str | None = None) -> str:
    """`1 error`, `2 errors`, `1,000 fixes`.

    Args:
        count: How many.
        word: What one of them is called.
        many: What several are called, where that is not `word` with an s.
    """
    return f"{count:,} {word if count == 1 else many or word + 's'}"
