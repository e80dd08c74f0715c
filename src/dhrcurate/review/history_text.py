"""Changes and events in a curator's words: no paths, and no keys where a recommendation has a number or a title.

In short for the lines of a list, in sentences for a line-by-line interface.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from dhrcurate.domain import words as domain_words
from dhrcurate.domain.edit import DOCUMENTS, ORDER, RECOMMENDATIONS, Data, Edit, get, parts, pointer
from dhrcurate.domain.extraction import CONFLICTS
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.visible import clean
from dhrcurate.domain.words import at_start, in_words, members_told, name_of, plural
from dhrcurate.review.word_differences import rewordings
from dhrcurate.trail.event import Change, Event
from dhrcurate.trail.roots import made_keys, rows_of, whole_record

_NAME = 24
"""How many characters of a number or a title name a recommendation."""

_DIGITS = 12
"""How many digits of its digest name a document whose name is not known."""

_QUOTED = 200
"""How many characters of a text a sentence quotes."""

_FEW = 2
"""So many conflicts are named; of more they are counted."""

_CURATION, _STATE = "/curation/", "/curation/state"
"""Where the sign-off stands."""

_SHORT = 48
"""How many characters a value may have to be told in an event's one line."""


def field_in_words(field: str) -> str:
    """Return a field's name in words."""
    return clean(domain_words.field_in_words(field))


def calls_of(events: Iterable[Event], now: Data) -> dict[str, str]:
    """Return the name of each recommendation by key: its number, else its title; as it is now, or last was."""
    calls: dict[str, str] = {}
    for event in events:
        calls.update((str(rec.get("key")), _call(rec)) for rec in recommendations_in(event))
        for change in () if event.is_root else event.of_record:
            for state in (change.old, change.new):
                if (digest := subject_of(change.path).document) and isinstance(state, Mapping):
                    calls[digest] = clean(state.get("name") or "")
    calls.update((str(rec.get("key")), _call(rec)) for rec in rows_of(now))
    calls.update((str(one.get("sha256")), clean(one.get("name") or "")) for one in now.get(DOCUMENTS) or ())
    return calls


def recommendations_in(event: Event) -> Iterator[Data]:
    """Yield each recommendation that an event holds as a whole: those it adds or takes away, those of a new record."""
    if event.is_root:
        yield from rows_of(whole_record(event))
        return
    for change in event.of_record:
        for state in (change.old, change.new):
            yield from _whole_recommendations(change.path, state)


def _whole_recommendations(path: str, state: Any) -> Sequence[Data]:
    if not isinstance(state, Mapping):
        return ()
    where = parts(path)
    return (state,) if len(where) == 2 and where[0] == RECOMMENDATIONS else ()


def _call(rec: Data) -> str:
    name = clean(rec.get("number") or "") or clean(rec.get("title") or "")
    return (name if len(name) <= _NAME else name[: _NAME - 1] + "…") or clean(rec.get("key"))


def place_in_words(path: str, calls: Mapping[str, str]) -> str:
    """Return the value that a path means, in short: `R25 · status`."""
    if not path:
        return "the whole record"
    subject = subject_of(path)
    if subject.is_order:
        return "the order"
    head = [calls.get(subject.key) or clean(subject.key)] if subject.key else []
    if subject.document:
        head = [f"document {calls.get(subject.document) or subject.document[:_DIGITS]}"]
    return " · ".join([*head, *map(field_in_words, subject.names)])


def summary(event: Event, calls: Mapping[str, str]) -> str:
    """Return what an event did, in a line: `R25 · status: pending → accepted`; a bulk change says of how many."""
    told = _count(len(made_keys(event.changes))) if event.is_root else _told(event.of_record, calls)
    if event.action == "edit":
        return told or "edit"
    return " · ".join(words for words in (clean(event.action), told) if words)


def conflicts_told(changes: Iterable[Change], calls: Mapping[str, str]) -> str:
    """Which conflicts are open again or decided again where nothing else changed; empty where more did."""
    told = []
    for change in changes:
        if change.redacted is not None or parts(change.path)[-1:] != [CONFLICTS]:
            return ""
        old, new = ({str(one["field"]) for one in side or ()} for side in (change.old, change.new))
        name = calls.get(key := subject_of(change.path).key) or clean(key)
        for fields, how in ((new - old, "open"), (old - new, "decided")):
            told += [f"the conflict about {field_in_words(field)} of {name} is {how} again" for field in sorted(fields)]
    return "; ".join(told) if len(told) <= _FEW else f"{plural(len(told), 'conflict')} are open or decided again"


