"""The contexts of rules: everything that a rule needs, as values, so that it is a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

from dhrcurate.domain.agency import Agency, Context, Names
from dhrcurate.domain.clock import AskedDay
from dhrcurate.domain.context import context_of
from dhrcurate.domain.edit import RECOMMENDATIONS
from dhrcurate.domain.evidence import Evidence
from dhrcurate.domain.finding import Finding, Problem
from dhrcurate.domain.record import Recommendation, Record, Waiver
from dhrcurate.domain.samples import Sample
from dhrcurate.rules.cells import Cell, NameType, WrittenName, odd_names, read_cell
from dhrcurate.rules.free_text import FreeText, passages_of
from dhrcurate.rules.held import OpenCell, compared, is_spelt_out
from dhrcurate.rules.odd_values import OddValue, odd_values, rows_of
from dhrcurate.rules.openings import opening_of
from dhrcurate.rules.printed_numbers import runs_of
from dhrcurate.rules.record_summary import RecordSummary

_T = TypeVar("_T")
_R = TypeVar("_R")


@dataclass(frozen=True)
class RuleContext:
    """One readable record, with its source page and the register.

    Attributes:
        record: The typed record.
        names: The register, to ask about agency names.
        today: The date of the check; rules ask `day`, which then tells how long their findings hold.
        page: Text of the kept source page, `None` if there is none.
        data: The record's content as plain data.
        evidence: What the documents of the record say; `None` if it has none, or none was asked for.
        used_keys: The keys that its recommendations have ever had, as far as they are known; a fix gives others.
        extracted: How many recommendations came in, before a curator added, divided or removed any; `None` if that is
            not known.
        day: The day of the check, for what lies in the future.
    """

    record: Record
    names: Names
    today: InitVar[date]
    data: Mapping[str, Any]
    page: str | None = None
    evidence: Evidence | None = None
    used_keys: frozenset[str] = frozenset()
    extracted: int | None = None
    day: AskedDay = field(init=False, compare=False)

    def __post_init__(self, today: date) -> None:
        """Has what is asked of the day noted."""
        object.__setattr__(self, "day", AskedDay(today))

    def has(self, need: str | None) -> bool:
        """Return whether the evidence that a rule needs is at hand, all of it; a rule without a need has it."""
        if need == "documents":
            return self.evidence is not None and self.evidence.complete
        return need is None or self.page is not None

    def once(self, make: Callable[[RuleContext], _T]) -> _T:
        """Return what a function makes of the record, made once for all rules that need it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _T = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[Callable[[RuleContext], Any], Any]:
        return {}

    @property
    def recommendations(self) -> tuple[Recommendation, ...]:
        """The record's recommendations, in the order of the file."""
        return self.record.recommendations

    @cached_property
    def runs(self) -> list[list[Recommendation]]:
        """The recommendations in runs whose numbers belong together; empty if the numbers simply count from 1."""
        return runs_of(self.recommendations)

    @cached_property
    def openings(self) -> list[tuple[int, int] | None]:
        """The opening of each recommendation's text that may name who should do it; see `opening_of`."""
        return [opening_of(r.text) for r in self.recommendations]

    @cached_property
    def free_text(self) -> FreeText:
        """All free text of the record, joined, for rules that also tell of notes and reasons."""
        return FreeText(passages_of(self.record))

    @cached_property
    def published_text(self) -> FreeText:
        """The published wording of the record, joined, for rules about wording."""
        return self.free_text.published()

    def cell(self, r: Recommendation) -> Cell:
        """The parsed addressed-to cell of a recommendation; equal cells are read once."""
        return self.read_cell(r.addressed_to)

    def read_cell(self, text: str) -> Cell:
        """A text parsed as an addressed-to cell of the record is; equal ones are read once."""
        if text not in self._cells:
            self._cells[text] = read_cell(text, self.names, self.name_context)
        return self._cells[text]

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        return {}

    @cached_property
    def open_cells(self) -> Sequence[OpenCell]:
        """The cells that name what is not among the agencies, or that do not name an agency."""
        found = []
        for r in self.recommendations:
            if not r.agencies:
                cell = self.cell(r)
                found.append(OpenCell(r, cell, cell.names))
            elif r.addressed_to.strip() and not is_spelt_out(r.addressed_to, r.agencies):
                cell = self.cell(r)
                left, unnamed = compared(cell, r.agencies, self.names, self.name_context, self.odd_agencies)
                if left or unnamed:
                    found.append(OpenCell(r, cell, left, unnamed))
        return found

    @cached_property
    def odd_agencies(self) -> Mapping[str, WrittenName]:
        """The names in `agencies` that are not canonical names of one agency, each with its reading."""
        return odd_names((name for r in self.recommendations for name in r.agencies), self.names, self.name_context)

    @cached_property
    def joined_agencies(self) -> Mapping[str, Cell]:
        """The names in `agencies` that are several, each read as a cell is."""
        unknown = (name for name, odd in self.odd_agencies.items() if not odd.registered and not odd.stands_for)
        read = {name: self.read_cell(name) for name in unknown}
        return {name: cell for name, cell in read.items() if _are_several(cell)}

    @cached_property
    def name_context(self) -> Context:
        """The area and the time span in which agency names of the record are read."""
        return context_of(self.record.review)


