"""Stage 7, decision: comparisons classified.

In: a query and its ranked comparisons. Out: a calibrated probability for each agency, and whether the first one may be
applied without review, needs review, or is too unlikely to be mentioned.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import Comparison, abbreviates
from dhrcurate.agencies.index import Form, Index, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.lexicon import DIRECTIONS, QUALIFIERS
from dhrcurate.agencies.query import Query, is_part_or_role, is_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.sole import holds_whole_name, is_of_the_country, is_only_probation, is_sole, may_be_city
from dhrcurate.domain.agency import CANDIDATES_THRESHOLD, NO_BODIES, Decision, Interval
from dhrcurate.domain.word_sets import word_set

SLOPE = 9.0
MIDDLE = 0.62
MARGIN_SLOPE = 4.0
"""Calibration: the probability that the first agency is right is the logistic function of
`SLOPE * (score - MIDDLE) + MARGIN_SLOPE * (margin to the second, 0.3 at most) - MARGIN_SLOPE * 0.1`."""

MATCH_THRESHOLD = 0.85
"""The probability from which the first agency is a match, if it is certain otherwise."""

MOST_WITHOUT_MATCH = 0.84
"""The highest probability shown where there is no match, so that scores and decisions agree."""

MIN_MARGIN = 0.06
"""The least margin in score between a match and the second agency."""

CLEAR_MARGIN = 0.12
"""The same for an agency that the score alone does not make likely enough."""

MANY_WORDS = 3
"""A name of as many words is still told by them if one of them has another ending."""

MOST_WORDS = 5
"""A name of as many words is told by them, however ordinary each of them is."""

_OF_AN_ERA = word_set(
    "safeguarding-children safeguarding-children-partnership ambulance probation-trust crc national-probation pct "
    "ccg icb"
)
"""Families that followed one another in a place or exist side by side: a word used for all does not tell which."""

HEALTH = word_set("nhs-trust ambulance ccg pct icb health-board health-authority")

PARTS = word_set("team unit department directorate division section branch headquarters legal service charity")
"""Words for departments of any agency; other words may be the business of another ministry or charity."""

OPTIONAL = word_set("hospital university teaching nhs trust foundation service group")
"""Words that may be added to the name of an agency or left out of it."""


def probabilities(comparisons: Sequence[Comparison]) -> list[float]:
    """Return the probability that each agency was meant, in the order of the comparisons, never rising."""
    found: list[float] = []
    for at, each in enumerate(comparisons):
        rival = comparisons[1].score if at == 0 and len(comparisons) > 1 else comparisons[0].score if at else 0.0
        margin = max(-0.3, min(0.3, each.score - rival))
        power = SLOPE * (each.score - MIDDLE) + MARGIN_SLOPE * (margin - 0.1)
        probability = 1 / (1 + math.exp(-power))
        found.append(min(probability, found[-1]) if found else probability)
    return found


def decide(
    query: Query, comparisons: Sequence[Comparison], probability: float, on: Interval | None, reference: Reference
) -> Decision:
    """Return the decision about a name.

    Args:
        query: The name.
        comparisons: The ranked comparisons, at least one.
        probability: The probability of the first one.
        on: The time that counts.
        reference: The register.
    """
    if probability < CANDIDATES_THRESHOLD:
        return Decision.NONE
    best = comparisons[0]
    agency = reference.agencies[best.form.position]
    margin = best.score - comparisons[1].score if len(comparisons) > 1 else 1.0
    if margin < MIN_MARGIN or agency.kind in NO_BODIES or not agency.existed(on) or len(query.tokens) < 2:
        return Decision.CANDIDATES
    likely = probability >= MATCH_THRESHOLD
    if likely and _is_certain(query, best, reference.index):
        return Decision.MATCH
    if margin >= CLEAR_MARGIN and _is_told(query, best, on, reference):
        return Decision.MATCH
    return Decision.CANDIDATES


def _is_told(query: Query, best: Comparison, on: Interval | None, reference: Reference) -> bool:
    """True if the words leave no other agency, whatever their weights."""
    if best.relation <= Relation.SAME_SECTOR:
        return False
    if is_only_probation(best, on, reference):
        return True
    if not _kind_agrees(query, best, reference.index):
        return False
    if holds_whole_name(query, best, reference):
        return is_of_the_country(best, reference) or _is_certain(query, best, reference.index)
    return is_sole(query, best, on, reference)


def _is_certain(query: Query, comparison: Comparison, index: Index) -> bool:
    """True if nothing counts against applying an agency without review, however similar the letters are."""
    form = comparison.form
    if comparison.relation <= Relation.SAME_SECTOR:
        return False
    if any(difference != "spelling" for _, _, difference in comparison.similar) and not _inflects(comparison):
        return False
    unmatched = [token for token in comparison.unmatched if not abbreviates(token, query, form.label)]
    if not all(token in OPTIONAL for token in comparison.missing) or _is_a_saint_alone(query):
        return False
    if not _only_a_part(unmatched, comparison):
        return False
    if comparison.missing and (_only_names_kind(form) or _may_be_any_trust_there(query, form, index)):
        return False
    if not _kind_agrees(query, comparison, index):
        return False
    if form.source is Source.INITIALS:
        return len(form.tokens[0]) > 4 or comparison.relation >= Relation.RELATED
    return comparison.relation is not Relation.UNKNOWN or _is_distinctive(query, comparison, unmatched, index)


def _is_a_saint_alone(query: Query) -> bool:
    """True if a name is that of a saint and no more, as churches, schools and hospitals everywhere have it."""
    return len(query.tokens) == 2 and query.tokens[0] == "st" and not query.families


def _inflects(comparison: Comparison) -> bool:
    """True if one word of a name that is written in full has another ending, as "Psychiatry" for "Psychiatrists"."""
    form = comparison.form
    if comparison.missing or comparison.unmatched or form.source > Source.ALIAS or len(form.tokens) < MANY_WORDS:
        return False
    return len(comparison.similar) == 1 and comparison.similar[0][2] == "form"


def _only_names_kind(form: Form) -> bool:
    """True if a name consists of words for a kind of agency, as "Probation Service" does."""
    return form.source <= Source.ALIAS and bool(form.families) and not form.kind_words


def _may_be_any_trust_there(query: Query, form: Form, index: Index) -> bool:
    """True if a name tells of a trust only a place ("Exampleton Hospital") that several trusts have in their names."""
    content = [token for token in query.content if token not in OPTIONAL]
    if "nhs-trust" not in form.families or len(content) != 1 or content[0] not in index.place_tokens:
        return False
    forms = (index.forms[at] for at in index.postings.get(content[0], ()))
    trusts = {each.position for each in forms if each.source <= Source.ALIAS and "nhs-trust" in each.families}
    return len(trusts) > 1


def _only_a_part(unmatched: list[str], comparison: Comparison) -> bool:
    """True if the further words only name a part of the agency or somebody's office in it."""
    families = comparison.form.families
    if not families or "department" in families or _only_names_kind(comparison.form):
        return all(token in PARTS or is_role(token) for token in unmatched)
    if families & HEALTH:
        # "Health" or "children" make another trust; one word more and one less may be one word for another.
        rest = [token for token in unmatched if token not in PARTS and not is_role(token)]
        return all(token in OPTIONAL for token in rest) and not (rest and comparison.missing)
    return all(token in OPTIONAL or is_part_or_role(token) for token in unmatched)


