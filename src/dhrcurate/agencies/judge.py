"""From a comparison to a decision: what may be applied without a look, and how likely each body is."""

from __future__ import annotations

import math

from dhrcurate.agencies import kinds
from dhrcurate.agencies.index import Index, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.lexicon import bag
from dhrcurate.agencies.query import Query, is_aside, is_role
from dhrcurate.agencies.scoring import Fit, echoes

SLOPE = 9.0
MIDDLE = 0.62
MARGIN_SLOPE = 4.0
"""Calibration: the chance that the first body is the right one is the logistic function of
`SLOPE * (raw - MIDDLE) + MARGIN_SLOPE * (margin to the runner-up, 0.3 at most) - MARGIN_SLOPE * 0.1`."""

RANKED = 20
"""How many candidates are kept."""

MATCH_AT = 0.85
"""The calibrated score from which a safe first body is a match."""

CANDIDATES_AT = 0.25
"""The score from which a body is worth a look."""

MARGIN = 0.06
"""The runner-up must stand this far behind a match, in raw score."""

_OF_AN_ERA = bag("probation-trust crc national-probation pct ccg icb")
"""Families of which one followed another in the same place: a word for all of them does not tell which one."""

_PARTS = bag("team unit department directorate division section branch headquarters legal service hq")
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
    if fit.relation <= Relation.NEAR or any(how != "spelling" for _, _, how in fit.near):
        return False
    form = fit.form
    if any(token not in _TOLERATED for token in fit.missing):
        return False
    if any(not (is_aside(token) or token in _TOLERATED or echoes(token, query, form.label)) for token in fit.left):
        return False
    if query.asked & kinds.FOREIGN - form.has:
        return False
    if any(_contradicts(family, form.has) for family in query.asked):
        return False
    if len(query.tokens) < 2:
        return False
    if fit.relation is Relation.KIN and form.has & _OF_AN_ERA:
        return False
    if fit.left and (not form.has or "department" in form.has) and not all(map(_is_part, fit.left)):
        return False
    if form.source is Source.INITIALS:
        return len(form.tokens[0]) > 4 or fit.relation >= Relation.KIN
    if fit.relation is Relation.UNSAID:
        return _tells_itself(query, fit, index)
    return True


def _contradicts(family: str, has: frozenset[str]) -> bool:
    return family != "department" and bool(has) and kinds.relation(frozenset((family,)), has) <= Relation.NEAR


def _is_part(token: str) -> bool:
    return token in _PARTS or is_role(token)


def _tells_itself(query: Query, fit: Fit, index: Index) -> bool:
    """Whether the words alone say which body it is, though not of what kind: more than a place's name."""
    if query.kind_words - set(fit.form.tokens):
        return False
    if not fit.form.has:
        return not any(is_aside(token) for token in fit.left) or len(fit.form.tokens) > 1
    telling = [token for token in fit.form.tokens if token not in index.place_tokens]
    return not fit.left and not fit.near and len(fit.form.tokens) > 1 and bool(telling)
