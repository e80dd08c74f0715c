"""Stages 4 to 8: the answer for a name that the register does not hold as it is written, from the names like it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from itertools import islice

from dhrcurate.agencies.abstention import why_not
from dhrcurate.agencies.candidates import by_words
from dhrcurate.agencies.comparison import Comparison, compare_all
from dhrcurate.agencies.decided import Decided
from dhrcurate.agencies.decision import MATCH_THRESHOLD, MOST_WITHOUT_MATCH, decide, probabilities
from dhrcurate.agencies.elsewhere import longer_namesakes, may_be_another, namesakes_here
from dhrcurate.agencies.explain import explain
from dhrcurate.agencies.joins import joins
from dhrcurate.agencies.leftover import known_words, leaves_out_another
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.of_the_time import with_counterparts
from dhrcurate.agencies.query import Query
from dhrcurate.agencies.ranking import join_whole_name, rank, without_department
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.rivals import of_a_longer_place, of_the_nation, of_the_place, without_match
from dhrcurate.agencies.telling import why_doubtful
from dhrcurate.agencies.unmatchable import Matchable
from dhrcurate.domain.agency import Candidate, Context, Decision, Suggestion

CACHED_NAMES = 4_000
"""The most names whose comparisons are cached: they take some kilobytes, and are asked for a few times in turn."""

MOST_ALIKE = 0.1
"""The score of an agency that only looks alike letter by letter, at most."""

LEAST_SHOWN = 0.02
"""The least score of a candidate that is shown: what is less likely tells a curator nothing."""

UNDER_DEPARTMENTS = frozenset({"gov-agency", "nhs-national", "regulator", "inspectorate", "cjs"})
"""Kinds of agencies whose names may follow that of a department of state, as in "MoJ - CAFCASS"."""


class SimilarNames:
    """Answers from the names that are like a written one.

    Args:
        reference: The register.
        decided: What curators decided before.
        parse: Takes a written name apart.
    """

    def __init__(self, reference: Reference, decided: Decided, parse: Callable[[str], Query]) -> None:
        self._reference = reference
        self._decided = decided
        self._parse = parse
        self._matchable = Matchable(reference)
        # What depends on a name alone is kept apart from place and time, because many records share their names.
        self._compared: dict[Hashable, list[Comparison]] = {}

    def suggest(self, name: str, context: Context, limit: int, *, explained: bool) -> Suggestion:
        """Return the agencies that a written name may stand for, with reasons if they are asked for."""
        reference = self._reference
        query, every = self._rank(name, context)
        if reference.register.distinct:
            told_apart, key = self._decided.tells_apart, fold(name)
            every = [e for e in every if not told_apart(key, reference.agencies[e.form.position].name)]
        if not every:
            why = why_not(query, every, context, reference) if explained else ""
            return Suggestion(name, Decision.NONE, why=why)
        best = every[:limit]
        chances = probabilities(best)
        decision = self._decide(name, query, best, chances[0], context)
        if decision is Decision.MATCH:
            chances[0] = max(chances[0], MATCH_THRESHOLD)
        else:
            chances = [min(chance, MOST_WITHOUT_MATCH) for chance in chances]
        found = self._candidates(name, best, chances, explained=explained)
        position = best[0].form.position
        if here := namesakes_here(position, query, context, reference):
            near = of_the_place(name, here, found, reference)
            return replace(near, candidates=near.candidates[:limit])
        if decision is not Decision.NONE and not reference.agencies[position].existed(context.on):
            found = with_counterparts(position, found, every, context, reference)
        if decision is Decision.MATCH:
            if rival := of_the_nation(name, position, found, context, reference):
                return rival
            answer = Suggestion(name, decision, tuple(found))
            if not context.has_area and (longer := longer_namesakes(name, position, context.on, reference)):
                return of_a_longer_place(answer, longer, reference)
            why = why_doubtful(name, position, best[0].form.label, context, reference)
            return without_match(answer, why) if why else answer
        if found and not explained:
            return Suggestion(name, decision, tuple(found))
        if len(found) < limit:
            found += self._alike(query, found, limit - len(found))
        return Suggestion(name, decision, tuple(found), why_not(query, best, context, reference))

    def may_match(self, name: str) -> bool:
        """True unless it is sure that no agency is matched to a name, whatever the area and the time."""
        query = self._parse(name)
        return self._matchable.may_match(query) or bool(without_department(query, self._reference, self._parse))

    def accounts_for(self, text: str, context: Context) -> bool:
        """True if the first agency for a name has every word of it, or is told by it, and none is said twice."""
        written = words(text)
        if len(set(written)) < len(written):
            return False
        query = self._parse(text)
        reference = self._reference
        if not reference.coverage.may_account_for(query) and not without_department(query, reference, self._parse):
            return False
        every = self._rank(text, context)[1]
        known = known_words(query, every[0]) if every else frozenset()
        return all(token in known for token in query.tokens)

    def _decide(self, name: str, query: Query, best: Sequence[Comparison], chance: float, context: Context) -> Decision:
        reference, first = self._reference, best[0]
        position = first.form.position
        decision = decide(query, best, chance, context.on, reference)
        if decision is not Decision.MATCH:
            return decision
        under_department = reference.agencies[position].kind in UNDER_DEPARTMENTS
        dashes = "(" not in name and all(each.name == "-" for each in joins(name))
        rest = query if under_department and dashes else self._parse(name)
        beside = leaves_out_another(rest, first, reference)
        doubtful = beside or may_be_another(name, position, first.missing, context, reference)
        return Decision.CANDIDATES if doubtful else decision

    def _candidates(
        self, name: str, best: Sequence[Comparison], chances: Sequence[float], *, explained: bool
    ) -> list[Candidate]:
        found = []
        for comparison, chance in zip(best, chances, strict=True):
            if chance < LEAST_SHOWN:
                break
            agency = self._reference.agencies[comparison.form.position].name
            why = explain(comparison, agency, name) if explained else ""
            found.append(Candidate(agency, round(chance, 4), why, comparison.inferred))
        return found

    def _alike(self, query: Query, found: Sequence[Candidate], most: int) -> list[Candidate]:
        """Return further agencies, whose names look alike letter by letter, with scores below those found."""
        agencies = self._reference.agencies
        known = {each.name for each in found}
        highest = min((each.score for each in found), default=MOST_ALIKE)
        return [
            Candidate(
                agencies[position].name, round(min(highest, MOST_ALIKE * likeness), 4), "a name that looks like it"
            )
            for position, likeness in self._reference.letters.alike(query.tokens, len(known) + most)
            if agencies[position].name not in known
        ][:most]

    def _rank(self, name: str, context: Context) -> tuple[Query, list[Comparison]]:
        """Return the ranked comparisons of a name, or of what follows the department that it begins with."""
        query = self._parse(name)
        comparisons = self._rank_query(query, context)
        found = without_department(query, self._reference, self._parse)
        if found is None:
            return query, comparisons
        rest, department = found
        return rest, join_whole_name(self._rank_query(rest, context), comparisons, department)

    def _rank_query(self, query: Query, context: Context) -> list[Comparison]:
        key = query.compared
        made = self._compared.pop(key, None)
        if made is None:
            if len(self._compared) >= CACHED_NAMES:
                for oldest in [*islice(self._compared, 1)]:
                    self._compared.pop(oldest, None)
            made = self._make_comparisons(query)
        self._compared[key] = made  # as the latest that was asked for
        comparisons = [each.copy() for each in made]  # ranking changes them
        return rank(query, comparisons, context, self._reference)

    def _make_comparisons(self, query: Query) -> list[Comparison]:
        index = self._reference.index
        return compare_all(query, by_words(query, index), index, self._reference.agencies)
