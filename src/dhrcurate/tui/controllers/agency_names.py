"""The agencies of the focused recommendation: suggestions, the split of its cell, the search of the register."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dhrcurate.curation.naming.suggestions import Offer, still_open
from dhrcurate.curation.operations import cells, fields
from dhrcurate.curation.proposal import Proposal
from dhrcurate.review.queries import SuggestionsFound
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.name_resolver import NameResolver
from dhrcurate.tui.controllers.review_view import ReviewView
from dhrcurate.tui.dialogs.prompts import Choice, Pick, narrowed


class AgencyNames:
    """Suggests agencies for the addressed-to cell and decides which ones it names."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes
        self._suggestions: Sequence[Offer] = ()
        self._asked: tuple[str, str, str] | None = None

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        takes = {f"take-{number}": partial(self.take, number) for number in range(1, 10)}
        return {"split-cell": self.split_cell, "resolve": self.resolve, **takes}

    # Suggestions

    @property
    def suggestions(self) -> Sequence[Offer]:
        """The suggestions that are shown, and that digits take: those for names that are not decided yet."""
        return still_open(self._suggestions, (self._view.rec or {}).get("agencies") or ())

    def ask(self) -> None:
        """Ask for the suggestions of the focused recommendation, unless they are known."""
        view, rec = self._view, self._view.rec
        cell = str(rec.get("addressed_to") or "") if rec else ""
        wanted = (view.record_id, view.key, cell)
        if wanted != self._asked:
            self._suggestions, self._asked = (), wanted
            if cell.strip():
                view.shell.queries.suggestions(*wanted)

    def forget(self) -> None:
        """Forget the suggestions: the cursor has moved to another recommendation."""
        self._suggestions, self._asked = (), None

    def found(self, result: SuggestionsFound) -> None:
        """Show suggestions, if they are for the cell on the screen."""
        query = result.query
        if (query.record_id, query.key, query.cell) == self._asked:
            self._suggestions = result.suggestions
            self._view.show_text(keep_place=True)

    # Commands

    def split_cell(self) -> None:
        """Split the cell into the agencies that it names."""
        shell = self._view.shell
        names, context = shell.queries.names, shell.queries.context(self._view.record_id)
        take, resolve = shell.keys.first("take-1"), shell.keys.first("resolve")
        self._changes.change_each(
            self._view.target,
            lambda data, key: cells.split_cell(data, key, names, context),
            "split",
            done=_agencies_in_words,
            nothing=f"There is nothing to split. {take} takes a suggestion, {resolve} searches the register.",
        )

    def resolve(self) -> None:
        """Search the register for the agency that a name of the cell means."""
        view, rec = self._view, self._view.rec
        cell = str(rec.get("addressed_to") or "").strip() if rec else ""
        if not self._changes.may_decide(view.target) or rec is None:
            return
        shell, context = view.shell, view.shell.queries.context(view.record_id)
        parts = [part.text for part in shell.queries.names.split(cell, context).parts]
        decision = partial(NameResolver, shell, context=context, at=(view.record_id, view.key))

        def named(written: str | None) -> None:
            if written is not None:
                decision(written).start()

        if len(parts) < 2:
            named(parts[0] if parts else cell)
            return
        choices = [Choice(part, part) for part in parts]
        shell.ask(Pick("Which name of the cell?", lambda typed: narrowed(choices, typed)), named)

    def take(self, number: int) -> None:
        """Take the suggestion with a number."""
        shell, suggestions = self._view.shell, self.suggestions
        if not 1 <= number <= len(suggestions):
            shell.say(f"There is no suggestion {number}. {shell.keys.first('resolve')} searches the register.")
            return
        taken = suggestions[number - 1]
        self._changes.change_each(
            self._view.target,
            lambda data, key: fields.take_suggestion(data, key, taken.written, taken.name, taken.score, number),
            "take",
        )


def _agencies_in_words(proposal: Proposal) -> str:
    names = proposal.edits[-1].new or ()
    return f"Split: {'; '.join(map(str, names))}" if len(names) > 1 else f"Decided: {'; '.join(map(str, names))}"
