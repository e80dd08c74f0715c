"""Events: entries of an audit trail, one compact JSON object per line, in two versions."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import orjson

from dhrcurate.domain.canonical import NotCanonicalError, canonical_json, is_plain, to_json
from dhrcurate.domain.clock import in_utc
from dhrcurate.domain.edit import Edit
from dhrcurate.trail.change import Change, Redacted
from dhrcurate.trail.lines import EventError, digest_of_json, is_id, loaded, refuse_members
from dhrcurate.trail.members import (
    ACTIONS,
    CHECKED,
    MEMBERS,
    USUAL,
    VERSION,
    WRITTEN,
    check_types,
    of_version_1,
    of_version_2,
    prose,
)

REIMPORT = "reimport"
"""The action of an update by a later extraction."""
ROWS = "@extracted"
"""Where a `reimport` event carries the rows of its extraction, which are no part of the record. No field has it."""
_OF_ROWS = f"/{ROWS}/"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a trail.

    Attributes:
        parents: Ids of the events before; none for the first, two or more for a merge.
        at: When, RFC 3339 in UTC with milliseconds and `Z`.
        by: The curator's display name.
        tool: Program and version.
        action: One of `ACTIONS`, or of a later program's.
        after: Digest of the state after; in version 2 with a salt, so that a redacted state cannot be guessed.
        changes: What changed, relative to the state after the first parent.
        batch: Shared by the events of one bulk change.
        reverses: Id of the event that an undo or redo reverses.
        because: The rule or the suggestion that was followed: codes, ids and numbers.
        note: The curator's reason; empty when redacted.
        v: The version of its form.
        id: SHA-256 (hexadecimal) of the event's canonical form without `id` and `state_salt`, with each change and the
            note reduced to their digests, so that values can be redacted and the chain still verifies.
        before: Digest of the record before; version 1 only.
        state_salt: The salt of `after`, `None` once a later redaction took it out.
        redacts: What a redaction took out.
        note_salt: The salt of the note, empty when redacted.
        note_redacted: The digest of the note as it was, once it is redacted.
    """

    parents: tuple[str, ...]
    at: str
    by: str
    tool: str
    action: str
    after: str
    changes: tuple[Change, ...]
    batch: str | None = None
    reverses: str | None = None
    because: Mapping[str, Any] | None = None
    note: str = ""
    v: int = VERSION
    id: str = ""
    before: str | None = None
    state_salt: str | None = None
    redacts: tuple[Redacted, ...] = ()
    note_salt: str = ""
    note_redacted: str | None = None

    @classmethod
    def make(
        cls,
        *,
        parents: Sequence[str],
        by: str,
        tool: str,
        action: str,
        state: str,
        edits: Iterable[Edit],
        batch: str | None = None,
        reverses: str | None = None,
        because: Mapping[str, Any] | None = None,
        note: str = "",
        redacts: Iterable[Redacted] = (),
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        salt: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> Event:
        """Makes an event of edits, with its time, salts and id; `state` is the digest of the record after it.

        Raises:
            EventError: If the action is not in `ACTIONS`, or `because` holds prose.
            NotCanonicalError: If a value has no canonical form.
        """
        if action not in ACTIONS:
            raise EventError(f"{action!r} is not an action")
        reason = None if because is None else to_json(dict(because))
        if text := next(prose(reason), None):
            raise EventError(f"a reason holds codes, ids, numbers and operations only, not {text!r}")
        state_salt = salt()
        event = cls(
            parents=tuple(parents),
            at=in_utc(now()),
            by=by,
            tool=tool,
            action=action,
            after=_salted(state_salt, state),
            changes=tuple(Change(e.path, to_json(e.old), to_json(e.new), salt()) for e in edits),
            batch=batch,
            reverses=reverses,
            because=reason,
            note=note,
            state_salt=state_salt,
            redacts=tuple(redacts),
            note_salt=salt(),
        )
        return replace(event, id=event.computed_id())

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The event's changes of the record, as edits."""
        return tuple(c.edit for c in self.of_record)

    @property
    def of_record(self) -> tuple[Change, ...]:
        """The changes that the event made to the record: all, but for the rows that an update carries beside them."""
        if self.action != REIMPORT:
            return self.changes
        return tuple(c for c in self.changes if not c.path.startswith(_OF_ROWS))

    @property
    def rows(self) -> tuple[Change, ...]:
        """The rows that an update carries beside what it changed."""
        return tuple(c for c in self.changes if c.path.startswith(_OF_ROWS)) if self.action == REIMPORT else ()

    @property
    def redacted(self) -> bool:
        """True if any of the values that it changed in the record were redacted."""
        return any(c.redacted is not None for c in self.of_record)

    @property
    def rules(self) -> tuple[str, ...]:
        """The codes of the rules that were followed: of one, `rule` of its reason; of several, the names in `rules`.

        There each rule stands with the keys of the recommendations that were changed for it.
        """
        reason = self.because or {}
        one = [reason["rule"]] if "rule" in reason else []
        several = reason.get("rules")
        return tuple(map(str, (*one, *(several if isinstance(several, Mapping) else ()))))

    @property
    def is_root(self) -> bool:
        """True if a trail begins with it: its changes make the whole record."""
        return not self.parents

    def leads_to(self, state: str | None) -> bool:
        """True if it left the record in the state with this digest; never if its salt was taken out."""
        if state is None:
            return False
        if self.v == 1:
            return self.after == state
        return self.state_salt is not None and self.after == _salted(self.state_salt, state)

    def agrees_with(self, other: Event) -> bool:
        """True if two lines of this event tell the same in all that neither of them lacks; their ids are not asked."""
        same = len(self.changes) == len(other.changes)
        return same and all(one.agrees_with(two) for one, two in zip(self.changes, other.changes, strict=True))

    @property
    def partly_redacted(self) -> bool:
        """True if some values of a change were taken out and others were left."""
        return any(change.gone is not None for change in self.changes)

    def without_note(self) -> Event:
        """The event with its note replaced by the digest."""
        return replace(self, note="", note_salt="", note_redacted=self._note_digest)

    @property
    def _note_digest(self) -> str:
        return self.note_redacted or digest_of_json([self.note_salt, self.note], plain=True)

    def computed_id(self) -> str:
        """The id computed from the event's content."""
        form = self._head()
        form["changes"] = [{"path": c.path, "digest": c.digest} for c in self.changes]
        if self.v == 1:
            form["before"], form["note"] = self.before, self.note
        else:
            form["note"] = self._note_digest
            form["redacts"] = [r.as_json() for r in self.redacts]
        return hashlib.sha256(canonical_json(form, plain=is_plain(self.because))).hexdigest()

    def to_line(self) -> bytes:
        """The event as a line of the trail, with its line end."""
        form = self._head()
        form["changes"] = [c.as_json() for c in self.changes]
        form["id"] = self.id
        if self.v == 1:
            form["before"], form["note"] = self.before, self.note
        else:
            form["state_salt"] = self.state_salt
            form["redacts"] = [r.as_json() for r in self.redacts]
            kept = self.note_redacted is None
            form["note"] = {"text": self.note, "salt": self.note_salt} if kept else {"redacted": self.note_redacted}
        return orjson.dumps({name: form[name] for name in MEMBERS[self.v]}) + b"\n"

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
            "after": self.after,
            "because": self.because,
        }

    @classmethod
    def from_line(cls, line: bytes) -> Event:
        """Reads a line, with or without its line end, strictly; the id is not checked.

        Raises:
            EventError: If it is not one JSON object with exactly the members of an event, each of its type.
        """
        form = loaded(line.rstrip(b"\r\n"))
        version = form.get("v", VERSION)
        if type(version) is not int or version not in MEMBERS:
            raise EventError(f"its version is {version!r}; this program reads {' and '.join(map(str, MEMBERS))}")
        if form.keys() != WRITTEN[version]:
            refuse_members(form, MEMBERS[version])
        if tuple(map(type, map(form.__getitem__, CHECKED))) not in USUAL:
            check_types(form)
        parents = form["parents"]
        if not all(map(is_id, parents)):
            raise EventError("a parent is not the id of an event")
        strict = version > 1
        changes = tuple([Change.from_json(change, strict=strict) for change in form["changes"]])
        more = of_version_2(form) if strict else of_version_1(form)
        before, state_salt, redacts, note, note_salt, note_redacted = more
        return cls(
            tuple(parents),
            form["at"],
            form["by"],
            form["tool"],
            form["action"],
            form["after"],
            changes,
            form["batch"],
            form["reverses"],
            form["because"],
            note,
            version,
            form["id"],
            before,
            state_salt,
            redacts,
            note_salt,
            note_redacted,
        )


def _salted(salt: str, state: str) -> str:
    return digest_of_json(["state", salt, state], plain=True)


__all__ = ["ACTIONS", "MEMBERS", "VERSION", "Change", "Event", "EventError", "NotCanonicalError", "Redacted"]