def update_taken_back(event: Event) -> str:
    """Return what goes out of a record if the event of a later extraction is undone, in sentences."""
    added = {subject_of(c.path).key for c in event.of_record if c.old is None and _whole_recommendations(c.path, c.new)}
    beside = [{CONFLICTS}, {"extracted"}]  # which say of an update only that it was there
    changed = changed_keys(c.path for c in event.of_record if {*parts(c.path)[2:]} not in beside) - added
    told = [f"removes {_count(len(added))} that it added"] if added else []
    told += [f"gives {_count(len(changed))} the words and decisions from before it"] if changed else []
    does = f" {at_start(' and '.join(told))}." if told else ""
    return f"It came in {moment(event.at)[:16]} by {clean(event.by)}.{does} Redo brings it back."


def waivers_told(changes: Iterable[Change]) -> str:
    """Return which waivers came or went where nothing else changed, as part of a sentence; empty where more did.

    A curator who undoes one wants to know which, and whether its finding is listed again.
    """
    came: list[Any] = []
    gone: list[Any] = []
    for change in changes:
        old, new = _entries(change.old), _entries(change.new)
        if change.redacted is not None or parts(change.path)[-1:] != ["waivers"]:
            return ""
        if not all(isinstance(one, Mapping) for one in (*old, *new)):
            return ""
        own_came, own_gone = came_and_gone(change)
        came += own_came
        gone += own_gone
    told = [(came, "in force again"), (gone, "gone, and what was found is listed again")]
    return "; ".join(f"{_waivers_of(each)} {'is' if len(each) == 1 else 'are'} {how}" for each, how in told if each)


def _waivers_of(waivers: Sequence[Mapping[str, Any]]) -> str:
    rules = ", ".join(dict.fromkeys(clean(one.get("rule") or "") for one in waivers))
    if len(waivers) > 1:
        return f"{len(waivers)} waivers of {rules}"
    reason = waivers[0].get("reason")
    return f"the waiver of {rules}" + (f", {clean(quoted(reason))}," if reason else "")


def _told(changes: Sequence[Change], calls: Mapping[str, str]) -> str:
    touched: dict[str, list[Change]] = {}
    others: list[Change] = []
    for change in changes:
        if key := subject_of(change.path).key:
            touched.setdefault(key, []).append(change)
        else:
            others.append(change)
    if len(touched) > 2:
        return f"{_count(len(touched))} · {_shared(touched.values())}"
    told = [f"{calls.get(key) or clean(key)} · {', '.join(_each(own))}" for key, own in touched.items()]
    if state := next((c for c in others if c.path == _STATE), None):
        told.append("signed off" if state.new == "signed-off" else "not signed off any more")
        others = [c for c in others if not c.path.startswith(_CURATION)]  # by whom and when is said of the event
    if others and not (touched and all(parts(c.path)[-1:] == [ORDER] for c in others)):
        told += [_at(place_in_words(c.path, calls), c) for c in others]
    return "; ".join(told)


def _each(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if names := subject_of(change.path).names:
            yield _at(" · ".join(map(field_in_words, names)), change)
        else:
            yield "removed" if change.new is None else "added"


def _shared(touched: Iterable[Sequence[Change]]) -> str:
    """Return what several recommendations share: of each field the change, else the new value, else its name."""
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
    if parts(change.path)[-1:] == [ORDER]:
        return label  # a list of keys says nothing to a curator
    if change.redacted is not None:
        return label
    if counted := _entries_told(change):
        return f"{label}: {counted}"
    old, new = _brief(change.old), _brief(change.new)
    if new is None:
        return label
    return f"{label}: {new}" if old is None or change.old is None else f"{label}: {old} → {new}"


def _entries_told(change: Change) -> str:
    """Return what became of the entries of a table, such as waivers or a document; empty where it is no table."""
    old, new = _entries(change.old), _entries(change.new)
    if not any(isinstance(one, Mapping) for one in (*old, *new)):
        return ""
    came, gone = came_and_gone(change)
    told = [(len(came), "added"), (len(gone), "removed")]
    if max(len(old), len(new)) == 1:
        return "changed" if old and new else "added" if new else "removed"
    return ", ".join(f"{count} {words}" for count, words in told if count) or "changed"


def came_and_gone(change: Change) -> tuple[list[Any], list[Any]]:
    """Return which entries of a table, such as waivers, a change brought, and which it took away."""
    old, new = _entries(change.old), _entries(change.new)
    return [one for one in new if one not in old], [one for one in old if one not in new]


def _entries(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [] if value is None else [value]


def _brief(value: Any) -> str | None:
    """Return a value for a line, `None` where it is too long for one."""
    entries = value if isinstance(value, list) else [value]
    words = in_words(value)
    return None if len(words) > _SHORT or any(isinstance(entry, Mapping) for entry in entries) else words


def value_in_words(value: Any) -> str:
    """Return a value of the trail for its differences: entries of several values name each."""
    if isinstance(value, Mapping):
        return ", ".join(f"{field_in_words(name)} {in_words(each)}" for name, each in members_told(value).items())
    if isinstance(value, list):
        return "; ".join(map(value_in_words, value)) or in_words(value)
    return in_words(value)


def quoted(value: Any) -> str:
    """Return a value for a sentence: texts in quotation marks."""
    if value is None or value in ("", []):
        return "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(map(quoted, value))
    if isinstance(value, Mapping):
        told = members_told(value)
        return ", ".join(f"{domain_words.field_in_words(name)} {quoted(each)}" for name, each in told.items())
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1] + '…'}”" if isinstance(value, str) else text


