"""What the trail says, in a curator's words: no path, and no key where a recommendation has a number or a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dhrcurate.domain import words as domain_words
from dhrcurate.domain.edit import ORDER, RECOMMENDATIONS, Data, parts
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import in_words
from dhrcurate.trail.event import Change, Event

_NAME = 24
"""How many characters of a number or a title name a recommendation."""

_QUOTED = 200
"""How many characters of a text a sentence quotes."""

_SHORT = 48
"""How many characters a value may have to be told in an event's one line."""


def field_in_words(field: str) -> str:
    """A field's name in words."""
    return clean(domain_words.field_in_words(field))


def calls_of(events: Iterable[Event], now: Data) -> dict[str, str]:
    """What each recommendation is called, by key: its number, else its title; as it is now, or last was."""
    calls: dict[str, str] = {}
    for event in events:
        for change in event.changes:
            for state in (change.old, change.new):
                for rec in _whole_recommendations(change.path, state):
                    calls[str(rec.get("key"))] = _call(rec)
    calls.update((str(rec.get("key")), _call(rec)) for rec in now.get(RECOMMENDATIONS, ()))
    return calls


def _whole_recommendations(path: str, state: Any) -> Sequence[Data]:
    if not isinstance(state, Mapping):
        return ()
    where = parts(path)
    if not where:
        return state.get(RECOMMENDATIONS) or ()
    return (state,) if len(where) == 2 and where[0] == RECOMMENDATIONS else ()


def _call(rec: Data) -> str:
    name = clean(rec.get("number") or "") or clean(rec.get("title") or "")
    return (name if len(name) <= _NAME else name[: _NAME - 1] + "…") or str(rec.get("key"))


def place_in_words(path: str, calls: Mapping[str, str]) -> str:
    """Which value a path means: `R25 · status`."""
    where = parts(path)
    if not where:
        return "the whole record"
    if where == [RECOMMENDATIONS, ORDER]:
        return "the order"
    if where[0] == RECOMMENDATIONS and len(where) > 1:
        return " · ".join((calls.get(where[1], where[1]), *map(field_in_words, where[2:])))
    return " · ".join(map(field_in_words, where))


def summary(event: Event, calls: Mapping[str, str]) -> str:
    """What an event did, in a line: `R25 · status: pending → accepted`; a bulk change says of how many."""
    told = _told(event.changes, calls)
    if event.action == "edit":
        return told or "edit"
    return " · ".join(words for words in (event.action, told) if words)


def _told(changes: Sequence[Change], calls: Mapping[str, str]) -> str:
    touched: dict[str, list[Change]] = {}
    others: list[Change] = []
    for change in changes:
        where = parts(change.path)
        if not where:
            return _count(len(_whole_recommendations("", change.new)))
        if where[0] == RECOMMENDATIONS and len(where) > 1 and where[1] != ORDER:
            touched.setdefault(where[1], []).append(change)
        else:
            others.append(change)
    if len(touched) > 2:
        return f"{_count(len(touched))} · {_shared(touched.values())}"
    told = [f"{calls.get(key, key)} · {', '.join(_each(own))}" for key, own in touched.items()]
    if others and not (touched and all(parts(c.path)[-1] == ORDER for c in others)):
        told += [_at(place_in_words(c.path, calls), c) for c in others]
    return "; ".join(told)


def _each(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        where = parts(change.path)
        if len(where) > 2:
            yield _at(" · ".join(map(field_in_words, where[2:])), change)
        else:
            yield "removed" if change.new is None else "added"


def _shared(touched: Iterable[Sequence[Change]]) -> str:
    """What several recommendations have in common: of each field the change, else the new value, else its name."""
    told: dict[str, set[str]] = {}
    values: dict[str, set[str | None]] = {}
    changes = [change for own in touched for change in own]
    for change, words in zip(changes, _each(changes), strict=True):
        field = words.partition(":")[0]
        told.setdefault(field, set()).add(words)
        values.setdefault(field, set()).add(_brief(change.new))
    return ", ".join(_in_common(field, told[field], values[field]) for field in told)


def _in_common(field: str, told: set[str], values: set[str | None]) -> str:
    if len(told) == 1:
        return next(iter(told))
    value = next(iter(values))
    return f"{field}: {value}" if len(values) == 1 and value is not None else field


def _at(label: str, change: Change) -> str:
    if parts(change.path)[-1] == ORDER:
        return label  # a list of keys says nothing to a curator
    old, new = _brief(change.old), _brief(change.new)
    if change.redacted is not None or new is None:
        return label
    return f"{label}: {new}" if old is None or change.old is None else f"{label}: {old} → {new}"


def _brief(value: Any) -> str | None:
    """A value for a line, `None` where it is too long for one."""
    entries = value if isinstance(value, list) else [value]
    words = in_words(value)
    return None if len(words) > _SHORT or any(isinstance(entry, Mapping) for entry in entries) else words


def value_in_words(value: Any) -> str:
    """A value of the trail for its differences: entries of several values name each."""
    if isinstance(value, Mapping):
        told = {k: v for k, v in value.items() if v not in (None, "", []) and k not in domain_words.FOR_MACHINES}
        return ", ".join(f"{field_in_words(k)} {in_words(v)}" for k, v in told.items())
    if isinstance(value, list):
        return "; ".join(map(value_in_words, value)) or in_words(value)
    return in_words(value)


def quoted(value: Any) -> str:
    """A value in a sentence: texts in quotation marks."""
    if value is None or value in ("", []):
        return "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(map(quoted, value))
    if isinstance(value, Mapping):
        told = {k: v for k, v in value.items() if v not in (None, "", []) and k not in domain_words.FOR_MACHINES}
        return ", ".join(f"{domain_words.field_in_words(k)} {quoted(v)}" for k, v in told.items())
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}”" if isinstance(value, str) else text


def _count(recommendations: int) -> str:
    return f"{recommendations} recommendation{'' if recommendations == 1 else 's'}"


def moments(events: Iterable[Event]) -> dict[str, str]:
    """When each event was, by its id, in the curator's own time: as finely as it takes to tell events apart."""
    events = list(events)
    seconds = [moment(event.at) for event in events]
    times = Counter(seconds)
    return {
        event.id: second if times[second] == 1 else moment(event.at, fine=True)
        for event, second in zip(events, seconds, strict=True)
    }


def moment(at: str, *, fine: bool = False) -> str:
    """A time of the trail in the curator's own time: to the second, or to the millisecond."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return clean(at)
    return local.strftime("%Y-%m-%d %H:%M:%S") + (f".{local.microsecond // 1000:03d}" if fine else "")
