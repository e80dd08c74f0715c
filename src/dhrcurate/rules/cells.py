"""The names in an addressed-to cell; read once per record and shared by the rules about addressees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from weakref import WeakKeyDictionary, proxy

from dhrcurate.domain.agency import (
    DECIDED,
    NO_BODIES,
    Agency,
    Context,
    Decision,
    Interval,
    Names,
    Part,
    Split,
    Suggestion,
    generations,
)
from dhrcurate.domain.asked import Remembered
from dhrcurate.domain.finding import Span
from dhrcurate.domain.plural_name import plural_head
from dhrcurate.rules.name_shapes import Shape, shape_of

CACHED_CELLS = 20_000
"""The most cells that are remembered, and the most names: records of one area, which share them, follow each other."""


class NameType(StrEnum):
    """The type of a written name."""

    BODY = "body"
    COLLECTIVE = "collective"
    UNSPECIFIC = "unspecific"
    NO_AGENCY = "no agency"
    UNKNOWN = "unknown"


LIKELY = 0.6
"""A candidate with this score is more likely meant than not, and is proposed."""

SURELY = 0.85
"""The score from which a name surely is an entry that is no body: what only resembles one scores less."""

_OF_KIND = {
    "collective": NameType.COLLECTIVE,
    "relative": NameType.UNSPECIFIC,
    "anonymised": NameType.UNSPECIFIC,
    "role": NameType.NO_AGENCY,
    "meeting": NameType.NO_AGENCY,
}
_NOBODY = frozenset(
    {"", "-", "--", "–", "—", "n/a", "na", "none", "not stated", "not specified", "unknown", "tbc", "nil"}
)
_GROUP = re.compile(r"(?:group|board|forum|network|committee|hub|unit|team|partnership)s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenName:
    """One name of a cell.

    Attributes:
        part: The name as written, and where in the cell.
        sort: Its type.
        reason: The register's kind or the shape that decides its type, for messages; empty for agencies and unknown
            names.
        registered: Whether it is in the register: it is exactly a name there, or is taken for one.
        stands_for: The register's name that it stands for, if that is nearly certain; several only if a curator has
            decided so before.
        exact: Whether it is exactly that name or an alias, except for capitals.
        inferred: Whether the record's place or time was needed to identify the agency.
        office: Whether it says somebody's office in the agency.
        proposed: A likely agency if none is nearly certain.
        others: Agencies that serve the record's area and may be meant, if none of them is likely.
        gone: The agency with this name, if it did not exist at the time that counts.
    """

    part: Part
    sort: NameType
    reason: str = ""
    registered: bool = False
    stands_for: tuple[str, ...] = ()
    exact: bool = False
    inferred: bool = False
    office: bool = False
    proposed: str | None = None
    others: tuple[str, ...] = ()
    gone: Agency | None = None

    def at(self, part: Part) -> WrittenName:
        """The same name at another place, which costs less than half of what `replace` does."""
        return WrittenName(
            part,
            self.sort,
            self.reason,
            self.registered,
            self.stands_for,
            self.exact,
            self.inferred,
            self.office,
            self.proposed,
            self.others,
            self.gone,
        )

    @property
    def text(self) -> str:
        """The name as written."""
        return self.part.text

    @property
    def span(self) -> Span:
        """Its place in the cell."""
        return Span(self.part.start, self.part.end)

    @property
    def canonical(self) -> str | None:
        """The canonical names that it stands for, as one string for messages and comparisons."""
        return " and ".join(self.stands_for) or None

    @property
    def same(self) -> str:
        """A key that names with the same meaning share."""
        return self.canonical or self.text.casefold()

    @property
    def told(self) -> bool:
        """True if the name, with the record's place and time, tells one body that stood then, or a curator decided."""
        return self.sort is NameType.BODY and bool(self.stands_for) and self.gone is None

    @property
    def safe(self) -> bool:
        """True if the canonical name can be used without a review: what is called sure everywhere."""
        return self.told and not self.inferred and not self.office and not self.part.open


@dataclass(frozen=True, slots=True)
class Cell:
    """A parsed addressed-to cell."""

    split: Split
    names: tuple[WrittenName, ...]

    @property
    def fused(self) -> bool:
        """True if nothing but a blank separates two names."""
        return self.split.joined_by == "space"

    @property
    def safe(self) -> bool:
        """True if its canonical names can be used without a review: each part is a body, and another one."""
        return self.complete and all(name.safe for name in self.names)

    @property
    def complete(self) -> bool:
        """True if no part is empty and none has the meaning of another: a name may have been lost there."""
        return not self.split.empty_parts and len({name.same for name in self.names}) == len(self.names)


def read_cell(text: str, names: Names, context: Context) -> Cell:
    """Splits a cell and reads each of its names; once for all contexts in which they mean the same."""
    return _readings(names).cells(text, context)


