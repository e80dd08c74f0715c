"""The base of the screens: their keys, foot and help come from the table of commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import Screen

from dhrcurate.curation.proposal import Changed
from dhrcurate.domain.visible import clean
from dhrcurate.review.commands import BY_ID, Command, Where, commands_in
from dhrcurate.review.queries import Result
from dhrcurate.review.record_state import title_of
from dhrcurate.review.workspace import Workspace
from dhrcurate.storage.folder import REGISTER_ID
from dhrcurate.tui.controllers.handlers import Controller, Handlers, joined
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.bars import Foot, Head, Hint, Note, Position
from dhrcurate.tui.widgets.filter_bar import FilterBar
from dhrcurate.tui.widgets.still import Still


def bindings_of(where: Where) -> list[BindingType]:
    """Return the bindings of a screen, from the table of commands."""
    return [
        Binding(",".join(c.keys), _action_of(c.id), c.title, show=bool(c.foot), tooltip=c.help, id=c.id)
        for c in commands_in(where)
        if c.keys
    ]


def _action_of(command_id: str) -> str:
    return f"command('{command_id}')"


class CommandScreen(Screen[None], Still, inherit_bindings=False):
    """A screen whose keys are commands.

    A subclass sets `WHERE` and `BINDINGS = bindings_of(WHERE)`, composes a `Head` and a `Foot`, and has `handle` join
    the handlers of its controllers, so that each command that works in the screen has one.

    Args:
        shell: The program.

    Attributes:
        handlers: Callables by the id of the command that they carry out.
    """

    WHERE: ClassVar[Where]

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self._head: Head | None = None
        self._foot: Foot | None = None
        self.handlers: dict[str, Callable[[], object]] = {
            "back": self.back,
            "retry": self.workspace.retry,
            "reload": self.reload,
            "theme": shell.choose_theme,
            "tour": shell.start_tour,
            "palette": lambda: shell.open_palette(self.WHERE, self.perform),
            "help": lambda: shell.explain("Help", [], self.WHERE),
            "suspend": shell.action_suspend_process,
            "quit": shell.leave,
        }

    def handle(self, own: Handlers, *controllers: Controller) -> None:
        """Join the screen's own handlers with those of its controllers; they take the place of the common ones."""
        self.handlers |= joined(own, *(controller.handlers() for controller in controllers))

    @property
    def workspace(self) -> Workspace:
        """The open records, and the way to change them."""
        return self.shell.workspace

    # Commands

    def action_command(self, command_id: str) -> None:
        """Carry out a command; Textual calls it for a key."""
        self.handlers[command_id]()

    def on_key(self, event: events.Key) -> None:
        """Say that a letter is no key here, which would else look like a program that hangs."""
        letter = event.character or ""
        if letter.isalpha() and event.key not in self.active_bindings:
            self.shell.say(f"{letter} does nothing here; {self.shell.keys.first('help')} lists the keys.")

    def perform(self, command_id: str) -> None:
        """Carry out a command once the current one is done."""
        self.call_later(self.run_action, _action_of(command_id))

    def on_foot_pressed(self, message: Foot.Pressed) -> None:
        """Carry out the command whose key was clicked."""
        if message.command:
            self.perform(message.command)

    def back(self) -> None:
        """Leave the screen."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()

    def reload(self) -> None:
        """Paint the screen anew; screens that show a file read it again."""
        self.refresh(layout=True)

    # Head and foot

    @property
    def head(self) -> Head | None:
        """The line at the head, `None` before the screen is composed. It is asked for at every key, so it is kept."""
        if self._head is None:
            self._head = next(iter(self.query(Head)), None)
        return self._head

    @property
    def foot(self) -> Foot | None:
        """The line of keys, likewise."""
        if self._foot is None:
            self._foot = next(iter(self.query(Foot)), None)
        return self._foot

    def on_mount(self) -> None:
        """Fill the foot; Textual calls it beside the subclass's own."""
        self.set_hints()

    def on_filter_bar_turned(self) -> None:
        """Show other keys where a filter is typed: letters are no keys there."""
        self.set_hints()

    def set_hints(self) -> None:
        """Show the keys that matter here, help last; where a filter is typed, what ends that."""
        if any(bar.is_open for bar in self.query(FilterBar)):
            leave = Hint("back", self.shell.keys.first("back"), "leave it")
            self.query_one(Foot).set_hints([Hint("", "⏎", "keep the filter"), leave])
            return
        shown = [c for c in commands_in(self.WHERE) if self.foot_of(c) and c.id != "help" and self.matters(c)]
        shown.sort(key=self.order_at_foot)
        self.query_one(Foot).set_hints([self._hint(c) for c in [*shown, BY_ID["help"]]])

    def _hint(self, command: Command) -> Hint:
        return Hint(command.id, self.shell.keys.first(command.id), self.foot_of(command))

    @property
    def goes_back(self) -> str:
        """What the key back does, in a word or two; empty where it does nothing."""
        return "back" if len(self.app.screen_stack) > 1 else ""

    def foot_of(self, command: Command) -> str:
        """Return the words for a command in the foot, empty where it has no place there."""
        return self.goes_back if command.id == "back" else command.foot

    def matters(self, command: Command) -> bool:
        """Return whether a command is worth a place in the foot."""
        del command
        return True

    def order_at_foot(self, command: Command) -> int:
        """Return how far forward a command stands in the foot: those with less before the others."""
        del command
        return 0

    def show_head(self, title: str, place: str = "", notes: Sequence[Note] = ()) -> None:
        """Show at the head where the curator is, and whether everything is saved."""
        saving, reason = self.workspace.saving
        self.query_one(Head).show(Position(title, place, notes, saving, reason))

    def show_saving(self) -> None:
        """Show at the head how far saving is."""
        if (head := self.head) is not None:
            head.show_saving(*self.workspace.saving)

    def tell(self, words: str, ink: str) -> bool:
        """Show a notice that the foot has no room for; return whether the screen has a place for it."""
        del words, ink
        return False

    # Messages from the program

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Show records that changed; screens override it."""

    def result_came(self, result: Result) -> None:
        """Take the result of a query; screens override it."""

    def attaching_failed(self, path: Path, why: str) -> None:
        """Take note that a file was not attached; the screen that asks for one overrides it."""

    def reversed_told(self, done: str, saved: Changed) -> str:
        """Go to what was undone or redone, and return the sentence about it; screens override it.

        Args:
            done: `Undone` or `Redone`.
            saved: The change that did it.
        """
        from dhrcurate.review.reversed_text import reversed_in_register, reversed_in_words  # noqa: PLC0415  # not for the start

        if saved.event is not None and saved.record_id == REGISTER_ID:
            return f"{done} in the register: {reversed_in_register(saved.event)}."
        if saved.event is None or saved.record_id not in self.workspace.ids:
            return f"{done} in {saved.record_id}."
        state = self.workspace.record(saved.record_id)
        return f"{done} in {clean(title_of(state))}: {reversed_in_words(saved.event, state.data)}."

    def something_saved(self) -> None:
        """Take note that a change is saved; screens that show the whole library override it."""
