"""The partnership of a review in the words above its recommendations, where no label names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from dhrcurate.domain.agency import Names
from dhrcurate.importers.lists.which_review import HEAD
from dhrcurate.importers.model import Guess
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.partnerships import area_of, named_in

_BY = re.compile(
    r"\b(?:commissioned|established|undertaken|conducted|carried\s+out|produced|prepared|written|published|led|review|report)"
    r"\s+(?:by|for|of|on\s+behalf\s+of)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
"""Words before the name of the partnership whose review it is."""
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|had|should|must|will|would|did|do|does|can|could)\b", re.IGNORECASE)
"""Words of sentences, which a title page has hardly any of."""
_OPENS = re.compile(r"that\s+(?:the\s+)?[^.;,]{1,80}:\Z", re.IGNORECASE)
_LONGEST = 20


def partnership_above(lines: Sequence[Line], names: Names) -> str | None:
    """The area of the first partnership that a title page names: in a short line, or as who commissioned the review."""
    return next((area for name, area, sure in _spoken(lines[:HEAD], names) if sure), None)


def partnership_supposed(lines: Sequence[Line], first: str, names: Names) -> Guess | None:
    """The partnership that a sentence above the recommendations names, or else that the list is put to as a whole.

    Args:
        lines: The lines above the recommendations.
        first: The first line below their heading: "That the Safer Exampleshire Partnership:" opens a list.
        names: The register.
    """
    told = (Guess(area, name) for name, area, _ in _spoken(lines, names))
    opens = named_in(first) if _OPENS.match(first) else ()
    put = (Guess(area, name, doubted=False) for name in opens if (area := area_of(name, names)))
    return next(chain(told, put), None)


def _spoken(lines: Sequence[Line], names: Names) -> Iterator[tuple[str, str, bool]]:
    """The names of partnerships in lines, their areas, and whether each surely is that of the review."""
    for line in lines:
        short = not line.item and len(line.text.split()) <= _LONGEST and line.text[-1:] not in ".?!"
        titled = short and not _TELLS.search(line.text)
        for name in named_in(line.text):
            if area := area_of(name, names):
                before = line.text[: line.text.index(name)]
                yield name, area, titled or (not line.item and _BY.search(before) is not None)