def _kind_agrees(query: Query, comparison: Comparison, index: Index) -> bool:
    """True if the written kind is the agency's, not that of a predecessor, a successor or a neighbour."""
    form = comparison.form
    if query.families & kinds.DISTINGUISHING - form.families:
        return False
    if any(contradicts(family, form.families) for family in query.families):
        return False
    if form.source is Source.SITE and (comparison.elsewhere or "trust" in query.kind_words):
        return False  # hospitals share their names, and the trust of a hospital's own name was another one
    if "prison" in form.families and "health" in comparison.unmatched:
        return False  # health care in a prison is another body's
    if comparison.relation is not Relation.RELATED:
        return True
    if query.families == {"nhs"} or form.families & _OF_AN_ERA:
        return False
    if query.families and form.families & kinds.COUNCILS:
        # "County" is said of a council where there is one, or was; other ranks are often left out or mixed up.
        county = ("county-council" in query.families) == ("county-council" in form.families)
        return county or "council" in query.families or may_be_city(query, comparison, index)
    return True


def contradicts(family: str, families: frozenset[str]) -> bool:
    """Return whether a kind that is written tells another agency than one of some families."""
    if family == "department" or not families:
        return False
    return kinds.relation(frozenset((family,)), families) <= Relation.SAME_SECTOR


def _is_distinctive(query: Query, comparison: Comparison, unmatched: list[str], index: Index) -> bool:
    """True if the words tell the agency without its kind, because they are more than a place's name."""
    form = comparison.form
    if query.kind_words - set(form.tokens):
        return False
    if not form.families:
        return not any(is_part_or_role(token) for token in unmatched) or len(form.tokens) > 1
    if form.source <= Source.ALIAS and len(form.tokens) >= MOST_WORDS and not (unmatched or comparison.similar):
        return True
    common = index.place_tokens | DIRECTIONS | QUALIFIERS
    distinctive = [token for token in form.tokens if token not in common and not is_part_or_role(token)]
    return not unmatched and not comparison.similar and len(form.tokens) > 1 and bool(distinctive)
