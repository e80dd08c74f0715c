"""Events and differences in words, for the command line and the screen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, Edit, parts
from dhrcurate.domain.visible import visible
from dhrcurate.trail.event import Change, Event

SHORT = 12
"""How much of an id is shown: enough to tell events apart and to name one."""

_WIDE = 96


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
        yield f"the whole record, with {count} recommendation{'' if count == 1 else 's'}"
    else:
        yield from edit_lines(change.edit)


def edit_lines(edit: Edit) -> Iterator[str]:
    """An edit as `where: old -> new`, or where that is long as a line for each side."""
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
    names = parts(path)
    if names[:1] == [RECOMMENDATIONS] and len(names) > 1:
        if names[1] == ORDER:
            return "order of the recommendations"
        names = names[1:]
    return visible(" ".join(names), one_line=True) or "the whole record"


def value(of: Any) -> str:
    """A value on one line: absent, a string in quotes, a list as JSON."""
    if of is None:
        return "(absent)"
    return visible(json.dumps(of, ensure_ascii=False, default=str), one_line=True)


def as_json(events: Iterable[Event]) -> list[dict[str, Any]]:
    """Events as they lie in the trail, for programs."""
    return [json.loads(e.to_line()) for e in events]
