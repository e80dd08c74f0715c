"""Stage 7, continued: what only one agency of the register can be meant by, though the score alone does not tell.

In: a query and its best comparison. Out: whether the written words leave no other agency of the kind, or hold the whole
name and besides it only what names a part of the agency. The kinds for which this is asked are those that the register
holds in full: of charities, landlords and companies there are always more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.agencies.comparison import Comparison
from dhrcurate.agencies.index import Index, Source
from dhrcurate.agencies.kinds import PROBATION, Relation
from dhrcurate.agencies.lexicon import DIRECTIONS, QUALIFIERS
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.query import Query, is_part_or_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import Interval
from dhrcurate.domain.word_sets import word_set

_LOCAL = word_set("police fire ccg icb pct crc pcc probation-trust")
"""Families of which a place has one, named for its places."""

TRUSTS = word_set("nhs-trust health-board")

_PRIMARY_CARE = frozenset({"pct"})
"""The family of another trust, which "NHS Trust" or "Care Trust" may mean as well."""

OF_THE_COUNTRY = word_set("gov gov-agency regulator inspectorate ombudsman cjs nhs-national probation")
"""Register kinds of agencies of the whole country, which are written with a region or a team of theirs."""

_PART = word_set("team unit department directorate division section branch office headquarters region area")
"""Words for a part of an agency, whatever it does."""

_COUNTY = frozenset({"county-council"})
_CC = re.compile(r"\bCC\b")

_NATIONS = word_set("england wales welsh scotland scottish ireland irish")
"""Nations have bodies of their own: the name of another with one of these words may be theirs."""

HEALTH_WORDS = word_set("mental health care university nhs trust foundation service group")
"""Words that are added to the name of a trust for mental health, whether it has them or not."""

_WORK = word_set("mental health care")
"""Those of them that say what a trust does."""

_OTHER_TRUSTS = word_set("hospital infirmary acute teaching general community integrated children women ambulance")
"""Words for the work of other trusts than those for mental health."""


def is_sole(query: Query, best: Comparison, on: Interval | None, reference: Reference) -> bool:
    """True if no other agency of the kind has all the words that are written, whatever the best one has besides.

    Args:
        query: The name.
        best: Its best comparison.
        on: The time that counts: agencies of other times are no rivals.
        reference: The register.
    """
    form = best.form
    rivals = form.families
    if form.source > Source.ALIAS or best.similar or best.relation < Relation.RELATED:
        return False
    if not (best.missing or best.unmatched):
        return False
    if form.families & TRUSTS:
        written = query.content
        named = [token for token in written if token not in DIRECTIONS and token not in QUALIFIERS]
        told = len(named) > 1 or any(token not in reference.place_tokens for token in named)
        # "Borset and Exampleton" is not told by one of the two: the other may have a trust of its own.
        half = len(named) == 1 and not reference.place_tokens.isdisjoint(best.missing)
        fits = told and not half and _may_be_added(best)
        rivals |= _PRIMARY_CARE
    elif "department" in form.families:
        written = [token for token in query.tokens if token not in query.kind_words]
        fits = best.relation is Relation.SAME and not best.unmatched and _NATIONS.isdisjoint(best.missing)
    elif form.families & _LOCAL:
        written = query.content
        fits = best.relation is Relation.SAME and not best.unmatched and _lacks_only_places(query, best, reference)
    else:
        return False
    if not fits or not written or not set(written).issubset(form.tokens):
        return False
    return _holders(written, rivals, on, reference) == {form.position}


def holds_whole_name(query: Query, best: Comparison, reference: Reference) -> bool:
    """True if a name is written in full, and besides it only words for a part of the agency."""
    form = best.form
    if best.missing or best.similar or form.source > Source.ACRONYM:
        return False
    if form.source is Source.ACRONYM and not (reference.bodies.is_national(form.position) and len(form.label) > 2):
        return False
    if f" {fold(form.label)} " not in f" {query.key} ":
        return False
    country = reference.agencies[form.position].kind in OF_THE_COUNTRY
    if not country:
        return best.relation is Relation.SAME and all(map(is_part_or_role, best.unmatched))
    if form.source is Source.ACRONYM and not _tells_part(best):
        return False
    if not _NATIONS.isdisjoint(best.unmatched) or query.kind_words - form.kind_words - {*form.tokens}:
        return False
    if _names_another_beside(query.text, form.position, reference):
        return False
    # A region follows the name: the one before it is that of a local body of the sort.
    before = words(f" {query.key} ".partition(f" {fold(form.label)} ")[0])
    places = reference.place_tokens | DIRECTIONS
    return places.isdisjoint(before) and all(is_part_or_role(token) or token in places for token in best.unmatched)


def is_of_the_country(best: Comparison, reference: Reference) -> bool:
    """True if an agency is one of the whole country, which is written with a region or a team of it."""
    return reference.agencies[best.form.position].kind in OF_THE_COUNTRY


def _tells_part(best: Comparison) -> bool:
    """True if what is added to a short form is a place, or says that it is a part: "CPS Training" may be a company."""
    return not any(map(is_part_or_role, best.unmatched)) or not _PART.isdisjoint(best.unmatched)


def _names_another_beside(text: str, position: int, reference: Reference) -> bool:
    """True if another entry of the register is named before or after an agency in a text."""
    named = [each for row in reference.mentions.by_word(text) for each in row]
    bounds = [(start, end) for start, end, having in named if position in having]
    return any(
        position not in having and all(end <= left or right <= start for left, right in bounds)
        for start, end, having in named
    )


def _may_be_added(best: Comparison) -> bool:
    """True if words that a trust's name lacks do not make it another trust."""
    if not HEALTH_WORDS.issuperset(best.unmatched) or not DIRECTIONS.isdisjoint(best.missing):
        return False
    if best.missing and not _WORK.isdisjoint(best.unmatched):
        return False  # one word for another: "Care" for "Acute Hospitals" makes another trust
    return "mental" not in best.unmatched or _OTHER_TRUSTS.isdisjoint({*best.form.tokens, *best.form.kind_words})


