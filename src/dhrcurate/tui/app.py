"""The program: opens the desk, hands answers to the screens, keeps place and colours."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import termios
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from dhrcurate.curation.library import Library
from dhrcurate.domain.errors import UnusableError
from dhrcurate.tui.commands import BY_ID, Keymap, Where, commands_in
from dhrcurate.tui.desk import Desk, conflict_words, saved_records
from dhrcurate.tui.glyphs import clean
from dhrcurate.tui.messages import Answered, RecordsChanged, Refused, Saved, Stuck, Unanswered
from dhrcurate.tui.place import Keeper, Kept
from dhrcurate.tui.questions import Questions
from dhrcurate.tui.screens.base import CommandScreen
from dhrcurate.tui.screens.review_screen import ReviewScreen
from dhrcurate.tui.themes import DEFAULT, THEMES
from dhrcurate.tui.widgets.sheet import Block
from dhrcurate.tui.work import Background, Writer

if TYPE_CHECKING:
    from dhrcurate.curation.agencies import Preview
    from dhrcurate.curation.proposal import Proposal
    from dhrcurate.tui.questions import Look

_TELL_EVERY = 0.2
"""Seconds between two tellings of what was read in the background."""

SWITCH_INTERVAL = 0.0002
"""Seconds after which a busy thread lets the interface's go on: Python's own 5 ms would be felt at a key."""


class CurateApp(App[int], inherit_bindings=False):
    """The terminal interface of one library.

    Args:
        library: The library.
        keys: The keys of the commands, with the configuration's changes.
        curator: Who signs, empty where nobody is known yet.
        keeper: Keeps the place and the theme, `None` to keep nothing.
        theme: The configuration's theme, empty for the one that was kept.
    """

    TITLE = "dhrcurate"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-medium"), (160, "-wide")]  # noqa: RUF012  # Textual's own way of declaring
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012  # the same
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "interrupt", show=False, priority=True)]  # noqa: RUF012  # the same
    CSS_PATH = [  # noqa: RUF012  # the same
        "styles/common.tcss",
        "styles/review.tcss",
        "styles/library.tcss",
        "styles/dialogs.tcss",
    ]

    def __init__(
        self, library: Library, keys: Keymap, *, curator: str = "", keeper: Keeper | None = None, theme: str = ""
    ) -> None:
        super().__init__()
        self.keys = keys
        self.curator = curator
        self.desk = Desk(library, self._writer(), self._background())
        self.questions = Questions(self.desk)
        self._read: list[str] = []
        self._previewed: Callable[[Preview], object] = lambda _preview: None
        self.ended = threading.Event()
        self._keeper = keeper
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self.kept = keeper.read() if keeper else Kept()
        for name in list(self.available_themes):
            self.unregister_theme(name)
        for shipped in THEMES:
            self.register_theme(shipped)
        chosen = self.kept.theme or theme
        self.theme = chosen if chosen in self.available_themes else DEFAULT
        self.set_keymap({c: ",".join(k) for c, k in keys.keys.items() if k != BY_ID[c].keys and k})

    def _writer(self) -> Writer:
        return Writer(
            lambda job, outcome: self.post_message(Saved(job, outcome)),
            lambda job, error: self.post_message(Refused(job, error)),
            lambda job, error: self.post_message(Stuck(job, error)),
        )

    def _background(self) -> Background:
        return Background(
            lambda topic, about, answer: self.post_message(Answered(topic, about, answer)),
            lambda topic, about, error: self.post_message(Unanswered(topic, about, error)),
        )

    def get_default_screen(self) -> Screen[Any]:
        """Opens in Review: where the curator left off, else at what is undecided first."""
        if not self.desk.ids:
            from dhrcurate.tui.screens.welcome import WelcomeScreen  # noqa: PLC0415  # only where there is nothing

            return WelcomeScreen()
        record, key = self.desk.starting_place(self.kept.record, self.kept.key)
        return ReviewScreen(record, key)

    def on_mount(self) -> None:
        """Asks for what the first screen does not need at once."""
        self._event_loop = asyncio.get_running_loop()
        self.call_after_refresh(self.questions.records)
        self.app_resume_signal.subscribe(self, lambda _app: self.screen.refresh(layout=True))
        self.set_interval(2.0, self._look_at_terminal)
        self.set_interval(1.0, self._look_at_disk)
        if self._keeper is not None and not self.kept.toured and self.desk.ids:
            self.kept = replace(self.kept, toured=True)
            self.notify(f"New here? {self.keys.first('palette')} offers a short tour.", timeout=8, markup=False)
        if self.keys.conflicts:
            self.notify("\n".join(clean(c) for c in self.keys.conflicts), severity="warning", timeout=15, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Lets patient work beside the interface wait a moment when a key is pressed."""
        if isinstance(event, events.Key):
            self.desk.background.hush()
        await super().on_event(event)

    # What screens ask for

    def look_into(self, record_id: str) -> None:
        """Has a record checked, if its findings are not those of what is shown."""
        self.questions.findings(record_id)

    def ask_offers(self, record_id: str, key: str, cell: str) -> None:
        """Has the names of a cell matched."""
        self.questions.offers(record_id, key, cell)

    def remember_place(self, record_id: str, key: str) -> None:
        """Notes where the curator is, for the next start."""
        self.kept = replace(self.kept, record=record_id, key=key)

    def when_signed(self, then: Callable[[], object]) -> None:
        """Goes on once the curator's name is known; asks for it where it is not."""
        if self.desk.session is not None:
            then()
            return
        from dhrcurate.curation.session import Session  # noqa: PLC0415  # only where something is written

        def named(name: str | None) -> None:
            if name:
                self.curator = name
                self.desk.session = Session(self.desk.library, name)
                then()

        if self.curator:
            named(self.curator)
        else:
            self.ask_name(named)

    def ask_name(self, then: Callable[[str | None], None]) -> None:
        """Asks who signs, and keeps the name in the user's own configuration."""
        from dhrcurate.tui.screens.prompts import Ask  # noqa: PLC0415  # only where it is asked

        def answered(name: str | None) -> None:
            if name:
                name = " ".join(name.split())
                self._keep_name(name)
            then(name)

        hint = "Every decision is signed. The name is kept in your own configuration."
        check: Callable[[str], str] = lambda n: "" if n.isprintable() else "These characters cannot be printed."  # noqa: E731  # typed
        self.push_screen(Ask("Who is reviewing?", hint=hint, needed=True, check=check), answered)

    def _keep_name(self, name: str) -> None:
        from dhrcurate.curation.curator import keep_curator  # noqa: PLC0415  # only where it is asked

        try:
            keep_curator(name)
        except (OSError, UnusableError) as error:
            self.notify(f"The name could not be kept: {clean(error)}", severity="warning", markup=False)

    def open_record(self, record_id: str, key: str = "") -> None:
        """Shows a record in Review, and closes what stands above it."""
        if (review := self.to_review()) is not None:
            review.open_record(record_id, key)

    @property
    def review(self) -> ReviewScreen | None:
        """The Review screen, `None` while the library is empty."""
        return next((s for s in self.screen_stack if isinstance(s, ReviewScreen)), None)

    def to_review(self) -> ReviewScreen | None:
        """Closes what stands above Review."""
        review = self.review
        while review is not None and self.screen is not review:
            self.pop_screen()
        return review

    def open_library(self, record_id: str) -> None:
        """Shows the records of the library."""
        from dhrcurate.tui.screens.library import LibraryScreen  # noqa: PLC0415  # only where it is opened

        self.push_screen(LibraryScreen(record_id))

    def open_history(self, record_id: str, key: str) -> None:
        """Shows the trail of a record or of one recommendation."""
        from dhrcurate.tui.screens.history import HistoryScreen  # noqa: PLC0415  # only where it is opened

        self.push_screen(HistoryScreen(record_id, key))

    def open_agencies(self) -> None:
        """Shows every addressed-to name of the library."""
        from dhrcurate.tui.screens.agencies import AgenciesScreen  # noqa: PLC0415  # only where it is opened

        self.push_screen(AgenciesScreen())

    def explain(self, title: str, blocks: Sequence[Block], where: Where | None = None) -> None:
        """Shows some text over the screen, with the keys of a screen below it where one is named."""
        from dhrcurate.tui.screens.help import Help  # noqa: PLC0415  # only where it is opened

        self.push_screen(Help(where, self.keys, list(blocks), title))

    def open_palette(self, screen: CommandScreen) -> None:
        """Finds a command of a screen by its name."""
        from dhrcurate.tui.screens.prompts import Choice, Pick, narrowed  # noqa: PLC0415  # only where it is opened

        choices = [
            Choice(c.id, c.title, c.help, self.keys.first(c.id))
            for c in commands_in(screen.WHERE)
            if not c.id.startswith("take-") and c.id != "palette"
        ]

        def chosen(command_id: str | None) -> None:
            if command_id:
                screen.perform(command_id)

        self.push_screen(Pick("What do you want to do?", lambda typed: narrowed(choices, typed)), chosen)

    def start_tour(self) -> None:
        """Starts the tour of Review."""
        from dhrcurate.tui.screens.tour import Tour  # noqa: PLC0415  # only where it is opened

        if self.to_review() is not None:
            self.push_screen(Tour(self.keys))

    def begin_anew(self) -> None:
        """Opens the library that was empty a moment ago."""
        self.desk.find_records()
        self.push_screen(self.get_default_screen())
        self.questions.records()

    def reread_library(self) -> None:
        """Reads every record again from disk."""
        self.desk.find_records()
        for record_id in list(self.desk.open_records):
            self.desk.reread(record_id)
        self.changed(list(self.desk.open_records))
        self.questions.records()

    def choose_theme(self) -> None:
        """Chooses the colours and keeps the choice."""
        from dhrcurate.tui.screens.prompts import Choice, Pick, narrowed  # noqa: PLC0415  # only where it is opened

        choices = [Choice(t.name, t.name, "dark" if t.dark else "light") for t in THEMES]

        def chosen(name: str | None) -> None:
            if name:
                self.theme = name
                self.kept = replace(self.kept, theme=name)
                self.keep()

        self.push_screen(Pick("Colours", lambda typed: narrowed(choices, typed), current=self.theme), chosen)

    def keep(self) -> None:
        """Keeps place and theme for the next start."""
        if self._keeper is not None:
            self._keeper.keep(self.kept)

    def ask_preview(self, look: Look, then: Callable[[Preview], object]) -> None:
        """Looks through the library for what a decision would change, and goes on with that."""
        self._previewed = then
        self.notify("Looking through the library …", timeout=2, markup=False)
        self.questions.preview((), look)

    def change_many(self, proposals: Mapping[str, Proposal], words: str, note: str = "") -> None:
        """Makes one bulk change, once the curator's name is known."""
        self.when_signed(lambda: self.desk.propose_many(proposals, words, note))

    # What comes back

    def on_saved(self, message: Saved) -> None:
        """A change is on disk."""
        for notice in notices_of(message.outcome):
            self.notify(clean(notice), timeout=10, markup=False)
        changed = self.desk.saved(message.job, message.outcome)
        for record_id in changed:
            self.questions.forget_trail(record_id)
        if message.job.action != "edit":
            self.desk.library.refresh_names()
        self.changed(changed)
        if message.job.action in {"undo", "redo"}:
            self._show_undone(message.job.action, message.outcome)

    def _show_undone(self, action: str, outcome: Any) -> None:
        """Takes the curator to what was undone or made again."""
        saved = saved_records(outcome)
        if not saved:
            self.notify(f"There is nothing to {action}.", markup=False)
        elif len(saved) > 1:
            self.notify(f"{'Undone' if action == 'undo' else 'Made again'} in {len(saved)} records.", markup=False)
        elif (
            saved[0].event is not None and isinstance(self.screen, ReviewScreen) and saved[0].record_id in self.desk.ids
        ):
            self.screen.show_change(saved[0].record_id, [change.path for change in saved[0].event.changes])

    def on_refused(self, message: Refused) -> None:
        """A change was refused: what it showed is taken back."""
        self.notify(clean(conflict_words(message.error)), severity="error", timeout=12, markup=False)
        self.changed(self.desk.refused(message.job))

    def on_stuck(self, message: Stuck) -> None:
        """A change could not be saved: it stays on the screen and can be tried again."""
        self.desk.reason = f"{message.error} · {self.keys.first('retry')} tries again"
        self.changed([])

    def on_answered(self, message: Answered) -> None:
        """Something was worked out."""
        match message.topic:
            case "findings":
                record_id, version = message.about
                self.desk.trouble = ""
                if self.desk.record(record_id).found(version, *message.answer):
                    self.changed([record_id])
            case "summary":
                self.desk.summaries[message.about[0]] = message.answer
                self.desk.read += 1
                self._tell_soon(message.about[0])
            case "preview":
                self._previewed(message.answer)
            case _:
                for screen in self.screen_stack:
                    if isinstance(screen, CommandScreen):
                        screen.answer_came(message.topic, message.about, message.answer)

    def on_unanswered(self, message: Unanswered) -> None:
        """Something could not be worked out, such as findings with a broken configuration."""
        if message.topic in {"findings", "offers", "page"}:
            self.desk.trouble = clean(message.error) or type(message.error).__name__
            self.changed([])

    def changed(self, ids: Sequence[str]) -> None:
        """Something of some records changed: has them checked again and shown."""
        for record_id in ids:
            self.desk.renew(record_id)
            self.look_into(record_id)
        self.tell_changed(ids)

    def _tell_soon(self, record_id: str) -> None:
        """Tells of records that were read, many at once: each on its own would keep the screens busy."""
        if not self._read:
            self.set_timer(_TELL_EVERY, self._tell_read)
        self._read.append(record_id)

    def _tell_read(self) -> None:
        ids, self._read = self._read, []
        for record_id in ids:
            self.desk.renew(record_id)
        self.tell_changed(ids)

    def tell_changed(self, ids: Sequence[str]) -> None:
        """Tells every open screen that what is known of some records changed."""
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.post_message(RecordsChanged(ids))

    # Leaving

    def action_interrupt(self) -> None:
        """What a terminal's interrupt key does: it only says how to leave."""
        self.notify(f"{self.keys.first('quit')} leaves. Nothing is ever unsaved.", markup=False)

    def end_soon(self) -> None:
        """Ends from outside, as by a signal: what is decided is saved first. May be called in a signal handler."""
        if self._event_loop is not None:
            self._event_loop.call_soon_threadsafe(self._end)

    def _look_at_disk(self) -> None:
        """Reads the record on the screen again where another program changed it."""
        review = self.review
        if review is None or self.desk.writer.waiting:
            return
        record_id = review.record_id
        if self.desk.touched(record_id) and self.desk.reread(record_id):
            self.notify(f"{clean(record_id)} was changed on disk and has been read again.", markup=False)
            self.questions.forget_trail(record_id)
            self.changed([record_id])

    def _look_at_terminal(self) -> None:
        # A terminal that was closed under a program that ignores the hang-up signal would be read for ever.
        if not self.is_headless and sys.__stdin__ is not None:
            with contextlib.suppress(ValueError):
                try:
                    if os.isatty(sys.__stdin__.fileno()):
                        termios.tcgetattr(sys.__stdin__.fileno())
                except termios.error:
                    self._end()

    def _end(self) -> None:
        self.keep()
        self.desk.writer.wait(2.0)
        self.exit(0)

    def on_unmount(self) -> None:
        """Tells that the end went in good order."""
        self.ended.set()

    def leave(self) -> None:
        """Leaves once all is on disk; where the disk does not take it, asks first."""
        self.keep()
        if self.desk.writer.wait(5.0):
            self.exit(0)
            return
        from dhrcurate.tui.screens.prompts import Confirm  # noqa: PLC0415  # only where it is asked

        def answered(yes: bool | None) -> None:
            if yes:
                self.exit(1)

        count = self.desk.writer.waiting
        self.push_screen(Confirm(f"{count} changes could not be saved. Leave without them?", yes="leave"), answered)


def notices_of(outcome: Any) -> list[str]:
    """What a save wants the curator to be told."""
    saved = getattr(outcome, "saved", (outcome,)) if outcome is not None else ()
    notices = [notice for one in saved for notice in one.notices]
    merged = [f"{one.record_id} had been changed meanwhile; both changes stand." for one in saved if one.merged]
    skipped = [f"{record_id} was left out: {why}" for record_id, why in getattr(outcome, "skipped", {}).items()]
    return [*notices, *merged, *skipped]
