"""The matcher: right or silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from dhrcurate.agencies import kinds
from dhrcurate.agencies.comparison import Fit
from dhrcurate.agencies.decision import CANDIDATES_AT, MARGIN, MATCH_AT, UNSURE, chances, safe
from dhrcurate.agencies.exact import by_name, in_its_place, of_the_time, still_to_come
from dhrcurate.agencies.explain import reason
from dhrcurate.agencies.geography import alive
from dhrcurate.agencies.index import Source
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.query import Query, parse
from dhrcurate.agencies.ranking import ranked, without_parent
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.register import Register
from dhrcurate.agencies.split import Ways, split
from dhrcurate.domain.agency import DECIDED, NO_BODIES, Agency, Candidate, Context, Decision, Split, Suggestion

ANYWHERE = Context()
"""No place and no time."""

REMEMBERED = 100_000
"""How many answers are kept before the memory is emptied."""

USUAL = 5
"""How many candidates are made ready for an ordinary question."""

_VAGUE = frozenset({"trust", "nhs"})
"""Words for a kind of body that are no name of anybody, not even of a kind, on their own."""


class Matcher:
    """Answers what written names stand for, by one register. Implements `dhrcurate.domain.agency.Names`.

    Nothing is built before it is needed: an exact name costs a lookup, and only a name that no body bears exactly
    makes the index.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._ground = Reference(register)
        self._answers: dict[tuple[str, Context, int], Suggestion] = {}
        self._named: dict[str, Sequence[Agency]] = {}

    def suggest(self, name: str, context: Context = ANYWHERE, limit: int = 5) -> Suggestion:
        """What a written name stands for; see `Names.suggest`."""
        asked = (name, context, max(USUAL, limit))
        answer = self._answers.get(asked)
        if answer is None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            answer = self._answers[asked] = self._answer(*asked)
        return answer if len(answer.candidates) <= limit else replace(answer, candidates=answer.candidates[:limit])

    def split(self, cell: str, context: Context = ANYWHERE) -> Split:
        """The names in an addressed-to cell; see `Names.split`."""
        ways = Ways(lambda text: self._stands(text, context), self._is_body)
        return split(cell, ways, lambda: self._ground.mentions)

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:
        """The names of bodies in running text; see `Names.mentions`."""
        return tuple(self._ground.mentions.find(text))

    def entry(self, name: str) -> Agency | None:
        """The entry with exactly this canonical name; see `Names.entry`."""
        return self.register.by_name.get(name)

    def entries(self) -> Sequence[Agency]:
        """Every agency of the register; see `Names.entries`."""
        return self.register.agencies

    def named(self, name: str) -> Sequence[Agency]:
        """The entries that bear exactly this name; see `Names.named`."""
        bearers = self._named.get(name)
        if bearers is None:
            if len(self._named) >= REMEMBERED:
                self._named.clear()
            ground = self._ground
            bearers = self._named[name] = [
                ground.agencies[body]
                for source, body, _ in ground.exact.find(fold(name))
                if source <= Source.ALIAS or (source is Source.ACRONYM and ground.index.national[body])
            ]
        return bearers

    def fingerprint(self) -> str:
        """A digest of the register; see `Names.fingerprint`."""
        return self.register.digest

    def _stands(self, text: str, context: Context) -> bool:
        """Whether a text is a name on its own: an exact one, a match, or a kind of body alone such as "Police"."""
        if self._ground.exact.find(fold(text)):
            return True
        if self.suggest(text, context).decision is Decision.MATCH:
            return True
        query = parse(text, self._ground.index)
        return not query.content and len(query.asked - kinds.WORN - _VAGUE) == 1

    def _is_body(self, body: int) -> bool:
        return self._ground.agencies[body].kind not in NO_BODIES - {"meeting"}

    def _answer(self, name: str, context: Context, limit: int) -> Suggestion:
        key = fold(name)
        if not key:
            return Suggestion(name, Decision.NONE)
        remembered = self._remembered(name, key, context)
        if remembered is not None:
            return remembered
        hits = self._ground.exact.find(key)
        if self.register.distinct:
            hits = [hit for hit in hits if not self._distinct(key, self._ground.agencies[hit[1]])]
        answer = by_name(name, hits, context, self._ground) if hits else None
        return answer or self._by_search(name, context, limit)

    @cached_property
    def _resolved(self) -> dict[tuple[str, str | None], tuple[str, ...]]:
        return {
            (fold(each.written), fold(each.csp) if each.csp else None): each.means
            for each in reversed(self.register.resolved)
        }

    def _remembered(self, name: str, key: str, context: Context) -> Suggestion | None:
        """What this library decided before: for the record's partnership, or everywhere."""
        if not self._resolved:
            return None
        here = self._resolved.get((key, fold(context.csp))) if context.csp else None
        means = here or self._resolved.get((key, None))
        if means is None:
            return None
        why = f"decided before in this library{f' for {context.csp}' if here else ''}"
        return Suggestion(name, Decision.MATCH, tuple(Candidate(body, DECIDED, why) for body in means))

    def _by_search(self, name: str, context: Context, limit: int) -> Suggestion:
        ground = self._ground
        query = parse(name, ground.index)
        fits = ranked(query, context, ground)
        parent = without_parent(query, ground)
        if parent is not None:
            query, fits = self._under(parent, fits, context)
        if self.register.distinct:
            key = fold(name)
            fits = [fit for fit in fits if not self._distinct(key, ground.agencies[fit.form.body])]
        if not fits:
            return Suggestion(name, Decision.NONE)
        every, fits = fits, fits[:limit]
        likely = chances(fits)
        decision = self._decision(query, fits, likely[0], context)
        if decision is not Decision.MATCH:
            likely = [min(chance, UNSURE) for chance in likely]
        found = []
        for fit, chance in zip(fits, likely, strict=True):
            body = ground.agencies[fit.form.body].name
            found.append(Candidate(body, round(chance, 4), reason(fit, body, name), fit.inferred))
        best = ground.agencies[fits[0].form.body]
        if decision is not Decision.NONE and not alive(best, context.on):
            found = self._of_the_time(best, found, every, context)
        return Suggestion(name, decision, tuple(found))

    def _of_the_time(
        self, gone: Agency, found: list[Candidate], fits: Sequence[Fit], context: Context
    ) -> list[Candidate]:
        """Candidates led by a body that did not exist at the time, with those that stood in its place then.

        The one that did leads where what is written can mean it as well, or where the other was still to come.
        """
        era = of_the_time(gone, context, self._ground)
        names = {each.name for each in era}
        first, *rest = found
        rest = [each for each in rest if each.name not in names]
        if len(era) == 1 and (self._may_mean(era[0].name, fits) or still_to_come(gone, context)):
            led = [*in_its_place(era[0], first), *rest]
        else:
            led = [first, *era, *rest]
        return sorted(led, key=lambda each: -each.score)

    def _may_mean(self, body: str, fits: Sequence[Fit]) -> bool:
        """Whether nothing that is written speaks against a body: neither a word that it lacks nor another kind."""
        return any(
            self._ground.agencies[fit.form.body].name == body and not fit.left and fit.relation >= kinds.Relation.UNSAID
            for fit in fits
        )

    def _under(self, parent: tuple[Query, int], whole: list[Fit], context: Context) -> tuple[Query, list[Fit]]:
        """The bodies for what stands behind a department's name, and behind them those for the whole."""
        query, department = parent
        fits = ranked(query, context, self._ground)
        seen = {fit.form.body for fit in fits}
        for fit in whole:
            if fit.form.body not in seen:
                fit.raw *= 0.7 if fit.form.body == department else 0.9
                fits.append(fit)
        fits.sort(key=lambda fit: -fit.raw)
        return query, fits

    def _decision(self, query: Query, fits: list[Fit], chance: float, context: Context) -> Decision:
        best = fits[0]
        body = self._ground.agencies[best.form.body]
        if chance < CANDIDATES_AT:
            return Decision.NONE
        margin = best.raw - fits[1].raw if len(fits) > 1 else 1.0
        if (
            chance >= MATCH_AT
            and margin >= MARGIN
            and body.kind not in NO_BODIES
            and alive(body, context.on)
            and safe(query, best, self._ground.index)
        ):
            return Decision.MATCH
        return Decision.CANDIDATES

    def _distinct(self, key: str, body: Agency) -> bool:
        """Whether somebody has decided that this written name is not that body."""
        return any(
            body.name in names and any(fold(name) == key for name in names if name != body.name)
            for names in self.register.distinct
        )
