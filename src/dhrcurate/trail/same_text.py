"""When a text holds the same words as a reader sees them, however they are spelled in characters.

Case, the shape of an apostrophe, a hyphen or a space, signs without width, and where a line ends say nothing. Accents,
letters of other alphabets that look alike, and spelling do.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

_APOSTROPHES = "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1fef"
_APOSTROPHES += "\u1ffd\u1ffe\u2018\u2019\u201b\u2032\u2035\u275b\u275c\ua78b\ua78c\uff07\uff40"
_HYPHENS = "\u02d7\u2043\u2212\u2796"
"""Beside those that Unicode calls dashes."""

_SOFT_HYPHEN, _UNSEEN = "\u00ad", "\u200b"
_BLANKS = (
    (0x034F, 0x034F),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x2065, 0x2065),
    (0x2800, 0x2800),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8),
    (0x1D159, 0x1D159),
    (0xE0000, 0xE0FFF),
)
"""What shows nothing although it is no format character: joiners, fillers, and the selectors of a glyph's variant."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")

_LINE_ENDS = r"\n\v\f\r\x1c-\x1e\x85\u2028\u2029"
_AT_LINE_END = re.compile(rf"[-\u00ad]\s*?[{_LINE_ENDS}]\s*")
"""A hyphen behind which a line or a page ends: of a word that is divided there, or one that is written with it."""

_GAP = re.compile(rf"[-\s{_SOFT_HYPHEN}{_UNSEEN}]+")
_NOTHING = frozenset({""})


@dataclass(frozen=True)
class Gap:
    """The characters between two letters of a text that show no sign but a hyphen or a space.

    Attributes:
        readings: What a reader may see there: nothing, a space, a hyphen, or both.
    """

    readings: frozenset[str] = _NOTHING

    @property
    def divides(self) -> bool:
        """True if a word may end there."""
        return self.readings != _NOTHING

    @property
    def may_be_hyphen(self) -> bool:
        """True if a hyphen may stand there."""
        return any("-" in reading for reading in self.readings)

    @property
    def is_hyphen(self) -> bool:
        """True if a hyphen stands there."""
        return all("-" in reading for reading in self.readings)


_NO_GAP = Gap()


class Read:
    """A text as it is read: its letters and other signs, and the gaps between them.

    Args:
        text: The text.
    """

    def __init__(self, text: str) -> None:
        self._folded = _folded(text)
        self.signs = _GAP.sub("", self._folded)

    @cached_property
    def _gaps(self) -> dict[int, Gap]:
        found: dict[int, Gap] = {}
        passed = 0
        for gap in _GAP.finditer(self._folded):
            found[gap.start() - passed] = _read(gap[0])
            passed += len(gap[0])
        return found

    @cached_property
    def _places(self) -> list[int]:
        return list(self._gaps)

    def gap(self, place: int) -> Gap:
        """The gap before the sign at a place."""
        return self._gaps.get(place, _NO_GAP)

    def gaps_between(self, start: int, end: int) -> Iterator[int]:
        """The places of the gaps between the signs from one place to another."""
        for at in range(bisect_right(self._places, start), bisect_left(self._places, end)):
            yield self._places[at]


def shows(text: str) -> bool:
    """True if a text shows a reader more than hyphens and spaces, so that it can be looked for."""
    return bool(Read(text).signs)


