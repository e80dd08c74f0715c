"""Queries to the background thread and their results: one query and one result per kind.

Every query has a request number of its own, growing, and every result carries its query. A query replaces an older one
in the same slot; a result whose query was replaced is late.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from dhrcurate.curation.naming.suggestions import Offer
from dhrcurate.review.count_queries import ActivityFound, ActivityQuery, CountQuery, RecommendationsCounted
from dhrcurate.review.examined import Examined
from dhrcurate.review.filtering import Found
from dhrcurate.review.query import BaseQuery, RecordQuery
from dhrcurate.review.summaries import Summary

if TYPE_CHECKING:
    from pathlib import Path

    from dhrcurate.curation.documents.given import Given
    from dhrcurate.curation.naming.agencies import Name, Preview
    from dhrcurate.curation.naming.clustering import Cluster
    from dhrcurate.curation.updating.brought import Newest
    from dhrcurate.review.beside import Beside
    from dhrcurate.review.paper import Paper


class WarmUp(BaseQuery):
    """Import what the first decision needs; there is no result."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class FindingsQuery(RecordQuery):
    """The findings of a record as it is shown.

    Attributes:
        version: The version of its content; results about an older one are told by it.
    """

    version: int


class EvidenceQuery(RecordQuery):
    """What the documents of a record say of it as it is shown, from their cached texts."""

    __slots__ = ()


class BroughtQuery(RecordQuery):
    """What the newest extraction brought to a record, as its trail tells it."""

    __slots__ = ()


class ReadingQuery(RecordQuery):
    """The documents of a record read, so that their texts are cached."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class PaperQuery(BaseQuery):
    """The text of a document, to be shown.

    Attributes:
        sha256: Its digest.
    """

    sha256: str

    @property
    def slot(self) -> object:
        """One per document."""
        return type(self), self.sha256


@dataclass(frozen=True, slots=True)
class AttachQuery(RecordQuery):
    """Read a file that is to be attached to a record, so that attaching it takes no time.

    Attributes:
        path: The file.
    """

    path: Path


@dataclass(frozen=True, slots=True)
class ViewerQuery(BaseQuery):
    """A document opened in the system's viewer.

    Attributes:
        record_id: The record.
        sha256: The document.
        page: The sheet; 0 for the beginning.
    """

    record_id: str
    sha256: str
    page: int


@dataclass(frozen=True, slots=True)
class SuggestionsQuery(BaseQuery):
    """Agencies that the names of an addressed-to cell may stand for."""

    record_id: str
    key: str
    cell: str


@dataclass(frozen=True, slots=True)
class PageQuery(BaseQuery):
    """The source page of a record."""

    record_id: str


class BesideQuery(BaseQuery):
    """What is shown beside the text by itself, worked out once the keys rest."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SummaryQuery(BaseQuery):
    """The summary of a record for the library's list."""

    record_id: str

    @property
    def slot(self) -> None:
        """Each is answered."""


@dataclass(frozen=True, slots=True)
class RowsQuery(BaseQuery):
    """The rows of the whole library that fit the filter of the list.

    Attributes:
        words: The filter as it is written.
    """

    words: str


@dataclass(frozen=True, slots=True)
class MarksQuery(BaseQuery):
    """The recommendations that a rule found something in.

    Attributes:
        rule: The rule's code.
        name: The rule's name.
    """

    rule: str
    name: str


@dataclass(frozen=True, slots=True)
class RecordsQuery(BaseQuery):
    """The records in which a recommendation fits the filter of the library's list.

    Attributes:
        words: The filter as it is written.
    """

    words: str


class NamesQuery(BaseQuery):
    """Every name in the addressed-to cells of the library."""

    __slots__ = ()


class ClustersQuery(BaseQuery):
    """The unresolved names of the library, grouped by what they probably are."""

    __slots__ = ()


class PreviewQuery(BaseQuery):
    """The changes that a decision about names would make in the whole library."""

    __slots__ = ()


