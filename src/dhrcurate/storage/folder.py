"""The folder of a library: where its files are, and which of them are records."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.identity import ID_PATTERN, RESERVED_IDS

CONFIGURATION = "dhrcurate.toml"
REGISTER = "agencies.toml"
REGISTER_ID = "agencies"
"""The library's own register, wherever a record's id is expected."""
SAMPLES = "samples.toml"
SAMPLES_ID = "samples"
"""The samples that were drawn of the library, wherever a record's id is expected."""
OWN_FILES: Mapping[str, str] = MappingProxyType({REGISTER_ID: REGISTER, SAMPLES_ID: SAMPLES})
"""The library's own files with a trail, by the id that stands for each."""
MAX_TRAIL_BYTES = 2**32
"""A trail above four gigabytes is not read into memory; verifying one line by line has no limit."""

TRAIL_SUFFIX = ".trail.jsonl"
SOURCES = "sources"
DOCUMENTS = "documents"
"""The folders of what a record was made from, beside it; they hold no records, whatever is in them."""

STAGED = ".staged"
PRIVATE = ".dhrcurate"
"""Locks, staging and caches; never committed."""
HEADS = "heads.txt"
"""The file of the signed heads, in the library's folder."""
SIGNATURE = "heads.txt.sig"
"""The signature of the signed heads, beside them."""

LONGEST_ID = 200
"""File names end at 255 bytes, and a trail's and a staged file's are longer than the id."""

ID_WORDS = f"words of a-z and 0-9 joined by single hyphens, {LONGEST_ID} characters at most"

_MARKS = (CONFIGURATION, REGISTER)
_NO_RECORDS = frozenset({*_MARKS, SAMPLES})
_RECORD_KEYS = (re.compile(rb"^[ \t]*format[ \t]*=", re.MULTILINE), re.compile(rb"^[ \t]*id[ \t]*=", re.MULTILINE))
_ID = re.compile(ID_PATTERN)
_HEAD = 65_536
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{8}\.new", re.DOTALL | re.ASCII)
"""The name of a file that is being written as a whole (see `dhrcurate.storage.files.write_atomically`)."""

_UNDER_WAY = 60
"""Seconds for which a temporary file that nobody writes to may still be in use."""


LEADS_OUT = "it is a link that leads out of the library and is not read"
NOT_UTF_8 = "its name is not UTF-8, so that no report can name it: it is not read; give it another name"


class LeftOut(NamedTuple):
    """Something in a library that looks like a record or a folder of records and is not read."""

    path: Path
    why: str
    lost: bool
    """True if it should have been read, so that the check is incomplete."""


def find_root(path: Path) -> Path:
    """The root of the library that a file or folder belongs to.

    It is the nearest folder at or above it with `dhrcurate.toml` or `agencies.toml`, looked for no higher than the
    root of its git repository; else the folder itself (the file's folder).
    """
    start = _absolute(path)
    if not start.is_dir():
        start = start.parent
    for folder in (start, *start.parents):
        if any((folder / mark).is_file() for mark in _MARKS):
            return folder
        if (folder / ".git").exists():
            break
    return start


def leads_out(path: Path, root: Path | None = None) -> bool:
    """True if a file of a library is a link that leads out of it: what it leads to is no part of the library.

    A register is read through one, with its trail: several libraries may share it.

    Args:
        path: The file.
        root: The library's folder, if it is known.
    """
    if path.name in (REGISTER, REGISTER_ID + TRAIL_SUFFIX) or not path.is_symlink():
        return False
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root or find_root(path)))


def is_id(name: str) -> bool:
    """True if a name is one that a record may have."""
    return _ID.fullmatch(name) is not None and name not in RESERVED_IDS and len(name) <= LONGEST_ID


def is_utf_8(name: str) -> bool:
    """True if the name of a file can be written as text; other bytes than UTF-8 become surrogates in it."""
    return name.isascii() or not any("\ud800" <= char <= "\udfff" for char in name)


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  # takes `..` out without following links, as no method of Path does


def trail_beside(record: Path) -> Path:
    """The trail of a record's (or register's) file."""
    return record.with_name(record.name.removesuffix(".toml") + TRAIL_SUFFIX)


