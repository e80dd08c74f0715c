"""The program as its screens, dialogs and controllers see it.

They import this protocol for its type and never the program itself, which imports them: so nothing in the interface
imports in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from textual.screen import ModalScreen

from dhrcurate.review.commands import Keymap, Where
from dhrcurate.tui.widgets.text_view import Block

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Preview
    from dhrcurate.curation.proposal import Proposal
    from dhrcurate.review.document_texts import OpenFile
    from dhrcurate.review.querying import Decide, Queries
    from dhrcurate.review.user_state import UserState
    from dhrcurate.review.workspace import Workspace

R = TypeVar("R")


class Shell(Protocol):
    """The program.

    Attributes:
        keys: The keys of the commands, with the configuration's changes.
        curator: The name that signs changes, empty while it is not known.
        kept: The state that the next start begins with.
        library_order: Position of the order that the library's list is sorted by.
    """

    keys: Keymap
    curator: str
    pages: tuple[Path, ...] | None
    kept: UserState
    library_order: int

    @property
    def viewer(self) -> OpenFile:
        """What opens a file at a sheet, on the background thread."""

    @property
    def workspace(self) -> Workspace:
        """The open records, and the way to change them."""

    @property
    def queries(self) -> Queries:
        """Questions to the background thread."""

    # Notices and dialogs

    def say(self, words: str, *, severity: str = "information", timeout: float = 5.0) -> None:
        """Show a notice for a while; never as markup."""

    def unsay(self) -> None:
        """Take away the notice of something that is past: the screen has gone on."""

    def ask(self, dialog: ModalScreen[R], answered: Callable[[R | None], object]) -> None:
        """Open a dialog and go on with its answer."""

    def explain(self, title: str, blocks: Sequence[Block], where: Where | None = None) -> None:
        """Show some text over the screen, followed by the keys of a screen where one is named."""

    def when_signed(self, then: Callable[[], object]) -> None:
        """Go on once the curator's name is known; asks for it where it is not."""

    # Changes

    def changed(self, ids: Sequence[str], *, shown_by: object = None) -> None:
        """Have records checked again and shown anew, except by a screen that shows them already."""

    def change_many(self, proposals: Mapping[str, Proposal], words: str, note: str = "", done: str = "") -> None:
        """Make one bulk change, once the curator's name is known."""

    @property
    def is_looking(self) -> bool:
        """True while a preview is worked out: what it asks has not come yet."""

    def ask_preview(self, decide: Decide, then: Callable[[Preview], object]) -> None:
        """Work out what a decision about a name would change in the library, and go on with that."""

    # Reading

    def reread_library(self) -> None:
        """Read every record again from disk."""

    def begin_anew(self) -> None:
        """Open the library that was empty a moment ago."""

    # The place of the curator, for the next start

    def remember_place(self, record_id: str, key: str) -> None:
        """Keep the record and recommendation that the cursor is on."""

    def remember_view(self, *, whole: bool, words: str) -> None:
        """Keep the scope and the filter of the list."""

    # Other screens

    def open_record(self, record_id: str, key: str = "") -> None:
        """Show a record in Review, and close the screens above it."""

    def list_in_review(self, words: str) -> None:
        """Shows in Review what fits a filter, of every record, and closes the screens above it."""

    def open_library(self, record_id: str) -> None:
        """Show the records of the library."""

    def open_history(self, record_id: str, key: str) -> None:
        """Show the trail of a record or of one recommendation."""

    def open_update(self, record_id: str, key: str) -> None:
        """Show what the newest extraction brought to a record."""

    def open_agencies(self) -> None:
        """Show every addressed-to name of the library."""

    def open_palette(self, where: Where, perform: Callable[[str], object]) -> None:
        """Find a command of a screen by its name, and carry it out by its id."""

    def choose_theme(self) -> None:
        """Choose the colours, and keep the choice."""

    def start_tour(self) -> None:
        """Start the tour of Review."""

    # The terminal

    def suspend(self) -> AbstractContextManager[None]:
        """Give the terminal to another program for a while.

        Raises:
            SuspendNotSupported: Where there is no terminal to give.
        """

    def action_suspend_process(self) -> None:
        """Put the program to sleep and go back to the user's shell."""

    def leave(self) -> None:
        """Leave the program once everything is saved."""
