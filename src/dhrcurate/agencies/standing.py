"""What a part of a cell is on its own: the splitter's questions, answered by the register and the matcher."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from dhrcurate.agencies import kinds
from dhrcurate.agencies.gaps import is_hidden, loses_name
from dhrcurate.agencies.lexicon import DIRECTIONS
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.parts import Standing
from dhrcurate.agencies.query import Query, is_function, is_part_or_role, is_role
from dhrcurate.agencies.reference import Reference
from dhrcurate.domain.agency import DECIDED, NO_BODIES, OWNERS, Agency, Candidate, Decision, Suggestion
from dhrcurate.domain.plural_name import plural_head

_COUNCILS = frozenset({"council", "county-council", "district-council"})

_OF_PLACES = _COUNCILS | {"police", "police-national", "fire", "ambulance-trust", "nhs-trust", "csp", "icb", "ccg"}
"""Kinds of agencies whose names are mostly made of a place and the words for their kind."""

_VAGUE = frozenset({"trust", "nhs"})
"""Families whose words are not a name on their own, not even of a kind."""

_THE_REST = frozenset({"others", "other agencies", "other partners", "other organisations", "other bodies"})
"""What ends a list of names without naming more."""


class PartTests:
    """The answers for one context. Implements `dhrcurate.agencies.parts.NameTests`.

    Args:
        reference: The register.
        parse: Takes a written name apart.
        suggest: The matcher's suggestion for a name.
        may_match: False if it is sure that the suggestion for a name is no match, which costs less to tell.
        accounts_for: True if every word of a name belongs to the agency that it matches.
        standing: Remembers what `find_standing` finds.
    """

    def __init__(
        self,
        reference: Reference,
        parse: Callable[[str], Query],
        suggest: Callable[[str], Suggestion],
        may_match: Callable[[str], bool],
        accounts_for: Callable[[str], bool],
        standing: Callable[[str], Standing | None],
    ) -> None:
        self._reference = reference
        self._parse = parse
        self._suggest = suggest
        self._may_match = may_match
        self._accounts_for = accounts_for
        self._standing = standing

    def standing(self, text: str) -> Standing | None:
        """Return what a text is on its own, `None` if it is no name."""
        return self._standing(text)

    def find_standing(self, text: str) -> Standing | None:
        """Return the same; this finds it out, where `standing` remembers what was."""
        found = [self._reference.agencies[at] for _, at, _ in self._reference.exact.find(fold(text))]
        if found:
            return self._of_entries(text, found)
        if is_hidden(text):
            return Standing.OTHER
        if not any(map(str.isalpha, text)):
            return None
        best = self._match(text)
        if best is not None:
            if best.score >= DECIDED:
                return Standing.BODY
            return self._of_entries(text, [self._reference.register.by_name[best.name]])
        if fold(text) in _THE_REST:
            return Standing.OTHER
        query = self._parse(text)
        if query.families and plural_head(text) and self._suggest(text).decision is not Decision.NONE:
            return Standing.OTHER
        if query.content:
            return None
        if all(map(is_role, query.tokens)):
            return Standing.ROLE
        families = query.families - kinds.OF_OWN_NAME - _VAGUE
        if query.hints and not families:
            return Standing.DEPARTMENT
        return Standing.OTHER if len(families) == 1 else None

    def _of_entries(self, text: str, found: list[Agency]) -> Standing:
        bodies = [each for each in found if each.kind not in NO_BODIES]
        if bodies:
            return Standing.OWNER if any(each.kind in OWNERS for each in bodies) else Standing.BODY
        if any(each.kind == "role" for each in found):
            return Standing.ROLE
        if found[0].kind in {"collective", "relative"}:
            query = self._parse(text)
            if query.hints and not query.families:
                return Standing.DEPARTMENT
        return Standing.OTHER

    def is_exact(self, text: str) -> bool:
        """True if a text is a name in the register as it is written."""
        return bool(self._reference.exact.find(fold(text)))

    def is_one(self, text: str) -> bool:
        """True if a text is a name in the register, or every word of it belongs to the one that it matches."""
        return self.is_exact(text) or (self._accounts_for(text) and not loses_name(text))

    def is_sure(self, text: str) -> bool:
        """True if a text tells one body for certain."""
        return self._sure(text) is not None

    def _sure(self, text: str) -> Agency | None:
        hits = self._reference.exact.find(fold(text))
        if hits:
            bodies = (self._reference.agencies[at] for _, at, _ in hits)
            return next((each for each in bodies if each.kind not in NO_BODIES), None)
        best = self._match(text)
        if best is None or best.inferred:
            return None
        return self._reference.register.by_name[best.name]

    def is_match(self, text: str) -> bool:
        """True if a text as a whole is matched to one body."""
        return self._match(text) is not None

    def _match(self, text: str) -> Candidate | None:
        """The agency that a text is matched to, if any."""
        suggestion = self._suggest(text) if self._may_match(text) else None
        return suggestion.best if suggestion and suggestion.decision is Decision.MATCH else None

    def names_body(self, text: str) -> bool:
        """True if a text of several words, or in capitals, is matched to a body: a single word may be anything."""
        if not (text.isupper() or len(text.split()) > 1):
            return False
        if self.is_exact(text):
            return self._sure(text) is not None
        best = self._match(text)
        if best is None:
            return False
        return self._reference.register.by_name[best.name].kind not in NO_BODIES

    def tells_kind(self, text: str) -> bool:
        """True if every word of a text only tells a kind of agency, as in "County Council"."""
        tokens = words(text)
        # A service, such as "Adult Safeguarding", is no kind of body.
        phrases = [(start, end) for start, end, family in kinds.find_phrases(tokens) if family not in kinds.HINTS]
        covered = {at for start, end in phrases for at in range(start, end)}
        return bool(tokens) and len(covered) == len(tokens)

    def may_share(self, text: str) -> bool:
        """True if a text has no word for an office, and so may share the kind of another name."""
        return not any(map(is_role, words(text)))

    def is_same_kind(self, borrower: str, name: str, lender: str) -> bool:
        """True if a name made of words of two parts tells a body of the lender's kind, with the borrower in its name.

        Args:
            borrower: The part that has no kind of its own, such as "Essex".
            name: The part with the kind that it shares.
            lender: The whole name of the other part.
        """
        place = self.is_place(borrower)
        if not place and (not self.is_exact(name) or all(map(is_part_or_role, words(borrower)))):
            return False  # what is no place has the kind only where that makes a name: no common noun does
        one = self._sure(name)
        if one is None or not (place or one.kind in _OF_PLACES):
            return False
        other = self._sure(lender)
        if other is None or one.kind not in _alike(other.kind):
            return False
        wanted = {*words(borrower)}
        return any(wanted.issubset(words(written)) for written in (one.name, *(alias.name for alias in one.aliases)))

    def is_place(self, text: str) -> bool:
        """True if every word of a text is the name of a place, or a direction."""
        tokens = words(text)
        named = {at for start, end, _ in self._reference.places.named_in(tokens) for at in range(start, end)}
        return all(at in named or token in DIRECTIONS for at, token in enumerate(tokens))

    def is_within_place(self, before: str, after: str) -> bool:
        """True if the name of one place, such as "Exampleton and Borset", begins in one text and ends in the next."""
        left, right = words(before), words(after)
        if not self._reference.places.may_cross(left, right):
            return False
        named = self._reference.places.named_in([*left, *right])
        return any(start < len(left) < end for start, end, _ in named)

    def is_only_within_place(self, before: str, after: str) -> bool:
        """The same where what the next text begins with is no place by itself: "Wrekin" in "Telford and Wrekin"."""
        if not self.is_within_place(before, after):
            return False
        return not any(start == 0 for start, _, _ in self._reference.places.named_in(words(after)))

    def may_be_several(self, text: str) -> bool:
        """True if the plural of a name may mean more bodies: "Exampleshire Councils" those of its districts too."""
        entry, reference = self._sure(text), self._reference
        if entry is None or entry.kind not in _COUNCILS or "county" in words(text):
            return False
        own = reference.places_served(reference.positions[entry.name])
        return any(
            place not in own and not own.isdisjoint(reference.places.containing(place))
            for family in kinds.COUNCILS
            for position in reference.bodies.by_family.get(family, ())
            for place in reference.places_served(position)
        )

    def names_department(self, text: str) -> bool:
        """True if a text ends with the department of a body: "Exampleshire County Council Housing"."""
        tokens = words(text)
        return len(tokens) > 1 and is_function(tokens[-1]) and not self.is_exact(text)

    def is_department(self, text: str) -> bool:
        """True if every word of a text only names what a department does."""
        tokens = words(text)
        return bool(tokens) and all(map(is_function, tokens))

    def is_direction(self, text: str) -> bool:
        """True if a text is only a word such as "North", which tells one place from another."""
        return fold(text) in DIRECTIONS

    def is_within_kind(self, before: str, after: str) -> bool:
        """True if a phrase for a kind, such as "fire and rescue", begins in one text and ends in the next."""
        left, right = words(before), words(after)
        if not kinds.may_cross(left, right):
            return False
        return any(start < len(left) < end for start, end, _ in kinds.find_phrases([*left, *right]))

    def is_within_likely(self, whole: str, before: str, after: str) -> bool:
        """True if the likeliest name for a whole text has the words on both sides of a join next to each other."""
        left, right = words(before), words(after)
        if not left or not right or (left[-1], right[0]) not in self._reference.adjacent_words:
            return False
        best = self._suggest(whole).best
        if best is None:
            return False
        entry = self._reference.register.by_name[best.name]
        told = self._parse(whole).families
        if told and kinds.relation(told, self._families(entry)) < kinds.Relation.RELATED:
            return False  # that it has both places tells nothing about bodies of another kind
        rows = (words(written) for written in (entry.name, *(alias.name for alias in entry.aliases)))
        return any((left[-1], right[0]) in pairwise(row) for row in rows)

    def _families(self, entry: Agency) -> frozenset[str]:
        return self._reference.bodies.families(self._reference.positions[entry.name])

    def continues_portfolio(self, text: str) -> bool:
        """True if a text has only words for tasks and places, as what follows "Minister for Health and" has."""
        tokens = words(text)
        places = self._reference.index.place_tokens
        return any(map(is_part_or_role, tokens)) and all(is_part_or_role(t) or t in places for t in tokens)

    def is_body(self, position: int) -> bool:
        """True if an agency, by its position, is a body of its own."""
        return self._reference.agencies[position].kind not in NO_BODIES

    def may_be_listed(self, position: int, text: str) -> bool:
        """True if an agency, by its position, may be one of several names with only a blank between them."""
        kind = self._reference.agencies[position].kind
        return kind not in NO_BODIES or kind == "meeting" or (kind == "collective" and len(text.split()) > 1)


def _alike(kind: str) -> frozenset[str]:
    return _COUNCILS if kind in _COUNCILS else frozenset({kind})
