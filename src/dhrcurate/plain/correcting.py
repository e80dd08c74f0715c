"""Corrections: fields, fixes, waivers, and the shape of the record."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from functools import partial

from dhrcurate.curation.folder_names import folder_named
from dhrcurate.curation.operations import facts, fields
from dhrcurate.curation.operations.cells import open_in
from dhrcurate.domain import edit
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import Field, Kind
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.words import at_start, enumerated, field_in_words, full_stop, plural
from dhrcurate.plain import waiving
from dhrcurate.plain.phrases import gone_how
from dhrcurate.plain.reviewer import Handler, Reviewer
from dhrcurate.review.actions import conflicts, correct, structure
from dhrcurate.review.actions.steps import Action, Given, recommendation_refusal, record_refusal
from dhrcurate.review.history_text import edit_sentences, quoted


def _typed(known: Mapping[str, Field]) -> dict[str, str]:
    """Return the names of fields by what may be typed for them, labels first."""
    words = {field.label.casefold(): name for name, field in known.items()}
    for name, field in known.items():
        words |= dict.fromkeys((name, name.replace("_", "-"), *field.aliases), name)
    return words


_FIELDS = _typed(fields.EDITABLE)
_FACTS = _typed(facts.FACTS)

_UNKNOWN_AGENCY = "DHR208"

# Fields


def edit_field(reviewer: Reviewer, rest: str) -> None:
    """Give a field another value: of the recommendation, or what is known of the review at the record itself."""
    cursor = reviewer.cursor
    refusal = recommendation_refusal(cursor.state, cursor.key) if cursor.passage else record_refusal(cursor.state)
    if reviewer.refuse(refusal):
        return
    rec, data = cursor.rec, cursor.state.data
    field, value = _field(reviewer, rest, _FACTS if rec is None else _FIELDS)
    if not field:
        return
    about = facts.FACTS[field] if rec is None else fields.EDITABLE[field]
    if not value:
        away = "" if about.filled else ", a hyphen alone empties it"
        several = ", with | between several" if about.kind is Kind.LIST else ""
        now = facts.facts_of(data)[field] if rec is None else rec.get(field)
        reviewer.say(f"The {field_in_words(field)} now: {quoted(now)}.")
        reviewer.say(f"Type what it is to be{several}; an empty line leaves it{away}.")
        value = reviewer.console.ask(f"New {field_in_words(field)}:")
    if not value:
        reviewer.leave()
        return
    if value == "-" and (rec is None or not about.filled):
        value = ""
    if about.kind is Kind.LIST:
        value = value.replace("|", "\n")
    try:
        changed = facts.fact(field, value) if rec is None else correct.value_of(field, value)
    except RefusedError as error:
        reviewer.fail(f"{at_start(full_stop(str(error)))} Left as it was.")
        return
    reviewer.act(partial(correct.edit_fields, changes={field: changed}))


def renumber(reviewer: Reviewer, rest: str) -> None:
    """Change the number."""
    edit_field(reviewer, f"number {rest}".strip())


def replace_words(reviewer: Reviewer, rest: str) -> None:
    """Replace some words of a field."""
    cursor = reviewer.cursor
    if reviewer.refuse(recommendation_refusal(cursor.state, cursor.key)):
        return
    field, more = _field(reviewer, rest or "text", _FIELDS)
    if not field:
        return
    if fields.EDITABLE[field].kind is Kind.LIST or more:
        texts = (each.label for each in fields.EDITABLE.values() if each.kind is not Kind.LIST)
        reviewer.fail(f"Name one field and nothing more: {', '.join(texts)}.")
        return
    before = str((cursor.rec or {}).get(field) or "")
    old = reviewer.console.ask(f"Which words of the {field_in_words(field)} are to go?")
    times = before.count(old) if old else 0
    if times != 1:
        why = "They are not in it." if old else "There were none."
        reviewer.fail(f"They are in it {times} times: give more of them." if times > 1 else why, "Left as it was.")
        return
    new = reviewer.console.ask("What comes in their place? An empty line puts nothing there.")
    reviewer.act(partial(correct.edit_fields, changes={field: before.replace(old, new)}))


def _field(reviewer: Reviewer, rest: str, known: Mapping[str, str]) -> tuple[str, str]:
    """Return the field that words begin with and what follows it; ask where there are no words."""
    every = ", ".join(dict.fromkeys(map(field_in_words, known.values())))
    words = rest or reviewer.console.ask(f"Which field? {every}:")
    for label in sorted(known, key=len, reverse=True):
        if words.casefold() == label or words.casefold().startswith(f"{label} "):
            return known[label], words[len(label) :].strip()
    reviewer.fail(f"There is no field {words}; they are {every}." if words else "Left as it was.")
    return "", ""


# Findings


def fix(reviewer: Reviewer, rest: str) -> None:
    """Make a finding's fix."""
    if reviewer.refuse(record_refusal(reviewer.cursor.state)):
        return
    finding, more = _finding(reviewer, rest, with_fix=True)
    if finding is None or more:
        some = reviewer.cursor.findings and not rest
        reviewer.fail("No finding here offers a fix." if some else _no_finding(reviewer, rest))
    elif reviewer.act(partial(correct.fix, finding=finding)) is not None:
        _tell_left(reviewer)


