"""What the newest extraction brought to a record, as the trail tells it: told again long after the update was made.

Nothing is paired or merged anew: what an update did stands in its event, and what was decided since in those after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any, TypeAlias

from dhrcurate.curation.updating.base import Base, BaseRow, base_among, leading_here
from dhrcurate.curation.updating.facts import facts_updated
from dhrcurate.curation.updating.shapes import joined, shaped
from dhrcurate.curation.updating.three_way import FIELDS, changed_words, lifted
from dhrcurate.curation.updating.told import What
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, parts, pointer
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.extraction import CONFLICTS, agree, is_open
from dhrcurate.trail.change import Change
from dhrcurate.trail.event import REIMPORT, Event
from dhrcurate.trail.gone import Gone
from dhrcurate.trail.graph import ancestors
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import lineage, states
from dhrcurate.trail.rows import Carried, carried

_FIELD = len((RECOMMENDATIONS, "key", "field"))


class Lack(Enum):
    """Why a value cannot be shown."""

    REDACTED = "redacted"
    """It was taken out of the trail for good."""
    UNKNOWN = "unknown"
    """The trail does not tell it."""


Value: TypeAlias = "str | Lack | None"
"""A value as text, `None` where there was none."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that an extraction brought.

    Attributes:
        what: What became of it then: `NEW`, `TAKEN`, `GONE`, `BACK`, `CONFLICT`, `REMOVED`, or of a fact `KEPT`.
        key: The recommendation; empty for a fact of the review, and for what a curator had removed.
        number: Its number as printed, empty if it has none.
        field: The field, of a fact with its table: `review.published`; empty for a whole recommendation.
        old: What the earlier extraction said.
        new: What this one says.
        yours: What the record said right after it.
        lapsed: The decision that lapsed with it, empty if none did.
        by: The extraction, as a conflict names it.
        within: Of what is gone the number of the recommendation that has its words in this extraction; empty if none.
    """

    what: What
    key: str = ""
    number: str = ""
    field: str = ""
    old: Value = None
    new: Value = None
    yours: Value = None
    lapsed: str = ""
    by: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided about a conflict, and when, as the trail has it."""

    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Newest:
    """What the newest extraction brought.

    Attributes:
        event: The event of its update.
        told: What it brought: first the facts of the review, then in the order of the record; last what was removed.
        decided: Who decided since, by recommendation and field.
    """

    event: Event
    told: tuple[Brought, ...]
    decided: Mapping[tuple[str, str], Decided] = field(default_factory=dict)


