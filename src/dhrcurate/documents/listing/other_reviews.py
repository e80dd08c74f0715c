"""Lists of other reviews that a report prints, as in an appendix."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.documents.model import Block
from dhrcurate.domain.word_sets import word_set

_NEAR = 6
"""A heading belongs to a list that begins so few blocks behind it."""
_FRONT = 15
"""In so many blocks a report says what it is about."""
_REVIEW = re.compile(r"\b(?:reviews?|dhrs?|scrs?|sars?|inquir(?:y|ies)|inspections?)\b", re.IGNORECASE)
_NAME = re.compile(r"\b(?:[A-Z][a-z’']{2,}|(?:19|20)\d\d)\b")
_OF_ANY = word_set(
    "abuse action actions adult adults agencies agency and annex appendix author case child children death deaths"
    " domestic draft executive final for from full homicide homicides independent individual inquiry into joint key"
    " learning local management multi national other overview panel part plan plans practice recommendation"
    " recommendations related report reports review reviews safeguarding schedule serious single suicide summary table"
    " the violence with"
)
"""Words of the headings of any review."""


def names_another(blocks: Sequence[Block], first: int) -> bool:
    """Return whether the heading right above a list names a review by what the front of the report does not say.

    Args:
        blocks: The report.
        first: The first block of the list, or a cell of a table.
    """
    own = blocks[first].cell
    above = [at for at in range(first) if own is None or (cell := blocks[at].cell) is None or cell.table != own.table]
    at = next((at for at in reversed(above[-_NEAR:]) if blocks[at].kind == "heading"), None)
    if at is None or not _REVIEW.search(blocks[at].text):
        return False
    names = {name.casefold() for name in _NAME.findall(blocks[at].text)} - _OF_ANY
    front = " ".join(block.text for block in blocks[: min(_FRONT, at)]).casefold()
    return any(name not in front for name in names)
