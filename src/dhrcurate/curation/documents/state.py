"""What the evidence of a record depends on besides the record, told without reading a document or the record again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import orjson

from dhrcurate.curation.documents.opening import Found, Named, Shelf
from dhrcurate.domain.evidence import Mode


def digest_of_documents(shelf: Shelf, record: Path, documents: Sequence[Named], mode: Mode) -> str | None:
    """Returns what the evidence of a record depends on besides the record, its trail and this program.

    It looks at the files but reads none that was digested before and has not changed, so that a check of a library
    whose documents are as they were costs little. The digest names each document, whether it is at hand and may be
    opened, and, where none is read, whether its text is cached. It is that of `evidence_of_record` for the same
    arguments.

    Args:
        shelf: The library's documents.
        record: The record's file.
        documents: What `named_in` returned for the record; it may come from a cache that knows the record's bytes.
        mode: As for `evidence_of_record`.

    Returns:
        `None` where `evidence_of_record` returns none.

    Raises:
        UnusableError: If the user's configuration is broken.
    """
    if not documents or mode == "off":
        return None
    return digest_of_found(shelf, [(one, shelf.find(record, one)) for one in documents], mode)


def digest_of_found(shelf: Shelf, found: Sequence[tuple[Named, Found]], mode: Mode) -> str:
    """Returns the same for documents that were looked for already."""
    state = [
        [*one, place.there, place.refused or place.missing, mode == "read" or shelf.texts.has(one.sha256)]
        for one, place in found
    ]
    return hashlib.sha256(orjson.dumps(state)).hexdigest()
