"""Asking queries and working out their results on the thread beside the interface.

The rules, the register and the matcher are imported on that thread, so that the first recommendation can be read
before they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from dhrcurate.curation.naming.suggestions import offers_for
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.clock import Clock, local_day
from dhrcurate.domain.context import context_of_data
from dhrcurate.domain.edit import Data
from dhrcurate.review.answers import Reading, import_saving, read_brought, read_page
from dhrcurate.review.background import Background
from dhrcurate.review.beside import looked_for
from dhrcurate.review.count_queries import CountQueries
from dhrcurate.review.document_texts import DocumentTexts, OpenFile
from dhrcurate.review.examined import Examined, examined
from dhrcurate.review.filtering import FilterSource, Search
from dhrcurate.review.queries import (
    AttachQuery,
    BesideQuery,
    BesideReady,
    BroughtQuery,
    ClustersFound,
    ClustersQuery,
    DocumentsRead,
    EvidenceFound,
    EvidenceQuery,
    FindingsFound,
    FindingsQuery,
    MarksFound,
    MarksQuery,
    NamesFound,
    NamesQuery,
    PageQuery,
    PaperQuery,
    PaperShown,
    PreviewQuery,
    PreviewReady,
    Query,
    QueryFailed,
    ReadingQuery,
    ReadyToAttach,
    RecordsFound,
    RecordsQuery,
    Result,
    RowsFound,
    RowsQuery,
    SuggestionsFound,
    SuggestionsQuery,
    SummaryQuery,
    ViewerOpened,
    ViewerQuery,
    WarmUp,
)
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

    from dhrcurate.curation.checking.checker import Checker
    from dhrcurate.curation.naming.agencies import Name, Preview
    from dhrcurate.domain.evidence import Evidence
    from dhrcurate.domain.record import Record
    from dhrcurate.review.paper import Paper

T = TypeVar("T")

NOW, SOON, LATER, AT_LEISURE = 1, 2, 5, 9
"""How urgent a query is."""

PATIENCE, BRIEFLY = 0.06, 0.008
"""Seconds that queries wait after a key: until no more keys come, or only until the key itself is shown."""
_UNTIL_SAVED = 0.1
"""Seconds that the rules wait to look again: a decision is saved by then, and who decides fast is not kept back."""

_MANY = 20
"""More queries than one action asks: the records of a library wait to be read."""

Decide: TypeAlias = "Callable[[Iterable[Record], Names], Preview]"
"""Finds the changes that a decision about names would make in some records."""


class Queries:
    """Asks queries; each returns the query with its request number, by which its results are told.

    Args:
        workspace: The open records and the library.
        deliver: Called with each result, on the background thread.
        today: The clock that tells the day of a check.
    """

    def __init__(self, workspace: Workspace, deliver: Callable[[Result], object], today: Clock = local_day) -> None:
        self._workspace, self._today = workspace, today
        self._checker: Checker | None = None
        self.background, self._beside, self._reading = (self._thread(deliver) for _ in range(3))
        self._texts = DocumentTexts(workspace.library)
        self.counts = CountQueries(workspace, self.background)

    @staticmethod
    def _thread(deliver: Callable[[Result], object]) -> Background[Query, Result]:
        return Background(deliver, lambda query, error: deliver(QueryFailed(query, error)))

    def hush(self) -> None:
        """Lets patient queries wait a moment, because a key was pressed."""
        for thread in (self.background, self._beside):
            thread.hush()

    @property
    def quiet(self) -> float:
        """Seconds since a key was pressed."""
        return self.background.quiet

    @property
    def many_wait(self) -> bool:
        """True while the library is read, or many of its records."""
        return self.background.waiting > _MANY

    def hold(self) -> None:
        """Lets what is asked wait until `begin`: what works it out takes turns with what draws the first screen."""
        for thread in (self.background, self._beside, self._reading):
            thread.hold()

    def begin(self) -> None:
        """Answers what waited."""
        for thread in (self.background, self._beside, self._reading):
            thread.begin()

    def wait(self, timeout: float) -> bool:
        """Waits until every query is answered, what was held too; returns whether it is.

        Args:
            timeout: In seconds, for each thread.
        """
        self.begin()
        answered = [thread.wait(timeout) for thread in (self._reading, self._beside, self.background)]
        return all(answered)

    def close(self) -> None:
        """Ends the threads after the queries under way, and the reading of documents at once."""
        for thread in (self.background, self._beside, self._reading):
            thread.close()
        self._texts.cancel()

    def is_late(self, query: Query) -> bool:
        """True if a newer query replaced this one, so that its result is dropped.

        Findings are told by the version of the record, which an older query may have in common with a newer one.
        """
        match query:
            case FindingsQuery():
                return False
            case EvidenceQuery() | PaperQuery() | BroughtQuery():
                return self._beside.is_replaced(query)
            case ReadingQuery() | AttachQuery():
                return self._reading.is_replaced(query)
            case _:
                return self.background.is_replaced(query)

    def _made_checker(self) -> Checker:
        """Return the checker, made on first use.

        Raises:
            UnusableError: Where the configuration is broken.
        """
        if self._checker is None:
            from dhrcurate.curation.checking.checker import Checker  # noqa: PLC0415  # imports every rule

            library = self._workspace.library
            self._checker = Checker(library, library.settings.selector(), self._today)
        return self._checker

    @property
    def names(self) -> Names:
        """The register, to ask about agency names; made on first use."""
        return self._workspace.library.names

    def context(self, record_id: str) -> Context:
        """The area and time of a record, which tell more about the names in it."""
        return context_of_data(self._workspace.record(record_id).data)

    def warm_up(self) -> None:
        """Imports what the first decision needs."""
        self.background.ask(WarmUp(self._request()), import_saving, urgency=SOON, patience=PATIENCE)

    def findings(self, record_id: str) -> None:
        """Asks for the findings of a record as it is shown now, and what its documents say, unless that is known."""
        self.evidence(record_id)
        state = self._workspace.record(record_id)
        if not state.readable or state.found_in == state.version:
            return
        query, data, evidence = FindingsQuery(self._request(), record_id, state.version), state.data, state.evidence
        self.background.ask(
            query,
            lambda: FindingsFound(query, self._examine(record_id, data, evidence)),
            urgency=NOW,
            patience=PATIENCE if state.findings is None else _UNTIL_SAVED,
        )

    def _examine(self, record_id: str, data: Data, evidence: Evidence | None) -> Examined:
        from dhrcurate.curation.checking.told_once import told_once  # noqa: PLC0415  # with the rules

        found = self._made_checker().beside(record_id, data, evidence)
        return examined(found, told_once(found.active, record_id))

    # Documents

    def evidence(self, record_id: str) -> None:
        """Asks what the documents of a record say of it as it is shown now, unless that is known or under way.

        It is answered from the cached texts; a text that is not cached is read after that.
        """
        state = self._workspace.record(record_id)
        data, wanted = state.data, looked_for(state.data)
        if not state.readable or wanted == state.asked_beside:
            return
        state.asked_beside = wanted
        query = EvidenceQuery(self._request(), record_id)
        self._beside.ask(
            query,
            lambda: EvidenceFound(query, self._texts.beside(record_id, data, wanted)),
            urgency=NOW,
            patience=PATIENCE,
        )

    @property
    def cannot_read(self) -> bool:
        """True once it turned out that what reads documents is not installed."""
        return self._texts.unsupported

    def brought(self, record_id: str) -> None:
        """Asks what the newest extraction brought to a record, as its trail tells it."""
        query, workspace = BroughtQuery(self._request(), record_id), self._workspace
        self._beside.ask(query, lambda: read_brought(workspace, query), urgency=NOW)

    def read_documents(self, record_id: str) -> None:
        """Has the documents of a record read, in a process of their own; each once, whatever comes of it."""
        data = self._workspace.record(record_id).data
        query = ReadingQuery(self._request(), record_id)
        self._reading.ask(query, lambda: DocumentsRead(query, self._texts.read(record_id, data)), urgency=SOON)

    def read_to_attach(self, record_id: str, path: Path) -> None:
        """Has a file read that is to be attached to a record."""
        query = AttachQuery(self._request(), record_id, path)
        self._reading.ask(query, lambda: ReadyToAttach(query, self._texts.given(path)), urgency=NOW)

    def paper(self, sha256: str, *, urgency: int = NOW) -> Paper | None:
        """Returns the text of a document if it is at hand; else asks for it.

        Args:
            sha256: The document.
            urgency: How soon it is needed.
        """
        if (paper := self._texts.papers.get(sha256)) is None:
            query = PaperQuery(self._request(), sha256)
            patience = 0.0 if urgency == NOW else PATIENCE
            self._beside.ask(
                query, lambda: PaperShown(query, self._texts.paper(sha256)), urgency=urgency, patience=patience
            )
        return paper

    def view(self, record_id: str, sha256: str, page: int, open_file: OpenFile) -> ViewerQuery:
        """Asks to open a document of a record in a viewer.

        Args:
            record_id: The record.
            sha256: The document.
            page: The sheet; 0 for the beginning.
            open_file: Opens a file at a page, on the background thread; returns what it did, and whether it failed.
        """
        data, query = self._workspace.record(record_id).data, ViewerQuery(self._request(), record_id, sha256, page)

        def run() -> ViewerOpened:
            path, why = self._texts.file(record_id, data, sha256)
            return (
                ViewerOpened(query, why, failed=True) if path is None else ViewerOpened(query, *open_file(path, page))
            )

        self.background.ask(query, run, urgency=NOW)
        return query

    def suggestions(self, record_id: str, key: str, cell: str) -> SuggestionsQuery:
        """Asks which agencies the names of a cell may stand for."""
        library, context = self._workspace.library, self.context(record_id)
        query = SuggestionsQuery(self._request(), record_id, key, cell)
        self.background.ask(
            query,
            lambda: SuggestionsFound(query, offers_for(cell, library.names, context)),
            urgency=SOON,
            patience=PATIENCE,
        )
        return query

    def page(self, record_id: str) -> PageQuery:
        """Asks for the source page of a record."""
        library, query = self._workspace.library, PageQuery(self._request(), record_id)
        self.background.ask(query, lambda: read_page(library, query), urgency=SOON)
        return query

    def when_keys_rest(self, work_out: Callable[[], T], then: Callable[[T], object]) -> None:
        """Works out what is shown beside the text by itself, so that no key waits for it.

        Args:
            work_out: Called on the background thread, unless another was asked for meanwhile.
            then: Called with the result by who takes results.
        """
        query = BesideQuery(self._request())

        def work() -> BesideReady:
            result = work_out()
            return BesideReady(query, lambda: then(result))

        self.background.ask(query, work, urgency=SOON, patience=PATIENCE)

    def summaries(self, ids: Iterable[str] | None = None) -> None:
        """Asks for the summary of every record of the library, then for each with its findings.

        Args:
            ids: Only these records, as after a bulk change of them.
        """
        wanted = self._workspace.ids if ids is None else list(ids)
        for urgency, examine in ((LATER, None), (AT_LEISURE, self._examine_all)):
            for record_id in wanted:
                query = SummaryQuery(self._request(), record_id)
                reading = Reading(self._workspace.library, query, examine)
                self.background.ask(query, reading, urgency=urgency, patience=PATIENCE)

    def rows(
        self, words: str, search: Search, sources: Iterable[FilterSource], stays: tuple[str, str] = ("", "")
    ) -> RowsQuery:
        """Asks for the rows of the whole library that fit a filter; results come as rows are found.

        Args:
            words: The filter as it is written.
            search: The search.
            sources: The records.
            stays: A row, by record and key, that is listed though it may not fit.
        """
        query = RowsQuery(self._request(), words)
        self._search(
            query,
            lambda: (found if found is None else RowsFound(query, found) for found in search.run(sources, stays=stays)),
        )
        return query

    def marks(self, rule: str, name: str, search: Search, sources: Iterable[FilterSource]) -> MarksQuery:
        """Asks for the recommendations in some records that a rule found something in."""
        query = MarksQuery(self._request(), rule, name)
        self._search(
            query, lambda: (found if found is None else MarksFound(query, found) for found in search.run(sources))
        )
        return query

    def matching_records(self, words: str, search: Search, sources: Iterable[FilterSource]) -> RecordsQuery:
        """Asks for the records in which a recommendation fits a filter; results come as records are found."""
        query = RecordsQuery(self._request(), words)
        self._search(
            query, lambda: (found if found is None else RecordsFound(query, found) for found in search.run(sources))
        )
        return query

    def _search(self, query: Query, run: Callable[[], Iterator[Result | None]]) -> None:
        self.background.ask(query, run, urgency=SOON, patience=BRIEFLY)

    def names_of_library(self) -> NamesQuery:
        """Asks for every name in the cells of the library."""
        query = NamesQuery(self._request())
        self.background.ask(query, lambda: NamesFound(query, self._all_names()), urgency=SOON)
        return query

    def clusters(self, names: Sequence[Name]) -> ClustersQuery:
        """Asks for the unresolved names grouped by what they probably are."""
        query = ClustersQuery(self._request())

        def work_out() -> ClustersFound:
            from dhrcurate.curation.naming.clustering import clusters_of  # noqa: PLC0415  # only where they are made

            return ClustersFound(query, clusters_of(names))

        self.background.ask(query, work_out, urgency=SOON)
        return query

    def preview(self, decide: Decide) -> PreviewQuery:
        """Asks for the changes that a decision about names would make in the whole library."""
        library, query = self._workspace.library, PreviewQuery(self._request())
        self.background.ask(query, lambda: PreviewReady(query, decide(library.records(), library.names)), urgency=NOW)
        return query

    def _examine_all(self, state: RecordState) -> None:
        """Tells a state what its documents say, as far as their texts are cached, and what the rules find."""
        if wanted := looked_for(state.data):
            state.beside = self._texts.beside(state.id, state.data, wanted, thread="background")
        state.found(0, *self._examine(state.id, state.data, state.evidence))

    def _all_names(self) -> list[Name]:
        from dhrcurate.curation.naming.agencies import names_of  # noqa: PLC0415  # only where the names are looked at

        library = self._workspace.library
        found = names_of(library.records(), library.names)
        library.keep_read()
        return found

    def _request(self) -> int:
        return self.background.new_request()

    def forget_trail(self, record_id: str) -> None:
        """The trail of a record has changed, so what it tells is looked up again."""
        if self._checker is not None:
            self._checker.forget_trail(record_id)
        if (state := self._workspace.open_records.get(record_id)) is not None:
            state.trail_changed()
