"""Handlers of what comes back from the threads beside the interface: the workspace takes it, the screens show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from dhrcurate.curation.proposal import saved_records
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural, sentence
from dhrcurate.review.history_text import calls_of, summary
from dhrcurate.review.outcomes import Outcome, notices_of, why_refused
from dhrcurate.review.queries import (
    ClustersFound,
    FindingsFound,
    FindingsQuery,
    MarksFound,
    NamesFound,
    PageRead,
    PreviewReady,
    QueryFailed,
    RecordsFound,
    RowsFound,
    SuggestionsFound,
    SuggestionsQuery,
    SummaryRead,
)
from dhrcurate.review.querying import Queries
from dhrcurate.review.workspace import Workspace
from dhrcurate.tui.messages import ChangeRefused, ChangeSaved, ChangeStuck, RecordsChanged, ResultCame
from dhrcurate.tui.screens.base import CommandScreen
from dhrcurate.tui.screens.review import ReviewScreen
from dhrcurate.tui.windows import Windows

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Preview

_TELL_EVERY = 0.2
"""Seconds between two tellings of what was read in the background."""


class Handlers(Windows, inherit_bindings=False):
    """Handles saved changes and results.

    Attributes:
        workspace: What is open.
        queries: Asks for what may take a moment.
        previewing: The request number of the preview that was asked for last, and what goes on with it.
        read: Ids of records that were read and not told of yet.
    """

    workspace: Workspace
    queries: Queries
    previewing: tuple[int, Callable[[Preview], object]]
    read: list[str]

    def on_change_saved(self, message: ChangeSaved) -> None:
        """A change is on disk."""
        for notice in notices_of(message.outcome):
            self.say(clean(notice), timeout=10)
        changed = self.workspace.saved(message.job, message.outcome)
        for record_id in changed:
            self.queries.forget_trail(record_id)
        if any(record_id not in self.workspace.ids for record_id in changed):  # the register was changed
            self.workspace.library.refresh_names()
        self.changed(changed)
        own = saved_records(message.outcome)
        if message.job.action != "edit" or len(changed) > len(own):
            self.queries.summaries(
                i for i in changed if i in self.workspace.summaries and i not in self.workspace.open_records
            )
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.show_saving()
                screen.something_saved()
        if message.job.action == "bulk":
            self.say(f"{message.job.words}: saved in {plural(len(own), 'record')}.")
        if message.job.action in {"undo", "redo"}:
            self._show_undone(message.job.action, message.outcome)

    def _show_undone(self, action: str, outcome: Outcome) -> None:
        """Takes the curator to what was undone or made again."""
        saved, done = saved_records(outcome), "Undone" if action == "undo" else "Redone"
        if not saved:
            self.say(f"There is nothing to {action}.")
        elif len(saved) > 1:
            self.say(f"{done} in {len(saved)} records.")
        elif (
            saved[0].event is not None
            and isinstance(self.screen, ReviewScreen)
            and saved[0].record_id in self.workspace.ids
        ):
            event = saved[0].event
            self.screen.show_change(saved[0].record_id, [change.path for change in event.changes])
            told = summary(
                replace(event, action="edit"), calls_of([event], self.workspace.record(saved[0].record_id).data)
            )
            self.say(f"{done}: {told}.")

    def on_change_refused(self, message: ChangeRefused) -> None:
        """A change was refused: what it showed is taken back."""
        state = self.workspace.open_records.get(message.job.record)
        why = sentence(why_refused(message.error, state.data if state is not None else None))
        self.say(f"Not done: {message.job.words}. {why}", severity="error", timeout=12)
        self.changed(self.workspace.refused(message.job))

    def on_change_stuck(self, message: ChangeStuck) -> None:
        """A change could not be saved: it stays on the screen and can be tried again."""
        why = str(message.error)
        # The head has no room for paths; the notice has.
        again = f"{self.keys.first('retry')} tries again"
        self.workspace.reason = f"({again}): {why.partition('not saved: ')[2] or why}"
        self.say(f"{sentence(why)} Nothing is lost: {again}.", severity="error", timeout=12)
        self.changed([])

    def on_result_came(self, message: ResultCame) -> None:
        """Takes a result to whoever asked; one that came late, after a newer query of its kind, is dropped."""
        result = message.result
        if not isinstance(result, QueryFailed) and self.queries.is_late(result.query):
            return
        match result:
            case FindingsFound(query, active, waived):
                self.workspace.trouble = ""
                state = self.workspace.open_records.get(query.record_id)
                if state is not None and state.found(query.version, active, waived):
                    self.changed([query.record_id])
            case SummaryRead(query, summary):
                self.workspace.summaries[query.record_id] = summary
                self.workspace.read += 1
                self._tell_soon(query.record_id)
            case PreviewReady(query, preview):
                request, then = self.previewing
                if query.request == request:
                    then(preview)
            case QueryFailed():
                self._query_failed(result)
            case (
                SuggestionsFound()
                | PageRead()
                | RowsFound()
                | MarksFound()
                | RecordsFound()
                | NamesFound()
                | ClustersFound()
            ):
                for screen in self.screen_stack:
                    if isinstance(screen, CommandScreen):
                        screen.result_came(result)
            case _:
                assert_never(result)

    def _query_failed(self, failed: QueryFailed) -> None:
        """Says why something could not be worked out, such as findings with a broken configuration."""
        words = clean(failed.error) or type(failed.error).__name__
        if isinstance(failed.query, FindingsQuery | SuggestionsQuery):
            self.workspace.trouble = words
            self.tell_changed(list(self.workspace.open_records))
        else:
            self.say(words, severity="error", timeout=12)

    def changed(self, ids: Sequence[str], *, shown_by: object = None) -> None:
        """Something of some records changed: has them checked again and shown.

        Args:
            ids: The records.
            shown_by: A screen that shows it already.
        """
        for record_id in ids:
            if record_id in self.workspace.open_records:
                self.workspace.renew(record_id)
                self.queries.findings(record_id)
        self.tell_changed(ids, shown_by=shown_by)

    def _tell_soon(self, record_id: str) -> None:
        """Tells of records that were read, many at once: each on its own would keep the screens busy."""
        if not self.read:
            self.set_timer(_TELL_EVERY, self.tell_read)
        self.read.append(record_id)

    def tell_read(self) -> None:
        """Tells the screens of what was read since it was told last."""
        ids, self.read = self.read, []
        for record_id in ids:
            self.workspace.renew(record_id)
        self.tell_changed(ids)

    def tell_changed(self, ids: Sequence[str], *, shown_by: object = None) -> None:
        """Tells every open screen that does not show it yet that what is known of some records changed."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen) and screen is not shown_by:
                screen.post_message(RecordsChanged(ids))
