"""What is left of masked words where a program saved an export in characters that have no such mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dhrcurate.rules.disclosure.masking import MASK

_RUN = re.compile(f"({MASK}+)")
_STANDING_IN = frozenset("?#\ufffd\x1a▓▒░■□▪▫▮▯")
"""What programs and fonts put in the place of a mark; no curator writes so much of it."""
_ESCAPED = frozenset(
    (
        "&#9608;",
        "&#x2588;",
        "&block;",
        "\\u2588",
        "\\xe2\\x96\\x88",
        "_x2588_",
        "%E2%96%88",
        "=E2=96=88",
        *(MASK.encode().decode(wrong, "replace") for wrong in ("cp1252", "latin-1", "mac_roman", "cp437", "cp850")),
    )
)
"""What programs write for one mark that they have no character for, or read of its bytes."""


def _through(encoding: str, errors: str) -> Callable[[str], str]:
    return lambda text: text.encode(encoding, errors).decode(encoding)


def _misread(encoding: str) -> Callable[[str], str]:
    return lambda text: text.encode("utf-8", "replace").decode(encoding, "replace")


_WAYS: Sequence[Callable[[str], str]] = (
    str,
    *(
        _through(encoding, errors)
        for encoding in ("ascii", "cp1252")
        for errors in ("replace", "ignore", "xmlcharrefreplace", "backslashreplace")
    ),
    *map(_misread, ("cp1252", "latin-1", "mac_roman")),
)
"""What becomes of the other characters of a text, which may be lost with the marks."""


def lost_masks(cell: str, hidden: str) -> bool:
    """True if a cell is what was exported with masks, and something else in the place of the marks.

    Words in their place are a curator's, and so are other words beside them.

    Args:
        cell: The cell as it came back.
        hidden: What a masked export showed.
    """
    if MASK not in hidden:
        return False
    pieces = _RUN.split(hidden)
    return any(_are_lost(cell, [way(words) for words in pieces[::2]], pieces[1::2]) for way in _WAYS)


def _are_lost(cell: str, words: Sequence[str], runs: Sequence[str]) -> bool:
    """True if a cell has these words in this order, and marks that were lost between them."""
    gaps = _between(cell, words)
    if gaps is None or len(gaps) != len(runs):
        return False
    return not any(gaps) or any(_stands_in(gap, len(run)) for gap, run in zip(gaps, runs, strict=True))


def _between(cell: str, words: Sequence[str]) -> list[str] | None:
    """What stands between some words in a cell that has them in this order; `None` in any other."""
    first, *others = words
    if not cell.startswith(first):
        return None
    gaps, at = [], len(first)
    for number, each in enumerate(others, 1):
        is_last = number == len(others)
        found = len(cell) - len(each) if is_last and cell.endswith(each) else -1 if is_last else cell.find(each, at)
        if found < at:
            return None
        gaps.append(cell[at:found])
        at = found + len(each)
    return gaps


def _stands_in(gap: str, marks: int) -> bool:
    """True if something is what a program made of so many marks."""
    if not gap:
        return False
    unit = gap[: len(gap) // marks]
    return _STANDING_IN.issuperset(gap) or (unit in _ESCAPED and gap == unit * marks)
