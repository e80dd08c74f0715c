"""Events and differences in words, for the command line and the screen."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dhrcurate.domain.edit import AGENCIES, ORDER, RECOMMENDATIONS, Edit, parts
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import FOR_MACHINES, plural
from dhrcurate.trail.event import Change, Event

SHORT = 12
"""How much of an id is shown: enough to tell events apart and to name one."""

_WIDE = 96

_FEW = 3
"""So many moves are told one by one."""


def event_lines(event: Event, *, undone: bool = False) -> Iterator[str]:
    """An event as a headline and a line for each change."""
    answered = f" of {event.reverses[:SHORT]}" if event.reverses else ""
    rule = f" for {event.because['rule']}" if event.because and "rule" in event.because else ""
    batch = f" in batch {event.batch[:SHORT]}" if event.batch else ""
    taken_back = " (taken back)" if undone else ""
    yield (
        f"{event.id[:SHORT]}  {event.at[:19].replace('T', ' ')}  {visible(event.by, one_line=True)}  "
        f"{event.action}{answered}{rule}{batch}{taken_back}"
    )
    if event.note:
        yield f"    “{visible(event.note, one_line=True)}”"
    for change in event.changes:
        yield from (f"    {line}" for line in change_lines(change))


def change_lines(change: Change) -> Iterator[str]:
    """A change as one line, or where its values are long as a line for each side."""
    if change.redacted is not None:
        yield f"{where(change.path)}: redacted"
    elif not change.path:
        count = len((change.new or {}).get(RECOMMENDATIONS, ()))
        yield f"the whole record, with {plural(count, 'recommendation')}"
    else:
        yield from edit_lines(change.edit)


def edit_lines(edit: Edit) -> Iterator[str]:
    """An edit as `where: old -> new`, or where that is long as a line for each side; of lists only what differs."""
    if parts(edit.path)[-1:] == [ORDER]:
        yield f"{where(edit.path)}: {_moved(edit.old or (), edit.new or ())}"
        return
    if _is_tables(edit.old) or _is_tables(edit.new):
        before, after = edit.old or [], edit.new or []
        yield f"{where(edit.path)}:"
        yield from (f"  - {value(row)}" for row in before if row not in after)
        yield from (f"  + {value(row)}" for row in after if row not in before)
        return
    old, new = value(edit.old), value(edit.new)
    line = f"{where(edit.path)}: {old} -> {new}"
    if len(line) <= _WIDE:
        yield line
        return
    yield f"{where(edit.path)}:"
    if edit.old is not None:
        yield f"  - {old}"
    if edit.new is not None:
        yield f"  + {new}"


def where(path: str) -> str:
    """A path in words: `r014 agencies`, `review title`, `order of the recommendations`."""
    subject = subject_of(path)
    if subject.is_order:
        return "order of the recommendations"
    names = [subject.key, *subject.names] if subject.key else list(subject.names)
    if names == [AGENCIES, ORDER]:
        return "order of the register"
    return visible(" ".join(names), one_line=True) or "the whole record"


def value(of: Any) -> str:
    """A value on one line: absent, a text in quotes, a list with commas, a table as its members."""
    if of is None:
        return "(absent)"
    if isinstance(of, Mapping):
        told = {name: each for name, each in of.items() if name not in FOR_MACHINES}
        return ", ".join(f"{visible(str(name), one_line=True)} {value(each)}" for name, each in told.items())
    if isinstance(of, list | tuple):
        return ", ".join(map(value, of)) or "(none)"
    if isinstance(of, datetime):
        return of.isoformat()
    return visible(json.dumps(of, ensure_ascii=False, default=str), one_line=True)


def _is_tables(of: Any) -> bool:
    return isinstance(of, list | tuple) and bool(of) and all(isinstance(row, Mapping) for row in of)


def _moved(old: Sequence[str], new: Sequence[str]) -> str:
    """Which entries of a list stand elsewhere now, as few as tell the new order."""
    kept = _still_in_order(old, new)
    moved = [(at, key) for at, key in enumerate(new) if key not in kept]
    if len(moved) > _FEW:
        return f"{len(moved)} of {len(new)} moved"
    told = [f"{key} moved {f'behind {new[at - 1]}' if at else 'to the beginning'}" for at, key in moved]
    return visible(", ".join(told), one_line=True)


def _still_in_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The longest row of entries that follow each other in one order as in the other."""
    place = {key: at for at, key in enumerate(old)}
    ends: list[str] = []  # the entry that ends the best row of each length so far
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
    """Events as they lie in the trail, for programs."""
    return [json.loads(e.to_line()) for e in events]
