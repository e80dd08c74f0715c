"""A page as lines and tables, whatever it was written in: plain text, Markdown or HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dhrcurate.domain.item_marks import OF_LINES
from dhrcurate.domain.page_marks import goes_on, marks
from dhrcurate.importers.words import LINKS

WIDE = 200
"""Lines longer than this are not the work of a program that wraps lines, so no break on the page is a wrap."""

_BULLET = re.compile(rf"(?P<marker>(?:[{OF_LINES}]|o(?=\s+\w))(?:\s+\[[ xX]\](?=\s))?)\s+(?=\S)")
"""A bullet, and the box to be ticked after it."""
BOX = re.compile(r"\A\[[ xX]\]\s+(?=\S)")
"""A box to be ticked at the beginning of an item."""
_RULE = re.compile(r"\s*(?:[-=*_~–—]\s*){3,}")

COUNTING = re.compile(r"(?:[ivx]{1,5}|[a-z])[.)]\s|[ivx]{1,5}\s+\W?[A-Z0-9]")
"""Small letters that count, at the start of a line, and are no words of a sentence."""
_OPENING = re.compile(
    r"[A-Z][a-z]+(?: [a-z]+){0,2}: |(?:[A-Z][a-z]+ )?\(?\d+(?:\.\d+)*[.):]+\s|\d+(?:\.\d+)+\s+(?=[A-Z])"
    r"|[A-Z]{1,4}\d+[.):]?\s"
    r"|(?P<letter>\(?(?:[ivx]{1,5}|[a-z])[.)]+\s)"
)
"""A label, or a number with a mark, a letter or more than one part before a capital."""
_LINKS = LINKS | {"A", "An", "The", "These", "This", "Their", "Its", "Our"}
"""Words after which a line that ends goes on, at the beginning of a sentence as well."""
_OFTEN = 2
_SHORT = 40
"""A line that is no longer may be a heading, which may end with any word ("What we do")."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or one block of a page that has blocks.

    Attributes:
        text: Its text without the blanks around it and without a list marker.
        gap: Whether a blank line or the start of a block stands before it.
        heading: Whether the page marks it as a heading.
        item: Whether it is an item of a list.
        marker: The list marker where one is printed, such as `•` or `2.`; a browser's own bullets are not printed.
        depth: How far it is indented, in any unit; an item of a list within a list is further in than its parent.
        wrapped: Whether it goes on from the line before, which was full; known once the lines are settled.
        doubtful: Whether it may do so, since the line before is about as long as the page's longest.
        level: How deep a marked heading is, from 1; 0 where the page does not say.
        number: The number of a heading over a part of a list, once it is known not to be a recommendation's.
    """

    text: str
    gap: bool = False
    heading: bool = False
    item: bool = False
    marker: str = ""
    depth: int = 0
    wrapped: bool = False
    doubtful: bool = False
    level: int = 0
    number: str = ""

    @property
    def full(self) -> str:
        """The line with its list marker."""
        return f"{self.marker} {self.text}" if self.marker else self.text


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        header: Cells of its first row.
        rows: Cells of the others, the blanks around them kept. A row of a pipe table may hold more than the header.
        at: How many of the page's lines stand before it.
        cut: Whether its last row breaks off.
        pipes: Whether it is written with `|`, so that a cell that holds one has become two.
        above: Cells of the rows above its header, of which the first may be its caption.
        torn: Its first line, where its columns or rows cannot be told apart; it has no rows then.
        lists: The cells that are a list and nothing else, as the page marks it; their items are lines.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at: int = 0
    cut: bool = False
    pipes: bool = False
    above: tuple[tuple[str, ...], ...] = ()
    torn: str = ""
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        lines: Its lines outside of tables, without empty ones.
        tables: Its tables, in order.
        links: Text and address of its links.
        url: The address that the page gives for itself.
        cut: Whether the file ends in the middle of a character or of a tag.
        hanging: Whether the file's last line has no line end, as after a cut.
        vouched: Whether the caller says that it is of a review.
        unshown: What it hides from who looks at it though it asks somebody to act.
    """

    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    url: str | None = None
    cut: bool = False
    hanging: bool = False
    vouched: bool = False
    unshown: tuple[str, ...] = ()


def is_rule(text: str) -> bool:
    """True if a line of text is drawn and not written: dashes, stars or the like."""
    return _RULE.fullmatch(text) is not None


def listed(text: str, *, gap: bool) -> Line:
    """A line of plain text, its bullet set apart."""
    indented = text.expandtabs(4)
    depth = len(indented) - len(indented.lstrip())
    text = text.strip()
    found = _BULLET.match(text)
    if found is None:
        return Line(text, gap, depth=depth)
    return Line(text[found.end() :], gap, item=True, marker=found["marker"], depth=depth)


