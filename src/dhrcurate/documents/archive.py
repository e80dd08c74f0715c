"""The parts of a DOCX or XLSX file: a ZIP archive of XML files, read with limits and without anything from outside."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from dhrcurate.documents.model import UnreadError

LARGEST_PART = 64 * 2**20
"""The most bytes of one part; the text of a report of a thousand pages has a tenth."""
LARGEST = 256 * 2**20
"""The most bytes that are unpacked of one file."""
_RELATIONS = 2**20
"""The most bytes of a list of relations, which is read before the process with limits: a real one has a hundredth."""
_MOST_PARTS = 20_000
_HUGE = re.compile(r"huge text|node too long", re.IGNORECASE)
"""What the parser says of a text that is longer than it takes."""
_ENTRY = b"PK\x01\x02"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
"""Files that are saved as "strict" name the same things by other addresses."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


class Relation(NamedTuple):
    """What a part names of another one.

    Attributes:
        id: By what it refers to it.
        kind: What that is to it, an address that ends in a word such as `styles`.
        part: The name of the other one.
    """

    id: str
    kind: str
    part: str


class Archive:
    """The parts of a file by their names.

    Args:
        data: Its bytes.

    Raises:
        UnreadError: If it is no archive or has too many parts.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > _MOST_PARTS:  # whatever it says of their number, each begins so
            raise UnreadError("too-large")
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise UnreadError("damaged") from error
        self._entries = {_name(entry.filename): entry for entry in self._zip.infolist()}
        self._unpacked = 0

    def names(self) -> Iterator[str]:
        """Yield the names of its parts, in lower case."""
        yield from self._entries

    def read(self, name: str, *, largest: int | None = None) -> bytes | None:
        """Return a part, `None` if there is none of that name.

        Args:
            name: The part.
            largest: The most bytes of it, `None` for those of any part.

        Raises:
            UnreadError: If it is damaged, encrypted or too large, whatever the archive says of its size.
        """
        entry = self._entries.get(_name(name))
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise UnreadError("password")
        most = LARGEST_PART if largest is None else largest
        try:
            with self._zip.open(entry) as part:
                data = part.read(most + 1)
        except _BROKEN as error:
            raise UnreadError("damaged") from error
        self._unpacked += len(data)
        if len(data) > most or self._unpacked > LARGEST:
            raise UnreadError("too-large")
        return data

    def xml(self, name: str, *, largest: int | None = None) -> etree._Element | None:
        """Return the root of a part, `None` if there is none of that name.

        Args:
            name: The part.
            largest: The most bytes of it, `None` for those of any part.

        Raises:
            UnreadError: If it cannot be read.
        """
        data = self.read(name, largest=largest)
        return None if data is None else parsed(data)

    def relations(self, name: str) -> Iterator[Relation]:
        """Yield what a part (the file itself is "") names of the other parts."""
        folder, _, own = name.rpartition("/")
        root = self.xml(posixpath.join(folder, "_rels", f"{own}.rels"), largest=_RELATIONS)
        for one in root.iter(_RELATION) if root is not None else ():
            if one.get("TargetMode") != "External":
                part = posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
                yield Relation(one.get("Id", ""), one.get("Type", ""), part)

    def related(self, name: str, kind: str) -> str | None:
        """Return the part that a part (the file itself is "") names as its document, styles, numbering and so on."""
        return next((one.part for one in self.relations(name) if one.kind.endswith(f"/{kind}")), None)


def parsed(data: bytes) -> etree._Element:
    """Return the root of an XML file; one that declares types or entities is refused, as office files have none.

    Raises:
        UnreadError: If it is no such file.
    """
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        starved = getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY or _HUGE.search(str(error)) is not None
        raise UnreadError("too-large" if starved else "damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadError("damaged")
    return root


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
