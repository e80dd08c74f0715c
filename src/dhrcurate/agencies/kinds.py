"""Kinds of body: what the words of a name and the register's `kind` say, and which kinds exclude one another.

A family is a kind as the matcher tells them apart. Families are found in names by phrases, longest first, after
expansion and without fillers, so that "Police and Crime Commissioner" is never taken for "Police".
"""

from __future__ import annotations

from enum import IntEnum

from dhrcurate.agencies.lexicon import bag
from dhrcurate.agencies.normalise import words


class Relation(IntEnum):
    """How the kind that a written name asks for stands to a body's."""

    DIFFERENT = 0
    """It is another kind of body: no automatic match, however similar the letters."""
    NEAR = 1
    """Another kind too, of the same sector."""
    UNSAID = 2
    """The name says nothing of a kind, or the body's is not known."""
    KIN = 3
    """Words that are used for that kind too, such as a hospital for a trust."""
    SAME = 4


_PHRASES = {
    "police": "police; constabulary; police service; police force; police headquarters; police station",
    "police-authority": "police authority; police board",
    "police-panel": "police crime panel; police federation; police treatment centre; police advisory board",
    "pcc": "police crime commissioner; police crime commission; police fire crime commissioner; commissioner police crime; "
    "office police crime commissioner; office police fire crime commissioner; office policing crime; "
    "police crime office",
    "fire": "fire rescue service; fire rescue authority; fire service; fire brigade; fire authority; fire rescue; "
    "fire civil defence authority; rescue service; combined fire authority; combined fire rescue authority; "
    "county fire rescue service; county fire brigade; county fire service; fire rescue service authority",
    "ambulance": "ambulance service; ambulance trust; ambulance; ambulance service nhs trust; "
    "ambulance service nhs foundation trust; ambulance nhs trust; ambulance nhs foundation trust; "
    "ambulance service trust; ambulance service foundation trust",
    "air-ambulance": "air ambulance; air ambulance trust; air ambulance service; air ambulance charity",
    "ccg": "clinical commissioning group; clinical commission group; commissioning group; clinical commissioning",
    "pct": "primary care trust; teaching primary care trust; nhs primary care trust; primary care nhs trust; "
    "primary care group",
    "icb": "integrated care board; integrated care system; integrated care partnership; nhs integrated care board",
    "health-board": "university health board; local health board; health board; university local health board; "
    "university hospital health board; university board",
    "health-authority": "strategic health authority; health authority",
    "nhs-trust": "nhs trust; nhs foundation trust; foundation trust; hospital trust; nhs foundation; foundation nhs trust; "
    "trust nhs; nhs group",
    "trust": "trust",
    "nhs": "nhs",
    "hospital": "hospital; infirmary; hospice",
    "probation": "probation; probation service; probation area; probation board; probation delivery unit; "
    "probation region",
    "national-probation": "national probation service",
    "probation-trust": "probation trust",
    "crc": "community rehabilitation company; community rehabilitation company limited",
    "prison": "prison; prison young offender institution; young offender institution; young offender institute; "
    "immigration removal centre; remand centre; secure training centre",
    "prison-service": "prison service",
    "prison-probation": "prison probation service; prison probation; probation prison service; probation prison",
    "council": "council; local authority; unitary authority; unitary council; unitary; civic centre; "
    "highway authority; education authority",
    "county-council": "county council; county hall",
    "borough-council": "borough council; borough; council borough",
    "county-borough-council": "county borough council; county borough",
    "district-council": "district council; council district",
    "city-council": "city council; city borough council",
    "metropolitan-council": "metropolitan borough council; metropolitan district council; metropolitan borough; "
    "metropolitan council; metropolitan city council",
    "london-council": "london borough; london borough council; royal borough; royal borough council",
    "parish-council": "parish council; town council; community council; village council",
    "combined-authority": "combined authority; mayoral combined authority; county combined authority",
    "transport": "transport executive; passenger transport executive; transport authority",
    "csp": "community safety partnership; community safety board; crime disorder reduction partnership; "
    "safety partnership; community safety team partnership; community safety executive",
    "safeguarding-adults": "safeguarding adult board; adult safeguarding board; safeguarding adult partnership; "
    "adult safeguarding partnership; local safeguarding adult board; safeguarding vulnerable adult board; "
    "safeguarding adult executive; adult protection committee; safeguarding adult partnership board",
    "safeguarding-children": "safeguarding children board; children safeguarding board; "
    "safeguarding children partnership; local safeguarding children board; children safeguarding partnership; "
    "safeguarding children board; children safeguarding board; local safeguarding children partnership; "
    "safeguarding children partnership board; multi agency safeguarding children partnership; children protection committee",
    "safeguarding": "safeguarding board; safeguarding partnership; safeguarding executive; safeguarding executive board",
    "wellbeing-board": "health wellbeing board; health well being board",
    "abuse-partnership": "domestic abuse partnership; domestic abuse board; domestic abuse forum; "
    "domestic abuse partnership board; domestic abuse strategic board; domestic abuse executive group; "
    "domestic abuse steering group; local partnership board; domestic abuse local partnership board; "
    "domestic sexual abuse partnership; domestic abuse strategic partnership",
    "support-service": "domestic abuse service; domestic abuse support service; women aid; refuge; rape crisis; "
    "domestic abuse support; rape crisis centre; sexual assault referral centre; victim support; idva service",
    "department": "department; ministry; secretary state; minister state; minister; departmen",
    "coroner": "coroner; coroner court; coroner office; senior coroner; area coroner",
    "court": "court; magistrate court; crown court; county court; family court; high court; court tribunal service",
    "university": "university",
    "school": "school; primary school; high school; academy; nursery; secondary school; infant school; junior school; "
    "grammar school; special school; sixth form; academy trust; multi academy trust",
    "college": "college",
    "royal-college": "royal college",
    "gp": "surgery; medical centre; medical practice; health centre; group practice; gp practice; gp surgery; "
    "general practice; practice; doctor surgery; walk centre; family practice; gp; primary care centre; "
    "primary care network; medical group; pharmacy; dental practice; clinic; day centre",
    "care-home": "care home; nursing home; residential home; rest home; care centre; residential care home; "
    "nursing care home; home care; nursing care; nursing residential home; retirement home; residential care; "
    "nursing centre; care group; care service; healthcare home; retirement village; supported living; home health",
    "company": "limited; plc; llp; incorporated; company",
    "housing": "housing association; housing group; housing trust; housing society; housing partnership; home limited; "
    "home group; housing limited; community housing",
    "council-service": "adult social care; children social care; social care; social service; children service; "
    "children social service; highway; trading standard; youth offending; youth offending team; early help; education; "
    "adult service; environmental health; housing; housing service; housing department; homelessness; "
    "children young people; adult safeguarding; public health; education department; county social service; "
    "licensing; planning department; adult care; children care",
}

