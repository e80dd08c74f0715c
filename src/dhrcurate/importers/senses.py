"""What words that stand alone over recommendations are: the name of a body, a theme, or words that may be either."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import Enum, auto

from dhrcurate.importers.tails import shape
from dhrcurate.importers.words import HEADS, JOINTS, vocabulary

_AREAS = vocabulary("""
    health healthcare housing education care social primary secondary acute community mental maternity midwifery
    safeguarding adult adults adult’s adult's adults’ adults' child child’s child's children children’s children's young
    people family families justice criminal employment welfare public years substance drug drugs alcohol misuse
    homelessness immigration help work safety youth media outreach perpetrator programme programmes support accident
    emergency domestic abuse violence sexual early intervention and & of the for in
""")
"""Words of which the names of areas of work are made: an area is a theme, and may stand for all who work in it."""
_THEMES = vocabulary("""
    abuse abusive access accountability action actions advocacy alcohol allocation analysis appointments approach
    arrangements assaults assessment assessments attendance audit audits awareness bail barriers behaviour capacity
    challenge change cohesion communication communications confidentiality consent contact control coercion coercive
    culture curiosity data deaths decisions development disabilities disability disclosure disclosures discharge
    diversity domestic dependency economic engagement equality ethnicity evidence exploitation female finance financial
    firearms follow-up forced gender good guidance harassment harm history homicide homicides honour honour-based
    identification identity impact implementation improvement incidents information intervention interventions
    investigation investigations involvement isolation issues key knowledge law learning legislation lessons level life
    local male management marriage measures men messages monitoring multi-agency national neglect orders outcomes
    parental partnerships pathway pathways perpetrator perpetrators plans points policies policy practice prevention
    priorities procedure procedures processes protection protocol protocols provision quality record records recovery
    referral referrals refusal regional register relationship relationships relations research resources response
    responses responsibilities risk risks safety sanctions self-harm self-neglect sexual skills specialist stalking
    standards statutory strategic strategies strategy suicide supervision system systems technology themes threats
    transition transitions translation trauma trauma-informed treatment understanding victim victims violence voice
    vulnerabilities vulnerability warning women work workforce professional clinical
    bereavement carers carer complex debt debts dementia diagnosis digital dual enquiry enquiries faith grief harm
    help hidden informed injuries injury interpreting language languages loneliness needs older online pets planning
    pregnancy steps strangulation suffocation wellbeing working
""")
"""Words of themes that reviews group their recommendations by, which names of bodies that nobody knows hardly have."""

_WEAK = vocabulary("practice practices governance care education health healthcare safeguarding housing homes staff")
"""Words at the end of names of bodies and of themes alike."""


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
    if all(word.lower() in _AREAS for word in words):
        return Sense.AREA if is_name(text) else Sense.THEME
    ends = {words[0].lower(), words[-1].lower()} - HEADS if not _is_of_subject(words) else set()
    if any(word.endswith("ing") for word in ends):
        return Sense.THEME
    if shape(text) is None:
        return Sense.BODY if is_name(text) else Sense.THEME
    if is_name(text):
        weak = is_weak(text) and all(w.lower() in _AREAS | _THEMES for w in words[:-1])
        return Sense.THEME if weak else Sense.BODY
    proper = [word for word in words if word not in JOINTS]
    if any(not word[:1].isupper() for word in proper):
        return Sense.THEME
    if len(words) == 1:
        return Sense.NAME if text.isupper() and len(text) > 1 else Sense.THEME
    lower = [word.lower().strip(".,;:()") for word in proper]
    themes = sum(word in _THEMES | _AREAS for word in lower)
    ordinary = any(word in said for word in lower) or lower[-1] in _THEMES or 2 * themes >= len(lower)
    return Sense.THEME if ordinary else Sense.NAME


def _is_of_subject(words: Sequence[str]) -> bool:
    """True if a name ends with what its body teaches or does: "College of Nursing"."""
    return len(words) > 2 and words[-2].lower() == "of" and words[-3].lower() in HEADS - _WEAK


def is_weak(name: str) -> bool:
    """True if a name ends as themes do too: "Reflective Practice"."""
    return name.rsplit(maxsplit=1)[-1].lower() in _WEAK


def ends_as_theme(name: str) -> bool:
    """True if a name ends as themes do, and as no body does: "Staff Supervision"."""
    return name.rsplit(maxsplit=1)[-1].lower() in _THEMES - HEADS
