"""Addressees whose cell goes over several lines beside a wrapped text, so that its words end the text's own lines.

A program that writes out a table line by line leaves them there: "Officers should record who lives at Wold" / "the
address, also where nobody was seen. Police".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dhrcurate.importers.pages.page import joined
from dhrcurate.importers.words import JOINTS, LINKS

_MOST_WORDS = 8
"""A line has at most so many words of a cell."""
_MOST_LINES = 4
"""A cell goes over at most so many lines."""
_FILLED = 0.7
"""A line of a text that goes on is filled to so much of its column at least."""
_BESIDE = 0.9
"""A line with a piece of a cell is at least so long, compared with the longest without one."""
_LONGER = 1.06
"""By so much such lines are longer than the others, in the middle."""
_MOST = 0.8
"""The cells of so many rows must be known for those of a page to be told apart."""
_ENDS = (".", "!", "?")
_JOINING = frozenset({"and", "of"})
_ARTICLES = ("The ", "A ", "An ")
"""With which a sentence begins, and no further line of a name."""
_LONGEST = 60
"""No row with more lines is looked through."""


@dataclass(frozen=True, slots=True)
class SideCell:
    """A row whose cell was told from its text.

    Attributes:
        text: The text.
        name: The cell.
    """

    text: str
    name: str


@dataclass(frozen=True, slots=True)
class Bodies:
    """Tells what words are the name of a body.

    Attributes:
        knows: Whether they are one that is known.
        holds: Whether they are that, or one and a part of it.
        resembles: Whether they look like one, as those of a row do where the others' are known.
    """

    knows: Callable[[str], bool]
    holds: Callable[[str], bool]
    resembles: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class _Split:
    """A row's lines, each divided into what may be its text and a piece of the cell, which is empty in most."""

    texts: tuple[str, ...]
    pieces: tuple[str, ...]

    @property
    def name(self) -> str:
        return joined([piece for piece in self.pieces if piece])


def side_cells(rows: Sequence[Sequence[str]], bodies: Bodies) -> list[SideCell | None]:
    """The rows of a page with their cells told from their texts; `None` for a row of which that is not known.

    Args:
        rows: The lines of each row.
        bodies: Tells what names are.

    Returns:
        A value for each row; empty where the page is not written so, or too few of its cells are known.
    """
    splits = [_likeliest(lines, bodies) if len(lines) <= _LONGEST else None for lines in rows]
    known = [split for split in splits if split is not None]
    several = sum(any(split.pieces[:-1]) for split in known)
    if not known or len(known) < _MOST * len(rows) or not several or not _is_beside(rows, splits):
        return []
    splits = [split or _by_form(lines, bodies) for lines, split in zip(rows, splits, strict=True)]
    if not _is_beside(rows, splits):
        return []
    return [
        SideCell(joined([text for text in split.texts if text]), split.name) if split is not None else None
        for split in splits
    ]


def names_inside(lines: Sequence[str], bodies: Bodies) -> str:
    """The name with which a line in the middle of a row's text ends, though nothing leads to it; empty without one."""
    for line in lines[:-1]:
        for text, piece in _endings(line):
            if text and text.split()[-1].casefold() not in LINKS and bodies.holds(piece):
                return piece
    return ""


def _likeliest(lines: Sequence[str], bodies: Bodies) -> _Split | None:
    """The longest name that ends lines of a row one after the other, as high up as it stands.

    A part of a body goes on with its name only where a sentence ends before it: "Wold Council" / "is told. Housing".
    """
    best: _Split | None = None
    for first in range(len(lines)):
        for split in _splits(lines, first):
            name = split.name
            longer = best is None or len(name) > len(best.name)
            ended = name[-1].isalnum() or name[-1] == ")"
            if longer and ended and " " in split.texts[0] and bodies.holds(name) and _is_plain(split, bodies):
                best = split
    return best