PHRASES: dict[tuple[str, ...], str] = {
    tuple(words(phrase)): family for family, listed in _PHRASES.items() for phrase in listed.split(";")
}
"""Phrases of the words that `normalise.words` yields, and the family that each tells."""

WORDS = frozenset(word for phrase in PHRASES for word in phrase)
"""Every word that may stand in a kind phrase."""

_BY_FIRST: dict[str, list[tuple[tuple[str, ...], str]]] = {}
for _phrase, _family in sorted(PHRASES.items(), key=lambda item: -len(item[0])):
    _BY_FIRST.setdefault(_phrase[0], []).append((_phrase, _family))

HINTS = frozenset({"council-service"})
"""Families that a name only hints at: they speak for a kind of body, and against none."""

FOREIGN = bag("gp care-home company housing university school college court coroner")
"""Families that make another body of any name that they are added to."""

COUNCILS = bag(
    "council county-council borough-council county-borough-council district-council city-council metropolitan-council "
    "london-council"
)
"""Families of principal councils: one place has one, so the words for them are often mixed up."""

_REGISTER_KINDS = {
    "police": "police", "police-authority": "police-authority", "pcc": "pcc",
    "fire": "fire", "fire-authority": "fire", "ambulance": "ambulance", "ambulance-trust": "ambulance",
    "air-ambulance": "air-ambulance", "council": "council", "county-council": "county-council",
    "district-council": "district-council", "parish-council": "parish-council",
    "combined-authority": "combined-authority", "csp": "csp", "nhs-trust": "nhs-trust", "ccg": "ccg", "pct": "pct",
    "icb": "icb", "health-board": "health-board", "sha": "health-authority", "health-authority": "health-authority",
    "probation-trust": "probation-trust", "crc": "crc", "probation": "probation", "prison": "prison",
    "prison-service": "prison-service", "gov": "department", "department": "department", "devolved": "department",
    "coroner": "coroner", "court": "court", "school": "school", "university": "university", "housing": "housing",
    "housing-association": "housing", "employer": "company", "company": "company", "gp": "gp", "care-home": "care-home",
}  # fmt: skip
"""The family of a register's kind, where the kind alone tells it."""

_PLAIN_KINDS = bag(
    "police-national charity regulator inspectorate ombudsman gov-agency nhs-national membership cjs military "
    "support-service"
)
"""Register kinds whose bodies are known by their whole names: no phrase in them is set aside as a kind."""

WORN = bag(
    "hospital university college royal-college company support-service school court care-home gp housing "
    "council-service"
)
"""Families whose words belong to a body's own name and are compared with it."""

NOT_BODIES = frozenset({"collective", "relative", "role", "meeting", "anonymised"})
"""Kinds of register entries that are addressed and yet are no bodies."""

