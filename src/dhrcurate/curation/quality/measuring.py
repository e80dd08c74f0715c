"""The extractions of a whole library, judged record by record and put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dhrcurate.curation.checking.workers import run
from dhrcurate.curation.library import Library
from dhrcurate.curation.quality.judged import LEFT_OUT, Judged, Said, judged
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.files import UnreadableError, read_file
from dhrcurate.storage.folder import MAX_TRAIL_BYTES, leads_out, trail_beside
from dhrcurate.trail.log import read_events

BY: Mapping[str, Callable[[Judged, Said], str]] = {
    "extraction": lambda _judged, said: said.extraction,
    "model": lambda _judged, said: said.model,
    "csp": lambda judged, _said: judged.csp,
    "year": lambda judged, _said: judged.year,
}
"""What figures may be told by, and the name that puts an extraction of a record into one of its rows."""
SIDE_BY_SIDE = frozenset({"extraction", "model"})
"""By these a record counts with each extraction, the newest of each name; otherwise with the newest alone."""
ALL = "all"


@dataclass(frozen=True)
class Quality:
    """What the trails of a library tell.

    Attributes:
        of: How many records were judged, and how many were left out for which reason.
        rows: The counts by the name of each row, sorted.
        rules: By the codes of rules, how often each was fixed, acted on and waived, sorted.
        unreadable: What is wrong with records that could not be read, a line each.
    """

    of: Mapping[str, int]
    rows: Mapping[str, Counter[str]]
    rules: Mapping[str, Counter[str]] = field(default_factory=dict)
    unreadable: tuple[str, ...] = ()


def measured(library: Library, by: str | None = None, *, jobs: int = 1) -> Quality:
    """Judges the extractions of a library.

    Args:
        library: The library.
        by: One of `BY`; `None` for one row of all.
        jobs: How many processes may work at a time.
    """
    paths = list(library.folder.record_paths())
    rows: dict[str, Counter[str]] = {}
    rules: dict[str, Counter[str]] = {}
    left_out: Counter[str] = Counter()
    unreadable: list[str] = []
    for one, trouble in run(_judged_at, paths, jobs):
        left_out[one.left_out] += 1
        unreadable += [trouble] if trouble else []
        named = [(BY[by](one, said) if by else ALL, said) for said in one.said]
        last = {name: max(said.at for other, said in named if other == name) for name, _ in named}
        for name, said in named:
            # Of several extractions in one row the last counts: each recommendation is there once.
            if said.at == last[name] if by in SIDE_BY_SIDE else said.newest:
                rows.setdefault(name, Counter()).update(said.counts)
        for rule, counts in one.rules.items():
            rules.setdefault(rule, Counter()).update(counts)
    of = {"records": len(paths), "judged": left_out[""], **{why: left_out[why] for why in LEFT_OUT}}
    if by is None:
        rows.setdefault(ALL, Counter())
    return Quality(of, _sorted(rows), _sorted(rules), tuple(sorted(unreadable)))


def _judged_at(path: Path) -> tuple[Judged, str]:
    """What the trail of a record tells, and what is wrong with it in words; nothing if it tells anything."""
    trail = trail_beside(path)
    try:
        if leads_out(trail):
            return Judged("no_trail"), ""
        return judged(read_events(read_file(trail, MAX_TRAIL_BYTES), str(trail))), ""
    except FileNotFoundError:
        return Judged("no_trail"), ""
    except (RefusedError, UnreadableError) as error:
        return Judged("unreadable"), str(error)


def _sorted(rows: Mapping[str, Counter[str]]) -> dict[str, Counter[str]]:
    return {name: rows[name] for name in sorted(rows)}
