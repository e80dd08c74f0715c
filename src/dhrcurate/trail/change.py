"""Changes of an event: one value before and after, or what is left of it after a redaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.domain.edit import MAX_PARTS, Edit, parts, pointer
from dhrcurate.trail.lines import EventError, digest_in, digest_of_json, is_id, refuse_members, salt_of, typed

SIDES = ("old", "new")
"""The two values of a change."""

REDACTED = "[redacted]"
"""Stands in a rebuilt state or a log for a leaf that was taken out."""

_PLAIN = (str, type(None))
_VALUES = ("path", "old", "new", "salt")
_WHOLLY = ("path", "redacted")
_PARTLY = ("path", "redacted", "left", "gone")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an event changed.

    Attributes:
        path: JSON Pointer with keys (see `dhrcurate.domain.edit`).
        old: The value before as JSON, `None` if it was absent; of a redacted change what is left of it.
        new: The value after as JSON, `None` if it is absent; of a redacted change what is left of it.
        salt: 32 hexadecimal digits that keep the values from being guessed by their digest; empty when redacted.
        redacted: The digest of the values as they were, once they are redacted.
        gone: JSON Pointers of the leaves that were taken out, below `/old` or `/new`; they are null in `old` and `new`.
            `None` if version 1 took out all of it, without saying what that was.
    """

    path: str
    old: Any
    new: Any
    salt: str
    redacted: str | None = None
    gone: tuple[str, ...] | None = None

    @property
    def digest(self) -> str:
        """`sha256:` and the SHA-256 of the canonical JSON of `[salt, old, new]`, as they were."""
        if self.redacted is not None:
            return self.redacted
        old, new = self.old, self.new
        plain = (type(old) in _PLAIN or old == []) and (type(new) in _PLAIN or new == [])
        return digest_of_json([self.salt, old, new], plain=plain)

    @property
    def left(self) -> str:
        """The digest of what a redaction left and of what it took out, which its event names."""
        return digest_of_json({"left": {"old": self.old, "new": self.new}, "gone": list(self.taken_out)})

    @property
    def taken_out(self) -> tuple[str, ...]:
        """The leaves that were taken out."""
        if self.redacted is None:
            return ()
        return ("/old", "/new") if self.gone is None else self.gone

    @property
    def edit(self) -> Edit:
        """The change as an edit."""
        return Edit(self.path, self.old, self.new)

    @property
    def with_placeholders(self) -> Edit:
        """The change as an edit, with `REDACTED` for each leaf that is gone."""
        sides = dict(zip(SIDES, (self.old, self.new), strict=True))
        for leaf in self.taken_out:
            sides = _placed(sides, parts(leaf), REDACTED)
        return Edit(self.path, sides["old"], sides["new"])

    def without_values(self) -> Change:
        """The change with its values replaced by their digest, as version 1 did it."""
        return Change(self.path, None, None, "", self.digest)

    def without(self, leaves: Iterable[str]) -> Change:
        """The change without some more of its leaves; itself if they are gone already.

        Args:
            leaves: JSON Pointers below `/old` and `/new`.
        """
        gone = (*self.taken_out, *leaves)
        # What stands below a leaf that is gone says nothing more.
        gone = tuple(sorted({g for g in gone if not any(g.startswith(f"{other}/") for other in gone)}))
        if gone == self.taken_out or (self.redacted is not None and self.gone is None):
            return self
        sides = {"old": self.old, "new": self.new}
        for leaf in gone:
            sides = _placed(sides, parts(leaf), None)
        return Change(self.path, sides["old"], sides["new"], "", self.digest, gone)

    def agrees_with(self, other: Change) -> bool:
        """True if two lines of one change tell the same values wherever neither of them lacks one.

        No digest covers what a redaction left, so that only a line from before it shows that it is the truth.
        """
        if self.digest != other.digest or self.path != other.path:
            return False
        if not (self.redacted and self.gone is None) and not (other.redacted and other.gone is None):
            return self.without(other.taken_out).left == other.without(self.taken_out).left
        return True  # one of them holds no values

    def as_json(self) -> dict[str, Any]:
        """The change as it is written."""
        if self.redacted is None:
            return {"path": self.path, "old": self.old, "new": self.new, "salt": self.salt}
        if self.gone is None:
            return {"path": self.path, "redacted": self.redacted}
        left = {"old": self.old, "new": self.new}
        return {"path": self.path, "redacted": self.redacted, "left": left, "gone": list(self.gone)}

    @classmethod
    def from_json(cls, form: Any, *, strict: bool) -> Change:
        """Reads a change.

        Args:
            form: The JSON.
            strict: Whether salts and digests have to have their form, as from version 2 on.

        Raises:
            EventError: If it is not a change.
        """
        if type(form) is not dict:
            raise EventError("a change is not a JSON object")
        if "redacted" not in form:
            if tuple(form) != _VALUES:
                refuse_members(form, _VALUES, "a change: ")
            salt, path = form["salt"], form["path"]
            if strict or type(salt) is not str:
                salt = salt_of(salt) if strict else typed(form, "salt", str)
            if type(path) is not str or path[:1] not in _POINTER_STARTS or path.count("/") > MAX_PARTS:
                path = _path_in(form)
            return cls(path, form["old"], form["new"], salt)
        refuse_members(form, _PARTLY if strict or "left" in form else _WHOLLY, "a change: ")
        path = _path_in(form)
        if "left" not in form:
            return cls(path, None, None, "", typed(form, "redacted", str))
        left, gone = typed(form, "left", dict), tuple(typed(form, "gone", list))
        refuse_members(left, SIDES, "what is left of a change: ")
        if not gone or not all(isinstance(leaf, str) for leaf in gone) or list(gone) != sorted(set(gone)):
            raise EventError("a redacted change does not name what is gone, in order and each once")
        for leaf in gone:
            if not _is_null(left, leaf):
                raise EventError(f"a redacted change still holds what it says is gone: {leaf}")
        return cls(path, left["old"], left["new"], "", digest_in(form, "redacted"), gone)


