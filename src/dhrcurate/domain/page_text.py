"""A kept source page as its text reads, for rules, screens and prompts alike."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from dhrcurate.domain.list_markers import list_markers

_JSON_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|[nrtbf\"\\/])")
_JSON = (".json", ".jsonl", ".ndjson")
_CELLS = (".csv", ".tsv")
"""Tables whose cells are kept as they are, tags included."""
_HIDDEN = re.compile(r"<(?:(script|style)\b.*?(?:</\1\s*>|\Z)|!--.*?(?:-->|\Z))", re.DOTALL | re.IGNORECASE)
_INLINE_NAMES = (
    "a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr"
)
# In both cases, as ignoring the case takes three times as long.
_INLINE = re.compile(rf"</?(?:{'|'.join((_INLINE_NAMES + ' ' + _INLINE_NAMES.upper()).split())})\b[^<>]*>")
_NUMBERED_LIST = re.compile(r"<ol\b", re.IGNORECASE)
_LISTING = re.compile(r"<(?P<close>/?)(?P<tag>ol|ul|li)\b(?P<rest>[^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(start|type)\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")


def page_text(page: str, name: str) -> str:
    """Return a page as it reads: HTML without tags, entities and what a browser hides, JSON without escapes.

    Items of numbered lists have their numbers, as in a browser. Markdown and plain text stay as they are, but for line
    breaks that are written as tags, which become blanks of the same length.

    Args:
        page: The page.
        name: Its file's name, which tells its format; a page with end tags is taken for HTML under any other name.
    """
    if name.lower().endswith(_JSON):
        return _JSON_ESCAPE.sub(lambda escape: str(json.loads(f'"{escape.group()}"')), page)
    if not _is_html(page, name):
        return page if name.lower().endswith(_CELLS) else _with_breaks(page, name)
    page = _OTHER_TAG.sub("\n", _INLINE.sub("", _numbered(_HIDDEN.sub(" ", page))))
    return re.sub(r"\n\s*\n+", "\n\n", html.unescape(page)).strip()


def without_hidden(page: str, name: str) -> str:
    """Return a page as it is, but for the scripts, styles and comments of HTML; quicker than `page_text`."""
    return _HIDDEN.sub(" ", page) if _is_html(page, name) else page


def _with_breaks(page: str, name: str) -> str:
    """A page with a line's end for each `<br>`: anywhere in Markdown, in the rows of tables in plain text."""
    if "<br" not in page and "<BR" not in page:
        return page
    everywhere = name.lower().endswith((".md", ".markdown", ".mdown"))
    return "\n".join(
        _BREAK.sub(lambda tag: "\n".ljust(len(tag.group())), line) if everywhere or "|" in line else line
        for line in page.split("\n")
    )


def _numbered(page: str) -> str:
    """HTML with the numbers that a browser prints before the items of numbered lists."""
    if not _NUMBERED_LIST.search(page):
        return page
    lists: list[Iterator[str]] = []

    def marked(found: re.Match[str]) -> str:
        tag = found["tag"].lower()
        if tag == "li":
            marker = next(lists[-1]) if lists and not found["close"] else ""
            return f"{found.group()}{marker} " if marker else found.group()
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
