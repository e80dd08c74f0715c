"""Numbers of things in words."""

from __future__ import annotations


def plural(count: int, word: str, many: str | None = None) -> str:
    """`1 error`, `2 errors`, `1,000 fixes`.

    Args:
        count: How many.
        word: What one of them is called.
        many: What several are called, where that is not `word` with an s.
    """
    return f"{count:,} {word if count == 1 else many or word + 's'}"