@dataclass(frozen=True)
class Sought:
    """A text that is looked for.

    Attributes:
        signs: Its letters and other signs; empty if there is nothing to look for.
        gaps: The gaps between them, each with its place.
        hyphens: Whether a hyphen stands before and behind them.
    """

    signs: str
    gaps: frozenset[tuple[int, Gap]] = frozenset()
    hyphens: tuple[bool, bool] = (False, False)

    @classmethod
    def of(cls, text: str) -> Sought:
        """What is looked for, as it was written."""
        read = Read(text)
        end = len(read.signs)
        inner = frozenset((place, read.gap(place)) for place in read.gaps_between(0, end))
        return cls(read.signs, inner, (read.gap(0).is_hyphen, read.gap(end).is_hyphen))

    def stands_in(self, read: Read) -> bool:
        """True if it stands in a text as whole words or numbers."""
        return any(self._is_read_at(read, at) and self._as_words(read, at) for at in self._found(read))

    def is_all_of(self, read: Read) -> bool:
        """True if a text is this and no more."""
        return read.signs == self.signs and self.stands_in(read)

    def _found(self, read: Read) -> Iterator[int]:
        at = read.signs.find(self.signs)
        while at >= 0:
            yield at
            at = read.signs.find(self.signs, at + 1)

    def _is_read_at(self, read: Read, at: int) -> bool:
        """True if the same gaps are there, or may be."""
        ours = self._by_place
        return all(
            ours.get(place - at, _NO_GAP).readings & read.gap(place).readings
            for place in read.gaps_between(at, at + len(self.signs))
        ) and all(gap.readings & read.gap(at + place).readings for place, gap in self.gaps)

    @cached_property
    def _by_place(self) -> dict[int, Gap]:
        return dict(self.gaps)

    def _as_words(self, read: Read, at: int) -> bool:
        """True if it is not merely a part of longer words or numbers there."""
        end = at + len(self.signs)
        before, behind = read.gap(at), read.gap(end)
        if (self.hyphens[0] and not before.may_be_hyphen) or (self.hyphens[1] and not behind.may_be_hyphen):
            return False
        begins = not at or before.divides or not _is_joined(read.signs[at - 1], read.signs[at])
        return begins and (
            end == len(read.signs) or behind.divides or not _is_joined(read.signs[end - 1], read.signs[end])
        )


def _is_joined(one: str, next_one: str) -> bool:
    """True if no word ends between two characters. Scripts without capitals may write words without a space."""
    if one.isdecimal() or next_one.isdecimal():
        return one.isdecimal() and next_one.isdecimal()  # the number of a footnote may follow a name at once
    return one.lower() != one.upper() and next_one.lower() != next_one.upper()


def _folded(text: str) -> str:
    """A text without case, with compatible characters alike (NFKC), and each kind of sign in one shape."""
    if text.isascii() and not _CONTROL.search(text):
        return text.lower().replace("`", "'")
    text = unicodedata.normalize("NFKC", text.translate(_shapes()))  # some apostrophes are a space and an accent in it
    if _UNSEEN in text or _SOFT_HYPHEN in text:  # which may stand between a letter and its accent
        text = unicodedata.normalize("NFKC", _unseen_before_accent().sub(r"\2\1", text))
    text = unicodedata.normalize("NFKC", text.casefold())
    text = unicodedata.normalize("NFKC", text.casefold().replace("\u0131", "i").replace("i\u0307", "i"))
    return text.translate(_shapes())


@lru_cache(4096)
def _read(gap: str) -> Gap:
    """The readings of a gap, which may be long: the expressions here take time in proportion to that."""
    bare = gap.replace(_UNSEEN, "")
    written = {bare, *(_AT_LINE_END.sub(hyphen, bare) for hyphen in ("", "-"))}
    written |= {one.replace(_SOFT_HYPHEN, hyphen) for one in (gap, *written) for hyphen in ("", "-", " ")}
    seen = (one.replace(_UNSEEN, unseen) for one in written for unseen in ("", " "))
    return Gap(frozenset(re.sub(r"-+", "-", re.sub(r"\s+", " ", one.replace(_SOFT_HYPHEN, ""))) for one in seen))


@cache
def _shapes() -> dict[int, str]:
    """The one shape of each apostrophe, hyphen and sign without width."""
    unseen = [code for first, last in _BLANKS for code in range(first, last + 1)]
    dashes: list[int] = []
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        if category == "Pd":
            dashes.append(code)
        elif category in ("Cf", "Cc") and not chr(code).isspace() and chr(code) != _SOFT_HYPHEN:
            unseen.append(code)
    one_hyphen = dict.fromkeys([*dashes, *map(ord, _HYPHENS)], "-")
    return dict.fromkeys(map(ord, _APOSTROPHES), "'") | one_hyphen | dict.fromkeys(unseen, _UNSEEN)


@cache
def _unseen_before_accent() -> re.Pattern[str]:
    accents = "".join(chr(code) for code in range(sys.maxunicode + 1) if unicodedata.combining(chr(code)))
    unseen = f"[{_UNSEEN}{_SOFT_HYPHEN}]"
    return re.compile(f"(?<!{unseen})({unseen}++)([{accents}]+)")  # each run is looked at once
