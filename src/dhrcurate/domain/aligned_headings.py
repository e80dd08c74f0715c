"""The headings of a table that is drawn with blanks: which words can be such, and lines of them as one."""

from __future__ import annotations

from collections.abc import Sequence

from dhrcurate.domain.word_sets import word_set

_HEADING_WORDS = word_set("""
    no nos ref number reference recommendation recommendations argymhelliad argymhellion agency agencies organisation
    organisations organization organizations responsible asiantaeth responsibility action actions timescale timescales
    deadline theme outcome outcomes date status progress evidence completion completed required addressed partnership
""")
"""Words of headings that a narrow column may break."""
_MOST_WORDS = 5


def joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Lines of headings as one; a word that is broken in a narrow column is whole."""
    return tuple(_heading(list(filter(None, column))) for column in zip(*rows, strict=True))


def _heading(pieces: Sequence[str]) -> str:
    said = pieces[0] if pieces else ""
    for piece in pieces[1:]:
        word = said.rpartition(" ")[2] + piece.partition(" ")[0]
        broken = piece[0].islower() and word.rstrip(".:").casefold() in _HEADING_WORDS
        said += piece if broken else f" {piece}"
    return said


def is_heading(cell: str) -> bool:
    """True if a cell can be the heading of a column, or a line of one."""
    return len(cell.split()) <= _MOST_WORDS and not any(char.isdigit() for char in cell) and cell[-1] not in ";!,"
