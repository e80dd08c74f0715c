"""The rows of a table sorted into reviews, so that each row and each word of them is in one or is told."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dhrcurate.domain.fields import REVIEW, SOURCE, Kind
from dhrcurate.importers.columns.headless import are_names
from dhrcurate.importers.columns.names import REVIEW_FIELDS, ROW_FIELDS
from dhrcurate.importers.lists.titles_before import with_titles_before
from dhrcurate.importers.model import Found, Metadata, Row
from dhrcurate.importers.tables.cell_labels import without_labels
from dhrcurate.importers.tables.lists_in_cells import UNDIVIDED, with_bullets_apart
from dhrcurate.importers.tables.own_numbers import with_own_numbers
from dhrcurate.importers.values.dates import DateColumn
from dhrcurate.importers.values.dividing import TableRow, counted_by_body, divided, starts_again
from dhrcurate.importers.values.labels import is_label
from dhrcurate.importers.values.spellings import in_one_spelling
from dhrcurate.importers.wording.asking import asks

_SAME = ("csp", "review_title", "published", "year_of_death", "library_id")
"""What rows of one review have alike, empty or not."""
_APART = ("url", "report_date", "page_sha256")
"""What keeps rows apart where it differs; a row that lacks it belongs to the review before."""
_DATES = tuple(f.name for f in REVIEW if f.kind is Kind.DATE)
_TEXTS = tuple(
    f.name for table in (REVIEW, SOURCE) for f in table
    if f.kind in {Kind.LINE, Kind.LINES} and f.name in REVIEW_FIELDS
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TWO_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)\s*(?P<sep>[/–-]|to|or)\s*(?P<second>\d\d(?:\d\d)?)", re.IGNORECASE)
_ONLY_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0+)?")
_COUNT = re.compile(r"[0-9]{1,6}(?:\.0+)?")
_SHOWN = 6


@dataclass(slots=True)
class Told:
    """What a curator is to know of a table.

    Attributes:
        warnings: A sentence each.
        lost: Those of them that tell of a row or word that did not come in.
    """

    warnings: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def lose(self, warning: str) -> None:
        """Tells of something that did not come in."""
        self.warnings.append(warning)
        self.lost.append(warning)

    def before(self, found: Found) -> Found:
        """A review of the table with this told before what is told of it."""
        return replace(found, warnings=(*self.warnings, *found.warnings), lost=(*self.lost, *found.lost))


def fill_down(rows: Sequence[TableRow], order: Sequence[str], told: Told) -> list[TableRow]:
    """Repeats what merged cells say of a review in the rows that they stretch over; leaves out rows without words.

    Args:
        rows: The rows of a table of cells.
        order: The fields of the review that have columns, from left to right.
        told: What is filled in is told.
    """
    filled: list[TableRow] = []
    before: TableRow | None = None
    heading: TableRow | None = None
    merged: list[int] = []
    for row in rows:
        more = _merged(row, before, order)
        whole = replace(row, values={**row.values, **more})
        if more:
            merged.append(row.place)
        if _recommends(row):
            if heading is not None and not more and not _agrees(heading, row, order):
                _left_out(heading, told)
            heading = None
            filled.append(whole)
        elif is_label(row):
            _left_out(row, told)
            continue
        elif any(row.values.get(kind) for kind in order):
            if heading is not None:
                _left_out(heading, told)
            heading = row
        elif row.other:
            _left_out(row, told)
            continue
        before = whole
    if heading is not None:
        _left_out(heading, told)
    if merged:
        shown = rows_in_words(merged)
        told.warnings.append(f"empty cells about the review were filled from the row above: in {shown}")
    return filled


def _merged(row: TableRow, before: TableRow | None, order: Sequence[str]) -> dict[str, str]:
    """What a row takes over from the one before it, as its own cells about the review are empty."""
    if before is None or not (_recommends(row) or any(row.values.get(kind) for kind in order)):
        return {}
    own = [kind for kind in order if row.values.get(kind)]
    empty = [kind for kind in order if not row.values.get(kind) and before.values.get(kind)]
    changed = next((kind for kind in own if row.values[kind] != before.values.get(kind)), None)
    if changed is not None:
        above = [kind for kind in empty if order.index(kind) < order.index(changed)]
        taken = above if changed in _APART else [kind for kind in empty if kind in {"csp", "publisher"}]
    elif own and {"csp", "review_title"}.isdisjoint(empty):
        taken = [kind for kind in empty if kind not in _SAME]  # a review whose date or id is not known
    else:
        taken = empty
    return {kind: before.values[kind] for kind in taken}


def _agrees(heading: TableRow, row: TableRow, order: Sequence[str]) -> bool:
    return all(row.values.get(kind) == heading.values[kind] for kind in order if heading.values.get(kind))


def _left_out(row: TableRow, told: Told) -> None:
    said = ", ".join(f"“{v[:40]}”" for v in row.values.values() if v)
    told.lose(f"row {row.place} has no recommendation and was left out" + (f": {said}" if said else ""))


def rows_in_words(places: Sequence[int]) -> str:
    """Rows as people list them: "rows 3-5, 9"."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return ("row " if len(places) == 1 else "rows ") + ", ".join(shown[:_SHOWN]) + more


