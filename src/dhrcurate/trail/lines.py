"""Lines of a trail, read strictly: one JSON object, no member doubled, unknown or of a wrong type."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from dhrcurate.domain.canonical import canonical_json
from dhrcurate.domain.lfs import INSTEAD, is_pointer

_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)
_ID = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)


class EventError(ValueError):
    """A line is not an event; the message says why."""


def loaded(line: bytes) -> dict[str, Any]:
    """The JSON object of a line without its line end.

    Raises:
        EventError: If it is not exactly one compact JSON object in which every member stands once.
    """
    try:
        form = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        if is_pointer(line):
            raise EventError(INSTEAD) from error
        raise EventError(f"it is not JSON: {error.msg} at byte {error.pos + 1}") from error
    if not isinstance(form, dict):
        raise EventError("it is not a JSON object")
    try:
        same = orjson.dumps(form) == line
    except TypeError as error:
        raise EventError("it is nested too deeply") from error
    # A line that reads back as other bytes may hold a member twice, or the same text in another spelling: a changed
    # byte that no digest of the content would show.
    if not same:
        _refuse_doubled(line)
        raise EventError("it is not written in the compact form of a trail")
    return form


def _refuse_doubled(line: bytes) -> None:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in items]
        if len(set(names)) != len(names):
            raise EventError(f"the member {next(n for n in names if names.count(n) > 1)!r} stands twice")
        return dict(items)

    json.loads(line, object_pairs_hook=pairs)


def refuse_members(found: Iterable[str], wanted: Sequence[str], where: str = "") -> None:
    """Refuses an object that has not exactly the members that are wanted.

    Raises:
        EventError: With the first that is missing or unknown.
    """
    found = set(found)
    if missing := sorted(set(wanted) - found):
        raise EventError(f"{where}the member {missing[0]!r} is missing")
    if unknown := sorted(found - set(wanted)):
        raise EventError(f"{where}the member {unknown[0]!r} is unknown")


def typed(form: Mapping[str, Any], name: str, kind: type, *, none: bool = False) -> Any:
    """A member of a type, or perhaps null.

    Raises:
        EventError: If it has another type.
    """
    value = form[name]
    if isinstance(value, kind) or (none and value is None):
        return value
    raise EventError(f"its {name!r} has the wrong type")


def salt_of(value: object) -> str:
    """A salt: 32 lower-case hexadecimal digits.

    Raises:
        EventError: If it is none.
    """
    if isinstance(value, str) and _SALT.fullmatch(value):
        return value
    raise EventError("a salt is not 32 lower-case hexadecimal digits")


def digest_in(form: Mapping[str, Any], name: str) -> str:
    """A member that is a digest: `sha256:` and 64 lower-case hexadecimal digits.

    Raises:
        EventError: If it is none.
    """
    value = form[name]
    if isinstance(value, str) and _DIGEST.fullmatch(value):
        return value
    raise EventError(f"its {name!r} is not a digest")


def is_id(value: object) -> bool:
    """True if a value is the id of an event: 64 lower-case hexadecimal digits."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def digest_of_json(value: Any, *, plain: bool = False) -> str:
    """`sha256:` and the SHA-256 of the canonical form of a value that is JSON already.

    Args:
        value: The value.
        plain: Whether it is known to hold only texts and nulls in lists.
    """
    return "sha256:" + hashlib.sha256(canonical_json(value, plain=plain)).hexdigest()
