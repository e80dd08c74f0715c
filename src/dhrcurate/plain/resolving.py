"""Deciding what a written name means: a search of the register, how far the decision reaches, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from dhrcurate.curation.naming.agencies import Preview, Scope
from dhrcurate.curation.naming.deciding import NameDecision, decide_name
from dhrcurate.curation.naming.reach import look_through, reaches
from dhrcurate.curation.naming.register_search import RegisterHit, RegisterSearch
from dhrcurate.curation.naming.suggestions import why_not_taken
from dhrcurate.curation.naming.telling import tells_body
from dhrcurate.curation.proposal import saved_records
from dhrcurate.domain.agency import Decision, kind_in_words, no_body_in_words
from dhrcurate.domain.words import plural
from dhrcurate.plain.reviewer import Handler, Reviewer
from dhrcurate.review.actions.steps import recommendation_refusal, record_refusal
from dhrcurate.review.naming import (
    SCOPES,
    agencies_now,
    area_told,
    changes_told,
    decision_done,
    decision_told,
    names_to_decide,
    no_sure_names,
    nothing_to_decide,
    reach_question,
    reach_told,
    skipped_told,
    sure_done,
    sure_names,
    sure_question,
    times_written,
    warned,
)
from dhrcurate.review.outcome_of_record import progress_told
from dhrcurate.review.outcomes import Outcome
from dhrcurate.storage.folder import REGISTER_ID

_MOST = 40
"""The most agencies of a search that can be heard; more words find what is beyond."""

_AT_ONCE = 8
"""How many of them each `more` tells."""

_FIRST = 3
"""How many are told at first, where none is sure: the best ones."""


def resolve(reviewer: Reviewer, rest: str) -> None:
    """Search the register for what a name of the cell means."""
    cursor = reviewer.cursor
    if reviewer.refuse(recommendation_refusal(cursor.state, cursor.key)):
        return
    written = _written(reviewer)
    if not written:
        return
    means = _chosen(reviewer, written, rest or written)
    scope = _scope(reviewer, written, means) if means else None
    if scope is None:
        reviewer.leave()
    else:
        _decide(reviewer, decide_name(written, means, scope, (cursor.state.id, cursor.key)))


def _written(reviewer: Reviewer) -> str:
    """Return which name of the cell is meant, empty for none."""
    cursor = reviewer.cursor
    parts = names_to_decide(cursor.rec or {}, cursor.names, cursor.context)
    if not parts:
        reviewer.fail(f"The cell is empty; {reviewer.letters.of('edit')} agencies writes them directly.")
        return ""
    if len(parts) == 1:
        return parts[0]
    at = reviewer.pick("Which name of the cell?", parts)
    return parts[at] if at is not None else ""


def _chosen(reviewer: Reviewer, written: str, words: str) -> str:
    """Return the agency that the curator picks from a search, empty for none; other words search again."""
    if words == "=":
        return written
    search = RegisterSearch(reviewer.cursor.names, reviewer.cursor.context)
    while words:
        found, own, beyond = _found(reviewer, search, written, words)
        sure = sum(hit.certain for hit in found)  # they come first
        told = _tell_hits(reviewer, found, 0, sure or min(own, _FIRST) or _FIRST, beyond)
        if not found:
            reviewer.fail(f"The register holds nothing like {words}.")
        how = " A number, other words to search for, = for the name as it is written, or an empty line to leave it:"
        while True:
            answer = reviewer.console.ask(f"Which agency is “{written}”?{how}")
            how = ""  # said once
            typed = reviewer.letters.read(answer) if answer else None
            if typed is None or typed.command.id != "more" or told == len(found):
                break
            told = _tell_hits(reviewer, found, told, _AT_ONCE, beyond)
        if answer == "=":
            return written
        if answer.isascii() and answer.isdecimal() and 0 < int(answer[:4]) <= told:
            return found[int(answer[:4]) - 1].name
        if typed is not None:
            reviewer.stop_script(f"“{answer}” is a command, and no answer.")
        words = answer
    return ""


def _found(reviewer: Reviewer, search: RegisterSearch, written: str, words: str) -> tuple[list[RegisterHit], int, bool]:
    """Search for some words and say what came of them.

    Returns:
        What can be told, how much of that the words found, and whether they find more.
    """
    found = search.find(words, _MOST + 1)
    beyond, found = len(found) > _MOST, found[:_MOST]
    near = search.begin(written, _MOST)[1] if words == written else []  # nothing was typed
    suggestion = reviewer.cursor.names.suggest(words, reviewer.cursor.context)
    why = why_not_taken(suggestion)
    if suggestion.decision is Decision.NONE and found:  # "no match" would deny what follows
        why = "Nothing is sure." if suggestion.why and words == written else ""
    elif suggestion.decision is Decision.NONE:
        why = ""  # that nothing was found is said already
    holds = _counted(found, "more than " if beyond else "") if found else "nothing found"
    which = "First what was found, then others that serve" if found else "These serve"
    area = f"{which} the record's area:" if near else ""
    if why or words != written or area:
        reviewer.say(f"For “{words}” {holds}.", why, area)
    return [*found, *near][:_MOST], len(found), beyond


def _counted(found: Sequence[RegisterHit], more_than: str) -> str:
    """How many were found, and how many of them are agencies where some are none."""
    bodies = sum(not no_body_in_words(hit.agency) for hit in found)
    if bodies == len(found):
        return f"{more_than}{plural(bodies, 'agency', 'agencies')} found"
    if len(found) == 1:
        return "1 found, no agency"
    which = "none of them an agency" if not bodies else f"{bodies} of them {'an agency' if bodies == 1 else 'agencies'}"
    return f"{more_than}{len(found)} found{', ' + which if not more_than else ''}"


def _tell_hits(reviewer: Reviewer, found: list[RegisterHit], begin: int, count: int, beyond: bool) -> int:
    """Tell some of what was found, from a place on; return how many were told so far."""
    told = min(begin + count, len(found))
    for number, hit in enumerate(found[begin:told], begin + 1):
        reviewer.say(f"{number}: {hit.name}, {_about(hit)}.")
    if left := len(found) - told:
        reviewer.say(f"{left} more: more tells them.")
    elif beyond:
        reviewer.say("There are others; more words narrow the search.")
    return told


def _about(hit: RegisterHit) -> str:
    if hit.certain:
        return "sure"
    if what := no_body_in_words(hit.agency):
        return what
    if hit.candidate is not None:
        return f"likelihood {hit.candidate.score:.2f}, {hit.candidate.why}"
    until = f", until {hit.agency.valid_to}" if hit.agency and hit.agency.valid_to else ""
    return f"{kind_in_words(hit.agency.kind) if hit.agency else ''}{until}"


def _scope(reviewer: Reviewer, written: str, means: str) -> Scope | None:
    library = "the whole library, also for records to come"
    if not tells_body(written, [means], reviewer.cursor.names, reviewer.cursor.context):
        library = "other records too: those of its area, or of every area"
    cursor = reviewer.cursor
    cells = times_written(written, cursor.state.recommendations, cursor.names, cursor.context)
    here = f"this record, {plural(cells, 'cell')}"
    at = reviewer.pick("Where does that count?", ["this recommendation", here, library])
    return None if at is None else SCOPES[at]


def _looked(reviewer: Reviewer, decision: NameDecision) -> tuple[NameDecision, Preview] | None:
    """Return a decision as far as it is to reach, and what it changes; nothing where it was left."""
    cursor = reviewer.cursor
    if decision.scope is not Scope.LIBRARY:
        return decision, decision.preview([cursor.record] if cursor.record else [], cursor.names)
    reviewer.say("Looking through the library.")
    preview = look_through(reviewer.library.records(), cursor.names, decision)
    ways = reaches(decision, preview, cursor.context.csp or "")
    if not ways:
        return decision, preview
    at = 0
    if len(ways) > 1:
        rows = [", ".join(filter(None, reach_told(way))) for way in ways]
        chosen = reviewer.pick(reach_question(decision), rows)
        if chosen is None:
            return None
        at = chosen
    return ways[at].decision, ways[at].preview


def _decide(reviewer: Reviewer, decision: NameDecision) -> None:
    library = reviewer.library
    looked = _looked(reviewer, decision)
    if looked is None:
        reviewer.leave()
        return
    decision, preview = looked
    register = library.register_data()
    proposals = decision.proposals(preview, register)
    if not proposals:
        reviewer.fail(nothing_to_decide(preview))
        return
    sentence = f"{decision_told(decision, reviewer.cursor.names)}{area_told(decision)}"
    # Beside what was decided otherwise nothing is remembered, so that nothing is given up either.
    warning = warned(decision, reviewer.cursor.names, register if REGISTER_ID in proposals else {})
    wide = decision.scope is not Scope.RECOMMENDATION
    if wide:
        _tell(reviewer, preview)
    if (wide or warning) and not reviewer.agrees(f"{warning} {sentence}: make it so?".strip(), listed=wide):
        return

    def done(outcome: Outcome) -> str:
        made = {saved.record_id for saved in saved_records(outcome)}
        if not made:
            return f"{sentence}: nothing was changed."
        changed = sum(change.record_id in made for change in preview.changes)
        sentence_done = decision_done(decision, reviewer.cursor.names, changed, remembered=REGISTER_ID in made)
        return f"{sentence_done} {agencies_now(decision, preview)}".strip()

    reviewer.save(sentence, lambda session: session.apply_many(proposals), done)


def _tell(reviewer: Reviewer, preview: Preview) -> None:
    here = reviewer.cursor.state
    reviewer.console.list((*changes_told(preview, here), *skipped_told(preview, here)), called="the changes")


def take_sure(reviewer: Reviewer, _rest: str, *, whole: bool) -> None:
    """Take all sure suggestions of the record or of the library, after a look."""
    cursor, library = reviewer.cursor, reviewer.library
    if not whole and reviewer.refuse(record_refusal(cursor.state)):
        return
    where = "the library" if whole else "this record"
    if whole:
        reviewer.say("Looking through the library.")
    own = [cursor.record] if cursor.record else []
    preview = sure_names(library.records() if whole else own, cursor.names)
    if not preview.changes:
        reviewer.say(no_sure_names(preview, where))
        return
    _tell(reviewer, preview)
    if not reviewer.agrees(sure_question(replace(preview, skipped={}), where), listed=True):
        return
    done = sure_done(preview)

    def told(_outcome: Outcome) -> str:
        return done if whole else f"{done} {progress_told(cursor.state)}"

    reviewer.save("take the sure agencies", lambda session: session.apply_many(preview.proposals()), told)


HANDLERS: Mapping[str, Handler] = {
    "resolve": resolve,
    "take-sure": partial(take_sure, whole=False),
    "take-sure-of-library": partial(take_sure, whole=True),
}
"""The handler of each command, by its id."""
