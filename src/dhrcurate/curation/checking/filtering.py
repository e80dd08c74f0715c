"""Findings narrowed down by a filter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path

from dhrcurate.curation.checking.report import Located
from dhrcurate.curation.filter import parse_filter, row_of
from dhrcurate.storage.document import Document


def only_matching(
    source: str, located: Iterable[Located], directory: Path, text_of: Mapping[str, bytes]
) -> Iterator[Located]:
    """The findings whose recommendation matches a filter; `rule:` and `severity:` ask about the finding itself.

    A finding about a record as a whole matches what is asked about the record; one in a file that is no record matches
    nothing.

    Args:
        source: The filter.
        located: The findings, file by file.
        directory: What the files' names are relative to.
        text_of: Content of what was not read from a file, by name.

    Raises:
        FilterError: Where the filter cannot be understood.
    """
    wanted = parse_filter(source)
    for file, group in groupby(located, key=lambda one: one.file):
        path = directory / file
        record = (Document.of(path, text_of[file]) if file in text_of else Document.read(path)).record
        if record is None:
            continue
        for one in group:
            about = record.by_key(one.finding.key) if one.finding.key else None
            if wanted.matches(row_of(record, about, [one.finding])):
                yield one
