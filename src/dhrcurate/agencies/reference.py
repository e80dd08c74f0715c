"""The ground that a register covers: its names, its words, its places, and which bodies serve them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from dhrcurate.agencies import kinds
from dhrcurate.agencies.facts import facts_for
from dhrcurate.agencies.geography import Places, place_key
from dhrcurate.agencies.index import Exact, Index
from dhrcurate.agencies.mentions import Mentions
from dhrcurate.agencies.normalise import fold, words
from dhrcurate.agencies.register import Register
from dhrcurate.domain.agency import Agency


class Reference:
    """Everything that a register tells, each part made when it is first needed.

    A body serves a place where one of its areas, or lacking those the place in its name, is that place or holds it.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self._steps: dict[str, dict[str, int]] = {}
        self._keys: dict[int, frozenset[str]] = {}

    @cached_property
    def agencies(self) -> Sequence[Agency]:
        """The bodies."""
        return tuple(self.register.agencies)

    @cached_property
    def facts(self) -> list[tuple[Agency, ...]]:
        """What is known elsewhere of each body; empty where the register is whole by itself."""
        return facts_for(self.agencies, self.register.known)

    @cached_property
    def exact(self) -> Exact:
        """Every name as it is spelt."""
        return Exact(self.agencies, self.facts)

    @cached_property
    def places(self) -> Places:
        """The geography."""
        return Places(self.register.areas)

    @cached_property
    def index(self) -> Index:
        """Every name taken apart."""
        return Index(self.agencies, self.places, self.facts)

    @cached_property
    def mentions(self) -> Mentions:
        """What finds names in running text."""
        return Mentions(self.agencies, self.exact)

    @cached_property
    def after(self) -> Mapping[str, list[int]]:
        """The bodies that took over from one, by its name."""
        at = {agency.name: body for body, agency in enumerate(self.agencies)}
        return {a.name: [at[name] for name in a.successors if name in at] for a in self.agencies if a.successors}

    @cached_property
    def before(self) -> Mapping[str, list[int]]:
        """The bodies that one took over from, by its name."""
        found: dict[str, list[int]] = {}
        for body, agency in enumerate(self.agencies):
            for name in agency.successors:
                found.setdefault(name, []).append(body)
        return found

    @cached_property
    def _by_place(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for body in range(len(self.agencies)):
            for key in self.keys(body):
                found.setdefault(key, []).append(body)
        return found

    def keys(self, body: int) -> frozenset[str]:
        """The keys of the places that a body serves as a whole."""
        keys = self._keys.get(body)
        if keys is None:
            keys = self._keys[body] = frozenset(self._keys_of(body))
        return keys

    def _keys_of(self, body: int) -> set[str]:
        keys = {self.places.canonical(place_key(area)) for area in self.agencies[body].areas}
        if not keys and self.index.families[body] and self.index.cores[body]:
            keys.add(self.places.canonical(self.index.cores[body]))
        return keys

    def around(self, csp: str) -> dict[str, int]:
        """The place that a partnership or an area's name means and all that holds it, with the steps to each."""
        steps = self._steps.get(csp)
        if steps is None:
            steps = self._steps[csp] = self._around(csp)
        return steps

    def _around(self, csp: str) -> dict[str, int]:
        steps: dict[str, int] = {}
        for key in self._places_of(csp):
            for wider, count in self.places.closure(key).items():
                steps[wider] = min(count, steps.get(wider, count))
        # A register without geography may still tell a partnership's force or county by its areas.
        for body in self.index.by_family.get("csp", ()):
            if self.index.cores[body] in steps:
                for area in self.agencies[body].areas:
                    for wider, count in self.places.closure(place_key(area)).items():
                        steps.setdefault(wider, count + 1)
        return steps

    def _places_of(self, csp: str) -> list[str]:
        key = place_key(csp)
        if self.places.known(key):
            return [self.places.canonical(key)]
        for _, body, _ in self.exact.find(fold(csp)):
            if areas := self.keys(body):
                return sorted(areas)
        row = words(csp)
        aside = {at for start, end, family in kinds.find(row) if family == "csp" for at in range(start, end)}
        core = [token for at, token in enumerate(row) if at not in aside]
        if self.places.known(" ".join(core)):
            return [self.places.canonical(" ".join(core))]
        return [place for _, _, place in self.places.named_in(core)] or [" ".join(core)]

    def serves(self, body: int, around: Mapping[str, int]) -> bool | None:
        """Whether a body serves a place or one that holds it; `None` where it is not bound to any place."""
        if self.index.national[body]:
            return None
        keys = self.keys(body)
        if not keys:
            return None
        return not keys.isdisjoint(around)

    def serving(self, around: Mapping[str, int], families: Iterable[str]) -> list[tuple[int, int]]:
        """The bodies of some families that serve a place: the steps from the place to the body's, and the body."""
        wanted = frozenset(families)
        found: dict[int, int] = {}
        for key, steps in around.items():
            for body in self._by_place.get(key, ()):
                if self.index.families[body] & wanted:
                    found[body] = min(steps, found.get(body, steps))
        return sorted((steps, body) for body, steps in found.items())
