"""Editing one recommendation in place, and choosing a place in its text."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from dhrcurate.tui.model import Rec
from dhrcurate.tui.screens.prompts import Confirm, Dialog
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.typing import Area, Line, from_edit, to_edit

Changes = Mapping[str, "str | list[str] | None"]
"""New values by field; `None` takes a field away."""

LINES = (("number", "number"), ("title", "title"))
AREAS = (("text", "text"), ("addressed_to", "addressed to"), ("agencies", "agencies"), ("note", "note"))


def as_text(rec: Rec, field: str) -> str:
    """A field as it is stored: agencies a line each."""
    value = rec.get(field)
    if isinstance(value, list | tuple):
        return "\n".join(str(v) for v in value)
    return str(value or "")


def as_value(field: str, text: str) -> str | list[str] | None:
    """What was edited as a field's value: an empty optional field is absent."""
    if field == "agencies":
        return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if field in {"text", "addressed_to"}:
        return text
    return text.strip() or None


def changed_fields(rec: Rec, edited: Mapping[str, str]) -> dict[str, str | list[str] | None]:
    """The fields whose text was changed, with their new values.

    A text that was not touched keeps its bytes: an editor shows CRLF as line ends, and a glance must not change them.
    """
    return {
        field: as_value(field, from_edit(text, as_text(rec, field)))
        for field, text in edited.items()
        if text != to_edit(as_text(rec, field))
    }


class Edit(Dialog["Changes | None"]):
    """A form for one recommendation. Dismissed with what was changed, or `None`."""

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("ctrl+s", "keep", "Keep", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(self, rec: Rec, *, focus: str = "text") -> None:
        super().__init__()
        self._rec, self._focus = rec, focus

    def compose(self) -> ComposeResult:
        """A field each line, those of several lines below."""
        with Vertical(classes="dialog -form"):
            yield Static(Content.styled("Edit", "bold"), classes="dialog-title")
            for field, label in LINES:
                with Horizontal(classes="field -line"):
                    yield Static(Content(label), classes="label")
                    yield Line(as_text(self._rec, field), id=f"edit-{field}", select=False)
            for field, label in AREAS:
                with Horizontal(classes=f"field -{field.replace('_', '-')}"):
                    yield Static(Content(label), classes="label")
                    yield Area(as_text(self._rec, field), id=f"edit-{field}")
            yield KeysLine(
                ("ctrl+s", "keep", "keep"),
                ("tab", "next field", "focus_next"),
                ("esc", "leave", "leave"),
                ("each change", "is kept in the trail", ""),
            )

    def on_mount(self) -> None:
        """Begins in the text."""
        self.query_one(f"#edit-{self._focus}").focus()

    def edited(self) -> dict[str, str | list[str] | None]:
        """What was changed so far."""
        texts = {field: self.query_one(f"#edit-{field}", Area).text for field, _ in AREAS}
        for field, _ in LINES:
            texts[field] = self.query_one(f"#edit-{field}", Input).value
        return changed_fields(self._rec, texts)

    @property
    def unkept(self) -> str:
        """That the changes are not kept yet, where there are some."""
        return "What is changed here is not kept yet: ctrl+s keeps it, esc leaves without it." if self.edited() else ""

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Goes on to the next field."""
        message.stop()
        self.focus_next()

    def action_keep(self) -> None:
        """Takes what was changed."""
        self.dismiss(self.edited())

    def action_leave(self) -> None:
        """Leaves, after a question where something was changed."""
        if not self.edited():
            self.dismiss(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        question = "Throw away what was changed?"
        self.app.push_screen(Confirm(question, yes="throw away", no="go on editing", safe=False), answered)


class ChoosePlace(Dialog["int | None"]):
    """Choosing where a text is divided. Dismissed with the place in code points, or `None`."""

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("enter", "choose", "Divide here", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._shown = to_edit(text)

    def compose(self) -> ComposeResult:
        """The text with a cursor in it."""
        with Vertical(classes="dialog -large"):
            yield Static(Content.styled("Where does the second recommendation begin?", "bold"), classes="dialog-title")
            yield Area(self._text, id="place", fixed=True)
            yield KeysLine(("arrows", "move", ""), ("⏎", "divide here", "choose"), ("esc", "leave", "leave"))

    def on_mount(self) -> None:
        """Begins where a second recommendation most likely does: at the first bullet, else at a sentence."""
        area = self.query_one("#place", Area)
        area.move_cursor(_location(self._shown, len(to_edit(self._text[: likely_place(self._text)]))))
        area.focus()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """A click only moves the cursor."""
        event.stop()

    def action_choose(self) -> None:
        """Takes the cursor's place."""
        row, column = self.query_one("#place", Area).cursor_location
        lines = self._shown.split("\n")
        at = sum(len(line) + 1 for line in lines[:row]) + column
        self.dismiss(stored_place(self._text, at))

    def action_leave(self) -> None:
        """Leaves the text whole."""
        self.dismiss(None)


def likely_place(text: str) -> int:
    """Where a second recommendation may begin: behind the first bullet's item, else at the second sentence, else 0."""
    bullets = [at for at, char in enumerate(text) if char in "•▪◦" and at > 0]
    if bullets:
        return bullets[min(1, len(bullets) - 1)]
    at = text.find(". ")
    return at + 2 if 0 <= at < len(text) - 2 else 0


def _location(text: str, at: int) -> tuple[int, int]:
    before = text[:at].split("\n")
    return len(before) - 1, len(before[-1])


def stored_place(text: str, shown_at: int) -> int:
    """The place in a stored text that a place in the text as shown means."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(to_edit(text[:middle])) < shown_at:
            low = middle + 1
        else:
            high = middle
    return low
