"""Names that no agency is ever matched to, whatever the area and the time: they need no comparison and no ranking.

In: a query. Out: whether some agency might be its match. Most questions about a part of a cell are whether it is the
name of a body, and of what two bodies make together it mostly is not. `decision.decide` says what a match takes, and
`leftover.leaves_out_another` what it must not leave out; this asks only for what holds in every context, so a doubt is
a yes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from dhrcurate.agencies.candidates import as_of_the_place, is_upper_tier
from dhrcurate.agencies.comparison import compare
from dhrcurate.agencies.decision import HEALTH, OPTIONAL, PARTS, contradicts
from dhrcurate.agencies.index import Form, Source
from dhrcurate.agencies.kinds import COUNCILS, DISTINGUISHING, PROBATION
from dhrcurate.agencies.leftover import leaves_out_another
from dhrcurate.agencies.lexicon import DIRECTIONS
from dhrcurate.agencies.normalise import fold
from dhrcurate.agencies.query import Query, is_part_or_role, is_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.agencies.sole import HEALTH_WORDS, OF_THE_COUNTRY, TRUSTS

_NEVER_AGAINST = OPTIONAL | PARTS | HEALTH_WORDS
"""Words that a name may have besides those of the agency that it is matched to."""


def _agrees(query: Query, form: Form) -> bool:
    """False if the name tells another kind of agency."""
    if query.families & (DISTINGUISHING - form.families):
        return False
    return not any(contradicts(each, form.families) for each in query.families)


def _may_be_match(query: Query, form: Form) -> bool:
    """True if nothing in a name counts against an agency with some name in every area and at any time."""
    tokens, similar = form.tokens, query.similar
    against = [
        token
        for token in query.costs
        if token not in tokens
        and token not in form.kind_words
        and not (token in query.acronyms and len(query.tokens) > 2)
        and not any(written == token for each in tokens if each in similar for written, _, _ in similar[each])
    ]
    if not against and form.families & PROBATION:
        return True
    if not _agrees(query, form):
        return False
    missing = [each for each in tokens if each not in query.costs and each not in query.kind_words]
    if OPTIONAL.issuperset(each for each in missing if each not in similar) and all(
        each in OPTIONAL or each in PARTS or (is_role(each) if form.families & HEALTH else is_part_or_role(each))
        for each in against
    ):
        return True
    if is_upper_tier(query) and not query.families and form.families & COUNCILS:
        return all(each in OPTIONAL or is_part_or_role(each) for each in against)  # the county council there
    if against and not (form.families & TRUSTS and HEALTH_WORDS.issuperset(against)):
        return False
    return form.source <= Source.ALIAS and {*tokens}.issuperset(query.content)


class Matchable:
    """Tells which names may have a match.

    Args:
        reference: The register.
    """

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def may_match(self, query: Query) -> bool:
        """True unless it is sure that no agency is matched to a name that is none of the register's own."""
        if len(query.tokens) < 2:
            return False
        if not query.content:
            return True
        return self._may_be_told_by_words(query) or self._holds_name(query)

    def _may_be_told_by_words(self, query: Query) -> bool:
        """True if some name of the register has every word that counts against an agency without it."""
        index = self._reference.index
        spelt: dict[str, list[str]] = {}
        for token, rows in query.similar.items():
            for written, _, _ in rows:
                spelt.setdefault(written, []).append(token)
        found: frozenset[int] | None = None
        for token in query.costs:
            if self._never_counts(token, query):
                continue
            holding = index.holding(token).union(*map(index.holding, spelt.get(token, ())))
            found = holding if found is None else found & holding
            if not found:
                return False
        if found is None:
            return True
        # The county's council may stand for a district's, which is compared in its place.
        county = not query.families and is_upper_tier(query)
        may_agree: dict[frozenset[str], bool] = {}
        for form in map(index.forms.__getitem__, found):
            families = form.families
            if families not in may_agree:  # most forms are of other kinds, and of few
                may_agree[families] = bool(families & PROBATION) or _agrees(query, form)
            if may_agree[families] and _may_be_match(query, form) and (county or not self._leaves_out(query, form)):
                return True
        return False

    def _leaves_out(self, query: Query, form: Form) -> bool:
        """True if a match with some name of an agency would leave out another agency that is named."""
        found = compare(query, form)
        return found is None or leaves_out_another(query, found, self._reference)

    def _leaves_out_there(self, query: Query, position: int) -> bool:
        """The same of an agency that is found by its place and kind alone."""
        return leaves_out_another(query, as_of_the_place(query, position, self._reference), self._reference)

    def _never_counts(self, token: str, query: Query) -> bool:
        if token in _NEVER_AGAINST or is_part_or_role(token) or token in self._kind_words:
            return True
        return token in query.acronyms and len(query.tokens) > 2

    def _holds_name(self, query: Query) -> bool:
        """True if a body is named that may be written with any place, or that is one of the kind which serves one."""
        row = query.key.split()
        longest = self._longest_label
        for start in range(len(row)):
            for end in range(start + 1, min(len(row), start + longest) + 1):
                label = " ".join(row[start:end])
                for form in self._of_the_country.get(label, ()):
                    if self._is_written_with_place(query, form) and not self._leaves_out(query, form):
                        return True
                for position, families in self._named.get(label, ()):
                    if any(contradicts(each, families) for each in query.families):
                        continue
                    if not self._leaves_out_there(query, position):
                        return True
        return False

    def _is_written_with_place(self, query: Query, form: Form) -> bool:
        if not _agrees(query, form) or not query.kind_words <= form.kind_words | {*form.tokens}:
            return False
        places = self._reference.place_tokens
        return all(
            token in form.tokens
            or token in form.kind_words
            or is_part_or_role(token)
            or token in places
            or token in DIRECTIONS
            for token in query.costs
        )

    @cached_property
    def _kind_words(self) -> frozenset[str]:
        return frozenset().union(*(form.kind_words for form in self._reference.index.forms))

    @cached_property
    def _of_the_country(self) -> Mapping[str, Sequence[Form]]:
        """The bodies of the whole country by their folded names and short forms."""
        agencies = self._reference.agencies
        found: dict[str, list[Form]] = {}
        for form in self._reference.index.forms:
            if form.source <= Source.ACRONYM and agencies[form.position].kind in OF_THE_COUNTRY:
                found.setdefault(fold(form.label), []).append(form)
        return found

    @cached_property
    def _named(self) -> Mapping[str, Sequence[tuple[int, frozenset[str]]]]:
        """The agencies that have families, with these, by their folded canonical names."""
        found: dict[str, list[tuple[int, frozenset[str]]]] = {}
        for position, agency in enumerate(self._reference.agencies):
            if families := self._reference.bodies.families(position):
                found.setdefault(fold(agency.name), []).append((position, families))
        return found

    @cached_property
    def _longest_label(self) -> int:
        return max((len(label.split()) for label in (*self._of_the_country, *self._named)), default=0)
