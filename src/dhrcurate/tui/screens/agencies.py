"""Agencies: every addressed-to name of the library, decided once for all its places after a preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from dhrcurate.curation.naming.register import not_the_same
from dhrcurate.curation.naming.suggestions import worth_showing
from dhrcurate.domain.agency import Context
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.visible import clean
from dhrcurate.review.queries import ClustersFound, ClustersQuery, NamesFound, Result
from dhrcurate.storage.folder import REGISTER_ID
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.list_keys import ListKeys
from dhrcurate.tui.controllers.name_pane import of_cluster, of_name
from dhrcurate.tui.controllers.name_resolver import NameResolver, resolve_group
from dhrcurate.tui.controllers.new_agency import add_to_register
from dhrcurate.tui.controllers.undo_keys import UndoKeys
from dhrcurate.tui.dialogs.prompts import Confirm
from dhrcurate.tui.glyphs import SURE, UNREGISTERED
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import CommandScreen, bindings_of
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.bars import Foot, Head, Note
from dhrcurate.tui.widgets.filter_bar import FilterBar
from dhrcurate.tui.widgets.name_list import NameList, NameRow, grouped, has_words
from dhrcurate.tui.widgets.pane import Pane
from dhrcurate.tui.widgets.still import Beside
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Name
    from dhrcurate.curation.naming.clustering import Cluster

_DECIDING = frozenset({"take-name", *(f"take-{number}" for number in range(1, 10))})
"""Commands that ask, and that wait while the library is looked through."""


@dataclass(frozen=True, slots=True)
class _Note:
    """Words that stand beside the list until the next key.

    Attributes:
        words: The words.
        ink: Their ink.
        refusal: Whether they stand where a question was expected: the key that would have answered it does no more.
    """

    words: str
    ink: str
    refusal: bool = False


class AgenciesScreen(CommandScreen):
    """The names of the library."""

    WHERE = "agencies"
    BINDINGS = bindings_of("agencies")

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._names: Sequence[Name] | None = None
        self._clusters: Sequence[Cluster] | None = None
        self._clusters_query: ClustersQuery | None = None
        self._grouped = False
        self._only_open = True
        self._left_out: frozenset[str] = frozenset()
        self._filter_words = ""
        self._note: _Note | None = None
        own: Handlers = {
            "filter": lambda: self.filter_bar.open(self._filter_words),
            "take-name": self.take_name,
            **{f"take-{number}": partial(self.take, number) for number in range(1, 10)},
            "not-same": self.not_same,
            "new-agency": self.new_agency,
            "leave-out": self.leave_out,
            "show-open": self.show_open,
            "show-clusters": self.show_clusters,
            "help": self.show_help,
            "library": lambda: shell.open_library(shell.kept.record),
        }
        self.handle(own, ListKeys(lambda: self.listing), UndoKeys(shell, lambda: ""))

    def compose(self) -> ComposeResult:
        """Compose the names on the left; on the right the places of a name and its suggestions."""
        yield Head()
        with Beside(id="body"):
            yield Pane(NameList(id="names"), "Names in the library", id="listed")
            yield Pane(TextView(id="name"), "What it may mean", id="beside")
        yield FilterBar("words of the name")
        yield Foot()

    def on_mount(self) -> None:
        """Ask for the names of the library."""
        self.listing.focus()
        self.shell.queries.names_of_library()
        self._show()

    @property
    def listing(self) -> NameList:
        """The list."""
        return self.query_one("#names", NameList)

    @property
    def filter_bar(self) -> FilterBar:
        """The line for the filter."""
        return self.query_one("#filter-bar", FilterBar)

    def result_came(self, result: Result) -> None:
        """Show the names, then their groups."""
        match result:
            case NamesFound(_, names):
                self._names = names
                self._clusters_query = None
                if self._grouped:  # the groups of before stay until the new ones come, and the cursor with them
                    self._ask_clusters(names)
                else:
                    self._clusters = None
                self._show()
            case ClustersFound(query, clusters) if query == self._clusters_query:
                self._clusters = clusters
                self._show()
            case _:
                pass

    def _ask_clusters(self, names: Sequence[Name]) -> None:
        self._clusters_query = self.shell.queries.clusters(names)

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Show at the head that something was changed."""
        del message
        self._show_head()

    def something_saved(self) -> None:
        """Ask for the names again, as they may mean something else now."""
        self.shell.queries.names_of_library()

    # Showing

    def _rows(self) -> list[NameRow]:
        words = self._filter_words.casefold().split()
        if self._grouped:
            return list(grouped(self._clusters or (), self._left_out, words))
        names = (n for n in self._names or () if n.open or not self._only_open)
        return [NameRow(n) for n in names if has_words(words, n.written, *n.decided)]

    def _show(self, *, from_first: bool = False) -> None:
        rows, current = self._rows(), self.listing.current
        at = next((i for i, row in enumerate(rows) if current is not None and _same(row, current)), self.listing.cursor)
        self.listing.set_rows(rows, 0 if from_first else max(0, at))
        self._show_name()
        self._show_head()

    def _show_head(self) -> None:
        names = self._names
        if names is None:
            self.show_head("Agencies", "looking through the library …")
            return
        waiting = sum(1 for n in names if n.open)
        listed = sum(row.name is not None for row in self.listing.rows)
        shown = "groups" if self._grouped else "only undecided" if self._only_open else "all names"
        if self._filter_words:  # it goes before what is shown, which gives way to it
            notes: Sequence[Note] = (f"/{self._filter_words}", (shown, ""))
            self.show_head("Agencies", f"{listed} of {len(names)} names, {waiting} undecided", notes)
        else:
            self.show_head("Agencies", f"{waiting} of {len(names)} names undecided somewhere", (shown,))

    def _show_name(self) -> None:
        row = self.listing.current
        blocks: Iterable[Block] = (
            ()
            if row is None
            else of_cluster(row.cluster, self._left_out)
            if row.name is None
            else of_name(row.name, self.shell)
        )
        if row is None and self._names is not None:
            blocks = [Block(Content.styled(self._nothing(), "muted"))]
        self.query_one("#name", TextView).set_blocks([*self._noted(), *blocks])

    def _noted(self) -> Iterator[Block]:
        note = self._note
        if note is None:
            return
        yield Block(Content.styled(clean(note.words), note.ink))
        if note.refusal:
            yield Block(Content.styled(f"{self.shell.keys.first('take-name')} takes this away.", "muted"))
        yield BLANK

    def _nothing(self) -> str:
        if self._filter_words:
            back = self.shell.keys.first("back")
            return f"No name here fits “{clean(self._filter_words)}”. {back} shows them all again."
        if self._grouped:
            return "There are no groups: every name is decided, or nothing is like it."
        shows = f"{self.shell.keys.first('show-open')} shows them all."
        return f"Every name is decided. {shows}" if self._only_open else "There are no names."

    def show_help(self) -> None:
        """Show the keys, and what the symbols mean."""
        glyphs = (
            (SURE, "key", "the register is sure what it means"),
            ("?", "queried", "a curator has to say which agency it means"),
            ("·", "pending", "nothing in the register is like it"),
            ("✓", "accepted", "decided wherever it is written"),
            (
                UNREGISTERED,
                "warning",
                f"likewise, as it is written, which no register has: {self.shell.keys.first('new-agency')} adds it",
            ),
            ("✗", "faint", "left out of its group"),
        )
        legend = [Block(Content(words), indent=4, hang=Content.styled(glyph, ink)) for glyph, ink, words in glyphs]
        counts = Block(Content("The numbers: in how many places it is undecided, of how many."))
        self.shell.explain("Help", [*legend, counts, BLANK], self.WHERE)

    def tell(self, words: str, ink: str) -> bool:
        """Show beside the list what the foot has no room for: over the list it would hide other names."""
        before = self._note  # of the same key, as the next one takes it away
        self._note = _Note(words, ink) if before is None else replace(before, words=f"{before.words} {words}")
        if self.is_mounted:  # else it is shown with the names
            self._show_name()
        return True

    def _refuse(self, words: str) -> None:
        """Say beside the list why a decision cannot be made, unless the curator has gone on to another screen."""
        if self.app.screen is not self:
            self.shell.say(words, severity="warning")
            return
        self._note = _Note(words, "warning", refusal=True)
        self._show_name()

    # What happens

    def action_command(self, command_id: str) -> None:
        """Carry out a command, unless its key answers a question that did not come, or has not come yet."""
        note, self._note = self._note, None
        if note is not None:
            self._show_name()
            if note.refusal and command_id in {"take-name", "back"}:
                return
        if command_id in _DECIDING and self.shell.is_looking:
            self.shell.say("Still looking through the library …", timeout=2)
            return
        super().action_command(command_id)

    def on_cursor_list_moved(self) -> None:
        """Show the name under the cursor."""
        self._show_name()

    def on_text_view_chosen(self, message: TextView.Chosen) -> None:
        """Take the suggestion that was clicked, or open the place."""
        kind, _, what = message.choice.partition(":")
        if kind == "take":
            self.take(int(what))
        else:
            record_id, _, key = what.partition("#")
            self.shell.open_record(record_id, key)

    @property
    def focused_name(self) -> Name | None:
        """The name under the cursor."""
        row = self.listing.current
        return row.name if row else None

    def take_name(self) -> None:
        """Choose the canonical agency of a name, or apply a group's."""
        row = self.listing.current
        if row is None:
            return
        if row.name is None:
            self._apply_cluster(row.cluster)
            return
        context = row.name.uses[0].context if row.name.uses else Context()
        NameResolver(self.shell, row.name.written, context, now=row.name.decided, refused=self._refuse).start()

    def take(self, number: int) -> None:
        """Take a suggestion for the name in the whole library, after a preview."""
        name = self.focused_name
        likely = worth_showing(name.suggestion) if name else ()
        if name is None or number > len(likely):
            self.shell.say("There is no such suggestion.")
            return
        context = name.uses[0].context if name.uses else Context()
        NameResolver(self.shell, name.written, context, refused=self._refuse).choose(likely[number - 1].name)

    def _apply_cluster(self, cluster: Cluster | None) -> None:
        if cluster is None or cluster.proposed is None:
            self.shell.say("No agency is proposed for this group: choose one for each name.")
            return
        members = [n.written for n in cluster.members if n.key not in self._left_out]
        if members:
            resolve_group(self.shell, members, cluster.proposed, refused=self._refuse)
        else:
            self.shell.say("Every name of this group is left out.")

    def not_same(self) -> None:
        """Remember that name and suggestion are not the same."""
        name = self.focused_name
        best = next(iter(worth_showing(name.suggestion)), None) if name else None
        if name is None or best is None:
            self.shell.say("There is no suggestion to refuse.")
            return
        try:
            proposal = not_the_same(self.workspace.register_data(), [name.written, best.name])
        except DhrcurateError:
            self.shell.say("The suggestion is this very name: the register lists it so.")
            return
        if not proposal.edits:
            self.shell.say("This is remembered already.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                done = f"Remembered that “{clean(name.written)}” and {clean(best.name)} are not the same."
                self.shell.change_many({REGISTER_ID: proposal}, "not the same", done=done)

        self.shell.ask(Confirm(f"“{clean(name.written)}” is not {clean(best.name)}?", yes="not the same"), answered)

    def new_agency(self) -> None:
        """Add the name to the library's register."""
        name = self.focused_name
        if name is None:
            self.shell.say("Put the cursor on a name to add it to the register.", severity="warning")
            return
        add_to_register(self.shell, name)

    def leave_out(self) -> None:
        """Leave a name out of its group, or put it back."""
        row = self.listing.current
        if row is None or row.cluster is None:
            self.shell.say(
                f"A name is left out of its group; {self.shell.keys.first('show-clusters')} shows the groups."
            )
            return
        if row.name is None:
            self.shell.say(
                f"This is the group; {self.shell.keys.first('leave-out')} on one of its names leaves that out."
            )
            return
        self._left_out ^= {row.name.key}
        self._show()
        self.listing.move(self.listing.cursor + 1)

    def show_clusters(self) -> None:
        """Show groups, or names."""
        self._grouped = not self._grouped
        if self._grouped and self._clusters is None and self._names is not None:
            self._ask_clusters(self._names)
        self._show()

    def show_open(self) -> None:
        """Show undecided names, or all."""
        self._only_open = not self._only_open
        self._show()

    # The filter

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list, with the cursor on what is found first."""
        self._filter_words = message.value
        self.set_hints()
        self._show(from_first=True)

    def on_input_submitted(self) -> None:
        """Keep the filter and go back to the list."""
        self._close_filter()

    def _close_filter(self) -> None:
        self.filter_bar.close()
        self.listing.focus()

    @property
    def goes_back(self) -> str:
        """The filter is taken away first."""
        return "filter off" if self._filter_words else super().goes_back

    def back(self) -> None:
        """Clear the filter, else leave."""
        bar = self.filter_bar
        if bar.is_open or self._filter_words:
            bar.value = ""
            self._close_filter()
        else:
            super().back()


def _same(one: NameRow, other: NameRow) -> bool:
    if one.name is None or other.name is None:
        return one.name is other.name and one.cluster is not None and one.cluster == other.cluster
    return one.name.key == other.name.key
