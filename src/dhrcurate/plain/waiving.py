"""Waivers: of one finding, of all of a rule in the record at once, with the reason given before; and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from dhrcurate.curation.operations.waive import Placed, of_one_decision
from dhrcurate.domain.finding import Finding
from dhrcurate.domain.words import at_start, full_stop
from dhrcurate.plain.reviewer import SAME, Reviewer
from dhrcurate.review.actions import by_rule, correct
from dhrcurate.review.actions.many import for_many
from dhrcurate.review.actions.steps import Ask, Given, Refused, name_at, record_refusal
from dhrcurate.review.history_text import moment, quoted
from dhrcurate.review.record_state import RecordState, Row

ALL = "all"
"""What is typed before the reason to waive every finding of the rule."""


def waive(reviewer: Reviewer, finding: Finding, words: str) -> bool:
    """Accept a finding as it is, or with `all` before the reason every one of its rule; returns True if that is made.

    A reason may begin with "all", too: where the rule found nothing at any other recommendation, it is one.
    """
    first, _, rest = words.partition(" ")
    if first.casefold() == ALL and len(_keys(reviewer, finding, reviewer.cursor.state.rows())) > 1:
        keys = _keys(reviewer, finding, reviewer.cursor.fitting(reviewer.cursor.state))
        return (reason := reviewer.reason(rest.strip(), reviewer.waived_for)) is not None and _waive_all(
            reviewer, finding, keys, reason
        )
    reason = reviewer.reason(words, reviewer.waived_for)
    ready = None if reason is None else reviewer.act(partial(correct.waive_finding, finding=finding), reason)
    if ready is None:
        return False
    if made := [edit.new[-1] for edit in ready.proposal.edits if edit.path.endswith("/waivers") and edit.new]:
        reviewer.waived_for = str(made[0].get("reason") or "")
    if words.casefold() == SAME:
        reviewer.say(f"The reason is {quoted(reviewer.waived_for)}.")
    return True


def _keys(reviewer: Reviewer, finding: Finding, rows: Iterable[Row]) -> list[str]:
    """Those of some rows at whose recommendations the rule of a finding found something, in their order."""
    state = reviewer.cursor.state
    keys = [row.key for row in rows if row.is_recommendation] if state.readable else []
    return [key for key in keys if any(one.rule == finding.rule for one in state.findings_of(key))]


def _waive_all(reviewer: Reviewer, finding: Finding, keys: list[str], reason: str) -> bool:
    """Waive what a rule found at some recommendations, after a look at each."""
    state = reviewer.cursor.state
    if reviewer.refuse(record_refusal(state)) or (session := reviewer.session()) is None:
        return False
    if not reason and not (reason := reviewer.console.ask(f"Why is {finding.rule} {finding.name} waived at all?")):
        reviewer.fail("There were no words. Left as it was.")
        return False
    action = partial(by_rule.waive_finding, like=finding, findings=lambda _, key: state.findings_of(key))
    many = for_many(action, [(state.id, key) for key in keys], lambda _: state, Given(words=reason, by=session.curator))
    if not keys:
        reviewer.fail(f"{finding.rule} found nothing in what fits the filter. Left as it was.")
        return False
    if isinstance(many, Ask) or not many.count:
        reviewer.fail("There is nothing to waive at several. Left as it was.")
        return False
    if reviewer.cursor.filter is not None:
        fit = f"{{}} that {'fits' if many.count == 1 else 'fit'} the filter"
        many = replace(many, asked=many.asked.replace("{}", fit, 1), told=many.told.replace("{}", fit, 1))
    found = ((key, one) for key in keys for one in state.findings_of(key) if one.rule == finding.rule)
    lines = [full_stop(f"{at_start(name_at(state, key))}: {one.message}") for key, one in found]
    reviewer.console.list([*lines, *map(full_stop, many.skipped)], called="the findings")
    if not reviewer.agrees(many.question, listed=True):
        return False
    reviewer.waived_for = reason
    return reviewer.save(many.words, lambda made: made.apply_many(many.proposals()), lambda _: many.done)


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
        day = moment(waiver["at"].isoformat())[:10] if waiver.get("at") else ""
        rest = [quoted(str(waiver.get("reason") or "")), day]
        same = (rule, rest) == before
        before = rule, rest
        yield ", ".join(filter(None, (f"{rule} at {name_at(state, place or '')}", *([] if same else rest))))
