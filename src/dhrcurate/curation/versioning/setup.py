"""Set-up of git for a library: how to keep its bytes and how to merge its records."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from dhrcurate.curation.versioning.attributes import DRIVER, overridden
from dhrcurate.curation.versioning.lfs import INSTALL, LFS_LINE, lacks_filter, uses_lfs
from dhrcurate.domain.errors import NotSavedError, UnusableError
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import in_words, read_file, write_atomically
from dhrcurate.storage.folder import abandoned
from dhrcurate.storage.git import NoRepositoryError, git, text, top_level
from dhrcurate.storage.links import refuse_links, refuse_planted_link
from dhrcurate.storage.programs import own_command

ATTRIBUTES_FILE = ".gitattributes"
"""Where git reads how to keep and merge a library's files; in the library's folder."""

ATTRIBUTES = (
    f"*.toml text eol=lf merge={DRIVER}",
    "dhrcurate.toml merge=text",
    "*.trail.jsonl -text merge=union",
    "sources/** -text",
    "documents/** -text",
)
"""The lines of a library's `.gitattributes`. If the driver is not set up, git merges records as text."""


def must_be_in_git(root: Path) -> None:
    """Refuses a library that git does not keep.

    Raises:
        UnusableError: If it is not in a git repository, or git is not installed or refuses, for git's own reason.
    """
    try:
        top_level(root)
    except NoRepositoryError as error:
        raise UnusableError(f"{error}: run `git init` first") from error


def driver_line() -> str:
    """The command by which git merges a record, as it stands in git's configuration."""
    return f"{shlex.join(own_command())} git driver %O %A %B %P"


def runs_only_installed(driver: str) -> bool:
    """False if a driver's command line lets Python import modules from the folder in which git runs it."""
    try:
        words = shlex.split(driver)
    except ValueError:
        return False
    flags = words[1 : words.index("-m")] if "-m" in words else []
    return "-m" not in words or any(word.startswith("-") and set("PI") & set(word) for word in flags)


def set_up(root: Path, *, lfs: bool = False) -> list[str]:
    """Makes git keep a library's bytes and merge its records field by field.

    Args:
        root: The library's folder.
        lfs: Whether git LFS keeps the documents.

    Returns:
        A line for each thing done, and what is left to do; nothing if all was set up already.

    Raises:
        UnusableError: If the library is not in a git repository, or git cannot be asked.
        RefusedError: If `.gitattributes` is a link, or the library is behind one that lies in a repository.
        NotSavedError: If it cannot be written.
    """
    refuse_planted_link(root)
    must_be_in_git(root)
    path = root / ATTRIBUTES_FILE
    refuse_links(path, root)
    done = list(_cleared_away(path))
    before = read_file(path, MAX_BYTES).decode("utf-8", "surrogateescape") if path.exists() else ""
    wanted_lines = (*ATTRIBUTES, LFS_LINE) if lfs else ATTRIBUTES
    missing = [line for line in wanted_lines if line not in before.splitlines()]
    if uses_lfs(before.splitlines()) and ATTRIBUTES[-1] in missing:
        missing.remove(ATTRIBUTES[-1])  # the line of LFS says that too
    now = [*before.splitlines(), *missing]
    if missing:
        _write(path, now)
        done += [f"{path}: added {line!r}" for line in missing]
    if list(overridden(root)):
        # Of several lines that fit a file the last one holds.
        ours = [line for line in (*ATTRIBUTES, LFS_LINE) if line in now]
        if (last := [*(line for line in now if line not in ours), *ours]) != now:
            _write(path, last)
            done.append(f"{path}: put these lines last, as others overrode them")
        done += [f"overridden by other attributes (`git check-attr -a FILE`): {what}" for what in overridden(root)]
    settings = {
        f"merge.{DRIVER}.name": "records of domestic homicide reviews, field by field",
        f"merge.{DRIVER}.driver": driver_line(),
    }
    for name, wanted in settings.items():
        if git(root, "config", "--get", name, check=False).stdout.decode().rstrip("\n") != wanted:
            text(root, "config", name, wanted)
            done.append(f"git configuration of this clone: {name} = {wanted}")
    if (lfs or uses_lfs(before.splitlines())) and lacks_filter(root):
        done.append(f"run {INSTALL}: without it git keeps the documents whole")
    return done


def _cleared_away(path: Path) -> Iterator[str]:
    """Removes what an earlier `git setup` was writing when it was killed."""
    for left in abandoned(path.parent):
        if left.parent == path.parent and left.name.startswith(f".{path.name}."):
            try:
                left.unlink(missing_ok=True)
            except OSError as error:
                raise NotSavedError(f"{left}: left by an interrupted setup, and stays: {in_words(error)}") from error
            yield f"{left}: removed; an interrupted setup left it"


def _write(path: Path, lines: list[str]) -> None:
    try:
        raw = ("\n".join(lines) + "\n").encode("utf-8", "surrogateescape")
        write_atomically(path, raw, within=path.parent)
    except OSError as error:
        raise NotSavedError(f"{path}: not saved: {in_words(error)}") from error