def read_name(part: Part, names: Names, context: Context) -> WrittenName:
    """Reads one name: as curators have decided before, else as an exact name, else as the register suggests."""
    return _of_part(part, _readings(names).names(part.text, context))


class _Readings:
    """What was read with a register: records share the cells, and those the names in them."""

    def __init__(self, names: Names) -> None:
        known: Names = proxy(names)  # which ends with all that was read with it
        self.names = Remembered(partial(_read_name, known), CACHED_CELLS)
        self.cells = Remembered(partial(_read_cell, known, self.names), CACHED_CELLS)


_READ: WeakKeyDictionary[Names, _Readings] = WeakKeyDictionary()


def _readings(names: Names) -> _Readings:
    found = _READ.get(names)
    if found is None:
        found = _READ[names] = _Readings(names)
    return found


def _of_part(part: Part, name: WrittenName) -> WrittenName:
    return name if name.part == part else name.at(part)


def split_cell(text: str, names: Names, context: Context) -> Split:
    """Splits a cell into the names in it, whatever they mean."""
    whole = text.strip()
    if len(names.named(whole)) == 1 and "|" not in whole:
        # The most common cell is one exact name, for which splitting would cost the most and find nothing.
        start = text.index(whole)
        return Split((Part(whole, start, start + len(whole)),))
    return names.split(text, context)


def _read_cell(names: Names, read: Remembered[str, WrittenName], text: str, context: Context) -> Cell:
    if text.strip().casefold() in _NOBODY:
        return Cell(Split(()), ())
    split = split_cell(text, names, context)
    return Cell(split, tuple(_of_part(part, read(part.text, context)) for part in split.parts))


def _read_name(names: Names, text: str, context: Context) -> WrittenName:
    part = Part(text, 0, len(text))
    entries = names.named(part.text)
    suggestion = names.classify(part.text, context)
    if decided := _decided(suggestion, entries):
        return WrittenName(part, NameType.BODY, registered=True, stands_for=decided, exact=True)
    best = suggestion.best
    if len(entries) == 1 and not _may_be_another(entries[0], suggestion, context):
        inferred = best is not None and best.name == entries[0].name and best.inferred
        return _registered(part, entries[0], suggestion, names, context, exact=True, inferred=inferred)
    shape = shape_of(part.text)
    entry = names.entry(best.name) if best and _is_taken(suggestion, names) else None
    if best and entry and not (best.inferred and shape is Shape.UNSPECIFIC):
        exact = entry in entries
        found = _registered(part, entry, suggestion, names, context, exact=exact, inferred=best.inferred)
        return replace(found, office=best.office)
    if (shape is Shape.COLLECTIVE or plural_head(part.text)) and not entries:
        return WrittenName(part, NameType.COLLECTIVE, Shape.COLLECTIVE)
    if entries or shape is Shape.UNSPECIFIC:
        return _unspecific(
            part, shape or "name of several bodies", suggestion, names, context, registered=bool(entries)
        )
    if shape is None:
        likely = names.entry(best.name) if best and best.score >= LIKELY else None
        if likely and not likely.existed(context.on) and _is_but_for_its_time(part.text, likely, names, context):
            return _registered(part, likely, suggestion, names, context, exact=False)
        return WrittenName(part, NameType.UNKNOWN, proposed=likely.name if likely else None)
    return WrittenName(part, NameType.NO_AGENCY, shape)


def _may_be_another(entry: Agency, suggestion: Suggestion, context: Context) -> bool:
    """True if a body that stood then has the name, and others may be meant: the members of a federation."""
    return entry.kind not in NO_BODIES and entry.existed(context.on) and suggestion.decision is Decision.CANDIDATES


def _is_taken(suggestion: Suggestion, names: Names) -> bool:
    """True if a name is taken for the first candidate: a match, or surely an entry that is no body of its own."""
    best = suggestion.best
    entry = names.entry(best.name) if best else None
    if suggestion.decision is Decision.MATCH or best is None or entry is None:
        return suggestion.decision is Decision.MATCH
    return entry.kind in NO_BODIES and best.score >= SURELY


def _is_but_for_its_time(text: str, likely: Agency, names: Names, context: Context) -> bool:
    """True if a name would be taken for an agency if that had existed then."""
    ever = names.classify(text, context.at_any_time())
    return ever.decision is Decision.MATCH and ever.best is not None and ever.best.name == likely.name


def _decided(suggestion: Suggestion, entries: Sequence[Agency]) -> tuple[str, ...]:
    """The meaning of a name that a curator has decided before: the only certain one besides an exact name."""
    if suggestion.decision is not Decision.MATCH:
        return ()
    certain = tuple(c.name for c in suggestion.candidates if c.score >= DECIDED)
    if certain == tuple(e.name for e in entries) and all(e.kind not in NO_BODIES for e in entries):
        return ()
    return certain


