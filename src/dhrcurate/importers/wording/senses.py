"""What words that stand alone over recommendations are: the name of a body, a theme, or words that may be either."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from enum import Enum, auto
from itertools import pairwise

from dhrcurate.domain.plural_name import plural_head
from dhrcurate.domain.word_sets import word_set
from dhrcurate.importers.wording.numbers import SPELT
from dhrcurate.importers.wording.tails import shape
from dhrcurate.importers.words import HEADS, JOINTS

_AREAS = word_set("""
    health healthcare housing education care social primary secondary acute community mental maternity midwifery
    safeguarding adult adults adult’s adult's adults’ adults' child child’s child's children children’s children's young
    people family families justice criminal employment welfare public years substance drug drugs alcohol misuse
    homelessness immigration help work safety youth media outreach perpetrator programme programmes support accident
    emergency domestic abuse violence sexual early intervention and & of the for in
""")
"""Words of which the names of areas of work are made: an area is a theme, and may stand for all who work in it."""
_THEMES = word_set("""
    abuse abusive access accountability action actions advocacy alcohol allocation analysis appointments approach
    arrangements assaults assessment assessments assurance attendance audit audits awareness bail barriers behaviour
    capacity challenge change cohesion communication communications confidentiality consent contact control coercion
    coercive culture curiosity data deaths decisions development disabilities disability disclosure disclosures
    discharge diversity domestic dependency economic engagement equality ethnicity evidence exploitation female finance
    financial firearms follow-up forced gender good guidance harassment harm history homicide homicides honour
    honour-based identification identity impact implementation improvement incidents information intervention
    interventions investigation investigations involvement isolation issues key knowledge law learning legislation
    lessons level life local male management marriage measures men messages monitoring multi-agency national neglect
    orders outcomes parental partnerships pathway pathways perpetrator perpetrators plans points policies policy
    practice prevention priorities procedure procedures processes protection protocol protocols provision quality record
    records recovery referral referrals refusal regional register relationship relationships relations research
    resources response responses responsibilities risk risks safety sanctions self-harm self-neglect sexual skills
    specialist stalking standards statutory strategic strategies strategy suicide supervision system systems technology
    themes threats transition transitions translation trauma trauma-informed treatment understanding victim victims
    violence voice vulnerabilities vulnerability warning women work workforce professional clinical
    bereavement carers carer complex debt debts dementia diagnosis digital dual enquiry enquiries faith grief harm help
    hidden informed injuries injury interpreting language languages loneliness needs older online oversight pets
    planning pregnancy steps strangulation suffocation wellbeing working
""")
"""Words of themes that reviews group their recommendations by, which names of bodies that nobody knows hardly have."""

_ALSO_OF_NAMES = word_set("""
    action advocacy change intervention men recovery safety voice women
""")
"""Themes with which the names of charities and of their services end too, after words of another kind."""
_ENDS = word_set("""
    project shelter hostel helpline hub clinic hospice fellowship
""")
"""Words with which only bodies' names end where they stand alone, beside those that end names in sentences as well."""

COUNTED_THEME = re.compile(
    r"(?P<kind>(?!(?i:(?:recommendation|rec|action|argymhelliad|number|no|ref)s?\b))[A-Z]\w+(?:\s\w+){0,2})"
    rf"\s(?:\d{{1,2}}|(?i:{'|'.join(SPELT)}))(?P<apart>\s*[:.)]|\s+[–—-])?\s+(?P<rest>\S.*)"
)
"""What is counted over recommendations that have numbers of another kind, or none: "Theme 2: Housing"."""

_CALLED_THEME = re.compile(
    r"\W*(?:(?:key|main|learning|overarching) )?(?:themes?|topics?|subjects?|issues?)\s*[:–—]\s*\S", re.IGNORECASE
)

_WEAK = word_set("practice practices governance care education health healthcare safeguarding housing homes staff")
"""Words at the end of names of bodies and of themes alike."""
_ORDINARY = _THEMES | _AREAS
_ENDS_OF_THEMES = _THEMES - _ALSO_OF_NAMES
_OF_SOMETHING = HEADS - _WEAK
"""Bodies whose names may go on with what they are of: "College of Nursing"."""
_PEOPLE = word_set("staff officers managers workers employees teachers clinicians practitioners professionals")
"""Words of whom a body employs: before what a theme ends with they are part of one, as in "Staff support"."""


_OF_BODIES = (
    _AREAS
    | HEADS
    | word_set("""
    all any both each every other local national regional partner member statutory voluntary private independent
    registered relevant specialist individual commissioned third sector county borough city district wider
""")
)
"""Words before the plural of a kind of bodies that still mean all of them: "Local housing providers"."""


