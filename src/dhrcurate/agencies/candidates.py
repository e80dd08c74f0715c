"""The search for a written name: a few hundred forms by their rarest words, then each of the best compared whole."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from dhrcurate.agencies.comparison import Fit, fit
from dhrcurate.agencies.index import Index
from dhrcurate.agencies.query import Query
from dhrcurate.domain.agency import NO_BODIES, Agency

BUDGET = 1500
"""How many places in the index are looked at before common words are passed over."""

COMMON = 300
"""A word in more forms than this is passed over once the budget is spent."""

COMPARED = 40
"""How many forms are compared whole."""

PROMISING = 0.4
"""The part of the best form's promise that a form must show to be compared, where there are more than enough."""

KEPT = 16
"""How many bodies are kept."""

REMEMBERED = 20_000
"""How many names' findings are kept."""


def search(query: Query, index: Index, agencies: Sequence[Agency]) -> list[Fit]:
    """The bodies that a written name may stand for, best first, each by its best fitting name.

    Neither place nor time has a say here, so what was found for a name is remembered for every record that has it; the
    caller gets copies, which it may go on to judge.
    """
    found = index.searched.get(query.text)
    if found is None:
        if len(index.searched) >= REMEMBERED:
            index.searched.clear()
        found = index.searched[query.text] = _search(query, index, agencies)
    return [each.copied() for each in found]


def _search(query: Query, index: Index, agencies: Sequence[Agency]) -> list[Fit]:
    best: dict[int, Fit] = {}
    for at in _narrowed(query, index):
        form = index.forms[at]
        found = fit(query, form)
        if found is None:
            continue
        agency = agencies[form.body]
        if agency.kind in NO_BODIES and query.tokens != form.tokens:
            found.raw *= 0.7
        elif index.national[form.body] and found.left and not found.missing and query.place_total:
            found.raw = _with_region(found, query, index)
        before = best.get(form.body)
        if before is None or found.raw > before.raw:
            best[form.body] = found
    return sorted(best.values(), key=lambda each: (-each.raw, agencies[each.form.body].valid_to is not None))[:KEPT]


def _with_region(found: Fit, query: Query, index: Index) -> float:
    """A body of the whole country may be named with the region that is meant; that place then tells little."""
    place = sum(query.costs[token] for token in found.left if token in index.place_tokens)
    rest = found.form.total + 0.3
    return max(found.raw, found.raw * (rest + place) / (rest + 0.3 * place))


def _narrowed(query: Query, index: Index) -> list[int]:
    weights: dict[str, float] = {token: index.weight[token] for token in query.tokens if token in index.weight}
    for token, rows in query.near.items():
        if token not in weights:
            weights[token] = index.weight[token] * rows[0][1]
    totals: dict[int, float] = {}
    spent = 0
    for token, weight in sorted(weights.items(), key=lambda item: -item[1]):
        places = index.postings[token]
        if spent > BUDGET and len(places) > COMMON:
            continue
        spent += len(places)
        for at in places:
            totals[at] = totals.get(at, 0.0) + weight
    if len(totals) <= COMPARED:
        return list(totals)
    scale = index.scale
    promises = {at: total * scale[at] for at, total in totals.items()}
    least = PROMISING * max(promises.values())
    forms = index.forms
    asked = query.asked

    def promise(at: int) -> float:
        return promises[at] + (0.0 if asked.isdisjoint(forms[at].has) else 0.3 * scale[at])

    return heapq.nlargest(COMPARED, [at for at, value in promises.items() if value >= least], key=promise)
