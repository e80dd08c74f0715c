"""Finds titles and ranks with a name, and officers' numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.disclosure.callings import names_after_callings
from dhrcurate.rules.disclosure.detect import Runs, Signs, is_inside, joined
from dhrcurate.rules.disclosure.name_words import (
    GIVEN_NAMES,
    NO_SURNAMES,
    NO_SURNAMES_BEHIND_A_LETTER,
    SURNAMES_THAT_ARE_WORDS,
    is_likely_name,
)
from dhrcurate.rules.free_text import occurrences

TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Rev", "Reverend", "Cllr")
RANKS = ("PC", "WPC", "DC", "DS", "DI", "DCI", "Sgt")
_PARTICLES = r"(?:(?:de|van|von|der|den|al|bin|le|la) )"
_TITLE = re.compile(
    rf"(?:{'|'.join((*TITLES, 'MR', 'MRS', 'MS', 'DR', *RANKS))})\b\.?[ \u00a0]{{1,2}}(?={_PARTICLES}?[^\W\d_a-z])"
)
_STARTS = ("Mr", "MR", "Ms", "MS ", "Miss", "Mx", "Dr", "DR", "Prof", "Sir ", "Dame ", "Rev", "Cllr", "PC ", "WPC ",
           "DC ", "DS ", "DI ", "DCI ", "Sgt")  # fmt: skip
_WORD = r"[^\W\d_a-z](?:[’'][^\W\d_a-z])?[^\W\d_]+(?:[-’'][^\W\d_]+)*"
_NAME = rare(rf"{_PARTICLES}{{0,2}}(?:(?:[A-Z]\.? ?){{1,3}} )?{_WORD}(?: {_PARTICLES}{{0,2}}{_WORD}){{0,2}}")
_INITIALS = re.compile(r"\A(?:[A-Z]\.? ?){1,3} (?=[A-Z])")
"""The initials before a surname; of "Mr A" there is nothing else."""
_OF_A_REPORT = re.compile(r"(?:[’']s?)? (?:[Rr]eport|[Rr]eview|[Ii]nquiry|[Pp]rinciples|[Rr]ecommendations?)\b")
"""Words that show, after a name, that it names a publication."""
_NAMED_AFTER = "School|Academy|College|Hospital|Hospice|Foundation|Charity|Trust|Library"
_INSTITUTION = re.compile(
    rf"(?:[’']s?)? (?:[A-Z][a-z]+ )?(?:{_NAMED_AFTER})\b|[’']?(?: &| and) (?:Partners|Associates)\b"
)
"""What shows, after a name, that a place is named after somebody."""
_ENDS_AS_INSTITUTION = re.compile(rf" (?:{_NAMED_AFTER}|(?<![’']s )(?:House|Centre|Hall|Lodge|Surgery|Practice))\Z")
_COUNCIL_BEFORE = re.compile(r"\bCyngor(?:au)? \Z")
_WELSH_COUNTY = re.compile(
    r"Sir (?:y )?(?:Ynys|F[ôo]n|Benfro|G[âa]r|G?C?aerfyrddin|Ddinbych|Fflint|Powys|Fynwy|Ceredigion|Aberteifi"
    r"|Feirionnydd|Forgannwg|Gaernarfon|Drefaldwyn|Frycheiniog|Faesyfed)\b"
)
"""A county of Wales: "sir" is Welsh for it."""
_INQUIRY_BEFORE = re.compile(r"\b(?:[Ii]nquiry|[Rr]eview|[Rr]eport|[Cc]ommission)(?: \w+){0,2}? (?:by|of|under) \Z")
_KNIGHTED = ("Sir", "Dame")
"""Titles of those who lead public inquiries, which are known by their names."""
_POSSESSIVE = re.compile(r"[’']s$")
_NO_NAME_WORDS = """
A The Adult Male Female Victim Perpetrator Child Partner Husband Wife And Or Unit Units Team Teams Training
Policy Review Service Services Course Level Grade Post Posts Records Reports World Office Opportunities
Champion Champions Briefing Briefings
"""
_NO_NAMES = frozenset(_NO_NAME_WORDS.split())
"""Words that follow a title but are not a name: a pseudonym by role, or a rank that is part of something else."""


RANKS_IN_FULL = ("Constable", "Sergeant", "Inspector", "Superintendent", "WDC", "PS", "PCSO", "CI", "Insp", "Supt")
_RANK_IN_FULL = re.compile(
    rf"(?:{'|'.join(RANKS_IN_FULL)})\b\.? (?P<initials>(?:[A-Z]\.? ?){{1,3}} )?"
    r"(?P<name>[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: [A-Z][a-z]+)?)"
)
_BEFORE_RANK = re.compile(
    r"(?:(?P<office>(?:Deputy |Assistant )?Chief )|(?:Detective |Det\.? |Police |Special |Temporary |Ch\.? )*)\Z"
)
_OFFICE = "Constable"
"""The rank that, with Chief before it, is an office whose holder is known to all."""
_LONGEST_BEFORE = 30
_NUMBERED = re.compile(
    r"(?:(?:Police |Detective |Special )?Constable|Sergeant|W?PC|W?DC|PCSO|PS|DS|DI|Sgt)\.? "
    r"(?P<number>\d{2,5})(?!\d)(?:,? (?P<name>[A-Z][a-z]+(?:-[A-Z][a-z]+)?))?"
)
_OF_CONSTABLES = ("Constable", "PC", "DC", "PCSO")
"""Ranks after which a number of three digits or more is an officer's without a name: papers, forms and benefits are
called "DS 1500" and "DI 12"."""
_ACTS = re.compile(
    r"[’']s\b|[.;:)]|,(?! ?\d)|\Z|\n\0| (?:about|after|and|as|at|be|before|by|did|does|for|from|had|has|in|is|made|may"
    r"|must|of|on|or|ought|should|that|to|took|was|were|when|while|who|will|with|would|wrote)(?! \d)\b"
)
"""What follows the number of somebody who does something, and not one of things."""
_SEVERAL = re.compile(r"(?:Constables|PCs|PCSOs|Sergeants) (?P<number>\d{3,5})(?:(?:, |,? and )\d{3,5})+\b")
_NUMBER_AFTER = re.compile(r",? \(?(?P<number>\d{2,5})\b\)?")
_LABELLED = re.compile(
    r"\b(?:collar|shoulder|warrant|epaulette|badge) (?:numbers?|no\.?)(?: (?:of|is|was))?:? "
    r"(?P<number>[A-Z]{0,2} ?\d{2,7})(?!\w)"
)
_LONGEST_LABEL = 36


def officer_numbers(text: str, runs: Runs) -> Iterator[tuple[int, int]]:
    """A police rank with an officer's number and maybe a name, or a number that is said to be an officer's.

    `PC 1` and `PC 12` are pseudonyms of reviews; forces give numbers of one to five digits.
    """
    for run, run_end in runs:
        if not 2 <= run_end - run <= 7:
            continue
        begin = max(0, run - _LONGEST_LABEL)
        for label in _LABELLED.finditer(text, begin, run_end + 1):
            if label.end("number") == run_end:
                yield label.span("number")
        for several in _SEVERAL.finditer(text, begin, run_end + 40):
            if several.start("number") == run:
                yield several.span()
        for match in _NUMBERED.finditer(text, begin, run_end + 40):
            if match.start("number") != run or is_inside(text, match.start(), "-_"):
                continue
            name = match["name"]
            if name and (name in GIVEN_NAMES or is_likely_name(name)):
                yield match.span()
            elif (
                run_end - run > 2
                and any(f"{rank} " in match[0] for rank in _OF_CONSTABLES)
                and _ACTS.match(text, run_end)
                and not _is_year(text[run:run_end])
            ):
                yield match.start(), run_end


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in {"19", "20"}


def titled_names(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A title (Mr, Dr, a police rank, a calling such as Nurse) with the name that follows it; `Mr A` is not a name.

    Ranks in full also stand before what an officer works in, so that only what is likely to be a name counts there.

    Args:
        text: The text.
        words: Its words with their punctuation.
    """
    yield from joined([*_after_titles(text, words), *_after_ranks_in_full(text, words), *names_after_callings(text)])