Query: TypeAlias = (
    WarmUp
    | FindingsQuery
    | EvidenceQuery
    | BroughtQuery
    | ReadingQuery
    | PaperQuery
    | AttachQuery
    | ViewerQuery
    | SuggestionsQuery
    | PageQuery
    | CountQuery
    | ActivityQuery
    | BesideQuery
    | SummaryQuery
    | RowsQuery
    | MarksQuery
    | RecordsQuery
    | NamesQuery
    | ClustersQuery
    | PreviewQuery
)


class FindingsFound(NamedTuple):
    """What is found in a record."""

    query: FindingsQuery
    examined: Examined


class EvidenceFound(NamedTuple):
    """What the documents of a record say of it; `None` if it has none."""

    query: EvidenceQuery
    beside: Beside | None


class BroughtFound(NamedTuple):
    """What the newest extraction brought; `None` if there was none, or the trail cannot be read, with the problem."""

    query: BroughtQuery
    newest: Newest | None
    problem: str = ""


class DocumentsRead(NamedTuple):
    """The documents of a record were read.

    Attributes:
        query: The query.
        new: Whether more is known of them now.
    """

    query: ReadingQuery
    new: bool


class PaperShown(NamedTuple):
    """The text of a document; `None` if it is not cached."""

    query: PaperQuery
    paper: Paper | None


class ReadyToAttach(NamedTuple):
    """A file was read that is to be attached."""

    query: AttachQuery
    given: Given


class ViewerOpened(NamedTuple):
    """A document was given to the system's viewer.

    Attributes:
        query: The query.
        words: What was done, or why not.
        failed: Whether nothing was opened.
    """

    query: ViewerQuery
    words: str
    failed: bool = False


class SuggestionsFound(NamedTuple):
    """The suggestions for a cell."""

    query: SuggestionsQuery
    suggestions: Sequence[Offer]


class PageRead(NamedTuple):
    """The source page of a record.

    Attributes:
        query: The query.
        page: The page as it reads, `None` where it cannot be read.
        cells: Where it bounds cells and list items itself, in code points.
    """

    query: PageQuery
    page: str | None
    cells: Sequence[tuple[int, int]] = ()


class BesideReady(NamedTuple):
    """What is shown beside the text was worked out.

    Attributes:
        query: The query.
        show: Shows it.
    """

    query: BesideQuery
    show: Callable[[], object]


class SummaryRead(NamedTuple):
    """The summary of a record."""

    query: SummaryQuery
    summary: Summary


class RowsFound(NamedTuple):
    """Rows that fit the filter of the list; further results follow until `found.whole`."""

    query: RowsQuery
    found: Found


class MarksFound(NamedTuple):
    """Recommendations that a rule found something in; further results follow until `found.whole`."""

    query: MarksQuery
    found: Found


class RecordsFound(NamedTuple):
    """Records with a recommendation that fits the filter; further results follow until `found.whole`."""

    query: RecordsQuery
    found: Found


class NamesFound(NamedTuple):
    """The names of the library."""

    query: NamesQuery
    names: Sequence[Name]


class ClustersFound(NamedTuple):
    """The groups of unresolved names."""

    query: ClustersQuery
    clusters: Sequence[Cluster]


class PreviewReady(NamedTuple):
    """The changes that a decision about names would make."""

    query: PreviewQuery
    preview: Preview


class QueryFailed(NamedTuple):
    """A query could not be answered."""

    query: Query
    error: Exception


Result: TypeAlias = (
    FindingsFound
    | EvidenceFound
    | BroughtFound
    | DocumentsRead
    | PaperShown
    | ReadyToAttach
    | ViewerOpened
    | SuggestionsFound
    | PageRead
    | RecommendationsCounted
    | ActivityFound
    | BesideReady
    | SummaryRead
    | RowsFound
    | MarksFound
    | RecordsFound
    | NamesFound
    | ClustersFound
    | PreviewReady
    | QueryFailed
)
