"""A kept source page as its text reads, for rules, screens and prompts alike."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from dhrcurate.domain.aligned_tables import without_columns
from dhrcurate.domain.drawn_tables import without_drawing
from dhrcurate.domain.list_markers import list_markers
from dhrcurate.domain.patterns import rare

_JSON_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[nrtbf\"\\/])")
_JSON = (".json", ".jsonl", ".ndjson")
_CELLS = (".csv", ".tsv")
"""Tables whose cells are kept as they are, tags included."""
_HIDDEN = re.compile(r"<(?:(script|style)\b.*?(?:</\1\s*>|\Z)|!--.*?(?:-->|\Z))", re.DOTALL | re.IGNORECASE)
_STRUCK = re.compile(r"<(del|s|strike)\b[^<>]*>[^<]*(?:<(?!/?\1\b)[^<]*)*</\1\s*>", re.IGNORECASE)
"""Words that are struck out, which are no longer the page's."""
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr"
)
# In both cases, as ignoring the case takes three times as long.
_INLINE = rare(rf"</?(?:{'|'.join((_INLINE_NAMES + ' ' + _INLINE_NAMES.upper()).split())})\b[^<>]*>")
_NUMBERED_LIST = re.compile(r"<ol\b", re.IGNORECASE)
_LISTING = re.compile(r"<(?P<close>/?)(?P<tag>ol|ul|li)\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(start|type)\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
CELL_BEGINS, CELL_ENDS = "\ue000", "\ue001"
"""The marks of `marked_cells`, which mean nothing in any text."""
_LABEL_ENDS = "\ue002"
_LABELLED = re.compile(rf"[^<{_LABEL_ENDS}]*{_LABEL_ENDS}")
_JSON_VALUE = re.compile(r'(?<!\\)"((?:[^"\\]|\\.)*)"')
_ROW = re.compile(r"^[^\S\n]*\|.*\|[^\S\n]*$", re.MULTILINE)
_PIPED = re.compile(r"(?<=\|)(?![-:\s]+\|)[^|]+(?=\|)")
_STRUCTURE = re.compile(r"<(?P<close>/?)(?P<name>td|th|li|tr|table|ul|ol|h[1-6])\b", re.IGNORECASE)
_CELL_TAGS = frozenset({"td", "th", "li"})
_DEEPEST = 100
"""So many cells, lists and tables are followed into each other."""
_HOLDERS = frozenset({"table", "ul", "ol"})
_FRAMED = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6"})


def page_text(page: str, name: str) -> str:
    """Return a page as it reads: HTML without tags and entities, JSON without escapes.

    What a browser hides or strikes out is left out; items of numbered lists have their numbers, as in a browser.
    Markdown and plain text stay as they are, but for line breaks that are written as tags, which become blanks of the
    same length, and for drawn tables, whose rows become lines.

    Args:
        page: The page.
        name: Its file's name, which tells its format; a page with end tags is taken for HTML under any other name.
    """
    if name.lower().endswith(_JSON):
        return _JSON_ESCAPE.sub(lambda escape: str(json.loads(f'"{escape.group()}"')), page)
    if not _is_html(page, name):
        return page if name.lower().endswith(_CELLS) else without_columns(without_drawing(_with_breaks(page, name)))
    page = _OTHER_TAG.sub("\n", _INLINE.sub("", _numbered(_unhidden(page))))
    return re.sub(r"\n\s*\n+", "\n\n", html.unescape(page)).strip()


def marked_cells(page: str, name: str) -> str:
    """Return a page as it reads, but for blanks, with marks around what it bounds itself; empty if that is nothing.

    That are the values of a table in JSON, with commas or between bars, and the cells and list items of HTML: the
    outermost of each, without those that hold a table or a heading and so are no more than the frame of a page.

    Args:
        page: The page.
        name: Its file's name, which tells its format.
    """
    page = re.sub(f"[{CELL_BEGINS}{CELL_ENDS}{_LABEL_ENDS}]", " ", page)
    if name.lower().endswith(_JSON):
        page = _JSON_VALUE.sub(lambda value: f'"{CELL_BEGINS}{value[1]}{CELL_ENDS}"', page)
        return _JSON_ESCAPE.sub(lambda escape: str(json.loads(f'"{escape.group()}"')), page)
    if name.lower().endswith(_CELLS):
        return _value(page).sub(lambda value: f"{value[1] or ''}{CELL_BEGINS}{value[2] or value[3]}{CELL_ENDS}", page)
    if not _is_html(page, name):
        page = _ROW.sub(lambda row: _PIPED.sub(rf"{CELL_BEGINS}\g<0>{CELL_ENDS}", row[0]), page)
        return _with_breaks(page, name)
    page = _INLINE.sub("", _numbered(_unhidden(page), _LABEL_ENDS))
    return html.unescape(_with_marks(page)).replace(_LABEL_ENDS, "")


def _value(page: str) -> re.Pattern[str]:
    """What finds the values of a table, in quotation marks or parted by what parts the headings in its first line."""
    line = page.partition("\n")[0]
    parting = max(",;\t", key=line.count)
    return re.compile(
        rf'(?<![^\n{parting}])(?:(")((?:[^"]|"")*)(?="[\r\n{parting}]|"\Z)|([^"{parting}\r\n]+)(?=[\r\n{parting}]|\Z))'
    )


def _with_marks(page: str) -> str:
    """A page's text with marks in the place of the tags that bound its outermost cells and list items."""
    parts: list[str] = []
    begun = -1  # the part with the mark of the cell that is open
    inside: list[str] = []
    at = 0

    def close(depth: int) -> None:
        nonlocal begun
        del inside[depth:]
        if begun >= 0 and not _CELL_TAGS.intersection(inside):
            parts.append(CELL_ENDS)
            begun = -1

    for tag in _OTHER_TAG.finditer(page):
        parts += (page[at : tag.start()], "\n")
        at = tag.end()
        found = _STRUCTURE.match(tag.group())
        if found is None:
            continue
        what = found["name"].lower()
        if found["close"]:
            if what in inside:
                close(len(inside) - 1 - inside[::-1].index(what))
            continue
        if what in _FRAMED and begun >= 0:  # the cell that is open is a frame, so that it counts no more
            parts[begun] = "\n"
            begun = -1
            inside = [one for one in inside if one not in _CELL_TAGS]
        if what not in _CELL_TAGS | _HOLDERS:
            continue
        holders = [i for i, one in enumerate(inside) if one in _HOLDERS]
        if what in _CELL_TAGS or what == "tr":
            close(holders[-1] + 1 if holders else 0)
        if what in _CELL_TAGS and begun < 0:
            if label := _LABELLED.match(page, at):  # the number of an item is no part of its words
                parts.append(label.group())
                at = label.end()
            begun = len(parts)
            parts.append(CELL_BEGINS)
        if what != "tr" and len(inside) < _DEEPEST:
            inside.append(what)
    parts.append(page[at:])
    if begun >= 0:
        parts.append(CELL_ENDS)
    return "".join(parts)


def _unhidden(page: str) -> str:
    return _STRUCK.sub("", _HIDDEN.sub(" ", page))


def without_hidden(page: str, name: str) -> str:
    """Return a page as it is, but for what is hidden or struck out in HTML; quicker than `page_text`."""
    return _unhidden(page) if _is_html(page, name) else page


def _with_breaks(page: str, name: str) -> str:
    """A page with a line's end for each `<br>`: anywhere in Markdown, in the rows of tables in plain text."""
    if "<br" not in page and "<BR" not in page:
        return page
    everywhere = name.lower().endswith((".md", ".markdown", ".mdown"))
    return "\n".join(
        _BREAK.sub(lambda tag: "\n".ljust(len(tag.group())), line) if everywhere or "|" in line else line
        for line in page.split("\n")
    )


def _numbered(page: str, sign: str = "") -> str:
    """HTML with the numbers that a browser prints before the items of numbered lists, and a sign after each."""
    if not _NUMBERED_LIST.search(page):
        return page
    lists: list[Iterator[str]] = []

    def marked(found: re.Match[str]) -> str:
        tag = found["tag"].lower()
        if tag == "li":
            marker = next(lists[-1]) if lists and not found["close"] else ""
            return f"{found.group()}{marker}{sign} " if marker else found.group()
        if not found["close"]:
            said = {name.lower(): value for name, value in _ATTRIBUTE.findall(found["rest"])}
            lists.append(list_markers(tag, said.get("start"), said.get("type")))
        elif lists:
            lists.pop()
        return found.group()

    return _LISTING.sub(marked, page)


def _is_html(page: str, name: str) -> bool:
    name = name.lower()
    return not name.endswith(_JSON + _CELLS) and (name.endswith((".html", ".htm")) or "</" in page)
