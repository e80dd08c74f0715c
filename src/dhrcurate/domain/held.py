"""What a record holds besides one text, which a page's other words are no loss for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from rapidfuzz.fuzz import partial_ratio

from dhrcurate.domain.number import normalised
from dhrcurate.domain.verbatim import Letters, made_of

_HELD = 85.0
"""The least similarity, in per cent, of missing words that another recommendation holds, corrected or not."""
SHORT = 12
"""The fewest letters that are compared so."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a record holds besides one text.

    Attributes:
        cells: The letters of titles and addressed-to cells.
        texts: The letters of the other texts.
        bodies: Those of the cells that are addressed-to cells and no titles.
        numbers: The numbers of all recommendations, normalised.
    """

    cells: frozenset[str]
    texts: tuple[str, ...]
    bodies: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        furniture: Collection[str],
        others: Iterable[str],
        bodies: Iterable[str] = (),
        numbers: Iterable[str] = (),
    ) -> Held:
        """Takes the letters of titles, numbers and cells, of other texts, and of those that are addressed-to cells.

        Args:
            furniture: Titles, numbers and addressed-to cells.
            others: The texts.
            bodies: The addressed-to cells.
            numbers: The numbers as they are printed.
        """
        parts = _letters_of(furniture)
        texts = tuple(filter(None, map(_letters, others)))
        counted = frozenset(normalised(number) for number in numbers if number)
        return cls(parts, texts, _letters_of(bodies) & parts, counted)

    def without_bodies(self) -> Held:
        """What it holds besides addressed-to cells."""
        return replace(self, cells=self.cells - self.bodies)


def _letters_of(cells: Iterable[str]) -> frozenset[str]:
    return frozenset(_letters(part) for cell in cells for part in (cell, *cell.split("|"))) - {""}


@lru_cache(2048)
def _letters(text: str) -> str:
    """The letters of a text; each row of a record asks for those of all others."""
    return Letters.of(text).letters


def held_beside(rec: Mapping[str, Any], among: Iterable[Mapping[str, Any]]) -> Held:
    """Return what a record holds besides the text of one of its recommendations."""
    rows = [rec, *among]
    furniture = {str(r.get(field) or "") for r in rows for field in ("addressed_to", "title", "number")}
    others = (str(r.get("text") or "") for r in rows if r.get("key") != rec.get("key"))
    bodies = (str(r.get("addressed_to") or "") for r in rows)
    return Held.of(furniture, others, bodies, (str(r.get("number") or "") for r in rows))


def is_held(letters: str, own: str, held: Held, *, after: bool) -> bool:
    """Return whether the letters of a rest, after or before a text's own, are cells, numbers or in other texts."""
    beside = [
        cell for cell in held.cells if len(cell) > 1 and (letters.startswith if after else letters.endswith)(cell)
    ]
    if beside and not (after and _stands_last(letters, beside, held)):
        return True
    if after and any(cell.startswith(letters) for cell in held.cells):
        return True  # a cell that the end of a line divides
    if made_of(letters, held.cells | set(held.texts)):
        return True
    for text in held.texts:
        if own in text and (own + letters if after else letters + own) in text:
            continue  # it has this whole place, and ours is a copy of a part of it
        if text.startswith(letters) if after else text.endswith(letters):
            return True
        if is_corrected(letters, (text,)):
            return True
    return False


def _stands_last(letters: str, beside: Sequence[str], held: Held) -> bool:
    """Return whether a rest that begins with the letters of a cell ends with a cell of its own and says more between.

    Such as "MARAC Operating Protocol Kent Council", where another row is for the MARAC.
    """
    if made_of(letters, held.cells | set(held.texts)):
        return False
    room = len(letters) - max(map(len, beside))
    return any(SHORT < len(cell) < room and letters.endswith(cell) for cell in held.cells)


def is_corrected(letters: str, texts: Iterable[str]) -> bool:
    """Return whether some letters are nearly those of another text, which was corrected."""
    if len(letters) <= SHORT:
        return False
    alike = (text for text in texts if len(letters) / 3 < len(text) < len(letters) * 4 / 3)
    return any(partial_ratio(letters, text) >= _HELD for text in alike)
