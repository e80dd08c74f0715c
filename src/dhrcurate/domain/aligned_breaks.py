"""Where the rows of a table with aligned columns begin although neither numbers nor gaps say so.

A program that fills the lines of a cell breaks one only where the next word finds no room. Where it would have found
some, another cell begins, and with it a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dhrcurate.domain.drawn_tables import is_item

ENDS = (".", ";", "!", "?", ":")
"""Signs after which a recommendation can end."""


def has_room(before: str, after: str, width: int) -> bool:
    """True if the first word of a line had found room at the end of the line before, in a column of some width."""
    return len(before) + 1 + len(after.split(maxsplit=1)[0]) <= width


def widths(lines: Sequence[Sequence[str]]) -> list[int]:
    """How wide the columns are at least."""
    return [max(map(len, column)) for column in zip(*lines, strict=True)]


def is_one_row(lines: Sequence[Sequence[str]], text: int, wide: Sequence[int]) -> bool:
    """True if lines can be a single row: each of its cells is filled from its first line to its last.

    Args:
        lines: The pieces of the lines, one for each column.
        text: The column of the recommendations.
        wide: How wide the columns are.
    """
    for at, width in enumerate(wide):
        places = [place for place, line in enumerate(lines) if line[at]]
        filled = _is_filled(lines, text, at, width)
        if any(b > a + 1 or (filled and has_room(lines[a][at], lines[b][at], width)) for a, b in pairwise(places)):
            return False
    return True


def beginnings(lines: Sequence[Sequence[str]], text: int, wide: Sequence[int]) -> list[bool] | None:
    """Which lines begin a row; `None` where that cannot be told, as where cells begin below the first line of a row.

    Args:
        lines: The pieces of the lines, one for each column.
        text: The column of the recommendations.
        wide: How wide the columns are.
    """
    if not lines[0][text] or any(_begins_below(before, line, text) for before, line in pairwise(lines)):
        return None
    filled = [at for at, width in enumerate(wide) if _is_filled(lines, text, at, width)]
    found, stopped = _found(lines, text, filled, wide, stops=True)
    if not stopped:
        found, _ = _found(lines, text, filled, wide, stops=False)
    if None in found:
        found = _like_others(lines, text, found)
    return [begins for begins in found if begins is not None] if None not in found else None


def _begins_below(before: Sequence[str], line: Sequence[str], text: int) -> bool:
    """True if a cell begins beside a line in the middle of a sentence."""
    return line[text][:1].islower() and any(line[at] and not before[at] for at in range(len(line)) if at != text)


def _found(
    lines: Sequence[Sequence[str]], text: int, filled: Sequence[int], wide: Sequence[int], *, stops: bool
) -> tuple[list[bool | None], bool]:
    """What is found of each line, and whether each recommendation before one that begins a row ends with a stop."""
    found: list[bool | None] = [True]
    said = ""
    stopped = True
    for before, line in pairwise(lines):
        said = before[text] or said
        begins = _begins(before, line, text, said, filled, wide, stops=stops)
        stopped = stopped and (not begins or said.endswith(ENDS))
        found.append(begins)
    return found, stopped


def _like_others(lines: Sequence[Sequence[str]], text: int, found: Sequence[bool | None]) -> list[bool | None]:
    """What lines do, where they do not tell, as others with the same words beside the recommendations do."""
    pieces = [{(at, piece) for at, piece in enumerate(line) if piece and at != text} for line in lines]
    first = {piece for said, begins in zip(pieces, found, strict=True) if begins for piece in said}
    later = {piece for said, begins in zip(pieces, found, strict=True) if begins is False for piece in said}
    return [
        begins if begins is not None or not said else _settled(bool(said & first), bool(said & later))
        for said, begins in zip(pieces, found, strict=True)
    ]


def _settled(starts: bool, goes_on: bool) -> bool | None:
    return starts if starts != goes_on else None


def _is_filled(lines: Sequence[Sequence[str]], text: int, at: int, width: int) -> bool:
    """True if no line of a column, as far as its recommendations plainly go on, is broken where a word had room."""
    return not any(
        line[text][:1].islower() and before[at] and line[at] and has_room(before[at], line[at], width)
        for before, line in pairwise(lines)
    )


def _begins(
    before: Sequence[str],
    line: Sequence[str],
    text: int,
    said: str,
    columns: Sequence[int],
    wide: Sequence[int],
    *,
    stops: bool,
) -> bool | None:
    """Whether a line begins a row, `None` if it may or may not.

    Args:
        before: The line before.
        line: The line.
        text: The column of the recommendations.
        said: The last words of the recommendation before.
        columns: The columns whose lines are filled.
        wide: How wide the columns are.
        stops: Whether the recommendations end with a stop.
    """
    words = line[text]
    others = [at for at, piece in enumerate(line) if piece and at != text]
    apart = [at for at in others if at in columns and _room(before, line, at, wide)]
    if not words:
        return None if apart else False
    if words[0].islower():
        return False
    if not others:
        alone = said.endswith(ENDS) and (not before[text] or text not in columns or _room(before, line, text, wide))
        return None if alone and not is_item(words) else False
    within = text in columns and _room(before, line, text, wide)
    beside = bool(apart) or any(before[at] == line[at] for at in others) or not any(before[at] for at in others)
    if said.endswith(ENDS):
        return True if within or beside else None
    if within:
        return True
    return None if beside or not (stops and before[text]) else False


def _room(before: Sequence[str], line: Sequence[str], at: int, wide: Sequence[int]) -> bool:
    return bool(before[at] and line[at]) and has_room(before[at], line[at], wide[at])
