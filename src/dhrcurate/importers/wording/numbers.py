"""Numbers of recommendations at the start of a line, as opposed to quantities, dates and words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dhrcurate.domain.number import natural_key, normalised

_BOTH = r"(?:(?:argymhelliad\s*/\s*(?=rec)|recommendation\s*/\s*(?=arg))\s*)?"
"""What a page in two languages has before a label: "Argymhelliad / Recommendation 1"."""
_LABEL = rf"(?:{_BOTH}(?:recommendations?|argymhelliad|recs?|actions?|nos?|number|ref)\b\.?\s*[:#]?\s*)"
_NUMBER = re.compile(
    rf"""
    (?P<number>
      {_LABEL}{{0,2}}\#?                                          # Recommendation 1, Rec. No. 1
      (?:\[(?-i:[A-Z]{{1,6}})\d{{1,3}}\]|\((?-i:[A-Z]{{1,6}})\d{{1,3}}\)  # [R1], (R1)
      |(?-i:[A-Z]{{1,6}}(?:[-_./]|\s(?=\d))?)?                     # R1, WMP-1, CCG 1
      (?:(?-i:(?<=[A-Z]))\d{{4}}|\d{{1,3}}|\(\d{{1,3}}[a-z]?\)))  # R1001, 1, (1)
      (?:[.\-/]\d{{1,3}})*                                        # 10.2.1
      [a-z]?                                                      # 4a
      (?:\s?\((?-i:[A-Z]{{2,12}}|[a-z]|[ivx]{{1,4}}|\d{{1,2}})\))*  # 3.140(a), 10 (AVCCG)
      (?:\s(?-i:[a-z])(?=\s+\W?(?-i:[A-Z])))?                     # 9.1 a
      (?:(?<=\d)\sof\s\d{{1,3}}(?=[.:)]?(?:$|\s*[-–—:]\s)))?        # Recommendation 1 of 12
      [*†‡§]{{0,3}}[.):]?                                         # 3*
    )
    (?=\s|$)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?P<number>(?P<name>[A-Z][\w’'/&-]*(?:\s(?:[A-Z][\w’'/&-]*|and|of|the|for|&)){0,6})\s(?P<figure>\d{1,3})[a-z]?[.):]?)"
    r"(?=\s+\W?[A-Z0-9])"
)
_LETTER = re.compile(
    rf"(?P<number>(?P<label>{_LABEL})?\(?(?P<letter>[a-z]|[ivx]{{1,5}})[.)]{{0,2}}:?)(?=\s+\S|$)", re.IGNORECASE
)
SPELT = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
"""Numbers in words, from one."""
_SAID = rf"{_BOTH}(?:recommendations?|argymhelliad|recs?|actions?)\b\.?\s*(?:(?:no|number)\b\.?\s*)?[:#]?\s*"
"""What must stand before a number in words: "no" does so in "No one" as well."""
_IN_WORDS = re.compile(rf"(?P<number>{_SAID}(?P<word>{'|'.join(SPELT)}):?)(?=\s|$)", re.IGNORECASE)
_COUNTED = re.compile(r"(?:extracted\s+)?(?:recommendations?|recs?|actions?)\b", re.IGNORECASE)
_TELLS = re.compile(r"(?:was|were|is|are|has|have|had|applies|concerns|relates|refers)\b(?! to be\b)")
"""With what a sentence goes on whose subject is the number of a recommendation."""
_SPACED_PREFIX = re.compile(r"(?P<prefix>[A-Z]{1,6})\s\d")
_ATTACHED_PREFIX = re.compile(r"(?P<prefix>[A-Z]{1,6})\d")
_AND = re.compile(r"\s*[,;&|\n]\s*|\s+and\s+")
_LONGEST_NUMBERS = 80
"""No cell that has only numbers is longer."""
_ENDS = (".", ";", ",", "?", "!")
"""With which no heading ends."""
_ROMAN = {"i": 1, "v": 5, "x": 10}

Key = tuple[tuple[int, int | str], ...]
"""By which numbers sort."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number at the start of a line.

    Attributes:
        number: As printed.
        rest: The line after it.
        key: By which it sorts as people count.
    """

    number: str
    rest: str
    key: Key