def unmarked(page: Page) -> Page:
    """The page without the lines that a print repeats on each of its pages; a sentence that ran over them is whole."""
    texts: list[str] = []
    places: list[int] = []
    for line in page.lines:
        texts += [""] if line.gap else []
        places.append(len(texts))
        texts.append(line.full)
    found = marks(texts)
    kept: list[Line] = []
    before: list[int] = []  # how many lines are kept before each
    crossed = False
    for line, place in zip(page.lines, places, strict=True):
        before.append(len(kept))
        if place in found:
            crossed = True
            continue
        within = crossed and kept and not (line.item or line.heading or kept[-1].heading)
        if within and goes_on([kept[-1].text], line.full):
            kept[-1] = together([kept[-1], line])
        else:
            kept.append(line)
        crossed = False
    before.append(len(kept))
    return replace(page, lines=tuple(kept), tables=tuple(replace(table, at=before[table.at]) for table in page.tables))


def width(lines: Sequence[Line]) -> int:
    """The length to which a page's lines were filled; 0 where they were not wrapped by a program.

    Lines that run on in lower case show whether they were: nearly all of their breaks must be where the next word
    found no room.
    """
    filled = max((_length(line) for line in lines if " " in line.full and not line.heading), default=0)
    running = [(a, b) for a, b in pairwise(lines) if _runs_on(a, b)]
    fitting = sum(may_be_wrapped(a, b, filled) for a, b in running)
    return filled if filled <= WIDE and fitting >= max(2, 0.8 * len(running)) else 0


def _length(line: Line) -> int:
    return line.depth + len(line.full)


def may_be_wrapped(before: Line, after: Line, filled: int) -> bool:
    """True if the break between two lines can be that of a program that fills lines to a width.

    Args:
        before: The line before the break.
        after: The line after it.
        filled: The width, from `width`.
    """
    if after.gap or after.heading or before.heading or not filled:
        return False
    first = re.match(r"[^\s-]+-?", after.full)
    return _length(before) + 1 + (len(first.group()) if first else 0) > filled


def joined(parts: Sequence[str]) -> str:
    """Lines as one, without inventing a blank inside a word that was broken at its hyphen."""
    return "".join(glue(before, part) + part for before, part in pairwise(["", *parts]))


def glue(before: str, part: str) -> str:
    """The separator of a line and the next one when they are joined."""
    broken = before[-1:] == "-" and before[-2:-1].isalnum() and part[:1].isalnum()
    return "" if not before or broken else " "


def settled(lines: Sequence[Line]) -> list[Line]:
    """The lines with it settled which of them go on from the one before."""
    filled = width(lines)
    longest = max((_length(line) for line in lines), default=0)
    openings = Counter(filter(None, map(_opening, lines)))
    result = list(lines[:1])
    item = lines[0] if lines and lines[0].item else None
    for at, (before, line) in enumerate(pairwise(lines), 1):
        item = line if line.item else None if line.gap or line.heading else item
        opens = line.item or openings[_opening(line)] >= _OFTEN
        wrapped = not opens and (
            may_be_wrapped(before, line, filled)
            or _runs_on(before, line)
            or _ends_in(before, line)
            or (item is not None and _is_further_sentence(item, line, lines[at + 1 : at + 2]))
        )
        doubtful = longest <= WIDE and may_be_wrapped(before, line, longest)
        result.append(replace(line, wrapped=wrapped, doubtful=doubtful))
    return result


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Settled lines with wrapped ones put together again."""
    return [together(group) for group in grouped(lines, lambda line: not line.wrapped)]


def grouped(lines: Sequence[Line], opens: Callable[[Line], bool]) -> list[list[Line]]:
    """The lines in groups, each of which begins with the first line or with one that opens a group."""
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or opens(line):
            groups.append([])
        groups[-1].append(line)
    return groups


def together(group: Sequence[Line]) -> Line:
    """Several lines as one."""
    return replace(group[0], text=joined([group[0].text, *(line.full for line in group[1:])]))


def _ends_in(before: Line, after: Line) -> bool:
    """True if a line ends a sentence or a bracket that the one before it has open, with whatever letter it begins."""
    if after.gap or after.heading or before.heading or not after.text[:1].isalpha() or COUNTING.match(after.text):
        return False
    opened, closed = after.text.find("("), after.text.find(")")
    bracket = before.text.rfind("(") > before.text.rfind(")") and closed >= 0 and not 0 <= opened < closed
    return bracket or (len(before.text) > _SHORT and before.text.rsplit(maxsplit=1)[-1] in _LINKS)


_SENTENCE = re.compile(r"[A-Z“‘][^:|]{15,}[.!?][”’)]*")


def _is_further_sentence(item: Line, line: Line, after: Sequence[Line]) -> bool:
    """True for one more sentence of an item, right below it: set in as the item is, or with the next item below it."""
    if _SENTENCE.fullmatch(line.text) is None:
        return False
    return line.depth > item.depth or any(below.item and below.marker == item.marker for below in after)


def _opening(line: Line) -> str:
    """What a line begins with that no wrapped one does twice: a label, or a marked number, as a kind of such."""
    found = _OPENING.match(line.text)
    return ("a" if found["letter"] else re.sub(r"\d+", "1", found.group().casefold())) if found else ""


def _runs_on(before: Line, after: Line) -> bool:
    if after.gap or after.heading or before.heading or before.text[-1:] == ":":
        return False
    return after.text[:1].islower() and COUNTING.match(after.text) is None
