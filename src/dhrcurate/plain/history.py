"""The history of a recommendation or a record, in sentences that are heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dhrcurate.domain.edit import RECOMMENDATIONS, Data, get, parts, pointer
from dhrcurate.domain.number import natural_key
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.words import at_start, full_stop, name_of
from dhrcurate.review.history_text import (
    came_and_gone,
    edit_sentences,
    place_in_sentence,
    quoted,
    recommendations_in,
    said,
)
from dhrcurate.trail.event import Change, Event
from dhrcurate.trail.roots import rows_of

_WAIVERS = "waivers"

_DOES = {"edit": "", "normalise": "agencies", "reimport": "a later extraction", "sign-off": "signed off"}
"""What the trail's words for an action are heard as; of a plain edit its changes say all."""


def event_sentences(events: Sequence[Event], undone: frozenset[str], data: Data) -> Iterator[str]:
    """Yield a sentence for each event, in the order given, and one for each of its changes.

    Args:
        events: The events.
        undone: Ids of those that were undone.
        data: The record's content, for what recommendations are called.
    """
    named = _with_gone(events, data)
    for event in events:
        taken_back = " It was taken back since." if event.id in undone else ""
        note = f" Because: {full_stop(event.note)}" if event.note else ""
        if event.note_redacted is not None:
            note = " Its reason was taken out of the trail for good."
        rules = f" for {', '.join(event.rules)}" if event.rules and event.action != "edit" else ""
        does = f"{_DOES.get(event.action, event.action)}{rules}"
        yield f"{said(event.at)}, {event.by}{f': {does}' if does else ''}.{note}{taken_back}"
        if event.is_root:
            yield "The whole record."
            continue
        yield from _changes_told(event.of_record, named)


def _changes_told(changes: Sequence[Change], data: Data) -> Iterator[str]:
    """Yield a sentence for each change of an event, in the order of the numbers."""
    subjects = [subject_of(change.path) for change in changes]
    shape = any(subject.key and not subject.names for subject in subjects)

    def place(at: int) -> tuple[bool, Any]:
        key = subjects[at].key
        rec = get(data, pointer(RECOMMENDATIONS, key)) if key else None
        number = rec.get("number") if isinstance(rec, Mapping) else None
        return not key, natural_key(None if number is None else str(number))

    for at in sorted(range(len(changes)), key=place):
        change = changes[at]
        if change.redacted is not None:
            yield f"{at_start(place_in_sentence(change.edit, data))}: taken out of the trail for good."
        elif parts(change.path)[-1:] == [_WAIVERS]:
            yield from _waivers_told(change, data)
        elif subjects[at].key and not subjects[at].names:
            rec, how = (change.new, "Added") if change.new is not None else (change.old, "Took away")
            yield full_stop(f"{how} {name_of(rec)}, {quoted(rec.get('text'))}" if isinstance(rec, Mapping) else how)
        elif not (shape and subjects[at].is_order):  # what is added or taken away changes the order, too
            yield from edit_sentences([change.edit], data)


def _waivers_told(change: Change, data: Data) -> Iterator[str]:
    """Yield a sentence for each waiver that came or went; by whom and when is said of the event."""
    key = subject_of(change.path).key
    rec = get(data, pointer(RECOMMENDATIONS, key)) if key else None
    where = name_of(rec) if isinstance(rec, Mapping) else "the record"
    came, gone = came_and_gone(change)
    for told, each in (("Waived {} at {}, {}", came), ("Took back the waiver of {} at {}, {}", gone)):
        for one in each:
            rule, reason = (one.get("rule"), one.get("reason")) if isinstance(one, Mapping) else (None, one)
            yield full_stop(told.format(rule or "a finding", where, quoted(reason)))


def _with_gone(events: Iterable[Event], data: Data) -> Data:
    """Return a record with the recommendations that it has no more, so that these are called what they were."""
    gone = {str(row.get("key")): row for event in events for row in recommendations_in(event)}
    here = rows_of(data)
    known = {str(row.get("key")) for row in here}
    return {**data, RECOMMENDATIONS: [*here, *(row for key, row in gone.items() if key not in known)]}
