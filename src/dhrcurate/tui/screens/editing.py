"""Editing in place what is written of a recommendation or known of a review, and choosing a place in a text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from dhrcurate.curation.operations import facts, fields
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import Field, Kind
from dhrcurate.domain.words import sentence
from dhrcurate.review.history_text import field_in_words
from dhrcurate.review.record_state import Rec
from dhrcurate.tui.screens.prompts import Confirm, Dialog
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.typing import Area, Line, from_edit, to_edit

Changes = Mapping[str, Any]
"""New values by field; `None` takes a field away."""


@dataclass(frozen=True, slots=True)
class Editable:
    """What can be edited as text, field by field.

    Attributes:
        title: What it is.
        values: Its fields' values as they stand, by name.
        lines: Names of fields of one line.
        areas: Names of fields of several lines.
        focus: The field to begin in.
        value_of: A field's value from its name and how it is written; raises `RefusedError` where it cannot be one.
    """

    title: str
    values: Mapping[str, Any]
    lines: tuple[str, ...]
    areas: tuple[str, ...]
    focus: str
    value_of: Callable[[str, str], Any]

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field, in order."""
        return (*self.lines, *self.areas)

    def text(self, field: str) -> str:
        """A field as it is stored: of several values each in a line."""
        value = self.values.get(field)
        if isinstance(value, list | tuple):
            return "\n".join(str(v) for v in value)
        return "" if value is None else str(value)

    def touched(self, written: Mapping[str, str]) -> dict[str, str]:
        """The fields that are written otherwise than they were, as they are to be stored.

        A text that was not touched keeps its bytes: an editor shows CRLF as line ends, and a glance must not change
        them.
        """
        return {
            field: from_edit(text, self.text(field))
            for field, text in written.items()
            if text != to_edit(self.text(field))
        }

    def changes(self, written: Mapping[str, str]) -> Changes:
        """The new values of the fields that were written otherwise.

        Raises:
            RefusedError: Where one cannot be what is written, with its name.
        """
        changes = {}
        for field, text in self.touched(written).items():
            try:
                changes[field] = self.value_of(field, text)
            except RefusedError as error:
                raise FieldError(f"{field_in_words(field)}: {error}", field) from None
        return changes


class FieldError(RefusedError):
    """A field cannot be what is written.

    Attributes:
        field: Its name.
    """

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def recommendation(rec: Rec) -> Editable:
    """A recommendation as it is edited."""
    return Editable("Edit", rec, *_lines_and_areas(fields.EDITABLE), "text", as_value)


def review(data: Data) -> Editable:
    """What is known of a review as it is edited."""
    known = facts.facts_of(data)
    return Editable("About the review", known, *_lines_and_areas(facts.FACTS), "title", facts.fact)


def _lines_and_areas(known: Mapping[str, Field]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = tuple(name for name, field in known.items() if not field.has_lines)
    return lines, tuple(name for name in known if name not in lines)


def as_value(field: str, text: str) -> str | list[str] | None:
    """What was written as the value of a recommendation's field: an empty optional field is absent."""
    if fields.EDITABLE[field].kind is Kind.LIST:
        return fields.entries_of(text.splitlines())
    if fields.EDITABLE[field].required:
        return text
    return text.strip() or None


class Edit(Dialog["Changes | None"]):
    """A form. Dismissed with what was changed, or `None`."""

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("ctrl+s", "keep", "Keep", priority=True),
        Binding("escape", "leave", "Leave", priority=True),
    ]

    def __init__(self, editable: Editable) -> None:
        super().__init__()
        self._editable = editable

    def compose(self) -> ComposeResult:
        """A field each line, those of several lines below."""
        editable = self._editable
        with Vertical(classes="dialog -form"):
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
                ("each change", "is kept in the trail", ""),
            )

    def on_mount(self) -> None:
        """Begins in the text."""
        self.query_one(f"#edit-{self._editable.focus}").focus()

    def written(self) -> dict[str, str]:
        """What stands in each field."""
        texts = {field: self.query_one(f"#edit-{field}", Line).shown for field in self._editable.lines}
        return texts | {field: self.query_one(f"#edit-{field}", Area).text for field in self._editable.areas}

    @property
    def unkept(self) -> str:
        """That the changes are not kept yet, where there are some."""
        if not self._editable.touched(self.written()):
            return ""
        return "Not kept yet: ctrl+s keeps it, esc leaves without it."

    def on_input_submitted(self, message: Line.Submitted) -> None:
        """Goes on to the next field."""
        message.stop()
        self.focus_next()

    def action_keep(self) -> None:
        """Takes what was changed; stays where a field cannot be what is written."""
        try:
            changes = self._editable.changes(self.written())
        except FieldError as error:
            self.query_one(f"#edit-{error.field}").focus()
            hint = self.query_one(".dialog-hint", Static)
            hint.update(Content(sentence(error)))
            hint.display = True
            return
        self.dismiss(changes)

    def action_leave(self) -> None:
        """Leaves, after a question where something was changed."""
        if not self.unkept:
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
