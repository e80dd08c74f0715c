"""The parts of an HTML page that are around its content, and those that a button shows."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dhrcurate.importers.wording.asking import says_should

_NOTICE = re.compile(r"(?<![a-z])(?:cookies?|consent|ccc)(?![a-z])", re.IGNORECASE)
_TRAIL = re.compile(r"bread-?crumb", re.IGNORECASE)
"""The way to a page, which may name the partnership."""
_MAY_BE_NOTICES = frozenset({"aside", "dialog", "div", "form", "section"})
_LONGEST_NOTICE = 1500
"""So many characters at most has a notice of cookies; a longer part holds the page itself."""
_AROUND = frozenset({"aside", "footer", "header"})
_LISTS = frozenset({"ol", "ul"})
_NAMING = ("id", "class", "aria-label", "role")


def show_what_is_opened(tree: LexborHTMLParser) -> None:
    """Takes the mark off hidden parts that a button of the page, or a search in it, shows to whoever reads it."""
    hidden = tree.css("[hidden]")
    if not hidden:
        return
    opened = {
        each for node in tree.css("[aria-controls]") for each in (node.attributes.get("aria-controls") or "").split()
    }
    for node in hidden:
        if node.attributes.get("id") in opened or node.attributes.get("hidden") == "until-found":
            del node.attrs["hidden"]


def is_around(node: LexborNode, *, headed: bool) -> bool:
    """True if a part of a page is navigation or a notice of cookies, and asks nobody to act.

    Args:
        node: The part.
        headed: Whether a heading of recommendations stands above; whatever leads on from there is none of them.
    """
    tag = node.tag or ""
    if tag == "nav" or node.attributes.get("role") == "navigation":
        is_trail = _TRAIL.search(_named(node)) is not None
        return (headed or (_is_links(node) and not is_trail)) and not says_should(node.text())
    if tag in _LISTS:
        return _is_in_frame(node) and _is_links(node) and not says_should(node.text())
    return tag in _MAY_BE_NOTICES and _NOTICE.search(_named(node)) is not None and _is_notice(node)


def _named(node: LexborNode) -> str:
    return " ".join(node.attributes.get(name) or "" for name in _NAMING)


def _is_links(node: LexborNode) -> bool:
    """True if every word of a part is one of a link."""
    said = "".join(node.text().split())
    linked = "".join("".join(link.text().split()) for link in node.css("a"))
    return said != "" and len(said) == len(linked)


def _is_in_frame(node: LexborNode) -> bool:
    parent = node.parent
    while parent is not None and parent.tag not in _AROUND:
        parent = parent.parent
    return parent is not None and parent.css_first("h1") is None


def _is_notice(node: LexborNode) -> bool:
    return len(node.text()) <= _LONGEST_NOTICE and node.css_first("h1, main, table") is None
