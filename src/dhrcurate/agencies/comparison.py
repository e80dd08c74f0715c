"""Stage 5, comparison: how similar a written name and a name in the register are, word by word and by kind.

In: a query and candidate forms. Out: for each agency the `Comparison` with the best of its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dhrcurate.agencies import kinds
from dhrcurate.agencies.index import Form, Index, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.lexicon import QUALIFIERS
from dhrcurate.agencies.query import COST_KIND, Query, is_function, is_role
from dhrcurate.domain.agency import NO_BODIES, Agency, Interval
from dhrcurate.domain.word_sets import word_set

MOST_AGENCIES = 16
"""The most agencies that are returned."""

_ACRONYM, _SITE, _RELATED = Source.ACRONYM, Source.SITE, Relation.RELATED
"""For a comparison of which there are very many."""

_FACTORS = {Source.NAME: 1.0, Source.ALIAS: 1.0, Source.ACRONYM: 0.98, Source.SITE: 0.92, Source.INITIALS: 0.9}
_BONUSES = {Relation.SAME: 0.3, _RELATED: 0.25}
_PENALTIES = {Relation.DIFFERENT: 0.5, Relation.SAME_SECTOR: 0.6}
_SOURCE_FACTOR = [_FACTORS[each] for each in Source]
_KIND_BONUS = [_BONUSES.get(each, 0.0) for each in Relation]
_KIND_FACTOR = [_PENALTIES.get(each, 1.0) for each in Relation]
_SAME_KIND_WORD = 0.02
"""The bonus for a kind word that is the agency's own, among agencies that it may be used for."""

_NO_LETTERS = re.compile(r"[\W_]+")
_NO_WORDS: frozenset[str] = frozenset()
_FURTHER_MISSING = 0.3
"""The part of its weight that a second missing word costs: a name is often shortened to the first of its places."""

_TRUSTS = frozenset({"nhs-trust", "health-board"})
SPECIALISMS = word_set("mental women children ambulance learning disability")
"""Qualifiers that make another agency of the name that they are added to."""

_LIGHT = QUALIFIERS - SPECIALISMS
"""Words that cost less where they are missing."""


@dataclass(slots=True)
class Comparison:
    """A written name compared with one name of an agency.

    Attributes:
        form: The agency's name.
        score: From 0 to 1, not calibrated; `decision.probabilities` calibrates it.
        relation: How the kinds relate.
        unmatched: Written words without a counterpart that are evidence against the agency.
        missing: Words of the agency's name without a counterpart.
        similar: Written words taken for others: the written word, the agency's, and the difference.
        inferred: True if the record's place or time was needed to tell.
        elsewhere: True if the agency serves another area than the record's.
        notes: Further reasons, in words.
        absent: The time that counts, if the agency did not exist then.
    """

    form: Form
    score: float
    relation: Relation
    unmatched: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    similar: list[tuple[str, str, str]] = field(default_factory=list)
    inferred: bool = False
    elsewhere: bool = False
    notes: list[str] = field(default_factory=list)
    absent: Interval | None = None

    def copy(self) -> Comparison:
        """Return a copy whose score and notes may be changed."""
        return Comparison(
            self.form,
            self.score,
            self.relation,
            self.unmatched,
            self.missing,
            self.similar,
            self.inferred,
            self.elsewhere,
            [*self.notes],
        )


def compare_all(query: Query, forms: Iterable[Form], index: Index, agencies: Sequence[Agency]) -> list[Comparison]:
    """Compare a written name with candidate forms; return the best comparison of each agency, best first."""
    best: dict[int, Comparison] = {}
    written = Written(query)
    for form in forms:
        found = compare_with(written, form)
        if found is None:
            continue
        agency = agencies[form.position]
        if agency.kind in NO_BODIES and query.tokens != form.tokens:
            found.score *= 0.7
        elif index.bodies.is_national(form.position) and found.unmatched and not found.missing and query.place_cost:
            found.score = _score_with_region(found, query, index)
        before = best.get(form.position)
        if before is None or found.score > before.score:
            best[form.position] = found
    ranked = sorted(best.values(), key=lambda each: (-each.score, agencies[each.form.position].valid_to is not None))
    return ranked[:MOST_AGENCIES]


class Written:
    """A written name, made ready to be compared with many.

    Args:
        query: The name.
    """

    __slots__ = ("_relations", "costed", "known", "query")

    def __init__(self, query: Query) -> None:
        self.query = query
        self.known = query.kind_words.union(query.costs)
        self.costed = [token for token in query.tokens if token in query.costs]
        self._relations: dict[frozenset[str], Relation] = {}

    def relation(self, form: Form) -> Relation:
        """Return how the kinds relate."""
        families = form.families
        found = self._relations.get(families)
        if found is None:
            found = self._relations[families] = _relation(self.query, form)
        return found


def compare(query: Query, form: Form) -> Comparison | None:
    """Compare a written name with one name of an agency; `None` for an acronym that is not written as one."""
    return compare_with(Written(query), form)


