"""The user's own folder of states, and the secret key in it with which the program knows again what it wrote itself."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

import platformdirs

from dhrcurate.storage.files import UnreadableError, open_file, write_atomically

_NAME = "cache.key"
_SIZE = 32
_OTHERS = 0o077
_KNOWN: dict[Path, bytes] = {}
"""The keys that this process has read: a check looks at a seal or two for every record."""


def state_folder() -> Path:
    """Returns the folder in which the program keeps the user's states, outside of every library."""
    return Path(os.environ.get("DHRCURATE_STATE") or platformdirs.user_state_path("dhrcurate"))


def user_key() -> bytes | None:
    """Returns the user's key, which nobody has who writes a library or sends one.

    `None` if none was made yet, or what is there is damaged or could be read by others.
    """
    return _key(state_folder() / _NAME)


def made_user_key() -> bytes:
    """Returns the user's key, made if there is none. It appears whole, and of several made at once one is everybody's.

    Raises:
        OSError: If there is none and it cannot be written.
    """
    file = state_folder() / _NAME
    if key := _key(file):
        return key
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = os.urandom(_SIZE)
    with suppress(FileExistsError):
        write_atomically(file, fresh, overwrite=False, mode=0o600)
    if (key := _key(file)) is None:
        # What has the name is damaged, or was open to others: nothing that it sealed is believed any more.
        write_atomically(file, fresh, mode=0o600)
        key = _KNOWN[file] = fresh
    return key


def _key(file: Path) -> bytes | None:
    if (key := _KNOWN.get(file)) is None and (key := _read(file)) is not None:
        _KNOWN[file] = key
    return key


def _read(file: Path) -> bytes | None:
    with suppress(OSError, UnreadableError), open_file(file, _SIZE) as opened:
        about = os.fstat(opened.fileno())
        if about.st_uid == os.getuid() and not stat.S_IMODE(about.st_mode) & _OTHERS:
            key = opened.read()
            return key if len(key) == _SIZE else None
    return None