_SMALL = JOINTS | word_set("from into out over under up without")
"""Small words within names that stand alone, where no sentence may go on: "Out of the Rain", "Step Up from Here"."""


class Sense(Enum):
    """What words over recommendations are."""

    BODY = auto()
    """The name of a body."""
    AREA = auto()
    """An area of work, such as "Housing": a theme, or all who work in it."""
    NAME = auto()
    """Words that are set as a name and may be that of a body that nobody knows."""
    THEME = auto()
    """What recommendations are about."""


def sense(text: str, said: Collection[str], is_name: Callable[[str], bool]) -> Sense:
    """What words that stand alone over recommendations are.

    Args:
        text: The words.
        said: Words that the page's recommendations have in small letters.
        is_name: Tells if words are surely the name of a body.
    """
    words = text.split()
    if is_called_theme(text):
        return Sense.THEME
    if (counted := COUNTED_THEME.fullmatch(text)) and counted["apart"]:
        return Sense.BODY if sense(counted["rest"], said, is_name) is Sense.BODY else Sense.THEME
    if all(word.lower() in _AREAS for word in words):
        return Sense.AREA if is_name(text) else Sense.THEME
    if len(words) > 1 and all(word.lower() in _OF_BODIES for word in words[:-1]) and plural_head(words[-1]):
        return Sense.BODY
    of_body = len(words) > 2 and words[-2] == "of" and words[-3].lower() in _OF_SOMETHING
    ends = {words[0].lower(), *([] if of_body else [words[-1].lower()])} - HEADS
    if any(word.endswith("ing") for word in ends):
        return Sense.THEME
    if words[0].lower() in {"recommendation", "recommendations"}:
        return Sense.THEME
    if len(words) > 1 and words[0].lower() in _PEOPLE and all(word.lower() in _ORDINARY for word in words[1:]):
        return Sense.THEME
    if is_titled(text) and not is_name(text):
        return Sense.THEME
    if shape(text) is None:
        return Sense.BODY if is_name(text) else Sense.THEME
    if is_name(text):
        weak = is_weak(text) and all(w.lower() in _ORDINARY for w in words[:-1])
        return Sense.THEME if weak else Sense.BODY
    proper = [word for word in words if word not in _SMALL]
    if any(not word[:1].isupper() for word in proper):
        return Sense.THEME
    if len(words) == 1:
        return Sense.NAME if text.isupper() and len(text) > 1 else Sense.THEME
    lower = [word.lower().strip(".,;:()") for word in proper]
    if lower[-1] in _ENDS and sum(word in _ORDINARY for word in lower) < len(lower) - 1:
        return Sense.BODY
    ordinary = 2 * sum(word in _ORDINARY or word in said for word in lower)
    many = ordinary > len(lower) if len(lower) > 3 else ordinary >= len(lower)
    return Sense.THEME if many or lower[-1] in _ENDS_OF_THEMES else Sense.NAME


def is_called_theme(text: str) -> bool:
    """True if words say that they are a theme, whatever it is: "Theme: Housing"."""
    return _CALLED_THEME.match(text) is not None


def may_be_name(text: str, said: Collection[str]) -> bool:
    """True if words are set as a name and one of them is none of those of themes, so that a body may have them.

    Args:
        text: The words.
        said: Words that the page's recommendations have in small letters.
    """
    counted = COUNTED_THEME.fullmatch(text)
    if is_called_theme(text) or (counted and counted["apart"]):
        return False
    proper = [word for word in text.split() if word not in _SMALL]
    lower = {word.lower().strip(".,;:()") for word in proper}
    others = lower - _ORDINARY - HEADS
    strange = others == lower or any(not word.endswith("ing") for word in others if word not in said)
    return strange and len(proper) > 1 and all(word[:1].isupper() for word in proper)


def is_set_as_name(text: str) -> bool:
    """True if words are set as a name is, with a capital each but for the small ones: "Doors to Work".

    What somebody does is a theme however it is set: "Record Keeping".
    """
    proper = [word for word in text.split() if word not in _SMALL]
    return len(proper) > 1 and all(word[:1].isupper() and not word.endswith("ing") for word in proper)


def is_titled(text: str) -> bool:
    """True if words are the title of a document or of a theme: "Safe to Talk", whose "to" goes before a capital."""
    words = text.split()
    return any(word == "to" and after[:1].isupper() for word, after in pairwise(words[1:]))


def is_weak(name: str) -> bool:
    """True if a name ends as themes do too: "Reflective Practice"."""
    return name.rsplit(maxsplit=1)[-1].lower() in _WEAK


def ends_as_theme(name: str) -> bool:
    """True if a name ends as themes do, and as no body does: "Staff Supervision"."""
    return name.rsplit(maxsplit=1)[-1].lower() in _ENDS_OF_THEMES - HEADS
