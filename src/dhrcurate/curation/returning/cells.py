"""A cell of an export that came back, beside what was exported: what it says, and whether anybody changed it.

A program that opens a table and saves it again changes cells on its own: it writes line ends its way, numbers and dates
as it understands them, and characters that it lacks as question marks. None of that is a change of a curator's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from math import isclose
from typing import Self

from dhrcurate.exporters.csv_file import as_it_was, neutral
from dhrcurate.exporters.rows import JOIN
from dhrcurate.rules.disclosure.masking import MASK

_LINE_END = re.compile(r"\r\n?")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d*)?(?:[Ee][+-]?\d{1,3})?")
_WHOLE = re.compile(r"\d+")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?%")
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?")
_LIKE_MONTH = re.compile(r"([A-Za-z]{3})[a-z]*[ -]?(\d{1,2})|(\d{1,2})-([A-Za-z]{3})")
_SIX_DIGITS = 1e-5
"""A spreadsheet shows no more of a long number."""
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_LIKE_DATE = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/]\d{2,4})?")
_NO_YEAR = re.compile(r"\d{1,2}-[A-Za-z]{3}")
_DATES = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%Y", "%b-%y", "%d-%b-%y")
"""How spreadsheets write dates in English, and what calamine makes of one."""
_ERROR = re.compile(r"#(?:[A-ZÀ-Þ][A-ZÀ-Þ0-9/_]*[!?]|N/A|NV|ND)")
"""What a spreadsheet writes where a formula has gone wrong, in any language."""
_NOT_IN_ASCII = re.compile(r"[^\x00-\x7f]+")
_MANGLED = r"(?:[^A-Za-z0-9\s]|\u00a0|&#\d+;|&#x[0-9A-Fa-f]+;|\\u[0-9A-Fa-f]{4}|_x[0-9A-Fa-f]{4}_)*"
"""What other encodings make of characters that they lack: nothing, question marks, escapes, other signs."""
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
    cell = _trimmed(_plain(cell), exported)
    return cell if typed and neutral(exported) == exported else _trimmed(as_it_was(cell), exported)


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
    if cell.strip() and _lost_mask(cell, hidden()):
        return "lost the marks of its masked words to other characters: save it as “CSV UTF-8” or XLSX"
    if len(cell) >= _ROOM and exported.startswith(cell):
        return f"was cut off after {len(cell):,} characters by a spreadsheet"
    if _lost_characters(cell, exported):
        return "has question marks for characters that a spreadsheet lost: save it as “CSV UTF-8” or XLSX"
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


def _lost_mask(cell: str, masked: str) -> bool:
    """True if a cell is a masked one in which something else stands for the marks, and for nothing but such signs."""
    if MASK not in masked:
        return False
    pieces = _NOT_IN_ASCII.split(_plain(masked))
    return re.fullmatch(_MANGLED.join(map(re.escape, pieces)), _plain(cell)) is not None


def can_be_rewritten(exported: str) -> bool:
    """True if a spreadsheet that reads a cell as a number, a share, a time or a date writes it in another way."""
    if _NUMBER.fullmatch(exported):
        return exported != f"{float(exported):.15g}"
    return any(form.fullmatch(exported) for form in (_DATE, _LIKE_DATE, _SHARE, _TIME, _LIKE_MONTH))


def can_get_a_point(exported: str) -> bool:
    """True if a program that reads a column as numbers with a point writes a cell in another way."""
    return _WHOLE.fullmatch(exported) is not None


def got_a_point(cell: str, exported: str) -> bool:
    """True if a cell is what such a program makes of what was exported: 1.0 of 1."""
    return can_get_a_point(exported) and cell.strip() == f"{exported}.0"


def rewritten(cell: str, exported: str) -> bool:
    """True if a cell is what a spreadsheet makes of what was exported: 10.1 of 10.10, Jun-23 of 2023-06."""
    cell, exported = cell.strip(), exported.strip()
    if cell == exported:
        return False
    if _NUMBER.fullmatch(exported):
        near = _SIX_DIGITS if "e" in cell.lower() else 0.0
        return _NUMBER.fullmatch(cell) is not None and isclose(float(cell), float(exported), rel_tol=near)
    if share := _SHARE.fullmatch(exported):
        return _NUMBER.fullmatch(cell) is not None and isclose(100 * float(cell), float(share[1]))
    if _TIME.fullmatch(exported):
        return _clock(cell) == _clock(exported)
    if _month(exported) is not None and _month(cell) == _month(exported):
        return True
    days = set(_days(cell))
    if date := _DATE.fullmatch(exported):
        wanted = int(date["year"]), int(date["month"]), int(date["day"] or 1)
        return wanted in days
    if like := _LIKE_DATE.fullmatch(exported):
        one, other = int(like[1]), int(like[2])
        pairs = {(one, other), (other, one)}
        return any(pair in pairs for _, *rest in days for pair in [tuple(rest)])
    return False


def _clock(cell: str) -> tuple[int, ...] | None:
    found = _TIME.fullmatch(cell)
    return tuple(int(part or 0) for part in found.groups()) if found else None


def _month(cell: str) -> tuple[str, int] | None:
    """The month and the number that a cell may mean: MAR1 and 01-Mar."""
    found = _LIKE_MONTH.fullmatch(cell)
    return ((found[1] or found[4]).lower(), int(found[2] or found[3])) if found else None


def _days(cell: str) -> Iterator[tuple[int, int, int]]:
    """The days that a cell may mean."""
    text = f"{cell}-00" if _NO_YEAR.fullmatch(cell) else cell.removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for form in _DATES:
        with suppress(ValueError):
            day = datetime.strptime(text, form)  # noqa: DTZ007  # a day
            yield day.year, day.month, day.day
