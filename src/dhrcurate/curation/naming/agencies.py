"""The agency names of a library: where each is written, the decision about it, and a preview of what one changes.

Everything here is a pure function of records and a register, so that the screen, the commands and their dry runs show
the same. A preview becomes proposals, which a session saves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from dhrcurate.agencies.normalise import fold
from dhrcurate.curation.operations.cells import left_of
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain.agency import Context, Names, Part, Suggestion, no_body_in_words
from dhrcurate.domain.context import context_of
from dhrcurate.domain.edit import RECOMMENDATIONS, Edit, pointer
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.rules.cells import Cell, NameType, WrittenName, read_cell, read_name, split_cell

_AREA = pointer("review", "csp")


class Scope(StrEnum):
    """How far a decision about a name reaches."""

    RECOMMENDATION = "recommendation"
    RECORD = "record"
    LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a name is written.

    Attributes:
        record_id: The record.
        key: The recommendation.
        written: The spelling there.
        agencies: The agencies of the whole cell; none while it is undecided.
        means: Those of them that this name stands for, if decided names and agencies agree in number; otherwise all;
            none while the name is open.
        context: The record's area and time.
    """

    record_id: str
    key: str
    written: str
    agencies: tuple[str, ...]
    means: tuple[str, ...]
    context: Context

    @property
    def open(self) -> bool:
        """True if nobody has decided yet what the name means."""
        return not self.means


@dataclass(frozen=True)
class Name:
    """A name as it is written in a library, with all spellings that differ only in form.

    Attributes:
        written: Its commonest spelling.
        uses: The places where it is written.
        suggestion: The matcher's suggestion; without place and time if it differs from use to use.
        agreed: True if the matcher suggests the same for every use.
        sure: True if resolving the library would take the suggestion at every use.
        what: What the suggestion is where it is no agency of its own: "a meeting; not an agency".
        unregistered: True if it was decided to stay as it is written, which no register has.
    """

    written: str
    uses: tuple[Use, ...]
    suggestion: Suggestion
    agreed: bool = True
    sure: bool = False
    what: str = ""
    unregistered: bool = False

    @property
    def key(self) -> str:
        """The folded name, which its spellings share."""
        return fold(self.written)

    @property
    def records(self) -> int:
        """The number of records in which it is written."""
        return len({use.record_id for use in self.uses})

    @property
    def open(self) -> int:
        """The number of uses that are undecided."""
        return sum(use.open for use in self.uses)

    @cached_property
    def decided(self) -> tuple[str, ...]:
        """The agencies that it was decided to mean, the commonest first."""
        counts: dict[str, int] = {}
        for use in self.uses:
            for agency in use.means:
                counts[agency] = counts.get(agency, 0) + 1
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A recommendation, or a record as a whole: two may have one number, and are two places.

    Attributes:
        record_id: The record.
        key: The recommendation, empty for the record as a whole.
        name: Its number as printed, its key where it has none; empty for the record as a whole.
    """

    record_id: str
    key: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.record_id} {self.name}".rstrip()


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the agencies of one recommendation.

    Attributes:
        record_id: The record.
        key: The recommendation.
        number: Its number as printed.
        cell: Its cell.
        old: The agencies before.
        new: The agencies after.
        because: What the trail keeps of the reason.
        left: The names of the cell that stay open.
        csp: The area of the record.
    """

    record_id: str
    key: str
    number: str | None
    cell: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    because: Mapping[str, object] = field(default_factory=dict)
    left: tuple[str, ...] = ()
    csp: str | None = None

    @property
    def place(self) -> NamedPlace:
        """The recommendation, as it stands in what is skipped."""
        return NamedPlace(self.record_id, self.key, self.number or self.key)


