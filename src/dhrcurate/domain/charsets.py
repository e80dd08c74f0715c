"""The character set that a page in HTML declares, where it is not UTF-8."""

from __future__ import annotations

import re

_LOOKED_AT = 4096
"""A declaration stands among so many bytes at the beginning."""
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|meta)\b", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*(?P<meta>[\w.:-]{1,40})"
    rb"|<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"'](?P<xml>[\w.:-]{1,40})",
    re.IGNORECASE,
)
_WINDOWS = frozenset({"windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii"})
"""Names by which browsers read Windows' Western European characters, whatever the older ones once meant."""


def by_declaration(raw: bytes) -> str | None:
    """The text of a page in HTML that declares a character set of Windows, and is whole in it.

    Args:
        raw: The page's bytes, which are not UTF-8.

    Returns:
        The text; `None` for what is no such page, or has bytes that stand for nothing.
    """
    head = raw[:_LOOKED_AT]
    found = _DECLARED.search(head) if _HTML.search(head) else None
    name = (found["meta"] or found["xml"]).decode("ascii", "replace").lower() if found else ""
    if name not in _WINDOWS:
        return None
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return None


def as_text(raw: bytes) -> str:
    """The text of a kept page: UTF-8, else as it declares, else with U+FFFD for what cannot be read."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = by_declaration(raw)
        return raw.decode("utf-8-sig", "replace") if text is None else text
