"""Numbers of recommendations with their addressee beside them: "Recommendation 2 – to the Home Office"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.wording.asking import says_should
from dhrcurate.importers.wording.numbers import is_counted, printed_number
from dhrcurate.importers.wording.senses import Sense, is_set_as_name, sense

_BESIDE = re.compile(
    r"[\s*_]*(?:[-–—:|]+[\s*_]*|(?P<bracket>\())?(?P<to>(?i:(?:is )?(?:addressed |directed |made )?(?:to|for))\s+)?"
    r"(?:the\s+)?(?P<name>[^():;?!]{2,120}?)\)?[\s*_]*(?:[:.]?[\s*_]*|(?:[:–—]|(?<=\))|\s-)[\s*_]+(?P<text>[A-Z].{20,}))"
)
"""What stands beside the number: the addressee, and perhaps the recommendation itself."""
_AND = re.compile(r"\s*[,;/&]+\s*(?:and\s+)?|\s+and\s+")
_IN_BRACKETS = re.compile(r"\((?P<name>(?:[^()]|\([^()]*\)){2,120})\)[\s:.]*")
_COUNTED = re.compile(r"[()]|\b(?:\d{1,2}|[A-Z])\Z")
"""What a name may have besides words: brackets, and which of several it is ("Surgery A")."""
_FEWEST = 2
_LONGEST = 20
"""No names beside a number have more words."""


def with_addressees_below(lines: Sequence[Line], is_name: Callable[[str], bool]) -> list[Line]:
    """The lines, each addressee beside the number of a recommendation set below it with a label.

    It is one where most of what stands beside such numbers says so ("to the ...", "for the ..."). Words that are
    plainly no name, as themes and what is to be done, stay where they are. So it is where all numbers have nothing but
    names in brackets beside them: "R1 (Wold Police)".

    Args:
        lines: The lines of a list.
        is_name: Tells if words are surely the name of a body.
    """
    if bracketed := _with_brackets_below(lines, is_name):
        return bracketed
    beside = {at: found for at, line in enumerate(lines) if (found := _beside(line)) is not None}
    said = {at: found for at, (_, found) in beside.items() if _are_names(found["name"], is_name, found["to"])}
    if 2 * sum(found["to"] is not None for found in said.values()) <= len(beside):
        return list(lines)
    result: list[Line] = []
    for at, line in enumerate(lines):
        if (names := said.get(at)) is None:
            result.append(line)
            continue
        result.append(replace(line, text=beside[at][0].rstrip(" :"), marker=""))
        result.append(Line(f"Addressed to: {names['name'].strip(' *_')}"))
        result += [Line(names["text"].strip(" *_"))] if names["text"] else []
    return result


def _with_brackets_below(lines: Sequence[Line], is_name: Callable[[str], bool]) -> list[Line]:
    """The lines, each name that stands alone in brackets beside a number set below it with a label; empty if none."""
    numbers = {at: found for at, line in enumerate(lines) if not line.item and (found := printed_number(line.full))}
    alone = {at: name["name"].strip() for at, (_, rest) in numbers.items() if (name := _IN_BRACKETS.fullmatch(rest))}
    whole = all(at + 1 < len(lines) and at + 1 not in numbers for at in alone)
    if len(alone) < _FEWEST or not whole or any(not _may_be_name(name, is_name) for name in alone.values()):
        return []
    kinds = {numbers[at][0].rstrip("0123456789.): ") for at in alone}
    others = [found for at, found in numbers.items() if at not in alone and found[0].rstrip("0123456789.): ") in kinds]
    named = sum(is_name(name) or sense(name, (), is_name) is Sense.BODY for name in alone.values())
    if 2 * named < len(alone) or len(others) * 2 > len(alone):
        return []
    result: list[Line] = []
    for at, line in enumerate(lines):
        below = (
            [replace(line, text=numbers[at][0], marker=""), Line(f"Addressed to: {alone[at]}")] if at in alone else []
        )
        result += below or [line]
    return result


def _may_be_name(words: str, is_name: Callable[[str], bool]) -> bool:
    """True if words are a name, are set as one or are its first letters: "Wold Police", "Practice 2", "CCG"."""
    bare = " ".join(_COUNTED.sub(" ", words).split())
    return is_name(words) or is_set_as_name(bare) or (bare.isupper() and " " not in bare) or is_name(bare)


def _beside(line: Line) -> tuple[str, re.Match[str]] | None:
    """The number of a recommendation, so called, and what stands beside it; `None` if nothing or a text does."""
    words = line.full.strip(" *_")
    printed = printed_number(words) if is_counted(words) else None
    if printed is None or not printed[1]:
        return None
    found = _BESIDE.fullmatch(printed[1])
    if found is None or len(found["name"].split()) > _LONGEST or says_should(found["name"]):
        return None
    return printed[0], found


def _are_names(words: str, is_name: Callable[[str], bool], told: str | None) -> bool:
    """True if words are names, as far as can be told; behind "to" or "for" also of what nobody knows."""
    parts = [part.removeprefix("the ") for part in _AND.split(words.strip(" *_")) if part]
    senses = [Sense.BODY if is_name(part) else sense(part, (), is_name) for part in parts]
    others = [part for part, kind in zip(parts, senses, strict=True) if kind not in {Sense.BODY, Sense.NAME}]
    return bool(parts) and (not others or (told is not None and all(map(is_set_as_name, others))))
