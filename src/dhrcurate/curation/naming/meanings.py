"""What changes in the cells of records once a written name is decided to mean some agencies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from dhrcurate.agencies.normalise import fold
from dhrcurate.curation.naming.agencies import (
    Change,
    NamedPlace,
    Preview,
    Scope,
    change_at,
    each_once,
    named_place,
    read_alone,
)
from dhrcurate.curation.naming.telling import tells_body
from dhrcurate.curation.operations.cells import left_of
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.context import context_of
from dhrcurate.domain.record import Recommendation, Record
from dhrcurate.domain.words import enumerated
from dhrcurate.rules.cells import NameType, read_name, split_cell

_MANY = frozenset({NameType.COLLECTIVE, NameType.UNSPECIFIC})
"""What may mean another agency in each place."""


def decide(
    records: Iterable[Record],
    names: Names,
    written: str,
    means: Sequence[str],
    scope: Scope,
    at: tuple[str, str] | None = None,
    marked: Collection[tuple[str, str]] = (),
    *,
    in_part: bool = False,
) -> Preview:
    """Return what would change if a written name were decided to mean some agencies.

    Agencies stand for a whole cell. Other names in it get their canonical name if the matcher is sure. Otherwise it is
    decided in part, if that is asked for and the agencies leave exactly the other names open; else it is skipped,
    because an undecided name would be saved as if somebody had decided it. Only in the current recommendation are such
    names taken as written. Cells that were decided already are skipped, unless the name is
    among their agencies as written, or they hold none for it: those of a cell that is decided in part are added to, and
    in the current recommendation those of a name that means many. Where the name was decided to mean another agency,
    that is told beside, with what would change it.

    Args:
        records: The library's records.
        names: The register.
        written: The name.
        means: Canonical names.
        scope: How far the decision reaches.
        at: Record and key of the current recommendation, for the two narrower scopes.
        marked: Records and keys that take its place where the decision is about each of several.
        in_part: Whether cells that have another undecided name are decided in part.
    """
    key = fold(written)
    found = _Found(scope, alone=not marked, in_part=in_part and not marked)
    areas: dict[NamedPlace, str | None] = {}
    spelt: dict[str, str] = {}
    contexts: set[Context] = set()
    for record in records:
        if scope is not Scope.LIBRARY and not marked and (at is None or record.id != at[0]):
            continue
        context, is_open = context_of(record.review), True
        for each in record.recommendations:
            here = (record.id, each.key)
            if scope is Scope.RECOMMENDATION and (here not in marked if marked else at is not None and here != at):
                continue
            cell = _Cell(each.addressed_to, each.agencies, names, context, key, means)
            if scope is Scope.LIBRARY and cell.has_name:
                csp = (context.csp or "").strip() or None
                areas[named_place(record, each)] = csp and spelt.setdefault(fold(csp), csp)
                contexts.add(context)
            is_open = is_open and found.take(record, each, cell)
    told = all(tells_body(written, means, names, context) for context in contexts)
    return replace(found.preview(), areas={} if told else areas)


def decided_as(cell: str, agencies: Sequence[str], written: str, names: Names, context: Context) -> tuple[str, ...]:
    """Return the agencies that a name of a cell was decided to mean; none where that is open or nobody can tell."""
    seen = _Cell(cell, agencies, names, context, fold(written))
    return seen.meant() if seen.is_decided else ()


class _Cell:
    """A cell as a decision about one name of it sees it."""

    def __init__(
        self,
        cell: str,
        agencies: Sequence[str],
        names: Names,
        context: Context,
        key: str,
        means: Sequence[str] = (),
    ) -> None:
        self._cell, self._agencies, self._names, self._context = cell, tuple(agencies), names, context
        self._key, self._means = key, means
        self._parts = split_cell(cell, names, context).parts
        self._folded = [fold(part.text) for part in self._parts]

    def new(self) -> tuple[tuple[str, ...] | None, list[str]]:
        """Return the new agencies, `None` if the name is not in the cell, and the cell's other undecided names."""
        agencies = self._agencies
        if agencies:
            if not any(fold(name) == self._key for name in agencies):
                return self._filled_in(), []
            return each_once(
                new for name in agencies for new in (self._means if fold(name) == self._key else (name,))
            ), []
        if self._key not in self._folded:
            return None, []
        others = {
            part.text: read_alone(part.text, self._names, self._context)
            for part, folded in zip(self._parts, self._folded, strict=True)
            if folded != self._key
        }
        undecided = [part for part, name in others.items() if not name.safe]
        found = (
            self._means
            if part.text not in others
            else others[part.text].stands_for
            if others[part.text].safe
            else (part.text,)
            for part in self._parts
        )
        return each_once(agency for agencies in found for agency in agencies), undecided

    def in_part(self, undecided: Sequence[str]) -> tuple[str, ...] | None:
        """Return the agencies without names that stay open, `None` if they would not leave open those alone."""
        still = {fold(name) for name in undecided}
        sure = (
            self._means if folded == self._key else read_name(part, self._names, self._context).stands_for
            for part, folded in zip(self._parts, self._folded, strict=True)
            if folded not in still
        )
        new = each_once(agency for agencies in sure for agency in agencies)
        return new if self._left(new) == still else None

    def left_after(self, new: Sequence[str]) -> tuple[str, ...]:
        """Return the other names of the cell that stay open with new agencies."""
        return self._as_written(self._left(new) - {self._key})

    def hidden_by(self, new: Sequence[str]) -> tuple[str, ...]:
        """Return the names of a cell decided in part that are open, and that new agencies would be taken to decide."""
        if not self._agencies or len(new) <= len(self._agencies):
            return ()
        return self._as_written(self._left(self._agencies) - self._left(new) - {self._key})

    def _as_written(self, names: Collection[str]) -> tuple[str, ...]:
        """Return some names of the cell, which are given without their form, as they stand there, in its order."""
        parts = zip(self._parts, self._folded, strict=True)
        return tuple(dict.fromkeys(part.text for part, folded in parts if folded in names))

    def _filled_in(self) -> tuple[str, ...] | None:
        """Return the agencies with those of a name that they do not hold, in the cell's order; `None` if it is none."""
        if self._key not in self._folded or len(self._parts) == 1:  # agencies of one name are a curator's word for it
            return None
        left = self._left(self._agencies)
        if self._key not in left:
            return None
        before = sum(part not in left for part in self._folded[: self._folded.index(self._key)])
        return each_once((*self._agencies[:before], *self._means, *self._agencies[before:]))

    @property
    def has_name(self) -> bool:
        """True if the name is one of the cell's, or stands among its agencies as it is written."""
        return self._key in self._folded or any(fold(name) == self._key for name in self._agencies)

    def _left(self, agencies: Sequence[str]) -> set[str]:
        return {fold(name) for name in left_of(self._cell, agencies, self._names, self._context)}

    def one_more(self) -> tuple[str, ...] | None:
        """Return the agencies with those of a name that means many of them, `None` if it is no such name of it."""
        return each_once((*self._agencies, *self._means)) if self._agencies and self._means_many else None

    @property
    def _means_many(self) -> bool:
        found = [part for part, folded in zip(self._parts, self._folded, strict=True) if folded == self._key]
        return any(read_name(part, self._names, self._context).sort in _MANY for part in found)

    @property
    def is_decided(self) -> bool:
        """True if the agencies hold something for the name."""
        return bool(self._agencies) and self._key in self._folded and self._key not in self._left(self._agencies)

    @property
    def is_decided_otherwise(self) -> bool:
        """True if there are agencies for the cell and those that the name is to mean are not among them."""
        return bool(self._agencies) and self._key in self._folded and not {*self._means} <= {*self._agencies}

    def instead(self) -> tuple[str, ...] | None:
        """Return the agencies with others in the place of those that the name means so far.

        `None` where it may mean other agencies in other places, and where nobody can tell which of them it means.
        """
        if self._means_many:
            return None
        agencies, meant = self._agencies, self.meant()
        if not meant:
            return None
        first = agencies.index(meant[0])
        kept = [name for name in agencies if name not in meant]
        return each_once((*kept[:first], *self._means, *kept[first:]))

    def meant(self) -> tuple[str, ...]:
        """Return those of the agencies that the name means so far; none where nobody can tell."""
        agencies = self._agencies
        if len(self._parts) == 1:
            return agencies
        at = self._folded.index(self._key)
        likely = agencies[at : at + 1] if len(agencies) == len(self._parts) else ()
        for agency in each_once((*likely, *agencies)):
            rest = [name for name in agencies if name != agency]
            if rest and self._left(rest) <= {self._key}:
                return (agency,)
        return ()


