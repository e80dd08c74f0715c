"""Headings over parts of a list that have a number of their own, which is none of a recommendation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dhrcurate.domain.number import natural_key
from dhrcurate.importers.metadata import is_recommendations_heading
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.actors import heads_group, words_for
from dhrcurate.importers.wording.asking import begins_with_command, says_should
from dhrcurate.importers.wording.numbers import Key, printed_number
from dhrcurate.importers.wording.senses import COUNTED_THEME

_FIGURES = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?")
_LETTER = re.compile(r"(?P<number>\(?(?P<letter>[a-zA-Z])[.)])\s+(?P<rest>\S.*)")
_LONGEST = 12
"""No heading has more words."""
_RECOMMENDATIONS = re.compile(r"\s+recommendations\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Head:
    """A line that may head a part of a list: its place, its words, and the number before them.

    Attributes:
        holds: Whether the number on the next line is one below its own: "7.2.1" below "7.2".
        counts: Whether a recommendation with a number of another kind is there: "1." or "R1" below "7.2".
        lists: Whether a list begins on the next line whose items have other numbers than it has, or none.
        command: Whether it begins as what somebody is to do does, and as themes such as "Record keeping" may.
        asks: Whether items without numbers begin on the next line, no further in, and the first asks for something.
    """

    at: int
    text: str
    key: Key
    holds: bool
    counts: bool
    lists: bool
    command: bool
    asks: bool


def without_head_numbers(
    lines: Sequence[Line], names_body: Callable[[str], bool], asks: Callable[[str], bool], heading: str = ""
) -> list[Line]:
    """The lines of a list, those that head a part of it with their numbers set apart and marked as headings.

    A number heads a part if the next one is below it. Those of one chapter, "7.1" and "7.2", head parts together if
    one of them says that it does, or has a body's name and nothing else, and a list below it, or if recommendations
    with numbers of another kind, or items that each ask for something, are below each. Else a theme may be the title
    of a recommendation.

    Args:
        lines: The lines.
        names_body: Tells if words that stand alone are the name of a body.
        asks: Tells if words ask somebody to act.
        heading: The heading over the list, which may be one of its parts': "7.1 Recommendations for Wold Police".
    """
    first = _numbered(Line(heading.strip()))
    numbers = Counter((found[0][:-1], _is_letter(found[0])) for line in lines if (found := _numbered(line)))
    levels: dict[tuple[Key, bool], list[_Head]] = defaultdict(list)
    for at in range(len(lines) - 1):
        if head := _head(lines, at, asks):
            levels[head.key[:-1], _is_letter(head.key)].append(head)
    heads: dict[int, str] = {}
    for kind, level in levels.items():
        key = level[0].key
        beside = first is not None and len(first[0]) == len(key) > 1 and first[0][:-1] == key[:-1]
        named = (beside and first is not None and _says_so(first[1])) or any(
            head.lists and (_says_so(head.text) or names_body(head.text.strip(" *_:"))) for head in level
        )
        named = named or (len(level) > 1 and all(head.counts for head in level))
        listed = numbers[kind] == sum(head.asks for head in level) and 2 * sum(h.command for h in level) <= len(level)
        deep = any(head.holds and not head.command for head in level)
        for head in level:
            apart = head.lists or lines[head.at].gap or lines[head.at].heading
            if (deep and head.holds) or (named and apart and not head.command) or listed:
                heads[head.at] = head.text
    themes = _counted_themes(lines, names_body)
    return [
        Line(_plain(heads[i]), gap=True, heading=True, number=line.full.split(maxsplit=1)[0])
        if i in heads
        else replace(line, text=themes[i][1], gap=True, heading=True, number=themes[i][0])
        if i in themes
        else line
        for i, line in enumerate(lines)
    ]


def _counted_themes(lines: Sequence[Line], names_body: Callable[[str], bool]) -> dict[int, tuple[str, str]]:
    """The places of the themes that are counted, with what counts them and their words: "Theme 2:", "Theme 2: Housing".

    Each stands directly over recommendations that are counted in another way, or are the items of a list. Of bodies
    that are counted so the words are the name alone.
    """
    groups: dict[str, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for at, line in enumerate(lines):
        if not line.item and (found := COUNTED_THEME.fullmatch(line.text)):
            groups[found["kind"].casefold()].append((at, found))
    themes: dict[int, tuple[str, str]] = {}
    for group in groups.values():
        over = all(_is_title(found["rest"]) and _is_listed(lines[at + 1 : at + 2]) for at, found in group)
        if not over or not (len(group) > 1 or group[0][1]["apart"]):
            continue
        bodies = all(names_body(found["rest"]) for _, found in group)
        for at, found in group:
            said = lines[at].text[: found.start("rest")].strip()
            themes[at] = (said, found["rest"] if bodies else lines[at].text)
    return themes


def _is_listed(below: Sequence[Line]) -> bool:
    """True if a line is an item of a list, or has a number of its own."""
    return bool(below) and (
        below[0].item or printed_number(below[0].full) is not None or _numbered(below[0]) is not None
    )


def without_bullets(lines: Sequence[Line]) -> list[Line]:
    """The lines without the bullets of items that all have a number of their own: "• Recommendation 1: ..."."""
    plain = {(line.marker, line.depth) for line in lines if line.item and not _is_numbered(line.text)}
    return [
        replace(line, marker="")
        if line.item and not line.marker[:1].isalnum() and (line.marker, line.depth) not in plain
        else line
        for line in lines
    ]


def _is_numbered(text: str) -> bool:
    """True if words begin with the number of a recommendation; a bare figure may be of a sentence."""
    found = printed_number(text)
    return found is not None and bool(found[1]) and not found[0].isdecimal()


def leaves(part: str, number: str) -> bool:
    """True if a number counts on with that of a part of a list, so that its recommendation is none of the part."""
    if not (part[:1].isdecimal() and number[:1].isdecimal()):
        return False
    above, key = natural_key(part), natural_key(number)
    return len(key) == len(above) and key > above and key[:-1] == above[:-1]


def _head(lines: Sequence[Line], at: int, asks: Callable[[str], bool]) -> _Head | None:
    """The heading that a line may be; `None` for a recommendation."""
    found = _numbered(lines[at])
    if found is None or not _is_title(found[1]):
        return None
    key, below = found[0], lines[at + 1]
    number = _numbered(below)
    holds = number is not None and len(number[0]) > len(key) and number[0][: len(key)] == key
    other = number is not None and (len(number[0]) < len(key) or _is_letter(number[0]) != _is_letter(key))
    counted = number is None and printed_number(below.full) is not None  # "Recommendation 1", "R1"
    items = number is None and not counted and below.item
    apart = len(key) > 1 or below.depth <= lines[at].depth
    asking = items and apart and not lines[at].item and found[1][-1] != ":" and asks(below.text)
    lists = holds or other or counted or items
    return _Head(at, found[1], key, holds, other or counted, lists, begins_with_command(found[1]), asking)


def _numbered(line: Line) -> tuple[Key, str] | None:
    """The number before a line's words, a figure or a letter with a mark, and the words."""
    if letter := _LETTER.fullmatch(line.full):
        return ((1, letter["letter"].casefold()),), letter["rest"]
    found = printed_number(line.full)
    return (natural_key(found[0]), found[1]) if found and _FIGURES.fullmatch(found[0]) else None


def _says_so(text: str) -> bool:
    return is_recommendations_heading(text) or bool(words_for(text))


def _is_letter(key: Key) -> bool:
    return isinstance(key[-1][1], str)


def _is_title(text: str) -> bool:
    words = text.split()
    plain = 0 < len(words) <= _LONGEST and text[:1].isupper() and text[-1] not in ".;?!,"
    return plain and not says_should(text)


def _plain(text: str) -> str:
    """A heading in the words that tell it from its like: "National recommendations" stands among others of the list."""
    apart = is_recommendations_heading(text) and not words_for(text) and not heads_group(text)
    return _RECOMMENDATIONS.sub("", text) if apart else text
