"""Recommendations, findings and changes in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dhrcurate.curation.naming.suggestions import Offer
from dhrcurate.curation.operations.facts import facts_of
from dhrcurate.domain import edit
from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, Data, Edit
from dhrcurate.domain.finding import Finding, Safety
from dhrcurate.domain.words import at_start, field_in_words, full_stop
from dhrcurate.review.actions.steps import name_of
from dhrcurate.review.history_text import quoted
from dhrcurate.review.record_state import RecordState
from dhrcurate.trail.event import Event

_QUOTED = 80

_KNOWN = (
    ("Partnership", "review", "csp"),
    ("Published", "review", "published"),
    ("Reported", "review", "report_date"),
    ("Year of death", "review", "year_of_death"),
    ("Wording", "review", "wording"),
    ("Publisher", "source", "publisher"),
    ("Source", "source", "url"),
    ("Page", "source", "page"),
    ("Recommendations that the page states", "source", "stated_count"),
    ("Imported", "source", "imported"),
)


def progress(state: RecordState) -> str:
    """How far a record is."""
    decided, total = state.progress()
    return f"{decided} of {total} decided."


def about_record(state: RecordState) -> str:
    """A record in a sentence."""
    title = str(edit.get(state.data, "/review/title") or state.id)
    signed = " It is signed off." if state.signed_off else ""
    return f"Record {state.id}: {title}. {progress(state)}{signed}"


def known_of_review(data: Data) -> Iterator[str]:
    """What is known of a review, a sentence each."""
    for label, table, field in _KNOWN:
        value = edit.get(data, f"/{table}/{field}")
        if value not in {None, ""}:
            yield f"{label}: {value}."


def facts_told(data: Data) -> Iterator[str]:
    """What is known of a review, a sentence each, as `edit` calls it; title and summary are told elsewhere."""
    for field, value in facts_of(data).items():
        if field not in {"title", "summary"} and value not in {None, ""}:
            yield full_stop(f"{at_start(field_in_words(field))}: {value}")


def new_findings(before: RecordState, now: RecordState, here: str) -> Iterator[str]:
    """What was found in a record and had not been found before, a sentence each.

    Args:
        before: The record before a change.
        now: The record after it.
        here: Key of the recommendation that the curator is at; what is found elsewhere is told with its place.
    """
    if before.findings is None:
        return
    known = Counter((f.rule, f.key, f.message) for f in before.findings)
    for each in now.findings or ():
        what = (each.rule, each.key, each.message)
        known[what] -= 1
        if known[what] < 0:
            rec = now.by_key(each.key) if each.key else None
            place = f" at {name_of(rec)}" if rec else " about the record as a whole"
            where = "" if (each.key or "") == here else place
            yield f"New: {each.rule} {each.severity.value}{where}: {full_stop(each.message)}"


def finding_words(finding: Finding, number: str, data: Data, fix: str, waive: str) -> str:
    """A finding in a sentence or two, with the commands that act on it.

    Args:
        finding: The finding.
        number: Its number among those of the recommendation, or `2 of 3`.
        data: The record's content.
        fix: What is typed to make its fix.
        waive: What is typed to waive it.
    """
    said = f"Finding {number}, {finding.severity.value}: {full_stop(finding.message)}{_words_meant(finding, data)}"
    mend = ""
    if finding.fix is not None:
        look = ", after a look" if finding.fix.safety is Safety.UNSAFE else ""
        mend = f"{fix} makes its fix{look}: {finding.fix.description.rstrip('.')}; "
    return f"{said} {finding.rule} {finding.name}. {mend}{waive} waives it."


def _words_meant(finding: Finding, data: Data) -> str:
    value = edit.get(data, finding.path) if finding.span and finding.path else None
    if not isinstance(value, str) or finding.span is None:
        return ""
    words = " ".join(value[finding.span.start : finding.span.end].split())
    if not words or len(words) == len(value.strip()):
        return ""
    return f" It means the words “{words if len(words) <= _QUOTED else words[: _QUOTED - 1] + '…'}”."


def offer_lines(offers: Sequence[Offer]) -> Iterator[str]:
    """A sentence for each suggestion, which begins with the number that takes it."""
    for number, offer in enumerate(offers, 1):
        sure = "sure" if offer.safe else f"likelihood {offer.score:.2f}"
        why = f", {offer.why}" if offer.why else ""
        yield f"{number} takes {offer.name} for “{offer.written}”: {full_stop(sure + why)}"


def edit_lines(edits: Iterable[Edit], data: Data) -> Iterator[str]:
    """What edits change, a sentence each."""
    for each in edits:
        yield f"{at_start(_place(each.path, data))}: from {quoted(each.old)} to {quoted(each.new)}."


def event_lines(events: Iterable[Event], undone: frozenset[str], data: Data) -> Iterator[str]:
    """What events did, newest first as they come: a sentence each, and one for each change."""
    for event in events:
        taken_back = " It was taken back since." if event.id in undone else ""
        note = f" Because: {full_stop(event.note)}" if event.note else ""
        rule = f" for {event.because['rule']}" if event.because and "rule" in event.because else ""
        yield f"{event.at[:16].replace('T', ' ')} UTC, {event.by}: {event.action}{rule}.{note}{taken_back}"
        for change in event.changes:
            if change.redacted is not None:
                yield f"{at_start(_place(change.path, data))}: taken out of the trail for good."
            elif not change.path:
                yield "The whole record."
            else:
                yield from edit_lines([change.edit], data)


def changed_keys(paths: Iterable[str]) -> set[str]:
    """Keys of the recommendations that some paths are about."""
    found = {where[1] for path in paths if len(where := edit.parts(path)) > 1 and where[0] == RECOMMENDATIONS}
    return found - {ORDER}


def _place(path: str, data: Data) -> str:
    where = edit.parts(path)
    if where[:1] != [RECOMMENDATIONS] or len(where) < 2:
        return " ".join(map(field_in_words, where)) or "the whole record"
    if where[1] == ORDER:
        return "the order of the recommendations"
    rec = edit.get(data, edit.pointer(*where[:2]))
    name = name_of(rec) if isinstance(rec, dict) else where[1]
    field = " ".join(map(field_in_words, where[2:]))
    return f"{field} of {name}" if field else f"recommendation {name}"


def passage_lines(text: str, page: str, pieces: Sequence[Any], start: int, end: int) -> str:
    """A passage of a page, with what only the record has in `[+ +]` and what only the page has in `[- -]`.

    Args:
        text: The record's text.
        page: The page.
        pieces: Stretches of the comparison, as `review.passage.Piece`.
        start: Where the passage starts in the page.
        end: Where it ends.
    """
    shown, at = [], start
    for piece in pieces:
        if piece.kind == "record":
            shown.append(f"[+{text[piece.start : piece.end]}+] ")
            continue
        shown.append(page[at : piece.start])
        words = page[piece.start : piece.end]
        shown.append(words if piece.kind == "same" else f"[-{words}-]")
        at = piece.end
    return "".join([*shown, page[at:end]])
