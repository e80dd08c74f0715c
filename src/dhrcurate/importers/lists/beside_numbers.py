"""What a page prints on the line of a number, above the text: "Recommendation 1 (Wold Police)", or a theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.numbers import is_counted, printed_number
from dhrcurate.importers.wording.senses import Sense, sense

_CELL = re.compile(
    r"[(\[](?P<inside>[^()\[\]]+)[)\]]\W{0,2}|(?:(?:for|to)\s+(?:the\s+)?|[:–—-]\s+)?(?P<bare>[^.;!?]+?)[\s:]*",
    re.IGNORECASE,
)
_LONGEST = 12
"""A cell has at most so many words."""


def with_cells_below(lines: Sequence[Line], is_name: Callable[[str], bool]) -> list[Line]:
    """The lines, each name on the line of a number set below it with a label, as other pages print it.

    Only where whatever stands there may be a name and half of it surely is: else what is in brackets is what the
    recommendations are about, as in a heading.

    Args:
        lines: The paragraphs of a section.
        is_name: Tells if words are the name of a body.
    """
    found = {
        i: parted
        for i, line in enumerate(lines[:-1])
        if not is_counted(lines[i + 1].text)
        and (parted := _parted(line)) is not None
        and _may_be_cell(parted[1], is_name)
    }
    senses = [Sense.BODY if cell[:1].islower() else sense(cell, (), is_name) for _, cell in found.values()]
    themed = Sense.THEME in senses or 2 * senses.count(Sense.BODY) < len(senses)
    result: list[Line] = []
    for i, line in enumerate(lines):
        if i in found and themed:
            number, cell = found[i]
            result.append(
                replace(line, text=f"{number} {cell}", heading=True) if line.text.rstrip(" *_")[-1] in ")]" else line
            )
        elif i in found:
            number, cell = found[i]
            result += [replace(line, text=number), Line(f"Addressed to: {cell}", depth=line.depth)]
        else:
            result.append(line)
    return result


def _parted(line: Line) -> tuple[str, str] | None:
    """The number and the words beside it of a line that has nothing else."""
    text = line.text.strip(" *_")
    printed = printed_number(text) if is_counted(text) else None
    found = _CELL.fullmatch(printed[1]) if printed else None
    if printed is None or found is None:
        return None
    cell = (found["inside"] or found["bare"]).strip(" *_")
    return (printed[0], cell) if cell and len(cell.split()) <= _LONGEST else None


def _may_be_cell(cell: str, is_name: Callable[[str], bool]) -> bool:
    """True if words are set as a name, or are bodies at large, which need no capital: "all agencies"."""
    return cell[:1].isupper() or is_name(cell) or sense(f"{cell[:1].upper()}{cell[1:]}", (), is_name) is Sense.BODY
