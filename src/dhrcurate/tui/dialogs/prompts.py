"""Small questions: a line of words, a yes or no, a choice from a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from dhrcurate.domain.visible import clean
from dhrcurate.tui.glyphs import CURSOR
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.cursor_list import cell
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.text_view import Block, TextView, trimmed, wrapped
from dhrcurate.tui.widgets.typing import Line

R = TypeVar("R")


_NARROW = 66
"""Cells of a line in a dialog on the narrowest screen."""
_ROW = 140
"""The most cells of a row that is chosen: it is no running text, and is read from its beginning alone."""
_TOLD = 60
"""The least cells of the column of what is told of choices."""
_SHARE = 0.6
"""The part of a screen's height that the text of a dialog as high as its text has at most."""


def shape_for(blocks: Iterable[Block], height: int) -> str:
    """Return the style class of a dialog on a screen of some height: as high as its text, or large to scroll in."""
    return "-fitting" if len(wrapped(blocks, _NARROW, 0)) <= _SHARE * height else "-large"


class Dialog(ModalScreen[R]):
    """A question or text over a screen, until it is answered or left."""

    BINDINGS = [Binding("ctrl+q", "leave_program", show=False, id="quit")]  # noqa: RUF012  # Textual's own way of declaring

    _left = False

    @property
    def unsaved(self) -> str:
        """A sentence on what leaving would lose and how to keep it; empty where nothing would be lost."""
        return ""

    def action_leave_program(self) -> None:
        """Leave the program, unless something typed here would be lost with it: then say so."""
        shell = cast("Shell", self.app)
        if self.unsaved:
            shell.say(self.unsaved, severity="warning")
        else:
            self.dismiss(None)
            shell.leave()

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Leave the dialog, once: a key that was pressed twice must not close the screen under it too."""
        if self._left:
            return AwaitComplete()
        self._left = True
        return super().dismiss(result)


class LineDialog(Dialog[R]):
    """A dialog with one line to type in."""

    def begin(self) -> None:
        """Focus the line; its text is selected, so that typing replaces it."""
        line = self.query_one(Line)
        line.select_all()
        line.focus()


class Ask(LineDialog["str | None"]):
    """A question for a line of words. Dismissed with the words, or `None` where it was left.

    Args:
        title: The question.
        value: The words to begin with.
        hint: The purpose of the words.
        needed: Whether an empty answer is refused.
        check: Returns what is wrong with an answer, empty where nothing is.
        complete: Returns how the words go on, and what they may be if that is not plain; `None` for any words.
        wrong: What was wrong with the words to begin with.
    """

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("escape", "leave", "Leave"),
        Binding("tab", "complete", show=False),
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        hint: str = "",
        needed: bool = False,
        check: Callable[[str], str] = lambda _answer: "",
        complete: Callable[[str], tuple[str, str]] | None = None,
        wrong: str = "",
    ) -> None:
        super().__init__()
        self._title, self._value, self._hint = title, value, hint
        self._needed, self._check, self._complete, self._wrong = needed, check, complete, wrong

    def compose(self) -> ComposeResult:
        """Compose title, line and hint."""
        with Vertical(classes="dialog"):
            yield Static(Content.styled(clean(self._title), "bold"), classes="dialog-title")
            yield Line(self._value, select=False)
            yield Static("", classes="dialog-hint -wrong", id="wrong")
            yield Static(Content(clean(self._hint)), classes="dialog-hint", id="hint")
            standing = (("typing", "replaces it", ""), ("end", "adds to it", "")) if self._value else ()
            tab = (("tab", "completes it", "complete"),) if self._complete else ()
            yield KeysLine(("⏎", "keep", "keep"), *tab, *standing, ("esc", "leave", "leave"))

    def on_mount(self) -> None:
        """Focus the line."""
        self.begin()
        if self._wrong:
            self._tell(self._wrong)

    @property
    def unsaved(self) -> str:
        """A sentence where other words were typed than there were."""
        changed = self.query_one(Line).typed != self._value
        return "Not kept yet: ⏎ keeps it, esc leaves without it." if changed else ""

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the answer as it was then: keys of the same packet may be in the line already."""
        message.stop()
        line = self.query_one(Line)
        if line.value != message.value:
            line.value = message.value
        self.action_keep()

    def action_keep(self) -> None:
        """Take the answer, or say what is wrong with it."""
        answer = self.query_one(Line).typed.strip()
        wrong = "Some words are needed here." if self._needed and not answer else self._check(answer)
        if wrong:
            self._tell(wrong)
        else:
            self.dismiss(answer)

    def action_complete(self) -> None:
        """Go on with what is typed as far as that is plain, and tell what it may be."""
        if self._complete is None:
            return
        line = self.query_one(Line)
        whole, told = self._complete(line.typed)
        line.value = whole
        line.cursor_position = len(whole)
        self.query_one("#wrong", Static).display = False
        self.query_one("#hint", Static).update(Content(clean(told or self._hint)))

    def _tell(self, wrong: str) -> None:
        """Say what is wrong above the hint, which may be what helps."""
        line = self.query_one("#wrong", Static)
        line.update(Content(f"✗ {clean(wrong)}"))
        line.display = True

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """A question to answer with yes or no, after a preview.

    Args:
        title: The question.
        lines: The preview.
        yes: The effect of a yes, in a word or two.
        no: The effect of a no.
        safe: Whether ⏎ means yes; else it means no, and only `y` is a yes.
    """

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("y", "answer(True)", "Yes"),
        Binding("enter", "default", "Yes, or no where that is safer"),
        Binding("n,escape,q", "answer(False)", "No"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("home,g", "scroll(-99999)", show=False),
        Binding("end,G", "scroll(99999)", show=False),
    ]

    def __init__(
        self, title: str, lines: Iterable[Block] = (), *, yes: str = "yes", no: str = "go back", safe: bool = True
    ) -> None:
        super().__init__()
        self._safe = safe
        self._title, self._lines, self._yes, self._no = title, trimmed(lines), yes, no

    def compose(self) -> ComposeResult:
        """Compose title, preview and keys."""
        asked, mark, told = clean(self._title).partition("? ")
        shape = shape_for(self._lines, self.app.size.height) if self._lines else ""
        with Vertical(classes=f"dialog {shape}"):
            yield Static(
                Content.assemble((f"{asked}{mark}".strip(), "bold"), f" {told}" * bool(told)),
                classes="dialog-title" if self._lines else "dialog-title -alone",
            )
            if self._lines:
                yield TextView(id="preview", pad=0)
            yes, no = ("⏎", "esc") if self._safe else ("y", "⏎ esc")
            yield KeysLine((yes, self._yes, "answer(True)"), (no, self._no, "answer(False)"))

    def on_mount(self) -> None:
        """Show the preview."""
        for view in self.query("#preview").results(TextView):
            view.set_blocks(self._lines)
            view.refresh(layout=True)  # it is as high as its lines

    def action_answer(self, answer: bool) -> None:
        """Take the answer."""
        self.dismiss(answer)

    def action_default(self) -> None:
        """Take the answer that ⏎ means."""
        self.dismiss(self._safe)

    def action_scroll(self, lines: int) -> None:
        """Scroll the preview."""
        for view in self.query("#preview").results(TextView):
            view.scroll_relative(y=lines, animate=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a picker.

    Attributes:
        value: The value of the choice.
        label: Its name.
        more: A few words more, muted.
        key: The key that does the same without the dialog.
    """

    value: str
    label: str
    more: str = ""
    key: str = ""


Search = Callable[[str], Sequence[Choice]]
"""Returns the choices for what was typed."""


class Pick(LineDialog["str | None"]):
    """A choice from a list that narrows as one types. Dismissed with the value, or `None`.

    Args:
        title: The question.
        search: Returns the choices for what was typed; quick enough for every key.
        value: The words to begin with.
        current: The value that the cursor begins on.
    """

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("escape", "leave", "Leave"),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("pagedown", "move(8)", show=False),
        Binding("pageup", "move(-8)", show=False),
    ]

    def __init__(
        self, title: str, search: Search, *, value: str = "", current: str = "", placeholder: str = ""
    ) -> None:
        super().__init__()
        self._title, self._search, self._value, self._placeholder = title, search, value, placeholder
        self._choices: Sequence[Choice] = ()
        self._keys = self._labels = 0
        self._at = 0
        self._current = current

    def compose(self) -> ComposeResult:
        """Compose title, line and list."""
        with Vertical(classes="dialog -large -list"):
            yield Static(Content.styled(clean(self._title), "bold"), classes="dialog-title")
            yield Line(self._value, placeholder=self._placeholder, select=False)
            yield TextView(id="choices", pad=0)
            yield KeysLine(("⏎", "choose", "choose"), ("↑↓", "move", ""), ("esc", "leave", "leave"))

    def on_mount(self) -> None:
        """Show the first choices."""
        self.begin()
        self._look(self._value)
        self._at = next((i for i, c in enumerate(self._choices) if c.value == self._current), 0)
        self._show()

    def on_resize(self) -> None:
        """Share the width anew."""
        self.call_after_refresh(self._show)

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list."""
        message.stop()
        typed = self.query_one(Line).typed
        if typed != self._value:
            self._value = typed
            self._look(typed)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Take the choice under the cursor."""
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Take the choice under the cursor."""
        if self._choices:
            self.dismiss(self._choices[self._at].value)

    def on_text_view_chosen(self, message: TextView.Chosen) -> None:
        """Take the choice that was clicked."""
        self.dismiss(self._choices[int(message.choice)].value)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Keep the list's scrolling inside the dialog."""
        event.stop()

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        if self._choices:
            self._at = max(0, min(len(self._choices) - 1, self._at + step))
            self._show()

    def action_leave(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    def _look(self, typed: str) -> None:
        self._choices = self._search(typed)
        # A column of its own, as in the help, so that names stand below each other; as wide for whatever is typed.
        self._keys = max([self._keys, *(cell_len(choice.key) + 2 for choice in self._choices if choice.key)])
        self._labels = max([self._labels, *(cell_len(clean(c.label)) + 2 for c in self._choices if c.more)])
        self._at = 0
        self._show()

    def _show(self) -> None:
        view = self.query_one("#choices", TextView)
        view.set_blocks((self._block(at, choice) for at, choice in enumerate(self._choices)), keep_place=True)
        if self._choices:
            view.reveal(str(self._at))

    def _block(self, at: int, choice: Choice) -> Block:
        here = at == self._at
        label, more = Content(clean(choice.label)), Content.styled(clean(choice.more), "muted")
        edge = Content.styled(CURSOR, "key") if here else Content(" ")
        hang = Content.assemble(edge, " ", cell(Content.styled(choice.key, "key"), self._keys))
        ink = "cursor" if here else ""
        if self._in_columns:
            hang = Content.assemble(hang, cell(label, self._labels))
            return Block(more, indent=2 + self._keys + self._labels, hang=hang, choice=str(at), ink=ink, measure=_ROW)
        content = Content.assemble(label, "  ", more) if choice.more else label
        fall = 0 if self._keys else 2  # the column of keys is empty beside a line that goes on
        return Block(content, indent=2 + self._keys, hang=hang, choice=str(at), ink=ink, measure=_ROW, fall=fall)

    @property
    def _in_columns(self) -> bool:
        """Whether what is told of the choices has a column beside their names."""
        room = self.query_one("#choices", TextView).scrollable_content_region.width
        return room - 2 - self._keys - self._labels >= _TOLD


def narrowed(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Return the choices that have every typed word, those that begin with one first."""
    words = typed.casefold().split()
    found = [c for c in choices if all(w in f"{c.label} {c.more}".casefold() for w in words)]
    return sorted(found, key=lambda c: not any(c.label.casefold().startswith(w) for w in words)) if words else found
