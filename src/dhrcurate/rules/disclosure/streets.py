"""Finds streets in a text, as `detect.py` finds numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.disclosure.detect import Runs, Signs, is_inside
from dhrcurate.rules.free_text import occurrences

_STREET_KIND = (
    "Street|Road|Avenue|Lane|Close|Drive|Way|Crescent|Court|Place|Gardens|Terrace|Grove|Square|Hill|Row|Walk|Mews|Green"
    "|Rise|Parade"
)
_WITH_NUMBER = "St|Rd|Ave|Cres|Mount|View|Wharf|Quay|Croft|Cottages|Villas|Paddock|Meadows?|Vale|Chase|Heights"
"""What streets are called as well, which says so only behind the number of a house."""
_FLAT = re.compile(r"(?:Flat|Apartment|Apt\.?) \d{1,4}[A-Za-z]?,? (?:[A-Z][a-z’']+ )*[A-Z][a-z’']+\b")
_NUMBERED_STREET = re.compile(
    rf"\d{{1,4}}[A-Za-z]?,? (?:[A-Z][a-z’']+ ){{1,3}}(?:{_STREET_KIND}|{_WITH_NUMBER})\b\.?(?! (?:Surgery|Practice"
    rf"|Medical|Clinic|Hospital|Centre|Health|School|Police))"
)
_STREET = rare(
    r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Oo]f|[Nn]ear|[Aa]ttend(?:ed|ing)|[Ss]earched) "
    r"(?P<street>(?:[A-Z][a-z’']+ ){1,2}(?:Street|Road|Avenue|Lane|Crescent"
    r"|Terrace|Grove))\b"
    r"(?! (?:[A-Z]|[Pp]rison|[Hh]ospital|[Ss]urgery|[Cc]linic|[Pp]olice|[Ss]tation|[Pp]ractice|[Ss]chool|[Pp]roject"
    r"|[Rr]efuge|[Cc]entre|[Ll]ibrary|[Hh]ub|[Hh]all|[Cc]ampus|[Cc]ollege|[Oo]ffices?|[Nn]ursery|[Pp]harmacy|[Cc]hurch"
    r"|[Cc]ourt|[Mm]osque))"
)
_BUILDING_BEFORE = re.compile(
    r"(?<!\bher )(?<!\bhis )(?<!victim[’']s )(?<!perpetrator[’']s )(?<!child[’']s )"
    r"\b(?:[Cc]entre|[Oo]ffices?|[Ss]tation|[Ss]urgery|[Cc]linic|[Hh]ospital|[Ss]chool|[Ll]ibrary"
    r"|[Pp]ractice|[Hh]ub|[Hh]all|[Pp]harmacy|[Cc]hurch|[Mm]osque|[Cc]ollege|[Cc]ourt) (?:in|at|on|near)[ ]\Z"
)
"""A building that the public knows, before the street it stands in: not the place of work of somebody told of."""
_LONGEST_FLAT = len("Apartment ")
_HOME_STREET = re.compile(
    r"\b(?:[Nn]eighbours?|[Rr]esidents?|[Tt]enants?|lived|living|flat|home|house|address|property|tenancy"
    r"|maisonette|bungalow|bedsit) "
    r"(?:in|at|on|of|near) "
    r"(?P<street>(?:[A-Z][a-z’']+ ){1,2}(?:Close|Drive|Mews|Walk|Rise|Row|Way|Gardens))\b(?! [A-Z])"
)
"""A street by a name that others bear too, where people live in it: "the neighbours in"."""
_HOMES = Signs((" Close", " Drive", " Mews", " Walk", " Rise", " Row", " Way", " Gardens"))
_PUBLIC_STREETS = frozenset({"Downing Street", "High Street", "Fleet Street", "Harley Street", "Portland Street"})
_STREETS = Signs((" Street", " Road", " Avenue", " Lane", " Crescent", " Terrace", " Grove"))
_LONGEST_STREET = 50


def streets(text: str, runs: Runs, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """Streets with a house number, or in which something happened; places that are named for one are skipped.

    Args:
        text: The text.
        runs: Its runs of digits.
        words: Its words with their punctuation.
    """
    found = [
        m.span()
        for start, _ in runs
        if (m := _NUMBERED_STREET.match(text, start)) and not is_inside(text, start, "_-./")
    ]
    found += [
        m.span()
        for start, _ in runs
        if text[start - 1 : start] == " " and (m := _FLAT.search(text, max(0, start - _LONGEST_FLAT), start + 50))
        if m.start() < start < m.end()
    ]
    for sign in _STREETS.among(words):
        for at in occurrences(text, sign):
            near = _STREET.finditer(text, max(0, at - _LONGEST_STREET), at + len(sign) + 12)
            found += [
                m.span("street")
                for m in near
                if m["street"] not in _PUBLIC_STREETS
                and not _BUILDING_BEFORE.search(text, max(0, m.start("street") - _LONGEST_STREET), m.start("street"))
            ]
    for sign in _HOMES.among(words):
        for at in occurrences(text, sign):
            found += [
                m.span("street") for m in _HOME_STREET.finditer(text, max(0, at - _LONGEST_STREET), at + len(sign) + 3)
            ]
    last = 0
    for start, end in sorted(found):
        if start >= last:
            yield start, end
            last = end
