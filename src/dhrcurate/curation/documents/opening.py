"""A document of a record opened, or the reason why it is not: whoever sends a record must not choose what is opened.

A document is opened only as a regular file, behind no link, inside the library or in a folder that the user named, with
the digest that the record states and the first bytes of its format. One that is not there is not a fault of the record:
it may be kept elsewhere, or not be fetched yet.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, Self

from dhrcurate.curation.documents.by_digest import by_digest, digest_of
from dhrcurate.curation.documents.folders import Elsewhere, Place
from dhrcurate.curation.documents.stamps import Stamps
from dhrcurate.documents.reading import begins_as_pdf
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.lfs import LARGEST_POINTER, POINTER, is_pointer
from dhrcurate.storage.beneath import open_beneath
from dhrcurate.storage.files import UnreadableError, read_or_none
from dhrcurate.storage.folder import LibraryFolder

if TYPE_CHECKING:
    from dhrcurate.curation.documents.texts import Texts
    from dhrcurate.domain.record import AttachedDocument, Record

LARGEST = 256 * 2**20
"""The most bytes of a document."""

SUFFIXES = (".pdf", ".docx", ".xlsx")
"""What the name of a document may end in: the system opens a file by its name."""

HEAD = 4096
"""So many bytes show what a file is."""
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""An office file is a ZIP archive, or, with a password, a compound file."""


class Named(NamedTuple):
    """A document as a record names it: what is needed to find it, and plain enough to be kept in a cache.

    Attributes:
        sha256: Its digest, hexadecimal.
        kind: What it is.
        name: As it was called when it was attached.
        file: The kept file, relative to the record; `None` where only the digest is kept.
    """

    sha256: str
    kind: str
    name: str
    file: str | None = None

    @classmethod
    def of(cls, document: AttachedDocument) -> Named:
        """The document of a typed record."""
        return cls(document.sha256, document.kind, document.name, document.file)


def named_in(record: Record | None) -> tuple[Named, ...]:
    """Returns the documents that a record names, in its order; none for a file that holds no record."""
    return tuple(map(Named.of, record.documents)) if record else ()


@dataclass(frozen=True, slots=True)
class Found:
    """Where a document is.

    Attributes:
        path: The file, if it may be opened.
        refused: Why it may not, for the end of a sentence; empty if it may or is not there.
        missing: Where it was looked for in vain, for the end of a sentence; empty if that is its own place alone.
    """

    path: Path | None = None
    refused: str = ""
    missing: str = ""

    @property
    def there(self) -> bool:
        """Whether there is a file, even one that may not be opened."""
        return self.path is not None or bool(self.refused)


