"""What a filter reads of a recommendation, and by what a queue is ordered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dhrcurate.curation.filter_values import searchable
from dhrcurate.domain.edit import Data
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.evidence import Status as Printed
from dhrcurate.domain.fields import EXTRACTED, EXTRACTION, RECOMMENDATION, RECORD, REVIEW, Kind
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.open_names import OpenNames, asks_somebody, names_still_open
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.domain.samples import DECIDED
from dhrcurate.domain.standing import Standing

_WORDS = tuple(field.name for field in RECOMMENDATION if field.published and field.free_text)
"""Fields in which words without a field's name are looked for."""

_TABLES = (RECOMMENDATION, REVIEW, RECORD, EXTRACTED, EXTRACTION)
FILTERED = tuple((table.name, field) for table in _TABLES for field in table if field.filter)
NAMES = tuple(field.filter for _, field in FILTERED)

_INSTEAD = {"agencies": "addressed_to"}
"""The field that a filter reads instead of an empty one."""


NOT_EXTRACTED = "not-extracted"
"""How a passage stands that no recommendation of the record holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a filter reads: one recommendation, or (with an empty `text`) a record as a whole.

    Attributes:
        text: Its published words, as `searchable` gives them.
        values: The values of the fields that a filter may name, in the order of the table of fields. Text is as
            `searchable` gives it; where no agency is decided yet, the cell takes their place.
        rules: Codes and names of the rules with findings on it.
        severities: Severities of those findings.
        document: How it stands in the documents of its record, as a filter says it; none where that is not known.
        pages: The pages that it is printed on: the sheets, and the numbers printed on them.
        key: The recommendation's key.
        without_agency: Whether it is a recommendation that has no agency.
        open_agency: Whether an agency of it is still open: it has none, or none for a name of its cell, as far as that
            is known. One that was rejected needs none.
        progress: Codes of those rules that only say of it that agencies are not decided yet.
    """

    text: str
    values: tuple[Any, ...]
    rules: tuple[str, ...] = ()
    severities: frozenset[str] = frozenset()
    document: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    key: str = ""
    without_agency: bool = False
    open_agency: bool = False
    progress: tuple[str, ...] = ()

    @property
    def is_left_out(self) -> bool:
        """True for a passage that no recommendation holds."""
        return NOT_EXTRACTED in self.document

    @property
    def has_agencies(self) -> bool:
        """True if its value of `agency` are agencies that were decided, and no cell that stands in their place."""
        return not self.without_agency and not self.is_left_out


Rank = tuple[float, ...]
"""What a row is listed by, the least first."""


def row_of(
    record: Record,
    recommendation: Recommendation | None,
    findings: Iterable[Finding] = (),
    standing: Standing | None = None,
    left: OpenNames | None = None,
) -> Row:
    """Return what a filter reads of a record.

    Args:
        record: The record.
        recommendation: One of its recommendations, `None` for the record as a whole.
        findings: Findings about that recommendation (or about the record as a whole).
        standing: How that recommendation stands in its documents; `None` where that is not known.
        left: What its cell names and its agencies do not hold; `None` where that is nothing, or not known.
    """
    extracted = recommendation.extracted if recommendation else None
    tables = {
        RECORD.name: record,
        REVIEW.name: record.review,
        RECOMMENDATION.name: recommendation,
        EXTRACTED.name: extracted,
        EXTRACTION.name: _extraction_of(extracted, record.extractions, getattr),
    }
    return _row(tables, getattr, findings, standing, left)


def row_of_data(
    record_id: str,
    data: Data,
    recommendation: Data,
    findings: Iterable[Finding] = (),
    standing: Standing | None = None,
    left: OpenNames | None = None,
) -> Row:
    """Return what a filter reads of a record's content.

    Args:
        record_id: The record's id.
        data: Its content.
        recommendation: One of its recommendations.
        findings: Findings about that recommendation.
        standing: How it stands in its documents; `None` where that is not known.
        left: What its cell names and its agencies do not hold; `None` where that is nothing, or not known.
    """
    extracted = recommendation.get(EXTRACTED.name, {})
    tables = {
        RECORD.name: {"id": record_id},
        REVIEW.name: data.get(REVIEW.name, {}),
        RECOMMENDATION.name: recommendation,
        EXTRACTED.name: extracted,
        EXTRACTION.name: _extraction_of(extracted, data.get(EXTRACTION.name, ()), _get) or {},
    }
    return _row(tables, _get, findings, standing, left)


