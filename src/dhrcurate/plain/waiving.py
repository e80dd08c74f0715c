"""Waivers: of one finding, of all of a rule in the record at once, with the reason given before; and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from dhrcurate.curation.operations.waive import Placed, of_one_decision
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.words import at_start, full_stop, plural
from dhrcurate.plain.last_words import SAME
from dhrcurate.plain.reviewer import Reviewer
from dhrcurate.review.actions import by_rule, correct
from dhrcurate.review.actions.many import for_many
from dhrcurate.review.actions.steps import Ask, Given, Refused, name_at, record_refusal
from dhrcurate.review.history_text import quoted, said
from dhrcurate.review.outcome_of_record import named_in
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.row import Row

ALL = "all"
"""What is typed before the reason to waive every finding of the rule."""

_REASON = "reason of a waiver"


def waive(reviewer: Reviewer, finding: Finding, words: str) -> bool:
    """Accept a finding as it is, or with `all` before the reason every one of its rule; returns True if that is made.

    A reason may begin with "all", too: where the rule found nothing at any other recommendation, it is one; the word by
    itself is none.
    """
    first, _, rest = words.partition(" ")
    of_all = first.casefold() == ALL
    if of_all and len(_keys(reviewer, finding, reviewer.cursor.state.rows())) > 1:
        keys = _keys(reviewer, finding, reviewer.cursor.fitting(reviewer.cursor.state))
        return _waive_all(reviewer, finding, keys, rest.strip())
    words, of_all = ("", False) if of_all and not rest else (words, of_all)
    if not _is_reason(reviewer, words) or not _is_same(reviewer, finding, words):
        return False
    if reviewer.act(partial(correct.waive_finding, finding=finding), words, repeats=_REASON) is None:
        return False
    reviewer.last_words.rule = finding.rule
    if of_all:
        reviewer.say(f"The reason is {quoted(words)}, as {finding.rule} found nothing elsewhere.")
    return True


def _is_reason(reviewer: Reviewer, words: str) -> bool:
    """Ask whether words are the reason that begin with the number of a finding here; True if they are one."""
    number = words.partition(" ")[0]
    if number not in {str(at) for at, _ in reviewer.cursor.numbered}:
        return True
    return reviewer.agrees(f"{number} is a finding here, too. Is the reason {quoted(words)}?")


def _is_same(reviewer: Reviewer, finding: Finding, words: str) -> bool:
    """Ask whether the reason given last is meant where that was for another rule; in a script it is."""
    last, rule = reviewer.last_words.of(_REASON), reviewer.last_words.rule
    if words.casefold() != SAME or not last or rule == finding.rule or reviewer.console.is_script:
        return True
    return reviewer.agrees(f"{quoted(last)} was why {rule} was waived. Is it why {finding.rule} is, too?")


def _keys(reviewer: Reviewer, finding: Finding, rows: Iterable[Row]) -> list[str]:
    """Those of some rows at whose recommendations the rule of a finding found something, in their order."""
    state = reviewer.cursor.state
    keys = [row.key for row in rows if row.is_recommendation] if state.readable else []
    return [key for key in keys if any(one.rule == finding.rule for one in state.findings_of(key))]


def _waive_all(reviewer: Reviewer, finding: Finding, keys: list[str], words: str) -> bool:
    """Waive what a rule found at some recommendations, after a look at each."""
    state = reviewer.cursor.state
    if reviewer.refuse(record_refusal(state)):
        return False
    if not keys:
        reviewer.fail(f"{finding.rule} found nothing in what fits the filter. Left as it was.")
        return False
    if (session := reviewer.session()) is None:
        return False
    if not words and not (words := reviewer.ask_words(f"Why is every {finding.rule} {finding.name} waived?")):
        return False
    if not _is_same(reviewer, finding, words):
        return False
    if (given := reviewer.with_words(Given(by=session.curator), words, _REASON)) is None:
        return False
    found = [(key, one) for key in keys for one in state.findings_of(key) if one.rule == finding.rule]
    own = {key for key, one in found if not by_rule.is_kept_elsewhere(one, key)}
    alone = [(key, one) for key, one in found if by_rule.is_kept_elsewhere(one, key) and one.spots[0].key not in own]
    waived = [each for each in found if each not in alone]
    action = partial(by_rule.waive_finding, like=finding, findings=lambda _, key: state.findings_of(key))
    many = for_many(action, [(state.id, key) for key in keys if key in own], lambda _: state, given)
    skipped = () if isinstance(many, Ask) else map(full_stop, many.skipped)
    reviewer.console.list([*_found(state, waived), *_kept_elsewhere(state, alone), *skipped], called="the findings")
    if isinstance(many, Ask) or not many.count:
        reviewer.fail("There is nothing to waive here. Left as it was.")
        return False
    count = len(dict(waived))  # also of those that are waived with another one of these
    fit = f" that {'fits' if count == 1 else 'fit'} the filter" if reviewer.cursor.filter is not None else ""
    at = f"{plural(count, 'recommendation')}{fit}"
    many = replace(many, asked=many.asked.replace("{}", at, 1), told=many.told.replace("{}", at, 1))
    if not reviewer.agrees(many.question, listed=True):
        return False
    saved = reviewer.save(many.words, lambda made: made.apply_many(many.proposals()), lambda _: many.done)
    if saved:
        reviewer.last_words.keep(given.words, _REASON)
        reviewer.last_words.rule = finding.rule
    return saved


def _found(state: RecordState, found: Iterable[tuple[str, Finding]]) -> Iterator[str]:
    """Yield a sentence for each thing that was found, with all places at which it was found in these words."""
    places: dict[str, list[str]] = {}
    for key, one in found:
        places.setdefault(one.message, []).append(key)
    return (full_stop(f"{at_start(named_in(state, keys))}: {message}") for message, keys in places.items())


def _kept_elsewhere(state: RecordState, found: Iterable[tuple[str, Finding]]) -> Iterator[str]:
    """Yield a sentence for each finding that is waived at another one of its places, with that."""
    places: dict[str, list[str]] = {}
    for key, one in found:
        places.setdefault(one.spots[0].key or "", []).append(key)
    for first, keys in places.items():
        name = name_at(state, first)
        yield f"{at_start(named_in(state, keys))}: one finding with that at {name}; only {name} waives it."


def take_back(reviewer: Reviewer, rest: str) -> None:
    """Take waivers back: the only one, else those whose numbers are given, of a list of those here and made with them.

    One decision may have waived a finding at several recommendations: each of them has its own number.
    """
    state = reviewer.cursor.state
    here = correct.waivers_here(state, reviewer.cursor.key)
    if isinstance(here, Refused):
        reviewer.refuse(here)
        return
    order = ["", *(row.key for row in state.rows())]
    elsewhere = [each for place, one in here for each in of_one_decision(state.data, place, one) if each not in here]
    elsewhere.sort(key=lambda each: order.index(each[0] or ""))
    waivers = [*here, *(one for at, one in enumerate(elsewhere) if one not in elsewhere[:at])]
    chosen = [0]
    if len(waivers) > 1 or rest:
        chosen = reviewer.pick_several("Which waiver is taken back?", list(_told(state, waivers)), rest)
    if chosen:
        reviewer.act(partial(correct.take_back_waivers, chosen=[waivers[at] for at in chosen]))


def _told(state: RecordState, waivers: Iterable[Placed]) -> Iterator[str]:
    """Yield what each waiver is of and where; why and since when only where that is not as of the one before."""
    before = None
    for place, waiver in waivers:
        rule = correct.rule_named(state, waiver).rpartition(" ")[2]
        day = said(waiver["at"].isoformat()).partition(",")[0] if waiver.get("at") else ""
        rest = [quoted(str(waiver.get("reason") or "")), day]
        same = (rule, rest) == before
        before = rule, rest
        yield ", ".join(filter(None, (f"{rule} at {name_at(state, place or '')}", *([] if same else rest))))
