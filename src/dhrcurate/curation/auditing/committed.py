"""Lines that commits took out of the trails of a library, as git tells them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from dhrcurate.storage.files import UnreadableError, open_file
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, TRAIL_SUFFIX
from dhrcurate.storage.git import GitError, git, text, top_level
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import events_in

NOT_COMMITTED = "not committed"
"""Stands for a commit where the working folder lacks lines that the last one holds."""

ABOVE = "../"
"""How the name of a trail begins that lies outside of the library."""

_AT_ONCE = 500
"""How many trails git is asked for at once: a command line has an end."""

_PATCHES = ("-p", "-U0", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/")
_QUOTED = re.compile(rb'\\([0-7]{3}|["\\abfnrtv])')
_CONTROLS = dict(zip(b"abfnrtv", b"\a\b\f\n\r\t\v", strict=True))


class Removed(NamedTuple):
    """A line that was taken out of a trail.

    Attributes:
        name: The trail, relative to the library, or to the repository where that is said.
        commit: The commit, abbreviated, or `NOT_COMMITTED`.
        merging: Whether that is a merge, which repeats what one of its sides did.
        event: The line.
    """

    name: str
    commit: str
    merging: bool
    event: Event


def removed_lines(root: Path) -> Iterator[Removed]:
    """The events that a commit, or a change that is not committed, took out of a trail, of each trail the oldest first.

    Trails anywhere in the repository: the library's folder may have had another name. Of one outside of it the name
    begins with `ABOVE`.

    Raises:
        GitError: If git cannot be asked, as before the first commit.
    """
    top, prefix = top_level(root), text(root, "rev-parse", "--show-prefix")
    ever_there = _ever_there(top)
    for first in range(0, len(ever_there), _AT_ONCE):
        for removed in _taken_out(top, ever_there[first : first + _AT_ONCE]):
            yield removed._replace(name=_within(prefix, removed.name))


def removed_from(trail: Path, *, uncommitted: bool = True) -> list[Event]:
    """The events that were taken out of the file of one trail, under the name that it has; none where git is not.

    Args:
        trail: The file.
        uncommitted: Whether what is not committed counts, too.
    """
    with suppress(GitError):
        return [removed.event for removed in _taken_out(trail.parent, [trail.name], uncommitted=uncommitted)]
    return []


def removed_from_these(trails: Iterable[Path]) -> dict[Path, list[Event]]:
    """The same of the files of several trails, by each of them, with few questions to git."""
    found: dict[Path, list[Event]] = {}
    for folder, beside in groupby(sorted(trails), key=lambda trail: trail.parent):
        names = [trail.name for trail in beside]
        for first in range(0, len(names), _AT_ONCE):
            with suppress(GitError):
                for removed in _taken_out(folder, names[first : first + _AT_ONCE]):
                    found.setdefault(folder / removed.name.rpartition("/")[2], []).append(removed.event)
    return found


def _taken_out(folder: Path, names: Sequence[str], *, uncommitted: bool = True) -> Iterator[Removed]:
    """What was taken out of some files; of each file's name what git shows, which is relative to the repository."""
    log = git(
        folder,
        "log",
        "--reverse",
        "--full-history",  # what a merge left out of one side is else not looked at
        "-m",
        "--format=%x00%h %p",
        *_PATCHES,
        "--",
        *names,
    ).stdout
    for part in log.split(b"\0")[1:]:
        about, _, patch = part.partition(b"\n")
        commit, *parents = about.decode().split()
        yield from _removed(patch, commit, merging=len(parents) > 1)
    for compared in (("HEAD",), ()) if uncommitted else ():  # with the last commit, and with the index
        patch = git(folder, "diff", *_PATCHES, *compared, "--", *names).stdout
        yield from _removed(patch, NOT_COMMITTED, merging=False)


def _within(prefix: str, name: str) -> str:
    """A name in the repository as the library has it, whose folder that prefix names."""
    return name.removeprefix(prefix) if name.startswith(prefix) else os.path.relpath(f"/{name}", f"/{prefix}")


def torn_in_git(trail: Path) -> bool:
    """True if a trail ends in half a line, and the last commit holds it: then git has what it was."""
    try:
        with open_file(trail, MAX_TRAIL_BYTES) as file:
            file.seek(-1, os.SEEK_END)
            torn = file.read() != b"\n"
    except (OSError, UnreadableError):  # there is none, or it is empty, or no file
        return False
    with suppress(GitError):
        return torn and git(trail.parent, "cat-file", "-e", f"HEAD:./{trail.name}", check=False).returncode == 0
    return False


def _ever_there(top: Path) -> list[str]:
    """The trails that any commit held anywhere in a repository, by their names."""
    listed = git(top, "log", "--full-history", "-m", "--format=", "--name-only", "--no-renames", "-z").stdout
    names = (name.strip("\n") for name in listed.decode("utf-8", "surrogateescape").split("\0"))
    return sorted({name for name in names if name.endswith(TRAIL_SUFFIX)})


def _removed(patch: bytes, commit: str, *, merging: bool) -> Iterator[Removed]:
    name, heading = "", False
    for line in patch.split(b"\n"):
        if line.startswith(b"diff --git "):
            heading = True
        elif line.startswith(b"@@"):
            heading = False
        elif heading and line.startswith(b"--- "):
            name = _unquoted(line[4:])
        elif not heading and line.startswith(b"-{"):
            for event in events_in([line[1:]]):
                yield Removed(name, commit, merging, event)


def _unquoted(name: bytes) -> str:
    """A name as git writes it above a patch, without its prefix."""

    def meant(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if len(code) > 1 else bytes([_CONTROLS.get(code[0], code[0])])

    plain = _QUOTED.sub(meant, name[1:-1]) if name.startswith(b'"') else name.removesuffix(b"\t")
    return plain.removeprefix(b"a/").decode("utf-8", "surrogateescape")
