"""Agencies: every addressed-to name of the library, decided once for all after seeing how many and which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input

from dhrcurate.curation.naming.agencies import Preview, Scope, decide
from dhrcurate.curation.naming.register import REGISTER_ID, add_agency, not_the_same
from dhrcurate.domain.agency import Context, Decision, Names
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.record import Record
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural, sentence, times
from dhrcurate.tui.messages import RecordsChanged
from dhrcurate.tui.screens.base import ListScreen, bindings_of
from dhrcurate.tui.screens.prompts import Confirm, Pick
from dhrcurate.tui.screens.resolving import Resolving, counted, kinds_of_body, preview_blocks, why_nothing
from dhrcurate.tui.widgets.bars import Foot, Head
from dhrcurate.tui.widgets.name_list import NameList, NameRow, grouped, has_words, waiting_in
from dhrcurate.tui.widgets.text_view import BLANK, Block, TextView
from dhrcurate.tui.widgets.typing import Line

if TYPE_CHECKING:
    from dhrcurate.curation.naming.agencies import Name
    from dhrcurate.curation.naming.clustering import Cluster

_SHOWN_USES = 200


class AgenciesScreen(ListScreen):
    """The names of the library."""

    WHERE = "agencies"
    BINDINGS = bindings_of("agencies")

    def __init__(self) -> None:
        super().__init__()
        self._names: Sequence[Name] | None = None
        self._clusters: Sequence[Cluster] | None = None
        self._grouped = False
        self._only_open = True
        self._left_out: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """Names on the left; on the right where the name stands and what it may mean."""
        yield Head()
        with Horizontal(id="body"):
            yield NameList(id="names")
            yield TextView(id="name")
        yield Line(id="filter-bar", placeholder="words of the name")
        yield Foot()

    def on_mount(self) -> None:
        """Has the library looked through."""
        super().on_mount()
        self.listing.focus()
        self.curate.queries.names_of_library()
        self._show()

    @property
    def listing(self) -> NameList:
        """The list."""
        return self.query_one("#names", NameList)

    def answer_came(self, topic: str, about: tuple[Any, ...], answer: Any) -> None:
        """Takes the names, then their groups."""
        del about
        if topic == "names":
            self._names = answer
            if self._grouped:  # the groups of before stay until the new ones come, and the cursor with them
                self.curate.queries.clusters(answer)
            else:
                self._clusters = None
            self._show()
        elif topic == "clusters":
            self._clusters = answer
            self._show()

    def on_records_changed(self, message: RecordsChanged) -> None:
        """Looks through the library again when something of it was changed."""
        del message
        self._show_head()

    def something_saved(self) -> None:
        """Looks through the library again, as the names may mean something else now."""
        self.curate.queries.names_of_library()

    # Showing

    def _rows(self) -> list[NameRow]:
        words = self.filter_words.casefold().split()
        if self._grouped:
            return list(grouped(self._clusters or (), self._left_out, words))
        names = (n for n in self._names or () if n.open or not self._only_open)
        return [NameRow(n) for n in names if has_words(words, n.written, *n.decided)]

    def _show(self) -> None:
        rows, current = self._rows(), self.listing.current
        at = next((i for i, row in enumerate(rows) if current is not None and _same(row, current)), self.listing.cursor)
        self.listing.set_rows(rows, max(0, at))
        self._show_name()
        self._show_head()

    def _show_head(self) -> None:
        names = self._names
        if names is None:
            self.show_head("Agencies", "looking through the library …")
            return
        waiting = sum(1 for n in names if n.open)
        notes = ["groups" if self._grouped else "only undecided" if self._only_open else "all names"]
        if self.filter_words:
            notes.append(f"/{self.filter_words}")
        self.show_head("Agencies", f"{waiting} of {len(names)} names undecided somewhere", tuple(notes))

    def _show_name(self) -> None:
        row = self.listing.current
        blocks: Iterable[Block] = (
            ()
            if row is None
            else _of_cluster(row.cluster, self._left_out)
            if row.name is None
            else self._of_name(row.name)
        )
        if row is None and self._names is not None:
            blocks = [Block(Content.styled(self._nothing(), "muted"))]
        self.query_one("#name", TextView).set_blocks(blocks)

    def _nothing(self) -> str:
        if self.filter_words:
            back = self.curate.keys.first("back")
            return f"No name here fits “{clean(self.filter_words)}”. {back} shows them all again."
        if self._grouped:
            return "There are no groups: every name is decided, or nothing is like it."
        return "Every name is decided." if self._only_open else "There are no names."

    def _of_name(self, name: Name) -> Iterator[Block]:
        yield Block(Content.styled(clean(name.written), "title"))
        places = f"{times(len(name.uses))} in {plural(name.records, 'record')}"
        yield Block(Content.styled(f"{places}, {name.open} undecided", "muted"))
        if name.decided:
            yield Block(
                Content.assemble(Content.styled("decided  ", "muted"), ", ".join(clean(n) for n in name.decided))
            )
        if not name.agreed:
            yield Block(Content.styled("▲ it means different bodies in different places", "warning"))
        yield BLANK
        for at, candidate in enumerate(name.suggestion.candidates[:9], 1):
            sure = at == 1 and name.suggestion.decision is Decision.MATCH
            if name.suggestion.decision is Decision.NONE:
                break
            score = Content.styled("✓ sure", "accepted") if sure else Content.styled(f"{candidate.score:.2f}", "muted")
            yield Block(
                Content.assemble(
                    clean(candidate.name), "  ", score, Content.styled(f"  {clean(candidate.why)}", "muted")
                ),
                indent=3,
                hang=Content.styled(self.curate.keys.first(f"take-{at}"), "key"),
                choice=f"take:{at}",
            )
        yield BLANK
        shown = name.uses[:_SHOWN_USES]
        numbers = self._numbers({use.record_id for use in shown})
        for use in sorted(shown, key=lambda u: (u.record_id, natural_key(numbers.get((u.record_id, u.key))))):
            mark = Content.styled("·", "pending") if use.open else Content.styled("✓", "accepted")
            summary = self.workspace.summary(use.record_id)
            number = numbers.get((use.record_id, use.key)) or use.key
            yield Block(
                Content.assemble(clean(summary.title or use.record_id), Content.styled(f"  {clean(number)}", "muted")),
                indent=2,
                hang=mark,
                choice=f"open:{use.record_id}#{use.key}",
                wrap=False,
            )

    def _numbers(self, records: set[str]) -> dict[tuple[str, str], str]:
        """The printed numbers of recommendations, by record and key."""
        return {(r.record, r.key): r.number for record_id in records for r in self.workspace.rows_of(record_id)}

    def action_help(self) -> None:
        """Shows the keys, and what the glyphs mean."""
        glyphs = (
            ("▪", "key", "the register is sure what it means"),
            ("?", "queried", "it may mean one of several bodies"),
            ("·", "pending", "nothing in the register is like it"),
            ("✓", "accepted", "decided wherever it is written"),
            ("✗", "faint", "left out of its group"),
        )
        legend = [Block(Content(words), indent=4, hang=Content.styled(glyph, ink)) for glyph, ink, words in glyphs]
        counts = Block(Content("The numbers: in how many places it is undecided, of how many."))
        self.curate.explain("Help", [*legend, counts, BLANK], self.WHERE)

    # What happens

    def on_cursor_list_moved(self) -> None:
        """Shows the name that the cursor came to."""
        self._show_name()

    def on_text_view_chosen(self, message: TextView.Chosen) -> None:
        """A click on a suggestion takes it; one on a place opens it."""
        kind, _, what = message.choice.partition(":")
        if kind == "take":
            self.action_take(int(what))
        else:
            record_id, _, key = what.partition("#")
            self.curate.open_record(record_id, key)

    @property
    def focused_name(self) -> Name | None:
        """The name that the cursor is on."""
        row = self.listing.current
        return row.name if row else None

    def action_take_name(self) -> None:
        """Chooses the canonical agency of a name, or applies a group's."""
        row = self.listing.current
        if row is None:
            return
        if row.name is None:
            self._apply_cluster(row.cluster)
            return
        context = row.name.uses[0].context if row.name.uses else Context()
        Resolving(self.curate, row.name.written, context).start()

    def action_take(self, number: int) -> None:
        """Takes a suggestion for the name, everywhere, after a look."""
        name = self.focused_name
        if name is None or number > len(name.suggestion.candidates):
            self.say("There is no such suggestion.")
            return
        context = name.uses[0].context if name.uses else Context()
        Resolving(self.curate, name.written, context).means(name.suggestion.candidates[number - 1].name)

    def _apply_cluster(self, cluster: Cluster | None) -> None:
        if cluster is None or cluster.proposed is None:
            self.say("No body is proposed for this group: choose one for each name.")
            return
        members = [n.written for n in cluster.members if n.key not in self._left_out]
        if not members:
            self.say("Every name of this group is left out.")
            return
        look = partial(_look_all, written=members, means=cluster.proposed)
        body = cluster.proposed

        def looked(preview: Preview) -> None:
            if not preview.changes:
                self.say(why_nothing(preview))
                return
            names = f"“{clean(members[0])}” is" if len(members) == 1 else f"{len(members)} names are"
            question = f"{names} {clean(body)}: {counted(preview)}"
            self.curate.ask(
                Confirm(question, preview_blocks(preview, self.workspace.title_of), yes="change them"),
                lambda yes: self.curate.change_many(preview.proposals(), f"resolve {body}") if yes else None,
            )

        self.curate.ask_preview(look, looked)

    def action_not_same(self) -> None:
        """Remembers that name and suggestion are not the same."""
        name = self.focused_name
        best = name.suggestion.best if name else None
        if name is None or best is None:
            self.say("There is no suggestion to refuse.")
            return
        try:
            proposal = not_the_same(self.workspace.register_data(), [name.written, best.name])
        except DhrcurateError:
            self.say("The suggestion is this very name: the register lists it so.")
            return
        if not proposal.edits:
            self.say("This is remembered already.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.curate.change_many({REGISTER_ID: proposal}, "not the same")

        self.curate.ask(Confirm(f"“{clean(name.written)}” is not {clean(best.name)}?", yes="not the same"), answered)

    def action_new_agency(self) -> None:
        """Adds the name to the library's register."""
        name = self.focused_name
        if name is None:
            return

        def answered(kind: str | None) -> None:
            if not kind:
                return
            entry = {"name": name.written, "kind": kind}
            try:
                proposal = add_agency(self.workspace.register_data(), entry, self.curate.queries.names)
            except DhrcurateError as error:
                self.say(sentence(error), severity="warning")
                return
            self.curate.change_many({REGISTER_ID: proposal}, "new agency")

        self.curate.ask(Pick(f"“{clean(name.written)}” is new. Of which kind?", kinds_of_body), answered)

    def action_leave_out(self) -> None:
        """Leaves a name out of its group, or takes it in again."""
        row = self.listing.current
        if row is None or row.cluster is None:
            self.say(f"A name is left out of its group; {self.curate.keys.first('show-clusters')} shows the groups.")
            return
        if row.name is None:
            self.say(f"This is the group; {self.curate.keys.first('leave-out')} on one of its names leaves that out.")
            return
        self._left_out ^= {row.name.key}
        self._show()
        self.action_next()

    def action_show_clusters(self) -> None:
        """Shows groups, or names."""
        self._grouped = not self._grouped
        if self._grouped and self._clusters is None and self._names is not None:
            self.curate.queries.clusters(self._names)
        self._show()

    def action_show_open(self) -> None:
        """Shows undecided names, or all."""
        self._only_open = not self._only_open
        self._show()

    def action_library(self) -> None:
        """Opens the library."""
        self.curate.open_library(self.curate.kept.record)

    def action_undo(self) -> None:
        """Undoes the last change."""
        self.curate.when_signed(lambda: self.workspace.undo(None))

    def action_redo(self) -> None:
        """Makes an undone change again."""
        self.curate.when_signed(lambda: self.workspace.undo(None, redo=True))

    # The filter

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrows the list."""
        self.filter_words = message.value
        self._show()

    def action_back(self) -> None:
        """Clears the filter, else leaves."""
        bar = self.filter_bar
        if bar.has_class("-open") or self.filter_words:
            bar.value = ""
            self.on_input_submitted()
        else:
            super().action_back()


def _look_all(records: Iterable[Record], names: Names, *, written: Sequence[str], means: str) -> Preview:
    """What several names deciding for one body would change; a recommendation that has two of them changes once."""
    everything = list(records)
    previews = [decide(everything, names, name, [means], Scope.LIBRARY) for name in written]
    changes = {(c.record_id, c.key): c for preview in previews for c in preview.changes}
    skipped = {k: v for preview in previews for k, v in preview.skipped.items()}
    return Preview(tuple(changes[place] for place in sorted(changes)), skipped)


def _of_cluster(cluster: Cluster | None, left_out: frozenset[str]) -> Iterator[Block]:
    if cluster is None:
        return
    members = [n for n in cluster.members if n.key not in left_out]
    waiting = waiting_in(members)
    names = f"{len(members)} name{'' if len(members) == 1 else 's'}"
    where = f"undecided in {waiting} recommendation{'' if waiting == 1 else 's'}"
    yield Block(Content.styled(clean(cluster.proposed or "No body is proposed"), "title"))
    yield Block(Content.styled(f"{names}, {where}", "muted"))
    yield BLANK
    for name in cluster.members:
        ink = "faint" if name.key in left_out else "plain"
        counts = Content.styled(f"  {name.open}", "muted")
        yield Block(Content.assemble(Content.styled(clean(name.written), ink), counts), indent=2)


def _same(one: NameRow, other: NameRow) -> bool:
    if one.name is None or other.name is None:
        return one.name is other.name and one.cluster is not None and one.cluster == other.cluster
    return one.name.key == other.name.key
