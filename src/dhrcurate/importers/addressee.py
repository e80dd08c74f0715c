"""Where the addressed-to cell starts in a line whose cells have run together.

Nothing separates the cells, so all that speaks for a place is weighed: the register knows the name; other lines of the
page end with the same name; it stands elsewhere in the text; a sentence ends before it; it looks like a name. Where too
little speaks for any place the cell is taken to be empty: a finding then says so, and no word of the text is lost.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dhrcurate.domain.agency import Agency, Context, Decision, Names
from dhrcurate.importers.tails import Boundary, Tail, folded, shape, tails

_DOUBT = 3.0
"""What must at least speak for a place."""
_GENERIC = frozenset({"relative", "anonymised", "collective", "role", "meeting"})
"""Kinds of register entries whose names are also ordinary words of a text."""
_LIST = re.compile(r"\s*(?:[|;,/\n]|(?<!\w)(?:and|&)(?!\w))\s*")
_BAR = re.compile(r"\s*\|\s*")
_ACTING = re.compile(r"\s+(?:to|should|must|shall|will|needs?|has|have|is|are)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A line to take apart.

    Attributes:
        text: Its words.
        breaks: Where in it the page itself begins a new line.
    """

    text: str
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Parted:
    """A line taken apart.

    Attributes:
        text: What stands before the addressed-to cell.
        addressed_to: The cell; empty where it cannot be told.
        sure: Whether each name in it is that of a body in the register or one with which several lines end.
    """

    text: str
    addressed_to: str
    sure: bool = False