def waive(reviewer: Reviewer, rest: str) -> None:
    """Accept a finding as it is."""
    finding, reason = _finding(reviewer, rest)
    of_all, _, behind = rest.partition(" ")
    if of_all.casefold() == waiving.ALL and (numbered := _numbered(reviewer, behind.strip())) is not None:
        finding, reason = numbered[0], f"{waiving.ALL} {numbered[1]}"
    if finding is None and reviewer.refuse(record_refusal(reviewer.cursor.state)):
        return
    if finding is None:
        reviewer.fail(_no_finding(reviewer, rest))
    elif waiving.waive(reviewer, finding, reason):
        _tell_left(reviewer)


def _no_finding(reviewer: Reviewer, rest: str) -> str:
    """Return why there is no finding that was meant."""
    number = rest.partition(" ")[0]
    if not (number.isascii() and number.isdecimal()):
        return "There is no finding here."
    cursor = reviewer.cursor
    went = next((one for at, one in cursor.gone if str(at) == number), None)
    left = [str(at) for at, _ in cursor.numbered]
    if went is not None:
        there = f"; {enumerated(left)} {'is' if len(left) == 1 else 'are'} left" if left else ""
        return f"Finding {number} is {gone_how(went, cursor.state)} already{there}."
    there = f"; {'that' if len(left) == 1 else 'those'} here {'is' if len(left) == 1 else 'are'}" if left else ""
    numbers = f" {'number' if len(left) == 1 else 'numbers'} {enumerated(left)}" if left else ""
    return f"There is no finding {number} here{there}{numbers}."


def _tell_left(reviewer: Reviewer) -> None:
    """Tell how many findings are left here, and the number that a single one keeps."""
    numbered = reviewer.cursor.numbered
    count = len(numbered)
    which = f", number {numbered[0][0]}" if count == 1 else ""
    left = f"{plural(count, 'finding')} {'is' if count == 1 else 'are'} left here{which}"
    reads = f"{reviewer.letters.of('next-finding')} reads {'it' if count == 1 else 'the next'}"
    if count or reviewer.cursor.numbers_given > 1:  # of a single one it is plain
        reviewer.say(f"{left}; {reads}." if count else "No finding is left here.")


def explain(reviewer: Reviewer, rest: str) -> None:
    """Explain a finding, and tell what its fix would do."""
    from dhrcurate.rules.catalogue import find_rule  # noqa: PLC0415  # imports every rule

    finding, _ = _finding(reviewer, rest)
    rule = find_rule(finding.rule) if finding else None
    if finding is None or rule is None:
        reviewer.fail(_no_finding(reviewer, rest))
        return
    reviewer.say(f"{rule.code} {rule.name}, {finding.severity.value}: {full_stop(finding.message)}")
    reviewer.say(rule.summary)
    for part, called in (("why", "Why"), ("after", "What is right then"), ("note", "Note")):
        if text := rule.sections.get(part):
            reviewer.say(full_stop(f"{called}: {text}"))
    if finding.rule == _UNKNOWN_AGENCY and (name := _words_at(reviewer, finding)):
        library = folder_named(reviewer.library.root)
        add = f"`dhrcurate agencies add {shlex.quote(name)} --kind KIND --library {library}`"
        reviewer.say(f"In a shell: {add}, with police, council, charity or another kind. Then reload here.")
    if finding.fix is not None:
        reviewer.say(f"The fix: {full_stop(finding.fix.description)}")
        for line in edit_sentences(finding.fix.edits, reviewer.cursor.state.data):
            reviewer.say(line)


def _words_at(reviewer: Reviewer, finding: Finding) -> str:
    """Return the words that a finding is about, empty where it is about no string."""
    value = edit.get(reviewer.cursor.state.data, finding.path) if finding.path else None
    if not isinstance(value, str):
        return ""
    return value[finding.span.start : finding.span.end] if finding.span is not None else value


