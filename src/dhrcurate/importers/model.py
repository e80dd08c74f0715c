"""The result of reading a page: values that every layout fills in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EXTRACTION_FACTS = ("tool", "model", "run", "prompt")
"""What is known of the program that made a table; all of its rows mostly have it alike."""


@dataclass(frozen=True, slots=True)
class Row:
    """One recommendation as found on a page.

    Attributes:
        text: Its exact words.
        addressed_to: The exact addressed-to cell; empty if there is none or it cannot be determined.
        number: The number as printed, `None` if there is none.
        title: Its theme or heading, if the page sets one apart.
        incomplete: Whether the file breaks off in the middle of it.
        extracted: What its extraction says of it, and of itself: `confidence` as a share, `page` as a number, and
            `EXTRACTION_FACTS` as text.
        extra: What else its table has of it, by the name of the column.
    """

    text: str
    addressed_to: str = ""
    number: str | None = None
    title: str | None = None
    incomplete: bool = False
    extracted: Mapping[str, Any] = field(default_factory=dict, hash=False)
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Metadata:
    """The facts of the review as a whole that a page gives; `None` for those that it does not.

    Attributes:
        title: The review's title, as the page prints it.
        csp: The community safety partnership or its area.
        published: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
        report_date: The same, of the report itself.
        year_of_death: A year.
        summary: Paragraphs, an empty line between them.
        wording: `summarised` if a table says that its texts are summaries; pages are verbatim.
        publisher: Who published the page.
        url: The address of the page or its report.
        library_id: The publisher's own id of the report.
        stated_count: The number of recommendations that the page states.
        page_sha256: For a table, the digest of the page that it was extracted from, if the table gives it.
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
class Guess:
    """A partnership that a page names without saying that its review is of it.

    Attributes:
        area: Its area.
        name: Its name, as the page has it.
        doubted: Whether a curator is told of it.
    """

    area: str
    name: str
    doubted: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """One review as a layout's reader found it, before it is put in the form of a record.

    Attributes:
        layout: The layout that it was read as.
        metadata: The facts of the review.
        rows: Its recommendations, in the page's order.
        warnings: Warnings for the curator, a sentence each.
        lost: Those of the warnings that tell of a row or word that found no place.
        beside: Lines of the page beside its recommendations that are plainly none.
        labels: How such lines are labelled.
        supposed: The partnership that it may be of, where the page does not state it.
        columns: The fields of a row that its format has a place for, though every row may leave them empty.
    """

    layout: str
    metadata: Metadata
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    supposed: Guess | None = None
    columns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Imported:
    """A review ready to become a record.

    Attributes:
        data: The record's content, without `source.page` and `source.imported`, which the writer knows, and without its
            extractions; its `id` is the one to use if no other record has it.
        layout: The layout that the page was read as.
        warnings: Warnings for the curator, a sentence each.
        lost: Those of the warnings that tell of a row or word that is not in the content.
        extractions: Its extractions, without `at` and `page`, which the writer knows.
        unsaid: The fields of its rows, and facts as `review.title`, of which the file says nothing at all: its format
            has no place for them, and what stands for them in the content, if anything, was made up.
    """

    data: dict[str, Any] = field(hash=False)
    layout: str
    warnings: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    extractions: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    unsaid: frozenset[str] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether every row and word of it is in the content."""
        return not self.lost

    @property
    def count(self) -> int:
        """The number of recommendations."""
        return len(self.data["recommendations"])
