"""Filtering findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from dhrcurate.curation.checking.report import Located
from dhrcurate.curation.filter import parse_filter, row_of
from dhrcurate.domain.standing import Standing
from dhrcurate.storage.document import Document


def only_matching(
    source: str,
    located: Iterable[Located],
    directory: Path,
    text_of: Mapping[str, bytes],
    standings_of: Callable[[Document], Mapping[str, Standing]] = lambda _document: {},
) -> Iterator[Located]:
    """The findings whose recommendation matches a filter; `rule:` and `severity:` match the finding itself.

    A finding about a whole record matches by the fields of the record; a finding in a file that is not a record never
    matches.

    Args:
        source: The filter.
        located: The findings, file by file.
        directory: The folder that file names are relative to.
        text_of: Content that was not read from a file, by name.
        standings_of: Gives how the recommendations of a record stand in its documents, if the filter asks that.

    Raises:
        FilterError: If the filter is invalid.
    """
    wanted = parse_filter(source)
    for file, group in groupby(located, key=lambda one: one.file):
        path = directory / file
        document = Document.of(path, text_of[file]) if file in text_of else Document.read(path)
        if (record := document.record) is None:
            continue
        printed = standings_of(document) if wanted.asks_documents else {}
        for one in group:
            rows = (record.by_key(at.key) if at.key else None for at in one.finding.each)
            if any(
                wanted.matches(row_of(record, about, [one.finding], printed.get(about.key) if about else None))
                for about in rows
            ):
                yield one
