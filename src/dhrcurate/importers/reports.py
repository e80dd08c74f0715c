"""A report itself as a review: its first pages tell which one it is, and its recommendations were found by others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from dhrcurate.domain.agency import Names
from dhrcurate.importers.lists.title_page import is_of_body, partnership_above, partnership_supposed, title_above
from dhrcurate.importers.making import make
from dhrcurate.importers.metadata import fill, read_metadata
from dhrcurate.importers.model import Found, Imported, Metadata, Row
from dhrcurate.importers.pages.page import Line, Page


def read_report(
    front: Sequence[Line],
    rows: Sequence[Row],
    digest: str,
    name: str,
    names: Names,
    *,
    printed: str | None = None,
    given: Metadata | None = None,
    lost: Sequence[str] = (),
    extraction: Mapping[str, str] | None = None,
) -> Imported:
    """Puts the recommendations that were found in a report in the form of a record.

    Of what the first pages say only the facts that have a place of their own there are used: a summary of a report is a
    chapter, and a number of recommendations is mostly that of a chapter.

    Args:
        front: The lines of its first pages.
        rows: Its recommendations.
        digest: The SHA-256 of the file.
        name: The file's name.
        names: The register.
        printed: What the title page prints in the largest letters that is no name of a body; `None` if nothing.
        given: Facts of the review, used if the report does not give them.
        lost: What may be recommendations and is not among them, a sentence each.
        extraction: What the caller says of the extraction.
    """
    lines = tuple(front)
    metadata = replace(
        read_metadata(Page(lines), len(lines)), summary=None, stated_count=None, url=None, library_id=None
    )
    metadata = fill(metadata, csp=partnership_above(lines, names))
    title = title_above(lines) or metadata.title
    if title is None or is_of_body(title, names):  # who wrote a report stands above what it is called
        title = printed
    metadata = replace(metadata, title=title)
    if given is not None:
        metadata = fill(metadata, **asdict(given))
    supposed = None if metadata.csp else partnership_supposed(lines, "", names)
    found = Found("report", metadata, tuple(rows), tuple(lost), tuple(lost), supposed=supposed)
    return make(found, digest, name, extraction)
