"""The program: opens the desk, hands answers to the screens, keeps place and colours, and leaves the terminal whole."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.screen import Screen

from dhrcurate.tui.commands import Keymap
from dhrcurate.tui.desk import Desk, conflict_words
from dhrcurate.tui.messages import Answered, RecordsChanged, Refused, Saved, Stuck, Unanswered
from dhrcurate.tui.questions import Questions
from dhrcurate.tui.screens.base import CommandScreen
from dhrcurate.tui.screens.review_screen import ReviewScreen
from dhrcurate.tui.themes import DEFAULT, THEMES
from dhrcurate.tui.work import Background, Writer


class CurateApp(App[int]):
    """The terminal interface of one library.

    Args:
        library: The library.
        keys: The keys of the commands, with the configuration's changes.
        place: Record and key to open at; empty for the first undecided recommendation.
    """

    TITLE = "dhrcurate"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [Binding("ctrl+c", "interrupt", show=False, priority=True)]  # noqa: RUF012  # Textual's own way of declaring
    CSS_PATH = ["styles/common.tcss", "styles/review.tcss", "styles/dialogs.tcss"]  # noqa: RUF012  # the same

    def __init__(self, library: Any, keys: Keymap, *, place: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self.keys = keys
        self.desk = Desk(library, self._writer(), self._background())
        self.questions = Questions(self.desk)
        self._place = place
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DEFAULT

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
        """Opens in Review."""
        record, key = self._place
        return ReviewScreen(record or self.desk.ids[0], key)

    def on_mount(self) -> None:
        """Asks for what the first screen does not need at once."""
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.questions.records()

    # What screens ask for

    def look_into(self, record_id: str) -> None:
        """Has a record checked, if its findings are not those of what is shown."""
        self.questions.findings(record_id)

    def ask_offers(self, record_id: str, key: str, cell: str) -> None:
        """Has the names of a cell matched."""
        self.questions.offers(record_id, key, cell)

    def remember_place(self, record_id: str, key: str) -> None:
        """Keeps where the curator is, for the next start."""
        self._place = (record_id, key)

    # What comes back

    def on_saved(self, message: Saved) -> None:
        """A change is on disk."""
        self._changed(self.desk.saved(message.job, message.outcome))

    def on_refused(self, message: Refused) -> None:
        """A change was refused: what it showed is taken back."""
        self.notify(conflict_words(message.error), severity="error", timeout=12, markup=False)
        self._changed(self.desk.refused(message.job))

    def on_stuck(self, message: Stuck) -> None:
        """A change could not be saved: it stays on the screen and can be tried again."""
        self.desk.reason = f"{message.error} · {self.keys.first('retry')} tries again"
        self._changed([])

    def on_answered(self, message: Answered) -> None:
        """Something was worked out."""
        match message.topic:
            case "findings":
                record_id, version = message.about
                if self.desk.record(record_id).found(version, *message.answer):
                    self._changed([record_id])
            case "summary":
                self.desk.summaries[message.about[0]] = message.answer
            case "offers":
                for screen in self.screen_stack:
                    if isinstance(screen, ReviewScreen):
                        screen.offers_came(message.about, message.answer)

    def _changed(self, ids: list[str]) -> None:
        for record_id in ids:
            self.look_into(record_id)
        for screen in self.screen_stack:
            if isinstance(screen, CommandScreen):
                screen.post_message(RecordsChanged(ids))

    # Leaving

    def action_interrupt(self) -> None:
        """What a terminal's interrupt key does: it only says how to leave."""
        self.notify(f"{self.keys.first('quit')} leaves. Nothing is ever unsaved.", markup=False)

    def leave(self) -> None:
        """Leaves once all is on disk."""
        self.desk.writer.close()
        self.exit(0)
