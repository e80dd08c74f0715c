"""Samples of recommendations: what was drawn of what, and whether it still holds. See `docs/quality.md`."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from dhrcurate.domain.canonical import digest
from dhrcurate.domain.edit import SAMPLES, Data
from dhrcurate.domain.extraction import squeezed

if TYPE_CHECKING:  # costs pydantic
    from dhrcurate.domain.record import Recommendation, Record

UNCHANGED = "-"
"""The origin of a recommendation of its record's first extraction."""
_GONE = "/gone"
STATES = "states"
"""The member of a result that holds the states of the sampled rows when it was kept; older ones have none."""
_SEEDS = 2**32
_DIGITS = 16
"""How many digits of its digest tell a row from what it was."""
DECIDED = frozenset({"accepted", "rejected"})
"""The decisions that settle a recommendation."""

Place = tuple[str, str]
"""A record and the key of a recommendation of it."""


class FrameRow(NamedTuple):
    """A recommendation as it was when a sample was drawn.

    Attributes:
        record: The record's id.
        key: Its key.
        seen: Digits of the digest of its number, words, cell and agencies.
        origin: The extraction that it was of.
    """

    record: str
    key: str
    seen: str
    origin: str

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.record, self.key


class Stratum(NamedTuple):
    """A part of a frame that is sampled by itself.

    Attributes:
        name: What its rows share.
        rows: How many there are.
        drawn: How many of them were drawn.
    """

    name: str
    rows: int
    drawn: int


@dataclass(frozen=True)
class Sample:
    """A sample.

    Attributes:
        id: Its id.
        error: The share that it is to bound.
        confidence: How sure that is to be.
        seed: What it was drawn with.
        by: What its strata are; empty if it has none.
        strata: The strata.
        rows: The rows that were drawn, stratum by stratum.
        frame: All rows that they were drawn of.
        result: What came of it; empty while that is open.
    """

    id: str
    error: float
    confidence: float
    seed: int
    by: str
    strata: tuple[Stratum, ...]
    rows: tuple[Place, ...]
    frame: tuple[FrameRow, ...]
    result: Mapping[str, Any] = field(default_factory=dict)

    @property
    def as_data(self) -> dict[str, Any]:
        """The sample as it is written, without its time."""
        parts = {"by": self.by, "strata": [f"{s.name} {s.rows} {s.drawn}" for s in self.strata]} if self.by else {}
        return {
            "id": self.id,
            "error": self.error,
            "confidence": self.confidence,
            "seed": self.seed,
            **parts,
            "rows": [" ".join(place) for place in self.rows],
            "frame": [" ".join(row) for row in self.frame],
        }


def samples_in(data: Data) -> list[Sample]:
    """The samples of the content of a file, the newest last.

    Raises:
        ValueError: If one is not written as a sample is.
    """
    entries = data.get(SAMPLES, [])
    if not isinstance(entries, list):
        raise ValueError(f"'{SAMPLES}' is not a list")  # noqa: TRY004  # as any other fault of the file
    try:
        return [_sample(entry) for entry in entries]
    except KeyError as error:
        raise ValueError(f"an entry is no sample: it has no {error}") from error
    except (TypeError, AttributeError, OverflowError, ValueError) as error:
        raise ValueError(f"an entry is no sample: {error}") from error


def _sample(entry: Data) -> Sample:
    found = Sample(
        str(entry["id"]),
        float(entry["error"]),
        float(entry["confidence"]),
        int(entry["seed"]),
        str(entry.get("by", "")),
        tuple(_stratum(*told.rsplit(" ", 2)) for told in entry.get("strata", ())),
        tuple(place_in(told) for told in entry["rows"]),
        tuple(FrameRow(*told.rsplit(" ", 3)) for told in entry["frame"]),
        dict(entry.get("result", {})),
    )
    if why := _odd(found):
        raise ValueError(why)
    return found


def _odd(sample: Sample) -> str:
    """What does not fit together in a sample, as somebody may have changed the file; empty if all does."""
    for name, share in (("error", sample.error), ("confidence", sample.confidence)):
        if not 0 < share < 1:  # nor is one that is no number
            return f"{name} = {share} is no share between 0 and 1"
    if not 0 <= sample.seed < _SEEDS:
        return f"seed = {sample.seed} is no whole number from 0 to {_SEEDS - 1}"
    if len(set(sample.rows)) < len(sample.rows):
        return "a row is drawn twice"
    frame = [row.place for row in sample.frame]
    if len(set(frame)) < len(frame):
        return "a row stands twice in the frame"
    if outside := set(sample.rows) - set(frame):
        return f"{' '.join(min(outside))} is drawn and not in the frame"
    if any(not 0 <= part.drawn <= part.rows for part in sample.strata):
        return "more is drawn of a stratum than it has"
    totals = sum(part.rows for part in sample.strata), sum(part.drawn for part in sample.strata)
    if sample.strata and totals != (len(frame), len(sample.rows)):
        return "its strata are not those of its rows"
    return _odd_result(sample)


