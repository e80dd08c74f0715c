"""Updates from the threads beside the interface: the workspace takes them, the screens show them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, assert_never

from textual.app import App
from textual.content import Content

from dhrcurate.curation.proposal import saved_records
from dhrcurate.domain.printed_place import strange_in_words
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.count_queries import ActivityFound, RecommendationsCounted
from dhrcurate.review.history_text import update_taken_back
from dhrcurate.review.outcome_of_record import progress_told
from dhrcurate.review.outcomes import Outcome, made_in_part, notices_of, why_refused
from dhrcurate.review.queries import (
    AttachQuery,
    BesideReady,
    BroughtFound,
    ClustersFound,
    DocumentsRead,
    EvidenceFound,
    FindingsFound,
    FindingsQuery,
    MarksFound,
    NamesFound,
    PageRead,
    PaperShown,
    PreviewQuery,
    PreviewReady,
    QueryFailed,
    ReadingQuery,
    ReadyToAttach,
    RecordsFound,
    Result,
    RowsFound,
    SuggestionsFound,
    SuggestionsQuery,
    SummaryRead,
    ViewerOpened,
)
from dhrcurate.review.querying import LATER
from dhrcurate.review.record_state import title_of
from dhrcurate.review.save_queue import SaveJob
from dhrcurate.tui.dialogs.prompts import Confirm, Dialog
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import CommandScreen
from dhrcurate.tui.screens.review import ReviewScreen
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.text_view import Block

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Preview
    from dhrcurate.curation.saving.standing import Gone
    from dhrcurate.review.beside import Beside
    from dhrcurate.trail.event import Event

_AT_HAND = 2
"""How many documents of the record in front have their texts at hand before they are asked for."""

_SHOW_EVERY = 0.2
"""Seconds between two updates of the screens while the library is read in the background."""


class Updates:
    """Takes saved changes and results, and keeps the open screens up to date.

    Args:
        shell: The program.
        app: The program as Textual knows it, with its screens and timers.
    """

    def __init__(self, shell: Shell, app: App[int]) -> None:
        self._shell, self._app = shell, app
        self._read: list[str] = []
        self._preview: tuple[PreviewQuery, Callable[[Preview], object]] | None = None

    # Changes

    def change_saved(self, job: SaveJob, outcome: Outcome) -> None:
        """Takes a change that is on disk."""
        workspace, queries, say = self._shell.workspace, self._shell.queries, self._shell.say
        if job.action in {"undo", "redo"} and not workspace.gone:
            self._app.clear_notifications()  # what was said of the change that it takes back is true no more
        if job.action in {"undo", "redo", "bulk"}:
            self._shell.unsay()
        for notice in notices_of(outcome):
            say(clean(notice), timeout=10)
        changed = workspace.saved(job, outcome)
        for record_id in changed:
            queries.forget_trail(record_id)
        if any(record_id not in workspace.ids for record_id in changed):  # the register was changed
            changed += [i for i in workspace.names_changed() if i not in changed]
        self.changed(changed)
        own = saved_records(outcome)
        if job.action != "edit" or len(changed) > len(own):
            queries.summaries(i for i in changed if i in workspace.summaries and i not in workspace.open_records)
        for screen in self._screens():
            screen.show_saving()
            screen.something_saved()
        if job.action == "bulk":
            in_part = made_in_part(outcome, "Changed")
            told = clean(in_part) if in_part else self._done_told(job, [one.record_id for one in own])
            say(told, severity="warning" if in_part else "information")
        if job.action == "attach":
            say(f"Saved: {job.words}.")
        if job.action == "again":
            if not workspace.gone:
                self._app.clear_notifications()  # what is gone is not gone any more
            say(f"Made again: {job.words}.")
        if job.action in {"undo", "redo"}:
            self._show_undone(job.action, outcome)

    def _done_told(self, job: SaveJob, ids: Sequence[str]) -> str:
        """Return what a bulk change did, and how far its record is if it is in one."""
        if not job.done:
            return f"Saved: {job.words}{f', in {len(ids)} records' if len(ids) > 1 else ''}."
        state = self._shell.workspace.open_records.get(ids[0]) if len(ids) == 1 else None
        return f"{job.done} {progress_told(state)}" if state is not None else job.done

    def _show_undone(self, action: str, outcome: Outcome) -> None:
        """Takes the curator to what was undone or redone."""
        saved, done, say = saved_records(outcome), "Undone" if action == "undo" else "Redone", self._shell.say
        screen = self._app.screen
        if in_part := made_in_part(outcome, done):
            say(clean(in_part), severity="warning", timeout=12)
        elif not saved:
            say(f"There is nothing to {action}.")
        elif len(saved) > 1:
            say(f"{done} in {len(saved)} records.")
        elif isinstance(screen, CommandScreen):
            say(screen.reversed_told(done, saved[0]))
        else:
            say(f"{done} in {saved[0].record_id}.")

    def _ask_to_undo(self, record_id: str, event: Event) -> None:
        """Asks before a whole later extraction is taken back, which one press too many would do else."""
        workspace = self._shell.workspace
        title = title_of(workspace.record(record_id))
        lines = [Block(Content(update_taken_back(event)))]
        ask = Confirm(f"Take the whole import back that updated {clean(title)}?", lines, yes="undo it", safe=False)
        undo = partial(workspace.undo, record_id, imports={event.id})
        self._shell.ask(ask, lambda yes: undo() if yes else None)

    def change_refused(self, job: SaveJob, error: Exception) -> None:
        """Takes back what a change showed that was refused."""
        from dhrcurate.curation.saving.undo import ImportUndoError  # noqa: PLC0415  # not for the start

        if isinstance(error, ImportUndoError):
            self._shell.workspace.not_undone(job)
            self._ask_to_undo(error.record_id, error.event)
            self.changed([])
            return
        state = self._shell.workspace.open_records.get(job.record)
        why = sentence(why_refused(error, state.data if state is not None else None))
        self._shell.say(f"Not done: {job.words}. {why}", severity="error", timeout=12)
        self.changed(self._shell.workspace.refused(job))

    def change_stuck(self, error: Exception) -> None:
        """Says that a change could not be saved; it stays on the screen and can be tried again."""
        why = str(error)
        # The head has no room for paths; the notice has.
        again = f"{self._shell.keys.first('retry')} tries again"
        self._shell.workspace.reason = f"({again}): {why.partition('not saved: ')[2] or why}"
        self._shell.say(f"{sentence(why)} Nothing is lost: {again}.", severity="error", timeout=12)
        self.changed([])

    def decisions_gone(self, gone: Sequence[Gone]) -> None:
        """Says what was saved and is gone since, and how to make it again."""
        from dhrcurate.curation.saving.standing import in_one_sentence  # noqa: PLC0415  # only where something is gone

        again = f"{self._shell.keys.first('retry')} makes it again"
        self._shell.say(f"{sentence(in_one_sentence(gone))} {again}.", severity="error", timeout=60)
        for record_id in {one.record_id for one in gone} & set(self._shell.workspace.open_records):
            self._shell.workspace.reread(record_id)
            self._shell.queries.forget_trail(record_id)
            self.changed([record_id])

    # Results

    def expect_preview(self, query: PreviewQuery, then: Callable[[Preview], object]) -> None:
        """Has a preview shown when it comes; one that was expected before is not shown any more."""
        self._preview = query, then

    @property
    def expects_preview(self) -> bool:
        """True until the preview that was asked for has come, or could not be made."""
        return self._preview is not None

    def result_came(self, result: Result) -> None:
        """Takes a result to whoever asked; one that came late, after a newer query of its kind, is dropped."""
        if not isinstance(result, QueryFailed) and self._shell.queries.is_late(result.query):
            return
        workspace = self._shell.workspace
        match result:
            case FindingsFound(query, examined):
                workspace.trouble = ""
                state = workspace.open_records.get(query.record_id)
                if state is not None and state.found(query.version, *examined):
                    self.changed([query.record_id])
            case EvidenceFound(query, beside):
                self._evidence_found(query.record_id, beside)
            case DocumentsRead(query, new):
                if new and (state := workspace.open_records.get(query.record_id)) is not None:
                    state.asked_beside = ()
                    self._shell.queries.evidence(query.record_id)
            case SummaryRead(query, read):
                workspace.summaries[query.record_id] = read
                workspace.read += 1
                self._show_soon(query.record_id)
            case BesideReady(_, show):
                show()
            case PreviewReady(query, preview):
                if self._preview is not None and self._preview[0] == query:
                    self._show_preview(self._preview[1], preview)
            case QueryFailed():
                self._query_failed(result)
            case (
                SuggestionsFound()
                | PageRead()
                | BroughtFound()
                | RowsFound()
                | MarksFound()
                | RecordsFound()
                | NamesFound()
                | ClustersFound()
                | RecommendationsCounted()
                | ActivityFound()
                | PaperShown()
                | ReadyToAttach()
                | ViewerOpened()
            ):
                for screen in self._screens():
                    screen.result_came(result)
            case _:
                assert_never(result)

    def _evidence_found(self, record_id: str, beside: Beside | None) -> None:
        """Shows what the documents of a record say, has the rules look again, and has read what was not."""
        state = self._shell.workspace.open_records.get(record_id)
        if state is None or beside is None:
            return
        if state.took(beside):
            self.changed([record_id])
        for strange in beside.evidence.strange:
            if strange.document.sha256 in self._shell.workspace.attached:  # else the finding tells it
                told = strange_in_words(strange, len(state.recommendations))
                self._shell.say(clean(told), severity="warning", timeout=20)
        self._shell.workspace.attached.difference_update(o.sha256 for o in beside.evidence.documents if o.read)
        if any(one.there and not one.read for one in beside.evidence.documents):
            self._shell.queries.read_documents(record_id)
        front = {screen.record_id for screen in self._screens() if isinstance(screen, ReviewScreen)}
        for one in [one for one in beside.evidence.documents if one.read and one.there and not one.problem][:_AT_HAND]:
            if record_id in front:  # so that it is shown at once where it is asked for
                self._shell.queries.paper(one.sha256, urgency=LATER)

    def _show_preview(self, show: Callable[[Preview], object], preview: Preview) -> None:
        """Shows a preview, unless a dialog has been opened meanwhile: the keys typed there would answer it."""
        self._preview = None
        if isinstance(self._app.screen, Dialog):
            self._shell.say("The preview was dropped, because another question is open: ask again.", severity="warning")
        else:
            self._shell.unsay()  # the library is not looked through any more
            show(preview)

    def _query_failed(self, failed: QueryFailed) -> None:
        """Says why something could not be worked out, such as findings with a broken configuration."""
        words = clean(failed.error) or type(failed.error).__name__
        if self._preview is not None and self._preview[0] == failed.query:
            self._preview = None
        if isinstance(failed.query, FindingsQuery | SuggestionsQuery):
            self._shell.workspace.trouble = words
            self._tell(list(self._shell.workspace.open_records))
        elif isinstance(failed.query, AttachQuery):
            for screen in self._screens():
                screen.attaching_failed(failed.query.path, sentence(words))
        else:
            self._shell.say(words, severity="error", timeout=12)
        state = self._shell.workspace.open_records.get(getattr(failed.query, "record_id", ""))
        if isinstance(failed.query, ReadingQuery) and state is not None and self._shell.queries.cannot_read:
            state.asked_beside = ()  # so that it is shown as what it is, and not as under way
            self._shell.queries.evidence(state.id)

    # The screens

    def changed(self, ids: Sequence[str], *, shown_by: object = None) -> None:
        """Has records checked again and shown anew; see `Shell.changed`."""
        workspace = self._shell.workspace
        for record_id in ids:
            if record_id in workspace.open_records:
                workspace.renew(record_id)
                self._shell.queries.findings(record_id)
        self._tell(ids, shown_by=shown_by)

    def _show_soon(self, record_id: str) -> None:
        """Shows records that were read, many at once: each on its own would keep the screens busy."""
        if not self._read:
            self._app.set_timer(_SHOW_EVERY, self.show_read)
        self._read.append(record_id)

    def show_read(self) -> None:
        """Shows the records that were read since the last time."""
        ids, self._read = self._read, []
        for record_id in ids:
            self._shell.workspace.renew(record_id)
        self._tell(ids)

    def _tell(self, ids: Sequence[str], *, shown_by: object = None) -> None:
        for screen in self._screens():
            if screen is not shown_by:
                screen.post_message(RecordsChanged(ids))

    def _screens(self) -> Iterator[CommandScreen]:
        return (screen for screen in self._app.screen_stack if isinstance(screen, CommandScreen))
