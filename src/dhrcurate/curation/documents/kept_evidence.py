"""Evidence kept beside the cached texts, with what it was worked out from, so that it is never an old answer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from dhrcurate.documents.cache import reader_version
from dhrcurate.documents.evidence import Wanted
from dhrcurate.domain.evidence import Box, Difference, DocumentFacts, Evidence, Located, Passage, Role, Status, Version
from dhrcurate.storage.sealed import SealedFolder

SUFFIX = ".evidence"
_FOLDER = "documents"
_LARGEST = 64 * 2**20
_DAMAGED = (ValueError, TypeError, KeyError, AttributeError, RecursionError)


def key_of(digest: str, wanted: Sequence[Wanted], removed: Sequence[str]) -> str:
    """Returns a digest of everything that the evidence of a record is worked out from.

    Args:
        digest: Of its documents.
        wanted: Its recommendations.
        removed: The texts of those that were removed.
    """
    state = [reader_version(), digest, [asdict(one) for one in wanted], list(removed)]
    return hashlib.sha256(orjson.dumps(state)).hexdigest()


def get(private: Path, record_id: str, key: str) -> Evidence | None:
    """Returns the evidence of a record if it was worked out from the same; `None` too where it is damaged."""
    raw = _folder(private).read(record_id + SUFFIX, _LARGEST)
    head = orjson.dumps(key) + b"\n"
    if raw is None or not raw.startswith(head):
        return None
    with suppress(*_DAMAGED):
        return _evidence(orjson.loads(raw[len(head) :]))
    return None


def put(private: Path, record_id: str, key: str, evidence: Evidence, since: bytes | None) -> None:
    """Keeps the evidence of a record in place of what was kept of it; where that cannot be written it is not kept.

    Nor is it where the caches were emptied since what `when_emptied` told (`since`) before it was worked out.
    """
    raw = orjson.dumps(key) + b"\n" + orjson.dumps(evidence, default=list)
    _folder(private).write_unless_emptied(record_id + SUFFIX, [raw], since)


def drop(private: Path, record_id: str) -> None:
    """Removes what is kept of a record.

    Raises:
        OSError: If it is there and cannot be removed.
    """
    _folder(private).drop(record_id + SUFFIX)


def _folder(private: Path) -> SealedFolder:
    return SealedFolder(private, _FOLDER)


def _evidence(form: Mapping[str, Any]) -> Evidence:
    return Evidence(
        tuple(_facts(one) for one in form["documents"]),
        tuple(
            Located(
                one["key"],
                Status(one["status"]),
                tuple(map(_passage, one["passages"])),
                tuple(Difference(*pair) for pair in one["differences"]),
                tuple(Version(*version) for version in one["versions"]),
            )
            for one in form["recommendations"]
        ),
        tuple(map(_passage, form["not_extracted"])),
    )


def _facts(form: Mapping[str, Any]) -> DocumentFacts:
    return DocumentFacts(**{**form, "unreadable_pages": tuple(form["unreadable_pages"])})


def _passage(form: Mapping[str, Any]) -> Passage:
    addressed = form["addressed"]
    lists = {
        "pages": tuple(form["pages"]),
        "page_labels": tuple(form["page_labels"]),
        "boxes": tuple(Box(*box) for box in form["boxes"]),
        "addressed": None if addressed is None else tuple(addressed),
        "role": Role(form["role"]),
    }
    return Passage(**{**form, **lists})