def printed_number(line: str) -> tuple[str, str] | None:
    """Takes a number with figures from the start of a line.

    Returns:
        The number as printed and the rest of the line, `None` if the line starts with none. A count, such as
        "9 recommendations pulled", is none, nor is the subject of a sentence: "R2 was agreed later.".
    """
    found = _NUMBER.match(line)
    if found is None:
        return None
    rest = line[found.end() :].strip()
    if rest[:1].islower() and (_COUNTED.match(rest) or _TELLS.match(rest)):
        return None
    return found["number"], rest


def is_counted(line: str) -> bool:
    """True if a line begins with the number of a recommendation, in so many words: "Recommendation 2"."""
    printed = counted(line.strip(" *_"))
    return printed is not None and printed[0][:3].lower() in {"rec", "arg"}


def counted(line: str) -> tuple[str, str] | None:
    """Takes a number from the start of a line, which may be one in words after a label: "Recommendation two".

    Returns:
        The number as printed and the rest of the line, `None` if the line starts with none.
    """
    if (printed := printed_number(line)) is not None:
        return printed
    found = _IN_WORDS.match(line)
    return (found["number"], line[found.end() :].strip()) if found else None


def is_number(cell: str) -> bool:
    """True if a cell is a number with figures and nothing else."""
    return printed_number(cell) == (cell, "")


def are_numbers(cells: Iterable[str]) -> bool:
    """True if all filled cells of a column, at least one, are numbers and nothing else."""
    filled = [cell for cell in map(str.strip, cells) if cell]
    return bool(filled) and all(map(is_number, filled))


def numbers_alone(text: str) -> list[str]:
    """The numbers where a text is nothing else: "1", "Recommendation 2", "Recommendations 1 and 2"; else empty."""
    if len(text) > _LONGEST_NUMBERS:
        return []
    numbers = [part.strip() for part in _AND.split(text)]
    return numbers if all(map(is_number, numbers)) else []


def printed_numbers(lines: Sequence[str]) -> list[Printed | None]:
    """The numbers at the starts of a page's lines, where they may be those of recommendations.

    Figures count by themselves. Figures after words ("Northwold Police 1") and letters or Roman figures ("a", "ii")
    count where lines of the page show that they are used for counting; figures go before letters, which then are
    those of a list in a recommendation.
    """
    figures = _after_words(lines, [_figures(line) for line in lines])
    letters = _letters(lines)
    first = next((i for i, pair in enumerate(zip(letters, figures, strict=True)) if any(pair)), 0)
    return letters if figures[first:][:1] == [None] and sum(map(bool, letters)) > sum(map(bool, figures)) else figures


def _figures(line: str) -> Printed | None:
    if (numbered := printed_number(line)) is not None:
        return Printed(*numbered, natural_key(numbered[0]))
    if found := _IN_WORDS.match(line):
        value = SPELT.index(found["word"].lower()) + 1
        return Printed(found["number"], line[found.end() :].strip(), ((0, value),))
    return None


def _after_words(lines: Sequence[str], plain: Sequence[Printed | None]) -> list[Printed | None]:
    """Adds figures after words; they, and figures after letters and a blank, must count on with the same words.

    `R 3` needs no other of its kind among `R2` and `R4`.
    """
    result = list(plain)
    attached = {
        m["prefix"].casefold() for printed in plain if printed and (m := _ATTACHED_PREFIX.match(printed.number))
    }
    groups: dict[str, list[tuple[int, Printed]]] = defaultdict(list)
    for i, line in enumerate(lines):
        printed = plain[i]
        if printed is not None and (spaced := _SPACED_PREFIX.match(printed.number)):
            if spaced["prefix"].casefold() not in attached:
                groups[spaced["prefix"].casefold()].append((i, printed))
                result[i] = None
        elif printed is None and (found := _NAMED.match(line)):
            number = found["number"]
            groups[found["name"].casefold()].append(
                (i, Printed(number, line[found.end() :].strip(), natural_key(number)))
            )
    alone = []
    for group in groups.values():
        if len({printed.key for _, printed in group}) == 1:
            alone.append(group)
            continue
        for i, printed in group:
            result[i] = printed
    if sum(printed is None for printed in result) == len(alone):  # all other lines have a number
        for i, printed in (group[0] for group in alone):
            result[i] = printed
    return result


