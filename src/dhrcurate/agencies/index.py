"""The register's names, each taken apart once: by their exact spelling, and by their words for the search."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from dhrcurate.agencies import kinds
from dhrcurate.agencies.bodies import Bodies, content_words
from dhrcurate.agencies.lexicon import DIRECTIONS, FILLERS, QUALIFIERS
from dhrcurate.agencies.normalise import acronyms, fold, words
from dhrcurate.agencies.places import Places
from dhrcurate.agencies.spelling import Vocabulary
from dhrcurate.domain.agency import Agency, Interval
from dhrcurate.domain.word_sets import word_set

MIN_AGENCIES = 2000
"""Rarity is measured as if a register held at least this many agencies: in a small one every word is rare."""


class Source(IntEnum):
    """Which of an agency's names a form is, the strongest evidence first."""

    NAME = 0
    ALIAS = 1
    ACRONYM = 2
    SITE = 3
    INITIALS = 4


Hit = tuple[Source, int, str]
"""How an agency has a name, its position in the register, and the name as the register spells it."""


@dataclass(slots=True)
class Form:
    """One name of an agency, taken apart.

    Attributes:
        position: The agency's position in the register.
        label: The name as the register spells it.
        source: Which of the agency's names it is.
        tokens: Its words without those that only tell the kind.
        families: The families of the agency.
        kind_words: The words that only tell the kind.
        since: The date from which the agency had this name.
        until: The date until which the agency had this name.
        weights: The weight of each token, set once all forms are known.
        total_weight: The sum of the weights.
    """

    position: int
    label: str
    source: Source
    tokens: tuple[str, ...]
    families: frozenset[str]
    kind_words: frozenset[str]
    since: str | None = None
    until: str | None = None
    weights: tuple[float, ...] = ()
    total_weight: float = 0.0


class ExactNames:
    """Every name, alias, acronym and site by its folded spelling.

    Args:
        agencies: The register's agencies.
        facts: Further facts about each agency; empty where there are none.
    """

    def __init__(self, agencies: Sequence[Agency], facts: Sequence[Sequence[Agency]]) -> None:
        self._hits: dict[str, list[Hit]] = {}
        self._bare_sites: dict[str, list[Hit]] = {}
        self._site_dates: dict[tuple[str, int], tuple[str | None, str | None]] = {}
        self._common_nouns: dict[str, set[int]] = {}
        for position, agency in enumerate(agencies):
            self._add_names(agency, position)
            for fact in facts[position] if facts else ():
                self._add_names(fact, position, name_source=Source.ALIAS)
            if agency.kind in _OF_ANY_WORDS:
                self._note_common_nouns(agency, position)

    def _add_names(self, agency: Agency, position: int, name_source: Source = Source.NAME) -> None:
        self._add(agency.name, name_source, position)
        for alias in agency.aliases:
            self._add(alias.name, _alias_source(alias.name), position)
        for acronym in agency.acronyms:
            self._add(acronym, Source.ACRONYM, position)
        for site in agency.sites:
            self._add(site.name, Source.SITE, position)
            bare = _without_place(site.name)
            if bare is not None:
                hits = self._bare_sites.setdefault(fold(bare), [])
                if all(hit[1] != position for hit in hits):
                    hits.append((Source.SITE, position, site.name))
            if site.since or site.until:
                self._site_dates[site.name, position] = (site.since, site.until)

    def _add(self, name: str, source: Source, position: int) -> None:
        key = fold(name).removeprefix("the ")
        hits = self._hits.setdefault(key, [])
        if all(hit[1] != position for hit in hits):
            hits.append((source, position, name))

    def _note_common_nouns(self, agency: Agency, position: int) -> None:
        names = (agency.name, *(alias.name for alias in agency.aliases))
        listed = {fold(name) for name in names}
        for name in names:
            if name.isalpha() and name[1:].islower() and f"the {fold(name)}" not in listed:
                self._common_nouns.setdefault(fold(name), set()).add(position)

    def had_site(self, hit: Hit, on: Interval | None) -> bool:
        """True unless an agency had the site that it was found by at another time only."""
        dates = self._site_dates.get((hit[2], hit[1])) if hit[0] is Source.SITE else None
        return on is None or dates is None or on.overlaps(*dates)

    def find_bare_sites(self, key: str) -> list[Hit]:
        """Return the agencies with a site of this folded name that the register holds with its place.

        "Oakfield Hospital Exampleton" is "Oakfield Hospital" near there.
        """
        return self._bare_sites.get(key.removeprefix("the "), [])

    def names(self) -> Iterable[str]:
        """Return every folded name."""
        return self._hits.keys()

    def find(self, key: str) -> list[Hit]:
        """Return the agencies with exactly this folded name, the strongest evidence first."""
        bare = key.removeprefix("the ")
        hits = self._hits.get(bare)
        if hits is None:
            return []
        hits = sorted(hits) if len(hits) > 1 else [*hits]
        if bare != key and (nouns := self._common_nouns.get(bare)):
            return [hit for hit in hits if hit[1] not in nouns]  # "the refuge" is one of many, "Refuge" is a charity
        return hits


