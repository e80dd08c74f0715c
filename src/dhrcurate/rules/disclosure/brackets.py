"""Finds names by what stands in brackets behind them: a kinship, the name's own initials, a birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dhrcurate.domain.patterns import rare
from dhrcurate.rules.disclosure.detect import is_inside
from dhrcurate.rules.disclosure.name_words import NO_SURNAMES, is_likely_name
from dhrcurate.rules.free_text import occurrences

_KIN = (
    "(?:step|half|grand|god)?-?(?:brother|sister|mother|father|mum|dad|son|daughter|aunt|uncle|niece|nephew|cousin)"
    "|husband|wife|girlfriend|boyfriend|fiancée?"
)
_TOLD_OF = "victim|perpetrator|deceased|partner|friend|neighbour|colleague|lodger|landlord|landlady|flatmate|housemate"
"""Words for people who often bear a pseudonym, so that only a given name with a surname before them is a name."""
_WHOSE = r"(?:(?:the|an?|his|her|their) (?:(?:victim|perpetrator|deceased)[’']?s )?)?(?:[a-z]+[- ])?"
_RELATION = rare(
    rf"\s?\({_WHOSE}(?:(?P<kin>{_KIN})(?:-in-law)?|(?P<told>{_TOLD_OF}))(?=[),;]| (?:of|to) (?:the|his|her)\b)"
)
_BIRTH = re.compile(r"\s?\((?:[Dd]\.?[Oo]\.?[Bb]\b|D\.O\.B|(?:date of birth|born|b\.)\W)")
_INITIALS = re.compile(r"\s?\(([A-Z]\.?(?:[A-Z]\.?){1,3})\)")
_BRACKET = re.compile(r"\s?\(")
_NAME = re.compile(
    r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?(?: (?:[A-Z]\. )?(?:Mc|Mac|O[’'])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)?(?=\s?\()"
)


def is_of_a_body(text: str, start: int, end: int) -> bool:
    """True if a bracket follows a name and says nothing by which the name is a person's, but maybe a body's.

    Args:
        text: The text.
        start: The start of the name.
        end: Its end.
    """
    if not _BRACKET.match(text, end):
        return False
    return not (_RELATION.match(text, end) or _BIRTH.match(text, end) or _has_its_initials(text, start, end))


def _has_its_initials(text: str, start: int, end: int) -> bool:
    match = _INITIALS.match(text, end)
    own = "".join(part[0] for part in re.split(r"[ -]", text[start:end]))
    return match is not None and match[1].replace(".", "") == own


def names_before_brackets(text: str, given: AbstractSet[str]) -> Iterator[tuple[int, int]]:
    """A name with a kinship, a birth or its own initials in brackets behind it: "NAME (the sister)".

    Args:
        text: The text.
        given: The common given names that are in it.
    """
    if "(" not in text:
        return
    for at in (at for name in given for at in occurrences(text, name)):
        name = None if is_inside(text, at, "_-") else _NAME.match(text, at)
        if name is None or re.split("[ -]", name[0])[0] not in given:
            continue
        surname = name[0].split()[1:]
        if NO_SURNAMES.isdisjoint(surname) and _is_told(text, *name.span(), surname[-1] if surname else None):
            yield name.span()


def _is_told(text: str, start: int, end: int, surname: str | None) -> bool:
    """True if the bracket behind a name is about one person; a surname that is a word may be part of a body's name."""
    if relation := _RELATION.match(text, end):
        return relation["kin"] is not None or surname is not None
    if _BIRTH.match(text, end):
        return True
    return surname is not None and is_likely_name(surname) and _has_its_initials(text, start, end)
