"""What curators made of the extractions of one record, as its trail tells it; `docs/quality.md` defines the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rapidfuzz.distance import Levenshtein

from dhrcurate.curation.operations.rejections import KINDS, REJECTED, kind_said
from dhrcurate.curation.updating.base import IMPORT, BaseRow, rows_since, standing_events
from dhrcurate.curation.updating.three_way import FIELDS
from dhrcurate.domain.edit import EXTRACTIONS, RECOMMENDATIONS, Data, get, parts, pointer
from dhrcurate.domain.extraction import agree
from dhrcurate.domain.record import Status
from dhrcurate.domain.samples import DECIDED
from dhrcurate.domain.subject import subject_of
from dhrcurate.trail.event import REIMPORT, ROWS, Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.replay import lineage, state_after
from dhrcurate.trail.rows import Carried, carried

UNKNOWN = "unknown"
"""The extraction, or the model, of which nothing is told."""
_WAIVERS = "waivers"
_FIELD = 3
"""The parts of the path of a recommendation's field."""


@dataclass(frozen=True, slots=True)
class Said:
    """How the rows of one extraction fared.

    Attributes:
        extraction: Its id.
        model: Its model.
        newest: Whether no later one of the record has been taken in since.
        at: The place of its import among the events of the trail.
        counts: How many rows, recommendations and words, by the names in `docs/quality.md`.
    """

    extraction: str
    model: str
    newest: bool
    at: int
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What one trail tells.

    Attributes:
        left_out: Why it tells nothing, one of `LEFT_OUT`; empty if it does.
        csp: The partnership of the review.
        year: The year of the death.
        said: Its extractions.
        rules: By the codes of rules, how often each was fixed, acted on and waived.
    """

    left_out: str = ""
    csp: str = ""
    year: str = ""
    said: tuple[Said, ...] = ()
    rules: Mapping[str, Counter[str]] = field(default_factory=dict)


LEFT_OUT = ("no_trail", "unreadable", "several_heads", "adopted", "redacted")
"""Why a record is left out."""


def judged(trail: Trail) -> Judged:
    """Judges the extractions of a record.

    Raises:
        RefusedError: If the trail does not fit together.
    """
    if not trail.events:
        return Judged("no_trail")
    if len(trail.heads) > 1:
        return Judged("several_heads")
    events = standing_events(trail)
    if any(event.is_root and event.action != IMPORT for event in trail.events):
        return Judged("adopted")
    extractions = [(at, event) for at, event in enumerate(events) if event.action in (IMPORT, REIMPORT)]
    if not extractions:
        return Judged("adopted")
    if any(_is_redacted(event) for _, event in extractions):
        return Judged("redacted")
    said = {at: carried(event) for at, event in extractions}
    line = lineage(trail, trail.by_id(trail.heads[0]))
    first = next((said[at] for at, event in extractions if event.id == line[0].id), None) or carried(line[0])
    now = state_after(line, first.data, first.unknown)
    newest = max(said)
    found = [one for at, _ in extractions for one in _fared(said[at], events, at, now, newest=at == newest)]
    year = get(now, "/review/year_of_death")
    return Judged(
        csp=str(get(now, "/review/csp") or UNKNOWN),
        year=UNKNOWN if year is None else str(year),
        said=tuple(found),
        rules=_rules(events, now),
    )


def _is_redacted(event: Event) -> bool:
    """True if a value that the extraction is judged by was taken out of an event."""
    for change in event.changes:
        if change.redacted is not None:
            where = [part for part in parts(change.path) if part != ROWS]
            if not where or (where[0] == RECOMMENDATIONS and (len(where) < _FIELD or where[_FIELD - 1] in FIELDS)):
                return True
    return False


# One extraction


_Origin = tuple[str, str]
"""An extraction and the model that it used."""


def _fared(said: Carried, events: Sequence[Event], at: int, now: Data, *, newest: bool) -> Iterator[Said]:
    """How the rows of an event fared; a table of several runs or models holds an extraction for each."""
    event, later = events[at], events[at + 1 :]
    recs = {str(rec["key"]): rec for rec in now.get(RECOMMENDATIONS) or ()}
    rows = _apart_again([row for row in rows_since(said, later, now) if not row.gone], recs)
    origin = _Origins(said, event, now)
    of = {row.key: origin.of(row.fields) for row in rows}
    counts: dict[_Origin, Counter[str]] = {one: Counter() for one in (*of.values(),) or (origin.of({}),)}
    holders = Counter(key for row in rows for key in row.keys)
    reasons = _Reasons(later, recs)
    within: set[str] = set()
    for row in rows:
        own = [recs[key] for key in row.keys]
        fate = _fate(row, own, holders, reasons)
        tally = counts[of[row.key]]
        tally.update(fate)
        if fate.keys() & {"divided", "joined"}:
            new = {str(rec["key"]) for rec in own if rec.get("status") == Status.ACCEPTED.value} - within
            within |= new
            tally["within"] += len(new)
    for key, before in _without_row(recs, holders, rows):
        if recs[key].get("status") == Status.ACCEPTED.value:
            counts[of.get(before, next(iter(counts)))]["added"] += 1
    for (extraction, model), tally in counts.items():
        yield Said(extraction, model, newest, at, tally)


def _apart_again(rows: Sequence[BaseRow], recs: Mapping[str, Data]) -> list[BaseRow]:
    """Rows that were joined and divided again, each in the one recommendation that has just its words, if all have one.

    Args:
        rows: The rows.
        recs: The recommendations, by key.
    """
    found = list(rows)
    together: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(rows):
        if len(row.keys) > 1:
            together.setdefault(tuple(sorted(row.keys)), []).append(at)
    for keys, places in together.items():
        own = {key: _wording(recs[key]) for key in keys}
        fitting = [[key for key in keys if own[key] == _wording(rows[at].fields)] for at in places]
        if len(places) == len(keys) == len({key for one in fitting for key in one}) and all(map(len, fitting)):
            left = list(keys)
            for at, one in zip(places, fitting, strict=True):
                key = next(key for key in one if key in left)
                left.remove(key)
                found[at] = replace(rows[at], keys=(key,))
    return found


class _Origins:
    """Which extraction and which model gave each row of an event.

    Args:
        said: What the event carries.
        event: The event.
        now: The record, which names all of its extractions.
    """

    def __init__(self, said: Carried, event: Event, now: Data) -> None:
        entries = [one for data in (now, said.data) for one in data.get(EXTRACTIONS) or () if "id" in one]
        self._models = {str(one["id"]): one.get("model") for one in entries}
        self._default = _default(said, event)
        self._names_any = event.v > 1

    def of(self, row: Data) -> _Origin:
        """Those of one row; an import keeps a model that differs from its extraction's beside the row."""
        if not self._names_any:
            return UNKNOWN, UNKNOWN
        extracted, extra = (row.get(name) or {} for name in ("extracted", "extra"))
        extraction = str(extracted.get("by") or self._default)
        return extraction, str(extra.get("model") or self._models.get(extraction) or UNKNOWN)


