"""Recommendations, findings and changes in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dhrcurate.curation.naming.suggestions import Offer
from dhrcurate.curation.operations.waive import waivers_at
from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data
from dhrcurate.domain.extraction import open_conflicts
from dhrcurate.domain.fields import REVIEW, SOURCE
from dhrcurate.domain.finding import Finding, Safety, Severity
from dhrcurate.domain.words import NAMED, at_start, enumerated, full_stop, name_of, plural
from dhrcurate.review.beside import documents_told, place_of
from dhrcurate.review.listed_fields import joined, listed
from dhrcurate.review.outcome_of_record import named_in, progress_told
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.settled_findings import is_settled_by_accepting

_QUOTED = 80


_IN_QUOTES = re.compile(r"“([^”]+)”")

_COUNTS = re.compile(r" ?\(\d+ times\)|\d+")


def about_record(state: RecordState, *, progress: bool = True) -> str:
    """Return a record in a sentence, and how far it is unless that is told otherwise."""
    title = str(edit.get(state.data, "/review/title") or state.id)
    signed = " It is signed off." if state.signed_off else ""
    disputed = open_conflicts(state.data)
    waits = f" {plural(disputed, 'conflict')} with a later extraction: update lists them." if disputed else ""
    far = f" {progress_told(state)}" if progress else ""
    return f"Record {state.id}: {title}.{far}{signed}{waits}"


def ways_to_what_is_left(state: RecordState, filters: str, told: str) -> str:
    """Return which filters go to the agencies that are open in a record and to its faults; empty where none is left.

    Args:
        state: The record.
        filters: What is typed before a filter.
        told: What was said of the record before: a filter that it names needs no more telling.
    """
    found = {f.severity for f in state.listed or () if any(one.key for one in f.each) or f.about in state.left_out}
    faults = [each for each in (Severity.ERROR, Severity.WARNING) if each in found]
    ways = [("agency:open", "the open agencies")] if any(state.agencies_open()) else []
    ways += [(f"severity:{each.value}", f"the {each.value}s") for each in faults]
    more = ", ".join(f"{filters} {term} to {where}" for term, where in ways if term not in told)
    return f"{more.replace(' to ', ' goes to ', 1)}." if more else ""


def known_of_review(data: Data) -> Iterator[str]:
    """Yield what is known of a review, a sentence each."""
    for field, value in listed(data, REVIEW, SOURCE):
        yield f"{at_start(field.label)}: {joined(value)}."


def facts_told(data: Data) -> Iterator[str]:
    """Yield the facts that `edit` can change, a sentence each; title and summary are told elsewhere."""
    for field, value in listed(data, REVIEW, SOURCE):
        if field.by_curator:
            yield full_stop(f"{at_start(field.label)}: {joined(value)}")


def papers_told(state: RecordState) -> Iterator[str]:
    """Yield the documents of a record, a sentence each, with what each is and whether it can be read."""
    for name, what in documents_told(state.data, state.evidence):
        yield full_stop(f"Document: {', '.join(filter(None, (name, what)))}")


def stands_told(state: RecordState, key: str) -> str:
    """Return where and how the documents print a recommendation, as a sentence; empty where nothing is known."""
    told, evidence = state.stands(key), state.evidence
    placed = evidence is not None and place_of(evidence.of(key))
    return full_stop(f"On {told}" if placed else at_start(told)) if told else ""


def new_findings(before: RecordState, now: RecordState, here: str | None, word: str = "New") -> Iterator[str]:
    """Yield the findings of a record that a change brought, a sentence each.

    Args:
        before: The record before a change.
        now: The record after it.
        here: Key of the recommendation that the curator is at; what is found elsewhere is told with its place;
            `None` where they go on to another.
        word: What each begins with: what an undo brings is not new.
    """
    if before.listed is None:
        return
    gone: dict[tuple[str, str | None, str], list[Finding]] = {}
    for finding in _each(before.listed):
        gone.setdefault(but_for_counts(finding), []).append(finding)
    came = [finding for finding in _each(now.listed or ()) if not _taken(gone, finding)]
    asked_for = _waivers_taken_back(before, now)
    changed = Counter((f.rule, f.key) for rest in gone.values() for f in rest if _of_same_value(f, before, now))
    for each in came:
        if but_for_counts(each) in asked_for:
            continue
        if _of_same_value(each, before, now) and changed[each.rule, each.key] > 0:
            changed[each.rule, each.key] -= 1  # about the same value, of which it says now what is left
            continue
        rec = now.by_key(each.key) if each.key else None
        place = f" at {name_of(rec)}" if rec else " about the record as a whole"
        where = "" if (each.key or "") == here else place
        yield f"{word}: {each.rule} {each.severity.value}{where}: {full_stop(each.message)}"


def gone_findings(before: RecordState, now: RecordState, key: str, told: str = "") -> str:
    """Return which findings at a place a change made go, as a sentence; empty for none and for what was waived.

    A rejection settles all that was found, which needs no telling.

    Args:
        before: The record before a change.
        now: The record after it.
        key: The recommendation that was changed, empty for the record as a whole.
        told: What was said of the change; a rule that it names, as that of a fix, needs no more telling.
    """
    rec = now.by_key(key) if key else None
    if before.listed is None or (key and rec is None) or (rec or {}).get("status") == "rejected":
        return ""
    found = [
        one
        for one in before.findings_of(key or None)
        if not one.rule.startswith(_TOLD_OTHERWISE) and one.rule not in told
    ]
    left = Counter(one.rule for one in (*now.findings_of(key or None), *now.waived_at(key or None)))
    went = Counter(f"{one.rule} {one.name}" for one in found)
    gone = [name for name, count in went.items() if count and not left[name.partition(" ")[0]]]
    return f"Gone: {enumerated(gone)}." if gone else ""


_TOLD_OTHERWISE = ("DHR605", "DHR9")
"""Rules about waivers that waive nothing any more, and about trails, of which what is saved tells itself."""


def _of_same_value(finding: Finding, before: RecordState, now: RecordState) -> bool:
    """True if a change left alone what a finding is about, or if that is all of a value and not some words of it."""
    if finding.span is None or not finding.path:
        return True
    return bool(edit.get(before.data, finding.path) == edit.get(now.data, finding.path))


def _waivers_taken_back(before: RecordState, now: RecordState) -> set[tuple[str, str | None, str]]:
    """The findings that were waived before a change and whose waivers it took back; one that lapsed is still there."""
    stay = [[one for one in told.each if not one.key or now.by_key(one.key)] for told in before.waived]
    back = (told for told in stay if any(_waivers(before, one) > _waivers(now, one) for one in told))
    return {but_for_counts(one) for told in back for one in told}


def _waivers(state: RecordState, finding: Finding) -> int:
    """How many waivers of a finding's rule a record has at its place."""
    return sum(one.get("rule") in {finding.rule, finding.name} for one in waivers_at(state.data, finding.key))


