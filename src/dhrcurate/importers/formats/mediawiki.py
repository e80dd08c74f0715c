"""Pages of a wiki as its writers see them: headings with `==`, tables from `{|` to `|}`, links in double brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dhrcurate.importers.formats.html import read_html
from dhrcurate.importers.pages.page import Page

_TABLE = re.compile(r"^[ \t:]*\{\|", re.MULTILINE)
_END = re.compile(r"^[ \t]*\|\}", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*(?:\|-|!|\|(?![-}|+]))", re.MULTILINE)
_HEADING = re.compile(r"(?P<level>={1,6})\s*(?P<text>[^=\s](?:.*[^=\s])?)\s*(?P=level)\s*")
_ITEM = re.compile(r"(?P<marks>[*#:;]+)\s*(?P<text>\S.*)")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_UNSEEN = re.compile(r"\[\[(?:category|file|image):[^\[\]]*\]\]|__[A-Z]{3,}__|<ref[^<>]*/>", re.IGNORECASE)
_ADDRESS = re.compile(r"\[(?P<url>https?://[^\s\]]+)(?: (?P<text>[^\]]*))?\]")
_REFERENCE = re.compile(r"<ref\b[^<>]*>(?P<text>[^<]*)</ref\s*>", re.IGNORECASE)
_BOLD = re.compile(r"'''(?P<text>[^'\n](?:[^\n]*?[^'\n])?)'''")
_SLANTED = re.compile(r"''(?P<text>[^'\n](?:[^\n]*?[^'\n])?)''")
_ATTRIBUTES = re.compile(r"\s*(?P<all>(?:[a-z-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'|]+)\s*)+)\|(?!\|)", re.IGNORECASE)
_LISTS = {"*": "ul", "#": "ol"}


def looks_like_wiki(text: str) -> bool:
    """True if a page has a table as wikis have them: its first and its last line, and rows between."""
    begins = _TABLE.search(text)
    if begins is None or (end := _END.search(text, begins.end())) is None:
        return False
    return _ROW.search(text, begins.end(), end.start()) is not None


def read_wiki(text: str) -> Page:
    """Reads a page of a wiki, what its readers see.

    Raises:
        RecursionError: If its lists or tables are nested beyond reason.
    """
    notes = [found["text"] for found in _REFERENCE.finditer(text)]
    text = _REFERENCE.sub("", text)
    blocks = [*_blocks(text.split("\n")), *(f"<p>Note: {note}</p>" for note in notes)]
    return read_html(_inline("\n".join(blocks)))


def _inline(text: str) -> str:
    """A text with its links and its bold and slanted words as HTML has them."""
    text = _LINK.sub(r"\1", _UNSEEN.sub("", text))
    text = _ADDRESS.sub(lambda found: f'<a href="{found["url"]}">{found["text"] or found["url"]}</a>', text)
    return _SLANTED.sub(r"<i>\g<text></i>", _BOLD.sub(r"<b>\g<text></b>", text))


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    """The blocks of lines in HTML."""
    at = 0
    while at < len(lines):
        line = lines[at]
        if _TABLE.match(line):
            end = _end_of_table(lines, at)
            yield from _table(lines[at:end])
            at = end
            continue
        if _ITEM.match(line):
            end = next((i for i in range(at, len(lines)) if not _ITEM.match(lines[i])), len(lines))
            yield from _list(lines[at:end])
            at = end
            continue
        heading = _HEADING.fullmatch(line)
        if heading:
            level = len(heading["level"])
            yield f"<h{level}>{heading['text']}</h{level}>"
        elif line.strip():
            above = at > 0 and lines[at - 1].strip() and not _HEADING.fullmatch(lines[at - 1])
            yield line if above else f"<p>{line}"
        at += 1


def _list(lines: Sequence[str]) -> Iterator[str]:
    """The items of a list, and of those in it."""
    open_tags: list[str] = []
    for line in lines:
        found = _ITEM.match(line)
        marks = found["marks"] if found else ""
        tags = [_LISTS.get(mark, "dl") for mark in marks]
        while open_tags and open_tags != tags[: len(open_tags)]:
            yield f"</{open_tags.pop()}>"
        for tag in tags[len(open_tags) :]:
            yield f"<{tag}>"
            open_tags.append(tag)
        item = "dd" if tags[-1:] == ["dl"] else "li"
        yield f"<{item}>{found['text'] if found else ''}</{item}>"
    yield from (f"</{tag}>" for tag in reversed(open_tags))


def _end_of_table(lines: Sequence[str], start: int) -> int:
    """The place after a table's last line, also of one that has others in it."""
    depth = 0
    for at in range(start, len(lines)):
        depth += _TABLE.match(lines[at]) is not None
        depth -= _END.match(lines[at]) is not None
        if not depth:
            return at + 1
    return len(lines)


def _table(lines: Sequence[str]) -> Iterator[str]:
    """A table in HTML."""
    yield "<table><tr>"
    cell: list[str] = []  # how the last cell begins, and its lines
    at = 1
    while at < len(lines):
        line = lines[at].strip()
        if _TABLE.match(line):
            end = _end_of_table(lines, at)
            cell += lines[at:end]
            at = end
            continue
        if line.startswith(("|", "!")):
            yield from _closed(cell)
            cell = []
        if line.startswith("|}"):
            break
        if line.startswith("|-"):
            yield "</tr><tr>"
        elif line.startswith("|+"):
            yield f"<caption>{_without_attributes(line[2:])[1]}</caption>"
        elif line.startswith(("|", "!")):
            *whole, (tag, attributes, words) = _cells(line)
            yield from (f"<{a}{b}>{said}</{a}>" for a, b, said in whole)
            cell = [f"{tag}{attributes}", words]
        elif cell:
            cell.append(lines[at])
        at += 1
    yield from _closed(cell)
    yield "</tr></table>"


def _cells(line: str) -> list[tuple[str, str, str]]:
    """The cells on a line: the tag of each, its attributes and its words."""
    tag = "th" if line[0] == "!" else "td"
    parts = re.split(r"\|\||!!", line[1:]) if tag == "th" else line[1:].split("||")
    return [(tag, *_without_attributes(part)) for part in parts]


def _without_attributes(cell: str) -> tuple[str, str]:
    """The attributes before the words of a cell, and its words."""
    found = _ATTRIBUTES.match(cell)
    return (f" {found['all'].strip()}", cell[found.end() :].strip()) if found else ("", cell.strip())


def _closed(cell: Sequence[str]) -> Iterator[str]:
    """A cell that may go over several lines."""
    if cell:
        first, *more = cell
        yield f"<{first}>"
        yield from _blocks(more) if len(more) > 1 else more
        yield f"</{first.split()[0]}>"