def _is_plain(split: _Split, bodies: Bodies) -> bool:
    """True if no piece of a name goes on with one that is whole without it, unless a sentence ends before it."""
    if bodies.knows(split.name):
        return True
    filled = [(text, piece) for text, piece in zip(split.texts, split.pieces, strict=True) if piece]
    for end in range(1, len(filled)):
        text = filled[end][0]
        whole = bodies.holds(joined([piece for _, piece in filled[:end]]))
        if filled[end][1].startswith(_ARTICLES) or (whole and text and not text.endswith(_ENDS)):
            return False
    return True


def _by_form(lines: Sequence[str], bodies: Bodies) -> _Split | None:
    """A name of which each piece is all that has capital letters at the end of a line, from the first line on."""
    texts: list[str] = []
    pieces: list[str] = []
    for line in lines[:_MOST_LINES]:
        endings = list(_endings(line, last=bool(pieces)))
        whole = [(text, piece) for text, piece in endings if _is_set_as_name(piece) and not _is_of_name(text)]
        if not whole or not (pieces or whole[0][0]):
            break
        texts.append(whole[0][0])
        pieces.append(whole[0][1])
    for end in range(len(pieces), 0, -1):
        rest = len(lines) - end
        split = _Split((*texts[:end], *lines[end:]), (*pieces[:end], *[""] * rest))
        if bodies.resembles(split.name) and split.name[-1].isalnum():
            return split
    return None


def _is_set_as_name(piece: str) -> bool:
    """True if all words of a piece are of a name, the first of them no small one that also leads to a name: "at"."""
    words = piece.split()
    plain = not words[0][0].islower() or words[0] in _JOINING
    return plain and all(not word[0].islower() or word.casefold() in JOINTS for word in words)


def _is_of_name(text: str) -> bool:
    """True if the word at the end of a text may be one of the name behind it."""
    word = text.rsplit(" ", 1)[-1]
    return word[:1].isupper() and word[-1:].isalnum() and " " in text


def _splits(lines: Sequence[str], first: int) -> Iterator[_Split]:
    """The ways to take a cell from the ends of lines, from one of them on."""
    open_ = [(text, piece) for text, piece in _endings(lines[first]) if piece[0].isupper()]
    pieces: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((text,), (piece,)) for text, piece in open_]
    for at in range(first + 1, first + 1 + _MOST_LINES):
        for texts, cell in pieces:
            yield _Split((*lines[:first], *texts, *lines[at:]), (*[""] * first, *cell, *[""] * max(0, len(lines) - at)))
        if at >= len(lines):
            return
        pieces = [
            ((*texts, text), (*cell, piece)) for texts, cell in pieces for text, piece in _endings(lines[at], last=True)
        ]


def _endings(line: str, *, last: bool = False) -> Iterator[tuple[str, str]]:
    """The ways to divide a line in two; the whole line may be a piece of a cell only below the first of its pieces."""
    words = line.split(" ")
    for at in range(max(0 if last else 1, len(words) - _MOST_WORDS), len(words)):
        word = words[at]
        if word[:1].isupper() or word in {"&", "-", "–"} or (last and word.casefold() in JOINTS) or word[:1] == "(":
            yield " ".join(words[:at]).rstrip(), " ".join(words[at:])


def _is_beside(rows: Sequence[Sequence[str]], splits: Sequence[_Split | None]) -> bool:
    """True if lines with a piece of a cell are long, and the texts before it are filled as others are.

    Lines of texts that go on without a piece must show how wide they are: else the names may be in the sentences.
    """
    plain: list[int] = []  # of lines that go on
    whole: list[int] = []
    before: list[int] = []
    for lines, split in zip(rows, splits, strict=True):
        if split is None:
            continue
        last = max((i for i, text in enumerate(split.texts) if text), default=0)
        for line, text, piece in list(zip(lines, split.texts, split.pieces, strict=False))[:last]:
            if not piece:
                plain.append(len(line))
            else:
                whole.append(len(line))
                before.append(len(text))
    if not (plain and whole):
        return False
    wide = max(*plain, *before)
    longer = sum(whole) / len(whole) >= _LONGER * sum(plain) / len(plain)
    return longer and min(whole) >= _BESIDE * max(plain) and min(before) >= _FILLED * wide
