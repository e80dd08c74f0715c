"""What the recommendations of a list have in common, counted: statuses, rules, agencies, partnerships, years, models.

Each value is a term of the filter language that asks for exactly this value. Its count is how many rows the term finds:
recommendations, and passages that none holds, which have a partnership, a year and findings as well. So a value that is
chosen narrows the list by what stands beside it. Values of one facet that are chosen together are joined by `OR`,
and facets, and what stood before, by "and": so the values of a facet are counted among what the others leave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from dhrcurate.curation.filter import Filter
from dhrcurate.curation.filter import Row as FilterRow
from dhrcurate.curation.filter_rows import NAMES
from dhrcurate.curation.filter_values import searchable

Facet = Literal["status", "rule", "agency", "csp", "year", "model"]
FACETS: tuple[Facet, ...] = get_args(Facet)
"""What a list is narrowed by, in the order in which it is offered: each is a field of the filter language."""

_OR = "OR"

UNDECIDED, STILL_OPEN = "none", "open"
"""The values of `agency` of a recommendation without any, and of one without any or without some."""

_PLACES = {facet: NAMES.index(facet) for facet in FACETS if facet != "rule"}
_WORDS = frozenset({"agency", "csp", "model"})
"""Facets whose terms find values that hold theirs, as `csp:durham` does, unless they ask for exactly this one."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet.

    Attributes:
        facet: The facet.
        value: The value as a filter knows it, folded.
        count: How many rows its term finds.
        told: The value in words, with the name of a rule.
        exact: Whether the term has to ask for exactly this value.
    """

    facet: Facet
    value: str
    count: int
    told: str = ""
    exact: bool = False

    @property
    def term(self) -> str:
        """The term of the filter language that finds it."""
        bare = self.value.replace("-", "").replace(".", "").isalnum() and self.value.isascii()
        escaped = self.value.replace("\\", "\\\\").replace('"', '\\"')
        field = f"{self.facet}:{'=' if self.exact else ''}"
        return f"{field}{self.value}" if bare else f'{field}"{escaped}"'


@dataclass(slots=True)
class Tally:
    """The recommendations of some records, counted; tallies of records add up.

    Attributes:
        total: How many recommendations there are; passages that none holds do not count.
        left_out: How many passages no recommendation holds.
        without_agency: How many recommendations have no agency.
        open_agency: How many have none, or none for a name of the cell, and were not rejected.
        in_part: How many of these have some.
        values: How many rows have each value of each facet.
        told: Values in words, by how a filter knows them: rules with their names, names as they are written.
    """

    total: int = 0
    left_out: int = 0
    without_agency: int = 0
    open_agency: int = 0
    in_part: int = 0
    values: dict[Facet, Counter[str]] = field(default_factory=lambda: {facet: Counter() for facet in FACETS})
    told: dict[str, str] = field(default_factory=dict)

    def add(self, rows: Iterable[FilterRow], written: Iterable[str] = ()) -> None:
        """Count some rows of a filter.

        Args:
            rows: The rows.
            written: The names in them as they are written.
        """
        for row in rows:
            self.left_out += row.is_left_out
            self.total += not row.is_left_out
            for facet in FACETS:
                self._add(row, facet)
        self.told.update((searchable(name), name) for name in written)

    def add_fitting(
        self, rows: Iterable[FilterRow], wanted: Filter, written: Iterable[str] = (), within: Filter | None = None
    ) -> None:
        """Count the rows that fit a filter, and in each facet also those that only its own terms keep out.

        Args:
            rows: The rows.
            wanted: The filter.
            written: The names in them as they are written.
            within: What every row has to fit that counts.
        """
        for row in rows:
            if within is not None and not within.matches(row):
                continue
            missed = wanted.missed(row)
            if not missed:
                self.add((row,))
            else:
                for facet in FACETS:
                    if missed == {facet}:
                        self._add(row, facet)
        self.told.update((searchable(name), name) for name in written)

    def _add(self, row: FilterRow, facet: Facet) -> None:
        if facet == "rule":
            codes = row.rules[::2]
            self.values["rule"].update(set(codes).difference(row.progress))  # which are listed as no findings either
            self.told.update((code, f"{code} {name}") for code, name in zip(codes, row.rules[1::2], strict=True))
            return
        value = row.values[_PLACES[facet]]
        if facet == "agency":
            self.without_agency += row.without_agency
            self.open_agency += row.open_agency
            self.in_part += row.open_agency and not row.without_agency
            if row.has_agencies:
                self.values[facet].update(set(value.split("\n")) - {""})
        elif value not in (None, ""):
            self.values[facet][str(value)] += 1

    def merge(self, other: Tally) -> None:
        """Count what another tally counted."""
        self.total += other.total
        self.left_out += other.left_out
        self.without_agency += other.without_agency
        self.open_agency += other.open_agency
        self.in_part += other.in_part
        self.told |= other.told
        for facet in FACETS:
            self.values[facet].update(other.values[facet])

    def of(self, facet: Facet) -> list[Value]:
        """Return the values of a facet, the most frequent first; years in their order."""
        values = [
            Value(facet, one, count, self.told.get(one, one), exact=facet in _WORDS)
            for one, count in self.values[facet].items()
        ]
        values.sort(key=lambda v: (v.value if facet == "year" else "", -v.count, v.value))
        if facet == "agency" and self.in_part:
            values.insert(0, Value(facet, STILL_OPEN, self.open_agency, "none yet, or one of several open"))
        if facet == "agency" and self.without_agency:
            values.insert(0, Value(facet, UNDECIDED, self.without_agency, "none yet"))
        return values


@dataclass(slots=True)
class Narrowing:
    """A filter that values are chosen to narrow, and are taken away from again.

    Attributes:
        standing: The filter that stood before, without what was taken away from it.
        chosen: What was chosen since.
    """

    standing: str
    chosen: str = ""

    def toggle(self, value: Value) -> str:
        """Choose a value, or take it away where it is chosen; return the filter as it is then."""
        if value.term in chosen_terms(self.standing, value.facet):
            self.standing = toggled(self.standing, value)
        else:
            self.chosen = toggled(self.chosen, value)
        return " ".join(filter(None, (self.standing, self.chosen)))


def toggled(words: str, value: Value) -> str:
    """Return a filter with a value more, or without it where it is chosen already.

    Values of one facet are joined by `OR`; terms that are joined with others stay as they are.
    """
    groups = _groups(words)
    own = [group for group in groups if _is_of(group, value.facet)]
    chosen = [group for group in own if value.term in group]
    for group in chosen:
        group[:] = [term for term in group if term != value.term]
    if own and not chosen:
        own[0].append(value.term)
    elif not own:
        groups.append([value.term])
    return " ".join(f" {_OR} ".join(group) for group in groups if group)


def chosen_terms(words: str, facet: Facet) -> frozenset[str]:
    """Return the terms of a filter that choose values of a facet."""
    return frozenset(term for group in _groups(words) if _is_of(group, facet) for term in group)


def _is_of(group: Sequence[str], facet: Facet) -> bool:
    return all(term.casefold().startswith(f"{facet}:") for term in group)


def _groups(words: str) -> list[list[str]]:
    """The terms of a filter; those that are joined by `OR` together."""
    groups: list[list[str]] = []
    joined = False
    for term in split_terms(words):
        if term == _OR:
            joined = True
        elif joined and groups:
            groups[-1].append(term)
            joined = False
        else:
            groups.append([term])
    return groups


def split_terms(words: str) -> Sequence[str]:
    """Return the terms of a filter as they are written, and `OR` where it stands."""
    terms: list[str] = []
    quoted = escaped = False
    term = ""
    for char in words:
        if char.isspace() and not quoted:
            if term:
                terms.append(term)
            term = ""
            continue
        if char == '"' and not escaped:
            quoted = not quoted
        escaped = char == "\\" and not escaped
        term += char
    return [*terms, term] if term else terms
