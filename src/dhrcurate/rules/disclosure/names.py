"""Finds names of people without a title: after a preposition, in capitals, beside a kinship, in asking and telling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dhrcurate.rules.disclosure.brackets import is_of_a_body
from dhrcurate.rules.disclosure.detect import Signs, is_inside
from dhrcurate.rules.disclosure.name_words import GIVEN_NAMES, NO_SURNAMES, is_likely_name
from dhrcurate.rules.free_text import occurrences

_BEFORE_PERSON = (
    r"(?:[Bb]y|[Tt]o|[Oo]f|[Ff]rom|[Ww]ith|[Tt]hat|[Bb]etween|and|[Ff]or|[Ww]hy|[Hh]ow|[Ww]hether"
    r"|(?:who|which|that) (?:had |has |have |first |last )?"
    r"(?:[a-z]+ed(?: for| by| with)?|saw|seen|knew|known|met|taught)"
    r"|(?:[Cc]ontact|[Tt]hank|[Dd]ebrief|[Ii]nterview|[Aa]rrest|[Rr]ecall|[Dd]ischarge|[Aa]ssess|[Tt]reat|[Vv]isit)"
    r"(?:s|ed|ing)?)"
)
"""What stands before the name of somebody who does something, or to whom something is done."""
_PERSON = re.compile(
    rf"\b{_BEFORE_PERSON} (?=([A-Z][a-z]+) (?:[A-Z]\. )?)"
    r"(?P<name>[A-Z][a-z]+ (?:[A-Z]\. )?(?:(?:Mc|Mac|O[’'])?[A-Z][a-z]+)(?:-[A-Z][a-z]+)?)(?P<after>[’']s?)?(?![\w-])"
)
_AN_OFFICE = re.compile(
    r"\s?,? (?:the |its |our )?(?:[A-Z][\w’'-]+ ){0,4}(?:Commissioner|Minister|Secretary|Constable|Chair|Director"
    r"|Executive|Ombudsman|Coroner|Inspector|Tsar|MP|QC|KC|CBE|OBE"
    r"|[Rr]eport|[Rr]eview|[Ii]nquiry|Foundation|Trust|Hospital|Centre|Law|House|School|Court)\b"
)


def is_no_private_person(text: str, start: int, end: int) -> bool:
    """True if what follows a name shows that it is that of an office holder, a law or a body."""
    return _AN_OFFICE.match(text, end) is not None or is_of_a_body(text, start, end)


def untitled_names(text: str) -> Iterator[tuple[int, int]]:
    """A given name and a surname after "by", "who saw" or the like; office holders, laws and hospitals are skipped."""
    for match in _PERSON.finditer(text):
        given, surname = match["name"].split()[0], match["name"].split()[-1]
        if given not in GIVEN_NAMES or surname in NO_SURNAMES:
            continue
        if is_no_private_person(text, *match.span("name")):
            continue
        yield match.span("name")


_CAPITALS = frozenset(name.upper() for name in GIVEN_NAMES if len(name) > 3)
"""Common given names in capitals; shorter ones are acronyms too ("DAN", "SAM")."""
_IN_CAPITALS = re.compile(
    r"(?<=[a-z] )(?P<name>(?P<given>[A-Z]+) (?P<surname>[A-Z][A-Z’'-]{2,}[A-Z]))(?![\w-]| [A-Z]{2})"
)


def names_in_capitals(text: str, words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A given name and a surname, both in capitals, after a word in small letters: "spoke to JO BLOGGS".

    Args:
        text: The text.
        words: Its words with their punctuation.
    """
    for given in _CAPITALS & words:
        for at in occurrences(text, given):
            match = _IN_CAPITALS.match(text, at)
            if not match or match["given"] != given or match["surname"].title() in NO_SURNAMES:
                continue
            if not is_no_private_person(text, *match.span("name")):
                yield match.span("name")