class Index:
    """The forms of a register's agencies, and an inverted index of their tokens.

    Args:
        agencies: The register's agencies.
        places: The geography.
        bodies: What each agency is.
        facts: Further facts about each agency; empty where there are none.

    Attributes:
        forms: Every name of every agency, taken apart.
        bodies: What each agency is.
        place_tokens: The words of the geography.
        postings: The positions of the forms that hold each token.
        weight: Each token's weight: the rarer, the nearer to 1.
        length_factor: For each form, the factor by which its matching weights count, as long names match easily.
        vocabulary: The register's words, to find similar ones.
        adjacent: Pairs of words that are adjacent in some name.
        compounds: Words that are written as one for such a pair ("ryehill"), with the pair.
    """

    def __init__(
        self, agencies: Sequence[Agency], places: Places, bodies: Bodies, facts: Sequence[Sequence[Agency]] = ()
    ) -> None:
        self.forms: list[Form] = []
        self.bodies = bodies
        self.place_tokens = places.tokens()
        self._place_aliases = places.aliases()
        for position, agency in enumerate(agencies):
            self._add_agency(position, agency, facts[position] if facts else ())
        self.postings: dict[str, list[int]] = {}
        self._holding: dict[str, frozenset[int]] = {}
        self._weigh(len(agencies))
        self.vocabulary = Vocabulary(self.postings, self.place_tokens)
        self.adjacent = self._adjacent()
        self.compounds = {
            left + right: (left, right) for left, right in self.adjacent if left + right not in self.postings
        }

    def holding(self, token: str) -> frozenset[int]:
        """Return the positions of the forms that hold a token, to look them up."""
        found = self._holding.get(token)
        if found is None:
            found = self._holding[token] = frozenset(self.postings.get(token, ()))
        return found

    def _add_agency(self, position: int, agency: Agency, facts: Sequence[Agency]) -> None:
        families = self.bodies.families(position)
        seen: set[tuple[str, ...]] = set()
        for label, source, since, until in _labels(agency, facts):
            form = _form(position, label, source, families)
            if form.tokens in seen and source is not Source.NAME:
                continue
            seen.add(form.tokens)
            form.since, form.until = since, until
            if source is Source.ALIAS and "department" in families and not _OFFICES.isdisjoint(form.kind_words):
                continue  # what a minister is for is the task of others too: only the whole office is a name
            self.forms.append(form)
            for other in self._with_place_aliases(form):
                if other.tokens not in seen:
                    seen.add(other.tokens)
                    self.forms.append(other)
        for label in (agency.name, *(alias.name for alias in agency.aliases)):
            for short in initials(label, families, self.bodies.core(position) if label is agency.name else None):
                if (short,) not in seen:
                    seen.add((short,))
                    self.forms.append(Form(position, label, Source.INITIALS, (short,), families, frozenset()))

    def _with_place_aliases(self, form: Form) -> Iterator[Form]:
        """Yield the form with each other name of the place that it consists of."""
        for tokens in self._place_aliases.get(" ".join(form.tokens), ()):
            yield replace(form, tokens=tokens, source=max(form.source, Source.ALIAS))

    def _weigh(self, agencies: int) -> None:
        """Set every token's weight by the number of agencies with it in their names: 1 if only one agency has it."""
        frequency: dict[str, int] = {}
        last: dict[str, int] = {}
        for at, form in enumerate(self.forms):
            for token in form.tokens:
                self.postings.setdefault(token, []).append(at)
                if last.get(token) != form.position:
                    last[token] = form.position
                    frequency[token] = frequency.get(token, 0) + 1
        scale = math.log(max(agencies, MIN_AGENCIES))
        self.weight = {token: _weight(token, count, scale) for token, count in frequency.items()}
        for form in self.forms:
            form.weights = tuple(self.weight[token] for token in form.tokens)
            form.total_weight = sum(form.weights)
        self.length_factor = [1 / math.sqrt(0.3 + form.total_weight) for form in self.forms]

    def _adjacent(self) -> set[tuple[str, str]]:
        return {
            pair
            for form in self.forms
            if form.source is not Source.INITIALS
            for pair in zip(form.tokens, form.tokens[1:], strict=False)
        }


