"""Where the addressed-to cell starts in a line whose cells have run together.

Nothing separates the cells, so all that speaks for a place is weighed: the register knows the name; other lines of the
page end with the same name; it stands elsewhere in the text; a sentence ends before it; it looks like a name. Where too
little speaks for any place the cell is taken to be empty: a finding then says so, and no word of the text is lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from dhrcurate.domain.agency import Agency, Context, Decision, Names
from dhrcurate.importers.flat.places import Places
from dhrcurate.importers.wording.tails import Boundary, Tail, folded, shape, tails
from dhrcurate.importers.words import FOLLOWERS, HEADS

_ENOUGH = 50
"""How many mentions of a name in the texts are looked at."""
_DOUBT = 3.0
"""The least evidence for a place."""
_LITTLE = 0.9
"""The least evidence for a place on a page where every line seems to have an addressee."""
_REPEATED = 3.6
"""How much the same name at the ends of other lines can speak for it."""
_LOOKED_UP = 500
"""How many names of a page are compared with the register's where none is alike; the others count as unknown."""
_APART = 1.0
"""By how much the best place must then outweigh the next."""
_GENERIC = frozenset({"relative", "anonymised", "collective", "role", "meeting"})
"""Kinds of register entries whose names are also ordinary words of a text."""
_LIST = re.compile(r"[|;,/\n]|(?<!\w)(?:and|&)(?!\w)")
_IN_SENTENCES = frozenset({"with", "to", "by", "in", "on", "at"})
_OF_BODY = re.compile(r"(?P<part>[^()]+?) \((?P<body>[^()]+)\)")
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
        addressed_to: The cell; empty if it cannot be told.
        sure: Whether each name in it is that of a body in the register or one with which several lines end.
    """

    text: str
    addressed_to: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Best:
    """The likeliest place of a line's cell, the evidence for it, its lead over the next, and its bars."""

    tail: Tail | None
    weight: float
    apart: float
    rest: str


