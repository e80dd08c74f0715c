"""The dialogs that decide what a written name means: the agency, how far that reaches, and a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from textual.content import Content

from dhrcurate.curation.naming.agencies import Preview, Scope
from dhrcurate.curation.naming.deciding import NameDecision, decide_group, decide_marked, decide_name
from dhrcurate.curation.naming.register_search import RegisterHit, RegisterSearch
from dhrcurate.curation.naming.suggestions import LIKELY
from dhrcurate.domain.agency import KINDS, Context, kind_in_words, no_body_in_words, plain_kind
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import plural
from dhrcurate.review.naming import (
    alike,
    decided_so_far,
    decision_done,
    decision_told,
    left_out,
    no_sure_names,
    nothing_to_decide,
    now_told,
    places_told,
    sure_done,
    sure_question,
    times_written,
)
from dhrcurate.review.naming import question as question_about
from dhrcurate.storage.folder import REGISTER_ID
from dhrcurate.tui.controllers.review_view import Place
from dhrcurate.tui.dialogs.prompts import Choice, Confirm, Pick, narrowed
from dhrcurate.tui.shell import Shell
from dhrcurate.tui.widgets.text_view import BLANK, Block

AS_WRITTEN = "\0as-written"
"""The choice to keep a name as it is written."""

_SHOWN = 68
"""The most agencies that a search lists."""

_SCOPES = {
    Scope.RECOMMENDATION: ("this recommendation", ""),
    Scope.RECORD: ("every recommendation of this record that has the name", ""),
    Scope.LIBRARY: ("the whole library", "and remember it for records to come"),
}


class NameResolver:
    """Asks what one written name means, and makes the change.

    Args:
        shell: The program.
        written: The name.
        context: The area and time of the record that it is in.
        at: The recommendation that it is looked at in; `None` where it is about the whole library.
        marked: The marked recommendations, which it is about instead where there are any.
        now: The agencies that it was decided to mean so far.
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
    ) -> None:
        self._shell, self._written, self._context = shell, written, context
        self._at, self._marked, self._now = at, marked, now

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
        choices = self._scopes()
        if len(choices) == 1:
            self._decide(means, Scope(choices[0].value))
            return
        title = f"“{clean(self._written)}” is {clean(means)}: where?"
        self._shell.ask(
            Pick(title, lambda typed: [c for c in choices if typed.casefold() in c.label]),
            lambda scope: self._decide(means, Scope(scope)) if scope else None,
        )

    def _scopes(self) -> list[Choice]:
        """How far the decision may reach: here alone where the name is written nowhere else."""
        assert self._at is not None
        shell, (record_id, _) = self._shell, self._at
        recs = shell.workspace.record(record_id).recommendations
        here = times_written(self._written, recs, shell.queries.names, self._context)
        reach = [Scope.RECOMMENDATION]
        reach += [Scope.RECORD] if here > 1 else []
        reach += [Scope.LIBRARY] if here > 1 or shell.workspace.may_be_elsewhere(record_id, self._written) else []
        told = {**_SCOPES, Scope.RECORD: (_SCOPES[Scope.RECORD][0], f"in {here} cells")}
        return [Choice(scope, *told[scope]) for scope in reach]

    def _decide(self, means: str, scope: Scope) -> None:
        decision = decide_name(self._written, means, scope, self._at)
        if scope is Scope.LIBRARY:
            self._shell.ask_preview(decision.preview, lambda preview: self._weigh(decision, preview))
            return
        assert self._at is not None
        record = self._shell.workspace.typed(self._at[0])
        self._weigh(decision, decision.preview([record] if record else [], self._shell.queries.names))

    def _weigh(self, decision: NameDecision, preview: Preview) -> None:
        """Ask what becomes of the places that were decided otherwise; where there are no others they are changed."""
        if not preview.instead:
            told = preview.beside()
            if preview.held and not told.changes:
                self._shell.say(nothing_to_decide(told))
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
        """Make the change of one recommendation at once, and others after a look."""
        if decision.scope is Scope.RECOMMENDATION and not decision.marked:
            self._make(decision, preview)
        else:
            self._confirm(decision, preview)

    def _confirm(self, decision: NameDecision, preview: Preview) -> None:
        written, means = clean(self._written), clean(decision.means[0])
        remembers = bool(decision.remembering(self._shell.workspace.register_data()).edits)
        kept = " and remember it for records to come" if remembers else ""
        so_far = decided_so_far(preview.changes)
        instead = f", not {so_far} as decided so far" if so_far else ""
        question = f"“{written}” is {means}{instead}: {question_about(preview, kept)}"
        if not preview.changes and remembers:
            left = f" {left_out(preview)}" if preview.skipped else ""
            question = f"Nothing has to change.{left} Remember that “{written}” is {means}?"
        elif not preview.changes:
            self._shell.say(nothing_to_decide(preview))
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._make(decision, preview)

        lines = preview_blocks(preview, self._shell.workspace.title_of)
        self._shell.ask(Confirm(question, lines, yes="change them" if preview.changes else "remember it"), answered)

    def _make(self, decision: NameDecision, preview: Preview) -> None:
        proposals = decision.proposals(preview, self._shell.workspace.register_data())
        if proposals:
            done = decision_done(decision, len(preview.changes), remembered=REGISTER_ID in proposals)
            self._shell.change_many(proposals, f"resolve {self._written}", done=done)
        else:
            self._shell.say(nothing_to_decide(preview))


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