def edit_sentences(edits: Iterable[Edit], data: Data) -> Iterator[str]:
    """Yield a sentence for each edit, such as “Status of R1: from “pending” to “accepted”.”.

    Args:
        edits: The edits.
        data: The record's content, for what recommendations are called.
    """
    for each in edits:
        if each.path and subject_of(each.path).is_order and each.old is not None and each.new is not None:
            yield "The order of the recommendations was changed."  # a list of keys says nothing to a curator
            continue
        place = at_start(place_in_sentence(each, data))
        if words := reworded(each.old, each.new):
            yield f"{place}: {words}."
            continue
        yield f"{place}: from {quoted(each.old)} to {quoted(each.new)}."


def reworded(old: Any, new: Any) -> str:
    """What changes in the words of a longer text; empty where that is much, or nothing that one hears."""
    if not isinstance(old, str) or not isinstance(new, str) or min(len(old), len(new)) <= _SHORT:
        return ""
    changes = [(quoted(before.strip()), quoted(after.strip())) for before, after in rewordings(old, new)]
    if not changes or len(changes) > _FEW or any(before == after for before, after in changes):
        return ""
    return ", and ".join(f"{before} becomes {after}" for before, after in changes)


def place_in_sentence(change: Edit, data: Data) -> str:
    """Return the value that a change is of, as part of a sentence: `status of R25`."""
    subject = subject_of(change.path)
    if subject.is_order:
        return "the order of the recommendations"
    field = " ".join(map(domain_words.field_in_words, subject.names))
    if subject.document:
        entries = (change.new, change.old, get(data, pointer(DOCUMENTS, subject.document)))
        name = next((one["name"] for one in entries if isinstance(one, Mapping) and one.get("name")), None)
        document = f"the document {quoted(name)}" if name else "a document"
        return f"{field} of {document}" if field else document
    if not subject.key:
        return field or "the whole record"
    rec = get(data, pointer(RECOMMENDATIONS, subject.key))
    name = name_of(rec) if isinstance(rec, Mapping) else subject.key
    return f"{field} of {name}" if field else f"recommendation {name}"


def changed_keys(paths: Iterable[str]) -> set[str]:
    """Return the keys of the recommendations that some paths are about."""
    return {key for path in paths if (key := subject_of(path).key)}


def _count(recommendations: int) -> str:
    return plural(recommendations, "recommendation")


def moments(events: Iterable[Event]) -> dict[str, str]:
    """Return when each event was, by its id, in the curator's own time: as finely as it takes to tell events apart."""
    events = list(events)
    seconds = [moment(event.at) for event in events]
    times = Counter(seconds)
    return {
        event.id: second if times[second] == 1 else moment(event.at, fine=True)
        for event, second in zip(events, seconds, strict=True)
    }


def moment(at: str, *, fine: bool = False) -> str:
    """Return a time of the trail in the curator's own time: to the second, or to the millisecond."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return clean(at)
    return local.strftime("%Y-%m-%d %H:%M:%S") + (f".{local.microsecond // 1000:03d}" if fine else "")


def said(at: str) -> str:
    """Return a time of the trail in the curator's own time as it is said: `2 December 2026, 18:41`."""
    try:
        local = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return clean(at)
    return f"{local.day} {local:%B} {local.year}, {local:%H:%M}"
