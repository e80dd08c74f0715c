"""Corrections: values of fields, fixes and waivers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dhrcurate.curation.operations import facts, fields, fixes, waive
from dhrcurate.curation.operations.left_out import is_about_further
from dhrcurate.domain.fields import Kind
from dhrcurate.domain.finding import Finding, Safety
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.words import field_in_words, full_stop, named_or_counted, plural
from dhrcurate.review.actions.left_out import dismiss_further
from dhrcurate.review.actions.steps import (
    Ask,
    Confirm,
    Given,
    Ready,
    Refused,
    Step,
    Unsigned,
    name_at,
    rec_of,
    recommendation_refusal,
    record_refusal,
)
from dhrcurate.review.beside import LEFT_OUT
from dhrcurate.review.history_text import changed_keys, quoted
from dhrcurate.review.record_state import RecordState

_DOCUMENTS = "DHR8"
"""The rules that compare a record with its documents."""


def edit_fields(state: RecordState, key: str, given: Given, *, changes: Mapping[str, Any]) -> Step:
    """Give fields of a recommendation, or facts of the review where the key is empty, new values.

    Args:
        state: The record.
        key: The recommendation.
        given: The answers so far; there is nothing to ask.
        changes: New values by field; `None` takes one away.
    """
    del given
    if not key:
        if refusal := record_refusal(state):
            return refusal
        return Ready(facts.set_facts(state.data, changes), f"Changed the review's {_told(changes)}.", "edit")
    if refusal := recommendation_refusal(state, key):
        return refusal
    name = f"of {name_at(state, key)}"
    return Ready(
        fields.set_fields(state.data, key, changes),
        f"Changed the {_told(changes, name)}.",
        "edit",
        of_many=f"Change the {_told(changes, 'of {}')}?",
        of_many_done=f"Changed the {_told(changes, 'of {}')}.",
    )


def _told(changes: Mapping[str, Any], name: str = "") -> str:
    """Return what is changed: the fields, and of a single one the new value, unless that is a whole text."""
    labels = " ".join(filter(None, (" and ".join(map(field_in_words, changes)), name)))
    field, value = next(iter(changes.items()), ("", None))
    return labels if len(changes) != 1 or field == "text" else f"{labels} to {quoted(value)}"


def renumber(state: RecordState, key: str, given: Given) -> Step:
    """Change the number; asks for it, and empty words take it away."""
    if refusal := recommendation_refusal(state, key):
        return refusal
    if given.words is None:
        now = str(rec_of(state, key).get("number") or "")
        return Ask("Which number?", "As printed. Empty where none was printed.", now, required=False)
    step = edit_fields(state, key, given, changes={"number": given.words.strip() or None})
    return Ready(step.proposal, step.done, "renumber") if isinstance(step, Ready) else step


def value_of(field: str, text: str) -> str | list[str] | None:
    """Return the value of a recommendation's field from how it is written: each of several values has a line."""
    if fields.EDITABLE[field].kind is Kind.LIST:
        return fields.entries_of(text.splitlines())
    if fields.EDITABLE[field].required:
        return text
    return text.strip() or None


def fix(state: RecordState, key: str, given: Given, *, finding: Finding, listed: Collection[str] | None = None) -> Step:
    """Make a finding's fix; one that can change the meaning, or that changes several recommendations, is shown first.

    Args:
        state: The record.
        key: The recommendation; the fix tells what it changes.
        given: The answers so far.
        finding: The finding.
        listed: The recommendations that a filter leaves in sight; `None` where all are.
    """
    del key
    if refusal := record_refusal(state):
        return refusal
    if finding.fix is None:
        return Refused(f"{finding.rule} {finding.name} offers no fix here.", severity="information")
    description = full_stop(finding.fix.description)
    changed = changed_keys(change.path for change in finding.fix.edits)
    if listed is not None:  # what is added is in no list yet, and no filter hides it
        listed = changed.difference(str(r.get("key")) for r in state.recommendations).union(listed)
    if (finding.fix.safety is Safety.UNSAFE or len(changed) > 1) and not given.agreed:
        preface = f"The fix: {description}{_extent(changed, listed, description)}"
        return Confirm("Make it?", "make it", preface=preface, edits=finding.fix.edits)
    return Ready(fixes.make_fix(finding), f"Made the fix for {finding.rule}: {description}", finding.fix.description)