def row_of_passage(record_id: str, data: Data, passage: Passage, findings: Iterable[Finding] = ()) -> Row:
    """Return what a filter reads of a passage that no recommendation holds; it has no status and no note.

    Args:
        record_id: The record's id.
        data: Its content.
        passage: The passage.
        findings: Findings about it.
    """
    as_one = {"number": passage.number, "text": passage.text, "addressed_to": ", ".join(passage.addressed or ())}
    row = row_of_data(record_id, data, as_one, findings)
    return replace(row, document=(NOT_EXTRACTED,), pages=_pages_of(passage), without_agency=False, open_agency=False)


_Get = Callable[[Any, str, None], Any]
"""Gives a value of a table: of a model, or of plain data."""


def _get(table: Data, name: str, default: None) -> Any:
    return table.get(name, default)


def _extraction_of(extracted: Any, known: Sequence[Any], get: _Get) -> Any:
    """The extraction that a recommendation names; `None` if there is none.

    The record's only one is not named where it says nothing more of it.
    """
    if not extracted:
        return known[0] if len(known) == 1 else None
    by = get(extracted, "by", None)
    return next((one for one in known if get(one, "id", None) == by), None)


def _row(
    tables: Mapping[str, Any],
    get: _Get,
    findings: Iterable[Finding],
    standing: Standing | None,
    left: OpenNames | None,
) -> Row:
    found = tuple(findings)
    main = standing.located.main if standing else None
    recommendation = tables[RECOMMENDATION.name]
    values = []
    for table, name, instead, prepare in _READ:
        value = get(tables[table], name, None)
        if instead and not value:
            value = get(tables[table], instead, None)
        values.append(prepare(value) if prepare else value)
    return Row(
        text=searchable(*[get(recommendation, name, None) for name in _WORDS]),
        values=tuple(values),
        rules=tuple([name for f in found for name in (f.rule, f.name)]),
        severities=frozenset([f.severity.value for f in found]),
        document=_in_documents(standing, get(recommendation, "number", None)) if standing else (),
        pages=_pages_of(main) if main else (),
        key=str(get(recommendation, "key", None) or ""),
        without_agency=recommendation is not None and not get(recommendation, "agencies", None),
        open_agency=recommendation is not None and _is_open(recommendation, get, left),
        progress=tuple([f.rule for f in found if f.is_progress]),
    )


def _is_open(recommendation: Any, get: _Get, left: OpenNames | None) -> bool:
    if not asks_somebody(get(recommendation, "status", None)):
        return False
    agencies = get(recommendation, "agencies", None)
    return not agencies or bool(names_still_open(left, get(recommendation, "addressed_to", None), agencies))


def _in_documents(standing: Standing, number: str | None) -> tuple[str, ...]:
    """How it stands there; whatever differs, it `differs`."""
    words = (standing.located.status.value, *standing.differing(number))
    return (*words, Printed.DIFFERS.value) if standing.differs(number) else words


def _pages_of(passage: Passage) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*map(str, passage.pages), *filter(None, passage.page_labels))))


def _searchable(value: str | Iterable[str] | None) -> str:
    return searchable(value) if value is None or isinstance(value, str) else searchable(*value)


_PREPARE: Mapping[Kind, Callable[[Any], Any] | None] = {
    Kind.PRINTED_NUMBER: None,
    Kind.IDENTIFIER: None,
    Kind.YEAR: lambda value: value if isinstance(value, int) else None,
    Kind.SHARE: lambda value: value if isinstance(value, int | float) else None,
    Kind.MAP: lambda value: searchable(*(f"{name}={text}" for name, text in (value or {}).items())),
    Kind.CHOICE: lambda value: str(value or ""),
}
"""How a value is prepared for the tests of its kind; text is made searchable."""

_READ = tuple(
    (table, field.name, _INSTEAD.get(field.name, ""), _PREPARE.get(field.kind, _searchable))
    for table, field in FILTERED
)


def is_undecided(row: Row) -> bool:
    """True for a recommendation that nobody has accepted or rejected."""
    return row.values[NAMES.index("status")] not in _SETTLED


_SETTLED = frozenset({*DECIDED, ""})
_NOT_AS_PRINTED = frozenset({Printed.DIFFERS.value, Printed.ABSENT.value})


def risk(row: Row) -> Rank:
    """How likely a recommendation is wrong, the likeliest first.

    By its worst finding; then by how sure its extraction was, where that says so; then whether its document prints it
    otherwise or not at all.
    """
    worst = max((Severity(severity).rank for severity in row.severities), default=-1)
    confidence = row.values[NAMES.index("confidence")]
    return -worst, 1.0 if confidence is None else confidence, not _NOT_AS_PRINTED.intersection(row.document)