def sorted_into_reviews(
    layout: str, rows: Iterable[TableRow], told: Told, *, columns: Iterable[str] = (), declared: bool = False
) -> list[Found]:
    """A review for each set of rows that say the same of their review.

    Args:
        layout: The layout of the table.
        rows: Its rows, with what their reviews say of themselves.
        told: What is to be told of the table; it goes with its first review.
        columns: The fields that it has columns of, whether or not any cell in them is filled.
        declared: Whether the file itself says that the rows are those of one review.
    """
    taken = []
    for row in rows:
        if _recommends(row):
            taken.append(row)
        elif row.other or any(row.values.values()):
            _left_out(row, told)
    taken, spelt, apart = in_one_spelling(taken)
    told.warnings += spelt
    for doubt in apart:
        told.lose(doubt)
    groups = _groups(taken) if declared else _divided(_groups(taken), told)
    dates = {kind: DateColumn(row.values.get(kind, "") for row in taken) for kind in _DATES}
    of_rows = frozenset(ROW_FIELDS.keys() & set(columns))
    found = []
    for group in groups:
        own = Told()
        metadata = _Metadata(group, dates, own).read()
        parted = [without_labels(_row(row)) for row in group]
        labels = tuple(dict.fromkeys(label for _, labels in parted for label in labels))
        recommendations = tuple(_parts_apart([row for row, _ in parted], group, own))
        warnings = tuple(dict.fromkeys(own.warnings))
        lost = tuple(own.lost)
        found.append(Found(layout, metadata, recommendations, warnings, lost, labels=labels, columns=of_rows))
    if found:
        found[0] = told.before(found[0])
    return found


def _parts_apart(rows: Sequence[Row], group: Sequence[TableRow], told: Told) -> list[Row]:
    """The rows with what their words begin with set apart: numbers, bullets and titles, where no column is of such."""
    rows = with_own_numbers(rows)
    columns = {kind for row in group for kind in row.values}
    if "number" not in columns and not any(row.number for row in rows):
        rows, doubtful = with_bullets_apart(rows)
        for text in doubtful:
            told.lose(f"{UNDIVIDED}: “{' '.join(text.split())[:60]}”")
    return rows if "title" in columns else with_titles_before(rows, lambda name: are_names([name]), asks)


def _recommends(row: TableRow) -> bool:
    """True if a row has something of a recommendation."""
    return any(row.values.get(kind) for kind in ROW_FIELDS) and not is_label(row)


def _divided(groups: Iterable[list[TableRow]], told: Told) -> list[list[TableRow]]:
    """The groups, each divided further where a column tells several reviews apart that are otherwise alike."""
    result: list[list[TableRow]] = []
    for group in groups:
        heading, parts = divided(group) or ("", [group])
        if heading:
            told.warnings.append(f"“{heading}” tells apart {len(parts)} reviews that are otherwise alike")
        for part in parts:
            if (row := starts_again(part)) is not None and not counted_by_body(part):
                told.lose(
                    f"the numbers start again at row {row.place}, with {row.values['number']}; if another review "
                    "begins there, name the column that tells them apart with --map library_id=COLUMN"
                )
        result += parts
    return result


def _groups(rows: Iterable[TableRow]) -> list[list[TableRow]]:
    """The rows by review, in the order of their first rows."""
    groups: list[list[TableRow]] = []
    known: dict[tuple[str, ...], int] = {}
    latest: dict[tuple[str, ...], tuple[int, list[str]]] = {}
    for row in rows:
        same = tuple(row.values.get(kind, "") for kind in _SAME)
        apart = [row.values.get(kind, "").partition("#")[0] for kind in _APART]
        at = known.get((*same, *apart))
        if at is None and same in latest:
            before, said = latest[same]
            if all(not a or not b or a == b for a, b in zip(apart, said, strict=True)):
                at, apart = before, [a or b for a, b in zip(apart, said, strict=True)]
        if at is None:
            at = len(groups)
            groups.append([])
        groups[at].append(row)
        known[*same, *apart] = at
        latest[same] = at, apart
    return groups


