"""A short tour of Review: a few cards, which can be left at any time and opened again from the palette."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.widgets import Static

from dhrcurate.review.commands import Keymap
from dhrcurate.tui.dialogs.prompts import Dialog
from dhrcurate.tui.widgets.keys_line import keys_content

_CARDS = (
    ("list", "The recommendations",
     ("Each row has its decision (· pending, ✓ accepted, ? queried, ✗ rejected) and its worst finding "
     "(■ error, ▲ warning, • info). {next} and {previous} move; the first row is the record itself.")),
    ("text", "The words as published",
     ("What a finding points at is underlined. The text and the addressed-to cell are evidence: they change only when "
     "you edit them ({edit}), and the trail keeps what they were.")),
    ("findings", "What was found, what is suggested",
     ("{next-finding} goes from finding to finding, {explain} explains one, {fix} makes its fix, {waive} accepts it as "
     "it is. {take-1} to {take-9} take a suggested agency, {resolve} searches the register.")),
    ("list", "Decide",
     ("{accept} accepts and goes on, {reject} rejects, {query} sets aside with a question, {undo} takes back. Each "
     "decision is on disk at once, signed and in the trail: nothing is ever unsaved.")),
    ("text", "Look closer",
     ("{source} shows the source page beside the text, {history} what was changed, {library} every record, {agencies} "
     "every name. {filter} filters, {mark} marks many. {help} lists every key, {palette} finds one by name.")),
)  # fmt: skip


class Tour(Dialog[None]):
    """A card at a time; the part of the screen that it is about is highlighted."""

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("enter,space,right,n", "turn(1)", "On"),
        Binding("left,p,backspace", "turn(-1)", "Back"),
        Binding("escape,q", "leave", "Leave"),
    ]

    def __init__(self, keys: Keymap) -> None:
        super().__init__()
        self._keys = keys
        self._at = 0

    def compose(self) -> ComposeResult:
        """Compose a card."""
        with Vertical(classes="dialog -card"):
            yield Static("", id="card-title", classes="dialog-title")
            yield Static("", id="card")
            yield Static("", id="card-keys", classes="dialog-keys")

    def on_mount(self) -> None:
        """Show the first card."""
        self._show()

    def on_unmount(self) -> None:
        """Highlight nothing any more."""
        self._point_at("")

    def action_turn(self, step: int) -> None:
        """Go to the next or previous card; after the last one the tour ends."""
        self._at = max(0, self._at + step)
        if self._at >= len(_CARDS):
            self.dismiss(None)
        else:
            self._show()

    def action_leave(self) -> None:
        """End the tour."""
        self.dismiss(None)

    def _show(self) -> None:
        part, title, words = _CARDS[self._at]
        self.query_one("#card-title", Static).update(Content.styled(title, "bold"))
        self.query_one("#card", Static).update(Content(_with_keys(words, self._keys)))
        keys = keys_content(("⏎", "on", "turn(1)"), ("←", "back", "turn(-1)"), ("esc", "leave", "leave"))
        self.query_one("#card-keys", Static).update(Content.assemble(f"{self._at + 1} of {len(_CARDS)}   ", keys))
        self.set_class(part == "findings", "-above")  # the card would hide what it is about
        self._point_at(part)

    def _point_at(self, part: str) -> None:
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else self
        part = "text" if part == "findings" else part  # which stand directly under it
        for name in ("list", "text"):
            try:
                below.query_one(f"#{name}").set_class(name == part, "-toured")
            except NoMatches:
                return


def _with_keys(words: str, keys: Keymap) -> str:
    for command_id in keys.keys:
        words = words.replace(f"{{{command_id}}}", keys.first(command_id) or "the palette")
    return words
