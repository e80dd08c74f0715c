"""A decision about written names: what it changes in the records, and what the register remembers of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dhrcurate.curation.naming.agencies import Preview, Scope
from dhrcurate.curation.naming.meanings import decide
from dhrcurate.curation.naming.register import remember, remembered_for_areas
from dhrcurate.curation.naming.telling import contradiction
from dhrcurate.curation.proposal import Proposal
from dhrcurate.domain import edit
from dhrcurate.domain.agency import Names
from dhrcurate.domain.edit import Data
from dhrcurate.domain.record import Record
from dhrcurate.storage.folder import REGISTER_ID


@dataclass(frozen=True, slots=True)
class NameDecision:
    """Written names that are decided to mean some agencies.

    Attributes:
        written: The names as they are written, of which each is decided alike.
        means: Canonical names, or the name as it is written.
        scope: How far the decision reaches.
        at: Record and key of the recommendation that the curator looks at, for the two narrower scopes.
        remembered: True if the register remembers it for records to come.
        csp: The partnership in whose area alone it is remembered.
        in_part: True if cells that have another undecided name are decided in part.
        marked: Records and keys of several recommendations that it is about, in the place of the current one.
    """

    written: tuple[str, ...]
    means: tuple[str, ...]
    scope: Scope
    at: tuple[str, str] | None = None
    remembered: bool = False
    csp: str | None = None
    in_part: bool = False
    marked: frozenset[tuple[str, str]] = frozenset()

    def preview(self, records: Iterable[Record], names: Names) -> Preview:
        """Return what it changes; a recommendation that has several of the names changes once."""
        find = partial(decide, names=names, means=self.means, scope=self.scope, at=self.at, in_part=self.in_part)
        if len(self.written) == 1:
            return find(records, written=self.written[0], marked=self.marked)
        everything = list(records)
        previews = [find(everything, written=name) for name in self.written]
        changes = {(change.record_id, change.key): change for preview in previews for change in preview.changes}
        changed = {change.place for change in changes.values()}
        skipped = {p: why for preview in previews for p, why in preview.skipped.items() if p not in changed}
        areas = {place: area for preview in previews for place, area in preview.areas.items()}
        together = frozenset(place for preview in previews for place in preview.together) - changed
        return Preview(tuple(changes[place] for place in sorted(changes)), skipped, areas=areas, together=together)

    def proposals(self, preview: Preview, register: Data) -> dict[str, Proposal]:
        """Return a proposal for each record that changes, and for the register where it has something to remember.

        Nothing is remembered beside places that were decided otherwise, unless these are changed or told as left
        (`Preview.over`, `Preview.beside`).

        Args:
            preview: What the decision changes.
            register: The content of the library's own register.
        """
        remembering = self.remembering(register)
        remembers = remembering.edits and not preview.held
        return preview.proposals() | ({REGISTER_ID: remembering} if remembers else {})

    def contradictions(self, names: Names) -> Sequence[str]:
        """Return what is plainly not so in it: what a name says and what an agency is, for each pair that differs."""
        told = (contradiction(written, means, names) for written in self.written for means in self.means)
        return [each for each in told if each]

    def gives_up(self, register: Data) -> Mapping[str, tuple[str, ...]]:
        """Return what its name was remembered to mean in single areas and is not any more, by area.

        Args:
            register: The content of the library's own register.
        """
        if not self.remembered or self.csp:
            return {}
        found = (remembered_for_areas(register, written).items() for written in self.written)
        return {area: means for each in found for area, means in each if means != self.means}

    def remembering(self, register: Data) -> Proposal:
        """Return the change of the library's own register; without edits where it has nothing to remember."""
        after = register
        for written in self.written if self.remembered else ():
            after = edit.apply(after, remember(after, written, self.means, self.csp).edits)
        before, now = register.get("resolved"), after.get("resolved")
        return Proposal("edit", (edit.Edit("/resolved", before, now),) if now != before else ())


def decide_name(written: str, means: str, scope: Scope, at: tuple[str, str] | None = None) -> NameDecision:
    """Return the decision that one name means one agency; that of the whole library is remembered.

    A name that is to stay as it is written needs no remembering.
    """
    remembered = scope is Scope.LIBRARY and means != written
    return NameDecision((written,), (means,), scope, at, remembered=remembered, in_part=True)


def decide_marked(written: str, means: str, marked: frozenset[tuple[str, str]]) -> NameDecision:
    """Return the decision that one name means one agency in each of several recommendations."""
    return NameDecision((written,), (means,), Scope.RECOMMENDATION, marked=marked)


def decide_group(written: Sequence[str], means: str) -> NameDecision:
    """Return the decision that the names of a group mean one agency in the whole library."""
    return NameDecision(tuple(written), (means,), Scope.LIBRARY, in_part=True)
