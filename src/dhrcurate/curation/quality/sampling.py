"""Samples of a library: drawn, decided, and what they say of all that they were drawn of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from dhrcurate.curation.checking.workers import run
from dhrcurate.curation.library import Library
from dhrcurate.curation.proposal import Proposal
from dhrcurate.curation.quality.bounds import bound, bound_of_strata, sample_size, stratum_sizes
from dhrcurate.domain.edit import SAMPLES, Edit, pointer
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.record import Status
from dhrcurate.domain.samples import (
    DECIDED,
    STATES,
    FrameRow,
    Now,
    Place,
    Sample,
    Stratum,
    changed,
    of_stratum,
    origin_of,
    place_in,
    samples_in,
    seen,
    state,
    told_state,
)
from dhrcurate.storage.document import Document

_ACTION = "sample"
_CSP = "csp"


class Row(NamedTuple):
    """A recommendation of the library, as far as samples ask.

    Attributes:
        frame: It as a row of a frame.
        status: Its status.
        csp: The partnership of its record.
        state: Its `dhrcurate.domain.samples.state`.
    """

    frame: FrameRow
    status: str
    csp: str
    state: int

    @property
    def decided(self) -> bool:
        """True if it is accepted or rejected."""
        return self.status in DECIDED


def rows_of(library: Library, *, jobs: int = 1) -> dict[Place, Row]:
    """All recommendations of the readable records of a library."""
    paths = list(library.folder.record_paths())
    found = (row for rows in run(_rows_at, paths, jobs) for row in rows)
    return {row.frame.place: row for row in sorted(found)}


def _rows_at(path: Path) -> list[Row]:
    record = Document.read(path).record
    if record is None:
        return []
    return [
        Row(FrameRow(record.id, r.key, seen(r), origin_of(r, record)), r.status.value, record.review.csp, state(r))
        for r in record.recommendations
    ]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sample stands now.

    Attributes:
        sample: The sample.
        open: How many of its rows are not decided.
        wrong: Those that were changed or rejected since it was drawn, or are gone.
        why: Why it no longer holds, as counts; empty if it does.
        bound: The share of wrong recommendations that is not exceeded; `None` while rows are open or it does not hold.
        strata: The same for each stratum, with how many rows of it were wrong.
        states: Its rows as they are now, as a result keeps them.
    """

    sample: Sample
    open: int
    wrong: tuple[Place, ...]
    why: Mapping[str, int]
    bound: float | None = None
    strata: tuple[tuple[Stratum, int, float], ...] = ()
    states: tuple[str, ...] = ()

    @property
    def is_under_way(self) -> bool:
        """True while it holds and rows of it are to be decided."""
        return not self.why and self.open > 0


def standing(sample: Sample, rows: Mapping[Place, Row]) -> Standing:
    """How a sample stands beside the recommendations of a library."""
    then = {row.place: row.seen for row in sample.frame}
    why = changed(sample, {place: Now(row.frame.origin, row.decided, row.state) for place, row in rows.items()})
    is_open = sum(place in rows and not rows[place].decided for place in sample.rows)
    if sample.result:
        wrong = tuple(map(place_in, sample.result.get("wrong", ())))
    else:
        wrong = tuple(place for place in sample.rows if _is_wrong(rows.get(place), then[place]))
    if is_open or why:
        return Standing(sample, is_open, wrong, why)
    states = tuple(told_state(place, rows[place].state) for place in sample.rows if place in rows)
    if not sample.strata:
        return Standing(
            sample, 0, wrong, why, bound(len(then), len(sample.rows), len(wrong), sample.confidence), states=states
        )
    counts = [sum(place in wrong for place in drawn) for drawn in of_stratum(sample)]
    strata = tuple(
        (one, count, bound(one.rows, one.drawn, count, sample.confidence))
        for one, count in zip(sample.strata, counts, strict=True)
    )
    whole = bound_of_strata([(one.rows, one.drawn) for one in sample.strata], len(wrong), sample.confidence)
    return Standing(sample, 0, wrong, why, whole, strata, states)


