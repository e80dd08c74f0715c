"""The number or the bullet of another recommendation within a text, told by the number that the record lacks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from dhrcurate.domain.finding import Span
from dhrcurate.domain.item_marks import BULLETS
from dhrcurate.domain.number import normalised
from dhrcurate.domain.patterns import rare
from dhrcurate.domain.record import Recommendation
from dhrcurate.domain.verb_words import ACTIONS, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.free_text import FreeText
from dhrcurate.rules.printed_numbers import Number, parse_number
from dhrcurate.rules.text.joins import LEADING_ON, MODAL, QUANTIFYING
from dhrcurate.rules.text.orders import is_order, words_of
from dhrcurate.rules.text.words import NUMBERED_ACRONYMS, NUMBERED_THINGS

_WORDS_FOR_IT = r"(?:R|Rec|REC|Recommendation|RECOMMENDATION|recommendation)\.?(?:\s?(?:[Nn]o\.?|[Nn]umber))?[-–. ]?\s?"
_BEFORE = rare(
    r"(?:(?P<stop>[.!?;][”’\"')\]]{0,2})|(?P<word>[^\W\d_][\w’'-]*)[,:)”’]?)(?P<blank>\s*)"
    rf"(?P<label>[(\[]?(?:{_WORDS_FOR_IT}|[A-Z]{{1,3}}[-. ]?)?)\Z"
)
"""What ends where the digits of a number begin."""
_NUMBER = rare(
    r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?)(?P<mark>[)\]]?[.):]?(?:\s*[-–—:](?=\s))?)(?P<blank>\s*)(?=[‘“]?[A-Z])"
)
_ROMAN = re.compile(r"(?<=[\s.;])\(?(?P<number>[ivx]{1,5})[.)]\s+(?=[‘“]?[A-Z])")
_ROMANS = (
    *("0", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi"),
    *("xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv"),
)
_ROMAN_LEVEL = "roman"
_NO_NUMBER = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|Act|Section)\b"
)
_OPENS = rare(
    rf"[‘“]?(?:[A-Z][\w’'-]*(?:,? [\w’'&/()-]+){{0,14}}? (?:{MODAL}|recommends?\b|invites?\b|asks?\b|requires?\b)"
    rf"|(?:To|That) \w|It is recommended\b|[A-Z]{{2,}}s? to [a-z]"
    r"|[A-Z][\w’'-]*(?: (?:of|and|for|&|[A-Z][\w’'-]*)){1,6} to [a-z])"
)
_WINDOW = 36
_ORDER = 60
_DIGITS = re.compile(r"\d+(?:\.\d+)*")
_MOST_LOST = 12
"""The most numbers that are lost together; where more are, the record counts otherwise."""


def opens_a_task(text: str, at: int) -> bool:
    """True if a recommendation may open at a place: with a subject and its task, "To", "That" or an order."""
    if _OPENS.match(text, at) or is_order(words_of(text[at : at + _ORDER]), frozenset()):
        return True
    subject = _SUBJECT.match(text, at)
    return subject is not None and (subject["verb"] in ACTIONS or subject["verb"] in AMBIGUOUS)


_SUBJECT = re.compile(r"[A-Z][\w’'-]*(?: [\w’'&/()-]+){0,12}? to (?P<verb>[a-z-]+)\b")


class Lost(NamedTuple):
    """The numbers that a record lacks around a recommendation.

    A number has no label and only the last of its levels: the 8 of "R8", "3.8" and "viii.".

    Attributes:
        before: Those between the one before it and its own.
        behind: Those between its own and the next one.
        is_last: Whether none is behind it, so that its next number may be that of a lost one.
    """

    before: frozenset[str] = frozenset()
    behind: frozenset[str] = frozenset()
    is_last: bool = False


NONE_LOST = Lost()


def lost_numbers(rows: Sequence[Recommendation]) -> dict[str, Lost]:
    """By key, the numbers that the record lacks around a recommendation; only of those with a gap, and of the last."""
    levels: defaultdict[tuple[str, tuple[int, ...]], list[tuple[int, str]]] = defaultdict(list)
    for r in rows:
        if place := _last_level(r):
            levels[place.level].append((place.last, r.key))
    lost: dict[str, Lost] = {}
    for numbered in levels.values():
        numbers = sorted({n for n, _ in numbered})
        gaps = [(a, b) for a, b in pairwise(numbers) if 1 < b - a <= _MOST_LOST]
        behind = {a: frozenset(map(str, range(a + 1, b))) for a, b in gaps}
        before = {b: behind[a] for a, b in gaps}
        edges = {*behind, *before, *numbers[-1:]} if len(numbers) > 1 else ()
        lost |= {
            key: Lost(before.get(n, _NOTHING), behind.get(n, _NOTHING), is_last=n == numbers[-1])
            for n, key in numbered
            if n in edges
        }
    return lost


_NOTHING: frozenset[str] = frozenset()


class _Place(NamedTuple):
    """A printed number: what is before the last of its levels, and that one."""

    level: tuple[str, tuple[int, ...]]
    last: int


@lru_cache(maxsize=4096)
def _place_of(number: str) -> _Place | None:
    if number in _ROMANS:
        return _Place((_ROMAN_LEVEL, ()), _ROMANS.index(number))
    parsed = parse_number(number)
    return None if parsed is None else _Place((parsed.label, parsed.groups[:-1]), parsed.groups[-1])


def _last_level(r: Recommendation) -> _Place | None:
    return _place_of(normalised(r.number)) if r.number else None


def marked_task(r: Recommendation, lost: Lost) -> Span | None:
    """The number of a recommendation in the middle of a text, in whatever form it was printed.

    It counts if the record lacks it before or behind the text's own number, and behind a full stop if it is the next.
    So does the text's own number, if what is before it is another recommendation.

    Args:
        r: The recommendation.
        lost: The numbers that the record lacks before and behind it.
    """
    own = _last_level(r)
    if own is None:
        return None
    for found in _DIGITS.finditer(r.text):
        if found.start() and (span := _numbered(r, found, lost, own.last)):
            return span
    return None


def roman_task(r: Recommendation, lost: Lost) -> Span | None:
    """The small roman number of a recommendation in the middle of a text; see `marked_task`."""
    own = _last_level(r)
    if own is None or not (lost.behind or lost.is_last or own.level[0] == _ROMAN_LEVEL):
        return None
    for match in _ROMAN.finditer(r.text):
        if _is_roman_of_another(r.text, match, lost, own.last):
            return Span(match.start(), match.end("number") + 1)
    return None


def _is_roman_of_another(text: str, match: re.Match[str], lost: Lost, own: int) -> bool:
    place = _ROMANS.index(match["number"]) if match["number"] in _ROMANS else 0
    if place < 2 or match.start() == 0 or re.search(rf"(?<![a-z]){_ROMANS[place - 1]}[.)]", text[: match.start()]):
        return False
    return str(place) in lost.behind or ((place == own or place == own + 1) and opens_a_task(text, match.end()))


def _numbered(r: Recommendation, found: re.Match[str], lost: Lost, own: int) -> Span | None:
    text = r.text
    last = found.group().rpartition(".")[2]
    if last not in lost.behind and last not in {str(own), str(own + 1)}:
        return None
    head = _BEFORE.search(text, max(0, found.start() - _WINDOW), found.start())
    tail = _NUMBER.match(text, found.start())
    if head is None or tail is None or not (tail["blank"] or tail["mark"]) or not (head["blank"] or head["stop"]):
        return None
    if _NO_NUMBER.match(text, tail.end()) or _is_item(text, found.start(), last):
        return None
    label = head["label"].strip("([ ")
    if label and not _is_label(label, r):
        return None
    missing = last in lost.behind or (last == str(own) and bool(lost.before))
    marked = bool(head["label"] or tail["mark"]) or "." in found.group()
    if head["stop"]:
        sure = last in lost.behind or ((missing or (marked and last != "1")) and opens_a_task(text, tail.end()))
    else:
        word, is_next = head["word"], lost.is_last and last == str(own + 1)
        free = not _takes_number(word, head["label"].strip()) and (marked or word not in QUANTIFYING)
        next_one = missing or (is_next and word not in LEADING_ON)
        sure = free and ((marked and last in lost.behind) or (next_one and opens_a_task(text, tail.end())))
    return Span(head.start("label"), tail.end("mark")) if sure else None


_POINTING = word_set("see of in to with and or from per under on by as the this at")


def _takes_number(word: str, label: str) -> bool:
    """True for a word that a number belongs to, "section 8", or that points at it: "in line with R8"."""
    thing = word.casefold()
    if label:
        return label[0] not in "([" and thing in _POINTING
    return thing.removesuffix("s") in NUMBERED_THINGS or word in NUMBERED_ACRONYMS


_LINE_SIGNS = (" o ", " - ", " – ", ".o ", ".- ")
"""Signs of items that stand between words as well."""
_STOPS = (".", "!", "?", ";", ".”", ".’", ".)")
_GIVES_A_TASK = re.compile(rf"\b{MODAL}|\A(?:To|That) |\b(?:recommend|to [a-z])")


def with_signs(free_text: FreeText) -> dict[str, Counter[str]]:
    """The signs of list items in the texts of recommendations, by key, with how often they stand there."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sign in (*BULLETS, *_LINE_SIGNS) if free_text.item_signs else ():
        for at in free_text.occurrences(sign):
            passage, _ = free_text.spot(at, at + 1)
            if passage.kind == "text" and passage.about:
                found[passage.about.key][sign] += 1
    return found