def _letters(lines: Sequence[str]) -> list[Printed | None]:
    """Letters or Roman figures, where they count on from the first: alone they are words, such as "A" and "I".

    Those with marks may also count on from a part above, if none is left out.
    Without a mark they are words where others have one; where the first is "i", letters are those of lists in a text.
    With a bracket they may also start again, as below each body, and with a full stop where a heading is above each.
    """
    found = [_LETTER.match(line) for line in lines]
    marked = [m if m and not m["number"].isalpha() else None for m in found]
    has_marks = any(marked)
    found = marked if has_marks else found
    first = next((m["letter"].casefold() for m in found if m), "")
    roman = first in _ROMAN or (len(first) > 1 and set(first) <= _ROMAN.keys())
    found = [m if m and (not roman or set(m["letter"].casefold()) <= _ROMAN.keys()) else None for m in found]
    said = [m["letter"].casefold() for m in found if m]
    values = [_roman(letters) if roman else ord(letters) - 96 if len(letters) == 1 else 0 for letters in said]
    again = all(m is None or m["number"][-1] == ")" for m in found) or _start_below_headings(lines, found, values)
    steps = sum(after == before + 1 or (again and after == 1) for before, after in pairwise(values))
    on = has_marks and all(after == before + 1 for before, after in pairwise(values))
    if len(said) < 2 or not (on or values[0] == 1) or steps < 0.6 * (len(said) - 1):
        return [None] * len(lines)
    keys = iter(values)
    return [
        Printed(m["number"], line[m.end() :].strip(), ((0, next(keys)),)) if m else None
        for m, line in zip(found, lines, strict=True)
    ]


def _start_below_headings(lines: Sequence[str], found: Sequence[re.Match[str] | None], values: Sequence[int]) -> bool:
    """True if letters start again only below lines that are no sentences and no items of theirs."""
    places = [i for i, m in enumerate(found) if m]
    starts = [at for at, value in zip(places, values, strict=True) if value == 1]
    return all(at > 0 and found[at - 1] is None and not lines[at - 1].endswith(_ENDS) for at in starts[1:])


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def likely_chain(printed: Sequence[Printed], sure: Sequence[bool]) -> list[int]:
    """The numbers at line starts that are those of recommendations.

    Numbers of recommendations run upwards, as people count or as text sorts (`1, 10, 2`); a few may repeat or start
    again. A number where a wrapped sentence happens to break the line does not fit in.

    Args:
        printed: Candidates in order.
        sure: Whether each stands where a line of the page begins, and not only a wrapped one.

    Returns:
        Positions of those that are, in order.
    """
    natural = _best_chain([p.key for p in printed], sure)
    by_text = _best_chain([((1, normalised(p.number)),) for p in printed], sure)
    return list(max(natural, by_text, key=lambda scored: scored[0])[1])


def _best_chain(keys: Sequence[Key], sure: Sequence[bool]) -> tuple[float, tuple[int, ...]]:
    """The chain of the highest score: candidates count for it, steps that do not go up count against it."""
    best: list[tuple[float, int]] = []
    highest: list[float] = []  # of the chains up to each
    for i, key in enumerate(keys):
        score, before = 0.0, -1
        for j in range(i - 1, max(0, i - 40) - 1, -1):
            if highest[j] < score or (highest[j] == score and before >= 0):
                break  # as no step adds to a score
            after = best[j][0] - _cost(keys[j], key, keys[0])
            if after > score or (after == score and before < 0):
                score, before = after, j
        best.append((score + (3.0 if sure[i] else 1.0), before))
        highest.append(max(best[i][0], highest[i - 1] if i else 0.0))
    if not best:
        return 0.0, ()
    at = max(range(len(best)), key=lambda i: best[i][0])
    score, chain = best[at][0], []
    while at >= 0:
        chain.append(at)
        at = best[at][1]
    return score, tuple(reversed(chain))


def _cost(before: Key, after: Key, first: Key) -> float:
    if before < after:
        return 0.0 if _near(before, after, 10) else 0.5
    if after in (before, first):
        return 1.5
    return 2.5


def follows(before: Printed, after: Printed) -> bool:
    """True if a number is one that comes directly after another when people count."""
    return before.key < after.key and _near(before.key, after.key, 1)


def _near(before: Key, after: Key, step: int) -> bool:
    """True if a number can be the next one: its first figure that differs is not far on."""
    for (_, a), (_, b) in zip(before, after, strict=False):
        if a != b:
            return not (isinstance(a, int) and isinstance(b, int)) or b - a <= step
    return True
