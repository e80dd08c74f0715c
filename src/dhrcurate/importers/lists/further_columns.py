"""What stands with labels below numbered recommendations as the columns of a plan do: "Action: ...", "Impact: ..."."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dhrcurate.importers.lists.beside import labelled, supporting
from dhrcurate.importers.lists.labelled_parts import Labelled
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import puts_to_subject
from dhrcurate.importers.wording.headings import is_planned
from dhrcurate.importers.wording.numbers import is_counted, printed_number

_LABEL = re.compile(r"[*_]*(?P<label>[A-Z][a-z]+(?:\s[a-z]+){0,3}?(?:\(s\))?)[*_]*\s?:[*_]*\s+(?P<said>\S.*)")
_OF_TEXT = re.compile(
    r"recommendation|title|theme|topic|body|what\b|scope|level|learning|lesson|finding", re.IGNORECASE
)
"""Labels of the recommendation itself, of what it is about, or of what the reading of asides knows."""
_OFTEN = 2
"""So often at least stands a label that is one of a plan."""
_FEWEST = 4
"""A recommendation has at least so many words."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A line with a label below a whole recommendation.

    Attributes:
        at: Its place.
        of: The place of the recommendation.
        label: The label.
        said: What it says.
    """

    at: int
    of: int
    label: str
    said: str


def without_further_columns(lines: Sequence[Line], asks: Callable[[str], bool]) -> Labelled:
    """Takes out lines with labels that stand again and again below counted recommendations, each of them whole.

    What is labelled as the action of a plan is none of the recommendation's words, whatever it asks for; under other
    labels what asks for something may go on with it.

    Args:
        lines: The lines of a section.
        asks: Tells if words ask somebody to act.
    """
    found = list(_columns(lines, asks))
    recommendations = sum(is_counted(line.text) for line in lines)
    by_label: dict[str, list[_Column]] = defaultdict(list)
    for column in found:
        by_label[column.label.casefold()].append(column)
    taken: dict[int, str] = {}
    for columns in by_label.values():
        often = len({column.of for column in columns})
        planned = all(is_planned(column.label) for column in columns)
        if often < _OFTEN or 2 * often < recommendations:
            continue
        if planned or not any(asks(column.said) for column in columns):
            taken |= {column.at: column.label for column in columns}
    if not taken:
        return Labelled(list(lines))
    kept = [line for i, line in enumerate(lines) if i not in taken]
    return Labelled(kept, [lines[i].full for i in sorted(taken)], list(dict.fromkeys(taken.values())))


def _columns(lines: Sequence[Line], asks: Callable[[str], bool]) -> list[_Column]:
    """The lines with labels below recommendations that are whole, each on a line of its own without others below it."""
    found: list[_Column] = []
    above: int | None = None
    whole = False
    for i, line in enumerate(lines):
        if is_counted(line.text):
            printed = printed_number(line.text.strip(" *_"))
            above, whole = i, printed is not None and _is_whole(printed[1], asks)
            continue
        if line.heading:
            above = None
        if above is None:
            continue
        label = _label(line)
        if label is None:
            whole = whole or (i == above + 1 and _is_whole(line.text, asks))
        elif whole and _ends(lines, i):
            found.append(_Column(i, above, label["label"], label["said"]))
    return found


def _label(line: Line) -> re.Match[str] | None:
    """The label of a line, but for one of addressees or of what belongs to the recommendation."""
    if line.heading or labelled(line.text) is not None or supporting(line.text) is not None:
        return None
    found = _LABEL.fullmatch(line.text)
    return None if found is None or _OF_TEXT.match(found["label"]) else found


def _is_whole(text: str, asks: Callable[[str], bool]) -> bool:
    return len(text.split()) >= _FEWEST and (asks(text) or (text.endswith(".") and puts_to_subject(text)))


def _ends(lines: Sequence[Line], at: int) -> bool:
    """True if the next line is a recommendation, has a label too or stands apart: nothing goes on with this one."""
    below = next(iter(lines[at + 1 : at + 2]), None)
    if below is None or below.heading or is_counted(below.text) or _LABEL.fullmatch(below.text):
        return True
    return labelled(below.text) is not None or (below.gap and not below.item)
