"""Help for a screen: its keys, from the table of commands, after the rule of the focused finding."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from dhrcurate.review.commands import Keymap, Where, by_group, commands_in, shown_key, takes_by_number
from dhrcurate.tui.dialogs.prompts import Dialog, is_short
from dhrcurate.tui.widgets.keys_line import KeysLine
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView

_KEYS = 16


class Help(Dialog[None]):
    """The keys of a screen, or some text, in a dialog.

    Args:
        where: The screen whose keys are listed, `None` for none.
        keys: The keys in force.
        before: The text before the keys, such as a rule's explanation.
        title: The dialog's title.
    """

    BINDINGS = [  # noqa: RUF012  # Textual's own way of declaring
        Binding("escape,q,question_mark,enter", "dismiss", "Leave"),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up,k", "scroll(-1)", show=False),
        Binding("pagedown,space", "scroll(12)", show=False),
        Binding("pageup", "scroll(-12)", show=False),
        Binding("home", "scroll(-99999)", show=False),
        Binding("end", "scroll(99999)", show=False),
    ]

    def __init__(self, where: Where | None, keys: Keymap, before: list[Block], title: str = "Help") -> None:
        super().__init__()
        self._where, self._keys, self._before, self._title = where, keys, before, title

    def compose(self) -> ComposeResult:
        """Compose title, text and keys."""
        few = " -few" * (self._where is None and is_short(self._before))
        with Vertical(classes=f"dialog -large -tall{few}"):
            yield Static(Content.styled(self._title, "bold"), classes="dialog-title")
            yield TextView(id="help", pad=0)
            yield KeysLine(("↑↓ space", "scroll", ""), ("esc", "leave", "dismiss"))

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one("#help", TextView).set_blocks([*self._before, *self._of_keys()])

    def action_scroll(self, lines: int) -> None:
        """Scroll the text."""
        self.query_one("#help", TextView).scroll_relative(y=lines, animate=False)

    def _of_keys(self) -> Iterator[Block]:
        if self._where is None:
            return
        for heading, commands in by_group(commands_in(self._where)):
            yield Block(Content.styled(heading, "title"))
            taken = False
            for command in commands:
                if takes_by_number(command.id):
                    if not taken:
                        yield self._line("1 … 9", "Take that suggestion.")
                    taken = True
                    continue
                keys = " ".join(shown_key(k) for k in self._keys.of(command)) or "palette"
                yield self._line(keys, command.help)
            yield BLANK

    def _line(self, keys: str, words: str) -> Block:
        return Block(Content(words), indent=_KEYS, hang=Content.styled(keys, "key"))


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
