"""Titles before the words of each recommendation of a list: "Training. The force should ...", "Records: name ..."."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.importers.model import Row
from dhrcurate.importers.wording.asking import begins_with_command, says_should, wishes
from dhrcurate.importers.wording.senses import Sense, sense
from dhrcurate.importers.words import VERBS

_TITLED = re.compile(
    r"(?P<title>[A-Z][^.:;!?\n]{1,80}?)(?:(?:[.:]|\s[–—-])\s+|\s*(?P<line>\n)\s*)(?P<text>[\"'“‘]?[A-Z].*)", re.DOTALL
)
_LONGEST = 6
"""No title has more words."""
_FEWEST = 3
"""So many recommendations at least show that each has one."""
_PLAIN = 2
"""Or so many whose titles stand on lines of their own."""


def with_titles_before(rows: Sequence[Row], is_name: Callable[[str], bool], asks: Callable[[str], bool]) -> list[Row]:
    """The rows, the title that stands before the words of each set apart; it goes before that of a theme above.

    They are titles only where each row has one that may be a theme, and what follows is a recommendation by itself. The
    names of bodies, and words that may be such, are none.

    Args:
        rows: The rows of a list.
        is_name: Tells if words are the name of a body.
        asks: Tells if words ask for something.
    """
    parted = [found for row in rows if (found := _TITLED.fullmatch(row.text)) and _may_be_title(found["title"])]
    fewest = _PLAIN if all(found["line"] for found in parted) else _FEWEST
    if not len(parted) == len(rows) >= fewest or not all(asks(found["text"]) for found in parted):
        return list(rows)
    titles = [found["title"].strip() for found in parted]
    senses = [sense(title, (), is_name) for title in titles]
    plain = senses.count(Sense.THEME) + senses.count(Sense.AREA)
    commands = sum(map(begins_with_command, titles))  # "Record keeping" looks like one
    if Sense.BODY in senses or 2 * plain <= len(titles) or 2 * commands > len(titles) or len(set(titles)) < 2:
        return list(rows)
    return [
        replace(row, title=title, text=found["text"]) for row, title, found in zip(rows, titles, parted, strict=True)
    ]


def _may_be_title(text: str) -> bool:
    words = text.split()
    plain = len(words) <= _LONGEST and not says_should(text) and not any(word in VERBS for word in words[1:])
    return plain and (begins_with_command(text) or not wishes(text))
