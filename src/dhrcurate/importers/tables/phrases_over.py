"""Words that stand alone in rows of a table and are no recommendation: which of them are headings of the rows below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dhrcurate.importers.lists.beside import labelled
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.wording.asking import begins_with_command, wishes

ODD = "kept as a recommendation what may be none"
_PLURAL = re.compile(r"\brecommendations\b|\bargymhellion\b", re.IGNORECASE)
_COUNT = re.compile(r"(?<=[^\W\d])\s*[(\[]\d{1,3}(?:\s+(?:recommendations?|actions?))?[)\]]\Z", re.IGNORECASE)
_LONGEST = 8
"""A heading between rows has at most so many words."""
_THEME = 3
"""One that begins as a command does, "Record keeping", has no more."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Phrases:
    """The rows of a table that have words only, among rows that have numbers.

    Attributes:
        over: The places of those that are headings of the rows below.
        odd: The places of those that may be, and are kept.
    """

    over: frozenset[int] = frozenset()
    odd: frozenset[int] = frozenset()


def bare_head(text: str) -> str:
    """What stands over rows without its label and its count: "Agency: Wold Police", "Wold Police (3)"."""
    return _COUNT.sub("", labelled(text) or text)


def announces_rows(text: str) -> bool:
    """True if words are a heading over recommendations: "Recommendations for training"."""
    return is_recommendations_heading(text) and _PLURAL.search(text) is not None and not begins_with_command(text)


def phrases_between(alone: Sequence[str], numbered: Sequence[bool]) -> Phrases:
    """The rows whose words alone are a heading, where each row beside them has a number.

    A heading stands above a row with a number, and the first row is one, or several are; else it may as well be a
    recommendation whose number is lacking.

    Args:
        alone: What each row says, if it says nothing but words in the column of recommendations; else empty.
        numbered: Whether each row has a number.
    """
    others = [has for said, has in zip(alone, numbered, strict=True) if not said]
    if len(others) < _FEWEST or not all(others):
        return Phrases()
    found = [at for at, said in enumerate(alone) if said and _is_phrase(said)]
    over = [at for at in found if any(numbered[at + 1 : at + 2]) and not asks_for_something(alone[at])]
    grouped = over[:1] == [0] or len(over) >= _FEWEST
    sure = frozenset(at for at in over if grouped or announces_rows(alone[at]))
    return Phrases(sure, frozenset(found) - sure)


def asks_for_something(text: str) -> bool:
    """True if words alone in a row ask for something, and are no heading that only looks so: "Record keeping"."""
    theme = text.endswith("ing") and len(text.split()) <= _THEME
    return wishes(text) and not theme and not announces_rows(text)


def _is_phrase(text: str) -> bool:
    """True if words may be a heading: they are few, and no sentence."""
    return len(text.split()) <= _LONGEST and text[:1].isupper() and text[-1] not in ".;?!," and "\n" not in text
