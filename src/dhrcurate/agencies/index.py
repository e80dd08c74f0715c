"""The index of a register: every name of every body taken apart once, and found again by its rarest words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from dhrcurate.agencies import kinds
from dhrcurate.agencies.geography import Places
from dhrcurate.agencies.lexicon import DIRECTIONS, FILLERS, QUALIFIERS, bag
from dhrcurate.agencies.normalise import acronyms, fold, words
from dhrcurate.agencies.spelling import Vocabulary
from dhrcurate.domain.agency import Agency

if TYPE_CHECKING:
    from dhrcurate.agencies.comparison import Fit
    from dhrcurate.agencies.query import Query

MIN_BODIES = 2000
"""Rarity is counted as if a register held this many bodies at least: in a small one every word is rare."""


class Source(IntEnum):
    """Which of a body's names a form is, the most telling first."""

    NAME = 0
    ALIAS = 1
    ACRONYM = 2
    SITE = 3
    INITIALS = 4


@dataclass(slots=True)
class Form:
    """One name of a body, taken apart.

    Attributes:
        body: The body's place in the register.
        label: The name as the register writes it.
        source: Which of the body's names it is.
        tokens: Its words without those that only say the kind.
        has: The families of the body.
        kind_words: The words that were set aside.
        since: From when the body bore it.
        until: Until when the body bore it.
        weights: How much each token tells, filled in once all forms are known.
        total: Their sum.
    """

    body: int
    label: str
    source: Source
    tokens: tuple[str, ...]
    has: frozenset[str]
    kind_words: frozenset[str]
    since: str | None = None
    until: str | None = None
    weights: tuple[float, ...] = ()
    total: float = 0.0


class Exact:
    """Every name, alias, acronym and site by its folded spelling."""

    def __init__(self, agencies: Sequence[Agency], known: Sequence[Sequence[Agency]]) -> None:
        self._at: dict[str, list[tuple[Source, int, str]]] = {}
        for body, agency in enumerate(agencies):
            self._note(agency, body)
            for facts in known[body] if known else ():
                self._note(facts, body, as_name=Source.ALIAS)

    def _note(self, agency: Agency, body: int, as_name: Source = Source.NAME) -> None:
        self._add(agency.name, as_name, body)
        for alias in agency.aliases:
            self._add(alias.name, _alias_source(alias.name), body)
        for acronym in agency.acronyms:
            self._add(acronym, Source.ACRONYM, body)
        for site in agency.sites:
            self._add(site, Source.SITE, body)

    def _add(self, name: str, source: Source, body: int) -> None:
        key = fold(name).removeprefix("the ")
        hits = self._at.setdefault(key, [])
        if all(hit[1] != body for hit in hits):
            hits.append((source, body, name))

    def names(self) -> Iterable[str]:
        """Every folded name."""
        return self._at.keys()

    def find(self, key: str) -> list[tuple[Source, int, str]]:
        """The bodies that bear exactly this folded name: how, which, and the name as the register writes it."""
        return sorted(self._at.get(key.removeprefix("the "), ()))


class Index:
    """The forms of a register's bodies, and where each token occurs in them."""

    def __init__(self, agencies: Sequence[Agency], places: Places, known: Sequence[Sequence[Agency]] = ()) -> None:
        self.forms: list[Form] = []
        # What depends on the written name alone is remembered here, for every record that has the name.
        self.parsed: dict[str, Query] = {}
        self.searched: dict[str, list[Fit]] = {}
        self.families: list[frozenset[str]] = []
        self.cores: list[str] = []
        self.national: list[bool] = []
        self.place_tokens = places.tokens()
        self._place_aliases = places.aliases()
        for body, agency in enumerate(agencies):
            self._add_body(body, agency, known[body] if known else ())
        self.postings: dict[str, list[int]] = {}
        self._weigh(len(agencies))
        self.vocabulary = Vocabulary(self.postings, self.place_tokens)
        self.neighbours = self._neighbours()
        self.joined = {
            left + right: (left, right) for left, right in self.neighbours if left + right not in self.postings
        }
        self.by_family: dict[str, list[int]] = {}
        for body, families in enumerate(self.families):
            for family in families:
                self.by_family.setdefault(family, []).append(body)

    def _add_body(self, body: int, agency: Agency, known: Sequence[Agency]) -> None:
        tokens = words(agency.name)
        found = kinds.find(tokens)
        has = kinds.of_body(agency.kind, kinds.settled({family for _, _, family in found}))
        self.families.append(has)
        self.cores.append("")
        self.national.append(not agency.areas and self.place_tokens.isdisjoint(tokens))
        seen: set[tuple[str, ...]] = set()
        for label, source, since, until in _labels(agency, known):
            form = _form(body, label, source, has)
            if source is Source.NAME:
                self.cores[body] = " ".join(form.tokens)
            if form.tokens in seen and source is not Source.NAME:
                continue
            seen.add(form.tokens)
            form.since, form.until = since, until
            self.forms.append(form)
            for other in self._elsewise(form):
                if other.tokens not in seen:
                    seen.add(other.tokens)
                    self.forms.append(other)
        for label in (agency.name, *(alias.name for alias in agency.aliases)):
            for short in initials(label, has, self.cores[body] if label is agency.name else None):
                if (short,) not in seen:
                    seen.add((short,))
                    self.forms.append(Form(body, label, Source.INITIALS, (short,), has, frozenset()))

    def _elsewise(self, form: Form) -> Iterator[Form]:
        """The form with another name of the place that it is about."""
        for tokens in self._place_aliases.get(" ".join(form.tokens), ()):
            yield replace(form, tokens=tokens, source=max(form.source, Source.ALIAS))

    def _weigh(self, bodies: int) -> None:
        """Sets every token's weight by the number of bodies in whose names it occurs: 1 where it is one body's own."""
        frequency: dict[str, int] = {}
        last: dict[str, int] = {}
        for at, form in enumerate(self.forms):
            for token in form.tokens:
                self.postings.setdefault(token, []).append(at)
                if last.get(token) != form.body:
                    last[token] = form.body
                    frequency[token] = frequency.get(token, 0) + 1
        scale = math.log(max(bodies, MIN_BODIES))
        self.weight = {token: _weight(token, count, scale) for token, count in frequency.items()}
        for form in self.forms:
            form.weights = tuple(self.weight[token] for token in form.tokens)
            form.total = sum(form.weights)
        self.scale = [1 / math.sqrt(0.3 + form.total) for form in self.forms]

    def _neighbours(self) -> set[tuple[str, str]]:
        """The words that stand side by side in some name, for words that are written as one or as two ("ryehill")."""
        return {
            pair
            for form in self.forms
            if form.source is not Source.INITIALS
            for pair in zip(form.tokens, form.tokens[1:], strict=False)
        }


