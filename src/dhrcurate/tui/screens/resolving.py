"""Deciding what a written name means: a search of the register, then how far the decision reaches, then a look."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from dhrcurate.curation.naming.agencies import Preview, Scope, decide
from dhrcurate.curation.naming.register import REGISTER_ID, remember
from dhrcurate.domain.agency import KINDS, Agency, Context, Decision, Names, plain_kind
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.record import Record
from dhrcurate.domain.visible import clean
from dhrcurate.tui.screens.prompts import Choice, Confirm, Pick, narrowed
from dhrcurate.tui.widgets.text_view import BLANK, Block

if TYPE_CHECKING:
    from dhrcurate.tui.app import CurateApp

AS_WRITTEN = "\0as-written"
"""The choice to keep a name as it is written."""

_SHOWN = 60
_LIKELY = 0.1
"""The score below which a second suggestion would only be in the way."""


class RegisterSearch:
    """Finds bodies as one types: the matcher's own suggestions first, then every body that holds the typed words."""

    def __init__(self, agencies: Sequence[Agency], names: Names, context: Context) -> None:
        self._rows = [(_folded(agency), agency) for agency in agencies]
        self._names, self._context = names, context
        self._near = (context.csp or "").casefold()

    def __call__(self, typed: str) -> list[Choice]:
        """The choices for what was typed, the likeliest first."""
        typed = " ".join(typed.split())
        if not typed:
            return []
        suggestion = self._names.suggest(typed, self._context, 8)
        likely = [
            Choice(c.name, c.name, "✓ sure" if sure else f"{c.score:.2f}  {c.why}")
            for rank, c in enumerate(suggestion.candidates)
            if (sure := rank == 0 and suggestion.decision is Decision.MATCH)
            or (suggestion.decision is not Decision.NONE and (rank == 0 or c.score >= _LIKELY))
        ]
        words = typed.casefold().split()
        known = {c.value for c in likely}
        found = [a for folded, a in self._rows if a.name not in known and all(w in folded for w in words)]
        found.sort(key=lambda a: (not self._is_near(a), not a.name.casefold().startswith(words[0]), len(a.name)))
        rest = [Choice(a.name, a.name, _facts(a)) for a in found[:_SHOWN]]
        return [*likely, *rest, Choice(AS_WRITTEN, f"as it is written: {typed}", "a name that is in no register")]

    def _is_near(self, agency: Agency) -> bool:
        """Whether the body serves a place that the record's partnership is named for."""
        return any(area.casefold() in self._near for area in agency.areas)


def _folded(agency: Agency) -> str:
    return "\n".join((agency.name, *(alias.name for alias in agency.aliases), *agency.acronyms)).casefold()


def _facts(agency: Agency) -> str:
    dates = f"{agency.valid_from or ''}–{agency.valid_to}" if agency.valid_to else ""
    return "  ".join(part for part in (agency.kind, dates) if part)


def kinds_of_body(typed: str) -> list[Choice]:
    """The kinds that a new body can be of, narrowed by what was typed; a kind of the library's own comes last."""
    found = narrowed([Choice(kind, kind.replace("-", " ")) for kind in sorted(KINDS)], typed.replace("-", " "))
    own = plain_kind(typed)
    if own and own not in KINDS:
        found.append(Choice(own, f"a kind of your own: {own}", "rules and suggestions know nothing of it"))
    return found


