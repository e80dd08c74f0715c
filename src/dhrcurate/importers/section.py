"""The paragraphs under a heading of recommendations: stems, numbers, lists in a recommendation, the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dhrcurate.domain.agency import Names
from dhrcurate.domain.page_marks import goes_on
from dhrcurate.importers.actors import Actors, Stem, announces, wishes
from dhrcurate.importers.beside import labelled, with_cells
from dhrcurate.importers.headings import is_planned
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.model import Row
from dhrcurate.importers.numbers import Printed, likely_chain, printed_numbers
from dhrcurate.importers.page import COUNTING, Line

_LONGEST_THEME = 8
"""So many words at most has the heading of a theme that is not marked as one."""
_FEWEST = 4
"""A recommendation has at least so many words."""
_ASKS = re.compile(r"\b(?:should|must|shall)\b", re.IGNORECASE)
_DASH = re.compile(r"\A[-–—]\s+(?=\S)")
"""What may stand between a number and its recommendation."""
_LABELLED = re.compile(r"[*_]*(?P<label>\w+(?:\s\w+){0,3})[*_]*\s?:[*_]*\s*\S")
_TASK = re.compile(r"(?:key )?actions?\b|scope|body|what\b|level|notes|comments", re.IGNORECASE)
"""Labels of what may be a recommendation itself, or words about several."""


@dataclass(slots=True)
class _Open:
    """A recommendation that further lines may belong to.

    Attributes:
        first: Its first line.
        parts: The lines of its text.
        number: As printed.
        title: Its heading.
        actor: Its addressee.
        cell: The addressee that stands beside it or above its group, which counts before that of its sentence.
        asks: Whether it says who is to act or what is asked for.
        listed: Whether it has a number or is in a list.
        inner: The first line of a list in it.
    """

    first: Line
    parts: list[str]
    number: str | None
    title: str | None
    actor: str
    asks: bool
    listed: bool
    cell: str = ""
    inner: Line | None = None

    def row(self) -> Row:
        return Row("\n".join(self.parts), self.cell, self.number, self.title)


@dataclass(slots=True)
class Section:
    """The paragraphs under the heading, read.

    Attributes:
        rows: The recommendations.
        stems: The addressees of stems and headings above several of them.
        wishes: Whether any of them asks for something.
        left: The first words after the last recommendation.
        plain: Whether each of them asks for something, has a number or is in a list.
    """

    rows: list[Row] = field(default_factory=list)
    stems: list[str] = field(default_factory=list)
    wishes: bool = False
    left: str = ""
    plain: bool = False


def read_section(lines: Sequence[Line], names: Names) -> Section:
    """Reads the paragraphs under a heading of recommendations.

    Args:
        lines: The paragraphs, with wrapped lines joined.
        names: The register.
    """
    reading = _Reading(lines, names)
    found = reading.recommendations()
    plain = [i for i, one in enumerate(found) if one.asks or one.listed]
    end = plain[-1] + 1 if plain else len(found)
    left = found[end].parts[0] if end < len(found) else ""
    taken = found[:end]
    asked = any(one.asks for one in found)
    rows = with_cells([one.row() for one in taken], reading.is_name)
    rows = [replace(row, addressed_to=row.addressed_to or one.actor) for row, one in zip(rows, taken, strict=True)]
    return Section(rows, reading.stems, asked, left, bool(plain) and len(plain) == len(taken))


class _Reading:
    def __init__(self, lines: Sequence[Line], names: Names) -> None:
        self._lines = lines
        self._numbers = _numbered(lines)
        self._actors = Actors(names)
        self._openings: set[str] = set()  # of the further paragraphs of recommendations
        self._last = max((i for i, printed in enumerate(self._numbers) if printed), default=-1)
        self._above: bool | None = None  # whether labelled addressees stand above their recommendations
        self.stems: list[str] = []

    def is_name(self, text: str) -> bool:
        """True if words are the name of a body."""
        return self._actors.is_name(text)

    def recommendations(self) -> list[_Open]:
        found: list[_Open] = []
        stem, number, title, theme = Stem(), None, None, ""
        cell, label = "", False  # a labelled addressee, and a label whose addressee is on the next line
        fresh = True  # whether a stem, a heading or a number alone stands above, so that a new recommendation begins
        for i, (line, printed) in enumerate(zip(self._lines, self._numbers, strict=True)):
            if printed and (not printed.rest or (line.heading and not self._is_whole(i))):
                number, title, fresh = printed.number, printed.rest or None, True
                continue
            said = line.text.strip(" *_") if label and not printed else None if printed else labelled(line.text)
            label = said == ""
            if said is not None:
                if self._above is None:
                    self._above = not found or (fresh and number is not None)
                if self._above:
                    cell = _beside(cell, said)
                elif found:
                    found[-1].cell = _beside(found[-1].cell, said)
                fresh = True
                continue
            above = None if printed or self._holds_list(i) else self._actors.stem(line)
            if above is not None:
                stem, fresh = above, True
                theme = "" if line.heading else theme
                self.stems += [above.actor] if above.actor else []
                continue
            if not printed and not line.item and announces(line.text):
                continue
            if found and number is None and not printed and not line.heading and _is_planned(line.text):
                found[-1].parts.append(line.full)
                continue
            counted = printed is not None and printed.number[:1].isalpha()  # "Recommendation 2" is no such heading
            again = (line.heading or line.gap) and not (line.item or counted) and is_recommendations_heading(line.text)
            if not (again or counted or (printed and line.heading)) and self._heads_some(line, i, found):
                number, title, stem, theme, fresh = None, None, Stem(), line.text, True
                continue
            if again or (line.heading and not printed):
                break
            if found and not printed and not fresh and self._goes_on(found[-1], line, i):
                found[-1].parts.append(line.full)
                self._openings.add(_opening(line.text))
                continue
            found.append(self._opened(line, printed, stem, number, title or theme or None))
            found[-1].cell = cell or found[-1].cell
            number, title, fresh, cell = None, None, False, ""
        return found

    def _is_whole(self, at: int) -> bool:
        """True if a numbered heading is a recommendation itself: no words that ask for something are below it."""
        printed, below = self._numbers[at], self._lines[at + 1 : at + 2]
        if printed is None or _ASKS.search(printed.rest) is None or len(printed.rest.split()) < _FEWEST:
            return False
        return not below or below[0].heading or self._numbers[at + 1] is not None or not wishes(below[0].text)

    def _holds_list(self, at: int) -> bool:
        """True if a line is an item of a list that has a list of its own."""
        line, below = self._lines[at], self._lines[at + 1 : at + 2]
        return line.item and any(each.item and each.depth > line.depth for each in below)

    def _heads_some(self, line: Line, at: int, found: Sequence[_Open]) -> bool:
        """True if a line is the heading of a theme: numbered recommendations that count on follow it directly.

        The first heading may stand above a list without numbers as well; a later one ends the recommendations.
        """
        below = self._lines[at + 1 : at + 2]
        if line.heading and not found and below and below[0].item and wishes(below[0].text):
            return True
        if line.item or not (line.heading or line.gap) or at >= self._last or self._numbers[at + 1] is None:
            return False
        if line.heading:
            return True
        ended = not found or found[-1].parts[-1][-1:] in ".?!"
        short = len(line.text.split()) <= _LONGEST_THEME and line.text[-1:] not in ".?!;:,"
        return ended and short and line.text[:1].isupper() and self._lines[at + 1].gap

    def _opened(self, line: Line, printed: Printed | None, stem: Stem, number: str | None, title: str | None) -> _Open:
        text = _DASH.sub("", printed.rest, count=1) if printed else line.text
        actor = self._actors.actor(text)
        continued = actor is None and stem.continued_by(text, item=line.item)
        number = printed.number if printed else number
        asks = actor is not None or continued or wishes(text)
        listed = line.item or number is not None
        chapter = stem.actor if stem.heads else ""
        return _Open(line, [text], number, title, stem.actor if continued else actor or "", asks, listed, chapter)

    def _goes_on(self, one: _Open, line: Line, at: int) -> bool:
        """True if a line without a number of its own belongs to the recommendation before it."""
        listed = line.item or COUNTING.match(line.text) is not None
        if listed and one.inner is not None:
            if line.item and one.first.item and line.depth <= one.first.depth < one.inner.depth:
                return False
            return line.marker == one.inner.marker or line.depth > one.first.depth
        if listed and (line.depth > one.first.depth or (one.parts[0].endswith(":") and _differs(one.first, line))):
            one.inner = line
            return True
        if listed or not one.listed:
            return False
        if one.number is not None and (at < self._last or _opening(line.text) in self._openings - {""}):
            return True
        return goes_on([one.parts[-1]], line.text)


def _is_planned(text: str) -> bool:
    """True if a line gives after a label when a recommendation is to be met, or how far it is."""
    found = _LABELLED.match(text)
    return found is not None and is_planned(found["label"]) and _TASK.match(found["label"]) is None


def _opening(text: str) -> str:
    """The first two words of a paragraph, or its label; empty for one that begins as any sentence may."""
    found = _LABELLED.match(text)
    words = (found["label"] if found else text).casefold().split()[:2]
    return "" if words[:1] == ["the"] else " ".join(words)


def _beside(cell: str, said: str) -> str:
    return f"{cell} | {said}" if cell and said else cell or said


def _differs(first: Line, inner: Line) -> bool:
    return not first.item or first.marker != inner.marker


def _numbered(lines: Sequence[Line]) -> list[Printed | None]:
    """The numbers of the recommendations at line starts: not those of a list in one, nor figures in a sentence."""
    found = printed_numbers([line.full for line in lines])
    at = [i for i, printed in enumerate(found) if printed]
    chain = {at[i] for i in likely_chain([p for p in found if p], [True] * len(at))}
    if len(chain) == 1 and not any(
        (p := found[i]) and (p.key[-1] == (0, 1) or not p.number.isdecimal()) for i in chain
    ):
        return [None] * len(lines)
    return [printed if i in chain else None for i, printed in enumerate(found)]
