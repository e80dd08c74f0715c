"""What an undo or a redo did, in words: one place for the screen and for the line-by-line review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dhrcurate.domain.edit import DOCUMENTS, Data, parts
from dhrcurate.domain.extraction import CONFLICTS
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import enumerated, field_in_words, name_of, plural
from dhrcurate.review.history_text import (
    calls_of,
    changed_keys,
    conflicts_told,
    quoted,
    reworded,
    summary,
    waivers_told,
)
from dhrcurate.trail.event import Change, Event
from dhrcurate.trail.roots import rows_of

_FEW = 2
"""So many recommendations are named; of more they are counted."""

_STATE = "/curation/state"


def reversed_in_words(event: Event, data: Data) -> str:
    """Return what an undo (or redo) did, as part of a sentence behind "Undone:": `the division of R31`.

    Args:
        event: Its event.
        data: The record's content, for what recommendations are called.
    """
    calls = calls_of([event], data)
    calls.update((str(rec.get("key")), clean(name_of(rec))) for rec in rows_of(data))
    settled = tuple(change for change in event.of_record if parts(change.path)[-1:] != [CONFLICTS])
    if any(change.redacted is not None for change in event.changes):
        return summary(replace(event, action="edit", changes=settled), calls)
    return (
        waivers_told(event.changes)
        or conflicts_told(event.changes, calls)
        or _sign_off_told(event)
        or _shape_told(settled, calls, forward=event.action == "redo")
        or _fields_told(settled, calls)
        or _document_told(settled, calls)
        or summary(replace(event, action="edit", changes=settled), calls)
    )


def changed_place(changes: Sequence[Change], data: Data) -> str:
    """Return the recommendation that changes are about: a single one, or the first of those whose order changed.

    Args:
        changes: The changes of one event.
        data: The record's content behind them.

    Returns:
        Its key, empty where there is no such place.
    """
    orders = [each for each in changes if subject_of(each.path).is_order]
    keys = changed_keys(each.path for each in changes) or set(map(_moved, orders))
    there = [str(rec["key"]) for rec in rows_of(data) if rec.get("key") in keys]
    return there[0] if there and (len(there) == 1 or orders) else ""


def _moved(order: Change) -> str:
    """Return the recommendation that stands elsewhere in another order: the first of two that changed places."""
    was, now = ([*value] if isinstance(value, list) else [] for value in (order.old, order.new))
    moved = (key for key in now if [one for one in was if one != key] == [one for one in now if one != key])
    return next(moved, "")


def reversed_in_register(event: Event) -> str:
    """Return what an undo (or redo) of a change of the register did, likewise: `“Oak House” is out of it again`."""
    told = [_entry_told(change) for change in event.changes]
    whole = [words for words in told if words]
    return enumerated(whole) if whole and len(whole) == len(told) else summary(replace(event, action="edit"), {})


def _entry_told(change: Change) -> str:
    """What became of an agency or of the meanings that are remembered; empty where it is neither."""
    match parts(change.path):
        case ["agencies", _]:
            entry = change.new if change.old is None else change.old
            name = entry.get("name") if isinstance(entry, Mapping) else None
            how = "in it again" if change.old is None else "out of it again" if change.new is None else "as it was"
            return f"{quoted(name)} is {how}" if name else ""
        case ["resolved"]:
            was, now = ([one for one in value or () if isinstance(one, Mapping)] for value in (change.old, change.new))
            names = [one["written"] for one in (*was, *now) if (one in was) != (one in now) and "written" in one]
            return f"what {quoted(list(dict.fromkeys(names)))} means is as it was" if names else ""
        case _:
            return ""


def _sign_off_told(event: Event) -> str:
    """What became of the sign-off, where that is what changed."""
    state = next((change.new for change in event.changes if change.path == _STATE), None)
    if state is None:
        return ""
    signed, redone = state == "signed-off", event.action == "redo"
    what, how = "sign-off" if signed == redone else "reopening", "signed off" if signed else "open"
    return f"the {what}; the record is {how} again"


def _document_told(changes: Sequence[Change], calls: Mapping[str, str]) -> str:
    """What became of a document, where that is all that changed."""
    digest = subject_of(changes[0].path).document if len(changes) == 1 else ""
    if not digest:
        return ""
    name, change = f"the document {quoted(calls.get(digest) or digest[:12])}", changes[0]
    if len(parts(change.path)) > _FEW:
        return f"the change of {name}"
    how = "is in the record again" if change.old is None else "is out of the record again"
    return f"{name} {how}" if None in (change.old, change.new) else f"the change of {name}"


def _shape_told(changes: Sequence[Change], calls: Mapping[str, str], *, forward: bool) -> str:
    """Which change of the record's shape was undone or redone; empty where it was none."""
    whole = [change for change in changes if len(parts(change.path)) == 2 and subject_of(change.path).key]
    came = [change for change in whole if (change.old is None) == forward]
    gone = [change for change in whole if (change.old is None) != forward]
    texts = [key for change in changes if _field(change) == "text" and (key := subject_of(change.path).key)]
    titles = [change for change in changes if _field(change) == "title"]
    named = [clean(calls.get(key) or key) for key in dict.fromkeys(texts)]
    if (came or gone) and len(named) == 1:
        return f"the {'division' if came else 'joining'} of {named[0]}" if not (came and gone) else ""
    if (came or gone) and not named and not (came and gone):
        return f"the {'addition' if came else 'removal'} of {_of_whole(came or gone)}"
    if len(changes) == 1 and subject_of(changes[0].path).is_order:
        return "the move; the order is " + ("changed again" if forward else "as before")
    if titles and len(named) == 1 and len(changes) == _FEW and None in (titles[0].old, titles[0].new):
        return f"the move of words of {named[0]} from its text to its title"
    return ""


