"""The windows above Review: other screens, help, palette, dialogs. Each is imported when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.app import App
from textual.screen import ModalScreen

from dhrcurate.domain.errors import DhrcurateError, UnusableError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.commands import Keymap, Where, commands_in, takes_by_number
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.text_view import Block

if TYPE_CHECKING:
    from dhrcurate.review.document_texts import OpenFile

R = TypeVar("R")


class Windows(App[int], inherit_bindings=False):
    """A program that opens windows.

    Attributes:
        keys: The keys of the commands.
        shell: The program as the windows see it.
    """

    keys: Keymap
    shell: Shell

    def ask(self, dialog: ModalScreen[R], answered: Callable[[R | None], object]) -> None:
        """Opens a dialog and goes on with its answer; says so if that cannot be done."""

        def go_on(answer: R | None) -> None:
            try:
                answered(answer)
            except DhrcurateError as error:
                self.shell.say(sentence(error), severity="error", timeout=12)

        self.push_screen(dialog, go_on)

    def ask_name(self, then: Callable[[str | None], None]) -> None:
        """Asks for the curator's name, and keeps it in the user's own configuration."""
        from dhrcurate.tui.dialogs.prompts import Ask  # noqa: PLC0415  # only where it is asked

        def answered(name: str | None) -> None:
            if name:
                name = " ".join(name.split())
                self._keep_name(name)
            then(name)

        hint = "Every decision is signed. The name is kept in your own configuration."
        check: Callable[[str], str] = lambda n: "" if n.isprintable() else "These characters cannot be printed."  # noqa: E731  # typed
        self.ask(Ask("Who is reviewing?", hint=hint, needed=True, check=check), answered)

    def _keep_name(self, name: str) -> None:
        from dhrcurate.curation.configuration.curator import keep_curator  # noqa: PLC0415  # only where it is asked

        try:
            keep_curator(name)
        except (OSError, UnusableError) as error:
            self.shell.say(f"The name could not be kept: {clean(error)}", severity="warning")

    def open_library(self, record_id: str) -> None:
        """Shows the records of the library."""
        from dhrcurate.tui.screens.library import LibraryScreen  # noqa: PLC0415  # only where it is opened

        self.push_screen(LibraryScreen(self.shell, record_id))

    def open_history(self, record_id: str, key: str) -> None:
        """Shows the trail of a record or of one recommendation."""
        from dhrcurate.tui.screens.history import HistoryScreen  # noqa: PLC0415  # only where it is opened

        self.push_screen(HistoryScreen(self.shell, record_id, key))

    def open_update(self, record_id: str, key: str) -> None:
        """Shows what the newest extraction brought to a record."""
        from dhrcurate.tui.screens.update import UpdateScreen  # noqa: PLC0415  # only where it is opened

        self.push_screen(UpdateScreen(self.shell, record_id, key))

    def open_agencies(self) -> None:
        """Shows every addressed-to name of the library."""
        from dhrcurate.tui.screens.agencies import AgenciesScreen  # noqa: PLC0415  # only where it is opened

        self.push_screen(AgenciesScreen(self.shell))

    def explain(self, title: str, blocks: Sequence[Block], where: Where | None = None) -> None:
        """Shows some text over the screen, followed by the keys of a screen where one is named."""
        from dhrcurate.tui.dialogs.help import Help  # noqa: PLC0415  # only where it is opened

        self.push_screen(Help(where, self.keys, list(blocks), title))

    def open_palette(self, where: Where, perform: Callable[[str], object]) -> None:
        """Finds a command of a screen by its name, and carries it out by its id."""
        from dhrcurate.tui.dialogs.prompts import Choice, Pick, narrowed  # noqa: PLC0415  # only where it is opened

        choices = [
            Choice(c.id, c.title, c.help, self.keys.first(c.id))
            for c in commands_in(where)
            if not takes_by_number(c.id) and c.id != "palette"
        ]

        def chosen(command_id: str | None) -> None:
            if command_id:
                perform(command_id)

        self.push_screen(Pick("What do you want to do?", lambda typed: narrowed(choices, typed)), chosen)

    @property
    def viewer(self) -> OpenFile:
        """What opens a document: the system's viewer, or the browser that shows the program."""
        from dhrcurate.tui.external_viewer import open_file  # noqa: PLC0415  # only where one is opened

        return self._give_to_browser if self.is_web else open_file

    def _give_to_browser(self, path: Path, page: int) -> tuple[str, bool]:
        self.call_from_thread(partial(self.deliver_binary, path, open_method="browser"))
        return f"{path.name} was given to the browser{f'; it is on p. {page}' if page else ''}.", False
