"""The program: opens the workspace, keeps the user's state, and ends in good order."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.segment import Segments
from textual import events
from textual.actions import ActionParseResult
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen
from textual.timer import Timer

from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.plan import Opening
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.commands import BY_ID, Keymap
from dhrcurate.review.querying import Queries
from dhrcurate.review.save_queue import SaveQueue
from dhrcurate.review.user_state import UserState, UserStateFile
from dhrcurate.review.workspace import Workspace
from dhrcurate.tui.garbage import LOOK_EVERY, AtRests
from dhrcurate.tui.hang_up import TerminalDriver
from dhrcurate.tui.key_order import KeyOrder, Typed
from dhrcurate.tui.leaving import Leaving
from dhrcurate.tui.messages import ChangeRefused, ChangeSaved, ChangeStuck, ResultCame
from dhrcurate.tui.notices import Notices
from dhrcurate.tui.screens.base import CommandScreen
from dhrcurate.tui.screens.review import ReviewScreen
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.themes import DEFAULT, THEMES
from dhrcurate.tui.updates import Updates
from dhrcurate.tui.widgets.text_view import COMPONENTS, Inked

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Preview
    from dhrcurate.curation.proposal import Proposal
    from dhrcurate.review.querying import Decide

_KEEP_AFTER = 1.0
"""Seconds that the cursor rests before the user's state is kept."""

SWITCH_INTERVAL = 0.0002
"""Seconds after which a busy thread lets the interface's thread run: Python's own 5 ms would be felt at a key."""