def _is_wrong(row: Row | None, then: str) -> bool:
    return row is None or row.status == Status.REJECTED or row.frame.seen != then


def draw(
    rows: Mapping[Place, Row], error: float, confidence: float, seed: int, by: str = "", known: Iterable[str] = ()
) -> Sample:
    """Draws a sample of the undecided recommendations; the same seed draws the same ones.

    Args:
        rows: All recommendations of the library.
        error: The share of wrong ones that it is to bound if none of its rows is wrong.
        confidence: How sure that is to be.
        seed: The seed.
        by: `csp` to draw from each partnership in proportion; empty to draw from all.
        known: The ids that earlier samples have.

    Raises:
        RefusedError: If nothing is undecided.
    """
    frame = [row for row in rows.values() if not row.decided]
    if not frame:
        raise RefusedError("no recommendation is undecided, so that there is nothing to draw a sample of")
    groups: dict[str, list[FrameRow]] = {}
    for row in frame:
        groups.setdefault(row.csp if by == _CSP else "", []).append(row.frame)
    names = sorted(groups)
    sizes = (
        stratum_sizes([len(groups[name]) for name in names], error, confidence)
        if by
        else [sample_size(len(frame), error, confidence)]
    )
    drawn = [_drawn(groups[name], size, seed) for name, size in zip(names, sizes, strict=True)]
    strata = [Stratum(name, len(groups[name]), size) for name, size in zip(names, sizes, strict=True)] if by else []
    return Sample(
        _id(frame, seed, known),
        error,
        confidence,
        seed,
        by,
        tuple(strata),
        tuple(place for some in drawn for place in some),
        tuple(row.frame for row in frame),
    )


def _drawn(rows: Sequence[FrameRow], size: int, seed: int) -> list[Place]:
    """The rows whose numbers come first; the number of a row is the digest of the seed and its place."""

    def number(row: FrameRow) -> bytes:
        return hashlib.sha256(f"{seed}/{row.record}/{row.key}".encode("utf-8", "surrogatepass")).digest()

    return sorted(row.place for row in sorted(rows, key=number)[:size])


def _id(frame: Sequence[Row], seed: int, known: Iterable[str]) -> str:
    taken = set(known)
    for at in range(len(taken) + 1):
        said = "\n".join([f"{seed} {at}", *(" ".join(row.frame) for row in frame)])
        name = f"s-{hashlib.sha256(said.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
        if name not in taken:
            return name
    raise AssertionError("as many names as samples, and one more, cannot all be taken")


def samples_of(library: Library) -> list[Sample]:
    """The samples that were drawn of a library, the newest last.

    Raises:
        RefusedError: If its file holds something else.
    """
    path = library.folder.samples_path
    if path.is_file() and not library.samples_data():
        raise RefusedError(f"{path}: it cannot be read; `dhrcurate audit restore samples` brings an earlier state back")
    try:
        return samples_in(library.samples_data())
    except ValueError as error:
        raise RefusedError(f"{path}: {error}") from error


def to_keep(sample: Sample) -> Proposal:
    """The change that keeps a sample that was drawn."""
    entry: dict[str, Any] = {**sample.as_data, "at": datetime.now(UTC).replace(microsecond=0)}
    return Proposal(_ACTION, (Edit(pointer(SAMPLES, sample.id), None, entry),), because={"operation": "draw"})


def to_conclude(found: Standing) -> Proposal:
    """The change that keeps what came of a sample."""
    wrong = [" ".join(place) for place in found.wrong]
    result = {
        "at": datetime.now(UTC).replace(microsecond=0),
        "bound": found.bound,
        "wrong": wrong,
        STATES: list(found.states),
    }
    path = pointer(SAMPLES, found.sample.id, "result")
    return Proposal(_ACTION, (Edit(path, None, result),), because={"operation": "conclude"})
