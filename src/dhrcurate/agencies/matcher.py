"""The matcher: written names linked to agencies of a register, or no answer where none is certain enough."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from weakref import proxy

from dhrcurate.agencies.abstention import of_no_body
from dhrcurate.agencies.decided import Decided
from dhrcurate.agencies.exact import suggest_exact
from dhrcurate.agencies.gaps import gaps, loses_name
from dhrcurate.agencies.index import Source
from dhrcurate.agencies.kept import KeptAnswers, of_splits, of_suggestions
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.notes import without_notes
from dhrcurate.agencies.offices import names_office
from dhrcurate.agencies.parts import Standing
from dhrcurate.agencies.places import place_key
from dhrcurate.agencies.query import Query, parse, plural_office
from dhrcurate.agencies.ranking import parts_and_rests
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.register import Register
from dhrcurate.agencies.rivals import checked_exact, without_match
from dhrcurate.agencies.similar import SimilarNames
from dhrcurate.agencies.spellings import Spellings
from dhrcurate.agencies.split import split
from dhrcurate.agencies.standing import PartTests
from dhrcurate.agencies.surroundings import turned, without_surroundings
from dhrcurate.agencies.telling import has_name_whole, needs_place
from dhrcurate.agencies.two_of_a_kind import names_two_of_a_kind
from dhrcurate.domain.agency import DECIDED, NO_BODIES, Agency, Candidate, Context, Decision, Split, Suggestion
from dhrcurate.domain.asked import Remembered
from dhrcurate.domain.plural_name import plural_head

ANYWHERE = Context()
"""The context of a name without place and time."""

CACHED_ANSWERS = 100_000
"""The most answers that are cached."""

CACHED_NAMES = 20_000
"""The most names of which it is cached what they are, and the most cells whose parts are."""

CACHED_QUERIES = 8_000
"""The most names whose query is cached, which takes some kilobytes."""

LONGEST_NAME = 400
"""The most characters of a name; more are prose, or a cell that has to be split."""

MOST_NAMED_TWICE = 4
"""The most parts of a name of which one is left out in turn, and again in the rest, as another name of the agency."""

LACKS_NAME = "beside a join there is no name, or only a part of one"
"""The reason where a name is told and another is cut off or not published."""

TWO_OF_A_KIND = "it names two bodies of a kind, and the likeliest is one"
"""The reason where a joint body has the places of both."""

USUAL_LIMIT = 5
"""The fewest candidates that an answer is made with, so that smaller limits share it."""

_Question = tuple[str, int, bool]
"""What is asked of the matcher: a name, the most candidates, and whether reasons are wanted."""

_NO_NAMES = frozenset({"na", "tbc", "tba", "tbd", "none", "nil", "notapplicable", "notstated", "notknown", "unknown"})
"""What stands in a cell in the place of a name, folded and without blanks."""


class Matcher:
    """Finds what written names stand for in one register. Implements `dhrcurate.domain.agency.Names`.

    Nothing is built before it is needed: an exact name costs a lookup, and the index is made only for a name that no
    agency has exactly.

    Args:
        register: The register.
        kept: Answers that were made with it before, and where those that are made now are noted.
    """

    def __init__(self, register: Register, kept: KeptAnswers | None = None) -> None:
        self.register = register
        self._reference = Reference(register)
        self._decided = Decided(register)
        # All caches end with the matcher, at once, as none of them holds it.
        me: Matcher = proxy(self)
        self._parse = lru_cache(CACHED_QUERIES)(partial(Matcher._make_query, me))
        self._spellings = Spellings(self._reference, self._parse)
        self._similar = SimilarNames(self._reference, self._decided, self._parse)
        self._answers = Remembered(partial(Matcher._make_answer, me), CACHED_ANSWERS)
        self._shown = Remembered(
            partial(Matcher._without_match_of_no_body, me), CACHED_ANSWERS, of_suggestions(kept) if kept else None
        )
        self._may_match = lru_cache(CACHED_NAMES)(partial(Matcher._may_match_somewhere, me))
        self._named = lru_cache(CACHED_ANSWERS)(partial(Matcher._find_named, me))
        self._splits = Remembered(partial(Matcher._make_split, me), CACHED_NAMES, of_splits(kept) if kept else None)
        self._standings = Remembered(partial(Matcher._find_standing, me), CACHED_NAMES)

    def suggest(self, name: str, context: Context = ANYWHERE, limit: int = 5) -> Suggestion:
        """Return the agencies that a written name may stand for; see `Names.suggest`."""
        answer = self._shown((name, max(USUAL_LIMIT, limit), True), context)
        return answer if len(answer.candidates) <= limit else replace(answer, candidates=answer.candidates[:limit])

    def classify(self, name: str, context: Context = ANYWHERE) -> Suggestion:
        """Return the agencies that a written name may stand for, without reasons; see `Names.classify`."""
        return self._shown((name, USUAL_LIMIT, False), context)

    def split(self, cell: str, context: Context = ANYWHERE) -> Split:
        """Split an addressed-to cell; see `Names.split`."""
        return self._splits(cell, context)

    def _make_split(self, cell: str, context: Context) -> Split:
        return split(cell, self._tests(context), lambda: self._reference.mentions)

    def _tests(self, context: Context) -> PartTests:
        return PartTests(
            self._reference,
            self._parse,
            lambda text: self._suggest_part(text, context),
            self._may_match,
            lambda text: self._accounts_for(text, context),
            lambda text: self._standings(text, context),
        )

    def _find_standing(self, text: str, context: Context) -> Standing | None:
        return self._tests(context).find_standing(text)

    def _suggest_part(self, text: str, context: Context) -> Suggestion:
        """Answer for a part of a cell, which is the name of a body at another time, or in another area, as well."""
        answer = self._answer(text, context, USUAL_LIMIT, explained=False)
        if answer.decision is not Decision.MATCH and not self._may_match(text):
            return answer
        for wider in (context.at_any_time(), context.in_any_area(), ANYWHERE):
            if answer.decision is Decision.MATCH:
                break
            found = self._answer(text, wider, USUAL_LIMIT, explained=False)
            answer = found if found.decision is Decision.MATCH else answer
        return answer

    def _may_match_somewhere(self, name: str) -> bool:
        """True unless it is sure that a name has no match, whatever the area and the time; follows `_find_answer`."""
        key = fold(name)
        reference = self._reference
        if self._decided.knows(key) or reference.exact.find(key) or reference.exact.find_bare_sites(key):
            return True
        if not key or len(name) > LONGEST_NAME:
            return False
        rest = without_surroundings(without_notes(name, self._bodies_in).strip(), self._names_body)
        if rest != name and fold(rest):
            return self._may_match(rest)
        return not names_two_of_a_kind(name) and (
            self._spellings.has_some(name)
            or self._similar.may_match(name)
            or any(self._may_be_named_twice(name, part, rest) for part, rest in parts_and_rests(name))
        )

    def _may_be_named_twice(self, name: str, part: str, rest: str) -> bool:
        """True unless it is sure that a name's part and its rest do not name one agency."""
        having = self._reference.having(part)
        if not having or not self._may_match(rest):
            return False
        key = fold(rest)
        hits = [] if self._decided.knows(key) or f"({part})" in name else self._reference.exact.find(key)
        named = (self._reference.exact.find(fold(self._reference.agencies[at].name)) for _, at, _ in hits)
        return not hits or any(at in having for found in named for _, at, _ in found)

    def mentions(self, text: str) -> Sequence[tuple[int, int, Agency]]:
        """Return agency names in running text; see `Names.mentions`."""
        return tuple(self._reference.mentions.find(text))

    def entry(self, name: str) -> Agency | None:
        """Return the entry with exactly this canonical name; see `Names.entry`."""
        return self.register.by_name.get(name)

    def entries(self) -> Sequence[Agency]:
        """Return every agency of the register; see `Names.entries`."""
        return self.register.agencies

    def named(self, name: str) -> Sequence[Agency]:
        """Return the entries with exactly this name; see `Names.named`."""
        return self._named(name)

    def serving(self, context: Context) -> Sequence[Agency]:
        """Return the agencies that serve the area of a context and existed then; see the protocol."""
        csp, serves = context.csp, self._reference.serves_area
        if not csp:
            return ()
        there = (agency for at, agency in enumerate(self._reference.agencies) if serves(at, csp))
        return [agency for agency in there if agency.kind not in NO_BODIES and agency.existed(context.on)]

    def area_names(self) -> Iterable[str]:
        """Return the names of every area of the register, with their other names."""
        return (name for area in self.register.areas for name in (area.name, *area.aliases))

    def fingerprint(self) -> str:
        """Return a digest of the register; see `Names.fingerprint`."""
        return self.register.digest

    def _answer(self, name: str, context: Context, limit: int, *, explained: bool) -> Suggestion:
        return self._answers((name, limit, explained), context)

    def _make_answer(self, asked: _Question, context: Context) -> Suggestion:
        """Answer, and mark a match that the name alone would not have, and one that is an office in the agency."""
        name, limit, explained = asked
        answer = self._find_answer(name, context, limit, explained=explained)
        best = answer.best
        if answer.decision is not Decision.MATCH or best is None or best.score >= DECIDED:
            return answer
        if names_office(name, self.register.by_name[best.name]):
            best = replace(best, office=True)
            answer = replace(answer, candidates=(best, *answer.candidates[1:]))
        if context.is_anywhere:
            return answer
        whole = not answer.why and has_name_whole(name, self._reference.positions[best.name], self._reference)
        if best.inferred or whole:
            inferred = best.inferred and not whole
            return replace(answer, candidates=(replace(best, inferred=inferred), *answer.candidates[1:]))
        alone = self._answer(name, ANYWHERE, limit, explained=explained)
        told = alone.decision is Decision.MATCH or alone.why == needs_place(best.name)
        if told and alone.best is not None and alone.best.name == best.name:
            return answer
        return replace(answer, candidates=(replace(best, inferred=True), *answer.candidates[1:]))

    def _find_answer(self, name: str, context: Context, limit: int, *, explained: bool) -> Suggestion:
        """Answer, but match no text that has a name and beside it the place of another."""
        answer = self._find_whole_answer(name, context, limit, explained=explained)
        best = answer.best
        if answer.decision is not Decision.MATCH or best is None or best.score >= DECIDED:
            return answer
        if names_two_of_a_kind(name) and not self._reference.exact.find(fold(name)):
            return without_match(answer, TWO_OF_A_KIND)
        if not loses_name(name):
            return answer
        if turned(name) and not gaps(name) and not self._is_body(name.partition(",")[0]):
            return answer  # "Exampleshire, County Council of": a name turned, of which nothing is lost
        return without_match(answer, LACKS_NAME)

    def _find_whole_answer(self, name: str, context: Context, limit: int, *, explained: bool) -> Suggestion:
        """Answer from the first stage that can: an earlier decision, an exact name, or similar names."""
        key = fold(name)
        if not key:
            return Suggestion(name, Decision.NONE)
        found = self._decided.suggest(name, key, context) or self._suggest_exact(name, key, context)
        if found is not None:
            return found
        if key.replace(" ", "") in _NO_NAMES:
            return Suggestion(name, Decision.NONE, why="it says that no agency is named")
        if len(name) > LONGEST_NAME:
            return Suggestion(name, Decision.NONE, why="it is longer than a name is")
        rest = without_surroundings(without_notes(name, self._bodies_in).strip(), self._names_body)
        if rest != name and fold(rest):
            answer = self._answer(rest, context, limit, explained=explained)
            return replace(answer, query=name)
        answer = (
            self._spellings.suggest(name, context)
            or self._suggest_named_twice(name, context, limit, explained=explained)
            or self._similar.suggest(name, context, limit, explained=explained)
        )
        return self._unless_several(name, answer)

    def _bodies_in(self, text: str) -> list[tuple[int, int]]:
        return self._reference.mentions.bodies(text)

    def _is_body(self, text: str) -> bool:
        """True if a text is exactly the name of a body."""
        agencies = self._reference.agencies
        return any(agencies[at].kind not in NO_BODIES for _, at, _ in self._reference.exact.find(fold(text)))

    def _without_match_of_no_body(self, asked: _Question, context: Context) -> Suggestion:
        """Answer, but leave to a curator whom a collective, a meeting or the like means, unless one has decided it."""
        answer = self._answers(asked, context)
        best = answer.best
        if answer.decision is not Decision.MATCH or best is None or best.score >= DECIDED:
            return answer
        kind = self.register.by_name[best.name].kind
        if kind not in NO_BODIES:
            return answer
        why = f"it is the name of {of_no_body(kind)}"
        return replace(answer, decision=Decision.CANDIDATES, why=why)

    def _unless_several(self, name: str, answer: Suggestion) -> Suggestion:
        """Return an answer without its match if the name is a plural for bodies of a kind, and the agency's is not."""
        best = answer.best
        if best is None or answer.decision is not Decision.MATCH:
            return answer
        office = plural_office(name)
        head = plural_head(name) or office
        if head is None:
            return answer
        agency = self.register.by_name[best.name]
        if head is office and head[:-1] not in fold(agency.name).split():
            return answer  # the officers of a body, and no body that is one
        written = (each.casefold() for each in (agency.name, *(alias.name for alias in agency.aliases)))
        if any(head in re.split(r"[^\w'’]+", each) for each in written):
            return answer  # its name has the plural, and not only a possessive
        return without_match(answer, "it means several bodies of a kind")

    def _names_body(self, text: str) -> bool:
        """True if a part of a name may be a body's name by itself, and not only a place or a building."""
        key = fold(text)
        if not key or self._reference.places.is_known(place_key(text)):
            return False
        query = self._parse(text)
        return bool(self._reference.exact.find(key)) or (bool(query.families) and bool(query.content))

    def _suggest_named_twice(self, name: str, context: Context, limit: int, *, explained: bool) -> Suggestion | None:
        """Return the match of a name's part if the other part is another name of the same agency, or a site of it."""
        found = parts_and_rests(name)
        for part, rest in found if len(found) <= MOST_NAMED_TWICE else ():
            having = self._reference.having(part)
            if not having or not self._may_match(rest):
                continue
            answer = self._answer(rest, context, limit, explained=explained)
            best = answer.best
            if answer.decision is not Decision.MATCH or best is None:
                continue
            unit = f"({part})" in name and self._is_unit(part, having, rest)
            if unit or not having.isdisjoint(self._named_as(best)):
                return replace(answer, query=name)
        return None

    def _is_unit(self, part: str, having: set[int], rest: str) -> bool:
        """True if what stands in brackets after a name is a unit such as bodies of its kind have."""
        agencies = self._reference.agencies
        if any(agencies[at].kind != "relative" for at in having):
            return False
        families = self._parse(rest).families
        told = [self._parse(agencies[at].name).families for at in having]
        return self._parse(part).families <= families and all(each & families for each in told)

    def _named_as(self, candidate: Candidate) -> set[int]:
        return {hit[1] for hit in self._reference.exact.find(fold(candidate.name)) if hit[0] is Source.NAME}

    def _suggest_exact(self, name: str, key: str, context: Context) -> Suggestion | None:
        reference = self._reference
        hits = reference.exact.find(key)
        if context.has_area and (not hits or hits[0][0] is Source.SITE):
            known = {hit[1] for hit in hits}
            hits += [hit for hit in reference.exact.find_bare_sites(key) if hit[1] not in known]
        if self.register.distinct:
            hits = [hit for hit in hits if not self._decided.tells_apart(key, reference.agencies[hit[1]].name)]
        found = suggest_exact(name, hits, context, reference, self._parse) if hits else None
        if found is None or found.decision is not Decision.MATCH:
            return found
        first = found.candidates[0].name
        position, label = next(hit[1:] for hit in hits if reference.agencies[hit[1]].name == first)
        return checked_exact(found, self._parse, position, label, context, reference)

    def _make_query(self, text: str) -> Query:
        return parse(text, self._reference.index)

    def _find_named(self, name: str) -> Sequence[Agency]:
        reference = self._reference
        hits = reference.exact.find(fold(name))
        if hits and loses_name(name):
            return []  # more is written than the name: "Exampleshire Police and ..."
        if name.isupper():  # the "MPS" are no "MPs"
            hits = [hit for hit in hits if hit[2] == name] or hits
        return [
            reference.agencies[position]
            for source, position, _ in hits
            if source <= Source.ALIAS or (source is Source.ACRONYM and reference.bodies.is_national(position))
        ]

    def _accounts_for(self, text: str, context: Context) -> bool:
        """True if the first agency suggested for a name accounts for every word of it, none of them twice."""
        if not self._similar.accounts_for(text, context):
            return False
        return self._answer(text, context, USUAL_LIMIT, explained=False).decision is not Decision.NONE
