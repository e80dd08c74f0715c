"""From a comparison to a decision: what may be applied without a look, and how likely each body is."""

from __future__ import annotations

import math

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import Fit, echoes
from dhrcurate.agencies.index import Form, Index, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.lexicon import DIRECTIONS, QUALIFIERS, bag
from dhrcurate.agencies.query import Query, is_aside, is_role

SLOPE = 9.0
MIDDLE = 0.62
MARGIN_SLOPE = 4.0
"""Calibration: the chance that the first body is the right one is the logistic function of
`SLOPE * (raw - MIDDLE) + MARGIN_SLOPE * (margin to the runner-up, 0.3 at most) - MARGIN_SLOPE * 0.1`."""

MATCH_AT = 0.85
"""The calibrated score from which a safe first body is a match."""

UNSURE = 0.84
"""The highest score of a body that wants a look: a match scores more, so that scores and decisions agree."""

CANDIDATES_AT = 0.25
"""The score from which a body is worth a look."""

MARGIN = 0.06
"""The runner-up must stand this far behind a match, in raw score."""

_OF_AN_ERA = bag(
    "safeguarding-children safeguarding-children-partnership ambulance probation-trust crc national-probation pct "
    "ccg icb"
)
"""Families of which one followed another in a place, or stands beside it: a word for all of them does not tell one."""

_HEALTH = bag("nhs-trust ambulance ccg pct icb health-board health-authority")

_PARTS = bag("team unit department directorate division section branch headquarters legal service charity")
"""What a department of any body is called; other words may be the business of another ministry or charity."""

_TOLERATED = bag("hospital university teaching nhs trust foundation service group")
"""Words that come and go in the name of one and the same body."""


def chances(fits: list[Fit]) -> list[float]:
    """How likely each body is the one that was meant, in order, from 0 to 1."""
    found: list[float] = []
    for at, fit in enumerate(fits):
        rival = fits[1].raw if at == 0 and len(fits) > 1 else fits[0].raw if at else 0.0
        margin = max(-0.3, min(0.3, fit.raw - rival))
        power = SLOPE * (fit.raw - MIDDLE) + MARGIN_SLOPE * (margin - 0.1)
        chance = 1 / (1 + math.exp(-power))
        found.append(min(chance, found[-1]) if found else chance)
    return found


def safe(query: Query, fit: Fit, index: Index) -> bool:
    """Whether nothing speaks against applying this body without a look, however alike the letters are."""
    form = fit.form
    if len(query.tokens) < 2 or fit.relation <= Relation.NEAR or any(how != "spelling" for _, _, how in fit.near):
        return False
    left = [token for token in fit.left if not echoes(token, query, form.label)]
    if not all(token in _TOLERATED for token in fit.missing) or not _only_aside(left, fit):
        return False
    if fit.missing and _all_kind(form):
        return False
    if not _kind_agrees(query, fit):
        return False
    if form.source is Source.INITIALS:
        return len(form.tokens[0]) > 4 or fit.relation >= Relation.KIN
    return fit.relation is not Relation.UNSAID or _tells_itself(query, fit, left, index)


def _all_kind(form: Form) -> bool:
    """Whether a name is nothing but the words for a kind of body, as "Probation Service" is."""
    return form.source <= Source.ALIAS and bool(form.has) and not form.kind_words


def _only_aside(left: list[str], fit: Fit) -> bool:
    """Whether what is written besides a body's name only says which part of it, or whose office, is meant."""
    has = fit.form.has
    if not has or "department" in has or _all_kind(fit.form):
        return all(token in _PARTS or is_role(token) for token in left)
    if has & _HEALTH:
        # "Health" or "children" make another trust; a word too many and one too few are a word for another.
        rest = [token for token in left if token not in _PARTS and not is_role(token)]
        return all(token in _TOLERATED for token in rest) and not (rest and fit.missing)
    return all(token in _TOLERATED or is_aside(token) for token in left)


def _kind_agrees(query: Query, fit: Fit) -> bool:
    """Whether the kind that is written is the body's, and not that of one before or after it or beside it."""
    form = fit.form
    if query.asked & kinds.FOREIGN - form.has or any(_contradicts(family, form.has) for family in query.asked):
        return False
    if form.source is Source.SITE and "trust" in query.kind_words:
        return False  # the trust of a hospital's own name was another one
    if fit.relation is not Relation.KIN:
        return True
    if query.asked == {"nhs"} or form.has & _OF_AN_ERA:
        return False
    if query.asked and form.has & kinds.COUNCILS:
        # "County" is said of a council where there is one, or was; other ranks are often left out or mixed up.
        return ("county-council" in query.asked) == ("county-council" in form.has) or "council" in query.asked
    return True


def _contradicts(family: str, has: frozenset[str]) -> bool:
    return family != "department" and bool(has) and kinds.relation(frozenset((family,)), has) <= Relation.NEAR


def _tells_itself(query: Query, fit: Fit, left: list[str], index: Index) -> bool:
    """Whether the words alone say which body it is, though not of what kind: more than a place's name."""
    if query.kind_words - set(fit.form.tokens):
        return False
    if not fit.form.has:
        return not any(is_aside(token) for token in left) or len(fit.form.tokens) > 1
    common = index.place_tokens | DIRECTIONS | QUALIFIERS
    telling = [token for token in fit.form.tokens if token not in common and not is_aside(token)]
    return not left and not fit.near and len(fit.form.tokens) > 1 and bool(telling)