def _are_several(cell: Cell) -> bool:
    """True for several names; what only says what is done, behind a body without a join, is most likely of its name."""
    if cell.fused and any(name.sort is NameType.UNSPECIFIC for name in cell.names):
        return False
    return len({name.same for name in cell.names}) > 1


@dataclass(frozen=True, slots=True)
class TrailFacts:
    """The result of verifying a record's trail.

    Attributes:
        exists: Whether there is a trail.
        broken: What is wrong with the first bad line, `None` if the chain is whole.
        broken_line: Its number, from 1.
        heads: Ids of the events that no other event names as its parent.
        changed_outside: Whether the record's digest differs from the one at the end of the trail.
        clock_went_back: Numbers of lines with a time before that of their parents.
        torn: Whether the last line is incomplete.
        unreadable: Why it cannot be read, `None` if it can.
        leftover: What an interrupted write left beside the record, in words; `None` if it left nothing.
        empty: Whether there is a trail that holds nothing.
        missing: Whether the file is missing whose trail this is.
        trace: What in the record shows that there was a trail, where there is none or it is empty.
        begun_with: How many recommendations the record had when its trail began, or its newest extraction had; `None`
            if there is no sound trail.
    """

    exists: bool
    broken: str | None = None
    broken_line: int = 1
    heads: tuple[str, ...] = ()
    changed_outside: bool = False
    clock_went_back: tuple[int, ...] = ()
    torn: bool = False
    unreadable: str | None = None
    leftover: str | None = None
    empty: bool = False
    missing: bool = False
    trace: str | None = None
    begun_with: int | None = None

    @property
    def only_torn(self) -> bool:
        """True if there is nothing but half a line, and no file whose trail it could be."""
        sound = self.broken is None and self.unreadable is None
        return self.exists and self.missing and self.torn and sound and not self.heads


@dataclass(frozen=True)
class FileContext:
    """A file as it was read.

    Attributes:
        stem: The file's name without `.toml`.
        problems: The problems that the reader found.
        data: The content, `None` if it is not TOML.
        record: The typed record, `None` if the content does not fit the schema.
        page_name: The value of `source.page`, `None` if there is none.
        page_digest: SHA-256 (hexadecimal) of that page's bytes, `None` if it does not exist.
        trail: The result of verifying the trail, `None` if that was not wanted.
        plain_text: Whether it is known that no string of the content holds a control character.
    """

    stem: str
    problems: tuple[Problem, ...] = ()
    data: Mapping[str, Any] | None = None
    record: Record | None = None
    page_name: str | None = None
    page_digest: str | None = None
    trail: TrailFacts | None = None
    plain_text: bool = False

    @cached_property
    def rows(self) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """The recommendations as plain data, each with its name in a path; see `rows_of`."""
        rows = self.data.get(RECOMMENDATIONS) if self.data is not None else None
        return tuple(rows_of(rows)) if isinstance(rows, list) else ()

    @cached_property
    def odd_values(self) -> tuple[OddValue, ...]:
        """The values of the content with a control character, or a number without a canonical form."""
        return tuple(odd_values(self.data, self.rows, plain_text=self.plain_text)) if self.data is not None else ()


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """A waiver and what it did.

    Attributes:
        waiver: The waiver.
        path: Its path: `/waivers/0` or `/recommendations/r014/waivers/0`.
        key: Key of its recommendation, `None` if it is about the whole record.
        use: `used` (it silences a finding), `unused` (its rule finds nothing there), `lapsed` (its rule finds
            something, but the value is no longer the waived one) or `unknown` (its rule was not run).
        rule_name: Name of the rule that it waives, `None` if there is no such rule.
    """

    waiver: Waiver
    path: str
    key: str | None
    use: Literal["used", "unused", "lapsed", "unknown"]
    rule_name: str | None


@dataclass(frozen=True, slots=True)
class DecisionContext:
    """A record with the findings of file and record rules.

    Attributes:
        record_context: The record.
        findings: The findings that no waiver silences.
        waivers: Every waiver of the record and what it did, in file order.
    """

    record_context: RuleContext
    findings: Sequence[Finding]
    waivers: Sequence[WaiverUse]


class ParallelMap(Protocol):
    """Applies a function to each of several values; see `LibraryContext`."""

    def __call__(self, function: Callable[[_T], _R], items: Sequence[_T], /) -> Iterable[_R]:
        """The results of the function for each item, in any order."""


@dataclass(frozen=True)
class LibraryContext:
    """All records of a library at once.

    Attributes:
        records: A summary of each readable record by its id, sorted.
        names: The register.
        own_agencies: The library's own register entries, with the register file's name as their origin.
        parallel_map: Like `map`, for slow functions: may use several processes and yields results as they arrive.
        copies: The files of each id that several readable records have, the one that is in `records` first; relative
            to the library.
        one_trail: The ids of records whose trails begin with one and the same event, in groups of two or more.
        sample: The newest sample that was drawn of it, `None` if there is none.
    """

    records: Mapping[str, RecordSummary]
    names: Names
    own_agencies: Sequence[Agency] = ()
    parallel_map: ParallelMap = map
    copies: Mapping[str, Sequence[str]] = field(default_factory=dict)
    one_trail: Sequence[Sequence[str]] = ()
    sample: Sample | None = None
