"""Columns whose headings do not say it and whose cells are names of bodies, where no other says who is addressed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.importers.columns.headless import are_names
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.headings import folded

LEFT_OUT = "left out a column of names, which may be those to whom recommendations are addressed"
"""What is told of a column of names under a heading that does not say whose they are."""
_OF_ANYBODY = re.compile(
    r"(?:(?:lead|responsible|named|partner|accountable|relevant|statutory) )?"
    r"(?:body|bodies|service|services|provider|providers|department|departments|team|teams|name|names|who|by whom)"
    r"|(?:agency|organi[sz]ation|body|service|department|team)(?: (?:and|or|/) (?:agency|organi[sz]ation|body|service"
    r"|department|team))+"
)
"""Headings of columns in which each cell is a body that is to act, where its cells are names."""
_FEWEST = 2
"""One name alone may be anything."""
_LONGEST = 12
"""The name of a body has no more words."""


def of_names(columns: Sequence[int], headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[int], bool]:
    """The columns of a table in which each cell is the name of a body, but for those of a single name.

    Under a heading that says so most cells are, and no other is a sentence.

    Args:
        columns: The columns that have no place in a record.
        headings: The headings of all.
        rows: The cells of each row.

    Returns:
        The columns, and whether there is one alone whose heading says that they are those who are to act.
    """
    filled = {at: [row[at].strip() for row in rows if at < len(row) and row[at].strip()] for at in columns}
    several = [at for at in columns if 2 * len(filled[at]) >= len(rows) and len(set(filled[at])) >= _FEWEST]
    headed = [at for at in several if at < len(headings) and _OF_ANYBODY.fullmatch(folded(headings[at]))]
    said = [at for at in headed if _are_mostly_names(filled[at])]
    return (said, True) if len(said) == 1 else ([at for at in several if are_names(filled[at])], False)


def _are_mostly_names(cells: Sequence[str]) -> bool:
    phrases = all(len(cell.split()) <= _LONGEST and not cell.endswith(ENDS) and not wishes(cell) for cell in cells)
    return phrases and 3 * sum(are_names([cell]) for cell in cells) >= 2 * len(cells)
