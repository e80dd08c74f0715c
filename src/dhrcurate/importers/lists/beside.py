"""Addressees that a page prints beside a recommendation: after a label, before a colon, in brackets at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import begins_with_command, wishes
from dhrcurate.importers.wording.senses import Sense, is_called_theme, sense
from dhrcurate.importers.wording.tails import shape
from dhrcurate.importers.words import JOINTS

_WHO = (
    r"(?:(?:lead|responsible|accountable|owning|action|named|implementing)\s+){0,2}"
    r"(?:agency|agencies|organi[sz]ations?|body|bodies|owners?|leads?|partners?|addressees?|recipients?|service)"
    r"(?:\s+responsible)?(?:\(s\))?"
    r"|(?:recommendation\s+)?(?:addressed|directed)\s+to|(?:recommendation|action)\s+(?:for|by)|for(?:\s+action\s+by)?"
    r"|responsible|responsibility(?:\s+of)?|by\s+whom|who"
)
_OTHER = r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}"
"""The label in another language: "Asiantaeth / Agency:"."""
_LABEL = re.compile(rf"\W*(?:{_OTHER}\s*/\s*)?(?:{_WHO})(?:\s*/\s*{_OTHER})?\s*:[*_]*\s*(?P<cell>.*)", re.IGNORECASE)
_SUPPORT = re.compile(
    r"\W*(?:support(?:ing|ed\s+by)?(?:\s+(?:agency|agencies|organi[sz]ations?|body|bodies|partners?))?|assisted\s+by)"
    r"\s*:[*_]*\s*(?P<cell>.*)",
    re.IGNORECASE,
)
"""The label of further bodies, below that of the first: alone it may be a theme."""
_LABEL_AT_END = re.compile(rf"(?P<text>.*[.;!?)])\s+(?:{_WHO})\s*:\s+(?P<cell>.+)", re.IGNORECASE | re.DOTALL)
_BEFORE = re.compile(
    r"(?P<cell>[^:.;!?\n]{2,120}?)(?:(?::|\s[–—-])\s+(?=[\"'“‘(]?[A-Z]|to\s[a-z])|:\s+(?=[a-z]))(?P<text>.*)", re.DOTALL
)
"""A name before a sentence, or after a colon before a task that may begin with a small letter."""
_DASH_BEFORE = re.compile(r"(?P<cell>[^:.;!?\n]{2,120}?)\s[–—-]\s+(?P<text>[a-z].*)", re.DOTALL)
"""A name before a dash and a command that goes on with a small letter."""
_BRACKETS_BEFORE = re.compile(
    r"[(\[](?P<cell>[^()\[\]]{2,120})[)\]](?:\s*[:–—-]\s+(?=\S)|\s+(?=[\"'“‘]?[A-Z]|to\s[a-z]))(?P<text>.*)", re.DOTALL
)
"""A name in brackets behind the number, and the words: "1. [Wold Council] Name ...", "1 (Wold Council): ..."."""
_BRACKETS = re.compile(r"(?P<text>.*\S)\s*[(\[](?P<cell>[^()\[\]]{2,120})[)\]]\W{0,2}", re.DOTALL)
_AT_END = re.compile(r"(?P<text>.*[.;!?][\"'”’]?)\s+(?P<cell>[A-Z][^.:;!?\n]{2,120})", re.DOTALL)
_IN_BRACKETS = re.compile(r"[(\[](?P<cell>[^()\[\]]{2,120})[)\]]\W{0,2}")
_LONGEST = 20
"""A cell has at most so many words."""
_FEWEST = 2

_IsName = Callable[[str], bool]


def labelled(text: str) -> str | None:
    """The cell that a line gives after a label such as "Lead agency:", empty if it only has the label.

    Args:
        text: The line.

    Returns:
        The cell, `None` if the line is none of that kind.
    """
    return _cell_after(_LABEL, text)


def supporting(text: str) -> str | None:
    """The cell that a line gives after "Support:", which counts only below a line that gives one too."""
    return _cell_after(_SUPPORT, text)


def _cell_after(label: re.Pattern[str], text: str) -> str | None:
    found = label.fullmatch(text)
    if found is None:
        return None
    cell = found["cell"].strip(" *_")
    return cell if not cell or _can_be_cell(cell) else None


def with_names_joined(lines: Sequence[Line]) -> list[Line]:
    """The lines, each name in brackets that has a line of its own joined to the text above it.

    It has one behind a list in a recommendation. Where the first of a page stands above all texts, they are headings.
    """
    joined: list[Line] = []
    for line in lines:
        if not _is_name_in_brackets(line):
            joined.append(line)
        elif joined and (joined[-1].item or joined[-1].text[-1:] in ".;!?") and not joined[-1].heading:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            return list(lines)
    return joined


def _is_name_in_brackets(line: Line) -> bool:
    found = _IN_BRACKETS.fullmatch(line.text)
    return found is not None and not line.heading and shape(found["cell"].strip()) is not None


def with_cells(rows: Sequence[Row], is_name: _IsName, themes: Sequence[str] = ()) -> list[Row]:
    """The rows with the addressees that their own texts or titles give beside the recommendation.

    What stands before a colon or in brackets is a cell only where it does so in nearly all of the rows that have no
    addressee yet, and mostly is a name: else it is a theme, or an explanation.

    Args:
        rows: The rows; those that have a cell keep it.
        is_name: Tells if words are the name of a body.
        themes: Titles that are told of as what may be a theme or a name.
    """
    rows = [from_label(row) for row in rows]
    bare = [row for row in rows if not row.addressed_to]
    themed = any(row.title in themes for row in bare)
    for kind in (*(() if themed else (_from_title,)), _from_before, _from_brackets, _from_end):
        parted = [found for row in bare if (found := kind(row)) is not None]
        if kind is _from_end and not all(_is_set_as_name(f.addressed_to) or is_name(f.addressed_to) for f in parted):
            continue
        senses = [Sense.THEME if _is_word(f.addressed_to) else sense(f.addressed_to, (), is_name) for f in parted]
        bodies, areas = senses.count(Sense.BODY), senses.count(Sense.AREA)
        named = bodies + areas if bodies or bodies + areas == len(parted) else 0  # an area beside themes is one
        if len(parted) == len(bare) >= _FEWEST and 2 * named >= len(parted):
            return [(not row.addressed_to and kind(row)) or row for row in rows]
    return rows


def hold_names(rows: Sequence[Row], is_name: _IsName) -> bool:
    """True if each text ends with words in brackets that are set as a name, perhaps of a body that nobody knows."""
    parted = [found for row in rows if not row.addressed_to and (found := _from_brackets(row)) is not None]
    cells = [found.addressed_to for found in parted]
    return len(cells) == len(rows) >= _FEWEST and all(_is_set_as_name(cell) or is_name(cell) for cell in cells)


def _is_set_as_name(cell: str) -> bool:
    words = cell.split()
    return (len(words) > 1 or cell.isupper()) and all(word[:1].isupper() or word in JOINTS for word in words)


def from_label(row: Row) -> Row:
    """The row with the addressee that its text gives at its end after a label such as "Lead agency:"."""
    found = _LABEL_AT_END.fullmatch(row.text)
    if found is None or not _can_be_cell(found["cell"].strip()):
        return row
    return replace(row, text=found["text"], addressed_to=found["cell"].strip())


def _from_title(row: Row) -> Row | None:
    cell = (row.title or "").strip(" :–—-")
    return replace(row, title=None, addressed_to=cell) if cell and _can_be_cell(cell) else None


def _from_before(row: Row) -> Row | None:
    found = _BRACKETS_BEFORE.fullmatch(row.text) or _BEFORE.fullmatch(row.text)
    if found is None and (dashed := _DASH_BEFORE.fullmatch(row.text)) and begins_with_command(dashed["text"]):
        found = dashed
    return (
        replace(row, text=found["text"], addressed_to=found["cell"]) if found and _can_be_cell(found["cell"]) else None
    )


def commands_body(text: str, is_name: _IsName) -> bool:
    """True if the name of a body and a dash stand before a command: "Wold Police – train all officers."."""
    found = _DASH_BEFORE.fullmatch(text)
    return found is not None and begins_with_command(found["text"]) and is_name(found["cell"])


def _from_brackets(row: Row) -> Row | None:
    found = _BRACKETS.fullmatch(row.text)
    return (
        replace(row, text=found["text"], addressed_to=found["cell"]) if found and _can_be_cell(found["cell"]) else None
    )


def _from_end(row: Row) -> Row | None:
    found = _AT_END.fullmatch(row.text)
    return (
        replace(row, text=found["text"], addressed_to=found["cell"]) if found and _can_be_cell(found["cell"]) else None
    )


def _can_be_cell(text: str) -> bool:
    return (
        len(text.split()) <= _LONGEST
        and (shape(text.rstrip(".")) is not None or not wishes(text))
        and text[-1:] not in ":;?"
        and not is_called_theme(text)
    )


def _is_word(cell: str) -> bool:
    """True if a cell is one ordinary word, such as "Housing" or "Health", which may be a theme as well."""
    return " " not in cell and not cell.isupper()
