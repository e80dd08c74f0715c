"""What a report found, told without a label between recommendations that are counted as such."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dhrcurate.importers.lists.beside import labelled, supporting
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.numbers import counted as number_of
from dhrcurate.importers.wording.numbers import is_counted, printed_number
from dhrcurate.importers.wording.paragraphs import is_open

_FIGURES = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)]?")
_FIGURE = re.compile(r"\d+")
_LABEL_ENDS = frozenset(":?")
"""With what a label ends."""
_FEWEST = 2
"""So many recommendations at least are counted where what is between them can be told from them."""


@dataclass(slots=True)
class Told:
    """The lines of a section without findings.

    Attributes:
        lines: The lines.
        texts: The findings, which ask for nothing.
        found: Whether there were any that are surely findings.
    """

    lines: list[Line] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    found: bool = False


def without_told_findings(lines: Sequence[Line], asks: Callable[[str], bool], *, narrated: bool) -> Told:
    """Takes out the paragraphs above and between counted recommendations that tell what a report found.

    They begin with a number of another kind, or stand below a heading above the next "Recommendation 2". Where others
    are surely findings, one with a number of their series is one too, whatever it says, below the last recommendation
    as well. In a narrative whatever follows a recommendation and asks for nothing may be one, or a reason: it is in no
    list.

    Args:
        lines: The paragraphs of a section.
        asks: Tells if words ask somebody to act.
        narrated: Whether the recommendations stand in a narrative, without a heading of their own.
    """
    counted = [i for i, line in enumerate(lines) if is_counted(line.text)]
    if len(counted) < _FEWEST:
        return Told(list(lines))
    result = Told()
    series = {_series(line) for line in lines[: counted[-1]] if _is_numbered_otherwise(line, "", asks)}
    series -= {"", *(_figure(lines[i]) for i in counted)}  # else they may be parts of a recommendation
    above = ""  # the figure of the recommendation above
    said = True  # whether it has a text
    worded = False  # whether it has words of its own, and not only a title
    inside = below = False  # whether a finding with a number, or what is below a heading, goes on
    for i, line in enumerate(lines):
        last = result.lines[-1].text if result.lines else ""
        of_series = said and not line.heading and _series(line) in series and not (last and is_open(last))
        if is_counted(line.text):
            printed = number_of(line.text.strip(" *_"))
            above, said = _figure(line), bool(printed and printed[1]) or line.heading
            inside = below = False
            worded = said and not (line.heading and printed and not asks(printed[1]))
        elif of_series or (i > counted[-1] and inside and not line.heading):
            inside, below = True, False
        elif i > counted[-1]:
            inside, said = False, True
        elif line.heading:
            inside, below = False, said
        elif said and not (last and is_open(last)) and _is_numbered_otherwise(line, above, asks):
            inside, below = True, False
        elif not (inside or (below and not line.item and _is_sentence(line))):
            labelless = _LABEL_ENDS.isdisjoint(line.text)  # else it may be a reason
            plain = _is_sentence(line) and labelless and not line.item
            if narrated and above and said and worded and plain and not asks(line.text):
                continue
            below, said, worded = False, True, True
        if inside or (below and not line.heading):
            result.found = True
            result.texts += [] if asks(line.text) else [line.text]
        else:
            result.lines.append(line)
    return result


def _figure(line: Line) -> str:
    """The figure in the number of a recommendation; empty for one in words."""
    printed = number_of(line.text.strip(" *_"))
    figure = _FIGURE.search(printed[0]) if printed else None
    return figure.group() if figure else ""


def _series(line: Line) -> str:
    """The chapter that a paragraph's number counts in, as "6" of "6.3"; empty for another number, and for an item."""
    found = printed_number(line.text)
    counts = found is not None and bool(found[1]) and not line.item and "." in found[0][:-1]
    return found[0].split(".")[0] if found and counts and _FIGURES.fullmatch(found[0]) else ""


def _is_sentence(line: Line) -> bool:
    text = line.text
    return text[-1:] == "." and " " in text and labelled(text) is None and supporting(text) is None


def _is_numbered_otherwise(line: Line, above: str, asks: Callable[[str], bool]) -> bool:
    """True if a paragraph has a number that is none of a recommendation's nor of a part of the one above."""
    found = printed_number(line.text)
    if line.item or found is None or not found[1] or _FIGURES.fullmatch(found[0]) is None:
        return False
    return found[0].split(".")[0].rstrip(")") != above and "." in found[0][:-1] and not asks(found[1])
