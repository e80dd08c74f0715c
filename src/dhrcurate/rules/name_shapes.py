"""The shape of an addressee's name: whether its words mean many agencies, any one of a kind, or no agency."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from dhrcurate.domain.word_sets import word_set


class Shape(StrEnum):
    """The meaning of a name by its words alone."""

    COLLECTIVE = "collective"
    """Many agencies at once: "All health agencies", "GP practices"."""
    UNSPECIFIC = "unspecific"
    """One agency of a kind, but not which: "the Trust", "GP Practice A"."""
    MEETING = "meeting"
    """A meeting: "North MARAC"."""
    ROLE = "role"
    """A person by office: "Head of Safeguarding"."""
    DESCRIPTION = "description"
    """Somebody described and not named: "the producer of the software"."""


_MANY = word_set(
    "agencies partners organisations organizations practices gps trusts councils forces schools hospitals authorities"
    " partnerships boards professionals practitioners providers employers bodies charities csps ccgs icbs departments"
    " landlords clinicians officers staff surgeries universities colleges courts commissioners members signatories"
    " others"
)
_ALL = word_set("all each every both any various")
_ONE = word_set(
    "police force trust council authority partnership board csp ccg icb pct hospital surgery practice centre gp"
    " probation prison school college university nursery court employer landlord provider refuge ambulance team service"
    " services agency clinic housing organisation partner care"
)
_KINDS = word_set(
    "mental health nhs foundation primary acute community safety clinical commissioning group medical adult adults"
    " children childrens child social county borough district city town unitary fire rescue safeguarding domestic abuse"
    " violence drug drugs alcohol substance misuse integrated general homelessness education public youth offending"
    " family families young people peoples specialist support sexual victim victims crime womens mens visiting"
    " midwifery maternity psychiatric voluntary statutory relevant partner other involved key third sector multi agency"
    " frontline front line and of the a an local our this that both respective individual appropriate constabulary"
)
_GENERIC = _MANY | _ALL | _ONE | _KINDS
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_MEETING = re.compile(r"\b(?:maracs?|mappa|matac|conferences?|meetings?)$", re.IGNORECASE)
_OFFICE = (
    r"author|chair(?:man|woman|person)?|director|head|manager|co-?ordinator|commander|officer|lead|executive|constable"
    r"|superintendent|inspector|nurse|doctor|minister|secretary|clerk"
)
_ROLE = re.compile(
    rf"(?:the\s+)?(?:(?:independent|designated|named|lead|deputy|assistant|senior|area|strategic|chief|overview|report)\s+)*"
    rf"(?:{_OFFICE})s?(?:\s+(?:of|for|to|at|in)\s.*)?"
    r"|.*\s(?:managers?|co-?ordinators?|authors?|directors?|officers?|chair|leads?|nurses?|practitioners?)",
    re.IGNORECASE,
)
_JOINING = word_set("for to who that which with by in at on from or whose when where responsible working investigating")
_SMALL = word_set("and of the a an")


@lru_cache(maxsize=8192)
def shape_of(name: str) -> Shape | None:
    """The meaning of a name by its words, `None` if it may well be the name of an agency."""
    written = _WORD.findall(name)
    words = [w.casefold().replace("’", "").replace("'", "") for w in written]
    if not words:
        return None
    if words[0] in _ALL and not _MANY.isdisjoint(words):
        return Shape.COLLECTIVE
    known = [w for w in words if w in _GENERIC]
    labelled = len(words) > 1 and (len(words[-1]) == 1 or words[-1].isdecimal())  # GP Practice A, Hospital 2
    if len(known) == len(words) or (labelled and all(w in _GENERIC for w in words[:-1])):
        if not _MANY.isdisjoint(words) and not labelled:
            return Shape.COLLECTIVE
        if not _ONE.isdisjoint(words):
            return Shape.UNSPECIFIC
    if _MEETING.search(name.strip()):
        return Shape.MEETING
    if _ROLE.fullmatch(name.strip()):
        return Shape.ROLE
    return Shape.DESCRIPTION if _describes(written, words) else None


def _describes(written: list[str], words: list[str]) -> bool:
    """True if the words read as a phrase: names of agencies are written with capitals."""
    if len(words) < 4 or _JOINING.isdisjoint(words):
        return False
    weighty = [w for w in written if w.casefold() not in _SMALL and w.casefold() not in _JOINING]
    return 2 * sum(1 for w in weighty if w[0].islower()) >= len(weighty)
