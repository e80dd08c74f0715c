"""Two texts word by word: what both have, what only the one before has, and what only the one after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

# With the start: it imports itself in a circle, which two threads must not do at once.
from rapidfuzz.distance import Indel

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
_WORDS = re.compile(r"\w+")
_END = re.compile(r"\S*\s*$")
_BEGINNING = re.compile(r"^\s*\S*")
_LETTERS = re.compile(r"^\w*")
_NEAR = 2
"""Reworded stretches with no more words between them are shown as one."""
_MENDED = 0.6
"""Words that are so much alike are one word, mended."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the comparison, in reading order.

    Attributes:
        kind: Which of the texts has it.
        text: The stretch, never empty.
    """

    kind: Literal["same", "removed", "added"]
    text: str


def is_one_word(text: str) -> bool:
    """True if a text is a word or nothing, so that there are no words in it to compare."""
    return len(_TOKEN.findall(text)) <= 1


def compared(old: str, new: str) -> list[Piece]:
    """Compares two texts; what is reworded is one stretch, though a word or two in it are in both."""
    return [piece for piece in _pieces(_TOKEN.findall(old), _TOKEN.findall(new)) if piece.text]


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    removed = added = held = ""
    for op in Indel.opcodes(before, after):
        same = "".join(before[op.src_start : op.src_end])
        if op.tag != "equal":
            # What is reworded is one block: two words in common do not part it.
            removed, added, held = removed + held + same, added + held + "".join(after[op.dest_start : op.dest_end]), ""
            continue
        last = op.src_end == len(before) and op.dest_end == len(after)
        if not last and _is_reworded(removed, added) and len(_WORDS.findall(same)) <= _NEAR:
            held = same
            continue
        yield from (Piece("removed", removed), Piece("added", added), Piece("same", same))
        removed = added = ""
    yield from (Piece("removed", removed), Piece("added", added))


def _is_reworded(removed: str, added: str) -> bool:
    """True if words stand in the place of others, which is more than letters that were mended."""
    before, after = (_WORDS.findall(words.casefold()) for words in (removed, added))
    if not before or not after or "".join(before) == "".join(after):
        return False
    alike = (Indel.normalized_similarity(*pair) >= _MENDED for pair in zip(before, after, strict=False))
    return len(before) != len(after) or not all(alike)


def rewordings(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield each stretch that is reworded as it was and as it is, with a word that stays where one of them is empty."""
    pieces = compared(old, new)
    for at, piece in enumerate(pieces):
        if piece.kind == "same" or (piece.kind == "added" and at and pieces[at - 1].kind == "removed"):
            continue
        removed = piece.text if piece.kind == "removed" else ""
        behind = at + 1
        added = piece.text if piece.kind == "added" else ""
        if removed and behind < len(pieces) and pieces[behind].kind == "added":
            added, behind = pieces[behind].text, behind + 1
        head = _found(_END, pieces[at - 1].text) if at else ""
        tail = _found(_BEGINNING, pieces[behind].text) if behind < len(pieces) else ""
        if removed.strip() and added.strip() and _is_reworded(removed, added):
            head = tail = ""
        elif head:
            tail = _found(_LETTERS, tail)
        yield f"{head}{removed}{tail}", f"{head}{added}{tail}"


def _found(pattern: re.Pattern[str], text: str) -> str:
    return found[0] if (found := pattern.search(text)) else ""


def marked(old: str, new: str) -> str:
    """The new text with what only the old one has in `[- -]` and what only the new one has in `[+ +]`."""
    return with_marks(compared(old, new))


def with_marks(pieces: Iterable[Piece]) -> str:
    """A comparison with what only the one before has in `[- -]` and what only the one after has in `[+ +]`."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)
