"""What queries are answered with, worked out on the thread beside the interface."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from dhrcurate.domain.edit import get
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.review.queries import BroughtFound, BroughtQuery, PageQuery, PageRead, SummaryQuery, SummaryRead
from dhrcurate.review.record_state import RecordState, state_of
from dhrcurate.review.summaries import Summary, summary_of

if TYPE_CHECKING:
    from dhrcurate.curation.library import Library
    from dhrcurate.review.open_records import OpenRecords


def import_saving() -> None:
    """Imports what the first decision needs."""
    for name in ("curation.saving.session", "storage.splice"):
        import_module(f"dhrcurate.{name}")


def read_page(library: Library, query: PageQuery) -> PageRead:
    """Reads the source page of a record as it reads."""
    from dhrcurate.domain.page_items import cells_of  # noqa: PLC0415  # only where a source is shown
    from dhrcurate.domain.page_text import page_text  # noqa: PLC0415  # the same

    loaded = library.load(query.record_id)
    page, name = library.page(loaded), str(get(loaded.data, "/source/page") or "")
    return PageRead(query, None) if page is None else PageRead(query, page_text(page, name), cells_of(page, name))


def read_brought(records: OpenRecords, query: BroughtQuery) -> BroughtFound:
    """Reads in the trail of a record what the newest extraction brought."""
    from dhrcurate.curation.updating.brought import newest_of  # noqa: PLC0415  # only where that is asked

    try:
        return BroughtFound(query, newest_of(records.trail(query.record_id)))
    except (DhrcurateError, OSError) as error:
        return BroughtFound(query, None, str(error))


class Reading:
    """Reads a record for the library's list; a function that it is given tells its state what is found in it."""

    def __init__(
        self, library: Library, query: SummaryQuery, examine: Callable[[RecordState], None] | None = None
    ) -> None:
        self._library, self._query, self._examine = library, query, examine

    def __call__(self) -> SummaryRead:
        """Reads it."""
        return SummaryRead(self._query, self._summary(self._query.record_id))

    def _summary(self, record_id: str) -> Summary:
        state = state_of(record_id, self._library.load(record_id))
        if self._examine is not None and state.readable:
            self._examine(state)
        return summary_of(state, packed=True)
