"""The members of an event by its version: which there are, of which types, and what each version has of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from dhrcurate.trail.change import Redacted
from dhrcurate.trail.lines import digest_in, refuse_members, salt_of, typed

VERSION = 2
"""The version of the event form that this program writes."""

ACTIONS = frozenset(
    {
        "import",
        "adopt",
        "reimport",
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
        "document",
        "sample",
    }
)
"""The kinds of event that this program knows; one of another kind is read and verified all the same."""

_SHARED = ("v", "parents", "at", "by", "tool", "action", "batch", "reverses")

MEMBERS = {
    1: (*_SHARED, "before", "after", "changes", "because", "note", "id"),
    2: (*_SHARED, "after", "state_salt", "redacts", "changes", "because", "note", "id"),
}
"""The members of an event by its version, in the order in which they are written."""

WRITTEN: Mapping[int, set[str]] = {version: set(members) for version, members in MEMBERS.items()}
_NONE = type(None)
_IN_CLEAR = re.compile(r"[\w.:@-]{1,128}", re.ASCII)

CHECKED = ("parents", "at", "by", "tool", "action", "after", "changes", "id", "batch", "reverses", "because", "note")
_NULLABLE = ("batch", "reverses", "because")
_KINDS = dict(zip(CHECKED, (list, str, str, str, str, str, list, str, str, str, dict), strict=False))
_OR_NULL: tuple[tuple[type, type], ...] = ((str, _NONE), (str, _NONE), (dict, _NONE))
USUAL: frozenset[tuple[type, ...]] = frozenset(
    (*(_KINDS[name] for name in CHECKED[:8]), batch, reverses, because, note)
    for batch, reverses, because in product(*_OR_NULL)
    for note in (str, dict)
)
"""The types of the members `CHECKED` of a sound event, compared at once because a long trail has many."""


def check_types(form: Mapping[str, Any]) -> None:
    """Refuses members of a wrong type.

    Raises:
        EventError: With the first.
    """
    for name, kind in _KINDS.items():
        typed(form, name, kind, none=name in _NULLABLE)
    typed(form, "note", str if form["v"] == 1 else dict)


_Particular = tuple[str | None, str | None, tuple[Redacted, ...], str, str, str | None]
"""What the versions have not in common: `before`, `state_salt`, `redacts`, `note`, `note_salt`, `note_redacted`."""


def of_version_1(form: Mapping[str, Any]) -> _Particular:
    """What version 1 has of its own.

    Raises:
        EventError: If a member has a wrong type.
    """
    return typed(form, "before", str, none=True), None, (), typed(form, "note", str), "", None


def of_version_2(form: Mapping[str, Any]) -> _Particular:
    """What version 2 has of its own.

    Raises:
        EventError: If a member has a wrong type, or is no salt or digest where it must be one.
    """
    salt, note, redacts = form["state_salt"], form["note"], typed(form, "redacts", list)
    digest_in(form, "after")
    state_salt = None if salt is None else salt_of(salt)
    named = tuple(map(Redacted.from_json, redacts)) if redacts else ()
    if not isinstance(note, dict) or "redacted" in note:
        refuse_members(typed(form, "note", dict), ("redacted",), "the note: ")
        return None, state_salt, named, "", "", digest_in(note, "redacted")
    if note.keys() != _NOTE:
        refuse_members(note, ("text", "salt"), "the note: ")
    return None, state_salt, named, typed(note, "text", str), salt_of(note["salt"]), None


_NOTE = {"text", "salt"}


def prose(value: Any) -> Iterator[str]:
    """The texts of a reason that are neither a code nor an id nor the name of an operation."""
    if isinstance(value, str):
        return iter(()) if _IN_CLEAR.fullmatch(value) else iter((value,))
    if isinstance(value, Mapping):
        return (text for inner in (*value, *value.values()) for text in prose(inner))
    if isinstance(value, list):
        return (text for inner in value for text in prose(inner))
    return iter(())
