"""A written name taken apart: its words, what each of them costs where a body's name lacks it, its kinds of body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dhrcurate.agencies import kinds
from dhrcurate.agencies.index import Index
from dhrcurate.agencies.lexicon import FUNCTIONS, QUALIFIERS, ROLES
from dhrcurate.agencies.normalise import acronyms, fold, singular, words
from dhrcurate.agencies.spelling import Vocabulary

_FUNCTIONS = frozenset(map(singular, FUNCTIONS))
_ROLES = frozenset(map(singular, ROLES))

REMEMBERED = 20_000
"""How many names are kept taken apart."""

COST_ROLE = 0.04
COST_FUNCTION = 0.09
COST_QUALIFIER = 0.2
COST_KIND = 0.3
COST_ACRONYM = 0.5
COST_UNKNOWN = 0.9


@dataclass(frozen=True, slots=True)
class Query:
    """A written name taken apart.

    Attributes:
        text: The name as written.
        key: The name folded.
        tokens: Its words, each once, in order.
        costs: What each word costs where the compared name lacks it; kind words are not among them.
        total: The sum of the costs.
        place_total: The part of it that known places make.
        kind_words: The words that say the kind of body, and only that.
        asked: The families that the name tells.
        hints: The families that it hints at.
        short: Its words that are written as acronyms.
        near: Words of the register near the written ones: the written word, how much of the weight counts, and how.
    """

    text: str
    key: str
    tokens: tuple[str, ...]
    costs: Mapping[str, float]
    total: float
    place_total: float
    kind_words: frozenset[str]
    asked: frozenset[str]
    hints: frozenset[str]
    short: frozenset[str]
    near: Mapping[str, tuple[tuple[str, float, str], ...]] = field(default_factory=dict)

    @property
    def content(self) -> list[str]:
        """The words that neither say the kind nor name a department or an office."""
        return [token for token in self.tokens if token not in self.kind_words and not is_aside(token)]


def is_aside(token: str) -> bool:
    """Whether a word only names a department, a building or an office."""
    return token in _FUNCTIONS or token in _ROLES


def is_role(token: str) -> bool:
    """Whether a word names an office."""
    return token in _ROLES


def is_function(token: str) -> bool:
    """Whether a word names what a department does."""
    return token in _FUNCTIONS


def parse(text: str, index: Index) -> Query:
    """Takes a written name apart, as the register's words allow; remembered, because a library repeats its names."""
    query = index.parsed.get(text)
    if query is None:
        if len(index.parsed) >= REMEMBERED:
            index.parsed.clear()
        query = index.parsed[text] = _parse(text, index)
    return query


def _parse(text: str, index: Index) -> Query:
    row = _split_joined([_kind_word(token, index) for token in words(text)], index)
    found = kinds.find(row)
    aside: set[int] = set()
    for start, end, family in found:
        if family not in kinds.WORN:
            aside.update(range(start, end))
    families = kinds.settled({family for start, _, family in found if not (family == "department" and start > 0)})
    if row == ["housing"]:
        families = frozenset({"council-service"})  # alone it is a department; in a longer name often a landlord
    if not families and 1 < len(row) < 4 and row[-1] == "secretary":
        families = frozenset({"department"})  # the Home Secretary stands for a department
    if not families - kinds.HINTS and row[:1] in (["safer"], ["safe"]):
        families |= {"csp"}  # the commonest brand: Safer Exampleton, Safe Exampleton Partnership
    short = frozenset(acronyms(text)) | ({row[0]} if len(row) == 1 else frozenset())
    kind_words = frozenset(row[at] for at in aside)
    tokens = tuple(dict.fromkeys(row))
    costs = {token: _cost(token, index, short) for token in tokens if token not in kind_words}
    return Query(
        text=text,
        key=fold(text),
        tokens=tokens,
        costs=costs,
        total=sum(costs.values()),
        place_total=sum(cost for token, cost in costs.items() if token in index.place_tokens),
        kind_words=kind_words,
        asked=families - kinds.HINTS,
        hints=families & kinds.HINTS,
        short=short,
        near=_near(tokens, index),
    )


_KIND_WORDS = Vocabulary(kinds.WORDS)


def _kind_word(token: str, index: Index) -> str:
    """The word for a kind of body that a word no body bears is a slip for ("Polic", "Foudation")."""
    if len(token) < 5 or index.vocabulary.known(token) or token in kinds.WORDS or is_aside(token):
        return token
    slips = [near for near in _KIND_WORDS.near(token) if near.how == "spelling"]
    return max(slips, key=lambda near: near.likeness).token if slips else token


def _split_joined(row: list[str], index: Index) -> list[str]:
    """Divides a word that the register writes as two ("ryehill"), and joins two that it writes as one."""
    parts: list[str] = []
    for token in row:
        if parts and parts[-1] + token in index.weight and (parts[-1], token) not in index.neighbours:
            parts[-1] += token
        else:
            parts.extend(index.joined.get(token, (token,)))
    return parts


def _cost(token: str, index: Index, short: frozenset[str]) -> float:
    if token in short:
        return COST_ACRONYM
    if token in _ROLES:
        return COST_ROLE
    if token in _FUNCTIONS:
        return COST_FUNCTION
    if token in QUALIFIERS:
        return COST_QUALIFIER
    weight = index.weight.get(token)
    return COST_UNKNOWN if weight is None else max(0.5, weight)


def _near(tokens: tuple[str, ...], index: Index) -> dict[str, tuple[tuple[str, float, str], ...]]:
    near: dict[str, list[tuple[str, float, str]]] = {}
    for token in tokens:
        for other in index.vocabulary.near(token):
            near.setdefault(other.token, []).append((token, other.likeness, other.how))
    return {token: tuple(rows) for token, rows in near.items()}
