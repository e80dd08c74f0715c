"""Filtering findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from dhrcurate.curation.checking.report import Located
from dhrcurate.curation.filter import Row, Waiting, parse_filter, row_of, row_of_passage
from dhrcurate.domain.evidence import Evidence
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.open_names import OpenNames
from dhrcurate.domain.printed_place import left_out_by_name
from dhrcurate.domain.record import Record
from dhrcurate.domain.standing import Standing
from dhrcurate.storage.document import Document


def only_matching(
    source: str,
    located: Iterable[Located],
    directory: Path,
    text_of: Mapping[str, bytes],
    compared: Callable[[Document], tuple[Evidence | None, Mapping[str, Standing]]],
    left_open: Callable[[Document], Mapping[str, OpenNames]],
    waiting: Waiting,
) -> Iterator[Located]:
    """The findings whose recommendation matches a filter; `rule:` and `severity:` match the finding itself.

    A finding about a whole record matches by the fields of the record, one about a passage that no recommendation holds
    as that passage, if documents are asked for; a finding in a file that is not a record never matches.

    Args:
        source: The filter.
        located: The findings, file by file.
        directory: The folder that file names are relative to.
        text_of: Content that was not read from a file, by name.
        compared: Gives what the documents of a record say, `None` if it is not known, and how its recommendations stand
            in them; asked once for each record, if the filter asks that.
        left_open: Gives what the cells of a record name and its agencies do not hold, if the filter asks that.
        waiting: Gives the library's sample.

    Raises:
        FilterError: If the filter is invalid.
    """
    wanted = parse_filter(source, waiting)
    for file, group in groupby(located, key=lambda one: one.file):
        path = directory / file
        document = Document.of(path, text_of[file]) if file in text_of else Document.read(path)
        if (record := document.record) is None:
            continue
        evidence, printed = compared(document) if wanted.asks_documents else (None, {})
        left = left_open(document) if wanted.asks_open_names else {}
        passages = left_out_by_name(evidence)
        for one in group:
            if (passage := passages.get(one.finding.about or "")) is not None:
                rows = [row_of_passage(record.id, document.data or {}, passage, [one.finding])]
            else:
                rows = [_row(record, at.key, one.finding, printed, left) for at in one.finding.each]
            if any(map(wanted.matches, rows)):
                yield one


def _row(
    record: Record, key: str | None, finding: Finding, printed: Mapping[str, Standing], left: Mapping[str, OpenNames]
) -> Row:
    about = record.by_key(key) if key else None
    at = about.key if about else ""
    return row_of(record, about, [finding], printed.get(at), left.get(at))
