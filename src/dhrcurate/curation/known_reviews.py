"""The reviews of a file that the library has from an earlier import."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dhrcurate.curation.library import Library, Loaded
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import plural
from dhrcurate.importers import Imported
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import read_or_none
from dhrcurate.trail.event import REIMPORT
from dhrcurate.trail.history import reversed_events
from dhrcurate.trail.log import read_events
from dhrcurate.trail.rows import carried

_DIGEST = re.compile(rb"[0-9a-f]{64}")
_SHOWN = 3
_IMPORTS = ("import", REIMPORT)


class KnownReviews:
    """The records that were made from the reviews of a file before, one for each at most.

    A review is known by what its record held when it was imported, which no curator changes. A file's own reviews are
    never one another's duplicates, however alike they are.

    Args:
        library: The library.
        reviews: The file's reviews.
        digest: The digest of the file.
    """

    def __init__(self, library: Library, reviews: Sequence[Imported], digest: str) -> None:
        self._library = library
        self._left = list(self._candidates({str(review.data["source"]["sha256"]) for review in reviews}))
        self.records: list[Candidate | None] = [self._same(review) for review in reviews]
        for i, review in enumerate(reviews):
            if self.records[i] is None:
                single = len(reviews) == 1 and review.data["source"]["sha256"] == digest
                self.records[i] = self._alike(review, single=single)

    def pages(self, raw: bytes) -> Iterator[str]:
        """The copies of the file that these records keep."""
        for record in self.records:
            if record is not None and self._library.page_bytes(record.loaded) == raw:
                yield str(record.loaded.data["source"]["page"])

    def _candidates(self, digests: set[str]) -> Iterator[Candidate]:
        for record_id in self._library.ids():
            raw = read_or_none(self._library.folder.record_path(record_id), MAX_BYTES)
            if raw is None or _mentions(raw, digests):
                loaded = self._library.load(record_id)
                source = loaded.data.get("source")
                if isinstance(source, dict) and source.get("sha256") in digests:
                    yield Candidate(loaded, self._as_imported(record_id) or loaded.data)

    def _as_imported(self, record_id: str) -> Mapping[str, Any] | None:
        """What the newest extraction of a record said; `None` if its trail does not tell."""
        try:
            trail = read_events(read_or_none(self._library.folder.trail_path(record_id), MAX_BYTES) or b"")
            undone = reversed_events(trail)
            imports = [e for e in trail.events if e.action in _IMPORTS and e.id not in undone]
            return (carried(imports[-1]).data or None) if imports else None
        except RefusedError:
            return None

    def _same(self, review: Imported) -> Candidate | None:
        content = content_of(review.data)
        return self._taken(next((c for c in self._left if c.content == content), None))

    def _alike(self, review: Imported, *, single: bool) -> Candidate | None:
        """The record of a review that was read otherwise then: by another version, or with other options."""
        digest, about, texts = review.data["source"]["sha256"], _about(review.data), _texts(review.data)
        for candidate in self._left:
            if candidate.sha256 == digest and (single or (candidate.about == about and texts <= candidate.texts)):
                return self._taken(candidate)
        return None

    def _taken(self, candidate: Candidate | None) -> Candidate | None:
        if candidate is not None:
            self._left.remove(candidate)
        return candidate


class Candidate:
    """A record of the same source.

    Args:
        loaded: The record.
        imported: What it held when it was imported.
    """

    def __init__(self, loaded: Loaded, imported: Mapping[str, Any]) -> None:
        self.loaded = loaded
        self.sha256 = loaded.data["source"]["sha256"]
        self.content = content_of(imported)
        self.about = _about(imported)
        self.in_order = [_words(recommendation) for recommendation in imported.get("recommendations", ())]
        self.texts = frozenset(self.in_order)


def _mentions(raw: bytes, digests: set[str]) -> bool:
    if len(digests) == 1:
        return next(iter(digests)).encode() in raw
    return not digests.isdisjoint(found.decode() for found in _DIGEST.findall(raw))


def content_of(data: Mapping[str, Any]) -> str:
    """What a file says of a review, as one string: its facts, and its recommendations in order."""
    source = {k: v for k, v in data.get("source", {}).items() if k not in {"page", "imported"}}
    rows = [[r.get(k) for k in ("number", "title", "text", "addressed_to")] for r in data.get("recommendations", ())]
    return json.dumps([data.get("review"), source, rows], sort_keys=True, default=str)


def _about(data: Mapping[str, Any]) -> list[Any]:
    review, source = data.get("review", {}), data.get("source", {})
    names = ("title", "csp", "published", "report_date", "year_of_death")
    return [*(review.get(name) for name in names), source.get("url"), source.get("library_id")]


def _texts(data: Mapping[str, Any]) -> set[str]:
    return set(map(_words, data.get("recommendations", ())))


def _words(recommendation: Mapping[str, Any]) -> str:
    return f"{recommendation.get('title', '')} {recommendation.get('text', '')}".strip()


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def lacking(record: Candidate, review: Imported) -> Iterator[str]:
    """What to tell of recommendations of a file that its record did not hold when it was imported.

    Args:
        record: The record.
        review: The review, as the file is read now.
    """
    new = _texts(review.data) - record.texts
    if not new:
        return
    held = _squeezed(" ".join(record.in_order))
    texts = map(_words, review.data["recommendations"])
    absent = [text for text in texts if text in new and _squeezed(text) not in held]
    if absent:
        said = ", ".join(f"“{text[:60]}”" for text in absent[:_SHOWN]) + (", ..." if len(absent) > _SHOWN else "")
        are = "is" if len(absent) == 1 else "are"
        yield f"{plural(len(absent), 'recommendation')} of the file {are} not in {record.loaded.id}: {said}"
