"""The matcher: right or silent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from dhrcurate.agencies import judge, kinds
from dhrcurate.agencies.evidence import Places, alive
from dhrcurate.agencies.facts import facts_for
from dhrcurate.agencies.ground import Ground
from dhrcurate.agencies.index import Exact, Index, Source
from dhrcurate.agencies.mentions import Mentions
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.query import Query, parse
from dhrcurate.agencies.ranking import by_place, ranked, without_parent
from dhrcurate.agencies.register import Register
from dhrcurate.agencies.scoring import Fit
from dhrcurate.agencies.split import Ways, split
from dhrcurate.agencies.why import reason
from dhrcurate.domain.agency import Agency, Candidate, Context, Decision, Interval, Split, Suggestion

ANYWHERE = Context()
"""No place and no time."""

REMEMBERED = 100_000
"""How many answers are kept before the memory is emptied."""


class Matcher:
    """Answers what written names stand for, by one register. Implements `dhrcurate.domain.agency.Names`.

    Nothing is built before it is needed: an exact name costs a lookup, and only a name that no body bears exactly
    makes the index.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._answers: dict[tuple[str, Context, int], Suggestion] = {}

    @cached_property
    def _agencies(self) -> Sequence[Agency]:
        return tuple(self.register.agencies)

    @cached_property
    def _facts(self) -> list[tuple[Agency, ...]]:
        return facts_for(self._agencies, self.register.known)

    @cached_property
    def _places(self) -> Places:
        return Places(self.register.areas)

    @cached_property
    def _exact(self) -> Exact:
        return Exact(self._agencies, self._facts)

    @cached_property
    def _index(self) -> Index:
        return Index(self._agencies, self._places, self._facts)

    @cached_property
    def _ground(self) -> Ground:
        return Ground(self._agencies, self._index, self._places, self._exact)

    @cached_property
    def _mentions(self) -> Mentions:
        return Mentions(self._agencies, self._exact)

    @cached_property
    def _resolved(self) -> dict[tuple[str, str | None], tuple[str, ...]]:
        return {
            (fold(each.written), fold(each.csp) if each.csp else None): each.means
            for each in reversed(self.register.resolved)
        }

    def suggest(self, name: str, context: Context = ANYWHERE, limit: int = 5) -> Suggestion:
        """What a written name stands for; see `Names.suggest`."""
        asked = (name, context, limit)
        answer = self._answers.get(asked)
        if answer is None:
            if len(self._answers) >= REMEMBERED:
                self._answers.clear()
            answer = self._answers[asked] = self._answer(name, context, limit)
        return answer

    def split(self, cell: str, context: Context = ANYWHERE) -> Split:
        """The names in an addressed-to cell; see `Names.split`."""
        ways = Ways(lambda text: self._stands(text, context), self._is_body)
        return split(cell, ways, lambda: self._mentions)

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:
        """The names of bodies in running text; see `Names.mentions`."""
        return tuple(self._mentions.find(text))

    def entry(self, name: str) -> Agency | None:
        """The entry with exactly this canonical name; see `Names.entry`."""
        return self.register.by_name.get(name)

    def named(self, name: str) -> Sequence[Agency]:
        """The entries that bear exactly this name; see `Names.named`."""
        found = []
        for source, body, _ in self._exact.find(fold(name)):
            if source <= Source.ALIAS or (source is Source.ACRONYM and self._index.national[body]):
                found.append(self._agencies[body])
        return found

    def fingerprint(self) -> str:
        """A digest of the register; see `Names.fingerprint`."""
        return self.register.digest

    def _stands(self, text: str, context: Context) -> bool:
        """Whether a text is a name on its own: an exact one, a match, or a kind of body alone such as "Police"."""
        key = fold(text)
        if self._exact.find(key):
            return True
        if self.suggest(text, context).decision is Decision.MATCH:
            return True
        query = parse(text, self._index)
        return not query.content and bool(query.asked - kinds.WORN - {"trust", "nhs"})

    def _is_body(self, body: int) -> bool:
        return self._agencies[body].kind not in kinds.NOT_BODIES - {"meeting"}

    def _answer(self, name: str, context: Context, limit: int) -> Suggestion:
        key = fold(name)
        if not key:
            return Suggestion(name, Decision.NONE)
        remembered = self._remembered(name, key, context)
        if remembered is not None:
            return remembered
        hits = self._exact.find(key)
        if hits:
            answer = self._by_name(name, hits, context, limit)
            if answer is not None:
                return answer
        return self._by_search(name, context, limit)

    def _remembered(self, name: str, key: str, context: Context) -> Suggestion | None:
        means = None
        where = ""
        if context.csp:
            means = self._resolved.get((key, fold(context.csp)))
            where = f" in {context.csp}"
        if means is None:
            means = self._resolved.get((key, None))
            where = ""
        if means is None:
            return None
        why = f"decided before in this library{where}"
        return Suggestion(name, Decision.MATCH, tuple(Candidate(body, 1.0, why) for body in means))

    def _by_name(
        self, name: str, hits: list[tuple[Source, int, str]], context: Context, limit: int
    ) -> Suggestion | None:
        """The answer where a body bears exactly this name, or `None` where that is not enough to tell."""
        relatives = [hit for hit in hits if self._agencies[hit[1]].kind == "relative"]
        if relatives and len(relatives) == len(hits):
            return self._relative(name, relatives[0][1], context, limit)
        hits = [hit for hit in hits if hit not in relatives]
        chosen, inferred = self._chosen(hits, context)
        if chosen is None:
            return None if hits[0][0] is Source.ACRONYM else self._undecided(name, hits, context, limit)
        source, body, label = chosen
        best = Candidate(self._agencies[body].name, 0.99, _exact_reason(source, label), inferred)
        others = [
            Candidate(self._agencies[hit[1]].name, 0.3, _exact_reason(hit[0], hit[2])) for hit in hits if hit != chosen
        ]
        if not alive(self._agencies[body], context.on):
            era = self.counterparts(self._agencies[body], context)
            others = [
                Candidate(each.name, 0.4, f"took over from or came before {best.name}, and existed then", inferred=True)
                for each in era
            ] + others
            best = Candidate(best.name, 0.8, f"{best.why}; it did not exist then", inferred)
            return Suggestion(name, Decision.CANDIDATES, (best, *others)[:limit])
        return Suggestion(name, Decision.MATCH, (best, *others)[:limit])

    def _chosen(
        self, hits: list[tuple[Source, int, str]], context: Context
    ) -> tuple[tuple[Source, int, str] | None, bool]:
        """The one body among those that bear a name exactly, and whether place or time was needed to tell."""
        first = hits[0][0]
        pool = [hit for hit in hits if hit[0] is first]
        local = first is Source.ACRONYM and not (len(pool) == 1 and self._index.national[pool[0][1]])
        if len(pool) == 1 and not local:
            return pool[0], False
        if context.on is not None:
            pool = [hit for hit in pool if alive(self._agencies[hit[1]], context.on)] or pool
        if context.csp:
            around = self._ground.around(context.csp)
            serving = [hit for hit in pool if self._ground.serves(hit[1], around)]
            if len(serving) == 1:
                return serving[0], True
        elif len(pool) == 1 and not local:
            return pool[0], True
        return None, False

    def _undecided(self, name: str, hits: list[tuple[Source, int, str]], context: Context, limit: int) -> Suggestion:
        around = self._ground.around(context.csp) if context.csp else {}
        rows = []
        for source, body, label in hits:
            near = bool(around) and bool(self._ground.serves(body, around))
            then = alive(self._agencies[body], context.on)
            rows.append(
                (not near, not then, source, Candidate(self._agencies[body].name, 0.0, _exact_reason(source, label)))
            )
        rows.sort(key=lambda row: row[:3])
        share = min(0.6, 1 / len(rows))
        found = tuple(Candidate(row[3].name, share, row[3].why + "; others bear it too") for row in rows)
        return Suggestion(name, Decision.CANDIDATES, found[:limit])

    def _relative(self, name: str, body: int, context: Context, limit: int) -> Suggestion:
        """A name such as "Police": the body of that kind that serves the record's area, and the entry as it is."""
        itself = Candidate(self._agencies[body].name, 0.5, "says a kind of body and not which one")
        fits = by_place(parse(name, self._index), context, self._index, self._ground, self._agencies)
        alone = 0.9 if len(fits) == 1 else 0.5
        found = [
            Candidate(
                self._agencies[fit.form.body].name,
                max(0.2, alone - 0.1 * rank),
                "; ".join(["the only one of its kind that serves the record's area"] if len(fits) == 1 else fit.notes),
                inferred=True,
            )
            for rank, fit in enumerate(fits)
        ]
        found.append(itself)
        found.sort(key=lambda each: -each.score)
        return Suggestion(name, Decision.CANDIDATES, tuple(found[:limit]))

    def _by_search(self, name: str, context: Context, limit: int) -> Suggestion:
        query = parse(name, self._index)
        fits = ranked(query, context, self._index, self._ground, self._agencies)
        parent = without_parent(query, self._exact, self._index)
        if parent is not None:
            query, fits = self._under(parent, fits, context)
        if not fits:
            return Suggestion(name, Decision.NONE)
        chances = judge.chances(fits)
        decision = self._decision(query, fits, chances[0], context)
        found = []
        for fit, chance in zip(fits[:limit], chances, strict=False):
            body = self._agencies[fit.form.body].name
            found.append(Candidate(body, round(chance, 4), reason(fit, body), fit.inferred))
        return Suggestion(name, decision, tuple(found))

    def _under(self, parent: tuple[Query, int], whole: list[Fit], context: Context) -> tuple[Query, list[Fit]]:
        query, department = parent
        fits = ranked(query, context, self._index, self._ground, self._agencies)
        seen = {fit.form.body for fit in fits}
        for fit in whole:
            if fit.form.body not in seen:
                fit.raw *= 0.7 if fit.form.body == department else 0.9
                fits.append(fit)
        fits.sort(key=lambda fit: -fit.raw)
        return query, fits

    def _decision(self, query: Query, fits: list[Fit], chance: float, context: Context) -> Decision:
        best = fits[0]
        body = self._agencies[best.form.body]
        if chance < judge.CANDIDATES_AT:
            return Decision.NONE
        margin = best.raw - fits[1].raw if len(fits) > 1 else 1.0
        if (
            chance >= judge.MATCH_AT
            and margin >= judge.MARGIN
            and body.kind not in kinds.NOT_BODIES
            and alive(body, context.on)
            and judge.safe(query, best, self._index)
            and not self._distinct(query, body)
        ):
            return Decision.MATCH
        return Decision.CANDIDATES

    def _distinct(self, query: Query, body: Agency) -> bool:
        """Whether somebody has decided that this written name is not that body."""
        return any(
            body.name in names and any(fold(name) == query.key for name in names if name != body.name)
            for names in self.register.distinct
        )

    def counterparts(self, agency: Agency, context: Context) -> list[Agency]:
        """The bodies that stood in an agency's place at the time: its successors' line and its predecessors'.

        Args:
            agency: A body that did not exist at the time.
            context: The time, and the record's area, which tells among several.
        """
        if context.on is None:
            return []
        found = [each for each in self._line(agency) if alive(each, context.on)]
        if context.csp and len(found) > 1:
            around = self._ground.around(context.csp)
            bodies = {each.name: at for at, each in enumerate(self._agencies) if each in found}
            found = [each for each in found if self._ground.serves(bodies[each.name], around) is not False] or found
        return found

    def _line(self, agency: Agency) -> list[Agency]:
        """Everything that came after a body or before it, nearest first."""
        line: list[Agency] = []
        queue = [agency]
        for each in queue:
            nexts = [self.register.by_name[name] for name in each.successors if name in self.register.by_name]
            for other in (*nexts, *self._predecessors.get(each.name, ())):
                if other is not agency and other not in line:
                    line.append(other)
                    queue.append(other)
        return line

    @cached_property
    def _predecessors(self) -> dict[str, list[Agency]]:
        found: dict[str, list[Agency]] = {}
        for agency in self._agencies:
            for name in agency.successors:
                found.setdefault(name, []).append(agency)
        return found


def _exact_reason(source: Source, label: str) -> str:
    match source:
        case Source.NAME:
            return "its name"
        case Source.ALIAS:
            return f"also known as {label}"
        case Source.SITE:
            return f"a site of it: {label}"
        case _:
            return f"its short form {label}"


def span(on: str) -> Interval:
    """The interval that `2012..2014` or a single date tells."""
    start, _, end = on.partition("..")
    return Interval(start, end or start)