class _Found:
    """What was found to change."""

    def __init__(self, scope: Scope, *, alone: bool, in_part: bool) -> None:
        self._scope, self._alone, self._in_part = scope, alone, in_part
        self._changes: list[Change] = []
        self._instead: list[Change] = []
        self._skipped: dict[NamedPlace, str] = {}
        self._held: dict[NamedPlace, str] = {}
        self._together: set[NamedPlace] = set()

    def take(self, record: Record, each: Recommendation, cell: _Cell) -> bool:
        """Look at one cell; return whether to go on in the record."""
        here = self._scope is Scope.RECOMMENDATION
        because = {"scope": self._scope.value}
        new, undecided = cell.new()
        if new is None and cell.is_decided_otherwise:
            new = cell.one_more() if here else None
            if new is None:
                self._hold(record, each, cell, because)
        if new is None or new == each.agencies:
            return True
        if record.signed_off:
            self._skipped[NamedPlace(record.id)] = "signed off"
            return False
        if self._scope is not Scope.LIBRARY and (hidden := cell.hidden_by(new)):  # what is remembered hides nothing
            names = enumerated([f"“{name}”" for name in hidden])
            why = f"its agencies would not tell that {names} {'is' if len(hidden) == 1 else 'are'} open"
            self._skipped[named_place(record, each)] = f"{why}: decide that first"
            return True
        if undecided and not (here and self._alone):
            part = cell.in_part(undecided) if self._in_part else None
            if part is None:
                others = " and ".join(f"“{name}”" for name in undecided)
                self._skipped[named_place(record, each)] = f"its cell also names {others}, not decided yet"
                if self._in_part:
                    self._together.add(named_place(record, each))
                return True
            new = part
        self._changes.append(change_at(record, each, new, because, cell.left_after(new)))
        return True

    def _hold(self, record: Record, each: Recommendation, cell: _Cell, because: Mapping[str, object]) -> None:
        corrected = "the record is signed off" if record.signed_off else "editing it corrects them"
        already = f"its agencies are decided already: {', '.join(each.agencies)}; {corrected}"
        self._held[named_place(record, each)] = already
        new = None if record.signed_off else cell.instead()
        if new is not None:
            self._instead.append(change_at(record, each, new, because, cell.left_after(new)))

    def preview(self) -> Preview:
        skipped = self._skipped
        if not self._changes and self._scope is not Scope.LIBRARY:  # beside changes it goes without saying
            skipped = self._held | skipped
        together = frozenset(self._together)
        return Preview(tuple(self._changes), skipped, self._held, tuple(self._instead), together=together)
