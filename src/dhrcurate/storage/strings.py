"""Strings as they stand in a file: where each code point of the value is in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dhrcurate.storage.literals import Quotes

_TOKEN = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\[ \t]*\r?\n\s*|\\.|\r\n|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Written:
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
        """Where the value's code point number `at` stands in the source; its length means the closing quotes."""
        return self.starts[min(max(at, 0), len(self.starts) - 1)]


def written(source: str) -> Written:
    """Takes a string's source apart.

    Args:
        source: From the first quote to the last, valid TOML.
    """
    quotes = _quotes(source)
    start, end = len(quotes), len(source) - len(quotes)
    opening = re.compile(r"\r?\n").match(source, start) if len(quotes) > 1 else None
    if opening:
        start = opening.end()
    literal = quotes.startswith("'")
    if "\r" not in source and (literal or "\\" not in source):
        return Written(quotes, range(start, end + 1), bool(opening))
    starts = []
    if literal:
        starts = [i for i in range(start, end) if source[i : i + 2] != "\r\n"]
        starts = [i - 1 if source[i] == "\n" and source[i - 1] == "\r" else i for i in starts]
    else:
        for token in _TOKEN.finditer(source, start, end):
            text = token.group()
            if not (text.startswith("\\") and text[1:].isspace()):  # a line end that is written but not meant
                starts.append(token.start())
    return Written(quotes, [*starts, end], bool(opening))


def _quotes(source: str) -> Quotes:
    for quotes in ('"""', "'''"):
        if source.startswith(quotes) and len(source) >= 2 * len(quotes):
            return quotes
    return "'" if source[0] == "'" else '"'
