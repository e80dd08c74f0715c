"""The form in which a recommendation or the facts of a review are edited."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from dhrcurate.domain.words import sentence
from dhrcurate.review.history_text import field_in_words
from dhrcurate.tui.dialogs.prompts import Confirm, Dialog
from dhrcurate.tui.editable import Editable, FieldChanges, FieldError
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.typing import Area, Line

_LONG = 900
"""Characters above which a text needs all the room that a form can have."""


class EditForm(Dialog[FieldChanges | None]):
    """A form with a field for each value. Dismissed with the new values, or `None`."""

    AUTO_FOCUS = ""  # the form chooses; keys that come before must not reach the first field
    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("ctrl+s", "keep", "Keep", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(self, editable: Editable) -> None:
        super().__init__()
        self._editable = editable

    def compose(self) -> ComposeResult:
        """Compose a row per field, those of several lines last."""
        editable = self._editable
        is_long = max(len(editable.text(field)) for field in editable.areas) > _LONG
        with Vertical(classes="dialog -form" if is_long else "dialog -form -brief"):
            yield Static(Content.styled(editable.title, "bold"), classes="dialog-title")
            yield Static("", classes="dialog-hint -wrong")
            for field in editable.lines:
                with Horizontal(classes="field -line"):
                    yield Static(Content(field_in_words(field)), classes="label")
                    yield Line(editable.text(field), id=f"edit-{field}", select=False)
            for field in editable.areas:
                with Horizontal(classes=f"field -{field.replace('_', '-')}"):
                    yield Static(Content(field_in_words(field)), classes="label")
                    yield Area(editable.text(field), id=f"edit-{field}")
            yield KeysLine(
                ("ctrl+s", "keep", "keep"),
                ("tab", "next field", "focus_next"),
                ("esc", "leave", "leave"),
                ("", "each change is kept in the trail", ""),
            )

    def on_mount(self) -> None:
        """Begin in the main field."""
        self.query_one(f"#edit-{self._editable.focus}").focus()

    def written(self) -> dict[str, str]:
        """Return the text in each field."""
        texts = {field: self.query_one(f"#edit-{field}", Line).shown for field in self._editable.lines}
        return texts | {field: self.query_one(f"#edit-{field}", Area).text for field in self._editable.areas}

    @property
    def unsaved(self) -> str:
        """A sentence where there are changes to lose."""
        if not self._editable.touched(self.written()):
            return ""
        return "Not kept yet: ctrl+s keeps it, esc leaves without it."

    def on_input_submitted(self, message: Line.Submitted) -> None:
        """Go on to the next field."""
        message.stop()
        self.focus_next()

    def action_keep(self) -> None:
        """Keep the changes; stay where a field does not take what is written."""
        try:
            changes = self._editable.changes(self.written())
        except FieldError as error:
            self.query_one(f"#edit-{error.field}").focus()
            hint = self.query_one(".dialog-hint", Static)
            hint.update(Content(f"✗ {sentence(error)}"))
            hint.display = True
            return
        self.dismiss(changes)

    def action_leave(self) -> None:
        """Leave, after a question where something was changed."""
        if not self.unsaved:
            self.dismiss(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        question = "Throw away what was changed?"
        self.app.push_screen(Confirm(question, yes="throw away", no="go on editing", safe=False), answered)
