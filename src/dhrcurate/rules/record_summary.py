"""A summary of each record for the rules about the whole library, so that they do not need whole records."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

from dhrcurate.domain.record import Record
from dhrcurate.domain.samples import DECIDED, origin_of, state
from dhrcurate.rules.near_duplicates import duty_end

_FIRST_WORDS = 12
_OPENING = 160
"""The number of first words, within so many first characters, that show quickly that two texts differ."""


class RecordSummary(NamedTuple):
    """A summary of one record: plain values that are fast to send to another process.

    Attributes:
        id: The record's id.
        title: The review's title, as `csp` and `year_of_death`.
        csp: The partnership.
        year_of_death: The year.
        publisher: The source's publisher, as `url`, `library_id` and `sha256`.
        url: The link.
        library_id: The publisher's own id.
        sha256: Digest of the page.
        waived: The rules that the record's waivers name.
        keys: The recommendations' keys in file order, as `numbers`, `texts`, `duties` and `beginnings`.
        numbers: As printed.
        texts: In lower case.
        duties: The result of `duty_end` for each of `texts`.
        beginnings: For each text a checksum of its first words: equal for texts that begin alike, and rarely for
        others.
        origins: The extraction of each, as `dhrcurate.domain.samples` names it.
        states: What tells each from itself after another decision or wording, as `dhrcurate.domain.samples` does.
        decided: The keys of those that are accepted or rejected.
        uses: Each name in `agencies`, with the position of the first recommendation that has it, and their
        number. cells: Each addressed-to cell once.
    """

    id: str
    title: str
    csp: str
    year_of_death: int | None
    publisher: str | None
    url: str | None
    library_id: str | None
    sha256: str | None
    waived: Sequence[str]
    keys: Sequence[str]
    numbers: Sequence[str | None]
    texts: Sequence[str]
    duties: Sequence[int]
    beginnings: Sequence[int]
    origins: Sequence[str]
    states: Sequence[int]
    decided: frozenset[str]
    uses: dict[str, tuple[int, int]]
    cells: frozenset[str]

    def name(self, i: int) -> str:
        """The name of a recommendation outside its record."""
        return f"{self.id}#{self.keys[i]}"


def record_summary(record: Record) -> RecordSummary:
    """Summarises a record."""
    review, source, rows = record.review, record.source, record.recommendations
    uses: dict[str, tuple[int, int]] = {}
    for i, r in enumerate(rows):
        for name in r.agencies:
            first, times = uses.get(name, (i, 0))
            uses[name] = first, times + 1
    texts = [r.text.lower() for r in rows]
    return RecordSummary(
        id=record.id,
        title=review.title,
        csp=review.csp,
        year_of_death=review.year_of_death,
        publisher=source.publisher,
        url=source.url,
        library_id=source.library_id,
        sha256=source.sha256,
        waived=[w.rule for w in (*record.waivers, *(w for r in rows for w in r.waivers))],
        keys=[r.key for r in rows],
        numbers=[r.number for r in rows],
        texts=texts,
        duties=list(map(duty_end, texts)),
        beginnings=list(map(_beginning, texts)),
        origins=[origin_of(r, record) for r in rows],
        states=list(map(state, rows)),
        decided=frozenset([r.key for r in rows if r.status.value in DECIDED]),
        uses=uses,
        cells=frozenset([r.addressed_to for r in rows]),
    )


def _beginning(text: str) -> int:
    """A checksum of the first words of a text, or of all words if it is short or its words are long."""
    words = text[:_OPENING].casefold().split(None, _FIRST_WORDS)
    words = words[:_FIRST_WORDS] if len(words) > _FIRST_WORDS else text.casefold().split()
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))