_POINTER_STARTS = ("/", "")


def _path_in(form: Mapping[str, Any]) -> str:
    path: str = typed(form, "path", str)
    if path[:1] not in _POINTER_STARTS:
        raise EventError(f"the path {path!r} of a change does not start with '/'")
    if (deep := path.count("/")) > MAX_PARTS:
        raise EventError(f"the path of a change is too deep: it has {deep} parts, and {MAX_PARTS} are the most")
    return path


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction names: a change or the note of an earlier event.

    Attributes:
        event: The event's id.
        change: The index of its change, `None` for its note.
        left: The digest of what is left of the change (see `Change.left`), `None` for a note.
    """

    event: str
    change: int | None = None
    left: str | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is written."""
        if self.change is None:
            return {"event": self.event, "note": True}
        return {"event": self.event, "change": self.change, "left": self.left}

    @classmethod
    def from_json(cls, form: Any) -> Redacted:
        """Reads it.

        Raises:
            EventError: If it names neither a change nor a note.
        """
        if not isinstance(form, dict):
            raise EventError("what is redacted is not a JSON object")
        of_note = "note" in form
        refuse_members(form, ("event", "note") if of_note else ("event", "change", "left"), "what is redacted: ")
        if not is_id(form["event"]):
            raise EventError("what is redacted is not the id of an event")
        if of_note:
            if form["note"] is not True:
                raise EventError("a redacted note is not named by true")
            return cls(form["event"])
        index = form["change"]
        if type(index) is not int or index < 0:
            raise EventError("a redacted change is not named by its index")
        return cls(form["event"], index, digest_in(form, "left"))


def leaves(change: Change) -> Iterator[tuple[str, Any]]:
    """Every leaf of a change's values with its JSON Pointer below `/old` or `/new`: texts, numbers, booleans."""
    for side, value in zip(SIDES, (change.old, change.new), strict=True):
        yield from leaves_below(value, pointer(side))


def leaves_below(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every leaf below a place, with its JSON Pointer; an absent value is none."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from leaves_below(inner, where + pointer(name))
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from leaves_below(inner, f"{where}/{at}")
    elif value is not None:
        yield where, value


def below(value: Any, where: Iterable[str]) -> Any:
    """What stands at a place below a value, `None` if there is nothing."""
    for part in where:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and (at := _index(part, value)) is not None:
            value = value[at]
        else:
            return None
    return value


def _placed(value: Any, where: list[str], leaf: str | None) -> Any:
    """A value with another leaf at a place below it; itself if there is no such place."""
    if not where:
        return leaf
    if isinstance(value, Mapping) and where[0] in value:
        return {**value, where[0]: _placed(value[where[0]], where[1:], leaf)}
    if isinstance(value, list) and (at := _index(where[0], value)) is not None:
        return [*value[:at], _placed(value[at], where[1:], leaf), *value[at + 1 :]]
    return value


def _is_null(left: Mapping[str, Any], leaf: str) -> bool:
    here: Any = left
    if not leaf.startswith("/"):
        return False
    for part in parts(leaf):
        if isinstance(here, Mapping) and part in here:
            here = here[part]
        elif isinstance(here, list) and (at := _index(part, here)) is not None:
            here = here[at]
        else:
            return False
    return here is None


def _index(part: str, values: list[Any]) -> int | None:
    """The index that a part of a JSON Pointer means in a list, `None` if it is none."""
    at = int(part) if part.isdecimal() and len(part) <= len(str(len(values))) else len(values)
    return at if at < len(values) and part == str(at) else None
