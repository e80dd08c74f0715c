"""The filter language that `--filter` and `/` on screen share.

    firearms "risk assessment"        words and phrases, all of them, in text, title and cell
    status:pending -agency:police     fields; a minus negates
    status:pending OR status:queried  OR joins the terms beside it, before "and" joins the rest
    rule:DHR2 year:2012..2015         rules by code, prefix or name; ranges of years and numbers
    note:*                            a field that is not empty
    document:differs page:31..40      how and where the documents of the record print it, as far as that is known
    confidence:..0.5 model:large      what the extraction says of it
    queue:sample                      drawn by `quality sample` and not yet decided
    extra:"Lead officer=Head"         what its table held besides, in a column; without = in any

Case is ignored, except that `OR` is in capitals. Put a word with a colon that is not a field in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from dhrcurate.curation.filter_values import FilterError, check_choice, number_test, searchable, value_test
from dhrcurate.domain.edit import Data
from dhrcurate.domain.evidence import Passage
from dhrcurate.domain.evidence import Status as Printed
from dhrcurate.domain.fields import EXTRACTED, EXTRACTION, RECOMMENDATION, RECORD, REVIEW, Kind
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.domain.samples import DECIDED
from dhrcurate.domain.standing import Differing, Standing

_WORDS = tuple(field.name for field in RECOMMENDATION if field.published and field.free_text)
"""Fields in which words without a field's name are looked for."""

_TABLES = (RECOMMENDATION, REVIEW, RECORD, EXTRACTED, EXTRACTION)
_FILTERED = tuple((table.name, field) for table in _TABLES for field in table if field.filter)
_NAMES = tuple(field.filter for _, field in _FILTERED)

_INSTEAD = {"agencies": "addressed_to"}
"""The field that a filter reads instead of an empty one."""

_BY_DOCUMENTS = ("document", "page")
"""Fields that the documents of a record tell; where it is not known what they say no term of them matches."""

QUEUE = "queue"
QUEUES = ("sample",)
"""What waits to be decided, by name."""
FIELDS = (*_NAMES, "rule", "severity", *_BY_DOCUMENTS, QUEUE)
"""The fields that a term may ask for."""

_TERM = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<field>[^\W\d_]+):)?
        (?:"(?P<phrase>(?:[^"\\]|\\.)*)(?P<closed>"?) | (?P<word>[^\s"]*))""",
    re.VERBOSE,
)


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
    """

    text: str
    values: tuple[Any, ...]
    rules: tuple[str, ...] = ()
    severities: frozenset[str] = frozenset()
    document: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    key: str = ""


Test = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """A parsed filter.

    Attributes:
        source: The filter as it was written.
        groups: Every group must match; a group matches if one of its tests does.
        words: Folded words that the text of every match contains, for a quick first check.
        asks_documents: Whether it asks what the documents of records say.
    """

    source: str
    groups: tuple[tuple[Test, ...], ...]
    words: tuple[str, ...]
    asks_documents: bool = False

    def matches(self, row: Row) -> bool:
        """True if the filter matches a row; an empty filter matches all."""
        return all(any(test(row) for test in group) for group in self.groups)


def row_of(
    record: Record,
    recommendation: Recommendation | None,
    findings: Iterable[Finding] = (),
    standing: Standing | None = None,
) -> Row:
    """Return what a filter reads of a record.

    Args:
        record: The record.
        recommendation: One of its recommendations, `None` for the record as a whole.
        findings: Findings about that recommendation (or about the record as a whole).
        standing: How that recommendation stands in its documents; `None` where that is not known.
    """
    extracted = recommendation.extracted if recommendation else None
    tables = {
        RECORD.name: record,
        REVIEW.name: record.review,
        RECOMMENDATION.name: recommendation,
        EXTRACTED.name: extracted,
        EXTRACTION.name: _extraction_of(extracted, record.extractions, getattr),
    }
    return _row(tables, getattr, findings, standing)


def row_of_data(
    record_id: str, data: Data, recommendation: Data, findings: Iterable[Finding] = (), standing: Standing | None = None
) -> Row:
    """Return what a filter reads of a record's content.

    Args:
        record_id: The record's id.
        data: Its content.
        recommendation: One of its recommendations.
        findings: Findings about that recommendation.
        standing: How it stands in its documents; `None` where that is not known.
    """
    extracted = recommendation.get(EXTRACTED.name, {})
    tables = {
        RECORD.name: {"id": record_id},
        REVIEW.name: data.get(REVIEW.name, {}),
        RECOMMENDATION.name: recommendation,
        EXTRACTED.name: extracted,
        EXTRACTION.name: _extraction_of(extracted, data.get(EXTRACTION.name, ()), _get) or {},
    }
    return _row(tables, _get, findings, standing)


NOT_EXTRACTED = "not-extracted"
"""How a passage stands that no recommendation of the record holds."""


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
    return replace(row, document=(NOT_EXTRACTED,), pages=_pages_of(passage))


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
    )


def _in_documents(standing: Standing, number: str | None) -> tuple[str, ...]:
    """How it stands there; whatever differs, it `differs`."""
    words = (standing.located.status.value, *standing.differing(number))
    return (*words, Printed.DIFFERS.value) if standing.differs(number) else words


def _pages_of(passage: Passage) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*map(str, passage.pages), *passage.page_labels)))


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
    for table, field in _FILTERED
)


