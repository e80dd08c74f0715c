"""The forms in which a text may be written: with markup, in an address, escaped, or several of these at once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from functools import reduce
from html import unescape
from urllib.parse import unquote_to_bytes

from dhrcurate.domain.page_text import page_text

_ROUNDS = 32
"""So often at most what was undone is looked at again, as of an address that an entity stands in, while it changes."""

_SIGNS = re.compile(r"[<&%+\\*_`~\[\]|\n\r]")
"""Without one of these a text can be read in one way only."""

_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_APART = re.compile(
    r"</?(?:w:(?:p|br|cr|tab|tc)|text:(?:p|h|s|tab|line-break)|table:table-cell|si|c|p|div|br|hr|t[dhr]|li|dt|dd|h[1-6]"
    r"|table|ul|ol|dl|section|article|option|pre|blockquote)\b[^<>]*>",
    re.IGNORECASE,
)
"""The tags of documents and pages between which words are apart; within the others a word may go on."""
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\(.)")
_MARK = re.compile(r"\]\([^()\n]*\)|[*_`~\[\]\\]")
"""What Markdown writes within a line: the address of a link, and marks."""
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_ADDRESS = re.compile(r"(?<![^\s<>\"'])[^\s<>\"'+?/=%]*+[?/=%][^\s<>\"'+]*+\+[^\s<>\"']*+")
"""What may be an address with a plus in it, which is a space behind one of the signs that only addresses have."""


def readings(text: str, name: str = "") -> Iterator[str]:
    """A text as it is, and each way in which it may be meant to be read.

    Those are: as the page reads; without the tags and marks that can stand within a name; with entities of HTML,
    escapes of addresses, and escapes of JSON and TOML undone, one of them alone or all of them, again and again.

    Args:
        text: The text.
        name: The name of the file that holds it, which tells its format; empty for a value.
    """
    yield text
    if not _SIGNS.search(text):
        return
    seen = {text}
    for reading in _all_readings(text, name):
        if reading not in seen:
            seen.add(reading)
            yield reading


def _all_readings(text: str, name: str) -> Iterator[str]:
    reads = page_text(text, name)
    yield reads
    yield _without_marks(reads)
    for undo in _UNDOING:
        yield undo(text)
    undone: dict[str, str] = {}
    for without_tags in _TAGS_OUT:
        now = text
        for _ in range(_ROUNDS):
            before, now = now, without_tags(now)
            if now not in undone:
                undone[now] = reduce(lambda so_far, undo: undo(so_far), _UNDOING, now)
            yield unescape(now)
            now = undone[now]
            yield now
            if now == before:
                break


def _without_marks(text: str) -> str:
    return _MARK.sub("", text)


def _of_addresses(text: str) -> str:
    """A text with the escapes of addresses undone."""
    if "+" in text:
        text = _ADDRESS.sub(lambda address: address[0].replace("+", " "), text)
    return _PERCENT.sub(_meant, text) if "%" in text else text


def _meant(escaped: re.Match[str]) -> str:
    """The characters of escaped bytes, which are UTF-8, or Windows-1252 on old sites."""
    raw = unquote_to_bytes(escaped[0])
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _without_escapes(text: str) -> str:
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(escape: re.Match[str]) -> str:
    """What an escape of JSON or TOML stands for; a space for a line end and the like."""
    if escape[1] is not None:
        return " " if escape[1].isalpha() else escape[1]
    codes = [int(digits, 16) for digits in re.split(r"\\[uUx]", escape[0])[1:]]
    if max(codes) > sys.maxunicode:
        return " "
    return "".join(map(chr, codes)).encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")


_UNDOING: tuple[Callable[[str], str], ...] = (unescape, _of_addresses, _without_escapes, _without_marks)

_TAGS_OUT: tuple[Callable[[str], str], ...] = (
    lambda text: _TAG.sub("", text),
    lambda text: _TAG.sub(" ", text),
    lambda text: _TAG.sub("", _APART.sub(" ", text)),
)
