"""The agencies of the focused recommendation: suggestions, the split of its cell, the search of the register."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dhrcurate.curation.naming.suggestions import Offer, as_shown, with_taken
from dhrcurate.curation.operations.cells import left_of
from dhrcurate.domain.agency import Context
from dhrcurate.review.actions.agencies import decided_together, no_suggestion, split_cell, take
from dhrcurate.review.actions.correct import edit_fields
from dhrcurate.review.actions.steps import recommendation_refusal, record_refusal
from dhrcurate.review.queries import SuggestionsFound
from dhrcurate.review.record_state import Rec, RecordState
from dhrcurate.tui.controllers.action_runner import refuse
from dhrcurate.tui.controllers.changes import Changes
from dhrcurate.tui.controllers.handlers import Handlers
from dhrcurate.tui.controllers.review_view import Place, ReviewView, Target
from dhrcurate.tui.dialogs.prompts import Choice, Pick, narrowed


class AgencyNames:
    """Suggests agencies for the addressed-to cell and decides which ones it names."""

    def __init__(self, view: ReviewView, changes: Changes) -> None:
        self._view, self._changes = view, changes
        self._suggestions: Sequence[Offer] = ()
        self._asked: tuple[str, str, str] | None = None
        self._asked_of = -1
        self._waiting = False
        self._compared: tuple[tuple[object, ...], Sequence[str]] = ((), ())

    def handlers(self) -> Handlers:
        """Return the handlers of its commands."""
        takes = {f"take-{number}": partial(self.take, number) for number in range(1, 10)}
        many = {"take-sure": self.take_sure, "take-sure-of-library": self.take_sure_of_library}
        return {"split-cell": self.split_cell, "resolve": self.resolve, **many, **takes}

    # Suggestions

    @property
    def subject(self) -> Place:
        """Whose cell the suggestions are for: the row's, or one of those that are marked, as digits act on these.

        Of these it is the row's or the one that was marked last, unless that is decided and another is not: one of its
        record, or of another that is open.
        """
        view, marks = self._view, self._changes.marks
        here = (view.record_id, view.key)
        if not marks.places:
            return here
        record_id, key = here if here in marks.places else marks.last
        if not (view.workspace.record(record_id).by_key(key) or {}).get("agencies"):
            return record_id, key
        still_open = (
            (state.id, str(rec["key"]))
            for state in (view.workspace.record(record_id), *view.workspace.open_records.values())
            for rec in state.recommendations
            if not rec.get("agencies") and (state.id, rec["key"]) in marks.places
        )
        return next(still_open, (record_id, key))

    @property
    def _rec(self) -> Rec:
        """The recommendation that the suggestions are for, empty where there is none."""
        record_id, key = self.subject
        return self._view.workspace.record(record_id).by_key(key) or {}

    @property
    def suggestions(self) -> Sequence[Offer]:
        """The suggestions that are shown, and that digits take; none once the cell that they are for has them all."""
        record_id, key = self.subject
        state = self._view.workspace.record(record_id)
        if state.signed_off:
            return ()
        rec = state.by_key(key) or {}
        agencies = tuple(rec.get("agencies") or ())
        left = self._left(record_id, str(rec.get("addressed_to") or ""), agencies)
        if self._view.target.marked:
            return with_taken(self._suggestions, agencies) if left or not agencies else []
        return as_shown(self._suggestions, agencies, left)

    def _left(self, record_id: str, cell: str, agencies: tuple[str, ...]) -> Sequence[str]:
        """The names of the cell that the agencies do not hold, worked out once: it is asked with every drawing."""
        if not self._suggestions or not agencies:
            return ()
        queries = self._view.shell.queries
        about = (record_id, cell, agencies, self._asked_of)
        if self._compared[0] != about:
            self._compared = (about, left_of(cell, agencies, queries.names, queries.context(record_id)))
        return self._compared[1]

    @property
    def are_asked(self) -> bool:
        """True until the suggestions that were asked for have come."""
        return self._waiting

    def ask(self) -> None:
        """Ask for the suggestions, unless they are known."""
        view = self._view
        wanted = (*self.subject, str(self._rec.get("addressed_to") or ""))
        names_version = view.workspace.names_version
        if wanted != self._asked or names_version != self._asked_of:
            self._suggestions, self._asked, self._asked_of = (), wanted, names_version
            self._waiting = bool(wanted[2].strip())
            if self._waiting:
                view.shell.queries.suggestions(*wanted)

    def forget(self) -> None:
        """Forget the suggestions where they are for another recommendation now that the cursor has moved."""
        if self._asked is not None and self._asked[:2] != self.subject:
            self._suggestions, self._asked = (), None

    def found(self, result: SuggestionsFound) -> None:
        """Show suggestions, if they are for the cell on the screen."""
        query = result.query
        if (query.record_id, query.key, query.cell) == self._asked:
            self._suggestions, self._waiting = result.suggestions, False
            self._view.show_findings()

    # Commands

    def split_cell(self) -> None:
        """Split the cell into the agencies that it names."""
        queries = self._view.shell.queries
        action = partial(split_cell, names=queries.names, context=queries.context(self._view.record_id))
        self._changes.run_for_each(action, self._view.target)

    def take(self, number: int) -> None:
        """Take the suggestion with a number."""
        shell, suggestions = self._view.shell, self.suggestions
        if 1 <= number <= len(suggestions):
            named = self._named if self._view.target.marked else None
            action = partial(take, offers=suggestions, rank=number, named=named)
            self._changes.run_for_each(action, self._view.target)
        elif self._view.target.key:
            taken = (self._view.rec or {}).get("agencies") or ()
            refuse(shell, no_suggestion(self._suggestions, taken, str(number)))
        else:
            shell.say(f"There is no suggestion {number}. {shell.keys.first('resolve')} searches the register.")

    def _write_agency(self, target: Target) -> None:
        """Choose the agency of a recommendation whose cell names nobody; that says nothing of other cells."""
        from dhrcurate.curation.naming.register_search import RegisterSearch  # noqa: PLC0415  # not for the start
        from dhrcurate.review.naming import now_told  # noqa: PLC0415  # the same
        from dhrcurate.tui.controllers.agency_choices import choices_of  # noqa: PLC0415  # the same

        shell, workspace = self._view.shell, self._view.workspace
        search = RegisterSearch(shell.queries.names, shell.queries.context(target.record))

        def chosen(name: str | None) -> None:
            if name is not None:
                self._changes.run(partial(edit_fields, changes={"agencies": [name]}), target)

        now = now_told((workspace.record(target.record).by_key(target.key) or {}).get("agencies") or ())
        pick = Pick(
            f"The cell names nobody: which agency is it? {now}".strip(),
            lambda typed: choices_of(search, typed, ""),
            placeholder="search the register",
        )
        shell.ask(pick, chosen)

    def _named(self, state: RecordState, key: str) -> list[str]:
        """The names in the cell of a recommendation."""
        from dhrcurate.review.naming import names_in_cell  # noqa: PLC0415  # the same

        queries = self._view.shell.queries
        return names_in_cell(state.by_key(key) or {}, queries.names, queries.context(state.id))

    def take_sure(self) -> None:
        """Take all sure suggestions of the record, after a look."""
        from dhrcurate.review.naming import sure_names  # noqa: PLC0415  # the same
        from dhrcurate.tui.controllers.name_resolver import take_sure_names  # noqa: PLC0415  # the same

        view = self._view
        if refuse(view.shell, record_refusal(view.state)):
            return
        record = view.workspace.typed(view.record_id)
        preview = sure_names([record] if record else [], view.shell.queries.names)
        take_sure_names(view.shell, preview, "this record")

    def take_sure_of_library(self) -> None:
        """Take all sure suggestions of the library, after a look; what is under way is not in it."""
        from dhrcurate.review.naming import sure_names  # noqa: PLC0415  # the same
        from dhrcurate.tui.controllers.name_resolver import take_sure_names  # noqa: PLC0415  # the same

        shell = self._view.shell
        shell.ask_preview(sure_names, lambda preview: take_sure_names(shell, preview, "the library"))

    def resolve(self) -> None:
        """Search the register for the agency that a name of the cell means, or of all cells that are marked."""
        from dhrcurate.curation.naming.meanings import decided_as  # noqa: PLC0415  # the same
        from dhrcurate.review.naming import names_to_decide, now_told  # noqa: PLC0415  # the same
        from dhrcurate.tui.controllers.name_resolver import NameResolver  # noqa: PLC0415  # the same

        view, target = self._view, self._view.target
        if target.marked:
            self._resolve_marked(target)
            return
        if refuse(view.shell, recommendation_refusal(view.state, target.key)) or view.rec is None:
            return
        shell, context = view.shell, view.shell.queries.context(view.record_id)
        names, cell = shell.queries.names, str(view.rec.get("addressed_to") or "")
        written = names_to_decide(view.rec, names, context)
        agencies = view.rec.get("agencies") or ()
        now = {name: decided_as(cell, agencies, name, names, context) for name in written}

        decided = bool(agencies) and not left_of(cell, agencies, names, context)

        def named(name: str | None) -> None:
            if name is None:
                return
            if decided and not now[name]:
                refuse(shell, decided_together(agencies))
                return
            NameResolver(shell, name, context, (target.record, target.key), now=now[name]).start()

        if not written:
            self._write_agency(target)
            return
        if len(written) == 1:
            named(written[0])
            return
        choices = [Choice(name, name, now_told(now[name])) for name in written]
        shell.ask(Pick("Which name of the cell?", lambda typed: narrowed(choices, typed)), named)

    def _resolve_marked(self, target: Target) -> None:
        """Search the register for what a name means in the cells of those that are marked."""
        from dhrcurate.review.naming import names_in_several  # noqa: PLC0415  # not for the start
        from dhrcurate.tui.controllers.name_resolver import NameResolver  # noqa: PLC0415  # the same

        shell, workspace = self._view.shell, self._view.workspace
        contexts = {record: shell.queries.context(record) for record, _ in sorted(target.marked)}
        recs = [
            (rec, contexts[record])
            for record, key in sorted(target.marked)
            if (rec := workspace.record(record).by_key(key)) is not None
        ]
        written = names_in_several(recs, shell.queries.names)
        shared = set(contexts.values())
        context = shared.pop() if len(shared) == 1 else Context()

        def named(name: str | None) -> None:
            if name is not None:
                NameResolver(shell, name, context, marked=target.marked).start()

        if not written:
            shell.say(f"The marked cells name nobody: {shell.keys.first('edit')} writes their agencies.")
        elif len(written) == 1:
            named(next(iter(written)))
        else:
            choices = [Choice(name, name, f"in {count} of {len(recs)}") for name, count in written.items()]
            shell.ask(Pick("Which name of the marked cells?", lambda typed: narrowed(choices, typed)), named)
