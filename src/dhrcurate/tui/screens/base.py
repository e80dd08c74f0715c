"""What the screens share: their keys come from the table of commands, their foot and help too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from dhrcurate.review.commands import BY_ID, Command, Where, commands_in
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.widgets.bars import Foot, Head, Hint
from dhrcurate.tui.widgets.bars import Where as Position
from dhrcurate.tui.widgets.cursor_list import CursorList

if TYPE_CHECKING:
    from dhrcurate.review.queries import Result
    from dhrcurate.review.workspace import Workspace
    from dhrcurate.tui.app import CurateApp


def bindings_of(where: Where) -> list[BindingType]:
    """The bindings of a screen, from the table."""
    return [
        Binding(",".join(c.keys), c.action, c.title, show=bool(c.foot), tooltip=c.help, id=c.id)
        for c in commands_in(where)
        if c.keys
    ]


class CommandScreen(Screen[None], inherit_bindings=False):
    """A screen whose keys are commands.

    A subclass sets `WHERE` and `BINDINGS = bindings_of(WHERE)`, has an `action_` method for each command that works in
    it and composes a `Head` and a `Foot`.
    """

    WHERE: ClassVar[Where]

    @property
    def curate(self) -> CurateApp:
        """The program."""
        return cast("CurateApp", self.app)

    @property
    def workspace(self) -> Workspace:
        """What is open, and the way to change it."""
        return self.curate.workspace

    def on_mount(self) -> None:
        """Fills the foot."""
        self.set_hints()

    def set_hints(self) -> None:
        """Shows the keys that matter here, help last."""
        shown = [c for c in commands_in(self.WHERE) if c.foot and c.id != "help" and self.matters(c)]
        self.query_one(Foot).set_hints([self._hint(c) for c in [*shown, BY_ID["help"]]])

    def matters(self, command: Command) -> bool:
        """Whether a command is worth a place in the foot now."""
        del command
        return True

    def show_head(self, title: str, place: str = "", notes: tuple[str, ...] = ()) -> None:
        """Says at the head where the curator is, and whether all is saved."""
        saving, reason = self.workspace.saving
        self.query_one(Head).show(Position(title, place, notes, saving, reason))

    def show_saving(self) -> None:
        """Says at the head how far saving is."""
        for head in self.query(Head):
            head.show_saving(*self.workspace.saving)

    def say(self, words: str, *, severity: str = "information", timeout: float = 5.0) -> None:
        """Shows a notice for a while; never as markup."""
        self.curate.say(words, severity=severity, timeout=timeout)

    def on_foot_pressed(self, message: Foot.Pressed) -> None:
        """A click on a key is the key."""
        self.perform(message.command)

    def perform(self, command_id: str) -> None:
        """Carries out a command by its id."""
        self.call_later(self.run_action, BY_ID[command_id].action)

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Shows anew what changed; screens override it."""

    def _hint(self, command: Command) -> Hint:
        return Hint(command.id, self.curate.keys.first(command.id), command.foot)

    def result_came(self, result: Result) -> None:
        """Takes the result of a query; screens override it."""

    def something_saved(self) -> None:
        """A change is on disk; screens that look at the whole library override it."""

    # Commands that work everywhere

    def action_back(self) -> None:
        """Leaves the screen."""
        if len(self.app.screen_stack) > 1 and self is not self.curate.review:
            self.app.pop_screen()

    def action_retry(self) -> None:
        """Tries again to save."""
        self.workspace.retry()

    def action_reload(self) -> None:
        """Reads again from disk."""
        self.refresh(layout=True)

    def action_theme(self) -> None:
        """Chooses the colours."""
        self.curate.choose_theme()

    def action_tour(self) -> None:
        """Starts the tour."""
        self.curate.start_tour()

    def action_palette(self) -> None:
        """Finds a command by name."""
        self.curate.open_palette(self)

    def action_help(self) -> None:
        """Shows the keys that work here."""
        self.curate.explain("Help", [], self.WHERE)

    def action_suspend(self) -> None:
        """Puts the program to sleep."""
        self.app.action_suspend_process()

    def action_quit(self) -> None:
        """Leaves the program."""
        self.curate.leave()


class ListScreen(CommandScreen):
    """A screen with one list that the keys move in, and a line to filter it by.

    Attributes:
        filter_words: What stands in that line.
    """

    filter_words = ""

    @property
    def listing(self) -> CursorList[Any]:
        """The list."""
        return self.query_one(CursorList)

    def action_next(self) -> None:
        """Goes to the next row."""
        self.listing.move(self.listing.cursor + 1)

    def action_previous(self) -> None:
        """Goes to the row before."""
        self.listing.move(self.listing.cursor - 1)

    def action_first(self) -> None:
        """Goes to the first row."""
        self.listing.move(0)

    def action_last(self) -> None:
        """Goes to the last row."""
        self.listing.move(len(self.listing.rows) - 1)

    def action_scroll_down(self) -> None:
        """Goes on by a page."""
        self.listing.move(self.listing.cursor + max(1, self.listing.size.height - 2))

    def action_scroll_up(self) -> None:
        """Goes back by a page."""
        self.listing.move(self.listing.cursor - max(1, self.listing.size.height - 2))

    # The filter

    @property
    def filter_bar(self) -> Input:
        """The line for the filter."""
        return self.query_one("#filter-bar", Input)

    def action_filter(self) -> None:
        """Opens the line for the filter."""
        bar = self.filter_bar
        bar.value = self.filter_words
        bar.add_class("-open")
        bar.focus()

    def on_input_submitted(self) -> None:
        """Keeps the filter and goes back to the list."""
        self.close_filter()

    def close_filter(self) -> None:
        """Closes the line; what stood in it still filters."""
        self.filter_bar.remove_class("-open")
        self.listing.focus()
