"""Finds names after a calling: a nurse, a councillor, an imam.

Callings stand before what people work in too ("Nurse Prescribers", "Designated Nurse Lincolnshire"), so a name counts
only if it is likely to be one, or if what follows is what one person has or did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.patterns import rare
from dhrcurate.domain.word_sets import word_set
from dhrcurate.rules.disclosure.detect import is_inside
from dhrcurate.rules.disclosure.name_words import (
    GIVEN_NAMES,
    NO_SURNAMES,
    NO_SURNAMES_BEHIND_A_LETTER,
    is_likely_name,
)

CALLINGS = ("Nurse", "Midwife", "Matron", "Sister", "Councillor", "Imam", "Rabbi", "Pastor", "Judge")
_PART = r"(?:Mc|Mac|O[’'])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
_CALLED = rare(rf"(?:{'|'.join(CALLINGS)}) (?P<initial>[A-Z]\.? )?(?P<name>{_PART}(?: {_PART})?)(?![\w-])")
_LONGEST_BEFORE = 40
_POST_BEFORE = re.compile(
    r"\b(?:Designated|Named|Lead|Chief|Deputy|Head|Specialist|Safeguarding|Consultant|Senior|Principal|Regional|Area)"
    r"(?: (?:[A-Z][a-z]+|and|&)){0,3} \Z"
)
"""Words of a post, behind which its area stands: "Designated Nurse Lincolnshire"."""
_OF_A_TRADE = re.compile(
    r"(?:ists?|graph(?:ers?|y)|natal|therap(?:y|ies)|(?:at|ct|it|rn)ors?|(?:e|ion|at|ic|nd|ck|rk)ers|ians?|ices|ees"
    r"|[ae]nts|shire)$"
)
"""What words for a trade or an area end in, of which the vocabulary holds only some."""
_OF_ONE_PERSON = re.compile(
    r"[’'](?:s\b| )| (?:(?:had|has|was|did|also|then) (?:not )?)?(?:asked|attended|called|contacted|decided|explained"
    r"|felt|gave|knew|made|met|noted|recorded|referred|reported|said|saw|spoke|telephoned|thought|told|took|tried"
    r"|visited|wrote)\b"
)
"""What follows the name of one person."""
_ARTICLE = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very|[Aa]ny|[Nn]o|[Ii]ts|[Tt]heir) (?:[A-Z][a-z]+ )*\Z")
_POSTS = word_set(
    "Adviser Advisor Advocate Ambassador Apprentice Assessor Associate Assistant Champion Consultant Coordinator"
    " Director Educator Examiner Lead Leader Manager Member Mentor Midwife Nurse Officer Practitioner Prescriber"
    " Researcher Specialist Student Trainee Trainer Visitor Worker In The A"
)
"""Words that follow a calling in the name of a post."""
_INSTITUTION = re.compile(
    r"(?:[’']s?)? (?:[A-Z][a-z]+ )?(?:Award|Centre|Charity|College|Foundation|Fund|House|Inquiry|Prize|[Rr]eport"
    r"|[Rr]eview|School|Trust|Ward)\b"
)


def names_after_callings(text: str) -> Iterator[tuple[int, int]]:
    """A nurse, a councillor and the like with a name: "Nurse Bloggs", "Judge Foster's", not "Nurse Consultant"."""
    if not any(map(text.__contains__, CALLINGS)):
        return
    for match in _CALLED.finditer(text):
        at = match.start()
        if is_inside(text, at, "-_") or _INSTITUTION.match(text, match.end()):
            continue
        if (end := _end_of_name(text, match, text[max(0, at - _LONGEST_BEFORE) : at])) is not None:
            yield at, end


def _end_of_name(text: str, match: re.Match[str], before: str) -> int | None:
    """The end of the name after a calling, `None` if no name stands there."""
    given, *surname = match["name"].split()
    if not NO_SURNAMES.isdisjoint(surname):
        return None
    if given in GIVEN_NAMES or (match["initial"] and given not in _POSTS | NO_SURNAMES_BEHIND_A_LETTER):
        return match.end()
    words = (given, *surname)
    if _POST_BEFORE.search(before) or not _POSTS.isdisjoint(words):
        return None
    if all(is_likely_name(word) and not _OF_A_TRADE.search(word) for word in words):
        return match.end()
    if _ARTICLE.search(before) or not _OF_ONE_PERSON.match(text, match.end()):
        return None
    return match.end() if not surname and given not in NO_SURNAMES else None
