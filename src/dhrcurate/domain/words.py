"""What is told to people."""

from __future__ import annotations

FOR_MACHINES = frozenset({"seen"})
"""Fields of an entry that say nothing to people: a waiver's digest of what was waived."""


def plural(count: int, word: str, many: str | None = None) -> str:
    """`1 error`, `2 errors`, `1,000 fixes`.

    Args:
        count: How many.
        word: What one of them is called.
        many: What several are called, where that is not `word` with an s.
    """
    return f"{count:,} {word if count == 1 else many or word + 's'}"