def _lacks_only_places(query: Query, best: Comparison, reference: Reference) -> bool:
    """True if whole places are written, and those missing are other places, not a part of the one written."""
    index, content = reference.index, query.content
    known = {at for start, end, _ in reference.places.named_in(content) for at in range(start, end)}
    if len(known) < len(content):
        return False
    return all(word == "greater" or word in index.place_tokens for word in best.missing)


def _holders(written: Sequence[str], families: frozenset[str], on: Interval | None, reference: Reference) -> set[int]:
    """Return the agencies of some families that have every word in their names, as it is or with "shire"."""
    return {at for at in _having(written, families, reference.index) if reference.agencies[at].existed(on)}


def _having(written: Sequence[str], families: frozenset[str], index: Index) -> set[int]:
    found: set[int] | None = None
    for token in written:
        having: set[int] = set()
        for spelt in (token, token + "shire", token.removesuffix("shire")):
            for at in index.postings.get(spelt, ()):
                form = index.forms[at]
                if form.source <= Source.ALIAS and form.families & families:
                    having.add(form.position)
        found = having if found is None else found & having
    return found or set()


def is_only_probation(best: Comparison, on: Interval | None, reference: Reference) -> bool:
    """True if "Exampleshire Probation" can only be one body, as no other of probation served the place at the time."""
    if on is None or best.unmatched or best.similar or not best.form.families & PROBATION:
        return False
    if not best.form.tokens or best.form.position in reference.national_probation:
        return False
    around = dict.fromkeys(reference.places_served(best.form.position), 0)
    serving = [at for _, at in reference.serving(around, PROBATION)] + [*reference.national_probation]
    return {at for at in serving if reference.agencies[at].existed(on)} == {best.form.position}


def may_be_city(query: Query, best: Comparison, index: Index) -> bool:
    """True if "CC" is written after a place that has a city council and no county council."""
    if "city-council" not in best.form.families or not _CC.search(query.text):
        return False
    return not _having(query.content, _COUNTY, index)
