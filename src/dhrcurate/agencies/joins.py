"""The joins of an addressed-to cell: where one name may end and the next begin, by the text alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from dhrcurate.domain.item_marks import OF_LINES, OF_SYMBOL_FONTS


class Strength(IntEnum):
    """What a join says about the names on its two sides."""

    APPOSITION = 0
    """A comma, a dash or a colon: the next name, or the department, office or place of the one before."""
    COORDINATION = 1
    """A word or a sign for "and": what follows is no part of the name before."""
    ALWAYS = 2
    """A semicolon, a stroke between blanks, the mark of a list: names end here."""


@dataclass(frozen=True, slots=True)
class Join:
    """A join in a text.

    Attributes:
        start: Its start in the text, with the blanks around it.
        end: Its end, exclusive.
        name: What it is called: `;`, `/`, `,`, `-`, `:`, `+`, `&`, `>`, `newline`, `list`, `space`, or the joining
            words.
        strength: What it says about the names on its two sides.
    """

    start: int
    end: int
    name: str
    strength: Strength


_WORDS = (
    r"(?:in partnership with|in conjunction with|in collaboration with|in consultation with|in association with"
    r"|in liaison with|together with|along with|jointly with|with (?:the )?support (?:of|from)|supported by|assisted by"
    r"|alongside|working with|led by|on behalf of|as well as|and/or|and|with|plus)(?:\s+partners\s+(?:from|in|at))?"
)
_JOIN = re.compile(
    rf"(?=[\s&;；•,，/\\:{OF_SYMBOL_FONTS}])(?:"  # any other sign begins none, which is quickly told
    rf"\s*[\r\n]+\s*(?:[{OF_LINES}]\s*)?"
    rf"|\s*&amp;\s*|\s*[;；•{OF_SYMBOL_FONTS}]\s*(?:(?:{_WORDS})\b\s*|&\s*)?"
    rf"|\s*[,，]\s*(?:(?:{_WORDS})\s+|&\s*)?"
    rf"|\s+(?:{_WORDS})\s+"
    r"|\s+[·▪◦‣●]\s+|\s+c/o\s+|\s*[/\\&]\s*|\s+\+\s+|\s+[-–—]*>\s+|\s+[-–—]+\s+|\s*:\s+)",
    re.IGNORECASE,
)
_BULLETS = frozenset(f"•·▪◦‣●{OF_SYMBOL_FONTS}")
"""Marks of a list, which on one line stand between its items."""
_JOINING_BRACKET = re.compile(rf"\(\s*(?:{_WORDS}|&|\+)\s[^()]*\)", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*[;,]?\s*(?<![^\s;,|])(?:(?:joint|co-?|overall)[ -]?)?(?:leads?|support(?:ing)?|responsible|owners?)"
    r"(?:\s+(?:agency|agencies|body|bodies|organisations?|partners?))?\s*:\s*",
    re.IGNORECASE,
)
"""What a body does for a recommendation, before its name: "Lead agency: X; supporting: Y"."""

_MARK = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+", re.IGNORECASE)
_SIGN = re.compile(r"\s*[()\[\]<>{}:+#|*=–—]+\s*|\s*\t\s*|[ \u00a0]{2,}")
"""Signs that end no name by themselves, and yet may stand between two."""
_STOP = re.compile(r"(?<=[^\W_]{3})\.\s+(?=\S)")
"""A full stop after a word, which is no abbreviation such as "St." or "Co."."""

_BRACKETS = str.maketrans("()[]", "    ")
_BEFORE_MARK = re.compile(rf"[\s,;|/•{OF_SYMBOL_FONTS}&+–—-]*(?:[\s,;]and)?\s*\Z", re.IGNORECASE)
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def without_labels(text: str) -> str:
    """Return a text that begins with a label such as "Lead agency:" with blanks for it, and a semicolon for others.

    Its length stays. Without a label at the start, what looks like one is part of a name: "Victim Support: Kent".
    """
    if ":" not in text or not _LABEL.match(text):
        return text

    def blank(match: re.Match[str]) -> str:
        first = match.start() == 0 or text[match.start() - 1] == "|"
        return (" " if first else ";") + " " * (len(match[0]) - 1)

    return _LABEL.sub(blank, text)


def without_joining_brackets(text: str) -> str:
    """Return a text with blanks for brackets that only add a name, as in "Home Office (and Ministry of Justice)"."""
    return _JOINING_BRACKET.sub(lambda match: f" {match[0][1:-1]} ", text)


_SIGN_OF_LIST = re.compile(r"\s*(?P<sign>[-*–—])\s+(?=\S)")
_PART_PLAYED = re.compile(
    r"[(\[]\s*(?:(?:joint|co)[ -]?)?(?:leads?|leading|support(?:ing)?|owners?)(?: (?:agency|body|partner))?\s*[)\]]"
    r"(?P<join>\s*(?:[,;/&+]\s*)?(?:and\s+)?)",
    re.IGNORECASE,
)
"""The part of a body, in brackets behind its name: "X (lead), Y (support)"."""


def joins(text: str) -> list[Join]:
    """Return the joins of a text outside brackets, in order; none at its very start or end but for a list's mark."""
    return [*_joins(text)]


