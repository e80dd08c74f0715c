"""Events and differences in words, for the command line and the screen."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dhrcurate.domain.columns import EXTRA
from dhrcurate.domain.difference import Conflict
from dhrcurate.domain.edit import AGENCIES, ORDER, Edit, parts
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import is_for_machines, plural
from dhrcurate.trail.event import Change, Event
from dhrcurate.trail.roots import made_keys

SHORT = 12
"""The digits of an id that are shown: enough to tell events apart and to name one."""

SIGNED_OFF = (
    "it stays signed off, though that was said without the changes of the other branch: look at them with"
    " `dhrcurate audit log`, and reopen the record where they call for it"
)
"""What to say of a merge in a record that one branch signed off."""


def held_line(name: str, places: Sequence[str]) -> str:
    """What to say of a merge in a record that holds what one branch took out for good."""
    return (
        f"it still holds what one branch took out for good, in {', '.join(places)}, and so does its trail: where that"
        f" should not be, edit the record and run `dhrcurate audit redact {name} --text-from FILE`"
    )


def changed_again_line(name: str, places: Sequence[str]) -> str:
    """What to say of a merge in which a branch set values since another took something out for good there."""
    return (
        f"one branch changed places where the other had taken something out for good: {', '.join(places)}: if they hold"
        f" it again, edit the record and run `dhrcurate audit redact {name} --text-from FILE` again"
    )


_WIDE = 96

_FEW = 3
"""The most moves that are listed one by one."""


def event_lines(event: Event, *, undone: bool = False) -> Iterator[str]:
    """An event as a headline and a line for each change."""
    of_event = f" of {event.reverses[:SHORT]}" if event.reverses else ""
    rules = f" for {', '.join(event.rules)}" if event.rules else ""
    batch = f" in batch {event.batch[:SHORT]}" if event.batch else ""
    state = " (undone)" if undone else ""
    head = f"{event.id[:SHORT]}  {event.at[:19].replace('T', ' ')}  {event.by}  {event.action}{of_event}{rules}{batch}"
    yield visible(head + state, one_line=True)
    if event.note:
        yield f"    “{visible(event.note, one_line=True)}”"
    elif event.note_redacted is not None:
        yield "    its note was taken out"
    if event.is_root:
        yield f"    {_whole(event)}"
        return
    for change in event.of_record:
        yield from (f"    {line}" for line in change_lines(change))


def written_lines(edits: Iterable[Edit]) -> Iterator[str]:
    """What a merge of heads changed in a record so that it holds the changes of all branches."""
    for edit in edits:
        made = "added to" if edit.old is None else "removed from" if edit.new is None else "changed in"
        yield from (f"{made} the record: {line}" for line in edit_lines(edit))


def change_lines(change: Change) -> Iterator[str]:
    """A change as one line, or one line per side if its values are long."""
    if change.redacted is not None and change.gone is None:
        yield f"{where(change.path)}: redacted"
    else:
        yield from edit_lines(change.with_placeholders)


def _whole(event: Event) -> str:
    """A first event in words: it makes the whole record."""
    taken = sum(change.redacted is not None for change in event.changes)
    count = len(made_keys(event.changes))
    return f"the whole record, with {plural(count, 'recommendation')}" + (f"; {taken} redacted" if taken else "")


def edit_lines(edit: Edit) -> Iterator[str]:
    """An edit as `where: old -> new`, or one line per side if that is long; of lists only the differences."""
    if parts(edit.path)[-1:] == [ORDER]:
        yield f"{where(edit.path)}: {_moved(*(list(map(str, _listed(side))) for side in (edit.old, edit.new)))}"
        return
    if _is_tables(edit.old) or _is_tables(edit.new):
        before, after = _listed(edit.old), _listed(edit.new)
        yield f"{where(edit.path)}:"
        yield from (f"  - {value(row)}" for row in before if row not in after)
        yield from (f"  + {value(row)}" for row in after if row not in before)
        return
    old, new = shown(edit.path, edit.old), shown(edit.path, edit.new)
    line = f"{where(edit.path)}: {old} -> {new}"
    if len(line) <= _WIDE:
        yield line
        return
    yield f"{where(edit.path)}:"
    if edit.old is not None:
        yield f"  - {old}"
    if edit.new is not None:
        yield f"  + {new}"


def conflict_lines(conflict: Conflict) -> Iterator[str]:
    """A value in which branches disagree: where it is, what it was, and what each made of it."""
    of = subject_of(conflict.path)
    both_new = conflict.base is None and isinstance(conflict.ours, Mapping) and isinstance(conflict.theirs, Mapping)
    if both_new and of.key:
        yield f"{where(conflict.path)}: both branches added a recommendation under this key"
    else:
        yield f"{where(conflict.path)}: the branches disagree"
        yield f"  before  {value(conflict.base)}"
    yield f"  yours   {value(conflict.ours)}"
    yield f"  theirs  {value(conflict.theirs)}"
    if both_new and of.key:
        yield "  to keep both, add theirs to the record by hand, under a key that no recommendation has yet"


def outside_lines(edits: Iterable[Edit]) -> Iterator[str]:
    """What a record holds that is in no branch."""
    for edit in edits:
        yield from (f"neither branch has this: {line}" for line in edit_lines(edit))


def where(path: str) -> str:
    """A path in words: `r014 agencies`, `review title`, `order of the recommendations`."""
    subject = subject_of(path)
    if subject.is_order:
        return "order of the recommendations"
    names = [subject.key, *subject.names] if subject.key else list(subject.names)
    if names == [AGENCIES, ORDER]:
        return "order of the register"
    return visible(" ".join(names), one_line=True) or "the whole record"


def shown(path: str, data: Any) -> str:
    """A value at a path on one line; of the columns that came beside a recommendation without personal data."""
    if isinstance(data, Mapping) and subject_of(path).names == (EXTRA,):
        from dhrcurate.rules.disclosure.masking import masked_columns  # noqa: PLC0415  # slow to load, and rarely needed

        return value(masked_columns(data))
    return value(data)


def value(data: Any) -> str:
    """A value on one line: `(absent)`, a text in quotes, a list with commas, a table as its members."""
    if data is None:
        return "(absent)"
    if isinstance(data, Mapping):
        shown = {name: inner for name, inner in data.items() if not is_for_machines(name, inner)}
        return ", ".join(f"{visible(str(name), one_line=True)} {value(inner)}" for name, inner in shown.items())
    if isinstance(data, list | tuple):
        return ", ".join(map(value, data)) or "(none)"
    if isinstance(data, datetime):
        return data.isoformat()
    return visible(json.dumps(data, ensure_ascii=False, default=str), one_line=True)


def _is_tables(data: Any) -> bool:
    return isinstance(data, list | tuple) and bool(data) and all(isinstance(row, Mapping) for row in data)


def _listed(data: Any) -> list[Any]:
    """The entries of a list; another value, which no sound trail has beside one, as the only entry."""
    if isinstance(data, list | tuple):
        return list(data)
    return [] if data is None else [data]


def _moved(old: Sequence[str], new: Sequence[str]) -> str:
    """The moved entries of a list, as few as describe the new order."""
    kept = _still_in_order(old, new)
    moved = [(at, key) for at, key in enumerate(new) if key not in kept]
    if len(moved) > _FEW:
        return f"{len(moved)} of {len(new)} moved"
    moves = [f"{key} moved {f'after {new[at - 1]}' if at else 'to the beginning'}" for at, key in moved]
    return visible(", ".join(moves), one_line=True)


def _still_in_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The longest common subsequence of two orders."""
    place = {key: at for at, key in enumerate(old)}
    ends: list[str] = []  # the entry that ends the best sequence of each length so far
    before: dict[str, str | None] = {}
    for key in new:
        if key not in place:
            continue
        length = bisect_left(ends, place[key], key=place.__getitem__)
        before[key] = ends[length - 1] if length else None
        ends[length : length + 1] = [key]
    kept: set[str] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return kept


def as_json(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Events as in the trail, for programs."""
    return [json.loads(e.to_line()) for e in events]