class Resolving:
    """One decision about one written name, from the search to the change.

    Args:
        app: The program.
        written: The name.
        context: What the record tells about it.
        at: The recommendation that it is looked at in; `None` where it is about the whole library.
        done: Called when the change was sent to disk.
    """

    def __init__(
        self,
        app: CurateApp,
        written: str,
        context: Context,
        at: tuple[str, str] | None = None,
        done: Callable[[], object] = lambda: None,
    ) -> None:
        self._app, self._written, self._context, self._at, self._done = app, written, context, at, done

    def start(self) -> None:
        """Opens the search."""
        names = self._app.queries.names
        search = RegisterSearch(self._app.queries.agencies(), names, self._context)
        title = f"Which agency is “{clean(self._written)}”?"
        self._app.ask(Pick(title, search, value=self._written, placeholder="search the register"), self._chosen)

    def means(self, name: str) -> None:
        """Goes on with a body that was chosen elsewhere, such as by a suggestion's number."""
        self._chosen(name)

    def _chosen(self, name: str | None) -> None:
        if name is None:
            return
        means = self._written if name == AS_WRITTEN else name
        if self._at is None:
            self._reach(means, Scope.LIBRARY)
            return
        choices = [
            Choice(Scope.RECOMMENDATION, "this recommendation"),
            Choice(Scope.RECORD, "every recommendation of this record that has the name"),
            Choice(Scope.LIBRARY, "the whole library", "and remember it for records to come"),
        ]
        title = f"“{clean(self._written)}” is {clean(means)}: where?"
        self._app.ask(
            Pick(title, lambda typed: [c for c in choices if typed.casefold() in c.label]),
            lambda scope: self._reach(means, Scope(scope)) if scope else None,
        )

    def _reach(self, means: str, scope: Scope) -> None:
        look = partial(_look, written=self._written, means=means, scope=scope, at=self._at)
        if scope is Scope.LIBRARY:
            self._app.ask_preview(look, lambda preview: self._confirm(preview, means, remembered=True))
            return
        assert self._at is not None
        record = self._app.workspace.typed(self._at[0])
        preview = look([record] if record else [], self._app.queries.names)
        if scope is Scope.RECOMMENDATION:
            self._make(preview, means, remembered=False)
        else:
            self._confirm(preview, means, remembered=False)

    def _confirm(self, preview: Preview, means: str, *, remembered: bool) -> None:
        count = len(preview.changes)
        question = f"“{clean(self._written)}” is {clean(means)}: {counted(preview)}"
        if not count and remembered:
            left = f" {_left(preview)}" if preview.skipped else ""
            question = f"Nothing has to change.{left} Remember that “{clean(self._written)}” is {clean(means)}?"
        elif not count:
            self._app.say(why_nothing(preview))
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._make(preview, means, remembered=remembered)

        self._app.ask(
            Confirm(question, preview_blocks(preview, self._app.workspace.title_of), yes="change them"), answered
        )

    def _make(self, preview: Preview, means: str, *, remembered: bool) -> None:
        proposals = dict(preview.proposals())
        if remembered and means != self._written:
            register = remember(self._app.workspace.register_data(), self._written, [means])
            if register.edits:
                proposals[REGISTER_ID] = register
        if not proposals:
            self._app.say("Nothing has to change: it stands so already.")
            return
        self._app.change_many(proposals, f"resolve {self._written}")
        self._done()


def _look(
    records: Iterable[Record], names: Names, *, written: str, means: str, scope: Scope, at: tuple[str, str] | None
) -> Preview:
    return decide(records, names, written, [means], scope, at)


def counted(preview: Preview) -> str:
    """The question how many recommendations are to be changed, and how many places are left as they are."""
    count = len(preview.changes)
    places = f"{count} recommendation{'' if count == 1 else 's'}"
    records = f" in {preview.records} records" if preview.records > 1 else ""
    left = f" {_left(preview)}" if preview.skipped else ""
    return f"change {places}{records}?{left}"


def why_nothing(preview: Preview) -> str:
    """Why a decision changes nothing."""
    for place, why in preview.skipped.items():
        return f"Nothing can be changed: {clean(place)} is left as it is, {clean(why)}."
    return "Nothing has to change: it stands so already."


def _left(preview: Preview) -> str:
    count = len(preview.skipped)
    return (
        f"{count} place{' is' if count == 1 else 's are'} left as {'it is' if count == 1 else 'they are'}, see below."
    )


def preview_blocks(preview: Preview, title_of: Callable[[str], str]) -> list[Block]:
    """Which recommendations a decision would change and how, by record; those of one cell in a line.

    Args:
        preview: What it would change.
        title_of: A record's title from its id, empty where it is not known.
    """
    blocks: list[Block] = []
    for record_id, changes in groupby(preview.changes, lambda change: change.record_id):
        known = Content.styled(f"  {record_id}", "muted")
        blocks.append(Block(Content.assemble(Content.styled(clean(title_of(record_id)), "strong"), known), wrap=False))
        alike: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        for change in sorted(changes, key=lambda change: natural_key(change.number)):
            alike.setdefault((change.cell, change.new), []).append(clean(change.number or change.key))
        for (cell, new), numbers in alike.items():
            bodies = Content.styled(", ".join(clean(n) for n in new), "added")
            line = Content.assemble(Content.styled(", ".join(numbers), "key"), f"  {clean(cell)} → ", bodies)
            blocks.append(Block(line, indent=2))
    if preview.skipped:
        blocks.append(BLANK)
    blocks += [
        Block(Content.styled(f"{clean(record_id)} is left out: {clean(why)}", "muted"))
        for record_id, why in preview.skipped.items()
    ]
    return blocks
