"""Names of agencies across the library, and its own register."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from dhrcurate.domain.agency import KINDS, Agency, Alias, generations, plain_kind
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.nearest import did_you_mean
from dhrcurate.domain.words import times
from dhrcurate.rules.context import LibraryContext
from dhrcurate.rules.record_summary import RecordSummary
from dhrcurate.rules.registry import LibraryFinding, library_rule

_WORD = re.compile(r"\w+")
_SMALL = frozenset({"the", "of", "and", "nhs", "foundation", "for"})
_SAME = {"constabulary": "police"}


@library_rule("DHR704", "one-agency-two-names", Severity.WARNING)
def one_agency_two_names(context: LibraryContext) -> Iterator[LibraryFinding]:
    """One agency has two names in the library.

    Why: A search for what was recommended to it finds half under each name.

    Before: "Exampleton Women's Refuge" in one record, "Exampleton Womens Refuge" in another

    After: one name in both, and the other one its alias in the register

    Note: Compared are names that differ only in capitals, punctuation, small words or "Constabulary" for "Police"; two
    names that are two agencies in the register are skipped.
    """
    first: dict[str, tuple[RecordSummary, int]] = {}
    counts: dict[str, int] = defaultdict(int)
    for record in context.records.values():
        for name, (at, count) in record.uses.items():
            first.setdefault(name, (record, at))
            counts[name] += count
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in first:
        groups[_core(name)].append(name)
    for names in groups.values():
        known = [n for n in names if context.names.entry(n) is not None]
        if len(names) < 2 or len(known) == len(names):
            continue
        best = max(known or names, key=counts.__getitem__)
        best_record, best_at = first[best]
        for name in names:
            if name == best or name in known:
                continue
            record, at = first[name]
            finding = one_agency_two_names.finding(
                f"“{name}” ({times(counts[name])}) is “{best}” ({times(counts[best])}) under another name",
                path=f"/recommendations/{record.keys[at]}/agencies",
                key=record.keys[at],
                number=record.numbers[at],
                related=(best_record.name(best_at),),
            )
            yield LibraryFinding(record.id, finding)


def _core(name: str) -> tuple[str, ...]:
    words = _WORD.findall(name.casefold().replace("’", "").replace("'", ""))
    return tuple(_SAME.get(w, w) for w in words if w not in _SMALL) or (name,)


@library_rule("DHR705", "unused-register-entry", Severity.INFO)
def unused_register_entry(context: LibraryContext) -> Iterator[LibraryFinding]:
    """An entry of the library's register is not used.

    Why: It was made for a recommendation that has since been decided differently, or its name is misspelt.

    Before: [[agencies]] name = "Exampelton Refuge", and every record says "Exampleton Refuge"

    After: the entry removed, or its name corrected

    Note: An agency that a text names counts as used, and so does a predecessor or successor of one in use: other rules
    propose them.
    """
    if not context.own_agencies or not context.records:
        return
    uses = _Uses(context)
    for agency in context.own_agencies:
        if not uses.includes(agency):
            finding = unused_register_entry.finding(
                f"“{agency.name}” is used in no record", path=f"/agencies/{agency.id}/name"
            )
            yield LibraryFinding(agency.origin, finding)


class _Uses:
    """The agencies that a library's records mention."""

    def __init__(self, context: LibraryContext) -> None:
        records = context.records.values()
        curated = {name for record in records for name in record.uses}
        self._curated = {name.casefold() for name in curated}
        self._written = "\n".join({cell for record in records for cell in record.cells}).casefold()
        self._records = records
        self._beside: dict[str, set[str]] = defaultdict(set)
        self._bodies = {agency.name: agency for agency in context.own_agencies}
        for name in curated - self._bodies.keys():
            if entry := context.names.entry(name):
                self._bodies[name] = entry
        for agency in list(self._bodies.values()):
            for successor in agency.successors:
                self._beside[agency.name].add(successor)
                self._beside[successor].add(agency.name)
                if entry := context.names.entry(successor):
                    self._bodies.setdefault(successor, entry)

    def includes(self, agency: Agency) -> bool:
        """True if a record mentions an agency, or one of its predecessors or successors."""
        line = chain([agency.name], chain.from_iterable(generations(agency.name, lambda name: self._beside[name])))
        return any(name in self._bodies and self._mentions(self._bodies[name]) for name in line)

    def _mentions(self, agency: Agency) -> bool:
        names = [agency.name, *(a.name for a in agency.aliases)]
        forms = [form.casefold() for form in (*names, *agency.acronyms)]
        if any(form in self._curated or form in self._written for form in forms):
            return True
        return any(self._words.issuperset(_WORD.findall(low)) and low in self._texts for low in map(str.lower, names))

    @cached_property
    def _texts(self) -> str:
        return "\n".join(text for record in self._records for text in record.texts)

    @cached_property
    def _words(self) -> frozenset[str]:
        """Every word of the texts: quickly rules out most agencies."""
        return frozenset(_WORD.findall(self._texts))


@library_rule("DHR706", "duplicate-alias", Severity.WARNING)
def duplicate_alias(context: LibraryContext) -> Iterator[LibraryFinding]:
    """A name in the library's register stands for two agencies.

    Why: A cell with this name cannot be resolved, because nothing tells which of the two is meant.

    Before: two entries with the alias "Exampleton Council"

    After: the alias on one of them, or dates on both that do not overlap

    Note: Acronyms may be shared; the record's area tells them apart.
    """
    for agency in context.own_agencies:
        for alias in (Alias(agency.name, agency.valid_from, agency.valid_to), *agency.aliases):
            others = [a for a in context.names.named(alias.name) if a.id != agency.id and _clash(alias, a)]
            if others:
                names = " and ".join(f"“{a.name}”" for a in others[:3])
                part = "name" if alias.name == agency.name else "aliases"
                finding = duplicate_alias.finding(
                    f"“{alias.name}”, of “{agency.name}”, also stands for {names}", path=f"/agencies/{agency.id}/{part}"
                )
                yield LibraryFinding(agency.origin, finding)


def _clash(alias: Alias, other: Agency) -> bool:
    """True if a name stands for another agency too, at a time when it stands for this one."""
    folded = alias.name.casefold()
    if folded == other.name.casefold():
        return _overlap(alias, Alias(other.name, other.valid_from, other.valid_to))
    theirs = next((a for a in other.aliases if a.name.casefold() == folded), None)
    return theirs is not None and _overlap(alias, theirs)


def _overlap(one: Alias, other: Alias) -> bool:
    ends_first = one.until is not None and other.since is not None and one.until < other.since
    ends_last = other.until is not None and one.since is not None and other.until < one.since
    return not (ends_first or ends_last)


@library_rule("DHR707", "unknown-kind", Severity.WARNING)
def unknown_kind(context: LibraryContext) -> Iterator[LibraryFinding]:
    """An entry of the library's register has an unknown kind.

    Why: The kind distinguishes the agencies of one place, and tells which of them a word such as "Police" may mean. A
    misspelt kind tells nothing, so that suggestions get worse unnoticed.

    Before: kind = "chartiy"

    After: kind = "charity"

    Note: You may use kinds of your own; ignore this finding for them.
    """
    for agency in context.own_agencies:
        if plain_kind(agency.kind) not in KINDS:
            finding = unknown_kind.finding(
                f"“{agency.kind}”, of “{agency.name}”, is no known kind of body{did_you_mean(agency.kind, KINDS)}",
                path=f"/agencies/{agency.id}/kind",
            )
            yield LibraryFinding(agency.origin, finding)
