"""A text looked for in the documents of a library, as far as they can be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from dhrcurate.curation.documents.opening import LARGEST
from dhrcurate.curation.documents.texts import Texts
from dhrcurate.documents.model import Report
from dhrcurate.documents.process import MissingLibraryError
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import DOCUMENTS, PRIVATE
from dhrcurate.trail.redact import Secret

SEARCHED = frozenset({".pdf"})
"""The suffixes of documents that are read to be searched; others are searched as the archives that they are."""


@dataclass
class DocumentTexts:
    """The texts of the PDF files in the folders of documents.

    Attributes:
        root: The library's folder.
        asked: The documents of the records in question, which are read; of others only a cached text is looked at.
        searched: The files whose whole text was looked at.
        not_wholly: Files of other kinds of which not all could be looked at.
    """

    root: Path
    asked: frozenset[Path] = frozenset()
    searched: set[Path] = field(default_factory=set)
    not_wholly: list[Path] = field(default_factory=list)
    _texts: Texts | None = None

    @classmethod
    def of(cls, root: Path, asked: Iterable[Path]) -> DocumentTexts:
        """Those of a library."""
        return cls(root, frozenset(asked), _texts=Texts(root / PRIVATE, keeps=False))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        if self._texts is not None:
            self._texts.close()

    def holds(self, path: Path, secret: Secret) -> bool | None:
        """Whether a document holds a text; `None` for another file, and for one of which that is not known.

        What is read is not cached: the caches are about to be emptied.
        """
        if path.suffix.lower() not in SEARCHED or path.parent.name != DOCUMENTS:
            return None
        report = self._report(path)
        if report is None or report.problem:
            return None
        if secret.stands_in("\n".join(f"{block.number} {block.text}" for block in report.blocks)):
            return True
        if report.unreadable or report.repaired or report.partly:
            return None
        self.searched.add(path)
        return False

    def _report(self, path: Path) -> Report | None:
        raw = read_or_none(path, LARGEST)
        if raw is None or self._texts is None:
            return None
        digest = hashlib.sha256(raw).hexdigest()
        if (report := self._texts.get(digest)) is not None or path not in self.asked:
            return report
        try:
            return self._texts.read(digest, raw, path.name)
        except MissingLibraryError:
            return None
