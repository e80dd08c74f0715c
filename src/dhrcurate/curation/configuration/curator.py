"""The curator, who signs what is written."""

from __future__ import annotations

import os
from pathlib import Path

import tomli_w

from dhrcurate.curation.configuration.settings import read_user_settings
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage import git
from dhrcurate.storage.files import write_atomically
from dhrcurate.storage.paths import display_path

VARIABLE = "DHRCURATE_CURATOR"
"""The environment variable that names the curator."""

_GIT_NAME = "git's user.name"

UNATTENDED_IMPORT = "import (unattended)"
"""The name that signs an import for which nobody gave one."""


def known_curator(named: str | None = None, *, where: Path | None = None) -> str | None:
    """The curator's name: as given, else from the environment, the user's own configuration, or git's `user.name`.

    Args:
        named: The value of `--as`.
        where: The folder whose git configuration counts; `None` for the working directory.

    Raises:
        UnusableError: If a given name cannot sign, or the user's configuration is broken.
    """
    return curator_with_origin(named, where=where)[0]


def curator_with_origin(named: str | None = None, *, where: Path | None = None) -> tuple[str | None, str]:
    """The curator's name, as `known_curator` finds it, and its origin.

    Raises:
        UnusableError: As `known_curator`.
    """
    if named is not None:
        return _valid(named, "--as"), "--as"
    if variable := os.environ.get(VARIABLE):
        return _valid(variable, VARIABLE), VARIABLE
    user = read_user_settings()
    if user.curator:
        return _valid(user.curator, display_path(user.file)), user.origins["curator"]
    name = _git_name(where)
    return name, _GIT_NAME if name else "default"


def curator_to_tell(named: str | None = None, *, where: Path | None = None) -> tuple[str, str]:
    """The curator's name, empty where it is not known, and its origin where that has to be told.

    That is git: a name that was given to another program may not be expected here.

    Raises:
        UnusableError: As `known_curator`.
    """
    name, origin = curator_with_origin(named, where=where)
    return name or "", origin if origin == _GIT_NAME else ""


def who_signs(named: str | None = None, *, where: Path | None = None) -> str:
    """The curator's name, as `known_curator` finds it.

    Raises:
        UnusableError: If no name is set; the message says how to set one.
    """
    name = known_curator(named, where=where)
    if name is None:
        raise UnusableError(
            "no curator is named to sign changes: give --as NAME, or set "
            f"{VARIABLE}, 'curator' in {read_user_settings().file}, or git's user.name"
        )
    return name


def keep_curator(name: str) -> Path:
    """Writes the curator's name at the top of the user's own configuration, and returns the file.

    Raises:
        UnusableError: If the name cannot sign, or the configuration is broken or already names a curator.
        OSError: If the file cannot be written.
    """
    name = _valid(name, "the curator's name")
    user = read_user_settings()
    if user.curator:
        raise UnusableError(f"{user.file}: the curator is already {user.curator}")
    user.file.parent.mkdir(parents=True, exist_ok=True)
    bom = b"\xef\xbb\xbf" if user.raw.startswith(b"\xef\xbb\xbf") else b""
    write_atomically(user.file, bom + tomli_w.dumps({"curator": name}).encode() + user.raw.removeprefix(bom))
    return user.file


def _valid(name: str, origin: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise UnusableError(f"{origin}: the curator's name is empty or has characters that cannot be printed")
    return name


def _git_name(where: Path | None) -> str | None:
    try:
        name = " ".join(git.text(where or Path(), "config", "user.name").split())
    except git.GitError:
        return None
    return name if name.isprintable() and name else None
