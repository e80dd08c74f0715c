"""The filter language that `--filter` and `/` on screen share.

    firearms "risk assessment"        words and phrases, all of them, in text, title and cell
    status:pending -agency:police     fields; a minus negates
    status:pending OR status:queried  OR joins the terms beside it, before "and" joins the rest
    rule:DHR2 year:2012..2015         rules by code, prefix or name; ranges of years and numbers
    note:*                            a field that is not empty
    agency:="Vale Council"            exactly this value: one of the agencies, the whole partnership
    agency:none                       no agency is decided yet, whoever is addressed
    agency:open                       none is decided, or none for a name of the cell, and it was not rejected
    document:differs page:31..40      how and where the documents of the record print it, as far as that is known
    confidence:..0.5 model:large      what the extraction says of it
    queue:sample                      drawn by `quality sample` and not yet decided
    queue:risk                        not yet decided, what is likely wrong first
    extra:"Lead officer=Head"         what its table held besides, in a column; without = in any

Case is ignored, except that `OR` is in capitals. Put a word with a colon that is not a field in quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import get_args

from dhrcurate.curation.filter_rows import (
    FILTERED,
    NAMES,
    NOT_EXTRACTED,
    Rank,
    Row,
    is_undecided,
    risk,
    row_of,
    row_of_data,
    row_of_passage,
)
from dhrcurate.curation.filter_values import FilterError, check_choice, number_test, searchable, value_test
from dhrcurate.domain.evidence import Status as Printed
from dhrcurate.domain.fields import Kind
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.domain.standing import Differing

__all__ = [
    "FIELDS", "NOT_EXTRACTED", "QUEUES", "Filter", "Rank", "Row", "Waiting", "parse_filter", "row_of", "row_of_data",
    "row_of_passage", "unescaped",
]  # fmt: skip

_AGENCY, _NONE, _OPEN = "agency", "none", "open"
"""The field and the words that ask for recommendations without agencies, and for those with one still open."""

_OPEN_NAMES = f"{_AGENCY}:{_OPEN}"
"""Stands in `Filter.asks` for what only a comparison of the cell with the agencies tells."""

_BY_DOCUMENTS = ("document", "page")
"""Fields that the documents of a record tell; where it is not known what they say no term of them matches."""

QUEUE = "queue"
SAMPLE, RISK = "sample", "risk"
QUEUES = (SAMPLE, RISK)
"""What waits to be decided, by name: a sample that was drawn; all of it, what is likely wrong first."""
FIELDS = (*NAMES, "rule", "severity", *_BY_DOCUMENTS, QUEUE)
"""The fields that a term may ask for."""

_TERM = re.compile(
    r"""(?P<minus>-?)
        (?:(?P<field>[^\W\d_]+):(?P<exact>=?))?
        (?:"(?P<phrase>(?:[^"\\]|\\.)*)(?P<closed>"?) | (?P<word>[^\s"]*))""",
    re.VERBOSE,
)


Test = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Filter:
    """A parsed filter.

    Attributes:
        source: The filter as it was written.
        groups: Every group must match; a group matches if one of its tests does.
        words: Folded words that the text of every match contains, for a quick first check.
        asks: The fields that its terms ask for.
        order: What the rows that match are to be listed by, the least first; `None` for their order in the record.
        sought: Folded words that are looked for, also those of which a match contains only some; to be marked in texts.
        fields: The field that all terms of each group ask for; empty where they ask for several, for words or negated.
    """

    source: str
    groups: tuple[tuple[Test, ...], ...]
    words: tuple[str, ...]
    asks: frozenset[str] = frozenset()
    order: Callable[[Row], Rank] | None = None
    sought: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def asks_documents(self) -> bool:
        """True if it asks what the documents of records say."""
        return not self.asks.isdisjoint(_BY_DOCUMENTS)

    @property
    def asks_open_names(self) -> bool:
        """True if it asks which names of cells the agencies do not hold."""
        return _OPEN_NAMES in self.asks

    def matches(self, row: Row) -> bool:
        """True if the filter matches a row; an empty filter matches all."""
        return all(any(test(row) for test in group) for group in self.groups)

    def missed(self, row: Row) -> frozenset[str]:
        """Return the fields of the groups that do not match a row, see `fields`; none where the filter matches it."""
        missed = (
            field for field, group in zip(self.fields, self.groups, strict=True) if not any(t(row) for t in group)
        )
        return frozenset(missed)


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
    fields: list[str] = []
    words: list[str | None] = []
    asks: set[str] = set()
    sought: list[str] = []
    after_or = False
    at = _skip_blanks(source, 0)
    while at < len(source):
        if _is_or(source, at):
            if not groups or after_or:
                raise FilterError("OR stands between two terms", at + 1)
            after_or = True
            at = _skip_blanks(source, at + 2)
            continue
        test, word, end = _term(source, at, waiting)
        field = _field_of(source, at)
        asks |= {field, _OPEN_NAMES} if _asks_open_names(source, at) else {field}
        if source[at] == "-":
            field = ""
        sought += [word] if word else []
        if after_or:
            groups[-1].append(test)
            words[-1] = None
            fields[-1] = field if fields[-1] == field else ""
        else:
            groups.append([test])
            words.append(word)
            fields.append(field)
        after_or = False
        at = _skip_blanks(source, end)
    if after_or:
        raise FilterError("OR stands between two terms", len(source.rstrip()) - 1)
    wanted = tuple(tuple(group) for group in groups)
    order = risk if any(_by_risk in group for group in wanted) else None
    first = tuple(w for w in words if w)
    return Filter(source, wanted, first, frozenset(asks), order, tuple(sought), tuple(fields))


def _field_of(source: str, at: int) -> str:
    """The field that a term asks for, empty for words."""
    match = _TERM.match(source, at)
    return (match["field"] or "").casefold() if match else ""


def _asks_open_names(source: str, at: int) -> bool:
    match = _TERM.match(source, at)
    is_open = match is not None and searchable(match["word"] or "") == _OPEN and not match["exact"]
    return is_open and _field_of(source, at) == _AGENCY


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
        quoted = phrase is not None
        if field.casefold() == QUEUE:
            test = _queue_test(value, column + len(field) + 1, waiting, quoted=quoted)
        else:
            test = _field_test(field.casefold(), value, column, quoted=quoted, exact=bool(match["exact"]))
    if match["minus"]:
        positive = test
        if field is not None and field.casefold() in _BY_DOCUMENTS:
            return lambda row: bool(row.document) and not positive(row), None, match.end()
        return lambda row: not positive(row), None, match.end()
    return test, word or None, match.end()


def _field_test(field: str, value: str, column: int, *, quoted: bool, exact: bool) -> Test:
    if field not in FIELDS:
        hint = did_you_mean(field, FIELDS) or f"; the fields are {', '.join(FIELDS)}"
        raise FilterError(f"there is no field '{field}'{hint} (put a word with a colon in quotes)", column)
    quoted = quoted or exact
    anything = value == "*" and not quoted
    folded = searchable(value)
    at = column + len(field) + 1
    if field == "rule":
        return _rule_test("" if anything else value, at, exact=exact)
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
    if field == _AGENCY and folded == _NONE and not quoted:
        return lambda row: row.without_agency
    if field == _AGENCY and folded == _OPEN and not quoted:
        return lambda row: row.open_agency
    place = NAMES.index(field)
    asked = FILTERED[place][1]
    if anything:
        absent = None if asked.kind in {Kind.PRINTED_NUMBER, Kind.YEAR, Kind.SHARE} else ""
        return lambda row: row.values[place] != absent
    holds = value_test(asked, value, at, exact=exact)
    if field == _AGENCY and exact:  # where none is decided yet, the cell stands in the agencies' place
        return lambda row: row.has_agencies and holds(row.values[place])
    return lambda row: holds(row.values[place])


def _queue_test(value: str, column: int, waiting: Waiting, *, quoted: bool) -> Test:
    """What is in a queue and undecided, so that it is not any more once it is decided."""
    if value == "*" and not quoted:
        return is_undecided
    queue = searchable(value)
    check_choice(QUEUE, queue, QUEUES, column)
    if queue == RISK:
        return _by_risk
    drawn = frozenset(waiting())
    record = NAMES.index("record")
    return lambda row: (row.values[record], row.key) in drawn and is_undecided(row)


def _by_risk(row: Row) -> bool:
    """As `is_undecided`; a filter with it lists by `risk`."""
    return is_undecided(row)


def _page_test(value: str) -> Test:
    holds = number_test(value)
    return lambda row: any(holds(page) for page in row.pages)


def _rule_test(value: str, column: int, *, exact: bool) -> Test:
    if value[:3].upper() == "DHR":
        if not re.fullmatch(r"DHR\d{0,3}", value.upper()):
            raise FilterError(f"'{value}' is not the code of a rule; write DHR201, or DHR2 for its family", column)
        wanted = value.upper()
    else:
        wanted = value.lower()
    if exact:
        return lambda row: wanted in row.rules
    return lambda row: any(name.startswith(wanted) for name in row.rules)
