"""Stage 2, the reference: a register indexed for matching.

In: a register. Out: its agencies by exact name, by words, by place and by succession. Agencies are told by their
position in the register.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from weakref import proxy

from dhrcurate.agencies import kinds
from dhrcurate.agencies.bodies import Bodies
from dhrcurate.agencies.coverage import Coverage, adjacent_words
from dhrcurate.agencies.facts import facts_for
from dhrcurate.agencies.index import ExactNames, Index, Source
from dhrcurate.agencies.letters import Letters
from dhrcurate.agencies.mentions import Mentions
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.places import Places, place_key
from dhrcurate.agencies.register import Register
from dhrcurate.domain.agency import NO_BODIES, Agency

CACHED_PLACES = 2048
"""The most places for which the agencies of some families are cached; they depend on the register alone."""

MOST_AREAS = 64
"""The most areas for which it is cached which agencies serve them: a library's records come area by area."""


def _tells_only(tokens: list[str], families: frozenset[str]) -> bool:
    """True if the words of a name are one phrase for a kind of some families."""
    return any((start, end) == (0, len(tokens)) and one in families for start, end, one in kinds.find_phrases(tokens))


class Reference:
    """A register indexed for matching; each part is made on first use.

    An agency serves a place if one of its areas, or lacking those the place in its name, is that place or holds it; a
    wider place is served in part.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._around: dict[str, dict[str, int]] = {}
        self._place_keys: dict[int, frozenset[str]] = {}
        self._bearing: dict[str, Sequence[int]] = {}
        self._holders: dict[int, frozenset[str]] = {}
        self._near: dict[str, dict[int, bool | None]] = {}
        self._serving = lru_cache(CACHED_PLACES)(partial(Reference._find_serving, proxy(self)))
        self._within = lru_cache(CACHED_PLACES)(partial(Reference._find_within, proxy(self)))

    @cached_property
    def agencies(self) -> Sequence[Agency]:
        """The agencies, in the order of the register."""
        return tuple(self.register.agencies)

    @cached_property
    def facts(self) -> list[tuple[Agency, ...]]:
        """Further facts about each agency; empty where the register is complete by itself."""
        return facts_for(self.agencies, self.register.known)

    @cached_property
    def exact(self) -> ExactNames:
        """The agencies by the exact spelling of each of their names."""
        return ExactNames(self.agencies, self.facts)

    @cached_property
    def places(self) -> Places:
        """The geography."""
        return Places(self.register.areas)

    @cached_property
    def place_tokens(self) -> frozenset[str]:
        """The words of the geography."""
        return self.places.tokens()

    @cached_property
    def bodies(self) -> Bodies:
        """What each agency is."""
        return Bodies(self.agencies, self.place_tokens)

    @cached_property
    def index(self) -> Index:
        """The names taken apart, and found by their words."""
        return Index(self.agencies, self.places, self.bodies, self.facts)

    @cached_property
    def coverage(self) -> Coverage:
        """The words that no name of the register has together."""
        return Coverage(self.index)

    @cached_property
    def adjacent_words(self) -> frozenset[tuple[str, str]]:
        """The pairs of words that stand next to each other in some name."""
        return adjacent_words(self.agencies)

    @cached_property
    def letters(self) -> Letters:
        """The names by their letters."""
        return Letters(self.index.forms)

    @cached_property
    def mentions(self) -> Mentions:
        """The finder of names in running text."""
        return Mentions(self.agencies, self.exact)

    def having(self, text: str) -> set[int]:
        """Return the agencies with a name or a site that is exactly this text, or else with such initials."""
        key = fold(text)
        found = {hit[1] for hit in self.exact.find(key)}
        if not found and " " not in key:
            forms = (self.index.forms[at] for at in self.index.postings.get(key, ()))
            found = {form.position for form in forms if form.source is Source.INITIALS}
        return found

    def begins_another(self, text: str, position: int | None = None) -> bool:
        """True if a text is the beginning, to the end of a word, of a body's name, other than that of one position."""
        start = f"{fold(text)} "
        at = bisect_left(self._sorted_names, start)
        while at < len(self._sorted_names) and self._sorted_names[at].startswith(start):
            others = {hit[1] for hit in self.exact.find(self._sorted_names[at])} - {position}
            if any(self.agencies[other].kind not in NO_BODIES for other in others):
                return True
            at += 1
        return False

    @cached_property
    def _sorted_names(self) -> Sequence[str]:
        return sorted(self.exact.names())

    def bearing(self, short: str) -> Sequence[int]:
        """Return the agencies with a name that begins or ends with a folded shorter one, each once."""
        found = self._bearing.get(short)
        if found is None:
            names = (each for each in self.exact.names() if each.endswith(f" {short}") or each.startswith(f"{short} "))
            hits = (hit for name in names for hit in self.exact.find(name))
            found = self._bearing[short] = tuple(dict.fromkeys(at for kind, at, _ in hits if kind <= Source.ALIAS))
        return found

    @cached_property
    def national_probation(self) -> Sequence[int]:
        """The probation services of the whole country: their names tell nothing but that."""
        return [
            position
            for position, agency in enumerate(self.agencies)
            if agency.kind == "probation" and _tells_only(words(agency.name), kinds.PROBATION)
        ]

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The position of each agency, by its name."""
        return {agency.name: position for position, agency in enumerate(self.agencies)}

    @cached_property
    def successors(self) -> Mapping[int, Sequence[int]]:
        """The direct successors of each agency that has some."""
        positions = self.positions
        return {
            position: [positions[name] for name in agency.successors if name in positions]
            for position, agency in enumerate(self.agencies)
            if agency.successors
        }

    @cached_property
    def predecessors(self) -> Mapping[int, Sequence[int]]:
        """The direct predecessors of each agency that has some."""
        found: dict[int, list[int]] = {}
        for position, successors in self.successors.items():
            for successor in successors:
                found.setdefault(successor, []).append(position)
        return found

    @cached_property
    def districts(self) -> frozenset[int]:
        """The councils below a county council: those in a county, with no safeguarding board of their own place."""
        boards: set[str] = set()
        counties: set[str] = set()
        for position, agency in enumerate(self.agencies):
            if agency.kind in {"safeguarding-board", "wellbeing-board"}:
                boards |= self.places_served(position)
        for position in self.bodies.by_family.get("county-council", ()):
            counties |= self.places_served(position)
        return frozenset(
            position
            for position, agency in enumerate(self.agencies)
            if agency.kind == "council"
            and (own := self.places_served(position))
            and own.isdisjoint(boards | counties)
            and any(wider in counties for place in own for wider in self.places.containing(place))
        )

    @cached_property
    def _by_place(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for position in range(len(self.agencies)):
            for key in self.places_served(position):
                found.setdefault(key, []).append(position)
        return found

    def places_served(self, position: int) -> frozenset[str]:
        """Return the keys of the places that an agency serves as a whole."""
        keys = self._place_keys.get(position)
        if keys is None:
            keys = self._place_keys[position] = frozenset(self._find_places_served(position))
        return keys

    def _find_places_served(self, position: int) -> set[str]:
        keys = {self.places.canonical(place_key(area)) for area in self.agencies[position].areas}
        if not keys and self.bodies.families(position) and self.bodies.core(position):
            keys.add(self.places.canonical(self.bodies.core(position)))
        return keys

    def around(self, csp: str) -> Mapping[str, int]:
        """Return the place that a partnership or area is named for and all that hold it, with the steps to each."""
        steps = self._around.get(csp)
        if steps is None:
            steps = self._around[csp] = self._find_around(csp)
        return steps

    def _find_around(self, csp: str) -> dict[str, int]:
        steps: dict[str, int] = {}
        for key in self._places_of(csp):
            for wider, count in self.places.containing(key).items():
                steps[wider] = min(count, steps.get(wider, count))
        # Without geography, the areas of the partnership's own entry may still tell its police force or county.
        for position in self.bodies.by_family.get("csp", ()):
            if self.bodies.core(position) in steps:
                for area in self.agencies[position].areas:
                    for wider, count in self.places.containing(place_key(area)).items():
                        steps.setdefault(wider, count + 1)
        return steps

    def _places_of(self, csp: str) -> list[str]:
        key = place_key(csp)
        if self.places.is_known(key):
            return [self.places.canonical(key)]
        for _, position, _ in self.exact.find(fold(csp)):
            if keys := self.places_served(position):
                return sorted(keys)
        tokens = words(csp)
        phrases = [(start, end) for start, end, family in kinds.find_phrases(tokens) if family == "csp"]
        core = [token for at, token in enumerate(tokens) if not any(start <= at < end for start, end in phrases)]
        if self.places.is_known(" ".join(core)):
            return [self.places.canonical(" ".join(core))]
        return [place for _, _, place in self.places.named_in(core)] or [" ".join(core)]

    def serves(self, position: int, around: Mapping[str, int]) -> bool | None:
        """Return whether an agency serves a place, one that holds it, or one within it; `None` if bound to no place.

        Args:
            position: The agency.
            around: The place and those that hold it, as `around` returns them.
        """
        if self.bodies.is_national(position):
            return None
        keys = self.places_served(position)
        if not keys:
            return None
        if not keys.isdisjoint(around):
            return True
        holders = self.holders(position)  # a county's review is about its districts
        return any(steps == 0 and place in holders for place, steps in around.items())

    def holders(self, position: int) -> frozenset[str]:
        """Return the keys of the places that an agency serves as a whole, and of every place that holds one of them."""
        found = self._holders.get(position)
        if found is None:
            found = self._holders[position] = frozenset(
                wider for key in self.places_served(position) for wider in self.places.containing(key)
            )
        return found

    def within(self, places: frozenset[str], family: str) -> Sequence[int]:
        """Return the agencies of a family that serve one of some places, or a place within it."""
        return self._within(places, family)

    def _find_within(self, places: frozenset[str], family: str) -> Sequence[int]:
        return tuple(at for at in self.bodies.by_family.get(family, ()) if not places.isdisjoint(self.holders(at)))

    def serves_area(self, position: int, csp: str) -> bool | None:
        """Return what `serves` does for the place that a partnership or area is named for and those that hold it."""
        near = self._near.get(csp)
        if near is None:
            if len(self._near) >= MOST_AREAS:
                self._near.clear()
            near = self._near[csp] = {}
        if position not in near:
            near[position] = self.serves(position, self.around(csp))
        return near[position]

    def serving(self, around: Mapping[str, int], families: Iterable[str]) -> Sequence[tuple[int, int]]:
        """Return the agencies of some families that serve a place: the steps from the place, and the agency."""
        return self._serving(tuple(around.items()), frozenset(families))

    def _find_serving(self, around: tuple[tuple[str, int], ...], wanted: frozenset[str]) -> Sequence[tuple[int, int]]:
        found: dict[int, int] = {}
        for key, steps in around:
            for position in self._by_place.get(key, ()):
                if self.bodies.families(position) & wanted:
                    found[position] = min(steps, found.get(position, steps))
        return tuple(sorted((steps, position) for position, steps in found.items()))
