"""The folders outside of a library in which its documents may be opened: only the user says which, never a library."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dhrcurate.curation.configuration.settings import read_user_settings, user_file
from dhrcurate.domain.errors import UnusableError

VARIABLE = "DHRCURATE_DOCUMENTS"
"""The environment variable that names folders, as `PATH` does."""

_MOST = 200_000
"""So many files of a folder are looked at; one with more is no folder of reports."""

Place = tuple[Path, tuple[str, ...]]
"""A folder that the user named, and the names that lead from it to a file."""


def folders_of_user() -> tuple[Path, ...]:
    """Returns the folders that the environment and the user's own configuration name, each once.

    Raises:
        UnusableError: If the configuration is broken, or the variable names a folder that does not begin at the root.
    """
    named = [Path(one).expanduser() for one in os.environ.get(VARIABLE, "").split(os.pathsep) if one]
    for folder in named:
        if not folder.is_absolute():
            raise UnusableError(f"{VARIABLE}: {folder}: name a folder from the root or from ~")
    return tuple(dict.fromkeys((*named, *read_user_settings().documents)))


@dataclass
class Elsewhere:
    """The files in those folders by their names; the folders are searched once, and only if something is asked.

    Attributes:
        given: The folders; `None` for those of the user.
    """

    given: tuple[Path, ...] | None = None
    _found: dict[str, list[Place]] | None = field(default=None, repr=False)

    def above(self, path: str) -> tuple[str, tuple[str, ...]]:
        """Returns the folder that a file is in, and the names that lead to it; no names if it is in none."""
        for folder in self.folders:
            base = str(folder).rstrip(os.sep) + os.sep
            if path.startswith(base):
                return str(folder), tuple(path[len(base) :].split("/"))
        return "", ()

    @cached_property
    def folders(self) -> tuple[Path, ...]:
        """The folders.

        Raises:
            UnusableError: If the user's configuration is broken.
        """
        return folders_of_user() if self.given is None else self.given

    def every(self) -> Iterator[Place]:
        """Yields every file."""
        for places in self._by_name().values():
            yield from places

    def searched(self) -> str:
        """Returns where a document was looked for in vain, for the end of a sentence, or how to name a folder."""
        if not self.folders:
            return f"no folder is named in which to look for it: `documents` in {user_file()}, or {VARIABLE}"
        gone = [str(folder) for folder in self.folders if not folder.is_dir()]
        there = [str(folder) for folder in self.folders if folder.is_dir()]
        told = [f"it is not in {' nor in '.join(there)}"] if there else []
        told += [f"there is no folder {' and no folder '.join(gone)}"] if gone else []
        return ", and ".join(told)

    def called(self, names: Iterable[str]) -> Iterator[Place]:
        """Yields the files that have one of some names, whatever their letters' case."""
        found = self._by_name()
        for name in dict.fromkeys(map(_plain, names)):
            yield from found.get(name, ())

    def _by_name(self) -> dict[str, list[Place]]:
        if self._found is None:
            self._found = {}
            for folder in self.folders:
                for parts in _files(folder):
                    self._found.setdefault(_plain(parts[-1]), []).append((folder, parts))
        return self._found


def _files(folder: Path) -> Iterator[tuple[str, ...]]:
    seen = 0
    for here, folders, files in os.walk(folder):  # which follows no link
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inner = Path(here).relative_to(folder).parts
        for name in sorted(files):
            yield (*inner, name)
        seen += len(files)
        if seen > _MOST:
            return


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
