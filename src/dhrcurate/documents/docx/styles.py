"""What the styles of a DOCX file say of paragraphs and runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

from dhrcurate.documents.docx.names import VAL, number, switch, value, w

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d", re.IGNORECASE)
_DEEPEST = 20
"""So many styles may build on one another; more go round in a circle."""
_USUAL_SIZE = 10.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Style:
    """One style.

    Attributes:
        key: How paragraphs name it.
        name: How people name it.
        base: The style that it builds on.
        outline: How deep a heading it is, from 0.
        list_id: The list that its paragraphs belong to.
        list_level: Their level in it, from 0.
        bold: Whether letters are bold.
        size: Their size in points.
        hidden: Whether they are hidden.
    """

    key: str
    name: str = ""
    base: str | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    bold: bool | None = None
    size: float | None = None
    hidden: bool | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a file.

    Attributes:
        by_key: Each by its key.
        usual: The one of paragraphs that name none.
        size: The size of letters where nothing says otherwise.
    """

    by_key: dict[str, Style] = field(default_factory=dict)
    usual: str | None = None
    size: float = _USUAL_SIZE

    def of(self, key: str | None, get: Callable[[Style], T | None]) -> T | None:
        """Return what a style, or those that it builds on, say; `None` if none does."""
        for _ in range(_DEEPEST):
            style = self.by_key.get(key) if key is not None else None
            if style is None:
                return None
            if (found := get(style)) is not None:
                return found
            key = style.base
        return None

    def heading(self, key: str | None) -> int | None:
        """Return how deep a heading a style is, from 1, `None` if it is none."""
        level = self.of(key, lambda style: style.outline)
        if level is None:
            level = self.of(key, _named_level)
        return level + 1 if level is not None and level < 9 else None

    def is_contents(self, key: str | None) -> bool:
        """Return whether a style is that of the lines of a table of contents, which repeat the headings."""
        return bool(self.of(key, lambda style: _CONTENTS.fullmatch(style.name) is not None or None))


def _named_level(style: Style) -> int | None:
    if style.name.casefold() == "title":
        return 0
    named = _HEADING.fullmatch(style.name)
    return int(named[1]) - 1 if named else None


def styles_of(root: etree._Element | None) -> Styles:
    """Return the styles of a file from its part about them."""
    styles = Styles()
    if root is None:
        return styles
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    styles.size = points(defaults) or _USUAL_SIZE
    for element in root.iter(w("style")):
        key = element.get(w("styleId"), "")
        styles.by_key[key] = _style(key, element)
        if element.get(w("type")) == "paragraph" and element.get(w("default")) in {"1", "true"}:
            styles.usual = key
    return styles


def _style(key: str, element: etree._Element) -> Style:
    of_paragraphs, of_runs = element.find(w("pPr")), element.find(w("rPr"))
    listed = None if of_paragraphs is None else of_paragraphs.find(w("numPr"))
    name = element.find(w("name"))
    return Style(
        key,
        "" if name is None else name.get(VAL, ""),
        value(element, "basedOn"),
        number(of_paragraphs, "outlineLvl"),
        value(listed, "numId"),
        number(listed, "ilvl"),
        switch(of_runs, "b"),
        points(of_runs),
        switch(of_runs, "vanish"),
    )


def points(properties: etree._Element | None) -> float | None:
    """Return the size of letters in points, `None` where it is not set."""
    halves = number(properties, "sz")
    return halves / 2 if halves else None
