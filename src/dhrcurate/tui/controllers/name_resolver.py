"""The dialogs that decide what a written name means: the agency, how far that reaches, and a preview."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

from textual.content import Content

from dhrcurate.curation.naming.agencies import Preview, Scope
from dhrcurate.curation.naming.deciding import NameDecision, decide_group, decide_marked, decide_name
from dhrcurate.curation.naming.reach import Reach, look_through, reaches
from dhrcurate.curation.naming.register_search import RegisterSearch
from dhrcurate.curation.naming.telling import tells_body
from dhrcurate.domain.agency import Context
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural
from dhrcurate.review.naming import (
    alike,
    area_told,
    decided_so_far,
    decision_done,
    decision_told,
    kept_told,
    no_sure_names,
    nothing_to_decide,
    now_told,
    places_told,
    reach_question,
    reach_told,
    sure_done,
    sure_question,
    times_written,
    warned,
)
from dhrcurate.review.naming import question as question_about
from dhrcurate.storage.folder import REGISTER_ID
from dhrcurate.tui.controllers.agency_choices import AS_WRITTEN, choices_of
from dhrcurate.tui.controllers.review_view import Place
from dhrcurate.tui.dialogs.prompts import Choice, Confirm, Pick, narrowed
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.text_view import BLANK, Block

_SCOPES = {
    Scope.RECOMMENDATION: ("this recommendation", ""),
    Scope.RECORD: ("every recommendation of this record that has the name", ""),
    Scope.LIBRARY: ("the whole library", "and remember it for records to come"),
}
_OF_AREA = ("other records too", "those of its area, or of every area")
"""What is said for the whole library where the name does not say which body it means."""


class NameResolver:
    """Asks what one written name means, and makes the change.

    Args:
        shell: The program.
        written: The name.
        context: The area and time of the record that it is in.
        at: The recommendation that it is looked at in; `None` where it is about the whole library.
        marked: The marked recommendations, which it is about instead where there are any.
        now: The agencies that it was decided to mean so far.
        refused: Called with the reason where nothing can be decided; it is said else.
    """

    def __init__(
        self,
        shell: Shell,
        written: str,
        context: Context,
        at: Place | None = None,
        *,
        marked: frozenset[Place] = frozenset(),
        now: Sequence[str] = (),
        refused: Callable[[str], object] | None = None,
    ) -> None:
        self._shell, self._written, self._context = shell, written, context
        self._at, self._marked, self._now = at, marked, now
        self._refused = refused or shell.say

    def start(self) -> None:
        """Open the search of the register."""
        search = RegisterSearch(self._shell.queries.names, self._context)
        several = f" in the {len(self._marked)} marked" if len(self._marked) > 1 else " in the marked one"
        where = several if self._marked else ""
        title = f"Which agency is “{clean(self._written)}”{where}? {now_told(self._now)}".strip()
        self._shell.ask(
            Pick(
                title,
                lambda typed: choices_of(search, typed, self._written),
                value=self._written,
                placeholder="search the register",
            ),
            lambda name: self.choose(name) if name is not None else None,
        )

    def choose(self, name: str) -> None:
        """Go on with an agency, which may have been chosen elsewhere, such as by a suggestion's number."""
        means = self._written if name == AS_WRITTEN else name
        if self._marked:
            records = filter(None, map(self._shell.workspace.typed, sorted({record for record, _ in self._marked})))
            decision = decide_marked(self._written, means, self._marked)
            self._weigh(decision, decision.preview(records, self._shell.queries.names))
            return
        if self._at is None:
            self._decide(means, Scope.LIBRARY)
            return
        choices = self._scopes(means)
        if len(choices) == 1:
            self._decide(means, Scope(choices[0].value))
            return
        here = decide_name(self._written, means, Scope.RECOMMENDATION)
        title = f"{decision_told(here, self._shell.queries.names)}: where?"
        self._shell.ask(
            Pick(title, lambda typed: [c for c in choices if typed.casefold() in c.label]),
            lambda scope: self._decide(means, Scope(scope)) if scope else None,
        )

    def _scopes(self, means: str) -> list[Choice]:
        """How far the decision may reach: here alone where the name is written nowhere else."""
        assert self._at is not None
        shell, (record_id, _) = self._shell, self._at
        recs = shell.workspace.record(record_id).recommendations
        here = times_written(self._written, recs, shell.queries.names, self._context)
        reach = [Scope.RECOMMENDATION]
        reach += [Scope.RECORD] if here > 1 else []
        reach += [Scope.LIBRARY] if here > 1 or shell.workspace.may_be_elsewhere(record_id, self._written) else []
        told = {**_SCOPES, Scope.RECORD: (_SCOPES[Scope.RECORD][0], f"in {here} cells")}
        if not tells_body(self._written, [means], shell.queries.names, self._context):
            told[Scope.LIBRARY] = _OF_AREA
        return [Choice(scope, *told[scope]) for scope in reach]

    def _decide(self, means: str, scope: Scope) -> None:
        decision = decide_name(self._written, means, scope, self._at)
        if scope is Scope.LIBRARY:
            area = (self._context.csp or "") if self._at is not None else None
            ask_reach(self._shell, decision, self._weigh, area)
            return
        assert self._at is not None
        record = self._shell.workspace.typed(self._at[0])
        self._weigh(decision, decision.preview([record] if record else [], self._shell.queries.names))

    def _weigh(self, decision: NameDecision, preview: Preview) -> None:
        """Ask what becomes of the places that were decided otherwise; where there are no others they are changed."""
        if not preview.instead:
            told = preview.beside()
            if preview.held and not told.changes:
                self._refused(why_nothing(self._shell, told))
            else:
                self._go_on(decision, told if preview.held else preview)
        elif not preview.changes:
            self._go_on(decision, preview.over())
        else:
            self._ask_of_held(decision, preview)

    def _ask_of_held(self, decision: NameDecision, preview: Preview) -> None:
        so_far, where = decided_so_far(preview.instead), places_told(preview.instead)
        both, alone = len(preview.changes) + len(preview.instead), len(preview.changes)
        choices = [
            Choice("over", "change those too", f"{plural(both, 'recommendation')} in all"),
            Choice("beside", "leave those as they are", f"change {plural(alone, 'recommendation')}"),
        ]
        title = f"“{clean(self._written)}” was decided to be {so_far} in {where}. What becomes of that?"

        def chosen(way: str | None) -> None:
            if way is not None:
                self._go_on(decision, preview.over() if way == "over" else preview.beside())

        self._shell.ask(Pick(title, lambda typed: narrowed(choices, typed)), chosen)

    def _go_on(self, decision: NameDecision, preview: Preview) -> None:
        """Make the change of one recommendation at once, unless it is plainly wrong, and others after a look."""
        alone = decision.scope is Scope.RECOMMENDATION and not decision.marked
        if alone and not decision.contradictions(self._shell.queries.names):
            self._make(decision, preview)
        else:
            self._confirm(decision, preview)

    def _confirm(self, decision: NameDecision, preview: Preview) -> None:
        shell = self._shell
        register = shell.workspace.register_data()
        remembers = bool(decision.remembering(register).edits)
        if not preview.changes and (preview.skipped or not remembers):
            self._refused(why_nothing(shell, preview))
            return
        so_far = decided_so_far(preview.changes)
        instead = f", not {so_far} as decided so far" if so_far else ""
        said = decision_told(decision, shell.queries.names)
        told = f"{said}{instead}"
        question = f"{told}: {question_about(preview, kept_told(decision) if remembers else '', area_told(decision))}"
        if not preview.changes:
            question = f"Nothing has to change. Remember that {said}{area_told(decision)}?"
        warning = warned(decision, shell.queries.names, register)
        question = f"{warning} {question}".strip()

        def answered(yes: bool | None) -> None:
            if yes:
                self._make(decision, preview)

        lines = _look(shell, preview)
        yes = "change them" if preview.changes else "remember it"
        shell.ask(Confirm(question, lines, yes=yes, safe=not warning), answered)

    def _make(self, decision: NameDecision, preview: Preview) -> None:
        proposals = decision.proposals(preview, self._shell.workspace.register_data())
        if proposals:
            names, remembered = self._shell.queries.names, REGISTER_ID in proposals
            done = decision_done(decision, names, len(preview.changes), remembered=remembered)
            self._shell.change_many(proposals, f"resolve {self._written}", done=done)
        else:
            self._refused(why_nothing(self._shell, preview))