@dataclass
class Shelf:
    """The documents of one library; one for many records, as it knows what it has found and keeps one reading process.

    It can be sent to another process. Used with `with`, it ends its reading process at the end.

    Attributes:
        folder: The library.
        elsewhere: The user's other folders; replaced in tests.
    """

    folder: LibraryFolder
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    _texts: Texts | None = field(default=None, repr=False, compare=False)
    _digests: dict[str, Place] | None = field(default=None, repr=False, compare=False)
    stamps: Stamps = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.stamps = Stamps(self.folder.private)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __getstate__(self) -> dict[str, object]:
        """Without the reading process, which is nobody else's."""
        return {**self.__dict__, "_texts": None}

    def close(self) -> None:
        """Ends the process that reads, if there is one; another begins where it is needed again."""
        if self._texts is not None:
            self._texts.close()

    @property
    def texts(self) -> Texts:
        """The texts of the documents."""
        if self._texts is None:
            from dhrcurate.curation.documents.texts import Texts  # noqa: PLC0415  # most commands read no document

            self._texts = Texts(self.folder.private)
        return self._texts

    def find(self, record: Path, document: Named) -> Found:
        """Finds a document without reading it again if it was found to be the right one before.

        Args:
            record: The file of the record that names it.
            document: What the record says of it.

        Raises:
            UnusableError: If the user's configuration is broken.
        """
        if (known := self._as_before(record, document)) is not None:
            return Found(known)
        refused, others = "", []
        for base, parts, own in self._places(record, document):
            try:
                with open_beneath(base, parts, LARGEST) as file:
                    why = self._wrong(file, base.joinpath(*parts), document.sha256)
            except FileNotFoundError:
                continue
            except UnreadableError as error:
                why = error.reason
            if why is None:
                continue
            if not why:
                return Found(base.joinpath(*parts))
            if own:
                refused = why
            else:
                others.append(f"{base.joinpath(*parts)}: {why}")
        if not refused and (same := self._of_other_name(document)) is not None:
            return Found(same)
        if not refused and document.file and _parts(self.folder, record, document.file) is None:
            refused = f"“{document.file}” leads out of the library"
        if refused or (document.file and not self.elsewhere.folders):
            return Found(refused=refused)
        return Found(missing="; ".join(others) or self.elsewhere.searched())

    def _of_other_name(self, document: Named) -> Path | None:
        """The file in the user's folders that holds a document under another name."""
        if not self.elsewhere.folders:
            return None
        if self._digests is None:
            places = (place for place in self.elsewhere.every() if place[1][-1].lower().endswith(SUFFIXES))
            self._digests = by_digest(places, self.stamps, LARGEST)
        base, parts = self._digests.get(document.sha256, (Path(), ()))
        with suppress(FileNotFoundError, UnreadableError):
            if parts:
                with open_beneath(base, parts, LARGEST) as file:
                    path = base.joinpath(*parts)
                    return path if self._wrong(file, path, document.sha256) == "" else None
        return None

    def _as_before(self, record: Path, document: Named) -> Path | None:
        """The file that was found to hold the document, if it is where it was and nothing of it has changed."""
        known = self.stamps.path_of(document.sha256)
        if known is None:
            return None
        if document.file and (parts := _parts(self.folder, record, document.file)):
            base = str(self.folder.root)
        else:
            base, parts = self.elsewhere.above(known)
        if not parts or known != os.path.join(base, *parts):  # noqa: PTH118  # for each document of a check
            return None
        folders = (os.path.join(base, *parts[:end]) for end in range(1, len(parts)))  # noqa: PTH118  # the same
        if any(map(os.path.islink, folders)) or not self.stamps.tell(known, document.sha256):
            return None
        return Path(known)

    def read(self, record: Path, document: Named) -> bytes | None:
        """Reads a document; `None` if it is not there.

        Raises:
            RefusedError: If it may not be opened, in one line.
            UnusableError: If the user's configuration is broken.
        """
        found = self.find(record, document)
        if found.refused:
            raise RefusedError(f"{document.name}: not opened: {found.refused}")
        own = ((base, parts) for base, parts, _ in self._places(record, document))
        above, names = self.elsewhere.above(str(found.path)) if found.path else ("", ())
        for base, parts in chain(own, [(Path(above), names)] if names else ()):
            if base.joinpath(*parts) == found.path:
                try:
                    with open_beneath(base, parts, LARGEST) as file:
                        raw = file.read(LARGEST + 1)
                except (FileNotFoundError, UnreadableError):
                    return None
                if hashlib.sha256(raw).hexdigest() != document.sha256:
                    raise RefusedError(f"{document.name}: not opened: {_OTHER}")
                return raw
        return None

    def place_of(self, record: Path, document: Named) -> Path | None:
        """Returns where in the library the file of a document is or should be; `None` if it is kept elsewhere."""
        parts = _parts(self.folder, record, document.file) if document.file else None
        return self.folder.root.joinpath(*parts) if parts else None

    def own_file(self, record: Path, document: Named) -> Path | None:
        """Returns the file in the library, if it is there and holds the document."""
        place = self.place_of(record, document)
        return place if place is not None and self.find(record, document).path == place else None

    def pointer(self, record: Path, document: Named) -> bytes | None:
        """Returns what git LFS left in the place of a document that it has not fetched; `None` if that is not so."""
        place = self.place_of(record, document)
        if place is None or place.is_symlink():
            return None
        raw = read_or_none(place, LARGEST_POINTER)
        return raw if raw is not None and is_pointer(raw) else None

    def forget(self, sha256: str) -> None:
        """Removes the cached text of a document, and what is known of its file."""
        self.stamps.drop(sha256)
        self.texts.drop(sha256)  # last, as a removal that was cut short is known by it

    def _places(self, record: Path, document: Named) -> Iterator[tuple[Path, tuple[str, ...], bool]]:
        """The files that may be it: that of the library, then those that are called so elsewhere."""
        if document.file and (parts := _parts(self.folder, record, document.file)):
            yield self.folder.root, parts, True
        names = [document.name.replace("\\", "/").rpartition("/")[2]]
        if document.file:
            names.insert(0, document.file.replace("\\", "/").rpartition("/")[2])
        yield from ((base, inner, False) for base, inner in self.elsewhere.called(names))

    def _wrong(self, file: IO[bytes], path: Path, sha256: str) -> str | None:
        """What is wrong with an open file: nothing if that is empty, and no document at all if it is `None`."""
        head = file.read(HEAD)
        if head.startswith(POINTER):
            return None
        if why := wrong_form(path.name, head):
            return why
        before = os.fstat(file.fileno())
        if digest_of(file) != sha256:
            return _OTHER
        self.stamps.keep(str(path), before, sha256)
        return ""


_OTHER = "it holds other bytes than the record states"


def wrong_form(name: str, head: bytes) -> str:
    """Says why a file's name and first bytes are not those of a document; empty if they are."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        return "its name does not end in .pdf, .docx or .xlsx"
    if begins_as_pdf(head) if suffix == ".pdf" else head.startswith(_OFFICE):
        return ""
    return f"its first bytes are not those of {'a PDF' if suffix == '.pdf' else 'an office'} file"


def _parts(folder: LibraryFolder, record: Path, named: str) -> tuple[str, ...] | None:
    """The names that lead from a library's folder to a file that a record names; `None` if they lead out of it."""
    if not named or "\0" in named or os.path.isabs(named):  # noqa: PTH117  # a name of a record, which may be anything
        return None
    beside = os.path.dirname(os.path.abspath(record))  # noqa: PTH100, PTH120  # for each document of a check
    path = os.path.normpath(os.path.join(beside, named))  # noqa: PTH118  # the same
    above = str(folder.root).rstrip(os.sep) + os.sep
    return tuple(path[len(above) :].split("/")) if path.startswith(above) else None