@dataclass(frozen=True, slots=True)
class Preview:
    """The changes that a decision would make.

    Attributes:
        changes: The changes.
        skipped: What would change but is skipped, with the reason: records that take no edits, and recommendations
            in whose cell another name is undecided.
        held: Where it was decided otherwise, with the reason why that stays.
        instead: The changes that would put the decision in the place of those.
        areas: The area of each place that has a name which does not say by itself what body it means, `None` where the
            record names no area; empty for other names, and for decisions that do not go beyond a record.
        own_areas: Those of the areas that the agencies belong to, as far as that was looked for.
        together: Those of the skipped places that wait for another name of their cell.
    """

    changes: tuple[Change, ...] = ()
    skipped: Mapping[NamedPlace, str] = field(default_factory=dict)
    held: Mapping[NamedPlace, str] = field(default_factory=dict)
    instead: tuple[Change, ...] = ()
    areas: Mapping[NamedPlace, str | None] = field(default_factory=dict)
    own_areas: frozenset[str] = frozenset()
    together: frozenset[NamedPlace] = frozenset()

    @property
    def records(self) -> int:
        """The number of records that would change."""
        return len({change.record_id for change in self.changes})

    def over(self) -> Preview:
        """Return the same with what was decided otherwise changed as well; what of it cannot be is skipped."""
        changed = {each.place for each in self.instead}
        stays = {place: why for place, why in self.held.items() if place not in changed}
        skipped = {place: why for place, why in self.skipped.items() if place not in changed}
        return Preview((*self.changes, *self.instead), stays | skipped, together=self.together - changed)

    def beside(self) -> Preview:
        """Return the same with what was decided otherwise left as it is, and told."""
        return Preview(self.changes, {**self.held, **self.skipped}, together=self.together)

    def within(self, area: str | None) -> Preview:
        """Return the same without the places of other areas; those where the name itself says the body stay."""
        beyond = {place for place, other in self.areas.items() if other != area}
        beyond |= {NamedPlace(place.record_id) for place in beyond}  # of which each has one area

        def inside(told: Mapping[NamedPlace, str]) -> dict[NamedPlace, str]:
            return {place: why for place, why in told.items() if place not in beyond}

        return Preview(
            tuple(each for each in self.changes if each.place not in beyond),
            inside(self.skipped),
            inside(self.held),
            tuple(each for each in self.instead if each.place not in beyond),
            {place: other for place, other in self.areas.items() if other == area},
            together=self.together - beyond,
        )

    def proposals(self, note: str = "") -> dict[str, Proposal]:
        """Return the changes as one proposal per record, not to be made where a cell or the area is another by then."""
        edits: dict[str, list[Change]] = {}
        for change in self.changes:
            edits.setdefault(change.record_id, []).append(change)
        return {
            record_id: Proposal(
                "normalise",
                tuple(
                    Edit(pointer(RECOMMENDATIONS, each.key, "agencies"), list(each.old), list(each.new))
                    for each in changes
                ),
                because=changes[0].because or None,
                note=note,
                seen={
                    _AREA: changes[0].csp,
                    **{pointer(RECOMMENDATIONS, each.key, "addressed_to"): each.cell for each in changes},
                },
            )
            for record_id, changes in edits.items()
        }


def names_of(records: Iterable[Record], names: Names, *, reasons: bool = True) -> list[Name]:
    """Return every name in the addressed-to cells of some records, the most used first.

    Args:
        records: The records.
        names: The register.
        reasons: Whether suggestions have reasons, and more agencies that only look alike than the first.
    """
    uses: dict[str, list[Use]] = {}
    for record in records:
        for use in uses_in(record, names):
            uses.setdefault(fold(use.written) or use.written, []).append(use)
    found = [_name(group, names, reasons=reasons) for group in uses.values()]
    return sorted(found, key=lambda name: (-len(name.uses), name.written.casefold()))


def uses_in(record: Record, names: Names) -> Iterator[Use]:
    """Yield every name in the cells of a record."""
    context = context_of(record.review)
    for recommendation in record.recommendations:
        cell, agencies = recommendation.addressed_to, recommendation.agencies
        parts = split_cell(cell, names, context).parts
        # Agencies of one name are a curator's word for it, whatever they are; of several, some may be open still.
        left = {fold(name) for name in left_of(cell, agencies, names, context)} if len(parts) > 1 else ()
        decided = [part for part in parts if fold(part.text) not in left]
        for part in parts:
            if part not in decided:
                means: tuple[str, ...] = ()
            elif len(agencies) == len(decided):
                means = (agencies[decided.index(part)],)
            else:
                means = agencies
            yield Use(record.id, recommendation.key, part.text, agencies, means, context)


def spellings(records: Iterable[Record], names: Names) -> Iterator[str]:
    """Yield every name that can be decided about, as written: whole cells, the names in them, and agencies."""
    for record in records:
        context = context_of(record.review)
        for each in record.recommendations:
            yield each.addressed_to
            yield from (part.text for part in split_cell(each.addressed_to, names, context).parts)
            yield from each.agencies