_RANKS = Signs(RANKS_IN_FULL)


def _after_ranks_in_full(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    for rank in _RANKS.among(words):
        for at in occurrences(text, rank):
            match = _RANK_IN_FULL.match(text, at)
            if not match or is_inside(text, at, "-_"):
                continue
            before = _BEFORE_RANK.search(text, max(0, at - _LONGEST_BEFORE), at)
            given, *surname = match["name"].split()
            if before and before["office"] and rank == _OFFICE:
                continue
            if match["initials"]:
                told = given not in NO_SURNAMES_BEHIND_A_LETTER
            else:
                told = NO_SURNAMES.isdisjoint(surname) and (
                    given in GIVEN_NAMES
                    or (given in SURNAMES_THAT_ARE_WORDS and not surname)
                    or all(map(is_likely_name, (given, *surname)))
                )
            if told:
                yield before.start() if before else at, match.end()


_TITLES = Signs(_STARTS)


def _after_titles(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    starts = sorted({at for start in _TITLES.among(words) for at in occurrences(text, start)})
    last = 0
    for start in starts:
        if start < last or is_inside(text, start, "_"):
            continue
        title = _TITLE.match(text, start)
        name = title and _NAME.match(text, title.end())
        if title and name and (_OF_A_REPORT.match(text, name.end()) or _names_no_person(text, start, name)):
            continue
        if title and name and _may_be_name(name[0]):
            end = name.end() - len(m[0]) if (m := _POSSESSIVE.search(name[0])) else name.end()
            number = _NUMBER_AFTER.match(text, end) if title[0].rstrip(". ") in RANKS else None
            end = number.end() if number and not _is_year(number["number"]) else end
            yield start, end
            last = end


def _may_be_name(written: str) -> bool:
    """True unless what follows a title is a pseudonym, a role or a part of something else: "Mr A", "PC A Level"."""
    surname = _INITIALS.sub("", written)
    first = re.split(r"[ \-’']", surname, maxsplit=1)[0]
    return first not in _NO_NAMES and (surname == written or first not in NO_SURNAMES_BEHIND_A_LETTER)


def _names_no_person(text: str, start: int, name: re.Match[str]) -> bool:
    """True if a title opens the name of a Welsh county or an institution, or is that of a public inquiry's chair."""
    before = text[max(0, start - _LONGEST_BEFORE) : start]
    return bool(
        _WELSH_COUNTY.match(text, start)
        or (text.startswith("Sir ", start) and _COUNCIL_BEFORE.search(before))
        or _INSTITUTION.match(text, name.end())
        or (_ENDS_AS_INSTITUTION.search(name[0]) and " " in _INITIALS.sub("", name[0]))
        or (text.startswith(_KNIGHTED, start) and _INQUIRY_BEFORE.search(before))
    )
