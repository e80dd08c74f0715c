"""An export written by several processes: each reads, masks and renders some of the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from dhrcurate.curation.checking.aside import Aside, Stretch
from dhrcurate.curation.checking.workers import forks, spread
from dhrcurate.curation.exporting import Reviews
from dhrcurate.exporters import FORMATS, TABLES, Export

FEW = 100
"""Up to this many records are exported faster than other processes start."""

_BATCH = 20

_Render = Callable[[Export], Iterator[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """Some records as they are exported.

    Attributes:
        number: Their position among the parts.
        raw: The text.
        written: The number of their reviews.
        went: The number of the recommendations of these, by status.
        stayed: The number of those that were not selected for their status, by status.
        told: What was told of records that cannot be read.
        notices: What was told of records of which something is lacking.
    """

    number: int
    raw: Stretch
    written: int
    went: Counter[str]
    stayed: Counter[str]
    told: Sequence[str]
    notices: Sequence[str]


def render(export: Export, form: str, jobs: int) -> Iterator[str | bytes]:
    """The text (or bytes) of an export, a piece at a time, in the order of its records.

    Args:
        export: The export.
        form: A name of `FORMATS`.
        jobs: How many processes may work at a time.
    """
    reviews = export.reviews
    if form not in TABLES or jobs < 2 or not forks() or not isinstance(reviews, Reviews):
        yield from FORMATS[form](export)
        return
    head, rows = TABLES[form]
    ids = reviews.ids()
    here = ids if len(ids) <= FEW else ids[:_BATCH]  # what is made at the first need is then there in each process
    yield head(export)
    export.reviews = replace(reviews, only=here)
    yield from rows(export)
    batches = [ids[at : at + _BATCH] for at in range(len(here), len(ids), _BATCH)]
    parts = spread(partial(_part, export, reviews, rows), list(enumerate(batches)), jobs)
    for part in _in_order(parts):
        export.written += part.written
        export.went.update(part.went)
        export.stayed.update(part.stayed)
        for words in part.told:
            reviews.tell(words)
        for words in part.notices:
            reviews.notice(words)
        yield part.raw.read().decode("utf-8", "surrogatepass")


def _part(export: Export, reviews: Reviews, rows: _Render, batch: tuple[int, Sequence[str]]) -> _Part:
    number, ids = batch
    told: list[str] = []
    notices: list[str] = []
    some = replace(reviews, only=ids, tell=told.append, notice=notices.append, stayed=Counter())
    own = replace(export, reviews=some, written=0, went=Counter(), stayed=some.stayed)
    raw = "".join(rows(own)).encode("utf-8", "surrogatepass")
    return _Part(number, Stretch(raw), own.written, own.went, own.stayed, told, notices)


def _in_order(parts: Iterator[_Part]) -> Iterator[_Part]:
    """The parts in their order; those that come early are put aside, which is half of them, as stretches are shared."""
    aside = Aside()
    early: dict[int, _Part] = {}
    wanted = 0
    for part in parts:
        early[part.number] = replace(part, raw=aside.put(part.raw.raw)) if part.number != wanted else part
        while found := early.pop(wanted, None):
            yield found
            wanted += 1
