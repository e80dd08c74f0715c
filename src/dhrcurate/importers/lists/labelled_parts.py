"""Lists whose recommendations have the label "Recommendation:" and stand among lines with other labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dhrcurate.importers.lists.beside import labelled, supporting
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.numbers import printed_number

_LABELLED = re.compile(r"[*_]*(?P<label>[A-Z][a-z]+(?:\s[a-z]+){0,3})[*_]*\s?:[*_]*\s+\S")
_RECOMMENDATION = "recommendation"
_OFTEN = 2
"""So often at least stand labels that repeat."""


@dataclass(slots=True)
class Labelled:
    """The lines of a list without those under other labels.

    Attributes:
        lines: The lines that are left.
        texts: Those that were taken out.
        labels: Their labels, each once.
    """

    lines: list[Line]
    texts: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def without_other_labels(lines: Sequence[Line], asks: Callable[[str], bool]) -> Labelled:
    """Takes out what stands again and again under another label than "Recommendation:", and asks for nothing.

    A label of addressees is none of those, nor one under which anything is asked for, nor one whose text goes on in
    lines without a label. A number before what is taken out is that of the recommendation below it.

    Args:
        lines: The lines of a section.
        asks: Tells if words ask somebody to act.
    """
    labels = [_label(line) for line in lines]
    counts = Counter(labels)
    if counts[_RECOMMENDATION] < _OFTEN:
        return Labelled(list(lines))
    kept = {"", _RECOMMENDATION} | {
        label
        for i, (label, line) in enumerate(zip(labels, lines, strict=True))
        if label and (counts[label] < _OFTEN or asks(_said(line)) or _goes_on(lines, labels, i))
    }
    result = Labelled([])
    number = ""  # of the recommendation below
    for label, line in zip(labels, lines, strict=True):
        if label not in kept:
            printed = printed_number(line.text)
            number = printed[0] if printed else number
            result.texts.append(line.full)
            name = label.capitalize()
            result.labels += [] if (printed and not printed[1]) or name in result.labels else [name]
        elif number and label == _RECOMMENDATION and printed_number(line.text) is None:
            result.lines.append(replace(line, text=f"{number} {_said(line)}", gap=True, depth=0))
            number = ""
        else:
            result.lines.append(line)
    return result if result.texts else Labelled(list(lines))


def _label(line: Line) -> str:
    """The label of a line, but for one of addressees; empty for a line without one."""
    printed = printed_number(line.text)
    text = printed[1] if printed and printed[0][:1].isdecimal() else line.text
    found = None if line.heading or labelled(text) or supporting(text) else _LABELLED.match(text)
    return found["label"].casefold() if found else ""


def _said(line: Line) -> str:
    """What a line says after its label."""
    return line.text.split(":", 1)[1].strip(" *_")


def _goes_on(lines: Sequence[Line], labels: Sequence[str], at: int) -> bool:
    """True if the next line has no label and is no heading, so that it may belong to what is above it."""
    below = lines[at + 1 : at + 2]
    plain = below and not (labels[at + 1] or below[0].heading or printed_number(below[0].text))
    return bool(plain) and not (labelled(below[0].text) or supporting(below[0].text))
