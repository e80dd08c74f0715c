"""Stage 1, continued: a written name made ready to compare.

In: the name, and the index for what the register's words tell. Out: a `Query` with its words, what each of them costs
if an agency's name lacks it, and the kinds of agency that it names.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from dhrcurate.agencies import kinds
from dhrcurate.agencies.index import Index
from dhrcurate.agencies.lexicon import FUNCTIONS, QUALIFIERS, ROLES
from dhrcurate.agencies.normalise import acronyms, fold, singular, words
from dhrcurate.agencies.spelling import Vocabulary
from dhrcurate.domain.word_sets import word_set

_FUNCTIONS = frozenset(map(singular, FUNCTIONS))
_ROLES = frozenset(map(singular, ROLES))
_KIND_VOCABULARY = Vocabulary(kinds.WORDS)

_RANKS = frozenset({"borough"})
"""Words for the rank of a place that stand for its council where no other body is named."""

_OF_PLACES = word_set(
    "ccg pct icb csp safeguarding-adults safeguarding-children safeguarding-children-partnership safeguarding "
    "wellbeing-board abuse-partnership"
)
"""Families of the bodies that a place has beside its council."""

LONGEST_ACRONYM = 6
"""A longer word in capitals is taken for a word."""

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
        costs: The cost of each word that the compared name lacks; without words that only tell the kind.
        place_cost: The cost of all words of known places together.
        kind_words: The words that only tell the kind.
        families: The families that the name tells.
        hints: The families that it hints at.
        acronyms: Its words that are written as acronyms.
        similar: For words of the register, similar written words: the word, how much of the weight counts, and the
            difference.
    """

    text: str
    key: str
    tokens: tuple[str, ...]
    costs: Mapping[str, float]
    place_cost: float
    kind_words: frozenset[str]
    families: frozenset[str]
    hints: frozenset[str]
    acronyms: frozenset[str]
    similar: Mapping[str, tuple[tuple[str, float, str], ...]] = field(default_factory=dict)

    @property
    def compared(self) -> Hashable:
        """What comparisons depend on: names with the same differ only in what joins their words."""
        return self.tokens, self.kind_words, self.families, self.hints, self.acronyms, frozenset(self.similar)

    @property
    def content(self) -> list[str]:
        """The words that neither tell the kind nor name a department or an office."""
        return [token for token in self.tokens if token not in self.kind_words and not is_part_or_role(token)]


def is_part_or_role(token: str) -> bool:
    """True if a word only names a department, a building or an office of an agency."""
    return token in _FUNCTIONS or token in _ROLES


def is_role(token: str) -> bool:
    """True if a word names an office that somebody holds."""
    return token in _ROLES


def plural_office(name: str) -> str | None:
    """Return the plural word for an office that a name ends in, folded: "commissioners"; `None` if there is none."""
    last = fold(name).split()[-1:]
    return last[0] if last and last[0].endswith("s") and last[0][:-1] in ROLES else None


def is_function(token: str) -> bool:
    """True if a word names what a department does."""
    return token in _FUNCTIONS


def parse(text: str, index: Index) -> Query:
    """Take a written name apart, with the help of the register's words."""
    written_short = acronyms(text)
    row = [token if token in written_short else _corrected_kind_word(token, index) for token in words(text)]
    row = _split_and_join(row, index)
    phrases = kinds.find_phrases(row)
    short = frozenset(written_short) | ({row[0]} if len(row) == 1 else frozenset())
    kind_words = frozenset(
        token for start, end, family in phrases if family not in kinds.OF_OWN_NAME for token in row[start:end]
    )
    families = _families(row, phrases)
    tokens = tuple(dict.fromkeys(_without_legal_form(row)))
    costs = {token: _cost(token, index, short) for token in tokens if token not in kind_words}
    return Query(
        text=text,
        key=fold(text),
        tokens=tokens,
        costs=costs,
        place_cost=sum(cost for token, cost in costs.items() if token in index.place_tokens),
        kind_words=kind_words,
        families=families - kinds.HINTS,
        hints=families & kinds.HINTS,
        acronyms=short,
        similar=_similar(tokens, index, written_short),
    )


def _families(row: list[str], phrases: list[tuple[int, int, str]]) -> frozenset[str]:
    if row == ["housing"]:
        return frozenset({"council-service"})  # alone it is a department; in a longer name often a landlord
    found = kinds.most_specific(
        {
            family
            for at, (start, end, family) in enumerate(phrases)
            if not (family == "department" and start > 0)
            and not (_is_rank_of_place(family, row[start:end]) and any(each[2] in _OF_PLACES for each in phrases[at:]))
        }
    )
    if not found and 1 < len(row) < 4 and row[-1] == "secretary":
        found = frozenset({"department"})  # the Home Secretary stands for a department
    if not found - kinds.HINTS and row[:1] in (["safer"], ["safe"]):
        found |= {"csp"}  # the commonest brand: Safer Exampleton, Safe Exampleton Partnership
    return found


def _is_rank_of_place(family: str, phrase: list[str]) -> bool:
    """True if words for a council are only the rank of its place: "Borough" in "Exampleton Borough CCG"."""
    return family in kinds.COUNCILS and phrase[-1] in _RANKS


def _corrected_kind_word(token: str, index: Index) -> str:
    """Correct a misspelt word for a kind of agency ("Polic", "Foudation") if no agency has the word in its name."""
    if len(token) < 5 or index.vocabulary.is_known(token) or token in kinds.WORDS or is_part_or_role(token):
        return token
    similar = [each for each in _KIND_VOCABULARY.similar(token) if each.difference == "spelling"]
    return max(similar, key=lambda each: each.similarity).token if similar else token


def _split_and_join(row: list[str], index: Index) -> list[str]:
    """Split a word that the register writes as two ("ryehill"), and join two that it writes as one."""
    parts: list[str] = []
    for token in row:
        if parts and parts[-1] + token in index.weight and (parts[-1], token) not in index.adjacent:
            parts[-1] += token
        else:
            parts.extend(index.compounds.get(token, (token,)))
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


def _without_legal_form(row: list[str]) -> list[str]:
    """Leave out "Limited" and the like at the end: they say that a name is a company's, and not whose."""
    end = len(row)
    while end > 1 and row[end - 1] in kinds.LEGAL_FORMS:
        end -= 1
    return row[:end]


def _similar(tokens: tuple[str, ...], index: Index, short: set[str]) -> dict[str, tuple[tuple[str, float, str], ...]]:
    found: dict[str, list[tuple[str, float, str]]] = {}
    for token in tokens:
        if token in short and len(token) <= LONGEST_ACRONYM:
            continue  # one letter more or less makes another acronym
        for other in index.vocabulary.similar(token):
            found.setdefault(other.token, []).append((token, other.similarity, other.difference))
    return {token: tuple(rows) for token, rows in found.items()}