def _each(listed: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for told in listed for finding in told.each)


def but_for_counts(finding: Finding) -> tuple[str, str | None, str]:
    """What tells a finding from others: one that is told with another count is the same."""
    return finding.rule, finding.key, _COUNTS.sub("", finding.message)


def _taken(gone: dict[tuple[str, str | None, str], list[Finding]], finding: Finding) -> bool:
    """Takes a finding from those before, if it was among them."""
    same = gone.get(but_for_counts(finding))
    return bool(same and same.pop())


def gone_how(finding: Finding, state: RecordState) -> str:
    """Return how a finding went that was here: `waived`, else `gone`."""
    waived = map(but_for_counts, state.waived_at(finding.key))
    return "waived" if but_for_counts(finding) in waived else "gone"


def reach_told(finding: Finding, here: str, state: RecordState, waive: str) -> str:
    """Return at which other places a waiver of a finding silences it, as a sentence; empty where it is at one alone.

    Args:
        finding: The finding.
        here: Key of the recommendation that the curator is at.
        state: The record.
        waive: What is typed to waive it.
    """
    others = {one.key for one in finding.each if one.key} - {here}
    if not others:
        return ""
    where = named_in(state, others) if len(others) <= NAMED else plural(len(others), "other")
    return f"{waive} waives it at {where}{' too' if here else ''}."


def finding_words(finding: Finding, number: str, data: Data, fix: str, accept: str, *, again: bool = False) -> str:
    """Return a finding in a sentence or two, with what its fix would do.

    Args:
        finding: The finding.
        number: Its number among those of the recommendation, or `2 of 3`.
        data: The record's content.
        fix: What is typed to make its fix.
        accept: What is typed to accept the recommendation.
        again: Whether its words were heard at the place before, so that its name is enough.
    """
    words = "" if again else f" {full_stop(finding.message)}"
    sentence = f"Finding {number}, {finding.severity.value}:{words}{_words_meant(finding, data)}"
    offer = ""
    if finding.fix is not None:
        preview = ", after a look" if finding.fix.safety is Safety.UNSAFE else ""
        offer = f" {fix} makes its fix{preview}: {full_stop(finding.fix.description)}"
    settles = "" if again or not is_settled_by_accepting(finding) else f" {accept} settles it."
    return f"{sentence} {finding.rule} {finding.name}{' again' if again else ''}.{offer}{settles}"


def _words_meant(finding: Finding, data: Data) -> str:
    value = edit.get(data, finding.path) if finding.span and finding.path else None
    if not isinstance(value, str) or finding.span is None:
        return ""
    words = " ".join(value[finding.span.start : finding.span.end].split())
    quoted = any(words.startswith(each) for each in _IN_QUOTES.findall(finding.message))
    told = quoted or finding.message.startswith(f"{words} ")
    if not words or len(words) == len(value.strip()) or told:
        return ""
    return f" It means the words “{words if len(words) <= _QUOTED else words[: _QUOTED - 1] + '…'}”."


def offer_lines(offers: Sequence[tuple[int, Offer]], all_of_them: str = "") -> Iterator[str]:
    """Yield a sentence for each suggestion, which begins with the number that takes it.

    Args:
        offers: The suggestions with their numbers.
        all_of_them: What is typed to hear them all, where only the best for each name is wanted; else empty.
    """
    told: set[str] = set()
    names = len({offer.written for _, offer in offers})
    left = 0
    for number, offer in offers:
        if all_of_them and not offer.taken and offer.written in told:
            left += 1
            continue
        told.add(offer.written)
        yield _offer_told(number, offer, one_of_several=names > 1)
    if left:
        yield f"{plural(left, 'more suggestion')}: {all_of_them}."


def _offer_told(number: int, offer: Offer, *, one_of_several: bool) -> str:
    """Return a suggestion in a sentence, with the name that it is for unless that was heard already."""
    whose = f" for “{offer.written}”" if one_of_several and offer.written != offer.name else ""
    if offer.taken:
        return f"{number} is taken: {offer.name}{whose}."
    if offer.what:
        return f"{number} takes {offer.name}{whose}: {offer.what}."
    sure = "sure" if offer.safe else f"likelihood {offer.score:.2f}"
    why = f", {offer.why}" if offer.why else ""
    return f"{number} takes {offer.name}{whose}: {full_stop(sure + why)}"
