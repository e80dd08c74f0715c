"""The user's state between two starts: the place in the library, and the theme. Losing it loses nothing of value."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dhrcurate.curation.filter import unescaped
from dhrcurate.storage.files import read_or_none, write_atomically
from dhrcurate.storage.user_key import state_folder

_MAX_BYTES = 2**20
_CLEARED = "cleared"
"""The member by which a session that is open sees that its filter was cleared, so that it is not kept again."""


@dataclass(frozen=True, slots=True)
class UserState:
    """The state that the next start begins with.

    Attributes:
        record: The record that was open.
        key: The recommendation that was in focus; empty for the record's own row, `None` where that is not known.
        theme: The theme that was chosen in the palette, empty if none was.
        toured: True once the tour was offered.
        whole: True if the whole library was listed.
        filter: The filter of the list.
        brief: True if what is read at each place alike is left out, line by line.
    """

    record: str = ""
    key: str | None = ""
    theme: str = ""
    toured: bool = False
    whole: bool = False
    filter: str = ""
    brief: bool = False

    def at_record(self, record_id: str) -> UserState:
        """Return the state of who asked for a record: at it, where it was left, with nothing filtered."""
        key = self.key if self.record == record_id else None
        return replace(self, record=record_id, key=key, whole=False, filter="")

    def in_queue(self, queue: str) -> UserState:
        """Return the state of who asked for a queue of the whole library."""
        return replace(self, whole=True, filter=f"queue:{queue}")


class UserStateFile:
    """Reads and writes the user's state for one library, in the user's own state folder.

    The place is kept per library, the theme and the tour for all of them.
    """

    def __init__(self, library: Path) -> None:
        folder = state_folder()
        name = hashlib.sha256(str(library.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        self._place = folder / "places" / f"{name}.json"
        self._preferences = folder / "interface.json"
        self._cleared = _read(self._place).get(_CLEARED)
        self._forgotten = ""

    def read(self) -> UserState:
        """Return the state that was kept; defaults for what is missing or cannot be read."""
        place, preferences = _read(self._place), _read(self._preferences)
        return UserState(
            record=str(place.get("record", "")),
            key=str(place.get("key") or ""),
            whole=place.get("whole") is True,
            filter=str(place.get("filter", "")),
            theme=str(preferences.get("theme", "")),
            toured=preferences.get("toured") is True,
            brief=preferences.get("brief") is True,
        )

    def keep(self, kept: UserState) -> None:
        """Keeps a state. Raises nothing: a disk that does not take it is no reason to stop anybody's work."""
        values = asdict(kept)
        if (cleared := _read(self._place).get(_CLEARED)) != self._cleared:
            self._cleared, self._forgotten = cleared, kept.filter
        if kept.filter == self._forgotten:
            values["filter"] = ""
        place = {name: values[name] for name in ("record", "key", "whole", "filter")}
        _write(self._place, place if cleared is None else {**place, _CLEARED: cleared})
        preferences = {name: values[name] for name in ("theme", "toured")}
        _write(self._preferences, {**preferences, "brief": True} if kept.brief else preferences)


def clear_filters(holds: Callable[[str], bool]) -> list[Path]:
    """Clears the filters that were kept for any library and hold a text that is to be forgotten.

    Args:
        holds: Whether a filter holds it.

    Returns:
        The files that kept one.
    """
    cleared = []
    for path in sorted((state_folder() / "places").glob("*.json")):
        place = _read(path)
        kept = str(place.get("filter", ""))
        if holds(kept) or holds(unescaped(kept)):
            _write(path, {**place, "filter": "", _CLEARED: secrets.token_hex(8)})
            cleared.append(path)
    return cleared


def _read(path: Path) -> dict[str, object]:
    try:
        value = json.loads(read_or_none(path, _MAX_BYTES) or b"")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _write(path: Path, value: dict[str, object]) -> None:
    if _read(path) == value:
        return
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, json.dumps(value).encode(), durable=False, mode=0o600)