def _row(row: TableRow) -> Row:
    def value(kind: str) -> str:
        return row.values.get(kind, "")

    return Row(
        value("text"), value("addressed_to"), value("number") or None, value("title") or None,
        incomplete=row.incomplete, extracted=row.extracted, extra=row.extra,
    )  # fmt: skip


class _Metadata:
    """The facts of a review, from what its rows say.

    Args:
        rows: The rows.
        columns: The dates of the table's columns.
        told: What is left out is told.
    """

    def __init__(self, rows: Sequence[TableRow], columns: Mapping[str, DateColumn], told: Told) -> None:
        self._columns = columns
        self._told = told
        said: dict[str, dict[str, None]] = defaultdict(dict)
        for row in rows:
            for kind, value in row.values.items():
                if kind not in ROW_FIELDS and value:
                    said[kind][value] = None
        self._said = {kind: list(values) for kind, values in said.items()}

    def read(self) -> Metadata:
        dates = {kind: self._date(kind) for kind in _DATES}
        plain = {kind: self._one(kind) for kind in _TEXTS if kind != "summary"}
        year = self._year()
        count = self._one("stated_count")
        wording = (self._one("wording") or "").lower() or None
        sha256 = (self._one("page_sha256") or "").removeprefix("sha256:").lower() or None
        if count and not _COUNT.fullmatch(count):
            count = self._without("stated_count", "a number")
        if wording and wording not in REVIEW.field("wording").choices:
            wording = self._without("wording", " or ".join(REVIEW.field("wording").choices))
        if sha256 and not re.fullmatch(r"[0-9a-f]{64}", sha256):
            sha256 = self._without("page_sha256", "a SHA-256 digest")
        return Metadata(
            title=self._one("review_title"),
            year_of_death=year,
            stated_count=int(float(count)) if count else None,
            summary="\n\n".join(self._said.get("summary", ())) or None,
            wording=wording,
            page_sha256=sha256,
            **dates,
            **plain,
        )

    def _one(self, kind: str) -> str | None:
        """The first value that the rows give; others are told."""
        if kind not in self._said:
            return None
        first, *others = self._said[kind]
        if others:
            shown = ", ".join(f"“{value[:60]}”" for value in others[:3]) + (", ..." if len(others) > 3 else "")
            self._told.lose(
                f"rows of one review give several of {_label(kind)}: “{first[:60]}” was kept, {shown} left out"
            )
        return first

    def _without(self, kind: str, wanted: str) -> str | None:
        self._told.lose(f"“{self._said[kind][0][:60]}” is not {wanted} and was left out")
        return None

    def _date(self, kind: str) -> str | None:
        text = self._one(kind)
        if text is None:
            return None
        found = self._columns[kind].read(text)
        if found is None:
            self._told.lose(f"“{text}” is not a date and was left out")
            return None
        if not found.whole:
            self._told.lose(f"of “{text}” only {found.value} was kept as {_label(kind)}")
        elif not found.sure:
            self._told.warnings.append(f"“{text}” was read as {found.value}")
        return found.value

    def _year(self) -> int | None:
        """The year of the death. A record has no place for the day, which could tell who is meant."""
        said = self._said.get("year_of_death", [])
        if not said:
            return None
        text = said[0]
        if _spans_years(text):
            self._told.lose(f"“{text}” may be either of two years and was left out")
            return None
        found = DateColumn(said).read(text)
        year = _YEAR.search(found.value if found else text)
        if year is None:
            self._told.lose(f"“{text}” is no year and was left out")
            return None
        if not _ONLY_YEAR.fullmatch(text):
            self._told.warnings.append("of the date of death only the year was kept")
        return int(year.group())


def _label(kind: str) -> str:
    return kind.replace("_", " ")


def _spans_years(text: str) -> bool:
    """True if a text is a year and the one after it, as financial years are written, and not a year and a month."""
    found = _TWO_YEARS.fullmatch(text)
    if found is None:
        return False
    first, second = int(found["first"]), int(found["second"])
    next_one = second == (first + 1) % 100 and found["sep"] != "-"
    return first != second if len(found["second"]) > 2 else second > 12 or next_one