@lru_cache(maxsize=1 << 10)
def _joins(text: str) -> tuple[Join, ...]:
    marks = _list_marks(text)
    depths = _depths(text)
    found = [
        _join(match)
        for match in _JOIN.finditer(text)
        if depths[match.start()] == 0 and match.start() > 0 and match.end() < len(text)
    ]
    if marks:
        found = [each for each in found if not any(each.start < end and start < each.end for start, end in marks)]
        found += [Join(start, end, "list", Strength.ALWAYS) for start, end in marks]
    return tuple(sorted(found, key=lambda each: each.start))


@lru_cache(maxsize=1 << 10)
def sides(text: str) -> Sequence[tuple[str, Strength]]:
    """Return what stands between all joins, brackets and signs of a text, with the weaker one of those beside it."""
    shown = without_joining_brackets(text)
    bounds = {(each.start, each.end): each.strength for each in joins(shown.translate(_BRACKETS))}
    for match in _SIGN.finditer(shown):
        if not any(match.start() < end and start < match.end() for start, end in bounds):
            bounds[match.span()] = Strength.APPOSITION
    for match in _STOP.finditer(shown):
        bounds.setdefault(match.span(), Strength.COORDINATION)
    row = sorted(bounds)
    starts, ends = [0, *(end for _, end in row)], [*(start for start, _ in row), len(shown)]
    strengths = [bounds[each] for each in row]
    return tuple(
        (shown[start:end].strip(), min(strengths[max(0, at - 1) : at + 1], default=Strength.APPOSITION))
        for at, (start, end) in enumerate(zip(starts, ends, strict=True))
    )


def _depths(text: str) -> Sequence[int]:
    if "(" not in text and "[" not in text:
        return bytes(len(text))
    depth = 0
    found = []
    for char in text:
        depth = max(0, depth + (char in "([") - (char in ")]"))
        found.append(depth)
    return found


def _join(match: re.Match[str]) -> Join:
    text, bare = match[0], match[0].strip().lower()
    if "\n" in text or "\r" in text or bare[:1] in _BULLETS:
        name, strength = "newline", Strength.COORDINATION
    elif bare[:1] in {";", "；"}:
        name, strength = ";", Strength.ALWAYS
    elif bare in {"/", "\\"}:
        name, strength = "/", Strength.COORDINATION if text == bare else Strength.ALWAYS
    elif bare[:1] in {",", "，"}:
        name, strength = ",", Strength.APPOSITION if len(bare) == 1 else Strength.COORDINATION
    elif bare[-1:] == ">":
        name, strength = ">", Strength.COORDINATION
    elif bare[:1] in {"-", "–", "—"}:
        name, strength = "-", Strength.APPOSITION
    elif bare == ":":
        name, strength = ":", Strength.APPOSITION
    elif bare == "&amp;":
        name, strength = "&", Strength.COORDINATION  # an ampersand as a web page writes it
    else:
        name, strength = " ".join(bare.split()), Strength.COORDINATION
    return Join(match.start(), match.end(), name, strength)


def _list_marks(text: str) -> list[tuple[int, int]]:
    """Return the marks of a numbered or lettered list that the text consists of, each with the blanks and signs before.

    The first mark begins the text, and the others follow in order: `1. X 2. Y`, `a) X; b) Y`, `- X - Y`. The parts that
    two bodies play, in brackets behind their names, part them as well.
    """
    found: list[tuple[int, int]] = []
    style: tuple[str, ...] = ()
    parts_played = [match.span("join") for match in _PART_PLAYED.finditer(text)] if "(" in text or "[" in text else []
    if len(parts_played) > 1:
        return [(start, end) for start, end in parts_played if start < end < len(text)]
    if (first := _SIGN_OF_LIST.match(text)) is not None:
        again = re.compile(rf"\s+{re.escape(first['sign'])}\s+(?=\S)")
        further = [match.span() for match in again.finditer(text, first.end())]
        return [first.span(), *further] if further else []
    for match in _MARK.finditer(text):
        label = match[1].lower()
        if not found:
            if text[: match.start()].strip():
                return []
            style = _style(label)
            if not style:
                return []
        if len(found) < len(style) and label == style[len(found)]:
            before = _BEFORE_MARK.search(text[: match.start()])
            found.append((before.start() if before else match.start(), match.end()))
    return found if len(found) > 1 else []


def _style(first: str) -> tuple[str, ...]:
    if first == "1":
        return tuple(map(str, range(1, 100)))
    if first == "a":
        return tuple("abcdefghijklmnopqrstuvwxyz")
    return _ROMAN if first == "i" else ()
