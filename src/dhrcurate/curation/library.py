"""An opened library: its folder, its configuration, its register, and its records as they are on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dhrcurate.curation.configuration.settings import Settings, read_settings
from dhrcurate.curation.folder_names import program
from dhrcurate.domain.charsets import as_text
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Problem
from dhrcurate.domain.record import Record
from dhrcurate.domain.samples import newest, still_open
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import UnreadableError, is_there, read_file
from dhrcurate.storage.folder import LibraryFolder, find_root, leads_out

if TYPE_CHECKING:
    from dhrcurate.curation.read_names import ReadNames
    from dhrcurate.domain.agency import Names


@dataclass(frozen=True)
class Loaded:
    """A record as it was read, or the problems that kept it from being read.

    Attributes:
        id: The stem of its file.
        document: The file.
    """

    id: str
    document: Document

    @property
    def record(self) -> Record | None:
        """The typed record, `None` if the file holds none."""
        return self.document.record

    @property
    def data(self) -> Mapping[str, Any]:
        """The content, empty if the file is not TOML."""
        return self.document.data or {}

    @property
    def digest(self) -> str | None:
        """The content's digest, which names the state that an edit is made for."""
        return self.document.digest

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems met on reading it."""
        return self.document.problems


class Library:
    """An opened library. It only reads; a `Session` changes it.

    Args:
        folder: Its folder.
        register: The only register file to use, instead of the built-in register and the library's own.
        keeps: Whether what is found of its names is kept for the next run, and taken from an earlier one.
    """

    def __init__(self, folder: LibraryFolder, register: Path | None = None, *, keeps: bool = True) -> None:
        self.folder = folder
        self._register = register
        self._keeps = keeps
        self._read_names: ReadNames | None = None
        self._waiting: tuple[tuple[int, ...], frozenset[tuple[str, str]]] | None = None

    def __getstate__(self) -> dict[str, object]:
        """Without the register, which another process makes for itself."""
        return {name: value for name, value in self.__dict__.items() if name != "names"} | {"_read_names": None}

    @classmethod
    def open(cls, root: Path, *, register: Path | None = None) -> Library:
        """Opens the library that a folder (or a file in one) belongs to.

        Raises:
            UnusableError: If there is no such folder.
        """
        if not root.exists():
            raise UnusableError(
                f"{root}: there is no such folder; name a library, or create one with `{program()} import`"
            )
        return cls(LibraryFolder(find_root(root)), register)

    @property
    def root(self) -> Path:
        """Its folder, absolute."""
        return self.folder.root

    @cached_property
    def settings(self) -> Settings:
        """Its configuration.

        Raises:
            UnusableError: If it is broken.
        """
        return read_settings(self.root)

    @property
    def has_own_register(self) -> bool:
        """True if its names are not those of the built-in register alone, which is sound and takes a while to load."""
        return self._register is not None or is_there(self.folder.register_path)

    @cached_property
    def names(self) -> Names:
        """The register and its matcher, loaded on first use and again after `refresh_names`.

        Raises:
            UnusableError: If a register file is broken.
        """
        from dhrcurate.agencies.matcher import Matcher  # noqa: PLC0415  # slow to load, and many uses do not need it
        from dhrcurate.agencies.register import load  # noqa: PLC0415  # the same
        from dhrcurate.curation.read_names import ReadNames  # noqa: PLC0415  # the same

        own = self.folder.register_path
        if self._register is not None:
            register = load([self._register], builtin=False)
        else:
            register = load([own] if is_there(own) else [])
        self._read_names = ReadNames(self.folder.private, register.digest) if self._keeps else None
        return Matcher(register, self._read_names.answers if self._read_names else None)

    def refresh_names(self) -> None:
        """Forgets the register, so that its next use loads the library's current one."""
        self.__dict__.pop("names", None)
        self._read_names = None

    def newly_read(self) -> list[bytes]:
        """What was found of names since this was asked last, for another process to keep."""
        return self._read_names.answers.taken() if self._read_names else []

    def knows_names(self) -> bool:
        """True if it was found before what the names of most records mean, or what is found cannot be taken over."""
        return (read := self._reading()) is None or read.answers.count() > len(self.ids())

    def take_read(self, elsewhere: Iterable[bytes]) -> None:
        """Takes what another process found of names, to keep it."""
        if elsewhere and (read := self._reading()) is not None:
            read.add(elsewhere)

    def learn_read(self, elsewhere: Sequence[bytes]) -> None:
        """Takes what another process found of names, to keep it and to answer with it."""
        if (read := self._reading()) is not None:
            read.learn(elsewhere)

    def keep_read(self) -> None:
        """Keeps what was found of names for the next run."""
        if self._read_names is not None:
            self._read_names.save()

    def _reading(self) -> ReadNames | None:
        _ = self.names
        return self._read_names

    def ids(self) -> list[str]:
        """The ids of its records, sorted."""
        return self.folder.ids()

    def record_at(self, path: Path) -> str:
        """The id of the record with this file; empty for a folder.

        Raises:
            UnusableError: If a file is none of the library's records.
        """
        if not path.is_file():
            return ""
        if path.stem in self.ids() and path.samefile(self.folder.record_path(path.stem)):
            return path.stem
        raise UnusableError(f"{path}: no record of the library {self.root}; name a record's file, or a library")

    def load(self, record_id: str) -> Loaded:
        """Reads a record; anything wrong with it is among its problems.

        Raises:
            UnusableError: If it is not a record's id.
        """
        return Loaded(record_id, Document.read(self.folder.record_path(record_id)))

    def records(self) -> Iterator[Record]:
        """Its records, in the order of their ids; those that cannot be read are left out."""
        for record_id in self.ids():
            if (record := self.load(record_id).record) is not None:
                yield record

    def register_data(self) -> Data:
        """The content of the library's own register; empty where there is none."""
        path = self.folder.register_path
        return Document.read(path).data or {} if path.is_file() else {}

    def samples_data(self) -> Data:
        """The content of the file of samples; empty where there is none or it cannot be read."""
        path = self.folder.samples_path
        return Document.read(path).data or {} if path.is_file() and not leads_out(path, self.root) else {}

    def waiting(self) -> frozenset[tuple[str, str]]:
        """The recommendations of its newest sample, each by record and key.

        A filter asks at each key that is typed: the file is read again only when it has changed.
        """
        try:
            about = self.folder.samples_path.stat()
        except OSError:
            return frozenset()
        stamp = about.st_ino, about.st_size, about.st_mtime_ns
        if self._waiting is None or self._waiting[0] != stamp:
            self._waiting = stamp, still_open(newest(self.samples_data()))
        return self._waiting[1]

    def page_bytes(self, loaded: Loaded) -> bytes | None:
        """The record's kept source page, `None` if there is none within the library."""
        return self._page(loaded)[0]

    def why_no_page(self, loaded: Loaded) -> str:
        """Why the kept source page cannot be read, for the end of a sentence; empty if it can or none is named."""
        return self._page(loaded)[1]

    def _page(self, loaded: Loaded) -> tuple[bytes | None, str]:
        name = loaded.record.source.page if loaded.record else None
        if not name:
            return None, ""
        path = self.folder.kept_page(loaded.document.path, name)
        if path is None:
            return None, "it is not within the library"
        try:
            return read_file(path, MAX_BYTES), ""
        except FileNotFoundError:
            return None, "it does not exist"
        except UnreadableError as error:
            return None, error.reason

    def page(self, loaded: Loaded) -> str | None:
        """The text of the kept source page; bytes that cannot be read become U+FFFD."""
        raw = self.page_bytes(loaded)
        return None if raw is None else as_text(raw)

    def page_digest(self, loaded: Loaded) -> str | None:
        """SHA-256 (hexadecimal) of the kept source page."""
        raw = self.page_bytes(loaded)
        return None if raw is None else hashlib.sha256(raw).hexdigest()
