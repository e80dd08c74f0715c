"""Recommendations that each say themselves that they are one, scattered over what a review found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dhrcurate.domain.agency import Names
from dhrcurate.importers.lists.beside import labelled, supporting
from dhrcurate.importers.lists.in_prose import recommends
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.chrome import is_chrome
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import Actors
from dhrcurate.importers.wording.asking import wishes
from dhrcurate.importers.wording.paragraphs import is_open, may_be_heading

_CALLED = re.compile(r"\W*recommendation\s*[:–—-][*_]*\s+(?=\S)", re.IGNORECASE)
_LABEL = re.compile(r"\W*(?P<label>[A-Z][\w /-]{0,40}?)(?:\(s\))?[*_]*\s*:(?:\s|[*_]|\Z)")
_CONCLUSIONS = re.compile(r"\bconclusions?\b", re.IGNORECASE)
_FEWEST = 2
"""A single one may be quoted."""


@dataclass(slots=True)
class SaidSo:
    """What a page calls its recommendations.

    Attributes:
        first: The place of the first.
        rows: They.
        beside: Lines right below them with labels that say something else.
        labels: These labels.
    """

    first: int = 0
    rows: list[Row] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def said_so(lines: Sequence[Line], names: Names) -> SaidSo | None:
    """The recommendations that a page labels or says to be so one by one; `None` if there are not several.

    Each goes on to the next gap; lines right below it give the body and further things after a label.

    Args:
        lines: The lines of the page, wrapped ones put together.
        names: The register.
    """
    actors = Actors(names)
    places = [at for at, line in enumerate(lines) if _says_so(line)]
    if len(places) < _FEWEST and not (places and _concludes(lines, places[0])):
        return None
    found = SaidSo(places[0])
    for at in places:
        found.rows.append(_read(lines, at, actors, found))
    return found if all(wishes(row.text) for row in found.rows) else None


def _says_so(line: Line) -> bool:
    said = line.text[found.end() :] if (found := _CALLED.match(line.text)) else ""
    return not line.heading and (bool(said) or recommends(line.text))


def _concludes(lines: Sequence[Line], at: int) -> bool:
    """True if what stands at a place is under a heading of conclusions, where nobody else's words are quoted."""
    heads = (line.text for line in lines[:at][::-1] if not line.item and line.gap and may_be_heading(line.text))
    return _CONCLUSIONS.search(next(heads, "")) is not None


def _read(lines: Sequence[Line], at: int, actors: Actors, found: SaidSo) -> Row:
    """The recommendation at a place, what stands beside it noted."""
    text = _CALLED.sub("", lines[at].text, count=1)
    parts, cells = [text], []
    labels = False
    for line in lines[at + 1 :]:
        open_ = is_open(parts[-1]) and not labels
        if line.heading or (line.gap and not open_) or _says_so(line) or is_chrome(line.text):
            break
        cell = labelled(line.text) or supporting(line.text)
        label = _LABEL.match(line.text)
        labels = labels or label is not None
        if cell:
            cells.append(cell)
        elif labels:
            found.beside.append(line.text)
            found.labels += [label["label"]] if label and label["label"] not in found.labels else []
        else:
            parts.append(line.full)
    return Row("\n".join(parts), " | ".join(cells) or actors.actor(text) or "")
