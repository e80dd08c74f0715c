"""Welcome: an empty or missing library offers to import a page, or to look at the sample."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content

from dhrcurate.curation.sample import copy_sample, sample_library
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import sentence
from dhrcurate.review.commands import Command
from dhrcurate.tui.controllers.page_import import import_page
from dhrcurate.tui.screens.base import CommandScreen, bindings_of
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.pane import Pane
from dhrcurate.tui.widgets.still import Frame
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView


class WelcomeScreen(CommandScreen):
    """The first minute with a library that holds nothing yet."""

    WHERE = "welcome"
    BINDINGS = bindings_of("welcome")

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.handle(
            {
                "import-page": lambda: import_page(shell, lambda _ids: shell.begin_anew()),
                "sample": self.copy_sample,
            }
        )

    def compose(self) -> ComposeResult:
        """Compose a few words and two keys, in the middle of a large screen."""
        yield Head()
        with Frame(id="body"):
            yield Pane(TextView(id="welcome", pad=3), "A library of records", id="box")
        yield Foot()

    def on_mount(self) -> None:
        """Say what can be done."""
        self.show_head("dhrcurate", "an empty library")
        self.query_one("#welcome", TextView).set_blocks(self._blocks())

    def _blocks(self) -> Iterator[Block]:
        root = clean(self.workspace.library.root)
        state = "holds no records yet" if self.workspace.library.root.is_dir() else "does not exist yet"
        yield BLANK
        yield Block(Content.assemble(Content.styled(root, "title"), f" {state}."))
        yield BLANK
        key = self.shell.keys.first
        words = "Import a published page: plain text, Markdown or HTML, or a CSV, JSON or JSONL table."
        yield Block(Content(words), indent=4, hang=Content.styled(key("import-page"), "key"), choice="import-page")
        if sample_library() is not None:
            words = "Look at the sample: published reviews, and an invented one that shows every kind of finding."
            yield Block(Content(words), indent=4, hang=Content.styled(key("sample"), "key"), choice="sample")
        yield BLANK
        yield Block(Content.styled("From the command line: dhrcurate import PAGE... --into LIBRARY", "muted"))

    def matters(self, command: Command) -> bool:
        """Offer the sample where it is installed."""
        return command.id != "sample" or sample_library() is not None

    def on_text_view_chosen(self, message: TextView.Chosen) -> None:
        """Do what the line that was clicked says."""
        self.perform(message.choice)

    def copy_sample(self) -> None:
        """Copy the sample library here."""
        try:
            copy_sample(self.workspace.library.root)
        except (DhrcurateError, OSError) as error:
            self.shell.say(sentence(error), severity="warning", timeout=12)
        else:
            self.shell.begin_anew()
