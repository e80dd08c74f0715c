"""What the rules about a whole library need to know of each record, so that whole records need not be sent to them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

from dhrcurate.domain.record import Record
from dhrcurate.rules.near_duplicates import duty_end

_FIRST_WORDS = 12
_OPENING = 160
"""How many words, and of how many characters, tell at first that two texts are not the same."""


class RecordSummary(NamedTuple):
    """The gist of one record: plain values, quick to send from one process to another.

    Attributes:
        id: The record's id.
        title: Of the review; so are `csp` and `year_of_death`.
        csp: The partnership.
        year_of_death: The year.
        publisher: Of the source; so are `url`, `library_id` and `sha256`.
        url: The link.
        library_id: The publisher's own id.
        sha256: Digest of the page.
        waived: What the record's waivers name.
        keys: Of the recommendations in the order of the file; so are `numbers`, `texts`, `duties` and `beginnings`.
        numbers: As printed.
        texts: In lower case.
        duties: Where what is to be done begins in each of `texts`.
        beginnings: A number that texts which begin with the same words share, and seldom any others.
        uses: Each name in `agencies`, with the position of the first recommendation that has it and how many have.
        cells: Each addressed-to cell once.
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
    uses: dict[str, tuple[int, int]]
    cells: frozenset[str]

    def name(self, i: int) -> str:
        """How a recommendation is named from outside its record."""
        return f"{self.id}#{self.keys[i]}"


def record_summary(record: Record) -> RecordSummary:
    """The gist of a record."""
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
        uses=uses,
        cells=frozenset([r.addressed_to for r in rows]),
    )


def _beginning(text: str) -> int:
    """A number for the first words of a text; of a short one, or one of long words, for all of them."""
    words = text[:_OPENING].casefold().split(None, _FIRST_WORDS)
    words = words[:_FIRST_WORDS] if len(words) > _FIRST_WORDS else text.casefold().split()
    return zlib.crc32(" ".join(words).encode("utf-8", "surrogatepass"))
