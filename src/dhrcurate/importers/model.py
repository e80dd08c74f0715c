"""What an importer makes of a page: values that every layout fills in the same way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Layout = Literal["table", "flat", "learning-points", "csv", "json", "jsonl"]
"""Which layout a page was read as."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recommendation as it was found.

    Attributes:
        text: Its words, exactly.
        addressed_to: The addressed-to cell, exactly; empty if there is none or where it cannot be told.
        number: As printed, `None` if none was.
        title: Its theme or heading, where the page sets one apart.
    """

    text: str
    addressed_to: str = ""
    number: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of the review as a whole; `None` stands for what it does not say.

    Attributes:
        title: The review's title, as the page prints it.
        csp: The community safety partnership or its area.
        published: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        report_date: The same, of the report itself.
        year_of_death: A year.
        summary: Paragraphs, an empty line between them.
        wording: `summarised` where a table says that its texts are summaries; pages are verbatim.
        publisher: Who published the page.
        url: Where the page or its report stands.
        library_id: The publisher's own id of the report.
        stated_count: How many recommendations the page says it holds.
        page_sha256: For a table, the digest of the page that it was extracted from, where the table tells it.
    """

    title: str | None = None
    csp: str | None = None
    published: str | None = None
    report_date: str | None = None
    year_of_death: int | None = None
    summary: str | None = None
    wording: str | None = None
    publisher: str | None = None
    url: str | None = None
    library_id: str | None = None
    stated_count: int | None = None
    page_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One review as a layout's reader found it, before it takes the form of a record.

    Attributes:
        layout: The layout it was read as.
        metadata: About the review.
        rows: Its recommendations, in the page's order.
        warnings: What a curator should know, a sentence each.
    """

    layout: Layout
    metadata: Metadata
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A review ready to become a record.

    Attributes:
        data: The record's content, without `source.page` and `source.imported`, which the writer knows; its `id` is
            the one to use where no other record bears it.
        layout: The layout the page was read as.
        warnings: What a curator should know, a sentence each.
    """

    data: dict[str, Any] = field(hash=False)
    layout: Layout
    warnings: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many recommendations there are."""
        return len(self.data["recommendations"])