def _default(said: Carried, event: Event) -> str:
    """The extraction of the rows that name none."""
    if event.v == 1:
        return UNKNOWN
    if event.action == REIMPORT:
        return str((event.because or {}).get("extraction") or UNKNOWN)
    entries: Sequence[Data] = said.data.get(EXTRACTIONS) or ()
    return str(entries[0].get("id") or UNKNOWN) if len(entries) == 1 else UNKNOWN


def _without_row(
    recs: Mapping[str, Data], holders: Mapping[str, int], rows: Sequence[BaseRow]
) -> Iterator[tuple[str, str]]:
    """The recommendations that stand in no row, each with the row before it in the record, or the first one."""
    row_of = {key: row.key for row in rows for key in row.keys}
    before = rows[0].key if rows else ""
    for key in recs:
        if key in holders:
            before = row_of[key]
        else:
            yield key, before


def _fate(row: BaseRow, own: Sequence[Data], holders: Mapping[str, int], reasons: _Reasons) -> Counter[str]:
    """What became of one row, as counts."""
    if not own:
        return Counter({"n": 1, "removed": 1})
    if any(rec.get("status") not in DECIDED for rec in own):
        return Counter({"open": 1})
    if all(rec.get("status") == Status.REJECTED.value for rec in own):
        return Counter({"n": 1, "rejected": 1, reasons.of([str(rec["key"]) for rec in own]): 1})
    if len(own) > 1:
        return Counter({"n": 1, "divided": 1})
    if holders[str(own[0]["key"])] > 1:
        return Counter({"n": 1, "joined": 1})
    return Counter({"n": 1, "found": 1}) + _corrected(row.fields, own[0])


