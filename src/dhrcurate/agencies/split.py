"""Splitting addressed-to cells: always at `|`, at other separators only where each part is a name on its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from dhrcurate.agencies.mentions import Mentions, spans
from dhrcurate.domain.agency import Part, Split

MOST_SEPARATORS = 14
"""A cell with more separators than this is prose and is not split."""

_SEPARATOR = re.compile(r"\s*(?:[\r\n]+\s*[•*·-]?|[;•/,&](?:\s*and\b)?)\s*|\s+and\s+", re.IGNORECASE)
_BLANK = " \t\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class NameTests:
    """Questions that the splitter asks the matcher.

    Attributes:
        is_name: True if a text is a name on its own.
        may_be_listed: True if an agency, by its position, may be one of several names with only a blank between them.
    """

    is_name: Callable[[str], bool]
    may_be_listed: Callable[[int], bool]


def split(cell: str, tests: NameTests, mentions: Callable[[], Mentions]) -> Split:
    """Split a cell; every character is in a part or between two, as a separator or a blank."""
    parts: list[Part] = []
    empty = 0
    separators: list[str] = []
    start = 0
    pieces = cell.split("|")
    for piece in pieces:
        found, separator = _split_piece(cell, start, start + len(piece), tests, mentions)
        empty += not found and len(pieces) > 1
        parts.extend(found)
        if separator:
            separators.append(separator)
        start += len(piece) + 1
    joined_by = "|" if len(pieces) > 1 else separators[0] if separators else None
    return Split(tuple(parts), joined_by, empty)


def _part(cell: str, start: int, end: int) -> Part | None:
    while start < end and (cell[start].isspace() or cell[start] in _BLANK):
        start += 1
    while end > start and (cell[end - 1].isspace() or cell[end - 1] in _BLANK):
        end -= 1
    return Part(cell[start:end], start, end) if start < end else None


def _split_piece(
    cell: str, start: int, end: int, tests: NameTests, mentions: Callable[[], Mentions]
) -> tuple[list[Part], str | None]:
    whole = _part(cell, start, end)
    if whole is None:
        return [], None
    separators = _separators(whole.text)
    words = len(whole.text.split())
    if words < 2 and not separators:
        return [whole], None
    if tests.is_name(whole.text):
        return [whole], None
    if 0 < len(separators) <= MOST_SEPARATORS:
        bounds = _fewest_parts(whole, separators, tests)
        if bounds is not None:
            found = [part for left, right in bounds if (part := _part(cell, left, right)) is not None]
            return found, _separator_name(separators[0][2])
    if words >= 4:
        listed = _names_only(whole, tests, mentions())
        if listed:
            return listed, "space"
    return [whole], None


def _separators(text: str) -> list[tuple[int, int, str]]:
    """Return the separators outside brackets: start, end, text."""
    depth = 0
    depths = []
    for char in text:
        depth = max(0, depth + (char in "([") - (char in ")]"))
        depths.append(depth)
    return [
        (match.start(), match.end(), match[0])
        for match in _SEPARATOR.finditer(text)
        if depths[match.start()] == 0 and match.start() > 0 and match.end() < len(text)
    ]


def _fewest_parts(
    whole: Part, separators: list[tuple[int, int, str]], tests: NameTests
) -> list[tuple[int, int]] | None:
    """Return the bounds of the fewest parts that are all names, or `None` if there are none."""
    starts = [0, *(end for _, end, _ in separators)]
    ends = [*(start for start, _, _ in separators), len(whole.text)]
    best: list[list[tuple[int, int]] | None] = [None] * len(starts) + [[]]
    for first in range(len(starts) - 1, -1, -1):
        for last in range(len(starts) - 1, first - 1, -1):
            rest = best[last + 1]
            if rest is None or (first == 0 and last == len(starts) - 1):
                continue
            shortest = best[first]
            if shortest is not None and len(shortest) <= len(rest) + 1:
                continue
            if tests.is_name(whole.text[starts[first] : ends[last]].strip()):
                best[first] = [(whole.start + starts[first], whole.start + ends[last]), *rest]
    return best[0]


def _names_only(whole: Part, tests: NameTests, mentions: Mentions) -> list[Part]:
    """Return the names in a text that consists of names and blanks; none if there is anything else in it."""
    row = spans(whole.text)
    names_at = mentions.by_word(whole.text)
    word_at = {start: at for at, (start, _, _) in enumerate(row)}
    rests: list[list[tuple[int, int, frozenset[int]]] | None] = [None] * len(row) + [[]]
    for at in range(len(row) - 1, -1, -1):
        for start, end, agencies in names_at[at]:
            listed = frozenset(filter(tests.may_be_listed, agencies))
            after = next((word_at[other] for other, _, _ in row[at:] if other >= end), len(row))
            rest = rests[after]
            between = whole.text[end : row[after][0]] if after < len(row) else whole.text[end:]
            if not listed or rest is None or between.strip():
                continue
            if any(listed & others for _, _, others in rest):
                continue
            rests[at] = [(start, end, listed), *rest]
            break
    found = rests[0]
    if not found or len(found) < 2 or row[0][0] != 0:
        return []
    return [Part(whole.text[start:end], whole.start + start, whole.start + end) for start, end, _ in found]


def _separator_name(separator: str) -> str:
    bare = separator.strip()
    if "\n" in separator or "\r" in separator or "•" in separator:
        return "newline"
    if bare[:1] in {";", "/", ",", "&"}:
        return bare[:1]
    return "and"