def sort_in_agencies(agency: str, odd: Mapping[str, WrittenName], names: Names) -> NameType:
    """The type of a name in `agencies`.

    Args:
        agency: The name.
        odd: The names in `agencies` that are not canonical, each with its reading.
        names: The register.
    """
    if agency in odd:
        return odd[agency].sort
    entry = names.entry(agency)
    return _OF_KIND.get(entry.kind, NameType.BODY) if entry else NameType.UNKNOWN


def odd_names(written: Iterable[str], names: Names, context: Context) -> dict[str, WrittenName]:
    """Reads those of some curated names that are not canonical names of a body, collective, role or meeting."""
    odd = {}
    for name in dict.fromkeys(written):
        entry = names.entry(name)
        if entry is None or entry.kind == "relative":
            odd[name] = read_name(Part(name, 0, len(name)), names, context)
    return odd


def _registered(
    part: Part,
    entry: Agency,
    suggestion: Suggestion,
    names: Names,
    context: Context,
    *,
    exact: bool,
    inferred: bool = False,
) -> WrittenName:
    if entry.kind == "anonymised":
        return WrittenName(part, NameType.UNSPECIFIC, entry.kind, registered=True)
    if entry.kind == "meeting" and _GROUP.search(part.text) and part.text.casefold() != entry.name.casefold():
        # Different groups share the other names of a group: which one it is, a curator has to say.
        return WrittenName(part, NameType.NO_AGENCY, entry.kind, registered=True, proposed=entry.name)
    if entry.kind == "relative" or (entry.kind == "collective" and not _reads_as_many(part.text, entry)):
        return _unspecific(part, entry.kind, suggestion, names, context, registered=True)
    return WrittenName(
        part,
        _OF_KIND.get(entry.kind, NameType.BODY),
        entry.kind if entry.kind in _OF_KIND else "",
        registered=True,
        stands_for=(entry.name,),
        exact=exact,
        inferred=inferred,
        gone=None if entry.existed(context.on) else entry,
    )


def _reads_as_many(text: str, collective: Agency) -> bool:
    """True if a name of a collective means all of it: in one review "Adult Social Care" is that of one council."""
    shape = shape_of(text)
    if shape is Shape.COLLECTIVE or text.casefold() == collective.name.casefold():
        return shape is not Shape.UNSPECIFIC
    return shape is None and text.endswith("s")


def _unspecific(
    part: Part, reason: str, suggestion: Suggestion, names: Names, context: Context, *, registered: bool
) -> WrittenName:
    candidates = suggestion.candidates
    if suggestion.decision is not Decision.MATCH:
        candidates = names.suggest(part.text, context).candidates  # those that look alike may be the area's own
    found = [(c, entry) for c in candidates if (entry := names.entry(c.name))]
    bodies = [c for c, entry in found if entry.kind not in _OF_KIND]
    sure = suggestion.decision is Decision.MATCH and bool(bodies)
    # Among several partnerships in the area, the record's own is the likely one.
    own = [entry.name for _, entry in found if entry.kind == "csp" and _is_of(entry, context.csp)]
    likely = [c.name for c in bodies if c.score >= LIKELY] or (own if len(own) == 1 else [])
    return WrittenName(
        part,
        NameType.UNSPECIFIC,
        reason,
        registered=registered,
        stands_for=(bodies[0].name,) if sure else (),
        inferred=sure,
        proposed=likely[0] if likely else None,
        others=tuple(c.name for c in bodies if c.inferred and not likely),
    )


def _is_of(partnership: Agency, area: str | None) -> bool:
    return area is not None and (area in partnership.areas or area.casefold() in partnership.name.casefold())


def bodies_of_the_time(gone: Agency, names: Names, context: Context) -> list[str]:
    """The bodies that had the task of another at a time when that did not exist, as far as the register tells."""
    on = context.on
    if on is None:
        return []
    return _successors(gone, names, on) if gone.ended_before(on) else _predecessors(gone, names, context)


def _successors(gone: Agency, names: Names, on: Interval) -> list[str]:
    def following(name: str) -> Sequence[str]:
        entry = names.entry(name)
        return entry.successors if entry else ()

    for generation in generations(gone.name, following):
        there = [name for name in generation if (entry := names.entry(name)) and entry.existed(on)]
        if there:
            return there
    return []


def _predecessors(gone: Agency, names: Names, context: Context) -> list[str]:
    candidates = names.suggest(gone.name, context).candidates
    entries = [e for c in candidates if (e := names.entry(c.name))]
    return [e.name for e in entries if gone.name in e.successors and e.existed(context.on)]
