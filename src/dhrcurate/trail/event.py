"""Events: entries of an audit trail, one compact JSON object per line."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson

from dhrcurate.domain.canonical import NotCanonicalError, canonical_json, to_json
from dhrcurate.domain.edit import Edit

VERSION = 1
"""The version of the event form that this program writes, and the only one that it reads."""

ACTIONS = frozenset(
    {
        "import",
        "adopt",
        "edit",
        "fix",
        "normalise",
        "undo",
        "redo",
        "restore",
        "merge",
        "sign-off",
        "reopen",
        "redact",
    }
)
"""The kinds of event."""

MEMBERS = (
    "v",
    "parents",
    "at",
    "by",
    "tool",
    "action",
    "batch",
    "reverses",
    "before",
    "after",
    "changes",
    "because",
    "note",
    "id",
)
"""The members of an event, in the order in which they are written."""

_HEX = frozenset("0123456789abcdef")


class EventError(ValueError):
    """A line is not an event; the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an event changed.

    Attributes:
        path: JSON Pointer with keys (see `dhrcurate.domain.edit`).
        old: The value before as JSON, `None` if it was absent (or redacted).
        new: The value after as JSON, `None` if it is absent (or redacted).
        salt: 32 hexadecimal digits that keep the values from being guessed by their digest; empty when redacted.
        redacted: The digest that replaces the values once they are redacted.
    """

    path: str
    old: Any
    new: Any
    salt: str
    redacted: str | None = None

    @property
    def digest(self) -> str:
        """`sha256:` and the SHA-256 of the canonical JSON of `[salt, old, new]`."""
        if self.redacted is not None:
            return self.redacted
        return "sha256:" + hashlib.sha256(canonical_json([self.salt, self.old, self.new])).hexdigest()

    @property
    def edit(self) -> Edit:
        """The change as an edit."""
        return Edit(self.path, self.old, self.new)

    def without_values(self) -> Change:
        """The change with its values replaced by their digest."""
        return Change(self.path, None, None, "", self.digest)

    def as_json(self) -> dict[str, Any]:
        """The change as it is written."""
        if self.redacted is not None:
            return {"path": self.path, "redacted": self.redacted}
        return {"path": self.path, "old": self.old, "new": self.new, "salt": self.salt}


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a trail.

    Attributes:
        parents: Ids of the events before; none for the first, two or more for a merge.
        at: When, RFC 3339 in UTC with milliseconds and `Z`.
        by: The curator's display name.
        tool: Program and version.
        action: One of `ACTIONS`.
        before: Digest of the record before, `None` for the first event.
        after: Digest of the record after.
        changes: What changed, relative to the state after the first parent.
        batch: Shared by the events of one bulk change.
        reverses: Id of the event that an undo or redo reverses.
        because: The rule or the suggestion that was followed.
        note: The curator's reason.
        id: SHA-256 (hexadecimal) of the event's canonical form without `id`, with each change reduced to its path and
            digest, so that values can be redacted and the chain still verifies.
    """

    parents: tuple[str, ...]
    at: str
    by: str
    tool: str
    action: str
    before: str | None
    after: str
    changes: tuple[Change, ...]
    batch: str | None = None
    reverses: str | None = None
    because: Mapping[str, Any] | None = None
    note: str = ""
    v: int = VERSION
    id: str = ""

    @classmethod
    def make(
        cls,
        *,
        parents: Sequence[str],
        by: str,
        tool: str,
        action: str,
        before: str | None,
        after: str,
        edits: Iterable[Edit],
        batch: str | None = None,
        reverses: str | None = None,
        because: Mapping[str, Any] | None = None,
        note: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        salt: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> Event:
        """Makes an event of edits, with its time, salts and id.

        Raises:
            EventError: If the action is not in `ACTIONS`.
            NotCanonicalError: If a value has no canonical form.
        """
        if action not in ACTIONS:
            raise EventError(f"{action!r} is not an action")
        event = cls(
            parents=tuple(parents),
            at=now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z",
            by=by,
            tool=tool,
            action=action,
            before=before,
            after=after,
            changes=tuple(Change(e.path, to_json(e.old), to_json(e.new), salt()) for e in edits),
            batch=batch,
            reverses=reverses,
            because=None if because is None else to_json(dict(because)),
            note=note,
        )
        return replace(event, id=event.computed_id())

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The event's changes as edits."""
        return tuple(c.edit for c in self.changes)

    @property
    def redacted(self) -> bool:
        """True if any of its values were redacted."""
        return any(c.redacted is not None for c in self.changes)

    def leads_to(self, state: str | None) -> bool:
        """True if it left the record in the state with this digest: the one comparison of a file with an event."""
        return state is not None and self.after == state

    def computed_id(self) -> str:
        """The id computed from the event's content."""
        form = self._head()
        form["changes"] = [{"path": c.path, "digest": c.digest} for c in self.changes]
        return hashlib.sha256(canonical_json(form, plain=self.because is None)).hexdigest()

    def to_line(self) -> bytes:
        """The event as a line of the trail, with its line end."""
        form = self._head()
        form["changes"] = [c.as_json() for c in self.changes]
        form["id"] = self.id
        return orjson.dumps({name: form[name] for name in MEMBERS}) + b"\n"

    def _head(self) -> dict[str, Any]:
        return {
            "v": self.v,
            "parents": list(self.parents),
            "at": self.at,
            "by": self.by,
            "tool": self.tool,
            "action": self.action,
            "batch": self.batch,
            "reverses": self.reverses,
            "before": self.before,
            "after": self.after,
            "because": self.because,
            "note": self.note,
        }

    @classmethod
    def from_line(cls, line: bytes) -> Event:
        """Reads a line, with or without its line end, strictly; the id is not checked.

        Raises:
            EventError: If it is not one JSON object with exactly the members of an event, each of its type.
        """
        line = line.rstrip(b"\r\n")
        form = _loaded(line)
        changes = tuple(_change(c) for c in _typed(form, "changes", list))
        parents = tuple(_typed(form, "parents", list))
        if not all(_is_id(p) for p in parents):
            raise EventError("a parent is not the id of an event")
        if form["v"] != VERSION:
            raise EventError(f"its version is {form['v']!r}; this program reads {VERSION}")
        if form["action"] not in ACTIONS:
            raise EventError(f"its action {form['action']!r} is unknown")
        return cls(
            parents=parents,
            at=_typed(form, "at", str),
            by=_typed(form, "by", str),
            tool=_typed(form, "tool", str),
            action=form["action"],
            before=_typed(form, "before", str, none=True),
            after=_typed(form, "after", str),
            changes=changes,
            batch=_typed(form, "batch", str, none=True),
            reverses=_typed(form, "reverses", str, none=True),
            because=_typed(form, "because", dict, none=True),
            note=_typed(form, "note", str),
            v=form["v"],
            id=_typed(form, "id", str),
        )


def _loaded(line: bytes) -> dict[str, Any]:
    try:
        form = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise EventError(f"it is not JSON: {error.msg} at byte {error.pos + 1}") from error
    if not isinstance(form, dict):
        raise EventError("it is not a JSON object")
    # A line that reads back as other bytes may hold a member twice, which JSON readers hide.
    if orjson.dumps(form) != line:
        _refuse_doubled(line)
    if form.keys() != set(MEMBERS):
        _refuse_members(form.keys(), MEMBERS, "")
    return form


def _change(form: Any) -> Change:
    if not isinstance(form, dict):
        raise EventError("a change is not a JSON object")
    if "redacted" in form:
        _refuse_members(form.keys(), ("path", "redacted"), "a change: ")
        return Change(_typed(form, "path", str), None, None, "", _typed(form, "redacted", str))
    _refuse_members(form.keys(), ("path", "old", "new", "salt"), "a change: ")
    return Change(_typed(form, "path", str), form["old"], form["new"], _typed(form, "salt", str))


def _refuse_members(found: Iterable[str], wanted: Sequence[str], where: str) -> None:
    found = set(found)
    if missing := sorted(set(wanted) - found):
        raise EventError(f"{where}the member {missing[0]!r} is missing")
    if unknown := sorted(found - set(wanted)):
        raise EventError(f"{where}the member {unknown[0]!r} is unknown")


def _refuse_doubled(line: bytes) -> None:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        if len(set(names)) != len(names):
            raise EventError(f"the member {next(n for n in names if names.count(n) > 1)!r} stands twice")
        return dict(items)

    json.loads(line, object_pairs_hook=pairs)


def _typed(form: Mapping[str, Any], name: str, kind: type, *, none: bool = False) -> Any:
    value = form[name]
    if isinstance(value, kind) or (none and value is None):
        return value
    raise EventError(f"its {name!r} has the wrong type")


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == hashlib.sha256().digest_size * 2 and _HEX.issuperset(value)


__all__ = ["ACTIONS", "MEMBERS", "VERSION", "Change", "Event", "EventError", "NotCanonicalError"]
