"""What an addressed-to cell says, name by name; read once for a record and shared by the rules about addressees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dhrcurate.domain.agency import Agency, Context, Decision, Interval, Names, Part, Split, Suggestion, generations
from dhrcurate.domain.finding import Span
from dhrcurate.rules.name_shapes import Shape, shape_of


class NameType(StrEnum):
    """What a written name is."""

    BODY = "body"
    COLLECTIVE = "collective"
    UNSPECIFIC = "unspecific"
    NO_AGENCY = "no agency"
    UNKNOWN = "unknown"


LIKELY = 0.6
"""A candidate of this score is more likely meant than not, and worth being proposed."""

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
        sort: What it is.
        what: The register's kind or the shape that tells so, for messages; empty for a body and for an unknown name.
        registered: Whether it stands in the register: it is exactly a name there, or is taken for one.
        stands_for: The register's name that it stands for, where that is as good as certain; several only where a
            curator has said so before.
        exact: Whether it is exactly that name or an alias, but for capitals.
        inferred: Whether the record's place or time was needed to tell.
        proposed: A likely body where none is as good as certain.
        others: Bodies that serve the record's area and may be meant, where none of them is likely.
        gone: The body that bears this name, where it did not exist at the time that counts.
    """

    part: Part
    sort: NameType
    what: str = ""
    registered: bool = False
    stands_for: tuple[str, ...] = ()
    exact: bool = False
    inferred: bool = False
    proposed: str | None = None
    others: tuple[str, ...] = ()
    gone: Agency | None = None

    @property
    def text(self) -> str:
        """The name as written."""
        return self.part.text

    @property
    def span(self) -> Span:
        """Where it stands in the cell."""
        return Span(self.part.start, self.part.end)

    @property
    def canonical(self) -> str | None:
        """What it stands for, in one string for messages and comparisons."""
        return " and ".join(self.stands_for) or None

    @property
    def same(self) -> str:
        """What two names that mean the same have in common."""
        return self.canonical or self.text.casefold()

    @property
    def safe(self) -> bool:
        """Whether the canonical name can be taken without a look."""
        return bool(self.stands_for) and not self.inferred and self.gone is None


@dataclass(frozen=True, slots=True)
class Cell:
    """An addressed-to cell taken apart, each name read."""

    split: Split
    names: tuple[WrittenName, ...]

    @property
    def fused(self) -> bool:
        """Whether nothing but a blank stands between two names."""
        return self.split.joined_by == "space"


def read_cell(text: str, names: Names, context: Context) -> Cell:
    """Takes a cell apart and reads each of its names."""
    whole = text.strip()
    if whole.casefold() in _NOBODY:
        return Cell(Split(()), ())
    if len(names.named(whole)) == 1 and "|" not in whole:
        # The commonest cell is one exact name; looking for joins in it would cost the most and find none.
        start = text.index(whole)
        split = Split((Part(whole, start, start + len(whole)),))
    else:
        split = names.split(text, context)
    return Cell(split, tuple(read_name(part, names, context) for part in split.parts))


def read_name(part: Part, names: Names, context: Context) -> WrittenName:
    """Reads one name: by what curators have said before, else by an exact name, else as the register suggests."""
    entries = names.named(part.text)
    suggestion = names.suggest(part.text, context)
    if decided := _decided(suggestion, entries):
        return WrittenName(part, NameType.BODY, registered=True, stands_for=decided, exact=True)
    if len(entries) == 1:
        return _registered(part, entries[0], suggestion, names, context, exact=True)
    shape = shape_of(part.text)
    best = suggestion.best
    entry = names.entry(best.name) if best and suggestion.decision is Decision.MATCH else None
    if best and entry and not (best.inferred and shape is Shape.UNSPECIFIC):
        exact = entry in entries
        return _registered(part, entry, suggestion, names, context, exact=exact, inferred=best.inferred)
    if shape is Shape.COLLECTIVE and not entries:
        return WrittenName(part, NameType.COLLECTIVE, shape)
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


def _is_but_for_its_time(text: str, likely: Agency, names: Names, context: Context) -> bool:
    """Whether a name would be taken for a body if only that had existed then."""
    ever = names.suggest(text, Context(csp=context.csp))
    return ever.decision is Decision.MATCH and ever.best is not None and ever.best.name == likely.name


def _decided(suggestion: Suggestion, entries: Sequence[Agency]) -> tuple[str, ...]:
    """What a curator has said before that a name means; no other answer is certain without being the name itself."""
    if suggestion.decision is not Decision.MATCH:
        return ()
    certain = tuple(c.name for c in suggestion.candidates if c.score >= 1)
    return () if certain == tuple(e.name for e in entries) else certain


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
    if entry.kind == "meeting" and _GROUP.search(part.text):
        return _group(part, entry, exact=exact)
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
    """Whether a name of a collective means all of them: in one review "Adult Social Care" is that of one council."""
    shape = shape_of(text)
    if shape is Shape.COLLECTIVE or text.casefold() == collective.name.casefold():
        return shape is not Shape.UNSPECIFIC
    return shape is None and text.endswith("s")


def _group(part: Part, entry: Agency, *, exact: bool) -> WrittenName:
    """A standing group has members and a chair, so it can act; but its other names are shared by different groups."""
    if exact and part.text.casefold() == entry.name.casefold():
        return WrittenName(part, NameType.BODY, registered=True, stands_for=(entry.name,), exact=True)
    return WrittenName(part, NameType.UNKNOWN, proposed=entry.name)


def _unspecific(
    part: Part, what: str, suggestion: Suggestion, names: Names, context: Context, *, registered: bool
) -> WrittenName:
    found = [(c, entry) for c in suggestion.candidates if (entry := names.entry(c.name))]
    bodies = [c for c, entry in found if entry.kind not in _OF_KIND]
    sure = suggestion.decision is Decision.MATCH and bool(bodies)
    # Of several partnerships in the area, the record's own is the likely one.
    own = [entry.name for _, entry in found if entry.kind == "csp" and _is_of(entry, context.csp)]
    likely = [c.name for c in bodies if c.score >= LIKELY] or (own if len(own) == 1 else [])
    return WrittenName(
        part,
        NameType.UNSPECIFIC,
        what,
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