def _finding(reviewer: Reviewer, rest: str, *, with_fix: bool = False) -> tuple[Finding | None, str]:
    """Return the finding that a number before some words means, else the one the cursor is at; and the other words."""
    found = reviewer.cursor.findings
    if (numbered := _numbered(reviewer, rest)) is not None:
        return numbered
    number, _, more = rest.partition(" ")
    if number.isascii() and number.isdecimal():
        return None, more
    here = reviewer.cursor.finding
    if with_fix and (here is None or here.fix is None):
        here = next((f for f in found if f.fix is not None), None)
    return here, rest


def _numbered(reviewer: Reviewer, words: str) -> tuple[Finding, str] | None:
    """Return the finding whose number words begin with, and the other words; `None` for none."""
    number, _, more = words.partition(" ")
    return next(((one, more.strip()) for at, one in reviewer.cursor.numbered if str(at) == number), None)


# Structure


def decide_conflict(reviewer: Reviewer, rest: str, *, action: Action) -> None:
    """Decide between a curator and a later extraction."""
    reviewer.act(action, given=Given(words=rest.strip() or None))


def act(reviewer: Reviewer, _rest: str, *, action: Action) -> None:
    """Carry an action out whose effect is told after it, so that it needs no question before."""
    reviewer.act(action, given=Given(agreed=True))


def add(reviewer: Reviewer, rest: str) -> None:
    """Add a recommendation after this one, with some words as its text or empty."""
    changes = {"text": rest} if rest else None
    if not reviewer.refuse(record_refusal(reviewer.cursor.state)) and (session := reviewer.session()):
        used = session.used_keys(reviewer.cursor.state.id)
        _restructure(reviewer, partial(structure.add, used=used, changes=changes), then=_fills(reviewer, text=not rest))


def _fills(reviewer: Reviewer, *, text: bool) -> str:
    """Return what is typed to fill what is new, and to take it back, as a sentence."""
    of = reviewer.letters.of
    edit_text = f"{of('edit')} text writes its text, " if text else ""
    return (
        f"{edit_text}{of('edit')} addressed to for whom it is, {of('renumber')} its number; {of('undo')} takes it back."
    )


def divide(reviewer: Reviewer, rest: str) -> None:
    """Divide the text in two."""
    cursor = reviewer.cursor
    if not reviewer.refuse(structure.divide_refusal(cursor.state, cursor.key)) and (session := reviewer.session()):
        action = partial(structure.divide, used=session.used_keys(cursor.state.id))
        # What a script says next would be taken for the answer; it can be undone.
        _restructure(reviewer, action, rest, _divided(reviewer), Given(agreed=reviewer.console.is_script))


def _divided(reviewer: Reviewer) -> str:
    number, undo = reviewer.letters.of("renumber"), reviewer.letters.of("undo")
    return f"This is the second part: {number} gives it another number, {undo} takes the division back."


def join(reviewer: Reviewer, _rest: str) -> None:
    """Join it with the next one, after a question where they differ in more than their words."""
    cursor = reviewer.cursor
    opened = partial(open_in, names=cursor.names, context=cursor.context)
    reviewer.act(partial(structure.join, opened=opened))


def remove(reviewer: Reviewer, _rest: str) -> None:
    """Remove the recommendation, after a question."""
    _restructure(reviewer, structure.remove)


def _restructure(
    reviewer: Reviewer,
    action: Action,
    rest: str = "",
    then: str = "",
    given: Given = Given(),  # noqa: B008  # frozen
) -> None:
    """Carry an action out, say what can be typed next, then go to what is new and read it."""
    ready = reviewer.act(action, rest, given)
    if ready is not None:
        if then:
            reviewer.say(then)
        if ready.goes_to:
            reviewer.cursor.go(ready.goes_to)
        reviewer.reader.read()


HANDLERS: Mapping[str, Handler] = {
    "edit": edit_field,
    "renumber": renumber,
    "replace": replace_words,
    "fix": fix,
    "waive": waive,
    "unwaive": waiving.take_back,
    "explain": explain,
    "take-theirs": partial(decide_conflict, action=conflicts.take_theirs),
    "keep-ours": partial(decide_conflict, action=conflicts.keep_ours),
    "add": add,
    "divide": divide,
    "remove": remove,
    "join": join,
    "move-down": partial(act, action=partial(structure.move, step=+1)),
    "move-up": partial(act, action=partial(structure.move, step=-1)),
    "lift-title": partial(act, action=structure.lift_title),
}
"""The handler of each command, by its id."""