def _of_whole(changes: Sequence[Change]) -> str:
    recs = [side for change in changes for side in (change.old, change.new) if isinstance(side, Mapping)]
    if len(recs) > _FEW:
        return plural(len(recs), "recommendation")
    return enumerated([clean(name_of(rec)) for rec in recs])


def _field(change: Change) -> str:
    """Which field of a recommendation, or fact of the review, a change is about; empty for anything else."""
    where = parts(change.path)
    return where[-1] if where and where[0] != DOCUMENTS and len(subject_of(change.path).names) == 1 else ""


def _fields_told(changes: Sequence[Change], calls: Mapping[str, str]) -> str:
    """What the fields that changed are now; empty where something else changed too."""
    if not changes or not all(map(_field, changes)):
        return ""
    by_key: dict[str, list[Change]] = {}
    for change in changes:
        by_key.setdefault(subject_of(change.path).key or "", []).append(change)
    if len(by_key) <= _FEW:
        return "; ".join(_each_told(own, clean(calls.get(key) or key)) for key, own in by_key.items())
    statuses = {str(change.new) for change in changes if _field(change) == "status"}
    if len(statuses) == 1 and all(any(_field(one) == "status" for one in own) for own in by_key.values()):
        return f"{plural(len(by_key), 'recommendation')} are {statuses.pop()} again"
    names = list(dict.fromkeys(field_in_words(_field(change)) for change in changes))
    return f"{enumerated(names)} of {plural(len(by_key), 'recommendation')}"


def _each_told(changes: Sequence[Change], name: str) -> str:
    """What the fields of one recommendation are now; with a decision its note goes without saying."""
    status = next((change for change in changes if _field(change) == "status"), None)
    if status is not None:
        told = [f"{name} is {status.new} again"]
        changes = [change for change in changes if _field(change) not in {"status", "note"}]
    else:
        told = []
    return ", and ".join([*told, *(_value_told(change, name) for change in changes)])


def _value_told(change: Change, name: str) -> str:
    field, value = _field(change), change.new
    called, of = field_in_words(field), f" of {name}" if name else ""
    if field == "agencies" and not value:
        return f"the agencies{of} are undecided again"
    if value in (None, "", []):
        return f"{name or 'the review'} has no {called} again"
    if field == "text":
        words = reworded(change.old, value)
        return f"the change of the text{of}{f': {words}' if words else ''}"
    return f"the {called}{of} {'are' if isinstance(value, list) else 'is'} {quoted(value)} again"