def take_sure_names(shell: Shell, preview: Preview, where: str) -> None:
    """Take all sure suggestions, after a look.

    Args:
        shell: The program.
        preview: The changes.
        where: What was looked through, in words.
    """
    if not preview.changes:
        shell.say(no_sure_names(preview, where))
        return

    def answered(yes: bool | None) -> None:
        if yes:
            shell.change_many(preview.proposals(), "take the sure agencies", done=sure_done(preview))

    lines = preview_blocks(preview, shell.workspace.title_of)
    shell.ask(Confirm(sure_question(preview, where), lines, yes="take them"), answered)


def resolve_group(shell: Shell, written: Sequence[str], means: str, refused: Callable[[str], object]) -> None:
    """Decide that the names of a group mean one agency in the whole library, after a preview.

    Args:
        shell: The program.
        written: The names.
        means: The agency.
        refused: Called with the reason where nothing can be decided.
    """

    def confirm(decision: NameDecision, preview: Preview) -> None:
        if not preview.changes:
            refused(why_nothing(shell, preview))
            return
        done = decision_done(decision, shell.queries.names, len(preview.changes), remembered=False)
        question = (
            f"{decision_told(decision, shell.queries.names)}: {question_about(preview, area=area_told(decision))}"
        )
        warning = warned(decision, shell.queries.names, shell.workspace.register_data())
        shell.ask(
            Confirm(f"{warning} {question}".strip(), _look(shell, preview), yes="change them", safe=not warning),
            lambda yes: shell.change_many(preview.proposals(), f"resolve {means}", done=done) if yes else None,
        )

    ask_reach(shell, decide_group(written, means), confirm)