def _extent(changed: Collection[str], listed: Collection[str] | None, told: str) -> str:
    """How many recommendations a fix changes, if they are several, and how many of them are not in sight.

    Args:
        changed: Their keys.
        listed: Those in sight; `None` where all are.
        told: What the question tells of the fix, which may count them.
    """
    if len(changed) < 2:
        return ""
    hidden = 0 if listed is None else len(set(changed).difference(listed))
    if f"in {len(changed)} recommendations" in told:
        return f" {hidden} of them are hidden by the filter." if hidden else ""
    return f" It changes {len(changed)} recommendations" + (
        f", {hidden} of them hidden by the filter." if hidden else "."
    )


def waive_finding(state: RecordState, key: str, given: Given, *, finding: Finding) -> Step:
    """Accept a finding as it is; asks for the reason.

    Of what is told once for several recommendations, each of which may be otherwise, it is waived at that one alone.
    One of the rules about documents can be waived when the record is signed off, too: it changes no curated value.
    """
    if (refusal := record_refusal(state)) and not (state.readable and finding.rule.startswith(_DOCUMENTS)):
        return refusal
    if is_about_further(finding):
        return dismiss_further(state, given)
    own = tuple(one for one in finding.members if one.key == key) if key else ()
    elsewhere = len({one.key for one in finding.members} - {key}) if own else 0
    finding = replace(finding, members=own) if own else finding
    at = {one.key or "": natural_key(rec_of(state, one.key or "").get("number")) for one in finding.each}
    keys = sorted(at, key=at.__getitem__)
    several = f"{len(keys)} recommendations" if len(keys) > 1 else ""
    if not given.words:
        hint = f"It is found at {plural(elsewhere, 'other')} too, where it stays." if elsewhere else ""
        if several:
            kept = "the reason is kept at each of them" if finding.members else "the waiver is for all of them"
            hint = f"It is told once for {several}; {kept}."
        return Ask(f"Why is {finding.rule} {finding.name} waived?", hint, context=finding.message)
    if not given.by:
        return Unsigned()
    proposal = waive.waive(state.data, finding, given.words, given.by)
    names = [name_at(state, one) for one in keys]
    at_them = named_or_counted(names, "recommendation") if several else name_at(state, key)
    done = f"Waived {finding.rule} {finding.name} at {at_them}{given.said('reason')}."
    stays = f"It stays at {plural(elsewhere, 'other')}, each of which may be otherwise." if elsewhere else ""
    return Ready(proposal, done, "waive", tell=stays)


def take_back_waiver(state: RecordState, key: str, given: Given) -> Step:
    """Take a waiver back, so that its finding counts again; asks which where there are several.

    One that was made for several recommendations at once is taken back at all of them, after a question; that of a
    finding about several is kept at the first of them, and taken back at each.
    """
    waivers = waivers_here(state, key)
    if isinstance(waivers, Refused):
        return waivers
    told = [_waiver_told(state, waiver) for _, waiver in waivers]
    if len(waivers) > 1 and not given.words:
        listed = "; ".join(f"{number}: {words}" for number, words in enumerate(told, 1))
        return Ask("Which waiver is taken back? Its number", f"{listed}.")
    number = (given.words or "1").strip()
    if number not in {str(n) for n in range(1, len(waivers) + 1)}:
        return Refused(f"There is no waiver {number} here.")
    chosen = waive.of_one_decision(state.data, *waivers[int(number) - 1])
    if len(chosen) > 1 and not given.agreed:
        preface = f"{told[int(number) - 1]}: it was waived at {len(chosen)} recommendations at once."
        edits = waive.take_back_at(state.data, chosen).edits
        return Confirm("Take it back at all of them?", "take it back", preface=preface, edits=edits)
    return take_back_waivers(state, key, given, chosen=chosen)


