"""Decisions: accepted, rejected, queried; agencies; undone and redone; signed off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from dhrcurate.curation.naming.suggestions import Offer
from dhrcurate.curation.operations import cells
from dhrcurate.curation.proposal import saved_records
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.words import full_stop, plural
from dhrcurate.plain.moving import next_in_record, next_record, to_undecided
from dhrcurate.plain.phrases import ways_to_what_is_left
from dhrcurate.plain.reviewer import Handler, Reviewer
from dhrcurate.review.actions import agencies, decide, left_out, signing
from dhrcurate.review.actions.steps import Action, recommendation_refusal, record_refusal
from dhrcurate.review.history_text import changed_keys, quoted, waivers_told
from dhrcurate.review.outcome_of_record import is_decided, next_steps, outcome_told, progress_told
from dhrcurate.review.outcomes import Outcome, made_in_part
from dhrcurate.review.record_state import Rec, RecordState, state_of, title_of
from dhrcurate.review.reversed_text import reversed_in_words

_REASON = "reason of a rejection"


def act(reviewer: Reviewer, rest: str, *, action: Action, repeats: str = "") -> None:
    """Carry an action out; after a decision go on to the next undecided recommendation.

    Who decides otherwise, or again, what was decided is kept at it where nothing else of the record is undecided.
    """
    again = (reviewer.cursor.rec or {}).get("status") != "pending"
    ready = reviewer.act(action, rest, repeats=repeats)
    if ready is None or not ready.goes_on:
        return
    if again and not reviewer.console.is_script and next_in_record(reviewer.cursor) is None:
        _tell_ways_on(reviewer, reviewer.letters.of("next-undecided"))
        return
    ended = is_decided(reviewer.cursor.state)
    if ended and ready.proposal.edits:
        state = reviewer.cursor.state
        outcome = " ".join(outcome_told(state))
        reviewer.say(outcome, ways_to_what_is_left(state, reviewer.letters.of("filter"), outcome))
    if reviewer.console.is_script:
        _go_on_in_record(reviewer)
    elif ended and ready.proposal.edits and reviewer.cursor.filter is None:
        _stay_at_end(reviewer)
    elif why := to_undecided(reviewer):
        reviewer.say(why)


def _stay_at_end(reviewer: Reviewer) -> None:
    """Go to the record as a whole, once all of it is decided; say so, how to sign it off and how to go on."""
    cursor = reviewer.cursor
    cursor.go("")
    cursor.slid = bool(cursor.findings)  # none of them was read yet, so the first one is the next
    found = len(cursor.findings)
    there = f", with {plural(found, 'finding')} of its own" if found else ""
    reviewer.say(f"This is the record itself now{there}.")
    _tell_ways_on(reviewer, reviewer.letters.of("accept"))


def sign_off(reviewer: Reviewer, rest: str) -> None:
    """Sign the record off, and tell what leads on; or reopen it."""
    before = reviewer.cursor.state.signed_off
    act(reviewer, rest, action=signing.sign_off)
    if reviewer.cursor.state.signed_off and not before:
        _tell_ways_on(reviewer, reviewer.letters.of("next-undecided"))


def _tell_ways_on(reviewer: Reviewer, goes_on: str) -> None:
    """Tell how to sign off a record in which nothing is left to decide, and where something is undecided elsewhere.

    Args:
        reviewer: The curator.
        goes_on: What is typed to go there.
    """
    cursor = reviewer.cursor
    following = next_record(cursor)
    title = title_of(state_of(following, reviewer.library.load(following))) if following else ""
    if cursor.filter is None:
        reviewer.say(next_steps(cursor.state, reviewer.letters.of("sign-off"), goes_on, title))
    else:
        left = f"Nothing else of this record that fits the filter is undecided; {goes_on} goes on to {title}."
        signs = "" if cursor.state.signed_off else f"{reviewer.letters.of('sign-off')} signs the record off, "
        ended = (
            f"Everything that fits the filter is decided: {signs}{reviewer.letters.of('filter')} alone takes it away."
        )
        reviewer.say(left if title else ended)


def _go_on_in_record(reviewer: Reviewer) -> None:
    """Go to the next undecided recommendation of the record; where none follows, stay, and decide nothing more here."""
    # A script cannot hear that it is in another record, or above where it began.
    if key := reviewer.cursor.step(+1, lambda row: row.undecided):
        reviewer.go(key)
        return
    why = (
        f"Nothing undecided follows {reviewer.name} in {reviewer.cursor.state.id}; a script goes no further by itself."
    )
    reviewer.say(why)
    reviewer.decide_elsewhere(why, in_record=True)


def accept(reviewer: Reviewer, rest: str) -> None:
    """Accept, and go to the next undecided recommendation."""
    cursor = reviewer.cursor
    if cursor.passage is not None:
        _add_left_out(reviewer)
        return
    if not cursor.key and not reviewer.console.is_script and cursor.state.readable:
        if why := to_undecided(reviewer):  # nothing is accepted here, so what follows may be what is meant
            reviewer.say(why)
        return

    def open_names(state: RecordState, key: str) -> list[str]:
        return cells.left_of_cell(state.data, key, cursor.names, cursor.context)

    act(reviewer, rest, action=partial(decide.accept, left=open_names))


def _add_left_out(reviewer: Reviewer) -> None:
    """Add what was not extracted, and read it as the recommendation that it is now."""
    if not reviewer.refuse(record_refusal(reviewer.cursor.state)) and (session := reviewer.session()):
        ready = reviewer.act(partial(left_out.add, used=session.used_keys(reviewer.cursor.state.id)))
        if ready is not None:
            reviewer.go(ready.goes_to)


def reject(reviewer: Reviewer, rest: str) -> None:
    """Reject with a reason, and go on; of what was not extracted say that it is no recommendation."""
    if reviewer.cursor.passage is None:
        act(reviewer, rest, action=decide.reject, repeats=_REASON)
        return
    following = reviewer.cursor.step(+1) or reviewer.cursor.step(-1) or ""
    if reviewer.act(left_out.dismiss, rest, repeats=_REASON) is not None:
        reviewer.go(following)


# Agencies


def split_cell(reviewer: Reviewer, _rest: str) -> None:
    """Split the cell into the agencies that it names, and read what is suggested for those in no register."""
    cursor = reviewer.cursor
    ready = reviewer.act(partial(agencies.split_cell, names=cursor.names, context=cursor.context))
    as_written = {one.written for one in cursor.offers() if cursor.names.entry(one.written) is None}
    if ready is not None and as_written.intersection((cursor.rec or {}).get("agencies") or ()):
        reviewer.reader.read_all_offers()


def take(reviewer: Reviewer, rest: str) -> None:
    """Take a suggestion by its number, or several at once; for a name that is decided, once it was asked for."""
    cursor = reviewer.cursor
    if reviewer.refuse(recommendation_refusal(cursor.state, cursor.key)):
        return
    offers, taken = cursor.offers(), (cursor.rec or {}).get("agencies") or ()
    wanted = list(dict.fromkeys(rest.replace(",", " ").split())) or [""]
    known = {str(at) for at, one in cursor.all_offers() if not one.taken}
    offered = known if cursor.asked else {str(at) for at, _ in cursor.open_offers()}
    if (unknown := next((number for number in wanted if number not in known), None)) is not None:
        reviewer.refuse(agencies.no_suggestion(offers, taken, unknown))
    elif any(number not in offered for number in wanted):
        reads = reviewer.letters.of("read-cell")
        reviewer.fail(f"That is decided: {', '.join(taken)}. {reads} reads the suggestions, then a number takes one.")
    elif reviewer.act(partial(agencies.take_several, offers=offers, ranks=[int(number) for number in wanted])):
        if left := cursor.state.open_names(cursor.key):
            reviewer.say(f"Still open: {quoted(left)}.")
        _tell_same_cells(reviewer, [offers[int(number) - 1] for number in wanted])


def _tell_same_cells(reviewer: Reviewer, chosen: Sequence[Offer]) -> None:
    """Tell how many others have the same cell without agencies, and what decides it there as it was decided here."""
    cursor = reviewer.cursor
    cell = _cell(cursor.rec or {})
    others = (row for row in cursor.state.recommendations if row.get("key") != cursor.key and not row.get("agencies"))
    count = sum(row.get("status") == "pending" and _cell(row) == cell for row in others)
    if count and cell:
        search = reviewer.letters.of("resolve")
        where = "there" if count == 1 else "in all of them"
        how = f"{search} {chosen[0].name} decides it {where}; choose it by its number, then “this record”"
        if chosen[0].written.strip() != str((cursor.rec or {}).get("addressed_to")).strip():
            how = f"{search} decides one of its names {where}; choose the name, its agency, then “this record”"
        have = f"{plural(count, 'other')} of this record {'has' if count == 1 else 'have'} this very cell undecided"
        reviewer.say(f"{have}: {how}.")


def _cell(rec: Rec) -> str:
    return " ".join(str(rec.get("addressed_to") or "").split())


# Undo


def undo(reviewer: Reviewer, _rest: str) -> None:
    """Undo the last change."""
    saver = reviewer.saver
    target = saver.undo_order.to_undo()

    def told(outcome: Outcome) -> str:
        if target is None and (own := saved_records(outcome)):
            saver.undo_order.undone(own[0].record_id)
        return _tell_reversed(reviewer, outcome, verb="undo", done="Undone")

    _reverse(reviewer, "undo", lambda session: session.undo(target), told)


def redo(reviewer: Reviewer, _rest: str) -> None:
    """Redo an undone change."""
    order = reviewer.saver.undo_order
    elsewhere = not order.knows_redo
    target = order.to_redo(reviewer.cursor.state.id)

    def told(outcome: Outcome) -> str:
        if own := saved_records(outcome):
            order.redone(target, own[0].record_id)
        return _tell_reversed(reviewer, outcome, verb="redo", done="Redone")

    _reverse(reviewer, "redo", lambda session: session.redo_near(target, elsewhere=elsewhere), told)


def _reverse(reviewer: Reviewer, verb: str, call: Callable[[Session], Outcome], told: Callable[[Outcome], str]) -> None:
    """Undo or redo; a script stops where nothing came of it."""
    made: list[str] = []

    def noted(outcome: Outcome) -> str:
        sentence = told(outcome)
        made.append(sentence)
        return sentence

    cursor = reviewer.cursor
    before = cursor.state.id, cursor.key
    saved = reviewer.save(verb, call, noted, reverses=True)
    if saved and not any(made):
        reviewer.stop_script(f"There was nothing to {verb}.")
    elif saved and (cursor.state.id, cursor.key) != before:
        reviewer.reader.read()


def _tell_reversed(reviewer: Reviewer, outcome: Outcome, *, verb: str, done: str) -> str:
    """Go to what was undone or redone, and return the sentence about it."""
    cursor = reviewer.cursor
    events = [(one.record_id, one.event) for one in saved_records(outcome) if one.event is not None]
    if in_part := made_in_part(outcome, done):
        if events:
            return in_part
        reviewer.say(in_part)
        return ""
    if not events:
        reviewer.say(f"There is nothing to {verb}.")
        return ""
    if len(events) > 1:
        own = sum(1 for record_id, _ in events if record_id in cursor.ids)
        return f"{done} in {plural(own, 'record')}{' and in the register' if own < len(events) else ''}."
    record_id, event = events[0]
    if record_id in cursor.ids and record_id != cursor.state.id:
        cursor.open(record_id)
        done = f"{done} in another record, {title_of(cursor.state)}"
    told = waivers_told(event.changes)
    keys = [key for key in changed_keys(change.path for change in event.changes) if cursor.state.by_key(key)]
    if len(keys) == 1 or (told and keys and cursor.key not in keys):
        cursor.go(min(keys, key=[row.key for row in cursor.state.rows()].index))
    elif told and not keys:
        cursor.go("")
    return f"{done}: {full_stop(reversed_in_words(event, cursor.state.data))} {progress_told(cursor.state)}"


# Again


def retry(reviewer: Reviewer, _rest: str) -> None:
    """Try again what could not be saved."""
    if reviewer.saver.gone:
        reviewer.saver.make_again()
    elif not reviewer.saver.retry():
        not_made = reviewer.saver.not_made
        reviewer.say("There is nothing to try again." if not_made else "All is saved; there is nothing to try again.")


def reload(reviewer: Reviewer, _rest: str) -> None:
    """Read the record again from disk, and the register, which may have got what the record names."""
    cursor = reviewer.cursor
    before = cursor.state.digest
    cursor.library.refresh_names()
    cursor.again()
    same = before == cursor.state.digest
    reviewer.say("Read again; the record is as it was." if same else "Read again; it had changed on disk.")
    reviewer.reader.read()


HANDLERS: Mapping[str, Handler] = {
    "accept": accept,
    "reject": reject,
    "query": partial(act, action=decide.query, repeats="note of a query"),
    "pending": partial(act, action=decide.to_pending),
    "note": partial(act, action=decide.note, repeats="note"),
    "sign-off": sign_off,
    "split-cell": split_cell,
    "take": take,
    "undo": undo,
    "redo": redo,
    "retry": retry,
    "reload": reload,
}
"""The handler of each command, by its id."""