def bulleted_task(text: str, signs: Mapping[str, int], lost: Lost) -> Span | None:
    """The only bullet of a text, if it parts a whole task from another one: of a list there are two or more.

    Args:
        text: The text.
        signs: Those that are in it, and how often.
        lost: The numbers that the record lacks; where it lacks one, no full stop needs to be before the bullet.
    """
    for sign, times in signs.items():
        at = text.find(sign)
        if at <= 0 or times > 1:
            continue
        start = at + len(sign) - len(sign.lstrip(" ."))
        before = text[:start].rstrip()
        after = at + len(sign)
        after += len(text[after:]) - len(text[after:].lstrip())
        if ":" in before or not opens_a_task(text, after):
            continue
        gap = bool(lost.behind) and text[after : after + 1].isupper()
        if (gap or before.endswith(_STOPS)) and (_GIVES_A_TASK.search(before) or opens_a_task(before, 0)):
            return Span(start, start + len(sign.strip(" .")))
    return None


_OWN_WORDS = re.compile(rf"{_WORDS_FOR_IT}")


def _is_label(label: str, r: Recommendation) -> bool:
    """True for a word for "recommendation", and for the letters of the record's own numbers."""
    own: Number | None = parse_number(r.number or "")
    return _OWN_WORDS.fullmatch(label) is not None or (own is not None and normalised(label + "1") == f"{own.label}1")


def _is_item(text: str, at: int, place: str) -> bool:
    """True if the number before one stands in the text as well, so that both count a list."""
    return re.search(rf"(?<!\d){int(place) - 1}[).:]?\s", text[:at]) is not None