_FULL = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: (?:[A-Z]\. )?(?:Mc|Mac|O[’'])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)?"
"""A given name, maybe with a surname."""
_NAME = re.compile(_FULL)
_FRAMES = (
    (
        re.compile(r"\b[Aa]s \Z"),
        re.compile(
            r" (?:(?:had|has|also|herself|himself) )?(?:asked|requested|wanted|wished|hoped|feared|preferred|told"
            r"|explained|said|suggested|described|disclosed)\b"
        ),
    ),
    (
        re.compile(
            r"\b(?:[Gg]iv(?:e|es|ing)|(?:[Ss]end|[Oo]ffer|[Ss]how|[Tt]ell|[Aa]sk|[Ii]nform)(?:s|ing)?|[Ii]nvit(?:e|es|ing)"
            r"|[Ll]end|[Pp]ay|[Gg]rant|[Hh]and|[Tt]hank|[Pp]rovide) \Z"
        ),
        re.compile(
            r" (?:an?|the|its|their|his|her|this|that|copies|any|what|whether|why|how|when|if|about|of|for|to)\b"
        ),
    ),
    (
        re.compile(r"\b(?:that|which|when|after|before|why|how|because) \Z"),
        re.compile(
            r" (?:sent|wrote|made|left|gave|told|said|rang|called|asked|received|attended|disclosed|reported|had|was"
            r"|moved|went|saw|did|met|wanted|phoned|died|lived|feared|felt)\b"
        ),
    ),
    (re.compile(r"\b(?:[Ll]et|[Hh]elp)(?:ting|ing)? \Z"), re.compile(r" (?:have|know|see|get|be|to)\b")),
    (
        re.compile(
            r"\b(?:(?:apologis(?:e|es|ed|ing)|writ(?:e|es|ing|ten)|wrote|repl(?:y|ies|ied)|spoken?|speak(?:s|ing)?"
            r"|listen(?:ed|ing)?) (?:to|with)"
            r"|(?:asked|requested|wanted|wished|told|explained|described|disclosed|reported|made|raised|said|posed"
            r"|written|attended|caused) by"
            r"|(?:given|sent|shown|offered|explained|read|handed|paid|told) to) \Z"
        ),
        re.compile(r"[,.;:)]|\Z|\n\0| (?!(?:[A-Z]|and [A-Z]))"),
    ),
    (
        re.compile(
            r"\b(?:(?:letter|call|phone call|text|message|e-?mail|voicemail|disclosure|complaint|allegation|visit|note"
            r"|diary|apology)s? (?:made |sent |given |left |written )?(?:from|by|to|of)"
            r"|(?:advice|help|support|care|treatment|information|account|evidence|assistance|services?|contacts?"
            r"|referrals?|calls?|reports?|requests?|decisions?|statements?|appointments?) (?:that was |which was )?"
            r"(?:given|offered|provided|made|sought|taken|received|declined|refused|withdrawn|missed) (?:by|to|from)"
            r") \Z"
        ),
        re.compile(r"[.;:)]|,(?! (?:and |or |the )?[A-Z])|\Z| (?!(?:[A-Z]|and [A-Z]|[&/–-]))"),
    ),
    (
        re.compile(
            r"\b(?:(?:care|treatment|views?|needs|arrest|discharge|safety) of|(?:referral|safety plan|care plan) for"
            r"|(?:consultation|appointment|interview|session|conversation)s? with) \Z"
        ),
        re.compile(r"[,.;:)]|\Z| (?!(?:[A-Z]|and [A-Z]|patients?|residents?|staff|services?)\b)"),
    ),
    (
        re.compile(r"\b(?:[Vv]isit|[Ii]nterview|[Aa]ssess|[Ww]eigh|[Aa]rrest)(?:s|ed|es|ing)? \Z"),
        re.compile(r"[,.;:)]|\Z| (?:at|on|alone|again|and (?:[A-Z][a-z]+ )?(?:at|alone|her|his|on))\b"),
    ),
)
"""What stands before and after the name of somebody who asked or told, or to whom something is given or told."""
_MONTHS = frozenset({"Jan", "June"})
"""Given names that are months as well: "calls from June on"."""
_HELPLINE = "Frank"
"""The helpline about drugs, which people are told to ask."""
_LONGEST_BEFORE = 48
_KIN = (
    "brother", "sister", "mother", "father", "son", "daughter", "aunt", "uncle", "niece", "nephew", "cousin", "husband",
    "wife", "grandmother", "grandfather", "grandson", "granddaughter", "girlfriend", "boyfriend", "fiancé", "fiancée",
)  # fmt: skip
_SEVERAL_KIN = (
    *("parents", "brothers", "sisters", "sons", "daughters", "children", "twins", "grandchildren"),
    *("child", "baby", "eldest", "youngest", "carer"),
)
"""Words beside which bodies stand too, so that only a common given name is a name there."""
_TOLD_OF = ("victim", "perpetrator", "deceased", "partner", "friend", "neighbour")
"""Words for people who often bear a pseudonym, so that only a given name with a surname beside them is a name."""
_BEFORE_KIN = ("step", "half", "grand", "god")
"""What a kinship may be written together with."""
_OWNED = re.compile(
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir) (?:(?:own|eldest|elder|older|oldest|youngest|younger|adult|baby) )?\Z"
)
"""Whose kin it is: of such a one, and of no body, a name follows without a sign."""
_BESIDE = re.compile(
    rf"(?:-in-law)?(?P<sign>, | \(| )(?P<name>(?:[A-Z][a-z]+ and )?{_FULL})(?P<after>[’']s)?"
    r"(?P<end>[.;:)]|,(?! (?:and|or|the|[A-Z]))|\Z|(?=\n\0))?"
)


def names_in_frames(text: str, given: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A given name, maybe with a surname, of somebody who asked or told, or whom something is given or told.

    Args:
        text: The text.
        given: The common given names that are in it.
    """
    for at in (at for name in given for at in occurrences(text, name)):
        name = None if is_inside(text, at, "_-") else _NAME.match(text, at)
        if name and re.split("[ -]", name[0])[0] in given and NO_SURNAMES.isdisjoint(name[0].split()[1:]):
            start, end = name.span()
            before = text[max(0, start - _LONGEST_BEFORE) : start]
            if name[0] in _MONTHS and before.endswith(("from ", "to ", "of ", "after ", "before ", "that ")):
                continue
            if is_no_private_person(text, start, end) or (name[0] == _HELPLINE and before.endswith(("sk ", "k to "))):
                continue
            if any(opening.search(before) and closing.match(text, end) for opening, closing in _FRAMES):
                yield start, end


_KINSHIPS = Signs((*_KIN, *_SEVERAL_KIN, *_TOLD_OF))


def names_of_kin(text: str, given: AbstractSet[str], words: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A name in apposition to a kinship: "the brother, NAME", "her sister NAME", "the son (NAME)".

    A name that is no common given name counts only between signs and in no list, where further words or neighbours
    would make it a body's.

    Args:
        text: The text.
        given: The common given names that are in it.
        words: Its words with their punctuation.
    """
    for word in _KINSHIPS.among(words):
        if not given and word not in _KIN:
            continue
        for at in occurrences(text, word):
            # Most are in the middle of a word: "person", "reason".
            if at and text[at - 1].isalpha() and not text.endswith(_BEFORE_KIN, max(0, at - _LONGEST_BEFORE), at):
                continue
            match = _BESIDE.match(text, at + len(word))
            if not match or match["after"]:
                continue
            first, *surname = match["name"].replace(" and ", " ").split()
            if not NO_SURNAMES.isdisjoint(surname) or (word in _TOLD_OF and not surname):
                continue
            owned = match["sign"] == " " and _OWNED.search(text, max(0, at - _LONGEST_BEFORE), at)
            closed = word in _KIN and (owned or (match["end"] is not None and match["sign"] != " "))
            if first in GIVEN_NAMES or (closed and all(map(is_likely_name, (first, *surname)))):
                yield match.span("name")
