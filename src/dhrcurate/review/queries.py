"""What the interface asks the thread beside it: findings, suggestions, the records of the library.

The rules, the register and the matcher are imported on that thread, so that the first recommendation can be read
before they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from dhrcurate.curation.naming.suggestions import offers_for
from dhrcurate.domain.agency import Agency, Context, Names
from dhrcurate.domain.clock import Clock, local_day
from dhrcurate.domain.context import context_of_data
from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Finding
from dhrcurate.review.filtering import Search, Source
from dhrcurate.review.record_state import state_of
from dhrcurate.review.summaries import Summary, summary_of
from dhrcurate.review.workspace import Workspace

if TYPE_CHECKING:
    from dhrcurate.curation.checking.checker import Checker
    from dhrcurate.curation.library import Library
    from dhrcurate.curation.naming.agencies import Name, Preview
    from dhrcurate.domain.record import Record

NOW, SOON, LATER, AT_LEISURE = 1, 2, 5, 9
"""How urgent a question is."""

PATIENCE, BRIEFLY = 0.06, 0.008
"""Seconds that questions wait after a key: until no more keys come, or only until the key itself is shown."""

Look: TypeAlias = "Callable[[Iterable[Record], Names], Preview]"
"""Looks through records for what a decision about names would change."""

Found = tuple[Sequence[Finding], Sequence[Finding]]
"""Active findings, and those that waivers silence."""


class Queries:
    """Asks, so that the answers come back as messages about a topic."""

    def __init__(self, workspace: Workspace, today: Clock = local_day) -> None:
        self._workspace, self._today = workspace, today

    @cached_property
    def _checker(self) -> Checker:
        from dhrcurate.curation.checking.checker import Checker  # noqa: PLC0415  # imports every rule

        library = self._workspace.library
        return Checker(library, library.settings.selector(), self._today)

    @property
    def names(self) -> Names:
        """The register, to ask about agency names; made on first use."""
        return self._workspace.library.names

    def agencies(self) -> Sequence[Agency]:
        """Every body of the register, for a search."""
        found: Sequence[Agency] = getattr(getattr(self.names, "register", None), "agencies", ())
        return found

    def context(self, record_id: str) -> Context:
        """What a record tells about the names in it."""
        return context_of_data(self._workspace.record(record_id).data)

    def make_ready(self) -> None:
        """Has imported beside the interface what the first decision needs: topic `ready`, which nobody waits for."""
        self._workspace.background.ask("ready", (), _import_writing, urgency=SOON, patience=PATIENCE)

    def findings(self, record_id: str) -> None:
        """Asks what is found in a record as it is shown now: topic `findings`, about record and version."""
        state = self._workspace.record(record_id)
        if not state.readable or state.found_in == state.version:
            return
        data, version = state.data, state.version
        self._workspace.background.ask(
            "findings",
            (record_id, version),
            lambda: self._examine(record_id, data),
            urgency=NOW,
            replaces=f"findings {record_id}",
            patience=PATIENCE,
        )

    def _examine(self, record_id: str, data: Data) -> Found:
        found = self._checker.record(record_id, data)
        return found.active, [waived.finding for waived in found.waived]

    def offers(self, record_id: str, key: str, cell: str) -> None:
        """Asks what the names of a cell may stand for: topic `offers`, about record, key and cell."""
        library, context = self._workspace.library, self.context(record_id)
        self._workspace.background.ask(
            "offers",
            (record_id, key, cell),
            lambda: offers_for(cell, library.names, context),
            urgency=SOON,
            replaces="offers",
            patience=PATIENCE,
        )

    def page(self, record_id: str) -> None:
        """Asks for the source page of a record: topic `page`, about the record."""
        library = self._workspace.library
        self._workspace.background.ask(
            "page", (record_id,), lambda: library.page(library.load(record_id)), urgency=SOON, replaces="page"
        )

    def records(self, ids: Iterable[str] | None = None) -> None:
        """Asks for every record of the library, then what is found in each: topic `summary`, about the record.

        Args:
            ids: Only for these records, as after a bulk change of them.
        """
        wanted = self._workspace.ids if ids is None else list(ids)
        for urgency, examine in ((LATER, None), (AT_LEISURE, self._examine)):
            for record_id in wanted:
                reading = _Reading(self._workspace.library, record_id, examine)
                self._workspace.background.ask("summary", (record_id,), reading, urgency=urgency, patience=PATIENCE)

    def search(self, topic: str, about: tuple[object, ...], search: Search, sources: Iterable[Source]) -> None:
        """Asks which rows of several records a filter holds for: answers are `Found`, bit by bit.

        Args:
            topic: The answers' topic, which tells who asked.
            about: What the answers are about.
            search: The search.
            sources: The records.
        """
        self._workspace.background.ask(
            topic, about, lambda: search.run(sources), urgency=SOON, replaces=topic, patience=BRIEFLY
        )

    def names_of_library(self) -> None:
        """Asks for every name in the cells of the library: topic `names`."""
        self._workspace.background.ask("names", (), self._all_names, urgency=SOON, replaces="names")

    def clusters(self, found: Sequence[Name]) -> None:
        """Asks for the unresolved names grouped by what they probably are: topic `clusters`."""

        def work_out() -> object:
            from dhrcurate.curation.naming.clustering import clusters_of  # noqa: PLC0415  # only where they are made

            return clusters_of(found)

        self._workspace.background.ask("clusters", (), work_out, urgency=SOON, replaces="clusters")

    def preview(self, about: tuple[object, ...], look: Look) -> None:
        """Asks what a decision about names would change in the whole library: topic `preview`, about what is given."""
        library = self._workspace.library
        self._workspace.background.ask(
            "preview", about, lambda: look(_records(library), library.names), urgency=NOW, replaces="preview"
        )

    def _all_names(self) -> list[Name]:
        from dhrcurate.curation.naming.agencies import names_of  # noqa: PLC0415  # only where the names are looked at

        return names_of(_records(self._workspace.library), self._workspace.library.names)

    def forget_trail(self, record_id: str) -> None:
        """The trail of a record has changed, so what it tells is looked up again."""
        self._checker.forget_trail(record_id)


def _import_writing() -> None:
    for name in ("curation.saving.session", "storage.splice"):
        import_module(f"dhrcurate.{name}")


class _Reading:
    """Reads a record for the library's list, with its findings where it is told how to find them."""

    def __init__(self, library: Library, record_id: str, examine: Callable[[str, Data], Found] | None = None) -> None:
        self._library, self._record_id, self._examine = library, record_id, examine

    def __call__(self) -> Summary:
        state = state_of(self._record_id, self._library.load(self._record_id))
        if self._examine is not None and state.readable:
            state.found(0, *self._examine(self._record_id, state.data))
        return summary_of(state, packed=True)


def _records(library: Library) -> Iterator[Record]:
    for record_id in library.ids():
        if (record := library.load(record_id).record) is not None:
            yield record
