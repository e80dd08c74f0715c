"""A kept source page as its text reads, for rules, screens and prompts alike."""

from __future__ import annotations

import html
import json
import re

_JSON_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[nrtbf\"\\/])")
_HIDDEN = re.compile(r"<(?:(script|style)\b.*?(?:</\1\s*>|\Z)|!--.*?(?:-->|\Z))", re.DOTALL | re.IGNORECASE)
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr"
)
# In both cases, as ignoring the case takes three times as long.
_INLINE = re.compile(rf"</?(?:{'|'.join((_INLINE_NAMES + ' ' + _INLINE_NAMES.upper()).split())})\b[^<>]*>")
_OTHER_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
CELL_BEGINS, CELL_ENDS = "\ue000", "\ue001"
"""The marks of `marked_cells`, which mean nothing in any text."""
_JSON_VALUE = re.compile(r'"((?:[^"\\]|\\.)*)"')
_QUOTED = re.compile(r'(?<![^\n,\t;])"((?:[^"]|"")*)"(?=[\n\r,\t;]|\Z)')
_STRUCTURE = re.compile(r"<(?P<close>/?)(?P<name>td|th|li|tr|table|ul|ol|h[1-6])\b", re.IGNORECASE)
_CELLS = frozenset({"td", "th", "li"})
_HOLDERS = frozenset({"table", "ul", "ol"})
_FRAMED = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6"})


def page_text(page: str, name: str) -> str:
    """Return a page as it reads: HTML without tags, entities and what a browser hides, JSON without escapes.

    Markdown and plain text stay as they are.

    Args:
        page: The page.
        name: Its file's name, which tells its format; a page with end tags is taken for HTML under any other name.
    """
    if name.lower().endswith((".json", ".jsonl")):
        return _JSON_ESCAPE.sub(lambda escape: str(json.loads(f'"{escape.group()}"')), page)
    if not _is_html(page, name):
        return page
    page = _OTHER_TAG.sub("\n", _INLINE.sub("", _HIDDEN.sub(" ", page)))
    return re.sub(r"\n\s*\n+", "\n\n", html.unescape(page)).strip()


def marked_cells(page: str, name: str) -> str:
    """Return a page as it reads, but for blanks, with marks around what it bounds itself; empty if that is nothing.

    That are the values of a table in JSON or with commas, and the cells and list items of HTML: the outermost of each,
    without those that hold a table or a heading and so are no more than the frame of a page.

    Args:
        page: The page.
        name: Its file's name, which tells its format.
    """
    page = page.replace(CELL_BEGINS, " ").replace(CELL_ENDS, " ")
    if name.lower().endswith((".json", ".jsonl")):
        page = _JSON_VALUE.sub(lambda value: f'"{CELL_BEGINS}{value[1]}{CELL_ENDS}"', page)
        return _JSON_ESCAPE.sub(lambda escape: str(json.loads(f'"{escape.group()}"')), page)
    if name.lower().endswith((".csv", ".tsv")):
        return _QUOTED.sub(lambda value: f'"{CELL_BEGINS}{value[1]}{CELL_ENDS}"', page)
    if not _is_html(page, name):
        return ""
    page = _INLINE.sub("", _HIDDEN.sub(" ", page))
    return html.unescape(_with_marks(page))


def _with_marks(page: str) -> str:
    """A page's text with marks in the place of the tags that bound its outermost cells and list items."""
    parts: list[str] = []
    begun = -1  # the part with the mark of the cell that is open
    inside: list[str] = []
    at = 0

    def close(depth: int) -> None:
        nonlocal begun
        del inside[depth:]
        if begun >= 0 and not _CELLS.intersection(inside):
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
            inside = [one for one in inside if one not in _CELLS]
        if what not in _CELLS | _HOLDERS:
            continue
        holders = [i for i, one in enumerate(inside) if one in _HOLDERS]
        if what in _CELLS or what == "tr":
            close(holders[-1] + 1 if holders else 0)
        if what in _CELLS and begun < 0:
            begun = len(parts)
            parts.append(CELL_BEGINS)
        if what != "tr":
            inside.append(what)
    parts.append(page[at:])
    if begun >= 0:
        parts.append(CELL_ENDS)
    return "".join(parts)


def without_hidden(page: str, name: str) -> str:
    """Return a page as it is, but for the scripts, styles and comments of HTML; quicker than `page_text`."""
    return _HIDDEN.sub(" ", page) if _is_html(page, name) else page


def _is_html(page: str, name: str) -> bool:
    name = name.lower()
    return not name.endswith((".json", ".jsonl")) and (name.endswith((".html", ".htm")) or "</" in page)
