"""A cell of an export that came back, beside what was exported: what it says, and whether anybody changed it.

A program that opens a table and saves it again changes cells on its own: it writes line ends its way, numbers and dates
as it understands them (`rewriting`), and characters that it lacks as question marks. None of that is a change of a
curator's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Self

from dhrcurate.curation.returning.lost_masks import lost_masks
from dhrcurate.exporters.csv_file import as_it_was, neutral
from dhrcurate.exporters.rows import JOIN
from dhrcurate.rules.disclosure.masking import MASK

_LINE_END = re.compile(r"\r\n?")
_ERROR = re.compile(r"#(?:[A-ZÀ-Þ][A-ZÀ-Þ0-9/_]*[!?]|N/A|NV|ND)")
"""What a spreadsheet writes where a formula has gone wrong, in any language."""
_ROOM = 32_000
"""A spreadsheet cuts cells that are longer than a few more characters."""
_IN_XML = str.maketrans({"\ufffe": "_xFFFE_", "\uffff": "_xFFFF_"})
"""What a workbook holds in place of the two characters that XML cannot."""


class Unread(str):
    """A cell that cannot be read, as an empty text with the reason for the end of a sentence."""

    __slots__ = ("why",)
    why: str

    def __new__(cls, why: str) -> Self:
        """Makes one with its reason."""
        made = super().__new__(cls, "")
        made.why = why
        return made


def same(cell: str, exported: str, hidden: Callable[[], str]) -> bool:
    """True if a cell says what was exported: as it was, masked, with an apostrophe, other line ends or blanks around.

    Args:
        cell: The cell.
        exported: What was exported.
        hidden: Masks it, which takes a while.
    """
    if cell == exported:
        return True
    plain = _trimmed(_plain(cell), exported)
    return plain in _forms(exported) or (MASK in cell and plain in _forms(hidden()))


def _forms(exported: str) -> set[str]:
    """How a cell may come back in which nobody changed what was exported."""
    was = _plain(exported)
    return {was, _plain(neutral(exported)), was.translate(_IN_XML)}


def _trimmed(cell: str, exported: str) -> str:
    """A cell without blanks around it, which a spreadsheet may have added, unless what was exported has some."""
    return cell.strip() if exported == exported.strip() else cell


def said(cell: str, exported: str, *, typed: bool) -> str:
    """What a changed cell says, with the line ends of a record.

    Args:
        cell: The cell.
        exported: What was exported.
        typed: Whether the cell is text by its type, so that nobody had to put an apostrophe before it.
    """
    cell = _plain(cell)
    if not typed or neutral(exported) != exported:
        bare = as_it_was(cell)  # before blanks go: an apostrophe may stand before nothing else
        cell = bare if bare != cell else as_it_was(_trimmed(cell, exported))
    return _trimmed(cell, exported)


def _plain(text: str) -> str:
    return _LINE_END.sub("\n", text) if "\r" in text else text


def entries_in(cell: str, before: Sequence[str]) -> list[str]:
    """The entries of a list in a cell; those that were there before stay as they were, even with a bar within."""
    pieces = [" ".join(piece.split()) for piece in cell.split(JOIN.strip())]
    known = {" ".join(JOIN.join(entry.split(JOIN.strip())).split()): entry for entry in before}
    found: list[str] = []
    at = 0
    while at < len(pieces):
        longest = max((n for n in _lengths(known) if _joined(pieces[at : at + n]) in known), default=1)
        whole = _joined(pieces[at : at + longest])
        found.append(known.get(whole, whole))
        at += longest
    return [entry for entry in dict.fromkeys(found) if entry.strip()]


def _lengths(known: dict[str, str]) -> set[int]:
    return {name.count(JOIN.strip()) + 1 for name in known}


def _joined(pieces: Sequence[str]) -> str:
    return " ".join(JOIN.join(pieces).split())


def damage(cell: str, exported: str, hidden: Callable[[], str] = str) -> str:
    """What a program did to a cell that nobody could want, for the end of a sentence; empty if it did nothing such.

    Args:
        cell: The cell.
        exported: What was exported.
        hidden: Masks it, which takes a while.
    """
    if MASK in cell:
        return "still holds masked words: change it in a file that was exported with --reveal"
    if _ERROR.fullmatch(cell.strip()):
        return f"is an error of the spreadsheet, {cell.strip()}"
    if len(cell) >= _ROOM and exported.startswith(cell):
        return f"was cut off after {len(cell):,} characters by a spreadsheet"
    if _lost_characters(cell, exported):
        return "has question marks for characters that a spreadsheet lost: save it as “CSV UTF-8” or XLSX"
    plain = as_it_was(_plain(cell))
    if any(lost_masks(plain, form) for form in {_plain(hidden()), as_it_was(_plain(hidden()))}):
        return "lost the marks of its masked words to other characters: save it as “CSV UTF-8” or XLSX"
    return ""


def _lost_characters(cell: str, exported: str) -> bool:
    """True if question marks stand for all characters that another encoding lacks, and nothing else differs.

    One of them alone is a curator's, where the encoding of Windows has the character.
    """
    if "?" not in cell or len(cell) != len(exported):
        return False
    lost = {at for at, (one, other) in enumerate(zip(cell, exported, strict=True)) if one != other}
    foreign = {at for at, char in enumerate(exported) if not char.isascii()}
    not_in_windows = {at for at in foreign if not exported[at].encode("cp1252", "ignore")}
    return all(cell[at] == "?" for at in lost) and (lost == not_in_windows or (lost == foreign and len(lost) > 1))
