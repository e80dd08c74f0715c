"""The numbers of lists as Word prints them, counted from the definitions of lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from dhrcurate.documents.docx.names import VAL, number, switch, value, w, whole
from dhrcurate.documents.docx.styles import Styles
from dhrcurate.documents.numerals import ONES, TENS, roman

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are numbered.

    Attributes:
        start: The first number.
        form: The kind of number: `decimal`, `lowerLetter`, `bullet` and so on.
        text: What is printed, with `%1` for the number of the first level.
        style: The style whose paragraphs are on this level.
        restart: After which level, from 1, it begins anew; 0 for never, `None` for every one above.
        plain: Whether all numbers in it are printed as decimal.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    restart: int | None = None
    plain: bool = False


@dataclass(slots=True)
class _List:
    counted: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)
    """Where a level begins anew when this list is first used."""


class Numbering:
    """The lists of a file, and how far they were counted.

    Args:
        root: The part about them, if the file has one.
        styles: The file's styles, some of which name lists.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, etree._Element] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        if root is None:
            return
        self._abstract = {one.get(w("abstractNumId"), ""): one for one in root.iter(w("abstractNum"))}
        elements = {one.get(w("numId"), ""): one for one in root.iter(w("num"))}
        for key, element in elements.items():
            self._lists[key] = self._list(element, elements)

    def _list(self, element: etree._Element, elements: Mapping[str, etree._Element]) -> _List:
        key = value(element, "abstractNumId") or ""
        abstract = self._abstract.get(key)
        linked = value(abstract, "numStyleLink")
        other = elements.get(self._styles.of(linked, lambda style: style.list_id) or "")
        if linked and other is not None and other is not element:  # a list that only names a style, which names a list
            key = value(other, "abstractNumId") or key
            abstract = self._abstract.get(key)
        levels = _levels(abstract)
        starts = {}
        for changed in element.iter(w("lvlOverride")):
            at = whole(changed.get(w("ilvl"))) or 0
            levels.update(_levels(changed))
            start = number(changed, "startOverride")
            if start is not None:
                starts[at] = start
        return _List(key, levels, starts)

    def level_of(self, list_id: str, style: str | None) -> int:
        """Return the level of a paragraph that is in a list by its style."""
        found = self._lists.get(list_id)
        levels = found.levels if found else {}
        return next((at for at, level in levels.items() if style is not None and level.style == style), 0)

    def next(self, list_id: str, at: int) -> str:
        """Count one more item of a list, and return what is printed before it: "" where it has nothing."""
        one = self._lists.get(list_id)
        if one is None or at not in one.levels:
            return ""
        level = one.levels[at]
        counts = self._counts.setdefault(one.counted, {})
        if at in one.starts and (list_id, at) not in self._used:
            counts[at] = one.starts[at] - 1
        self._used.add((list_id, at))
        counts[at] = counts.get(at, level.start - 1) + 1
        for deeper in [below for below in counts if below > at and _restarts(one.levels.get(below), at)]:
            del counts[deeper]
        if level.form == "bullet":
            return _bullet(level.text)
        return _PLACE.sub(lambda mark: _count(one, counts, int(mark[1]) - 1, plain=level.plain), level.text).strip()


def _count(one: _List, counts: Mapping[int, int], at: int, *, plain: bool) -> str:
    level = one.levels.get(at, Level())
    return printed(counts.get(at, level.start), "decimal" if plain else level.form)


def _restarts(level: Level | None, above: int) -> bool:
    if level is None or level.restart is None:
        return True
    return above < level.restart


def _levels(parent: etree._Element | None) -> dict[int, Level]:
    found = {}
    for element in parent.findall(w("lvl")) if parent is not None else ():
        at = whole(element.get(w("ilvl")))
        if at is not None and 0 <= at < _LEVELS:
            found[at] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    start = number(element, "start")
    form = element.find(f".//{w('numFmt')}")  # newer forms stand beside a choice for older programs
    return Level(
        1 if start is None else start,
        "decimal" if form is None else form.get(VAL, "decimal"),
        value(element, "lvlText") or "",
        value(element, "pStyle"),
        number(element, "lvlRestart"),
        bool(switch(element, "isLgl")),
    )


def _bullet(text: str) -> str:
    """A bullet; those of symbol fonts have no character of their own."""
    mark = text.strip()[:1]
    return mark if mark and not "\ue000" <= mark <= "\uf8ff" else BULLET


def printed(count: int, form: str) -> str:
    """Return a number as a kind of number is printed."""
    match form:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count < 780 else str(count)
            return letter.upper() if form == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            return roman(count).upper() if form == "upperRoman" else roman(count)
        case "decimalZero":
            return f"{count:02}"
        case "ordinal":
            return f"{count}{_ending(count)}"
        case "cardinalText":
            return _in_words(count).capitalize()
        case _:
            return str(count)


def _ending(count: int) -> str:
    return "th" if count % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")


def _in_words(count: int) -> str:
    if 0 <= count < 20:
        return ONES[count]
    if 20 <= count < 100:
        return TENS[count // 10 - 2] + (f"-{ONES[count % 10]}" if count % 10 else "")
    return str(count)