class Addressees:
    """What a page tells about whom its lines are addressed to.

    Args:
        lines: The page's lines, each a recommendation with its addressed-to cell at the end.
        names: The register.
        csp: The review's area or partnership.
    """

    def __init__(self, lines: Sequence[Line], names: Names, csp: str | None = None) -> None:
        self._names = names
        self._context = Context(csp=csp)
        self._area = folded(csp).split(" ")[0] if csp else ""
        self._text = "\n".join(line.text for line in lines)
        self._seen: dict[str, dict[str, Boundary]] = defaultdict(dict)
        self._known: dict[str, float] = {}
        self._found: frozenset[str] = frozenset()
        for line in lines:
            for tail in tails(_split_bars(line.text)[0], line.breaks):
                if tail.boundary.clean:
                    self._seen[tail.key][tail.before] = tail.boundary
        self._found = frozenset(self._plainly_found(lines))

    def _plainly_found(self, lines: Sequence[Line]) -> Iterator[str]:
        """Names that a line plainly ends with, so that they count as known where another line is less plain."""
        for line in lines:
            tail, weight, bars = self._best(line)
            if tail is not None and weight > _DOUBT + 0.5 and tail.boundary.clean and not bars:
                yield tail.key

    def _best(self, line: Line) -> tuple[Tail | None, float, bool]:
        head, rest = _split_bars(line.text)
        options = list(tails(head, line.breaks))
        weighed = [(self._weight(option, options), option) for option in options]
        weight, tail = max(weighed, key=lambda pair: pair[0], default=(0.0, None))
        return tail, weight, bool(rest)

    def part(self, line: Line) -> Parted:
        """Takes a line apart."""
        tail, weight, bars = self._best(line)
        if tail is None or weight <= _DOUBT - (2.0 if bars else 0.0):
            return Parted(line.text, "")
        cell = line.text[tail.start :].strip()
        return Parted(line.text[: tail.start].rstrip(), cell, sure=all(map(self.knows, _BAR.split(cell))))

    def knows(self, name: str) -> bool:
        """Whether a whole name is that of a body in the register, or one with which several lines of the page end."""
        return self._knows(name) >= 4 or (folded(name) in self._found and len(self._seen[folded(name)]) > 1)

    def heard_of(self, cell: str) -> bool:
        """Whether each name in a cell is one that the register or another line of the page has."""
        return bool(cell) and all(self._knows(n) > 0 or folded(n) in self._found for n in _BAR.split(cell))

    def begins(self, part: str) -> bool:
        """Whether the end of some line is a longer name that begins with this one, as after a cut."""
        key = folded(part)
        return bool(key) and any(name.startswith(key) and name != key for name in self._found)

    def _weight(self, tail: Tail, options: Sequence[Tail]) -> float:
        looks = shape(tail.name)
        if tail.boundary is Boundary.NONE or looks is None:
            return -9.0
        known = max(self._knows(tail.name), 3.0 if tail.key in self._found else 0.0)
        if not known and tail.boundary.value >= Boundary.SENTENCE.value and self._fused(tail.name):
            known = 4.0
        repeats = self._repeats(tail)
        if tail.name[0].islower() and not (tail.boundary.value >= Boundary.SENTENCE.value and (known or repeats)):
            return -9.0
        if tail.boundary is Boundary.CAPITAL:
            looks -= self._doubt(tail, options, known=known, repeats=repeats)
        if known == 0 and looks > 0 and tail.boundary.clean and " " in tail.name:
            known = 2.0 if self._matches(tail.name) else 0.0
        near = 0.5 if self._area and tail.key.startswith(self._area) else 0.0
        place = float(tail.boundary.value)
        return place + looks + known + repeats + self._spoken_of(tail.name) + near

    def _doubt(self, tail: Tail, options: Sequence[Tail], *, known: float, repeats: float) -> float:
        """How much speaks against a name after a word with a capital letter, of which it might be the end only."""
        one_word = " " not in tail.name
        longer = [option for option in options if option.start < tail.start]
        if not repeats and any(o.boundary is Boundary.NONE and self._knows(o.name) for o in longer):
            return 9.0  # the text's last sentence speaks of that longer name, and the cell is empty
        if one_word and any(self._knows(o.name) >= 4 or (o.boundary.clean and shape(o.name)) for o in longer):
            return 6.0
        ordinary = known < 3 or (one_word and not tail.name.isupper())
        return 2.0 if not repeats and ordinary and not tail.name.startswith("All ") else 0.0

    def _knows(self, name: str) -> float:
        key = folded(name)
        if key not in self._known:
            self._known[key] = self._looked_up(name)
        return self._known[key]

    def _looked_up(self, name: str) -> float:
        """5 for a list of known names, 4 for a body's, 2 for one that is also an ordinary word, 0 for none."""
        if entries := self._named(name):
            return 2.0 if all(entry.kind in _GENERIC for entry in entries) else 4.0
        parts = [part for part in _LIST.split(name) if part]
        return 5.0 if len(parts) > 1 and all(map(self._named, parts)) else 0.0

    def _named(self, name: str) -> Sequence[Agency]:
        """The register's entries of that name; a word in small letters is no acronym."""
        entries = self._names.named(" ".join(name.split()))
        if " " in name or name.isupper():
            return entries
        return [e for e in entries if name.casefold() in {n.casefold() for n in (e.name, *(a.name for a in e.aliases))}]

    def _fused(self, name: str) -> bool:
        """Whether it is several known names with only blanks between."""
        words = name.split()
        at = 0
        while at < len(words):
            ends = range(len(words), at, -1)
            at = next((end for end in ends if self._named(" ".join(words[at:end]))), 0)
            if not at:
                return False
        return True

    def _matches(self, name: str) -> bool:
        return self._names.suggest(" ".join(name.split()), self._context, 1).decision is Decision.MATCH

    def _repeats(self, tail: Tail) -> float:
        """How much other lines that end with the name speak for it: each that differs in the word before it counts."""
        others = [b for before, b in self._seen.get(tail.key, {}).items() if before != tail.before]
        return min(3.6, sum(1.2 if b.value >= Boundary.SENTENCE.value else 1.0 for b in others))

    def _spoken_of(self, name: str) -> float:
        """Whether the page's texts name it too, most of all as somebody who is to act."""
        if len(name) < 4:
            return 0.0
        weight = 0.0
        at = self._text.find(name)
        while at >= 0 and weight < 2:
            end = at + len(name)
            after = self._text[end : end + 12]
            before = self._text[max(0, at - 40) : at]
            apart = not (before[-1:].isalnum() or after[:1].isalnum() or _goes_on(before))
            if apart and after[:1] not in {"", "\n"}:
                weight = max(weight, 2.0 if _ACTING.match(after) else 1.0 if " " in name else 0.0)
            at = self._text.find(name, end)
        return weight


def _goes_on(before: str) -> bool:
    """Whether a name may have begun with the last word before it."""
    word = before.split(" ")[-2:][0] if before.endswith(" ") else ""
    return word[:1].isupper() and word not in {"The", "That"} and word[-1:] not in ".:;"


def _split_bars(text: str) -> tuple[str, str]:
    """What stands before the first `|` of the cell, and the rest from there; the text itself may hold one too."""
    pieces = _BAR.split(text)
    first = len(pieces)
    while first > 1 and shape(pieces[first - 1] or "x") is not None:
        first -= 1
    if first == len(pieces):
        return text, ""
    at = [m.start() for m in _BAR.finditer(text)][first - 1]
    return text[:at], text[at:]
