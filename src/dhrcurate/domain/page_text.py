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
_LINE_BREAK = re.compile(r"<br {0,3}/?>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")


def page_text(page: str, name: str) -> str:
    """Return a page as it reads: HTML without tags, entities and what a browser hides, JSON without escapes.

    Plain text stays as it is, and so does Markdown but for its line breaks in the cells of tables.

    Args:
        page: The page.
        name: Its file's name, which tells its format; a page with end tags is taken for HTML under any other name.
    """
    if name.lower().endswith((".json", ".jsonl")):
        return _JSON_ESCAPE.sub(lambda escape: str(json.loads(f'"{escape.group()}"')), page)
    if not _is_html(page, name):
        return _LINE_BREAK.sub("\n", page)
    page = _OTHER_TAG.sub("\n", _INLINE.sub("", _HIDDEN.sub(" ", page)))
    return re.sub(r"\n\s*\n+", "\n\n", html.unescape(page)).strip()


def without_hidden(page: str, name: str) -> str:
    """Return a page as it is, but for the scripts, styles and comments of HTML; quicker than `page_text`."""
    return _HIDDEN.sub(" ", page) if _is_html(page, name) else page


def _is_html(page: str, name: str) -> bool:
    name = name.lower()
    return not name.endswith((".json", ".jsonl")) and (name.endswith((".html", ".htm")) or "</" in page)
