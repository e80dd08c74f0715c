"""What departments a body may have, by its kind: a children's trust has no housing office, a district no social care.

In: an agency, and words that are written beside its name. Out: whether each of them may name a part of that agency.
"""

from __future__ import annotations

from collections.abc import Collection

from dhrcurate.agencies.normalise import singular
from dhrcurate.agencies.query import is_function
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.word_sets import word_set


def _forms(listed: str) -> frozenset[str]:
    return frozenset(form for word in word_set(listed) for form in (word, singular(word)))


_ANY = _forms(
    "team unit department directorate division section branch office headquarters hall station group area region "
    "regional local district county service services legal law finance human resources procurement strategy policy "
    "quality governance performance training development investigation investigations complaints professional customer "
    "contact corporate democratic operations operational management managed property estates communications "
    "information data digital infrastructure maintenance control room front door desk hub support action"
)
"""Words for work that any body has done for itself."""

_HOMES = _forms(
    "housing homelessness homeless environmental environment planning licensing revenues benefits leisure culture "
    "parks waste economic regeneration electoral neighbourhood neighbourhoods community communities safety options "
    "solutions public protection prevention enforcement health fitness"
)
"""Words for what a district council does."""

_CHILDREN = _forms(
    "children young people family social care education school schools learning youth offending yot early help "
    "intervention prevention safeguarding protection mash assessment referral referrals fostering adoption"
)
"""Words for what a children's trust does."""

_TRANSPORT = _forms("transport transportation traffic economic regeneration planning housing skills environment")

_NOT_COUNCIL = _forms(
    "charity mappa marac isva nursing midwifery maternity ward wards medicine accident acute firearms custody "
    "immigration fitness"
)
"""Words for work that no council does."""

_NOT_HEALTH = _forms(
    "charity mappa marac education housing homelessness homeless highway highways road roads transport traffic "
    "transportation planning licensing trading standards revenues benefits leisure culture parks waste economic "
    "regeneration electoral library democratic firearms custody dog asylum immigration registration offending yot "
    "environment environmental social rural affairs neighbourhood neighbourhoods"
)
"""Words for work that no body of the NHS does."""

_TELL_HEALTH = _forms("public mental environmental social sexual adult children young safety")
"""Words without one of which health is no department of a council: "Community Health" is another body's."""

_PEOPLE = frozenset({"young", "people"})
_SHARED = word_set("of the and for to in at on with")
_SOCIAL_SERVICES = frozenset({"safeguarding-board", "wellbeing-board"})
_COUNTY = frozenset({"county-council"})
_COUNCIL_KINDS = frozenset({"council", "county-council", "district-council"})

_ONLY = {
    "childrens-trust": _ANY | _CHILDREN,
    "combined-authority": _ANY | _TRANSPORT,
    "district-council": _ANY | _HOMES,
}


def may_have(tokens: Collection[str], position: int, reference: Reference) -> bool:
    """True if every word that names what a department does may be said of a department of the agency.

    Args:
        tokens: Words that are left out; those that name no department are not looked at.
        position: The agency, a body that has departments.
        reference: The register.
    """
    kind = reference.agencies[position].kind
    if kind in _COUNCIL_KINDS and is_district(position, reference):
        kind = "district-council"
    named = [token for token in tokens if is_function(token) and token not in _SHARED]
    if named and _PEOPLE.issuperset(named):
        return False  # whom a body serves, and no part of it
    if allowed := _ONLY.get(kind):
        if not all(token in allowed for token in named):
            return False
        return kind != "district-council" or "health" not in named or "environmental" in named
    if kind in _COUNCIL_KINDS:
        return _NOT_COUNCIL.isdisjoint(named) and ("health" not in named or not _TELL_HEALTH.isdisjoint(named))
    return _NOT_HEALTH.isdisjoint(named)


def is_own_work(tokens: Collection[str], own: Collection[str]) -> bool:
    """True if every word that names what a department does is among those of an agency's own work, or of any body's."""
    return all(token in own or token in _ANY for token in tokens if is_function(token) and token not in _SHARED)


def is_district(position: int, reference: Reference) -> bool:
    """True if a council is of the lower of two tiers: the county council above it has the social services.

    The register tells it without a mark of its own: a council with social services has a safeguarding board.
    """
    kind = reference.agencies[position].kind
    families = reference.bodies.families(position)
    if kind == "county-council" or not families.isdisjoint(_COUNTY):
        return False
    return kind == "district-council" or position in reference.districts