class CurateApp(Notices, inherit_bindings=False):
    """The terminal interface of one library.

    Args:
        library: The library.
        keys: The keys of the commands, with the configuration's changes.
        curator: The name that signs changes, empty while it is not known.
        origin: Where that name is from, where that has to be told.
        state_file: Keeps the user's state for the next start, `None` to keep nothing.
        theme: The configuration's theme, empty for the one that was kept.
        opening: What was found when the library was opened.
        pages: The folders whose files can be imported; `None` for any file.
        asked_for: The record to begin with, empty for the one that was left last.
        queue: The queue to begin with, empty for what was listed last.
    """

    TITLE = "dhrcurate"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012  # Textual's own way of declaring
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012  # the same
    COMPONENT_CLASSES = set(COMPONENTS)  # noqa: RUF012  # the same
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "interrupt", show=False, priority=True)]  # noqa: RUF012  # the same
    CSS_PATH = [  # noqa: RUF012  # the same
        "styles/common.tcss",
        "styles/review.tcss",
        "styles/library.tcss",
        "styles/update.tcss",
        "styles/dialogs.tcss",
    ]

    def __init__(
        self,
        library: Library,
        keys: Keymap,
        *,
        curator: str = "",
        origin: str = "",
        state_file: UserStateFile | None = None,
        theme: str = "",
        opening: Opening = Opening(),  # noqa: B008  # frozen
        pages: tuple[Path, ...] | None = None,
        asked_for: str = "",
        queue: str = "",
    ) -> None:
        super().__init__()
        self.keys = keys
        self.curator, self._origin = curator, origin
        self.pages = pages
        self.workspace = Workspace(library, self._save_queue())
        self.queries = Queries(self.workspace, lambda result: self.post_message(ResultCame(result)))
        self.queries.hold()
        self.shell: Shell = self
        self.updates = Updates(self, self)
        self._keeping: Timer | None = None
        self.library_order = 0
        self.garbage: AtRests | None = None
        self._leaving = Leaving(self)
        self._key_order = KeyOrder(self, self._hand_on)
        self._was_clicked = False
        self._opening = opening
        self._state_file = state_file
        self._event_loop: asyncio.AbstractEventLoop | None = None
        kept = state_file.read() if state_file else UserState()
        kept = kept.at_record(asked_for) if asked_for else kept
        self.kept = kept.in_queue(queue) if queue else kept
        self._in_queue = bool(queue)
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for shipped in THEMES:
            self.register_theme(shipped)
        chosen = self.kept.theme or theme
        self.theme = chosen if chosen in self.available_themes else DEFAULT
        self.set_keymap({c: ",".join(k) for c, k in keys.keys.items() if k != BY_ID[c].keys and k})

    def _save_queue(self) -> SaveQueue:
        return SaveQueue(
            lambda job, outcome: self.post_message(ChangeSaved(job, outcome)),
            lambda job, error: self.post_message(ChangeRefused(job, error)),
            lambda job, error: self.post_message(ChangeStuck(job, error)),
        )

    def on_change_saved(self, message: ChangeSaved) -> None:
        """A change is on disk."""
        self.updates.change_saved(message.job, message.outcome)

    def on_change_refused(self, message: ChangeRefused) -> None:
        """A change was refused."""
        self.updates.change_refused(message.job, message.error)

    def on_change_stuck(self, message: ChangeStuck) -> None:
        """A change could not be saved."""
        self.updates.change_stuck(message.error)

    def on_result_came(self, message: ResultCame) -> None:
        """A query has a result."""
        self.updates.result_came(message.result)

    def get_driver_class(self) -> type[Driver]:
        """Reads the keys of a terminal in a way that notices when it has gone."""
        driver = super().get_driver_class()
        return TerminalDriver if driver is LinuxDriver else driver

    def get_default_screen(self) -> Screen[Any]:
        """Opens Review where the curator left off, else at the first undecided recommendation."""
        if not self.workspace.ids:
            from dhrcurate.tui.screens.welcome import WelcomeScreen  # noqa: PLC0415  # only where there is nothing

            return WelcomeScreen(self)
        record, key = self.workspace.starting_place(self.kept.record, self.kept.key)
        review = ReviewScreen(self, record, key)
        review.row_filter.restore(whole_library=self.kept.whole, words=self.kept.filter, at_top=self._in_queue)
        return review

    def refresh_css(self, animate: bool = True) -> None:
        """Styles everything anew; before there is a screen, the theme only has to be known when the styles are read."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Begins what the first screen does not need at once."""
        self._event_loop = asyncio.get_running_loop()
        self.call_after_refresh(self._after_first_paint)
        self.app_resume_signal.subscribe(self, lambda _app: self.screen.refresh(layout=True))
        self.set_interval(1.0, self._look_at_disk)
        self.set_interval(0.25, self._look_at_save_queue)
        if (garbage := self.garbage) is not None:
            self.set_interval(LOOK_EVERY, lambda: garbage.look(self.queries.quiet, reading=self.queries.many_wait))

    def _after_first_paint(self) -> None:
        self.queries.begin()
        self.queries.warm_up()
        self.queries.summaries()
        if self._state_file is not None and not self.kept.toured and self.workspace.ids:
            self.kept = replace(self.kept, toured=True)
            signs = f" {clean(self.curator)} signs ({clean(self._origin)})." if self.curator and self._origin else ""
            self.say(f"New here? {self.keys.first('palette')} offers a short tour.{signs}", timeout=8)
        for notice in (*self._opening.notices, *self.workspace.library.folder.unnamed()):
            self.say(sentence(notice), severity="warning", timeout=15)
        if self.keys.conflicts:
            self.say("\n".join(clean(c) for c in self.keys.conflicts), severity="warning", timeout=15)

    async def on_event(self, event: events.Event) -> None:
        """Lets keys act one after the other, and patient queries wait a moment when one is pressed."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.queries.hush()
            self.take_answers_away(since=time.monotonic() - event.time)
            if (foot := self.foot) is not None:
                foot.typed()
        if isinstance(event, events.MouseDown | events.MouseUp):
            self._was_clicked = True
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._key_order.take(event)
        else:
            await super().on_event(event)

    async def _hand_on(self, typed: Typed) -> None:
        """Hands a key to the widget that has the focus, or carries its command out at once where that does no more.

        Lists and texts do nothing else with keys, and on its way up from one a key would take longer than its command.
        Nothing has the focus while a screen is being filled: a key waits behind that in the screen's own line, and
        behind a click in the widget's.
        """
        is_list = isinstance(self.screen, CommandScreen) and isinstance(self.focused, Inked)
        was_clicked, self._was_clicked = self._was_clicked, False
        if is_list and isinstance(typed, events.Key) and not was_clicked:
            for priority in (True, False):
                if await self._check_bindings(typed.key, priority=priority):
                    return
        await super().on_event(typed)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carries out a command; says so if it cannot be done, such as with a broken register."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except DhrcurateError as error:
            self.say(sentence(error), severity="error", timeout=12)
            return True

    # What screens ask for

    def remember_place(self, record_id: str, key: str) -> None:
        """Keeps the record and recommendation that the cursor is on, for the next start."""
        self._keep_soon(replace(self.kept, record=record_id, key=key))

    def remember_view(self, *, whole: bool, words: str) -> None:
        """Keeps the scope and the filter of the list, for the next start."""
        self._keep_soon(replace(self.kept, whole=whole, filter=words))

    def _keep_soon(self, kept: UserState) -> None:
        self.kept = kept
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(_KEEP_AFTER, self.keep)

    def when_signed(self, then: Callable[[], object]) -> None:
        """Goes on once the curator's name is known; asks for it if it is not."""
        if self.workspace.session is not None:
            then()
            return
        from dhrcurate.curation.saving.session import Session  # noqa: PLC0415  # only where something is written

        def named(name: str | None) -> None:
            if name:
                self.curator = name
                self.workspace.session = Session(self.workspace.library, name, opening=self._opening)
                then()

        if self.curator:
            named(self.curator)
        else:
            self.ask_name(named)

    def open_record(self, record_id: str, key: str = "") -> None:
        """Shows a record in Review, and closes the screens above it."""
        if (review := self.to_review()) is not None:
            review.open_record(record_id, key)

    def list_in_review(self, words: str) -> None:
        """Shows in Review what fits a filter, of every record, and closes the screens above it."""
        if (review := self.to_review()) is not None:
            review.row_filter.list_library(words)

    @property
    def review(self) -> ReviewScreen | None:
        """The Review screen, `None` while the library is empty."""
        return next((s for s in self.screen_stack if isinstance(s, ReviewScreen)), None)

    def to_review(self) -> ReviewScreen | None:
        """Closes the screens above Review; returns it."""
        review = self.review
        while review is not None and self.screen is not review:
            self.pop_screen()
        return review

    def begin_anew(self) -> None:
        """Opens the library that was empty a moment ago."""
        self.workspace.find_records()
        self.push_screen(self.get_default_screen())
        self.queries.summaries()

    def reread_library(self) -> None:
        """Reads every record again from disk."""
        self.workspace.find_records()
        for record_id in list(self.workspace.open_records):
            self.workspace.reread(record_id)
        self.changed(list(self.workspace.open_records))
        self.queries.summaries()

    def keep(self) -> None:
        """Keeps the user's state for the next start."""
        if self._state_file is not None:
            self._state_file.keep(self.kept)

    @property
    def is_looking(self) -> bool:
        """True while a preview is worked out."""
        return self.updates.expects_preview

    def ask_preview(self, decide: Decide, then: Callable[[Preview], object]) -> None:
        """Works out what a decision would change in the library, and goes on with that unless it is asked anew."""
        self.say("Looking through the library …", timeout=2)
        self.updates.expect_preview(self.queries.preview(decide), then)

    def changed(self, ids: Sequence[str], *, shown_by: object = None) -> None:
        """Has records checked again and shown anew, except by a screen that shows them already."""
        self.updates.changed(ids, shown_by=shown_by)

    def change_many(self, proposals: Mapping[str, Proposal], words: str, note: str = "", done: str = "") -> None:
        """Makes one bulk change, once the curator's name is known."""
        self.when_signed(lambda: self.workspace.propose_many(proposals, words, note, done))

    def end_threads(self) -> bool:
        """Saves what is queued and ends the threads; returns whether everything was saved."""
        self.queries.close()
        return self.workspace.close()

    def _fatal_error(self) -> None:
        # Textual prints the values of all variables too, and they hold people's words.
        from rich.traceback import Traceback  # noqa: PLC0415  # only where the program fails

        self.bell()
        self._exit_renderables.append(Segments(self.console.render(Traceback(show_locals=False), self.console.options)))
        self._close_messages_no_wait()

    def start_tour(self) -> None:
        """Starts the tour of Review."""
        from dhrcurate.tui.dialogs.tour import Tour  # noqa: PLC0415  # only where it is opened

        if self.to_review() is not None:
            self.push_screen(Tour(self.keys))

    def choose_theme(self) -> None:
        """Chooses the colours and keeps the choice."""
        from dhrcurate.tui.dialogs.prompts import Choice, Pick, narrowed  # noqa: PLC0415  # only where it is opened

        choices = [Choice(t.name, t.name, "dark" if t.dark else "light") for t in THEMES]

        def chosen(name: str | None) -> None:
            if name:
                self.theme = name
                self.kept = replace(self.kept, theme=name)
                self.keep()

        self.push_screen(Pick("Colours", lambda typed: narrowed(choices, typed), current=self.theme), chosen)

    # Leaving

    def action_interrupt(self) -> None:
        """Answers the terminal's interrupt key."""
        self._leaving.interrupted()

    def end_soon(self) -> None:
        """Ends from outside, such as by a signal, after saving every decision. May be called in a signal handler."""
        if self._event_loop is not None:
            self._event_loop.call_soon_threadsafe(self._leaving.at_once)

    def _look_at_disk(self) -> None:
        """Reads the record on the screen again where another program changed it."""
        review = self.review
        if review is None or self.workspace.save_queue.waiting:
            return
        if gone := self.workspace.look_for_gone():
            self.updates.decisions_gone(gone)
        record_id = review.record_id
        if self.workspace.touched(record_id) and self.workspace.reread(record_id):
            self.say(f"{clean(record_id)} was changed on disk and has been read again.")
            self.queries.forget_trail(record_id)
            self.changed([record_id])
        if self.workspace.documents_touched(record_id):
            review.look_for_documents()

    def _look_at_save_queue(self) -> None:
        """Says how far a long change is, and leaves if that was asked for."""
        if not self.screen_stack:
            return  # the program is ending, and its timers outlive its screens
        if isinstance(self.screen, CommandScreen) and self.workspace.save_queue.waiting:
            self.screen.show_saving()
        self._leaving.go_on()

    def leave(self) -> None:
        """Leaves once everything is on disk; asks first if the disk does not take it, or if it is asked again."""
        self._leaving.leave()
