"""One recommendation of a later extraction, what the earlier one said, and what a curator made of that: field by field.

What only the later extraction changed is taken; what only the curator changed stays; what both changed alike is done;
what they changed differently stays as it is, with a conflict beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dhrcurate.curation.operations.lapsing import lapse
from dhrcurate.domain.edit import Data
from dhrcurate.domain.extraction import CONFLICTS, agree, is_open, squeezed
from dhrcurate.domain.wording import words_of, words_of_row

CELL = "addressed_to"
FIELDS = ("number", "title", "text", CELL)
"""The fields that an extraction states and a curator may correct."""
_WORDING = ("title", "text")


class Side(Enum):
    """Whose value a field gets."""

    OURS = "ours"
    """It stays; the later extraction says nothing new about it."""
    THEIRS = "theirs"
    ALIKE = "alike"
    """Both say the same."""
    BOTH = "both"
    """They disagree: it stays, and a conflict stands beside it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of a recommendation.

    Attributes:
        row: The recommendation after the update.
        taken: The fields that the later extraction changed.
        raised: Those about which a conflict was raised now.
        met: Those about which one was open before, and is still.
        lapsed: The decision that lapsed, empty if none did.
        fell: The agencies that were those of another cell.
    """

    row: dict[str, Any]
    taken: tuple[str, ...] = ()
    raised: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    lapsed: str = ""
    fell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sides:
    """What each side says of a recommendation."""

    base: Data
    ours: Data
    theirs: Data
    unknown: frozenset[str]
    applies: bool

    def whose(self) -> dict[str, Side]:
        """Whose value each field gets."""
        each = {name: self._whose(name) for name in FIELDS}
        return each | self._wording(each)

    def _whose(self, name: str) -> Side:
        base, ours, theirs = (squeezed(row.get(name)) for row in (self.base, self.ours, self.theirs))
        if ours == theirs:
            return Side.ALIKE
        if name in self.unknown:
            return Side.BOTH
        if theirs == base:
            return Side.OURS
        return Side.THEIRS if ours == base and (self.applies or name == "number") else Side.BOTH

    def _wording(self, each: Mapping[str, Side]) -> dict[str, Side]:
        """Whose title and text these are, where not each by itself: a heading that was set apart changes no words.

        And where both changed the words, no heading is taken by itself while the text that it came from stays.
        """
        if all(each[name] in (Side.OURS, Side.ALIKE) for name in _WORDING):
            return {}
        known = self.unknown.isdisjoint(_WORDING)
        corrected = not known or any(self._differs(self.base, name) for name in _WORDING)
        if corrected and same_words(self.theirs, self.ours):
            return dict.fromkeys(_WORDING, Side.ALIKE)
        if not known:
            return {}
        if corrected and same_words(self.theirs, self.base):
            return dict.fromkeys(_WORDING, Side.OURS)
        if Side.BOTH in (each["title"], each["text"]) and _moved(self.base, self.theirs):
            return {name: Side.BOTH for name in _WORDING if self._differs(self.theirs, name)}
        return {}

    def _differs(self, other: Data, name: str) -> bool:
        return not agree(self.ours.get(name), other.get(name))


def merged(
    base: Data,
    ours: Data,
    theirs: Data,
    *,
    by: str,
    unknown: frozenset[str] = frozenset(),
    applies: bool = True,
    extractions: Collection[str] | None = None,
) -> Merged:
    """Merges what a later extraction says of a recommendation into it.

    Args:
        base: What the earlier extraction said.
        ours: The recommendation as it is.
        theirs: What the later extraction says.
        by: The later extraction's id.
        unknown: The fields of which it is not known what the earlier one said.
        applies: Whether what only the later one changed is taken; else it is a conflict too, but for a number, as where
            a recommendation is only a part of a row.
        extractions: The ids of all extractions; a conflict by anything else is a curator's, whose words came back in an
            export, and no extraction settles it. `None` if all are by extractions.
    """
    base, theirs = lifted(base, theirs, ours.get("title"))
    whose = _Sides(base, ours, theirs, unknown, applies).whose()
    row = dict(ours)
    taken = tuple(name for name, side in whose.items() if side is Side.THEIRS)
    for name in taken:
        put(row, name, theirs.get(name))
    before = [(one, extractions is None or one.get("by") in extractions) for one in ours.get(CONFLICTS, ())]
    earlier = {str(one["field"]): one for one, is_theirs in before if is_theirs}
    own = [one for one, is_theirs in before if not is_theirs and is_open(row, one)]
    disputed = [name for name, side in whose.items() if side is Side.BOTH]
    raised = tuple(name for name in disputed if not stands(earlier.get(name), theirs.get(name)))
    left = [name for name in earlier if whose.get(name, Side.OURS) is Side.OURS and is_open(ours, earlier[name])]
    met = (*left, *(name for name in disputed if name not in raised))
    conflicts = [*own, *(earlier[name] for name in met)] + [conflict(name, theirs.get(name), by) for name in raised]
    put(row, CONFLICTS, conflicts or None)
    lapsed = lapse(row, ours)
    fell = () if row.get("agencies") else tuple(map(str, ours.get("agencies") or ()))
    met = (*(str(one["field"]) for one in own), *met)
    return Merged(row, taken, raised, met, lapsed, fell)


def same_words(one: Data, other: Data) -> bool:
    """True if two rows have the same words, title and text as one."""
    return words_of_row(one) == words_of_row(other)


def lifted(base: Data, theirs: Data, title: str | None) -> tuple[Data, Data]:
    """Both extractions with the heading set apart that a curator set apart, where both begin with it."""
    rows = [_with_heading(row, title) for row in (base, theirs)] if title else []
    one, other = rows or (None, None)
    return (base, theirs) if one is None or other is None else (one, other)


def _with_heading(row: Data, title: str) -> Data | None:
    text = str(row.get("text") or "").lstrip()
    rest = text[len(title) :].lstrip()
    return {**row, "title": title, "text": rest} if not row.get("title") and text.startswith(title) and rest else None


def _moved(base: Data, theirs: Data) -> bool:
    """True if words of the earlier row's text are the title of the later one, or the other way round."""
    titles, texts = ([words_of(row.get(name) or "") for row in (base, theirs)] for name in _WORDING)
    return any(
        title and title != other and text[: len(title)] == title
        for title, other, text in ((titles[1], titles[0], texts[0]), (titles[0], titles[1], texts[1]))
    )


def put(row: dict[str, Any], name: str, value: Any) -> None:
    """Gives a field of a recommendation a value; without one it goes, or is empty if it is required."""
    if value is None and name not in ("text", CELL):
        row.pop(name, None)
    else:
        row[name] = "" if value is None else value


def conflict(name: str, theirs: Any, by: str) -> dict[str, Any]:
    """A conflict about a field, to stand beside a recommendation."""
    return {"field": name, **({} if theirs is None else {"theirs": theirs}), "by": by}


def stands(earlier: Data | None, theirs: Any) -> bool:
    """True if a conflict with the same value is open already."""
    return earlier is not None and agree(earlier.get("theirs"), theirs)


def changed_words(one: Data, other: Data) -> Iterator[str]:
    """The fields in which two rows differ in words; title and text are one."""
    if not same_words(one, other):
        yield "text"
    for name in ("number", CELL):
        if words_of(str(one.get(name) or "")) != words_of(str(other.get(name) or "")):
            yield name