def _alias_source(name: str) -> Source:
    """An alias of a few capitals is a short form, wherever the register lists it."""
    return Source.ACRONYM if len(name) < 8 and acronyms(name) == {name.lower()} else Source.ALIAS


def _labels(agency: Agency, known: Sequence[Agency]) -> Iterator[tuple[str, Source, str | None, str | None]]:
    yield agency.name, Source.NAME, None, None
    for facts in (agency, *known):
        if facts is not agency:
            yield facts.name, Source.ALIAS, None, None
        for alias in facts.aliases:
            yield alias.name, _alias_source(alias.name), alias.since, alias.until
        for acronym in facts.acronyms:
            yield acronym, Source.ACRONYM, None, None
        for site in facts.sites:
            yield site, Source.SITE, None, None


_COUNCIL_WORDS = bag("city borough county district metropolitan unitary")
"""What a council's title says of its rank and never of its place."""


def _form(body: int, label: str, source: Source, has: frozenset[str]) -> Form:
    if source is Source.ACRONYM:
        return Form(body, label, source, (fold(label).replace(" ", ""),), has, frozenset())
    tokens = words(label)
    aside: set[int] = set()
    for start, end, family in kinds.find(tokens):
        if kinds.consumed(family, has):
            aside.update(range(start, end))
    if has & kinds.COUNCILS:
        aside.update(at for at, token in enumerate(tokens) if token in _COUNCIL_WORDS)
    content = tuple(dict.fromkeys(token for at, token in enumerate(tokens) if at not in aside))
    if not content:
        return Form(body, label, source, tuple(dict.fromkeys(tokens)) or (fold(label),), has, frozenset())
    return Form(body, label, source, content, has, frozenset(tokens[at] for at in aside))


def _weight(token: str, count: int, scale: float) -> float:
    weight = max(0.2, 1 - math.log(count) / scale)
    if token in DIRECTIONS:
        return max(weight, 0.55)
    if token in QUALIFIERS:
        return min(weight, 0.3)
    return weight


_SHORT_KINDS = {
    "police": ("p",),
    "fire": ("fs", "frs"),
    "ambulance": ("as", "ast"),
    "ccg": ("ccg",),
    "icb": ("icb",),
    "pct": ("pct",),
    "crc": ("crc",),
    "csp": ("csp", "cdrp"),
    "probation-trust": ("p", "pt"),
    "county-council": ("c", "cc"),
    "borough-council": ("bc",),
    "district-council": ("dc",),
    "city-council": ("cc",),
    "metropolitan-council": ("c", "bc", "mbc", "mdc"),
    "health-board": ("hb", "uhb", "lhb"),
}
"""How the kind of a body is shortened behind the initials of its place."""


def initials(name: str, has: frozenset[str], core: str | None = None) -> set[str]:
    """The short forms that the first letters of a name make, three letters or more, in lower case.

    With and without "of", and for trusts with and without "NHS", "Foundation" and "Trust", the last also as "Tr".

    Args:
        name: The name.
        has: The body's families, whose kinds have short forms of their own.
        core: The place in the name, where its initials may stand before such a short form.
    """
    short = _plain_initials(name)
    if core is not None:
        base = "".join(token[0] for token in core.split())
        if len(base) > 1:
            short.update(base + tail for family in has for tail in _SHORT_KINDS.get(family, ()))
    return {word for word in short if 3 <= len(word) <= 9}


def _plain_initials(name: str) -> set[str]:
    tokens = fold(name).split()
    if len(tokens) < 3 or len(tokens) > 14:
        return set()
    small = FILLERS - {"of"}
    short: set[str] = set()
    for left_out in (small, FILLERS):
        row = [token for token in tokens if token not in left_out]
        if not row:
            continue
        short.add("".join(token[0] for token in row))
        if row[-1] != "trust":
            continue
        core = [token for token in row if token not in {"nhs", "foundation", "trust"}]
        base = "".join(token[0] for token in core)
        short.update(base + tail for tail in ("", "t", "ft", "nt", "nft", "nhst", "nhsft", "tr"))
    return short
