"""Help for a screen: its keys, from the table of commands, after the rule of the focused finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content

from dhrcurate.review.commands import Command, Keymap, Where, by_group, commands_in, shown_key, takes_by_number
from dhrcurate.tui.dialogs.prompts import Dialog, shape_for
from dhrcurate.tui.glyphs import IN_PART, MARKED, OPEN, SEVERITY, STATUS
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView, trimmed
from dhrcurate.tui.widgets.typing import Line

_NUMBERS = "1 … 9"
_NO_KEY = "palette"
"""Stands in place of a key where a command has none."""
_TWO_COLUMNS = 160
"""Cells of a screen from which on the keys stand in two columns."""


class Help(Dialog[None]):
    """The keys of a screen, or some text, in a dialog.

    Args:
        where: The screen whose keys are listed, `None` for none.
        keys: The keys in force.
        before: The text before the keys, such as a rule's explanation.
        title: The dialog's title.
    """

    AUTO_FOCUS = ""
    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("escape", "leave", "Leave"),
        Binding("q,question_mark,enter", "dismiss", show=False),
        Binding("slash", "find", "Find"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(12)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
        Binding("home", "scroll(-99999)", show=False),
        Binding("end", "scroll(99999)", show=False),
    ]

    def __init__(self, where: Where | None, keys: Keymap, before: list[Block], title: str = "Help") -> None:
        super().__init__()
        # Where keys follow, an empty line divides them from what stands before them.
        self._before = before if where is not None else [*trimmed(before)]
        self._where, self._keys, self._title = where, keys, title

    def compose(self) -> ComposeResult:
        """Compose title, text and keys."""
        kind = (
            "-large -text -keys"
            if self._where is not None
            else f"{shape_for(self._before, self.app.size.height)} -text"
        )
        find = [("/", "find", "find")] if self._where is not None else []
        with Vertical(classes=f"dialog {kind}") as box:
            box.border_title = Content(self._title)
            yield Line(placeholder="a word of what it does, or a key", id="find")
            with Horizontal():
                yield TextView(id="help")
                yield TextView(id="more")
            yield KeysLine(("↑↓ space", "scroll", ""), *find, ("esc", "leave", "leave"))

    def on_mount(self) -> None:
        """Show the text."""
        self._show()
        if self._where is None:
            self.query_one("#help").refresh(layout=True)  # it is as high as its lines

    def on_resize(self, event: events.Resize) -> None:
        """Show it in as many columns as there is room for."""
        self._show(event.size.width)

    def _show(self, width: int | None = None) -> None:
        sought = self.line.value.casefold().split()
        sections = [] if sought or not self._before else [self._before]
        sections += self._groups(sought)
        if not sections:
            sections = [[Block(Content.styled("No key does that here.", "muted"))]]
        wide = (width or self.app.size.width) >= _TWO_COLUMNS and self._where is not None and len(sections) > 1
        left, right = _halves(sections) if wide else (sections, [])
        more = self.query_one("#more", TextView)
        more.display = wide
        more.set_blocks(block for section in right for block in section)
        self.query_one("#help", TextView).set_blocks(block for section in left for block in section)

    # Finding

    @property
    def line(self) -> Line:
        """The line that is typed into to find a key."""
        return self.query_one("#find", Line)

    def action_find(self) -> None:
        """Find a key by what it does."""
        if self._where is not None:
            self.line.add_class("-open")
            self.line.focus()

    def on_input_changed(self) -> None:
        """Show what fits what was typed."""
        self._show()

    def on_input_submitted(self) -> None:
        """Scroll in what was found."""
        self.set_focus(None)

    def action_leave(self) -> None:
        """Show all keys again, else leave."""
        if self.line.has_class("-open"):
            self.line.value = ""
            self.line.remove_class("-open")
            self.set_focus(None)
        else:
            self.dismiss()

    def on_key(self, event: events.Key) -> None:
        """Say that a letter is no key here: it is none of the screen's below."""
        letter = event.character or ""
        if letter.isalnum() and event.key not in self.active_bindings and self.focused is not self.line:
            cast("Shell", self.app).say(f"{letter} does nothing here: esc goes back to where it does.")

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        for view in self.query(TextView):
            view.scroll_relative(y=lines, animate=False)

    # The keys

    def _groups(self, sought: Sequence[str]) -> list[list[Block]]:
        """The keys by group, each with its heading; those that fit what is sought."""
        if self._where is None:
            return []
        groups = [(heading, [*self._told(commands)]) for heading, commands in by_group(commands_in(self._where))]
        groups += [("Signs", [*_signs()])] if self._where == "review" else []
        told = [(heading, [line for line in lines if _fits(line, sought)]) for heading, lines in groups]
        indent = max((len(keys) for _, lines in told for keys, *_ in lines), default=0) + 2
        return [
            [Block(Content.styled(heading, "title")), *(_line(keys, words, indent) for keys, words, _ in lines), BLANK]
            for heading, lines in told
            if lines
        ]

    def _told(self, commands: Iterable[Command]) -> Iterator[tuple[str, str, str]]:
        """Each command's keys, its help and its title; those that take a suggestion by number as one."""
        taken = False
        for command in commands:
            if not takes_by_number(command.id):
                keys = " ".join(shown_key(k) for k in self._keys.of(command)) or _NO_KEY
                yield keys, command.help, command.title
            elif not taken:
                taken = True
                yield _NUMBERS, "Take that suggestion.", ""


