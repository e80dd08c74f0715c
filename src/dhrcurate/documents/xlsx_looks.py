"""How a sheet of an XLSX file looks: what is hidden, numbers as they are shown, formulas that are not worked out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from dhrcurate.documents.archive import Archive

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TAG = re.compile(rb"<(?:\w+:)?(?P<kind>row|col|c|f|v|is)(?=[\s/>])(?P<said>[^<>]*)>")
_SAID = re.compile(rb"\b(r|s|min|max|hidden|ht|width)=[\"']([^\"']*)[\"']")
_PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_TRUE = frozenset({b"1", b"true"})
_MOST_COLUMNS = 16_384
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_NUMBER = re.compile(
    r"(?P<before>(?:\"[^\"]*\"|\\.|[ ()£$€-])*)(?P<whole>[#0,]+)(?:\.(?P<part>[0#]+))?"
    r"(?P<behind>(?:\"[^\"]*\"|\\.|[ ()%.:-])*)\Z"
)
_LITERAL = re.compile(r"\"([^\"]*)\"|\\(.)")


@dataclass(frozen=True, slots=True)
class Look:
    """How numbers of one style are shown.

    Attributes:
        digits: The fewest digits before the point.
        places: The digits behind it.
        grouped: Whether thousands are parted by commas.
        percent: Whether they are shares of a hundred.
        before: What stands in front.
        behind: What stands behind.
    """

    digits: int = 1
    places: int = 0
    grouped: bool = False
    percent: bool = False
    before: str = ""
    behind: str = ""

    def of(self, number: float) -> str:
        """Return a number as it is shown."""
        shown = abs(number) * (100 if self.percent else 1)
        width = self.digits + (self.places + 1 if self.places else 0)
        said = f"{shown:{',' if self.grouped else ''}.{self.places}f}".rjust(width, "0")
        return f"{'-' if number < 0 else ''}{self.before}{said}{self.behind}".strip()


@dataclass(slots=True)
class Looks:
    """How one sheet looks.

    Attributes:
        rows: The rows that are hidden, from 0.
        columns: The columns that are hidden, from 0.
        numbers: How the numbers of cells are shown, by row and column; others are shown as they are.
        unknown: Whether a formula has no value in the file.
    """

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    numbers: dict[tuple[int, int], Look] = field(default_factory=dict)
    unknown: bool = False


def looks_of(archive: Archive) -> dict[str, Looks]:
    """Return how the sheets of a file look, by their names; what cannot be made out looks as it is stored.

    Raises:
        UnreadError: If a part cannot be read.
    """
    styles = _styles(archive.xml(archive.related(_main(archive), "styles") or ""))
    return {name: _looks(data, styles) for name, data in sheet_parts(archive)}


def sheet_parts(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Yield the name of each sheet of a file, and its part.

    Raises:
        UnreadError: If a part cannot be read.
    """
    main = _main(archive)
    book = archive.xml(main)
    parts = {one.id: one.part for one in archive.relations(main)}
    for sheet in () if book is None else book.iter("{*}sheet"):
        data = archive.read(parts.get(sheet.get(_ID, ""), ""))
        if data is not None:
            yield sheet.get("name", ""), data


def _main(archive: Archive) -> str:
    return archive.related("", "officeDocument") or "xl/workbook.xml"


def column_number(letters: str) -> int:
    """Return the number of a column, from 1."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def _looks(data: bytes, styles: Mapping[int, Look]) -> Looks:
    looks = Looks()
    row, without_value = -1, False
    for tag in _TAG.finditer(data):
        kind = tag["kind"]
        if kind in {b"v", b"is"}:
            without_value = without_value and tag["said"].endswith(b"/")
            continue
        looks.unknown = looks.unknown or without_value
        without_value = kind == b"f"
        if kind == b"f":
            continue
        said = dict(_SAID.findall(tag["said"]))
        if kind == b"c":
            if (place := _PLACE.fullmatch(said.get(b"r", b""))) and (look := styles.get(_int(said.get(b"s")))):
                looks.numbers[int(place[2]) - 1, column_number(place[1].decode()) - 1] = look
        elif kind == b"row":
            row = _int(said.get(b"r")) - 1 if b"r" in said else row + 1
            if said.get(b"hidden") in _TRUE or _is_nothing(said.get(b"ht")):
                looks.rows.add(row)
        elif said.get(b"hidden") in _TRUE or _is_nothing(said.get(b"width")):
            last = min(_int(said.get(b"max")), _MOST_COLUMNS)
            looks.columns.update(range(max(_int(said.get(b"min")) - 1, 0), last))
    looks.unknown = looks.unknown or without_value
    return looks


def _int(said: bytes | None) -> int:
    return int(said) if said and said.isdigit() and len(said) < 10 else 0


def _is_nothing(said: bytes | None) -> bool:
    return said is not None and not said.strip(b"0.")


def _styles(root: etree._Element | None) -> dict[int, Look]:
    """The styles of cells that show numbers otherwise than as they are."""
    if root is None:
        return {}
    codes = dict(_BUILT_IN)
    for one in root.iter("{*}numFmt"):
        codes[_int(one.get("numFmtId", "").encode())] = one.get("formatCode", "")
    formats = root.find("{*}cellXfs")
    looks = (
        (at, _look(codes.get(_int(one.get("numFmtId", "").encode()), "")))
        for at, one in enumerate(formats if formats is not None else ())
    )
    return {at: look for at, look in looks if look is not None}


def _look(code: str) -> Look | None:
    """What a format says, if it is that of plain numbers."""
    made = _NUMBER.match(code.split(";", maxsplit=1)[0]) if len(code) < 200 else None
    if made is None or '"' in made["whole"]:
        return None
    part = made["part"] or ""
    if "#" in part:
        return None
    before, behind = (_LITERAL.sub(lambda one: one[1] or one[2] or "", made[name]) for name in ("before", "behind"))
    return Look(made["whole"].count("0"), len(part), "," in made["whole"], "%" in behind, before, behind)
