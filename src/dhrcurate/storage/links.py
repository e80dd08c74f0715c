"""Symbolic links that are not written through: whoever put one there would choose what is written.

A link counts by where it lies. One that lies in a library or in a repository may have come with it; one that lies
elsewhere is the user's own, and whoever names it means what it leads to.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.folder import CONFIGURATION, PRIVATE, TRAIL_SUFFIX

_MARKS = (PRIVATE, CONFIGURATION)
_HEAD = 2**16
"""So many bytes of a file show whether it is a record."""

_MOST_FOLLOWED = 40
"""As many links as the system follows; a path with more of them cannot be opened."""


def refuse_links(path: Path, within: Path) -> None:
    """Makes sure that a path does not lead through a link below a folder.

    Args:
        path: The path to be written.
        within: The folder; whether a link leads to it, `refuse_planted_link` tells.

    Raises:
        RefusedError: If the path or a folder on the way to it is a link.
    """
    for here in _below(path, within):
        if os.path.islink(here):  # noqa: PTH114  # several for each decision, and pathlib costs more
            raise RefusedError(f"{here}: is a symbolic link; only a regular file can be written: replace it by one")


@lru_cache(maxsize=64)
def _below(path: Path, within: Path) -> tuple[str, ...]:
    """The paths from below a folder down to a path."""
    parts = path.relative_to(within).parts
    return tuple(str(within.joinpath(*parts[: end + 1])) for end in range(len(parts)))


def refuse_planted_link(path: Path) -> None:
    """Makes sure that a path which a user (or a script) named leads through no link in a repository or a library.

    Args:
        path: The file or folder to be written, or to be written into.

    Raises:
        RefusedError: If it, or a folder on the way to it, is one.
    """
    if (link := planted_link(path)) is not None:
        raise RefusedError(
            f"{link}: is a symbolic link in a repository or library, and nothing is written through one: name where it"
            " leads"
        )


def planted_link(path: Path) -> Path | None:
    """The first link on the way to a path, itself among them, in a repository or library; `None` if there is none.

    The user's own links are followed, so that those behind them are found, too.
    """
    named = str(path)
    here = "" if os.path.isabs(named) else os.getcwd()  # noqa: PTH109, PTH117  # for each decision
    left, followed = _parts(named), 0
    while left and followed <= _MOST_FOLLOWED:
        part = left.pop()
        if part == os.pardir:
            here = os.path.dirname(here)  # noqa: PTH120
            continue
        step = f"{here}{os.sep}{part}" if here != os.sep else f"{here}{part}"
        if not os.path.islink(step):  # noqa: PTH114
            here = step
            continue
        if _came_with_others(here or os.sep):
            return Path(step)
        followed += 1
        target = os.readlink(step)  # noqa: PTH115
        here = "" if os.path.isabs(target) else here  # noqa: PTH117
        left += _parts(target)
    return None


def _parts(path: str) -> list[str]:
    """The names in a path, the last one first."""
    # Each name as it is written: pathlib would do too, and costs more.
    return [part for part in reversed(path.split("/")) if part not in ("", os.curdir)]


def _came_with_others(folder: str) -> bool:
    """Whether a folder lies in a repository or a library, which may have come from somebody else, or is one."""
    here = Path(folder)
    return any(os.path.lexists(above / ".git") or _is_library(above) for above in (here, *here.parents))


def _is_library(folder: Path) -> bool:
    """Whether a folder holds records, or what a library alone has. It is only asked where a link was met.

    One in which everybody may write, such as that of temporary files, is none, whoever left a record there.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        return not folder.stat().st_mode & stat.S_IWOTH and any(
            entry.name in _MARKS
            or entry.name.endswith(TRAIL_SUFFIX)
            or (entry.name.endswith(".toml") and _is_record(entry))
            for entry in entries
        )
    return False


def _is_record(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        if entry.is_file(follow_symlinks=False):
            with open(entry.path, "rb") as file:  # noqa: PTH123  # the entry has no path object
                return b"[review]" in file.read(_HEAD)
    return False
