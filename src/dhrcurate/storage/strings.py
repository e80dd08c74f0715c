"""Strings as written in a file: where each code point of the value is in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dhrcurate.storage.literals import Quotes

_TOKEN = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\[ \t]*\r?\n\s*|\\.|\r\n|.", re.DOTALL)

_LINE_END = re.compile(r"\r?\n")


@dataclass(frozen=True, slots=True)
class StringForm:
    """A string as it is written.

    Attributes:
        quotes: Its quotes.
        starts: For each code point of the value its offset in the source (in code points from the first quote), and
            last the offset of the closing quotes.
        opening_line: Whether the value begins on a line of its own.
    """

    quotes: Quotes
    starts: range | list[int]
    opening_line: bool

    def offset(self, at: int) -> int:
        """The offset in the source of the value's code point `at`; of the closing quotes if `at` is its length."""
        return self.starts[min(max(at, 0), len(self.starts) - 1)]


def string_form(source: str) -> StringForm:
    """Parses a string's source.

    Args:
        source: Valid TOML, from the first quote to the last.
    """
    quotes = _quotes(source)
    start, end = len(quotes), len(source) - len(quotes)
    opening = _LINE_END.match(source, start) if len(quotes) > 1 else None
    if opening:
        start = opening.end()
    literal = quotes.startswith("'")
    if "\r" not in source and (literal or "\\" not in source):
        return StringForm(quotes, range(start, end + 1), bool(opening))
    starts = []
    if literal:
        starts = [i for i in range(start, end) if source[i : i + 2] != "\r\n"]
        starts = [i - 1 if source[i] == "\n" and source[i - 1] == "\r" else i for i in starts]
    else:
        for token in _TOKEN.finditer(source, start, end):
            text = token.group()
            if not (text.startswith("\\") and text[1:].isspace()):  # an escaped line end is not part of the value
                starts.append(token.start())
    return StringForm(quotes, [*starts, end], bool(opening))


def _quotes(source: str) -> Quotes:
    for quotes in ('"""', "'''"):
        if source.startswith(quotes) and len(source) >= 2 * len(quotes):
            return quotes
    return "'" if source[0] == "'" else '"'