def documents_beside(record: Path) -> Path:
    """The folder of the documents of a record."""
    return record.parent / DOCUMENTS


def staged_beside(target: Path) -> Path:
    """Where a file's new content is staged: one hidden name per file, so that a crash leaves at most one."""
    return target.with_name(f".{target.name}{STAGED}")


def leftovers(root: Path) -> Iterator[Path]:
    """The files whose staged content a crash has left beside them, whether or not they exist.

    A folder in place of what is staged is one, too: it keeps everybody from writing the file.
    """
    for here, folders, files in os.walk(root):
        for name in sorted(n for n in (*files, *folders) if n.endswith(STAGED)):
            if name.startswith(".") and is_utf_8(name):
                yield Path(here, name[1:].removesuffix(STAGED))
        folders[:] = sorted(f for f in folders if not f.startswith(".") and is_utf_8(f))


def abandoned(root: Path) -> Iterator[Path]:
    """The temporary files of whole files that were being written when their writer was killed."""
    for here, folders, files in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and is_utf_8(f))
        for name in sorted(n for n in files if _TEMPORARY.fullmatch(n) and is_utf_8(n)):
            if is_old(Path(here, name)):
                yield Path(here, name)


def is_old(temporary: Path) -> bool:
    """True if nobody can be writing a temporary file any more."""
    with suppress(OSError):
        return time.time() - temporary.stat(follow_symlinks=False).st_mtime > _UNDER_WAY
    return False


def in_the_way(staged: Path) -> str | None:
    """Why nothing can be staged at a place, in words; `None` where it can."""
    if not staged.is_dir() or staged.is_symlink():
        return None
    return f"the folder {staged.name} is in the way of every write beside it: move it elsewhere, or remove it"


def plans_folder(root: Path) -> Path:
    """Where a library keeps the plans of bulk changes that are under way."""
    return root / PRIVATE / "batches"


def plan_files(root: Path) -> list[Path]:
    """Whatever lies in the folder of those plans."""
    folder = plans_folder(root)
    try:
        return [] if folder.is_symlink() else sorted(folder.iterdir())
    except OSError:
        return []


class LibraryFolder:
    """A library on disk.

    Attributes:
        root: Its folder, absolute.
    """

    def __init__(self, root: Path) -> None:
        self.root = _absolute(root)
        self._found: dict[str, Path] = {}
        self._left_out: list[LeftOut] = []

    @property
    def register_path(self) -> Path:
        """The path of its own register."""
        return self.root / REGISTER

    @property
    def register_trail_path(self) -> Path:
        """The trail of its own register."""
        return trail_beside(self.register_path)

    @property
    def samples_path(self) -> Path:
        """The path of the samples that were drawn of it."""
        return self.root / SAMPLES

    @property
    def private(self) -> Path:
        """The folder of its locks and caches."""
        return self.root / PRIVATE

    def record_paths(self) -> Iterator[Path]:
        """Its records, sorted by path.

        Every TOML file directly in the root counts; in sub-folders those with `format` and `id` or with a trail
        beside them. `sources`, `documents`, hidden files and folders, names too long for a trail beside them and links
        that lead out of the library are skipped, and so are names that are not UTF-8.
        """
        yield from record_paths(self.root)

    def orphaned(self) -> Iterator[Path]:
        """The files that are gone although their trails are there; hidden folders are skipped."""
        for here, folders, files in os.walk(self.root):
            folders[:] = sorted(f for f in folders if not f.startswith(".") and is_utf_8(f))
            beside = set(files)
            for name in sorted(files):
                file = name.removesuffix(TRAIL_SUFFIX) + ".toml"
                if name.endswith(TRAIL_SUFFIX) and not name.startswith(".") and file not in beside and is_utf_8(name):
                    yield Path(here, file)

    def ids(self) -> list[str]:
        """The stems of its records, sorted."""
        self._found, self._left_out = {}, []
        for path in record_paths(self.root, self._left_out.append):
            self._found.setdefault(path.stem, path)
        return sorted(self._found)

    def unnamed(self) -> list[str]:
        """A line for each file and folder that the last `ids()` left out because its name is not UTF-8."""
        return [f"{one.path}: {one.why}" for one in self._left_out if one.why == NOT_UTF_8]

    def record_path(self, record_id: str) -> Path:
        """The path of a record, existing or new.

        Raises:
            UnusableError: If it is not an id.
        """
        if record_id not in self._found:
            # Only an existing file may have a name that is not an id; a name from outside never becomes a path.
            self.ids()
        if found := self._found.get(record_id):
            return found
        if not is_id(record_id):
            raise UnusableError(f"{record_id!r} is not a record's id: {ID_WORDS}")
        return self.root / f"{record_id}.toml"

    def trail_path(self, record_id: str) -> Path:
        """The path of a record's trail."""
        return trail_beside(self.record_path(record_id))

    def source_path(self, record_id: str, suffix: str = ".txt") -> Path:
        """The path at which the source page of a new record is kept."""
        return self.record_path(record_id).parent / SOURCES / f"{record_id}{suffix}"

    def schema_for(self, record: Path) -> str | None:
        """The schema for the `#:schema` line of a new record: the one beside the library, if it exists."""
        schema = self.root.parent / "schemas" / "record.schema.json"
        return os.path.relpath(schema, record.parent).replace(os.sep, "/") if schema.is_file() else None

    def kept_page(self, record: Path, name: str) -> Path | None:
        """The kept source page that a record names, `None` if the name is invalid or leads out of the library."""
        if "\0" in name:
            return None
        page = Path(os.path.realpath(record.parent / name))
        return page if page.is_relative_to(os.path.realpath(self.root)) else None