def compare_with(written: Written, form: Form) -> Comparison | None:
    """Compare a written name with one name of an agency; see `compare`."""
    query, source = written.query, form.source
    if source >= _ACRONYM and source is not _SITE and form.tokens[0] not in query.acronyms:
        return None
    matched = 0.0
    lacking = 0.0
    missing: list[str] = []
    similar: list[tuple[str, str, str]] = []
    known = written.known
    if known.issuperset(form.tokens):
        used = {*form.tokens}
        for weight in form.weights:
            matched += weight
    else:
        used = set()
        rest: list[tuple[str, float]] = []
        for each in zip(form.tokens, form.weights, strict=True):
            if each[0] in known:
                matched += each[1]
                used.add(each[0])
            else:
                rest.append(each)
        matched, lacking = _compare_rest(query, rest, matched, used, missing, similar)
    if not matched:
        return None
    relation = written.relation(form)
    known_kind = form.kind_words if relation >= _RELATED else _NO_WORDS
    unmatched = [token for token in written.costed if token not in used and token not in known_kind]
    extra: float = 0
    if unmatched:
        costs, acronyms = query.costs, query.acronyms
        extra = sum([costs[t] for t in unmatched if t not in acronyms or not abbreviates(t, query, form.label)])
        extra += _specialism_cost(unmatched, form)
    if relation is Relation.UNKNOWN:
        if form.families:
            lacking += 0.12
        if not used.issuperset(query.kind_words):
            extra += COST_KIND
    elif relation >= _RELATED:
        lacking *= 0.8
    matched += _KIND_BONUS[relation]
    score = matched / (matched + lacking + extra)
    score *= _SOURCE_FACTOR[source] * _KIND_FACTOR[relation]
    if relation >= _RELATED and not form.kind_words.isdisjoint(query.kind_words):
        score += _SAME_KIND_WORD
    if len(form.tokens) == 1 and source is not _ACRONYM and _may_be_national(form):
        score *= 1.0 if all(map(is_role, unmatched)) else 0.75
    return Comparison(form, score, relation, unmatched, missing, similar)


def _compare_rest(
    query: Query,
    rest: Sequence[tuple[str, float]],
    matched: float,
    used: set[str],
    missing: list[str],
    similar: list[tuple[str, str, str]],
) -> tuple[float, float]:
    """Compare the words of an agency's name that are not written as they are; return what is matched, and what lacks.

    Args:
        query: The written name.
        rest: The words with their weights.
        matched: What the others weigh.
        used: The written words that have a counterpart; more are added.
        missing: Gets the words without a counterpart.
        similar: Gets the others, as `Comparison.similar` has them.
    """
    lacking = 0.0
    weights: list[float] = []
    for token, weight in rest:
        best = _most_similar(query.similar[token], used) if token in query.similar else None
        if best is not None:
            matched += weight * best[1]
            lacking += weight * (1 - best[1]) * 0.5
            used.add(best[0])
            similar.append((best[0], token, best[2]))
        else:
            weights.append(weight * (0.6 if token in _LIGHT else 1.0))
            missing.append(token)
    if weights:
        worst = max(weights)
        lacking += worst + _FURTHER_MISSING * (sum(weights) - worst)
    return matched, lacking


def _most_similar(rows: Sequence[tuple[str, float, str]], used: set[str]) -> tuple[str, float, str] | None:
    """Return, of the written words that are similar to one of a name, the nearest that is not used yet."""
    return max((row for row in rows if row[0] not in used), key=lambda row: row[1], default=None)


def abbreviates(token: str, query: Query, label: str) -> bool:
    """True if a word only repeats a name in short, as "(AACE)" does after the name in full."""
    if token not in query.acronyms or len(query.tokens) < 3:
        return False
    return _is_short_for(token, label)


@lru_cache(maxsize=1 << 13)
def _is_short_for(token: str, label: str) -> bool:
    return _is_short(token, [word for word in _NO_LETTERS.split(label.lower()) if word])


def _is_short(token: str, row: Sequence[str]) -> bool:
    """True if a word is made of the first letters of words in a row, in order: some may be left out, not the first."""
    if not token:
        return True
    for at, word in enumerate(row):
        count = 0
        while count < min(len(token), len(word)) and token[count] == word[count]:
            count += 1
        if any(_is_short(token[taken:], row[at + 1 :]) for taken in range(count, 0, -1)):
            return True
    return False


def _relation(query: Query, form: Form) -> Relation:
    """Return how the kinds relate; a hint is evidence for a kind and never against one."""
    relation = kinds.relation(query.families, form.families)
    if relation is Relation.UNKNOWN and query.hints and form.families & kinds.COUNCILS:
        return Relation.RELATED
    return relation


def _score_with_region(found: Comparison, query: Query, index: Index) -> float:
    """Return the score of a national agency written with a region, as it may be: the place then counts less."""
    place = sum(query.costs[token] for token in found.unmatched if token in index.place_tokens)
    rest = found.form.total_weight + 0.3
    return max(found.score, found.score * (rest + place) / (rest + 0.3 * place))


def _may_be_national(form: Form) -> bool:
    return not form.families or "department" in form.families


def _specialism_cost(unmatched: list[str], form: Form) -> float:
    """Return what words cost more if they name no department: a trust's specialism, the business of a ministry."""
    if _may_be_national(form):
        return sum(0.13 for token in unmatched if is_function(token))
    if form.families & _TRUSTS:
        return sum(0.3 for token in unmatched if token in SPECIALISMS)
    return 0.0