def newest_of(trail: Trail) -> Newest | None:
    """What the newest extraction brought whose update still stands; `None` if there was none.

    Raises:
        RefusedError: If the trail does not fit together.
    """
    standing = leading_here(trail)
    at = next((at for at in reversed(range(len(standing))) if standing[at].action == REIMPORT), None)
    if at is None:
        return None
    try:
        meeting = _Meeting(trail, standing[at])
        return Newest(meeting.event, tuple(_with_places(list(meeting.told()))), _decided(standing[at + 1 :]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RefusedError(f"the update in event {standing[at].id[:12]} cannot be told again: {error}") from error


class _Meeting:
    """An update, as its event and those before it tell it."""

    def __init__(self, trail: Trail, event: Event) -> None:
        self._trail, self.event = trail, event
        self._line = lineage(trail, event)
        self.before, self.after, self._hidden = _states(self._line)
        self._earlier: dict[str, _Meeting] = {}

    @cached_property
    def base(self) -> Base:
        """What the extraction before said."""
        before = ancestors({one.id: one for one in self._trail.events}, *self.event.parents)
        led_here = Trail(tuple(one for one in self._trail.events if one.id in before))
        return base_among(leading_here(led_here), self.before)

    @cached_property
    def said(self) -> Carried:
        """What this one said."""
        return carried(self.event)

    @cached_property
    def _now(self) -> dict[str, Data]:
        return {str(row["key"]): row for row in self.before.get(RECOMMENDATIONS, ())}

    def told(self) -> Iterator[Brought]:
        """Everything that it brought."""
        yield from self._facts()
        for row in self.after.get(RECOMMENDATIONS, ()):
            yield from self._of_recommendation(row)
        yield from self._removed()

    def _facts(self) -> Iterator[Brought]:
        theirs = {
            table: {name: v for name, v in dict(values).items() if not self.said.unknown.touches(pointer(table, name))}
            for table, values in self.said.data.items()
            if isinstance(values, Mapping)
        }
        for one in facts_updated(dict(self.before), self.base, theirs):
            path = pointer(*one.field.split(".", 1))
            old = self._known(path, one.old)
            yours = one.new if one.what is What.TAKEN else one.yours
            yield Brought(one.what, field=one.field, old=old, new=one.new, yours=yours)

    def _known(self, path: str, value: Value) -> Value:
        if self.base.knows(path):
            return value
        return Lack.REDACTED if self.base.known else Lack.UNKNOWN

    def _of_recommendation(self, row: Data) -> Iterator[Brought]:
        key, number = str(row["key"]), str(row.get("number") or "")
        was = self._now.get(key)
        text = self._shown(key, "text", row.get("text"))
        if was is None:
            if "" in self._changes.get(key, {}):
                yield Brought(What.NEW, key, number, new=text, yours=text)
            return
        if "gone" in (row.get("extracted") or {}):
            old = self.old_of(key, "text", was)
            yield Brought(What.GONE, key, number, old=old, yours=text, by=str(row["extracted"]["gone"]))
        elif "gone" in (was.get("extracted") or {}):
            yield Brought(What.BACK, key, number, new=text, yours=text)
        yield from self._taken(key, number)
        for one in row.get(CONFLICTS) or ():
            if is_open(row, one):
                yield self._conflict(key, number, row, one)

    @cached_property
    def _changes(self) -> dict[str, dict[str, Change]]:
        """What the event changed of each recommendation, by the field; of one that it added as a whole by nothing."""
        found: dict[str, dict[str, Change]] = {}
        for change in self.event.of_record:
            where = parts(change.path)
            if where[:1] == [RECOMMENDATIONS] and _FIELD - 1 <= len(where) <= _FIELD:
                found.setdefault(where[1], {})["".join(where[2:])] = change
        return found

    def _taken(self, key: str, number: str) -> Iterator[Brought]:
        own = self._changes.get(key, {})
        lapsed = str(own["status"].old or "") if "status" in own else ""
        for name in FIELDS:
            if name in own:
                change = own[name]
                old, new = (
                    Lack.REDACTED if f"/{side}" in change.taken_out else value
                    for side, value in (("old", change.old), ("new", change.new))
                )
                yield Brought(What.TAKEN, key, number, name, old, new, new, lapsed if name != "number" else "")

    def _conflict(self, key: str, number: str, row: Data, one: Data) -> Brought:
        name = str(one["field"])
        raised = self._raised_by(key, one)
        old: Value = Lack.UNKNOWN if raised is None else raised.old_of(key, name, row)
        new = self._shown(key, CONFLICTS, one.get("theirs"))
        yours = self._shown(key, name, row.get(name))
        return Brought(What.CONFLICT, key, number, name, old, new, yours, by=str(one["by"]))

    def _raised_by(self, key: str, one: Data) -> _Meeting | None:
        """The update that raised a conflict: this one, or one before it."""
        for event in reversed(self._line):
            if event.action != REIMPORT or not _raises(event, key, one):
                continue
            if event.id == self.event.id:
                return self
            if event.id not in self._earlier:
                self._earlier[event.id] = _Meeting(self._trail, event)
            return self._earlier[event.id]
        return None

    def _shown(self, key: str, name: str, value: Any) -> Value:
        """A value of the record after the update."""
        if self._hidden.touches(pointer(RECOMMENDATIONS, key, name)):
            return Lack.REDACTED
        return value if value is None else str(value)

    def old_of(self, key: str, name: str, row: Data) -> Value:
        """What the extraction before said of a field of a recommendation."""
        own = [one for one in self.base.rows if key in one.keys]
        if not own or not self.base.known:
            return Lack.UNKNOWN
        if any(name in one.unknown for one in own):
            return Lack.REDACTED
        fields = self._as_a_row(key, own, row)
        return None if fields is None or fields.get(name) is None else str(fields[name])

    def _as_a_row(self, key: str, own: Sequence[BaseRow], row: Data) -> Data | None:
        """What the extraction before said, in the shape that the recommendation has."""
        if len(own) == 1 and own[0].keys == (key,):
            rows: Sequence[Data] = self.said.data.get(RECOMMENDATIONS, ())
            theirs = next((one for one in rows if one["key"] == own[0].key), {})
            return lifted(own[0].fields, theirs, row.get("title"))[0]
        together, keys = self._together(key)
        recommendations = [self._now[one] for one in keys]
        return shaped([one.fields for one in together], recommendations)[keys.index(key)]

    def _together(self, key: str) -> tuple[list[BaseRow], list[str]]:
        """The rows and the recommendations that hold each other, one of which is named."""
        keys = {key}
        while True:
            rows = [one for one in self.base.rows if not keys.isdisjoint(one.keys)]
            more = keys.union(*(one.keys for one in rows))
            if more == keys:
                return rows, [key for key in self._now if key in keys]
            keys = more

    def _removed(self) -> Iterator[Brought]:
        """What a curator had removed and this extraction says in other words."""
        for row, parts_now in self._still_removed():
            old, new = joined([row.fields]), joined(parts_now)
            if any(name != "number" for name in changed_words(old, new)):
                texts = str(old["text"]), str(new["text"])
                yield Brought(What.REMOVED, "", str(new.get("number") or ""), "text", *texts)

    def _still_removed(self) -> Iterator[tuple[BaseRow, Sequence[Data]]]:
        """The rows that stand nowhere, each with those that say the same now: several where it was divided."""
        removed = {row.key: row for row in self.base.rows if not row.keys and not row.unknown}
        found: dict[str, list[Data]] = {}
        before: list[Data] = []
        last = ""
        for row in self.said.data.get(RECOMMENDATIONS, ()):
            key = str(row["key"])
            if self.said.fates.get(key) != () or key in self.said.gone:
                last, before = "", []
            elif key in removed:
                last, found[key], before = key, [*before, row], []
            elif last:
                found[last].append(row)
            else:
                before.append(row)
        for key, rows in found.items():
            if not any(self.said.unknown.touches(pointer(RECOMMENDATIONS, str(row["key"]))) for row in rows):
                yield removed[key], rows


def _with_places(told: Sequence[Brought]) -> Iterator[Brought]:
    """What was brought; of what is gone with where its words stand now, as where this extraction joined two."""
    anew = [
        (one, _plain(one.new))
        for one in told
        if one.what in (What.TAKEN, What.NEW, What.CONFLICT) and one.field in ("", "text")
    ]
    for one in told:
        words = _plain(one.yours) if one.what is What.GONE else ""
        holder = next((other for other, text in anew if words in text), None) if words else None
        yield one if holder is None else replace(one, within=holder.number or holder.key)


def _plain(text: Value) -> str:
    return " ".join(text.split()).casefold().rstrip(".") if isinstance(text, str) else ""


def _states(line: Sequence[Event]) -> tuple[Data, Data, Gone]:
    """The record before and after the last of some events, and what was taken out of the one after."""
    gone, before, after = Gone(), dict[str, Any](), dict[str, Any]()
    last = len(line) - 1
    for at, (_, data) in enumerate(states(line, gone)):
        if at == last - 1:
            before = _kept(data)
        elif at == last:
            after = _kept(data)
    return before, after, gone


def _kept(data: Mapping[str, Any]) -> dict[str, Any]:
    """A state that may be kept while the next event is applied to it."""
    tables = {name: dict(value) if isinstance(value, Mapping) else value for name, value in data.items()}
    return {**tables, RECOMMENDATIONS: [dict(row) for row in data.get(RECOMMENDATIONS, ())]}


def _raises(event: Event, key: str, one: Data) -> bool:
    """True if an event put a conflict beside a recommendation."""
    path = pointer(RECOMMENDATIONS, key, CONFLICTS)
    for change in event.of_record:
        if change.path == path and change.redacted is None:
            return _holds(change.new, one) and not _holds(change.old, one)
    return False


def _holds(conflicts: Any, one: Data) -> bool:
    found = (c for c in conflicts or () if c["field"] == one["field"])
    return any(agree(c.get("theirs"), one.get("theirs")) for c in found)


def _decided(events: Sequence[Event]) -> dict[tuple[str, str], Decided]:
    """Who took which conflict away, of some events."""
    found = {}
    for event in events:
        for change in event.of_record:
            where = parts(change.path)
            if len(where) != _FIELD or where[0] != RECOMMENDATIONS or where[2] != CONFLICTS:
                continue
            if change.redacted is None:
                left = {one["field"] for one in change.new or ()}
                gone = {one["field"] for one in change.old or ()} - left
                found.update({(where[1], str(name)): Decided(event.by, event.at) for name in gone})
    return found
