"""How well a written name fits one name of a body: word by word, one to one, and by kind."""

from __future__ import annotations

from dataclasses import dataclass, field

from dhrcurate.agencies import kinds
from dhrcurate.agencies.index import Form, Source
from dhrcurate.agencies.kinds import Relation
from dhrcurate.agencies.lexicon import QUALIFIERS, bag
from dhrcurate.agencies.query import COST_KIND, Query, is_function, is_role

_SOURCE_FACTOR = {
    Source.NAME: 1.0,
    Source.ALIAS: 1.0,
    Source.ACRONYM: 0.98,
    Source.SITE: 0.92,
    Source.INITIALS: 0.9,
}
_KIND_BONUS = {Relation.SAME: 0.3, Relation.KIN: 0.25}
_KIND_FACTOR = {Relation.DIFFERENT: 0.5, Relation.NEAR: 0.6}
_SAME_WORD = 0.02
"""What it is worth that a word for the kind is the body's own, among bodies that it may be used for."""

_NOTHING: frozenset[str] = frozenset()
_FURTHER_MISSING = 0.3
"""A name is often shortened to the first of its places, so a second missing word counts for less than the first."""
_TRUSTS = frozenset({"nhs-trust", "health-board"})
SPECIAL = bag("mental women children ambulance learning disability")
"""Qualifiers that make a body of its own of what they stand beside."""


@dataclass(slots=True)
class Fit:
    """How a written name fits one name of a body.

    Attributes:
        form: The name of the body.
        raw: From 0 to 1, not yet calibrated.
        relation: How the kinds stand to each other.
        left: Written words without a counterpart that tell something.
        missing: Words of the body's name without a counterpart.
        near: Written words taken for others: written, the body's, how.
        inferred: Whether the record's place or date was needed.
    """

    form: Form
    raw: float
    relation: Relation
    left: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    near: list[tuple[str, str, str]] = field(default_factory=list)
    inferred: bool = False
    notes: list[str] = field(default_factory=list)

    def copied(self) -> Fit:
        """A copy whose score and notes may be changed."""
        return Fit(self.form, self.raw, self.relation, self.left, self.missing, self.near, self.inferred, [*self.notes])


def relation_of(query: Query, form: Form) -> Relation:
    """How the kind that the name asks for stands to the body's; a hint speaks for a kind and never against one."""
    relation = kinds.relation(query.asked, form.has)
    if relation is Relation.UNSAID and query.hints and form.has & kinds.COUNCILS:
        return Relation.KIN
    return relation


def fit(query: Query, form: Form) -> Fit | None:
    """Compares a written name with one name of a body; `None` where an acronym is not written as one."""
    if form.source >= Source.ACRONYM and form.source is not Source.SITE and form.tokens[0] not in query.short:
        return None
    matched = 0.0
    lacking = 0.0
    used: set[str] = set()
    missing: list[str] = []
    near: list[tuple[str, str, str]] = []
    later: list[tuple[str, float]] = []
    lost: list[float] = []
    costs = query.costs
    kind_words = query.kind_words
    for token, weight in zip(form.tokens, form.weights, strict=True):
        if token in costs or token in kind_words:
            matched += weight
            used.add(token)
        else:
            later.append((token, weight))
    for token, weight in later:
        best = max(
            (row for row in query.near.get(token, ()) if row[0] not in used),
            key=lambda row: row[1],
            default=None,
        )
        if best is not None:
            matched += weight * best[1]
            lacking += weight * (1 - best[1]) * 0.5
            used.add(best[0])
            near.append((best[0], token, best[2]))
        else:
            lost.append(weight * (0.6 if token in QUALIFIERS and token not in SPECIAL else 1.0))
            missing.append(token)
    if not matched:
        return None
    relation = relation_of(query, form)
    told = form.kind_words if relation >= Relation.KIN else _NOTHING
    left = [token for token in query.tokens if token not in used and token in costs and token not in told]
    extra = sum(costs[token] for token in left if not (query.short and echoes(token, query, form.label)))
    if lost:
        worst = max(lost)
        lacking += worst + _FURTHER_MISSING * (sum(lost) - worst)
    if left:
        extra += _deeper(left, form)
    if relation is Relation.UNSAID:
        if form.has:
            lacking += 0.12
        if len(kind_words - used):
            extra += COST_KIND
    elif relation >= Relation.KIN:
        lacking *= 0.8
    matched += _KIND_BONUS.get(relation, 0.0)
    raw = matched / (matched + lacking + extra)
    raw *= _SOURCE_FACTOR[form.source] * _KIND_FACTOR.get(relation, 1.0)
    if relation >= Relation.KIN and not form.kind_words.isdisjoint(kind_words):
        raw += _SAME_WORD
    if len(form.tokens) == 1 and form.source is not Source.ACRONYM and _is_national(form):
        raw *= 1.0 if all(map(is_role, left)) else 0.75
    return Fit(form, raw, relation, left, missing, near)


def _is_national(form: Form) -> bool:
    return not form.has or "department" in form.has


def _deeper(left: list[str], form: Form) -> float:
    """What a word costs more where it is no department: a trust's specialism, the business of a ministry."""
    if _is_national(form):
        return sum(0.13 for token in left if is_function(token))
    if form.has & _TRUSTS:
        return sum(0.3 for token in left if token in SPECIAL)
    return 0.0


def echoes(token: str, query: Query, label: str) -> bool:
    """Whether a word only repeats a name in short, as "(AACE)" does behind the name in full."""
    if token not in query.short or len(query.tokens) < 3:
        return False
    letters = iter("".join(char for char in label.lower() if char.isalnum()))
    return all(char in letters for char in token)
