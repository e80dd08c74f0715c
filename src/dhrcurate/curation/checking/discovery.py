"""The files of a check: the paths given, grouped by the libraries that they belong to."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.storage.folder import (
    CONFIGURATION,
    NOT_UTF_8,
    REGISTER,
    SAMPLES,
    LeftOut,
    LibraryFolder,
    find_root,
    is_utf_8,
    record_paths,
)
from dhrcurate.storage.paths import display_path, path_in


@dataclass(slots=True)
class Named:
    """The files of one library that were named.

    Attributes:
        folder: The library.
        files: The records to report, absolute, in the order in which they were found.
        marked: Whether the folder has a `dhrcurate.toml` or `agencies.toml`, and is not a library just by being named.
        whole: Whether the library's own folder was named, so that `files` are all of its records.
        register: Whether to report the library's own register too.
    """

    folder: LibraryFolder
    files: list[Path] = field(default_factory=list)
    marked: bool = False
    whole: bool = False
    register: bool = False


@dataclass(slots=True)
class Discovered:
    """The files found for the paths of a call.

    Attributes:
        libraries: The libraries by root.
        unusable: One line for each path that cannot be read.
        notices: One line for each path that is skipped, which may surprise the user.
    """

    libraries: dict[Path, Named] = field(default_factory=dict)
    unusable: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    _files: set[Path] = field(default_factory=set)
    _roots: dict[Path, Path] = field(default_factory=dict)

    def add_file(self, path: Path, root: Path) -> None:
        """Adds a file, unless it was added before."""
        if path in self._files:
            return
        self._files.add(path)
        if not is_utf_8(path_in(root, path)):
            self.unusable.append(f"{display_path(path)}: {NOT_UTF_8}")
            return
        library = self.library(root)
        if path.name == REGISTER:
            library.register = True
        elif path.name not in (CONFIGURATION, SAMPLES):
            library.files.append(path)

    def add_folder(self, path: Path) -> None:
        """Adds the records of a folder, each to the nearest library around it."""

        def note(left_out: LeftOut) -> None:
            lines = self.unusable if left_out.lost else self.notices
            lines.append(f"{display_path(left_out.path)}: {left_out.why}")

        top = find_root(path)
        if top == path:
            self._mark_whole(top)
        empty = True
        for file in record_paths(path, note):
            empty = False
            root = self._root_of(file.parent, path, top)
            self.add_file(file, root)
            if root != top:
                self._mark_whole(root)
        if empty:
            self.notices.append(f"{display_path(path)}: there are no records in this folder; is it the right one?")

    def _mark_whole(self, root: Path) -> None:
        library = self.library(root)
        library.whole = library.register = True

    def library(self, root: Path) -> Named:
        """The files of a library that were named so far."""
        if root not in self.libraries:
            marked = any((root / mark).is_file() for mark in (CONFIGURATION, REGISTER))
            self.libraries[root] = Named(LibraryFolder(root), marked=marked)
        return self.libraries[root]

    def _root_of(self, folder: Path, named: Path, top: Path) -> Path:
        """The nearest library at or above a folder, no higher than the folder that was named."""
        if folder == named:
            return top
        if folder not in self._roots:
            marked = any((folder / mark).is_file() for mark in (CONFIGURATION, REGISTER))
            self._roots[folder] = folder if marked else self._root_of(folder.parent, named, top)
        return self._roots[folder]


def discover(paths: Iterable[Path]) -> Discovered:
    """Finds the files that paths name; nothing is raised for a path that cannot be used."""
    found = Discovered()
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  # takes `..` out without following links
        try:
            mode = absolute.stat().st_mode
        except OSError as error:
            found.unusable.append(f"{display_path(path)}: {_why(error)}")
            continue
        if stat.S_ISDIR(mode):
            found.add_folder(absolute)
        else:  # anything but a regular file is reported when it is read
            found.add_file(absolute, find_root(absolute))
    return found


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    return (error.strerror or str(error)).lower()
