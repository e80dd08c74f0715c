"""Names that are joined in a stretch of a text or a cell, and each stand alone."""

from __future__ import annotations

import re
from collections.abc import Callable


def joined_names(
    text: str, start: int, end: int, joint: re.Pattern[str], stands: Callable[[str], bool]
) -> list[tuple[int, int]]:
    """The places of the names that a stretch is made of: itself, or several between joints.

    Args:
        text: The text.
        start: Where the stretch begins.
        end: Where it ends (exclusive).
        joint: What may stand between two names.
        stands: Whether some words are one name.
    """
    if stands(text[start:end]):
        return [(start, end)]
    for join in joint.finditer(text, start, end):
        if stands(text[start : join.start()]) and (rest := joined_names(text, join.end(), end, joint, stands)):
            return [(start, join.start()), *rest]
    return []