class Addressees:
    """The evidence on a page of its lines' addressees.

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
        self._spoken: dict[str, float] = {}
        self._parts: dict[str, bool] = {}
        self._bests: dict[Line, _Best] = {}
        self._found: Counter[str] = Counter()
        self._full = False
        self._asked = 0
        for line in lines:
            head, rest = _split_bars(line.text)
            for tail in tails(head, line.breaks):
                if tail.boundary.clean:
                    self._seen[tail.key][tail.before] = tail.boundary
            for name in filter(None, _bodies(rest)):
                self._seen[folded(name)]["|"] = Boundary.SENTENCE
        self._found = Counter(self._plainly_found(lines))
        self._bests.clear()
        self._full = self._without_gaps(lines)

    def _plainly_found(self, lines: Sequence[Line]) -> Iterator[str]:
        """Names that a line plainly ends with, so that they count as known where another line is less plain."""
        for line in lines:
            best = self._best(line)
            yield from (folded(name) for name in _bodies(best.rest) if name)
            if best.tail is not None and best.weight > _DOUBT + 0.5 and best.tail.boundary.clean and not best.rest:
                yield best.tail.key

    def _without_gaps(self, lines: Sequence[Line]) -> bool:
        """True if all lines of the page seem to have an addressee, most of them plainly."""
        weights = [self._best(line).weight for line in lines]
        plain = sum(weight > _DOUBT for weight in weights)
        return len(lines) > 3 and min(weights) > _LITTLE and plain >= 0.8 * len(lines)

    def _best(self, line: Line) -> _Best:
        if line not in self._bests:
            self._bests[line] = self._weighed(line)
        return self._bests[line]

    def _weighed(self, line: Line) -> _Best:
        head, rest = _split_bars(line.text)
        options = list(tails(head, line.breaks))
        weighed = sorted(((self._weight(option, options), -option.start, option) for option in options), reverse=True)
        if not weighed:
            return _Best(None, 0.0, 0.0, rest)
        return _Best(weighed[0][2], weighed[0][0], weighed[0][0] - weighed[1][0] if weighed[1:] else 9.0, rest)

    def part(self, line: Line) -> Parted:
        """Takes a line apart."""
        best = self._best(line)
        if best.tail is None or not self._is_told(best, best.tail):
            return Parted(line.text, "")
        start = best.tail.start
        cell = line.text[start:].strip()
        return Parted(line.text[:start].rstrip(), cell, sure=all(map(self.knows, _bodies(cell))))

    def _is_told(self, best: _Best, tail: Tail) -> bool:
        """True if enough speaks for the best place."""
        half = tail.boundary is Boundary.CAPITAL and not self.heard_of(tail.name)  # perhaps the end of a longer name
        if best.weight > _DOUBT - (2.0 if best.rest else 0.0):
            return best.apart >= _APART or not half
        return self._full and best.weight > _LITTLE and best.apart >= _APART and not half

    def knows(self, name: str) -> bool:
        """True if a whole name is in the register, or several lines of the page end with it."""
        return self._knows(name) >= 4 or self._found[folded(name)] > 1

    def is_body(self, name: str) -> bool:
        """True if words are the name of a body in the register, of several, or of one and a part of it."""
        return self.knows(name) or (name.rsplit(maxsplit=1)[-1][:1].isupper() and self._is_part(name))

    def heard_of(self, cell: str) -> bool:
        """True if each name in a cell is one that the register or another line of the page has."""
        return bool(cell) and all(self._knows(n) > 0 or folded(n) in self._found for n in _bodies(cell))

    def confirms(self, cell: str) -> bool:
        """True if each name in the cell of one line is one that the register or the end of another line has."""
        return all(self._knows(name) > 0 or self._found[folded(name)] > 1 for name in _bodies(cell))

    def begins(self, part: str) -> bool:
        """True if the end of some line is a longer name that begins with this one, as after a cut."""
        key = folded(part)
        return bool(key) and any(name.startswith(key) and name != key for name in self._found)

    def _weight(self, tail: Tail, options: Sequence[Tail]) -> float:
        looks = shape(tail.name)
        if looks is None and tail.name[-1].isalnum() and self._knows(tail.name) >= 4:
            looks = 1.5
        if tail.boundary is Boundary.NONE or looks is None:
            return -9.0
        known = max(self._knows(tail.name), 3.0 if tail.key in self._found else 0.0)
        if not known and tail.boundary.value >= Boundary.SENTENCE.value and self._fused(tail.name):
            known = 4.0
        if not known and self._is_part(tail.name):
            known = 3.0
        repeats = self._repeats(tail)
        if tail.name[0].islower() and not self._in_small_letters(tail, known=known, repeats=repeats):
            return -9.0
        place = tail.boundary
        if place is Boundary.CAPITAL and self._follows_name(tail, options):
            place = Boundary.PHRASE
        elif place is Boundary.CAPITAL:
            looks -= self._doubt(tail, options, known=known, repeats=repeats)
        if known == 0 and looks > 0 and tail.boundary.clean and " " in tail.name:
            known = 2.0 if self._matches(tail.name) else 0.0
        near = 0.5 if self._area and tail.key.startswith(self._area) else 0.0
        return float(place.value) + looks + known + repeats + self._spoken_of(tail.name) + near

    def _in_small_letters(self, tail: Tail, *, known: float, repeats: float) -> bool:
        """True if a name that begins with a small letter is one: after a sentence, or as "the Panel" time and again."""
        if tail.boundary.value >= Boundary.SENTENCE.value:
            return bool(known or repeats)
        return repeats >= 2 and tail.name.startswith("the ") and tail.name[4].isupper()

    def _follows_name(self, tail: Tail, options: Sequence[Tail]) -> bool:
        """True if a known name before it continues the text, so that both are whole."""
        if tail.name.split(maxsplit=1)[0].casefold() in FOLLOWERS:
            return False
        longer = [option for option in options if option.start < tail.start]
        between = [(o, o.name[: tail.start - o.start].strip()) for o in longer if o.boundary is Boundary.NONE]
        return any(" " in name and self._knows(name) >= 4 and not self._knows(o.name) for o, name in between)

    def _doubt(self, tail: Tail, options: Sequence[Tail], *, known: float, repeats: float) -> float:
        """How much speaks against a name after a word with a capital letter, of which it might be the end only."""
        one_word = " " not in tail.name
        longer = [option for option in options if option.start < tail.start]
        if not repeats and any(o.boundary is Boundary.NONE and self._knows(o.name) for o in longer):
            return 9.0  # the text's last sentence speaks of that longer name, and the cell is empty
        if not repeats and any(o.boundary is not Boundary.NONE and self._knows(o.name) >= 4 for o in longer):
            return 6.0
        if any(self._is_whole(o, o.name[: tail.start - o.start].strip()) for o in longer):
            return 2.0 if tail.key in self._found else 4.0
        if one_word and any(self._knows(o.name) >= 4 or (o.boundary.clean and shape(o.name)) for o in longer):
            return 6.0
        if known < 3 and any(entry.kind == "relative" for entry in self._named(tail.name)):
            return 4.0  # most bodies of that kind have its name at the end of theirs
        ordinary = known < 3 or (one_word and not tail.name.isupper())
        return 2.0 if not repeats and ordinary and not tail.name.startswith("All ") else 0.0

    def _is_whole(self, longer: Tail, begun: str) -> bool:
        """True if a longer name begins plainly, and not with words that end a text: an acronym, or a known name."""
        words = begun.split()
        if not longer.boundary.clean or (shape(longer.name) or 0.0) < 2.5 or len(words) > 2:
            return False
        ends = begun.isupper() or words[-1].lower() in HEADS or self._knows(begun) >= 4 or folded(begun) in self._found
        return all(word[0].isupper() for word in words) and not ends

    @cached_property
    def _places(self) -> Places:
        return Places(self._text)

    def _knows(self, name: str) -> float:
        key = folded(name)
        if key not in self._known:
            self._known[key] = self._looked_up(name)
        return self._known[key]

    def _looked_up(self, name: str) -> float:
        """5 for a list of known names, 4 for one, 2 for one that is also an ordinary word, 0 for none."""
        if entries := self._named(name):
            return 2.0 if all(entry.kind in _GENERIC for entry in entries) else 4.0
        parts = [part.strip() for part in _LIST.split(name) if part.strip()]
        return 5.0 if len(parts) > 1 and all(map(self._named, parts)) else 0.0

    def _is_part(self, name: str) -> bool:
        if name not in self._parts:
            self._parts[name] = self._is_part_of_known(name)
        return self._parts[name]

    def _is_part_of_known(self, name: str) -> bool:
        """True if it is a known agency's name with that of a part of it: "Housing (Northwold Council)"."""
        whole = _OF_BODY.fullmatch(name)
        if whole:
            return self._is_body(whole["body"]) and shape(whole["part"]) is not None
        words = name.split()
        cuts = range(2, min(len(words), 10))
        if shape(name) is None or not _IN_SENTENCES.isdisjoint(words):
            return False
        return any(self._is_body(" ".join(words[:i]).rstrip(" ,–-")) for i in cuts) or any(
            words[-i - 1].lower() in HEADS and self._is_body(" ".join(words[-i:])) for i in cuts
        )

    def _is_body(self, name: str) -> bool:
        return " " in name and any(entry.kind not in _GENERIC for entry in self._named(name))

    def _named(self, name: str) -> Sequence[Agency]:
        """The register's entries of that name; a word in small letters is not an acronym."""
        entries = self._names.named(" ".join(name.split()))
        if " " in name or name.isupper():
            return entries
        return [e for e in entries if name.casefold() in {n.casefold() for n in (e.name, *(a.name for a in e.aliases))}]

    def _fused(self, name: str) -> bool:
        """True if it is several known names with only blanks between."""
        words = name.split()
        at = 0
        while at < len(words):
            ends = range(len(words), at, -1)
            at = next((end for end in ends if self._named(" ".join(words[at:end]))), 0)
            if not at:
                return False
        return True

    def _matches(self, name: str) -> bool:
        self._asked += 1
        return (
            self._asked <= _LOOKED_UP
            and self._names.suggest(" ".join(name.split()), self._context, 1).decision is Decision.MATCH
        )

    def _repeats(self, tail: Tail) -> float:
        """How much other lines that end with the name speak for it: each that differs in the word before it counts."""
        total = 0.0
        for before, boundary in self._seen.get(tail.key, {}).items():
            if before != tail.before:
                total += 1.2 if boundary.value >= Boundary.SENTENCE.value else 1.0
            if total > _REPEATED:
                break
        return min(_REPEATED, total)

    def _spoken_of(self, name: str) -> float:
        """True if the page's texts name it too, most of all as somebody who is to act."""
        if name not in self._spoken:
            self._spoken[name] = max(self._mentions(name), default=0.0) if len(name) > 3 else 0.0
        return self._spoken[name]

    def _mentions(self, name: str) -> Iterator[float]:
        """The evidence of the texts that name it, up to the first in which it is to act."""
        places = (at for at in self._places.of(name) if self._text.startswith(name, at))
        for at in islice(places, _ENOUGH):
            end = at + len(name)
            after = self._text[end : end + 12]
            before = self._text[max(0, at - 40) : at]
            apart = not (before[-1:].isalnum() or after[:1].isalnum() or _goes_on(before))
            if apart and after[:1] not in {"", "\n"}:
                if _ACTING.match(after):
                    yield 2.0
                    return
                yield 1.0 if " " in name else 0.0


def _goes_on(before: str) -> bool:
    """True if a name may have begun with the last word before it."""
    word = before.split(" ")[-2:][0] if before.endswith(" ") else ""
    return word[:1].isupper() and word not in {"The", "That"} and word[-1:] not in ".:;"


def _bodies(cell: str) -> list[str]:
    """The parts of a cell between bars."""
    return [part.strip() for part in cell.split("|")]


def _split_bars(text: str) -> tuple[str, str]:
    """The part before the first `|` of the cell, and the rest; the text itself may have one too."""
    pieces = text.split("|")
    first = len(pieces)
    while first > 1 and shape(pieces[first - 1].strip() or "x") is not None:
        first -= 1
    if first == len(pieces):
        return text, ""
    head = "|".join(pieces[:first])
    return head.rstrip(), text[len(head) :]
