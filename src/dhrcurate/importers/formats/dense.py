"""Headings of pages without blank lines, as a program leaves them that takes the words out of a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dhrcurate.domain.aligned_breaks import ENDS
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.announcing import heads_what_is_recommended
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.numbers import printed_number
from dhrcurate.importers.wording.paragraphs import may_be_heading

_PLAIN = re.compile(
    r"(?:(?:section|chapter|part|appendix|annex)\s+\w{1,5}\s*[-–—:.]?\s+)?"
    r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?(?:[A-Z][\w’'-]*,?\s+(?:(?:and|of|from|&|/)\s+)?(?:the\s+)?){0,4}"
    r"(?:recommendations|argymhellion)(?:\s+(?:for|from|of|by|to|made)\b.*)?:?",
    re.IGNORECASE,
)
"""Recommendations, with a number or what else the chapter has: "7. Recommendations", "Lessons and recommendations"."""
_COUNT = re.compile(r"\d{1,4}\s+recommendations?\b")
_CHAPTER = re.compile(r"(?P<number>\d{1,2})[.)]?\s+(?P<title>\S.*)")
_FULL = 0.8
"""A line that is so much of the longest may go on in the next one."""


def with_headings_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines, a heading over recommendations as if a blank line were above it.

    It has a line of its own, below what ends there: a sentence, or a line too short to be filled.

    Args:
        lines: The lines of a text.
    """
    longest = max((len(line.full) for line in lines), default=0)
    last = {line.text.casefold(): at for at, line in enumerate(lines)}  # those above are of a table of contents
    result = list(lines[:1])
    for at, (before, line) in enumerate(pairwise(lines), 1):
        ended = before.full.endswith(ENDS) or len(before.full) < _FULL * longest
        apart = ended and not line.gap and last[line.text.casefold()] == at and _is_plain(line)
        result.append(replace(line, gap=True) if apart else line)
    end = _next_chapter(result)
    return [replace(line, gap=True) if at == end else line for at, line in enumerate(result)]


def _next_chapter(lines: Sequence[Line]) -> int:
    """The place of the heading that counts on from that of the recommendations' chapter; -1 where none is plain."""
    number, counted = 0, False  # that of the chapter, and whether numbers between are written as it is
    for at, (before, line) in enumerate(pairwise(lines), 1):
        found = _CHAPTER.fullmatch(line.text)
        if line.item or found is None:
            continue
        figure, title = int(found["number"]), found["title"]
        if line.gap and _is_plain(line):
            number, counted = figure, False
        elif number and figure == number + 1 and not counted and before.full.endswith(ENDS) and _may_head(title):
            return at
        else:
            counted = counted or figure == number
    return -1


def _may_head(title: str) -> bool:
    return title[:1].isupper() and title[-1:] not in ".;:,?!" and may_be_heading(title) and not wishes(title)


def _is_plain(line: Line) -> bool:
    """True if a line is a heading over recommendations and nothing else."""
    text = line.text
    return (
        not line.item
        and ((is_recommendations_heading(text) and _PLAIN.fullmatch(text) is not None) or _leads(text))
        and _COUNT.match(text) is None
    )


def _leads(text: str) -> bool:
    """True if a line is the heading of a chapter with a verb and a colon: "8. The panel recommends:"."""
    found = printed_number(text)
    numbered = found is not None and found[0][:1].isdecimal()
    return text.endswith(":") and heads_what_is_recommended(found[1] if found and numbered else text)