def _corrected(row: Data, rec: Data) -> Counter[str]:
    """What was corrected of a row that is one recommendation, and how many of its words."""
    if all(row.get(name) == rec.get(name) for name in FIELDS):
        return Counter({"kept": 1, "words": len(_wording(rec))})
    extracted, curated = (_wording(one) for one in (row, rec))
    differs = {
        "number_corrected": not agree(row.get("number"), rec.get("number")),
        "text_corrected": extracted != curated,
        "cell_corrected": not agree(row.get("addressed_to"), rec.get("addressed_to")),
    }
    counts = Counter({name for name, is_so in differs.items() if is_so} or {"kept"})
    return counts + Counter({"words": len(curated), "word_errors": Levenshtein.distance(extracted, curated)})


def _wording(row: Data) -> list[str]:
    """The words of title and text as one: a heading that was set apart is no correction."""
    return f"{row.get('title') or ''} {row.get('text') or ''}".split()


class _Reasons:
    """Why recommendations were rejected.

    Args:
        later: The events since the extraction.
        recs: The recommendations as they are now.
    """

    def __init__(self, later: Sequence[Event], recs: Mapping[str, Data]) -> None:
        self._later = later
        self._recs = recs

    def of(self, keys: Iterable[str]) -> str:
        """The kind that all of some recommendations were rejected as, as the name of a count."""
        kinds = {self._kind(key) for key in keys}
        kind = kinds.pop() if len(kinds) == 1 else None
        return kind.replace("-", "_") if kind else "unstated"

    def _kind(self, key: str) -> str | None:
        status = pointer(RECOMMENDATIONS, key, "status")
        for event in reversed(self._later):
            if any(c.path == status and c.new == Status.REJECTED.value for c in event.of_record):
                told = (event.because or {}).get(REJECTED)
                if told in KINDS:
                    return str(told)
                break
        return kind_said(str(self._recs[key].get("note") or ""))


# Rules


def _rules(events: Iterable[Event], now: Data) -> dict[str, Counter[str]]:
    """By the codes of rules, how often one was fixed or acted on, and how often its findings are waived now."""
    found: dict[str, Counter[str]] = {}
    for event in events:
        for rule, times in _followed(event):
            found.setdefault(rule, Counter())["fixed" if event.action == "fix" else "acted_on"] += times
    for place in (now, *(now.get(RECOMMENDATIONS) or ())):
        for waiver in place.get(_WAIVERS) or ():
            found.setdefault(str(waiver.get("rule")), Counter())["waived"] += 1
    return found


def _followed(event: Event) -> Iterator[tuple[str, int]]:
    """The rules that an event followed, and of how many recommendations; a waiver follows none."""
    because: Mapping[str, Any] = event.because or {}
    if "rule" in because:
        subjects = [one for one in map(subject_of, (c.path for c in event.of_record)) if one.names[:1] != (_WAIVERS,)]
        if subjects:
            yield str(because["rule"]), max(1, len({one.key for one in subjects if one.key}))
    several = because.get("rules")
    for rule, keys in several.items() if isinstance(several, Mapping) else ():
        yield str(rule), max(1, len(keys) if isinstance(keys, list) else 1)