_FINER = {
    "council": (
        "london-council", "metropolitan-council", "county-borough-council", "county-council", "district-council",
        "city-council", "borough-council",
    ),
    "probation": ("national-probation", "prison-probation", "probation-trust", "crc"),
}  # fmt: skip
"""Families that a name may tell more finely than the register's kind."""

SECTORS = (
    bag("nhs-trust ambulance ccg pct icb health-board health-authority nhs hospital trust gp"),
    bag("probation probation-trust crc national-probation prison prison-service prison-probation"),
    bag("police police-authority pcc"),
    COUNCILS | {"combined-authority", "csp", "parish-council"},
)
"""Families that stand near one another: other bodies, and yet the likelier ones where none of the kind is found."""

_KIN: dict[str, frozenset[str]] = {
    "nhs-trust": frozenset({"trust", "nhs", "hospital"}),
    "ambulance": frozenset({"nhs-trust", "trust", "nhs"}),
    "health-board": frozenset({"nhs", "hospital", "nhs-trust", "trust", "health-authority"}),
    "ccg": frozenset({"nhs"}),
    "pct": frozenset({"nhs"}),
    "icb": frozenset({"nhs"}),
    "health-authority": frozenset({"nhs"}),
    "probation-trust": frozenset({"probation"}),
    "crc": frozenset({"probation"}),
    "national-probation": frozenset({"probation"}),
    "housing": frozenset({"company"}),
}

_NOTHING: frozenset[str] = frozenset()
_MIXED = [COUNCILS, frozenset({"safeguarding-adults", "safeguarding"}),
          frozenset({"safeguarding-children", "safeguarding"})]  # fmt: skip

_GENERIC = {
    "nhs-trust": frozenset({"trust", "nhs", "hospital", "university", "college", "council-service"}),
    "probation-trust": frozenset({"trust"}),
    "pct": frozenset({"trust", "nhs"}),
    "ccg": frozenset({"nhs"}),
    "icb": frozenset({"nhs"}),
    "ambulance": frozenset({"nhs-trust", "trust", "nhs"}),
    "air-ambulance": frozenset({"nhs-trust", "trust", "ambulance"}),
    "health-board": frozenset({"nhs-trust", "trust", "nhs", "university", "hospital"}),
    "hospital": frozenset({"university", "trust", "nhs"}),
    "care-home": frozenset({"company", "trust"}),
    "gp": frozenset({"company"}),
    "housing": frozenset({"company"}),
    "crc": frozenset({"company", "probation"}),
    "royal-college": frozenset({"college"}),
    "prison-service": frozenset({"prison"}),
    "prison-probation": frozenset({"probation", "prison"}),
    "national-probation": frozenset({"probation"}),
}
"""What a family of the first column takes the meaning from, where a name tells both."""


def find(tokens: list[str]) -> list[tuple[int, int, str]]:
    """The kind phrases in the words of a name: start, end (exclusive) and family, not overlapping, longest first."""
    found: list[tuple[int, int, str]] = []
    at = 0
    count = len(tokens)
    while at < count:
        for phrase, family in _BY_FIRST.get(tokens[at], ()):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                found.append((at, at + len(phrase), family))
                at += len(phrase) - 1
                break
        at += 1
    return found


def settled(families: set[str]) -> frozenset[str]:
    """The families that a name tells, without those that the more specific ones among them only repeat."""
    if len(families) < 2:
        return frozenset(families)
    dropped = {generic for family in families for generic in _GENERIC.get(family, ())}
    return frozenset(families - dropped)


def of_body(kind: str, found: frozenset[str]) -> frozenset[str]:
    """The families of a register entry.

    Args:
        kind: The register's `kind`; open, so an unknown one says nothing.
        found: The families that the entry's name tells, settled.
    """
    if kind in NOT_BODIES or kind in _PLAIN_KINDS:
        return frozenset()
    family = _REGISTER_KINDS.get(kind)
    if family is None:
        return found
    for finer in _FINER.get(family, ()):
        if finer in found:
            return frozenset((finer,))
    return frozenset((family,))


def consumed(phrase_family: str, has: frozenset[str]) -> bool:
    """Whether a phrase in the name of a body with these families only says its kind."""
    if phrase_family in WORN:
        return False
    return relation(frozenset((phrase_family,)), has) >= Relation.KIN


def relation(asked: frozenset[str], has: frozenset[str]) -> Relation:
    """How the families that a written name tells stand to those of a body."""
    if not asked:
        return Relation.UNSAID
    if not has:
        return Relation.UNSAID
    if asked & has:
        return Relation.SAME
    if any(asked & _KIN.get(family, _NOTHING) for family in has):
        return Relation.KIN
    if any(asked & group and has & group for group in _MIXED):
        return Relation.KIN
    if any(asked & group and has & group for group in SECTORS):
        return Relation.NEAR
    return Relation.DIFFERENT