def resolve_group(shell: Shell, written: Sequence[str], means: str) -> None:
    """Decide that the names of a group mean one agency in the whole library, after a preview."""
    decision = decide_group(written, means)

    def confirm(preview: Preview) -> None:
        if not preview.changes:
            shell.say(nothing_to_decide(preview))
            return
        done = decision_done(decision, len(preview.changes), remembered=False)
        question = f"{decision_told(decision)}: {question_about(preview)}"
        shell.ask(
            Confirm(question, preview_blocks(preview, shell.workspace.title_of), yes="change them"),
            lambda yes: shell.change_many(preview.proposals(), f"resolve {means}", done=done) if yes else None,
        )

    shell.ask_preview(decision.preview, confirm)


def choices_of(search: RegisterSearch, typed: str, written: str) -> list[Choice]:
    """Return the agencies to choose from for what was typed, and the name as it is written.

    What is not likely, and before anything is typed what is no body or has some of the words, stands behind the name
    as it is written: it must not be what is chosen unless somebody chooses. Before anything is typed those of the
    record's area follow.
    """
    typed = " ".join(typed.split())
    begun = typed in {"", " ".join(written.split())}
    found, near = search.begin(typed, _SHOWN) if begun else (search.find(typed, _SHOWN), [])
    new = "" if search.holds(written) else "a name that is in no register"
    kept = [Choice(AS_WRITTEN, f"as it is written: {clean(written)}", new)] if written.strip() else []
    first = [hit for hit in found if (_is_likely(hit) if begun else _is_likely(hit) or _has_words(hit, typed))]
    others = [hit for hit in found if hit not in first]
    return [*map(_choice, first), *kept, *map(_choice, others), *map(_choice, near)]


def _is_likely(hit: RegisterHit) -> bool:
    """Return whether a body is more likely than not what is written."""
    score = hit.candidate.score if hit.candidate is not None else 0.0
    return (hit.certain or score >= LIKELY) and not no_body_in_words(hit.agency)


def _has_words(hit: RegisterHit, typed: str) -> bool:
    """Return whether an agency was found by the words that were typed, in its name or in another name of it."""
    return hit.candidate is None or all(word in hit.name.casefold() for word in typed.casefold().split())


def _choice(hit: RegisterHit) -> Choice:
    return Choice(hit.name, hit.name, _facts(hit))


def _facts(hit: RegisterHit) -> str:
    if hit.certain:
        return "✓ sure"
    if what := no_body_in_words(hit.agency):
        return f"▲ {what}"
    if hit.candidate is not None:
        return f"{hit.candidate.score:.2f}  {hit.candidate.why}"
    if hit.agency is None:
        return ""
    dates = f"{hit.agency.valid_from or ''}–{hit.agency.valid_to}" if hit.agency.valid_to else ""
    return "  ".join(part for part in (kind_in_words(hit.agency.kind), dates) if part)


def kinds_of_agency(typed: str) -> list[Choice]:
    """Return the kinds that a new agency can be of, narrowed by what was typed; a kind of the library's own is last."""
    words = {kind: kind_in_words(kind) for kind in sorted(KINDS)}
    known = [Choice(k, said, "" if said == k.replace("-", " ") else k.replace("-", " ")) for k, said in words.items()]
    found = narrowed(sorted(known, key=lambda choice: choice.label.casefold()), typed.replace("-", " "))
    own = plain_kind(typed)
    if own and own not in KINDS:
        found.append(Choice(own, f"a kind of your own: {own}", "rules and suggestions know nothing of it"))
    return found


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
            line = Content.assemble(Content.styled(numbers, "key"), f"  {clean(cell)}{old} → ", agencies)
            blocks.append(Block(line, indent=2))
    if preview.skipped:
        blocks.append(BLANK)
    left: dict[str, dict[str, list[str]]] = {}
    for place, why in preview.skipped.items():
        record_id, _, name = place.partition(" ")
        left.setdefault(record_id, {}).setdefault(why, []).append(clean(name))
    for record_id, whys in left.items():
        blocks.append(heading(record_id))
        for why, names in whys.items():
            where = ", ".join(sorted(filter(None, names), key=natural_key))  # none where it is the whole record
            told = Content.styled(f"left out: {clean(why)}", "muted")
            blocks.append(Block(Content.assemble(Content.styled(f"{where}  " if where else "", "key"), told), indent=2))
    return blocks