Waiting = Callable[[], Collection[tuple[str, str]]]
"""Gives the record and the key of each recommendation of a sample; asked only where a filter asks for it."""


def _none_waiting() -> Collection[tuple[str, str]]:
    return ()


def parse_filter(source: str, waiting: Waiting = _none_waiting) -> Filter:
    """Parse a filter.

    Args:
        source: The filter.
        waiting: Gives the sample that `queue:sample` asks for.

    Raises:
        FilterError: If it cannot be parsed, with the column.
    """
    groups: list[list[Test]] = []
    words: list[str | None] = []
    after_or = asks_documents = False
    at = _skip_blanks(source, 0)
    while at < len(source):
        if _is_or(source, at):
            if not groups or after_or:
                raise FilterError("OR stands between two terms", at + 1)
            after_or = True
            at = _skip_blanks(source, at + 2)
            continue
        test, word, end = _term(source, at, waiting)
        asks_documents = asks_documents or _asks_documents(source, at)
        if after_or:
            groups[-1].append(test)
            words[-1] = None
        else:
            groups.append([test])
            words.append(word)
        after_or = False
        at = _skip_blanks(source, end)
    if after_or:
        raise FilterError("OR stands between two terms", len(source.rstrip()) - 1)
    return Filter(source, tuple(tuple(group) for group in groups), tuple(w for w in words if w), asks_documents)


def _asks_documents(source: str, at: int) -> bool:
    match = _TERM.match(source, at)
    return match is not None and (match["field"] or "").casefold() in _BY_DOCUMENTS


def _skip_blanks(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def unescaped(source: str) -> str:
    """A filter, or a phrase of one, with each escaped sign as what it stands for."""
    return re.sub(r"\\(.)", r"\1", source)


def _is_or(source: str, at: int) -> bool:
    return source.startswith("OR", at) and not source[at + 2 : at + 3].strip()


def _term(source: str, at: int, waiting: Waiting) -> tuple[Test, str | None, int]:
    """Parse one term: its test, the word that every match contains (if there is one), and where it ends."""
    match = _TERM.match(source, at)
    if match is None:  # pragma: no cover  # the pattern matches the empty string
        raise FilterError("this is not a term", at + 1)
    phrase, field = match["phrase"], match["field"]
    if phrase is not None and not match["closed"]:
        raise FilterError('a phrase is not closed by "', match.start("phrase"))
    value = unescaped(phrase) if phrase is not None else match["word"]
    column = match.end("minus") + 1
    if not value.strip():
        raise FilterError(f"'{field}:' needs a value" if field else "there is no word here", column)
    if field is None:
        word = searchable(value)
        test: Test = lambda row: word in row.text  # noqa: E731  # one of several small tests of one type
    else:
        word = ""
        if field.casefold() == QUEUE:
            test = _queue_test(searchable(value), column + len(field) + 1, waiting)
        else:
            test = _field_test(field.casefold(), value, column, quoted=phrase is not None)
    if match["minus"]:
        positive = test
        if field is not None and field.casefold() in _BY_DOCUMENTS:
            return lambda row: bool(row.document) and not positive(row), None, match.end()
        return lambda row: not positive(row), None, match.end()
    return test, word or None, match.end()


def _field_test(field: str, value: str, column: int, *, quoted: bool) -> Test:
    if field not in FIELDS:
        hint = did_you_mean(field, FIELDS) or f"; the fields are {', '.join(FIELDS)}"
        raise FilterError(f"there is no field '{field}'{hint} (put a word with a colon in quotes)", column)
    anything = value == "*" and not quoted
    folded = searchable(value)
    at = column + len(field) + 1
    if field == "rule":
        return _rule_test("" if anything else value, at)
    if field == "severity":
        if anything:
            return lambda row: bool(row.severities)
        check_choice(field, folded, [*Severity], at)
        return lambda row: folded in row.severities
    if field == "document":
        if anything:
            return lambda row: bool(row.document)
        check_choice("state of a text in a document", folded, [*Printed, *get_args(Differing), NOT_EXTRACTED], at)
        return lambda row: folded in row.document
    if field == "page":
        return (lambda row: bool(row.pages)) if anything else _page_test(value)
    place = _NAMES.index(field)
    asked = _FILTERED[place][1]
    if anything:
        absent = None if asked.kind in {Kind.PRINTED_NUMBER, Kind.YEAR, Kind.SHARE} else ""
        return lambda row: row.values[place] != absent
    holds = value_test(asked, value, at)
    return lambda row: holds(row.values[place])


def _queue_test(value: str, column: int, waiting: Waiting) -> Test:
    """What is in a queue and undecided, so that it is not any more once it is decided."""
    check_choice(QUEUE, value, QUEUES, column)
    drawn = frozenset(waiting())
    record, status = _NAMES.index("record"), _NAMES.index("status")
    return lambda row: (row.values[record], row.key) in drawn and row.values[status] not in DECIDED


def _page_test(value: str) -> Test:
    holds = number_test(value)
    return lambda row: any(holds(page) for page in row.pages)


def _rule_test(value: str, column: int) -> Test:
    if value[:3].upper() == "DHR":
        if not re.fullmatch(r"DHR\d{0,3}", value.upper()):
            raise FilterError(f"'{value}' is not the code of a rule; write DHR201, or DHR2 for its family", column)
        wanted = value.upper()
    else:
        wanted = value.lower()
    return lambda row: any(name.startswith(wanted) for name in row.rules)
