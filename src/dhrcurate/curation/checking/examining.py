"""Examining one record of an opened library as it stands, or as it would stand with changes that are not saved yet."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from dhrcurate.curation.checking.findings import RecordFindings, Surroundings, findings_of
from dhrcurate.curation.checking.inspecting import trail_facts
from dhrcurate.curation.checking.selection import Selector
from dhrcurate.curation.library import Library
from dhrcurate.domain.edit import Data
from dhrcurate.rules.context import TrailFacts
from dhrcurate.storage.document import Document


class Examiner:
    """Finds in records what `check` finds in them, with the library's configuration.

    Args:
        library: The library.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._trails: dict[str, TrailFacts] = {}

    @cached_property
    def _selector(self) -> Selector:
        settings = self._library.settings
        return Selector(settings.choice, settings.per_path)

    def examine(self, record_id: str, data: Data) -> RecordFindings:
        """What is found in a record.

        Args:
            record_id: Which record; its page and its trail are read from disk.
            data: Its content, saved or not.
        """
        on_disk = self._library.load(record_id)
        shown = Document.of_data(on_disk.document.path, on_disk.document.raw, data)
        around = Surroundings(
            self._library.page(on_disk), self._library.page_digest(on_disk), self._trail(record_id, on_disk.document)
        )
        path = PurePosixPath(shown.path.relative_to(self._library.root).as_posix())
        today = date.today()  # noqa: DTZ011  # the curator's own day
        return findings_of(shown, self._selector.of(path), self._library.names, today, around)

    def forget_trail(self, record_id: str) -> None:
        """Has the trail of a record looked at again the next time, because it has grown."""
        self._trails.pop(record_id, None)

    def _trail(self, record_id: str, document: Document) -> TrailFacts:
        if record_id not in self._trails:
            path = self._library.folder.trail_path(record_id)
            self._trails[record_id] = trail_facts(document, path.read_bytes() if path.is_file() else None)
        return self._trails[record_id]