def waivers_here(state: RecordState, key: str) -> list[waive.Placed] | Refused:
    """Return the waivers that silence what was found at a place, with where they are kept, or why none is taken back.

    Args:
        state: The record.
        key: The recommendation, empty for the record as a whole.
    """
    if (refusal := record_refusal(state)) and not state.signed_off:
        return refusal
    place = None if key.startswith(LEFT_OUT) or not key else key
    waivers: list[waive.Placed] = [(place, one) for one in waive.waivers_at(state.data, place)]
    for found in state.waived_at(place):
        if found.key is not None and found.key != place:
            kept = waive.waivers_at(state.data, found.key)
            there = [(found.key, one) for one in kept if one.get("rule") in {found.rule, found.name}]
            waivers += [one for one in there if one not in waivers]
    if state.signed_off:  # what is about its documents alone can be taken back all the same
        waivers = [(at, one) for at, one in waivers if str(one.get("rule")).startswith(_DOCUMENTS)]
        if not waivers and refusal:
            return refusal
    return waivers or Refused(f"No finding of {name_at(state, place or '')} is waived.", severity="information")


def take_back_waivers(state: RecordState, key: str, given: Given, *, chosen: Sequence[waive.Placed]) -> Step:
    """Take some waivers back, each where it is kept, so that their findings count again.

    Args:
        state: The record.
        key: Where the curator is.
        given: The answers so far; there is nothing to ask.
        chosen: The waivers.
    """
    del key, given
    if any(waiver not in waive.waivers_at(state.data, place) for place, waiver in chosen):
        return Refused("Left as it was: a waiver of these was taken back meanwhile.")
    numbers = {place or "": natural_key(rec_of(state, place or "").get("number")) for place, _ in chosen}
    names = [name_at(state, place) for place in sorted(numbers, key=numbers.__getitem__)]
    where = named_or_counted(names, "recommendation")
    of_one = len({(waiver["rule"], waiver.get("reason")) for _, waiver in chosen}) == 1
    rule, reason = rule_named(state, chosen[0][1]), quoted(str(chosen[0][1].get("reason") or ""))
    done = f"Took back the waiver of {rule} at {where}, {reason}.{_also_again(state, chosen)}"
    if not of_one:
        done = f"Took back {len(chosen)} waivers at {where}."
    return Ready(waive.take_back_at(state.data, chosen), done, "take the waiver back")


def _also_again(state: RecordState, chosen: Sequence[waive.Placed]) -> str:
    """Return where else a finding counts again once waivers at its first place are taken back; empty for nowhere."""
    places, rules = {place for place, _ in chosen}, {waiver["rule"] for _, waiver in chosen}
    found = [one for one in state.waived if {one.rule, one.name} & rules and places & {each.key for each in one.each}]
    also = {each.key for one in found for each in one.each if each.key} - places
    names = [name_at(state, str(rec.get("key"))) for rec in state.recommendations if rec.get("key") in also]
    return f" It counts again at {named_or_counted(names, 'other')} too." if names else ""


def _waiver_told(state: RecordState, waiver: Mapping[str, Any]) -> str:
    by = f" ({waiver['by']})" if waiver.get("by") else ""
    return f"{rule_named(state, waiver)}, {quoted(str(waiver.get('reason') or ''))}{by}"


def rule_named(state: RecordState, waiver: Mapping[str, Any]) -> str:
    """Return what a waiver calls its rule, with the name where a finding of it is known."""
    found = (*state.waived, *(state.findings or ()))
    return next((f"{f.rule} {f.name}" for f in found if waiver["rule"] in {f.rule, f.name}), str(waiver["rule"]))