def record_paths(folder: Path, tell: Callable[[LeftOut], None] | None = None) -> Iterator[Path]:
    """The records in a folder (see `LibraryFolder.record_paths`).

    Args:
        folder: The folder.
        tell: Called for everything that looks like a record or a folder of records and is skipped.
    """
    tell = tell or _ignore

    def unreadable(error: OSError) -> None:
        why = f"the folder cannot be read: {(error.strerror or str(error)).lower()}"
        tell(LeftOut(Path(error.filename), why, lost=True))

    for here, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in (SOURCES, DOCUMENTS))
        beside = set(files)
        for name in (*folders, *sorted(files)):
            if not is_utf_8(name) and _may_count(Path(here, name), beside):
                tell(LeftOut(Path(here, name), NOT_UTF_8, lost=True))
        folders[:] = filter(is_utf_8, folders)
        for name in folders:
            if os.path.islink(Path(here, name)):  # noqa: PTH114  # as os.walk asks, which follows no link
                tell(LeftOut(Path(here, name), "it is a link to a folder, which is not searched", lost=False))
            elif name.endswith(".toml"):
                tell(LeftOut(Path(here, name), "it is a folder, not a record; its files are searched", lost=False))
        for name in sorted(filter(is_utf_8, files)):
            if not name.endswith(".toml") or name.startswith(".") or name in _NO_RECORDS:
                continue
            path = Path(here, name)
            if len(os.fsencode(path.stem)) > LONGEST_ID:
                tell(LeftOut(path, f"its name is longer than {LONGEST_ID} bytes: no trail fits beside it", lost=True))
                continue
            if leads_out(path, folder):
                tell(LeftOut(path, LEADS_OUT, lost=True))
                continue
            if here == str(folder) or trail_beside(path).name in beside or _looks_like_record(path):
                yield path


def _may_count(path: Path, beside: set[str]) -> bool:
    """True if something is a record, a trail whose record is not there to be told of, or a folder with some of them.

    Args:
        path: A file or folder.
        beside: The files in its folder.
    """
    name = path.name
    if name.startswith("."):
        return False
    if name not in beside:
        return any(file.endswith((".toml", TRAIL_SUFFIX)) for _, _, files in os.walk(path) for file in files)
    alone = name.endswith(TRAIL_SUFFIX) and f"{name.removesuffix(TRAIL_SUFFIX)}.toml" not in beside
    return name.endswith(".toml") or alone


def _ignore(left_out: LeftOut) -> None:
    """Ignores it."""


def _looks_like_record(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return True  # unknown, so it is reported when it is read
    return all(pattern.search(head) for pattern in _RECORD_KEYS)