def _alias_source(name: str) -> Source:
    """Return `ACRONYM` for an alias of a few capitals, wherever the register lists it."""
    return Source.ACRONYM if len(name) < 8 and acronyms(name) == {name.lower()} else Source.ALIAS


_OF_ANY_WORDS = word_set("charity company health-provider housing housing-association membership support-service")
"""Kinds of agencies that a common noun may be the name of: with "the" it is not, unless it is listed so."""

_OFFICES = word_set("minister secretary")
_BUILDING = word_set("hospital hospitals infirmary")
_TOO_GENERAL = word_set("the hospital hospitals community cottage general")


def _without_place(site: str) -> str | None:
    """Return the name of a hospital without the place after it, as it is written near there; `None` if it has none."""
    row = site.replace(",", "").split()
    at = next((at for at, word in enumerate(row) if word.lower() in _BUILDING), None)
    if at is None or not 0 < at < len(row) - 1 or not kinds.WORDS.isdisjoint(words(" ".join(row[at + 1 :]))):
        return None
    return None if _TOO_GENERAL.issuperset(fold(" ".join(row[:at])).split()) else " ".join(row[: at + 1])


def _labels(agency: Agency, facts: Sequence[Agency]) -> Iterator[tuple[str, Source, str | None, str | None]]:
    yield agency.name, Source.NAME, None, None
    for entry in (agency, *facts):
        if entry is not agency:
            yield entry.name, Source.ALIAS, None, None
        for alias in entry.aliases:
            yield alias.name, _alias_source(alias.name), alias.since, alias.until
        for acronym in entry.acronyms:
            yield acronym, Source.ACRONYM, None, None
        for site in entry.sites:
            yield site.name, Source.SITE, site.since, site.until


def _form(position: int, label: str, source: Source, families: frozenset[str]) -> Form:
    if source is Source.ACRONYM:
        return Form(position, label, source, (fold(label).replace(" ", ""),), families, frozenset())
    content, kind_words = content_words(label, families)
    return Form(position, label, source, content, families, kind_words)


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
"""How the kind of an agency is abbreviated after the initials of its place."""


def initials(name: str, families: frozenset[str], core: str | None = None) -> set[str]:
    """Return the short forms made of the first letters of a name, three letters or more, in lower case.

    They are with and without "of", and for trusts with and without "NHS", "Foundation" and "Trust", the last also as
    "Tr".

    Args:
        name: The name.
        families: The agency's families, whose kinds have abbreviations of their own.
        core: The place in the name, if its initials may be followed by such an abbreviation.
    """
    short = _plain_initials(name)
    if core is not None:
        base = "".join(token[0] for token in core.split())
        if len(base) > 1:
            short.update(base + tail for family in families for tail in _SHORT_KINDS.get(family, ()))
    return {word for word in short if 3 <= len(word) <= 9}


def _plain_initials(name: str) -> set[str]:
    tokens = fold(name).split()
    if len(tokens) < 3 or len(tokens) > 14:
        return set()
    small = FILLERS - {"of"}
    short: set[str] = set()
    for ignored in (small, FILLERS):
        row = [token for token in tokens if token not in ignored]
        if not row:
            continue
        short.add("".join(token[0] for token in row))
        if row[-1] != "trust":
            continue
        core = [token for token in row if token not in {"nhs", "foundation", "trust"}]
        base = "".join(token[0] for token in core)
        short.update(base + tail for tail in ("", "t", "ft", "nt", "nft", "nhst", "nhsft", "tr"))
    return short