def _odd_result(sample: Sample) -> str:
    """What is wrong with the result of a sample; empty if nothing is, or it has none."""
    if not sample.result:
        return ""
    bound = sample.result.get("bound")
    if not isinstance(bound, int | float) or not 0 <= bound <= 1 or math.isnan(bound):
        return f"the bound of its result is no share: {bound}"
    if not {place_in(told) for told in sample.result.get("wrong", ())} <= set(sample.rows):
        return "its result names a row that was not drawn"
    if not {_told_state(told)[0] for told in sample.result.get(STATES, ())} <= set(sample.rows):
        return "its result tells the state of a row that was not drawn"
    return ""


def _stratum(name: str, rows: str, drawn: str) -> Stratum:
    return Stratum(name, int(rows), int(drawn))


def place_in(told: str) -> Place:
    """A place as it is written: the record, a blank and the key.

    Raises:
        ValueError: If it is none.
    """
    record, key = told.rsplit(" ", 1)
    return record, key


def newest(data: Data) -> Sample | None:
    """The newest sample of the content of a file, `None` if it has none that can be read."""
    try:
        return next(reversed(samples_in(data)), None)
    except ValueError:
        return None


def seen(row: Recommendation) -> str:
    """What tells a recommendation from itself after a change of its number, words, cell or agencies."""
    words = f"{row.title or ''} {row.text}".split()
    told = [squeezed(row.number), words, squeezed(row.addressed_to), list(row.agencies)]
    return digest(told).removeprefix("sha256:")[:_DIGITS]


def state(row: Recommendation) -> int:
    """What tells a recommendation from itself after another decision, or a change of what `seen` looks at.

    It takes a tenth of the time, as `check` asks it of every recommendation.
    """
    agencies = "\n".join(row.agencies)
    told = f"{row.status}\0{row.number or ''}\0{row.title or ''} {row.text}\0{row.addressed_to}\0{agencies}"
    return zlib.crc32(told.encode("utf-8", "surrogatepass"))


def origin_of(recommendation: Recommendation, record: Record) -> str:
    """The extraction of a recommendation; of the first one of its record none need be named."""
    extracted, first = recommendation.extracted, record.extractions[0].id if record.extractions else None
    if extracted is None:
        return UNCHANGED
    return (UNCHANGED if extracted.by == first else extracted.by) + (_GONE if extracted.gone else "")


class Now(NamedTuple):
    """What is known of a recommendation now.

    Attributes:
        origin: Its extraction.
        decided: Whether it is accepted or rejected.
        state: Its `state`.
    """

    origin: str
    decided: bool
    state: int


def changed(sample: Sample, now: Mapping[Place, Now]) -> Counter[str]:
    """Why a sample no longer holds, as counts of rows; empty if it does.

    Args:
        sample: The sample.
        now: All recommendations of the library.
    """
    found: Counter[str] = Counter()
    known = {row.place: row for row in sample.frame}
    found["added"] = sum(not one.decided and place not in known for place, one in now.items())
    for place, row in known.items():
        one = now.get(place)
        if one is None or (one.origin.endswith(_GONE) and not row.origin.endswith(_GONE)):
            found["gone"] += 1
        elif one.origin != row.origin:
            found["extracted again"] += 1
    if sample.result:
        here = [place for place in sample.rows if place in now]
        found["undone"] = sum(not now[place].decided for place in here)
        told = dict(map(_told_state, sample.result.get(STATES, ())))
        otherwise = (now[place].decided and now[place].state != told.get(place, now[place].state) for place in here)
        found["decided or worded otherwise"] = sum(otherwise)
    return +found


def told_state(place: Place, told: int) -> str:
    """The state of a sampled row when the result was kept, as it is written."""
    return f"{' '.join(place)} {told:08x}"


def _told_state(told: str) -> tuple[Place, int]:
    place, value = told.rsplit(" ", 1)
    return place_in(place), int(value, 16)


def still_open(sample: Sample | None, decided: Iterable[Place] = ()) -> frozenset[Place]:
    """The rows of a sample, but for those that are decided."""
    return frozenset(sample.rows if sample else ()) - frozenset(decided)


def of_stratum(sample: Sample) -> list[Sequence[Place]]:
    """The rows that were drawn of each stratum, in their order."""
    found: list[Sequence[Place]] = []
    start = 0
    for stratum in sample.strata:
        found.append(sample.rows[start : start + stratum.drawn])
        start += stratum.drawn
    return found