def ask_reach(
    shell: Shell,
    decision: NameDecision,
    then: Callable[[NameDecision, Preview], object],
    here: str | None = None,
) -> None:
    """Look through the library, and go on with a decision as far as it is to reach, which is asked where it is open.

    Args:
        shell: The program.
        decision: A decision about the whole library.
        then: Called with the decision and what it changes.
        here: The area of the record that is looked at, empty where it names none; `None` where none is looked at.
    """

    def looked(preview: Preview) -> None:
        ways = reaches(decision, preview, here)
        if not ways:
            then(decision, preview)
        elif len(ways) == 1:
            then(ways[0].decision, ways[0].preview)
        else:
            choose(ways)

    def choose(ways: Sequence[Reach]) -> None:
        choices = [Choice(str(at), *reach_told(way)) for at, way in enumerate(ways)]
        shell.ask(
            Pick(reach_question(decision), lambda typed: narrowed(choices, typed)),
            lambda at: then(ways[int(at)].decision, ways[int(at)].preview) if at is not None else None,
        )

    shell.ask_preview(partial(look_through, decision=decision), looked)


def where_to_go(shell: Shell, preview: Preview) -> Iterator[str]:
    """Yield the sentence that tells where the places can be decided that wait for another name of their cell."""
    if preview.together:
        yield f"{shell.keys.first('resolve')} in Review decides such a name, and takes the other as it is written."


def why_nothing(shell: Shell, preview: Preview) -> str:
    """Return why a decision changes nothing, and where to go instead."""
    return " ".join([nothing_to_decide(preview), *where_to_go(shell, preview)])


def _look(shell: Shell, preview: Preview) -> list[Block]:
    """Return what a decision changes, and where what waits for another name can be decided."""
    elsewhere = (Block(Content.styled(words, "muted")) for words in where_to_go(shell, preview))
    return [*preview_blocks(preview, shell.workspace.title_of), *elsewhere]


def preview_blocks(preview: Preview, title_of: Callable[[str], str]) -> list[Block]:
    """Return the changes that a decision would make, by record; those of one cell on a line.

    Args:
        preview: The changes.
        title_of: Returns a record's title from its id, empty where it is not known.
    """

    def heading(record_id: str) -> Block:
        known = Content.styled(f"  {record_id}", "muted")
        return Block(Content.assemble(Content.styled(clean(title_of(record_id)), "strong"), known), wrap=False)

    blocks: list[Block] = []
    for record_id, changes in groupby(preview.changes, lambda change: change.record_id):
        blocks.append(heading(record_id))
        for (cell, new), each in alike(changes).items():
            agencies = Content.styled(", ".join(clean(n) for n in new), "added")
            numbers = ", ".join(clean(change.number or change.key) for change in each)
            before = {change.old for change in each if change.old}
            old = f": {', '.join(map(clean, before.pop()))}" if len(before) == 1 else ""
            left = ", ".join(clean(n) for n in each[0].left)
            still = Content.styled(f"  open: {left}" if left else "", "pending")
            line = Content.assemble(Content.styled(numbers, "key"), f"  {clean(cell)}{old} → ", agencies, still)
            blocks.append(Block(line, indent=2))
    if preview.skipped:
        blocks.append(BLANK)
    stays: dict[str, dict[str, list[str]]] = {}
    for place, why in preview.skipped.items():
        stays.setdefault(place.record_id, {}).setdefault(why, []).append(clean(place.name))
    for record_id, whys in stays.items():
        blocks.append(heading(record_id))
        for why, names in whys.items():
            where = ", ".join(sorted(filter(None, names), key=natural_key))  # none where it is the whole record
            told = Content.styled(f"left out: {clean(why)}", "muted")
            blocks.append(Block(Content.assemble(Content.styled(f"{where}  " if where else "", "key"), told), indent=2))
    return blocks
