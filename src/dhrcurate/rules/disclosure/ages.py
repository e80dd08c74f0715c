"""Finds a name beside an age ("NAME, aged 7", "seven-year-old NAME"), and the age of one person beside a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.disclosure.detect import Runs, Signs, joined
from dhrcurate.rules.disclosure.name_words import (
    GIVEN_NAMES,
    NO_SURNAMES,
    given_names_among,
    is_likely_name,
)
from dhrcurate.rules.free_text import BOUNDARY, occurrences

_NUMBER = (
    r"(?:\d{1,2}|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen)\b)"
)
_NAME = r"(?P<name>[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z][a-z]+(?:-[A-Z][a-z]+)?)?)"
_SPAN_OF_AGES = r"(?!\d| ?[-–/]| (?:to|or|plus)\b| and (?:over|under|above|below|older|younger|up)|\+)"
"""Rules out that an age is the first of several: "aged 7 to 11", "aged 16 and over"."""
_SAYS_AGE = re.compile(
    rf"{_NAME}(?:, (?:who (?:was|is) |then |now )?| \((?:now |then )?| )"
    rf"(?:aged? (?:of |only |about |just )?{_NUMBER}{_SPAN_OF_AGES}"
    rf"|{_NUMBER} (?:years?|months?|weeks?)(?: old\b|(?=\))))"
)
_WAS_AGED = re.compile(rf"{_NAME}, (?:who (?:was|is)|then|now) {_NUMBER}(?=[,.;)]| at\b)")
_NUMBER_ALONE = re.compile(
    rf"{_NAME}(?: \((?:then |now )?[1-9]\d?\)|, (?:then |now )?[1-9]\d?(?=[,.;](?!\d)| at the time\b))"
)
_AT_AGE = re.compile(
    rf"[Aa]t (?:the age of )?[1-9]\d?, {_NAME} (?:was|had|should|did|could|has|would|moved|left|began)\b"
)
_YEAR_OLD = re.compile(rf"{_NUMBER}[- ](?:year|month|week)s?[- ]old (?:(?:son|daughter|boy|girl|child),? )?{_NAME}")
_AN_OLD = re.compile(rf"{_NAME}, (?:then |now )?an? {_NUMBER}[- ](?:year|month|week)s?[- ]old\b")
_PLACED = re.compile(r"\b(?:in|at|near|across|around|outside) \Z")
"""Words before a place, which may have the people of an age in it."""
_SIGNS = Signs(
    (" aged", "(aged", " age ", "(age ", " old", " years)", " months)", " weeks)", " year)", " month)", " week)")
)
_OLD = Signs(("-old ", " old "))
_AGE_OF = len("at the age of ")
_LONGEST = 50
"""The most characters of a name with the sign before its age."""
_DATES = frozenset({"June", "Jan", "April", "May", "August", "March"})
"""Months and given names that are also in dates."""


def names_with_age(text: str, runs: Runs, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """The name of somebody whose age stands beside it; ages of groups, and pseudonyms of a letter, are skipped.

    Args:
        text: The text.
        runs: Its runs of digits.
        words: Its words with their punctuation.
    """
    yield from joined([*_beside_words(text, words), *_beside_numbers(text, runs)])


def _beside_words(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    for match in _around(_SAYS_AGE, _SIGNS.among(words), text):
        lone = text[match.end("name")] == " " and text[match.end("name") + 1] != "("
        placed = _PLACED.search(text, max(0, match.start() - 10), match.start())
        if _is_name(match["name"], common=lone or placed is not None):
            yield match.span("name")
    for match in _around(_YEAR_OLD, _OLD.among(words), text):
        goes_on = text[match.end() : match.end() + 1].isspace() and not text.startswith(BOUNDARY, match.end())
        if _is_name(match["name"], common=goes_on):
            yield match.span("name")
    for match in _around(_AN_OLD, _OLD.among(words), text):
        if _is_name(match["name"], common=True):
            yield match.span("name")
    given = given_names_among(words)  # of others, this says too little
    for match in _around(_WAS_AGED, (", who ", ", then ", ", now ") if given else (), text):
        if _is_name(match["name"], common=True):
            yield match.span("name")


def _around(pattern: re.Pattern[str], signs: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern near signs of which it holds one."""
    for at in (at for sign in signs for at in occurrences(text, sign)):
        yield from pattern.finditer(text, max(0, at - _LONGEST), at + _LONGEST)


def _beside_numbers(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    for start, end in runs:
        before = text[max(0, start - 4) : start]
        if end - start > 2 or not before.endswith((" (", ", ", "hen ", "now ", "At ", " at ", " of ")):
            continue
        if before.endswith(("t ", "f ")) and (at := _AT_AGE.search(text, max(0, start - _AGE_OF), end + _LONGEST)):
            if at.start() <= start and _is_name(at["name"], common=True):
                yield at.span("name")
            continue
        begin = max(0, start - _LONGEST)
        for match in _NUMBER_ALONE.finditer(text, begin, end + 2):
            if match.end() >= end and match["name"] not in _DATES and _is_name(match["name"], common=True):
                yield match.span("name")


def _is_name(name: str, *, common: bool) -> bool:
    """True for the name of a person; `common` asks for a common given name."""
    given, *surname = name.split()
    if given in GIVEN_NAMES:
        return NO_SURNAMES.isdisjoint(surname)
    return not common and all(map(is_likely_name, (given, *surname)))


_AGE = (
    r"(?:\d{1,2}|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|[a-z]{2,}teen|ten|eleven|twelve"
    r"|six|seven|eight|nine)\b)"
)
_ONE = (
    r"(?:woman|man|mother|father|girl|boy|teenager|pensioner|widow|widower|victim|perpetrator|student|schoolgirl"
    r"|schoolboy|grandmother|grandfather|son|daughter|wife|husband|nurse|resident|tenant)"
)
_PLACE = (
    r"(?:from|of|in|near|(?:who )?(?:lived|lives|living) (?:in|near)) "
    r"(?P<place>(?!(?:England|Wales|Scotland|Britain|Great Britain|Northern Ireland|Ireland|Europe|Care|Year|Key"
    r"|Custody|Hospital|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][a-z’'-]+(?:(?:-| (?:on |upon |in )?)[A-Z][a-z’'-]+)*)"
)
_A = r"\b(?:[Aa]n?|[Tt]he|[Hh]er|[Hh]is|[Tt]his)"
_AGED_IN_PLACE = rare(
    rf"{_A}(?: [a-z-]+)? {_ONE}(?: of [a-z]+)?,? (?P<age>aged? (?:of )?{_AGE}{_SPAN_OF_AGES},? {_PLACE})"
)
_OLD_IN_PLACE = rare(rf"{_A} (?P<age>{_AGE}[- ]years?[- ]old(?: [a-z]+)?? {_ONE},? {_PLACE})")
_AGED = Signs((" aged ", "-old ", " old "))
_LONGEST_AGE = 60


def ages_with_place(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """The age of one person with the town, or a larger place, that is said to be theirs; groups are skipped.

    Args:
        text: The text.
        words: Its words with their punctuation.
    """
    found = set()
    for at in (at for sign in _AGED.among(words) for at in occurrences(text, sign)):
        start, end = max(0, at - _LONGEST_AGE), at + _LONGEST_AGE
        for pattern in (_AGED_IN_PLACE, _OLD_IN_PLACE):
            found |= {m.span("age") for m in pattern.finditer(text, start, end)}
    yield from joined(found)