def _signs() -> Iterator[tuple[str, str, str]]:
    """The signs of the list and what each says."""
    for sign, word in STATUS.values():
        yield sign, f"{word.capitalize()}.", "sign"
    yield OPEN, "No agency is decided; a number tells how many names of the cell are open.", "sign circle"
    yield IN_PART, "Some agencies of the cell are decided.", "sign circle"
    for severity, (sign, _) in SEVERITY.items():
        yield sign, f"The worst finding: {severity.value}.", "sign"
    yield "◆", "The report recommends it and no recommendation holds it; ◇ perhaps.", "sign not extracted"
    yield MARKED, "Marked.", "sign"


def _fits(line: tuple[str, str, str], sought: Sequence[str]) -> bool:
    """Return whether a key does what is sought; a single letter is a key itself."""
    keys, words, title = line
    text = f"{words} {title}".casefold()
    return all(word in keys.casefold().split() or (len(word) > 1 and word in text) for word in sought)


def _line(keys: str, words: str, indent: int) -> Block:
    ink = "muted" if keys == _NO_KEY else "key"
    return Block(Content(words), indent=indent, hang=Content.styled(keys, ink))


def _halves(sections: list[list[Block]]) -> tuple[list[list[Block]], list[list[Block]]]:
    """Divide sections into two columns that are as long as each other as far as that can be."""
    ends = [*accumulate(map(len, sections))]
    at = min(range(1, len(sections)), key=lambda at: abs(2 * ends[at - 1] - ends[-1]))
    return sections[:at], sections[at:]


def rule_blocks(code: str) -> list[Block]:
    """Return a rule's explanation; nothing where there is no such rule."""
    from dhrcurate.rules.catalogue import find_rule  # noqa: PLC0415  # imports every rule

    rule = find_rule(code)
    if rule is None:
        return []
    blocks = [
        Block(
            Content.assemble(
                Content.styled(f"{rule.code} {rule.name}", "title"), Content.styled(f"  {rule.severity.value}", "muted")
            )
        ),
        Block(_with_code(rule.summary)),
        BLANK,
    ]
    parts = [(part, rule.sections[part]) for part in ("why", "before", "after", "note") if rule.sections.get(part)]
    blocks += [Block(_section(part, text), indent=8, hang=Content.styled(part, "muted")) for part, text in parts]
    return [*blocks, BLANK]


def _section(part: str, text: str) -> Content:
    """Return a section's text; an example keeps its lines."""
    return _with_code(" ".join(text.split()) if part in {"why", "note"} else text)


def _with_code(text: str) -> Content:
    """Return text with the words between backticks in the ink of code."""
    parts = text.split("`")
    return Content.assemble(*(Content.styled(part, "code") if at % 2 else part for at, part in enumerate(parts)))