def _name(uses: Sequence[Use], names: Names, *, reasons: bool) -> Name:
    spellings: dict[str, int] = {}
    for use in uses:
        spellings[use.written] = spellings.get(use.written, 0) + 1
    written = max(spellings, key=lambda text: (spellings[text], text))
    suggestions = {context: names.classify(written, context) for context in dict.fromkeys(use.context for use in uses)}
    agreed = len({(each.decision, each.best.name if each.best else None) for each in suggestions.values()}) == 1
    sure = agreed and all(read_alone(written, names, context).safe for context in suggestions)
    ask = names.suggest if reasons else names.classify
    suggestion = ask(written, uses[0].context) if agreed else ask(written)
    what = no_body_in_words(names.entry(suggestion.best.name)) if suggestion.best else ""
    kept = {agency for use in uses for agency in use.means if fold(agency) == fold(written)}
    unregistered = any(names.entry(agency) is None for agency in kept)
    return Name(written, tuple(uses), suggestion, agreed, sure, what, unregistered)


def read_alone(written: str, names: Names, context: Context) -> WrittenName:
    """Return what a name says that stands alone."""
    return read_name(Part(written, 0, len(written)), names, context)


def resolve(records: Iterable[Record], names: Names, *, min_score: float = 0.0, inferred: bool = False) -> Preview:
    """Return what would change if every undecided cell got its canonical names, if the matcher is sure of all.

    Cells are read as the rules read them, so that this changes what a safe fix of a check changes; the others are
    skipped, each with the reason.

    Args:
        records: The library's records.
        names: The register.
        min_score: The least score of a suggestion.
        inferred: Whether to include names that only the record's place or time tells.
    """
    changes: list[Change] = []
    skipped: dict[NamedPlace, str] = {}
    for record in records:
        context = context_of(record.review)
        for each in record.recommendations:
            cell = None if each.agencies else read_cell(each.addressed_to, names, context)
            if cell is None or not cell.names:
                continue
            why = _why_left(cell, names, context, min_score=min_score, inferred=inferred)
            if why:
                skipped[named_place(record, each)] = why
                continue
            if record.signed_off:
                skipped[NamedPlace(record.id)] = "signed off"
                break
            new = each_once(agency for name in cell.names for agency in name.stands_for)
            changes.append(change_at(record, each, new, {"suggestion": {"decision": "match"}}))
    return Preview(tuple(changes), skipped)


_LEFT = {
    NameType.COLLECTIVE: "“{}” means many agencies",
    NameType.UNSPECIFIC: "“{}” does not say which agency",
    NameType.NO_AGENCY: "“{}” is no agency",
}


def _why_left(cell: Cell, names: Names, context: Context, *, min_score: float, inferred: bool) -> str:
    """Return why a cell is not resolved; empty if it is."""
    for name in cell.names:
        if not name.told:
            return _LEFT.get(name.sort, "“{}” is not decided yet").format(name.text)
        if name.part.open:
            return f"“{name.text}” may be only one of those meant"
        if name.office:
            return f"“{name.text}” is an office in {name.canonical}"
        if name.inferred and not inferred:
            return f"only the review's place or time tells what “{name.text}” means"
        best = names.classify(name.text, context).best if min_score else None
        if min_score and (best is None or best.score < min_score):
            return f"“{name.text}” has a lower score"
    if cell.split.empty_parts:
        return "a part of the cell is empty"
    return "" if cell.complete else "one agency is named twice"


def named_place(record: Record, each: Recommendation) -> NamedPlace:
    """Return the place of a recommendation."""
    return NamedPlace(record.id, each.key, each.number or each.key)


def rename(records: Iterable[Record], old: str, new: str) -> Preview:
    """Return what would change if a canonical name were replaced in the agencies of all records."""
    changes: list[Change] = []
    skipped: dict[NamedPlace, str] = {}
    for record in records:
        for each in record.recommendations:
            if old not in each.agencies:
                continue
            if record.signed_off:
                skipped[NamedPlace(record.id)] = "signed off"
                break
            renamed = each_once(new if name == old else name for name in each.agencies)
            changes.append(change_at(record, each, renamed, {"operation": "rename"}))
    return Preview(tuple(changes), skipped)


def change_at(
    record: Record,
    each: Recommendation,
    new: tuple[str, ...],
    because: Mapping[str, object],
    left: tuple[str, ...] = (),
) -> Change:
    """Return the change that gives a recommendation other agencies; `left` are the names that stay open."""
    cell, csp = each.addressed_to, record.review.csp
    return Change(record.id, each.key, each.number, cell, each.agencies, new, because, left, csp)


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in order, each once."""
    return tuple(dict.fromkeys(names))
