"""The state of an open record: nothing here draws, reads or writes.

A decision shows at once and is saved behind the screen. So the state keeps what is on disk and, in order, the changes
that are on their way there; what is shown is the one with the others applied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from dhrcurate.curation.checking.settled import unsettled
from dhrcurate.domain import edit
from dhrcurate.domain.edit import DOCUMENTS, Data, Edit
from dhrcurate.domain.finding import Finding, Problem, Severity, at_each_key
from dhrcurate.domain.standing import Standing, standings
from dhrcurate.review.beside import LEFT_OUT, Beside, LookedFor, left_out, stands
from dhrcurate.review.derived import Derived
from dhrcurate.review.open_agencies import needs_agencies, open_names
from dhrcurate.review.order import as_if_added, in_natural_order
from dhrcurate.review.row import Row, heading_of, left_out_row, row_of

if TYPE_CHECKING:
    from dhrcurate.curation.library import Loaded
    from dhrcurate.domain.evidence import Addressing, Evidence, Passage
    from dhrcurate.domain.open_names import OpenNames

AS_IN_SOURCE = "as in the source"
"""How a recommendation stands whose text the source page has."""

_NOT_AS_IN_SOURCE = {"not-in-source": "not in the source", "differs-from-source": "differs from the source"}
"""How a text stands in the source page in which a rule found that it does not stand so."""

_OF_TRAILS = "DHR9"
"""The family of rules that look at the trail of a record; the other rules do not."""

Rec = Mapping[str, Any]
"""One recommendation's content."""

_ByKey: TypeAlias = Mapping[str | None, Sequence[Finding]]
"""Findings by the recommendation that they are about."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that is shown but not yet known to be on disk, with the number of its save job."""

    number: int
    edits: tuple[Edit, ...]


@dataclass
class RecordState:
    """One open record: what is on disk, what is on its way there, and what was found in it.

    Attributes:
        id: The record's id.
        saved: Its content on disk, `None` where it cannot be read.
        digest: The digest of that.
        problems: Why it cannot be read, or what is wrong with its file.
        pending: Changes on their way to disk, oldest first.
        data: What is shown: `saved` with `pending` applied.
        version: Counts the changes of `data`, so that late findings of an older one can be told.
        findings: Active findings, `None` until they are known; those that only tell progress are among them.
        waived: Findings that waivers silence.
        found_in: The version of `data` that the findings are about.
        beside: What the documents say; `None` until that is known.
        asked_beside: What was last looked for in them.
        addressings: How the addressees stand beside those that the documents print, by key, as far as that is known.
        left: What cells name and the agencies do not hold, as far as that is known, by key.
        compared: The texts that were compared with the source page, by key.
    """

    id: str
    saved: Data | None
    digest: str | None = None
    problems: tuple[str, ...] = ()
    pending: list[Pending] = field(default_factory=list)
    data: Data = field(default_factory=dict)
    version: int = 0
    findings: tuple[Finding, ...] | None = None
    waived: tuple[Finding, ...] = ()
    found_in: int = -1
    beside: Beside | None = None
    asked_beside: LookedFor = ()
    addressings: Mapping[str, Addressing] = field(default_factory=dict)
    left: Mapping[str, OpenNames] = field(default_factory=dict)
    compared: Mapping[str, str] = field(default_factory=dict)
    _looked_at: Data = field(default_factory=dict, repr=False)
    _evidence: Derived[Evidence] = field(default_factory=Derived, repr=False)
    _listed: Derived[Sequence[Finding]] = field(default_factory=Derived, repr=False)
    _by_key: Derived[_ByKey] = field(default_factory=Derived, repr=False)
    _open: Derived[tuple[int, int]] = field(default_factory=Derived, repr=False)
    _rows: Derived[Sequence[Row]] = field(default_factory=Derived, repr=False)
    _all_rows: Derived[Sequence[Row]] = field(default_factory=Derived, repr=False)
    _kept_rows: dict[str, Derived[Row]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.data = self.saved or {}

    @property
    def readable(self) -> bool:
        """True if it can be shown and changed."""
        return self.saved is not None

    @property
    def recommendations(self) -> Sequence[Rec]:
        """The recommendations as shown, in file order."""
        found: Sequence[Rec] = self.data.get("recommendations", ())
        return found

    @property
    def signed_off(self) -> bool:
        """True if it takes no edits."""
        return bool(edit.get(self.data, "/curation/state") == "signed-off")

    def by_key(self, key: str) -> Rec | None:
        """Return the recommendation with a key, `None` where there is none."""
        return next((r for r in self.recommendations if r.get("key") == key), None)

    def propose(self, number: int, edits: tuple[Edit, ...]) -> None:
        """Shows a change and remembers it until it is saved or refused.

        Raises:
            EditError: Where it does not fit what is shown; nothing changes then.
        """
        self.data = edit.apply(self.data, edits)
        self.pending.append(Pending(number, edits))
        self.version += 1

    def settled(self, number: int, data: Data, digest: str | None) -> tuple[Pending, ...]:
        """Takes what was read from disk, and applies again the changes that are still on their way there.

        Args:
            number: The number of the change that is saved now; -1 where none was.
            data: The content on disk.
            digest: Its digest.

        Returns:
            Changes that no longer fit and were dropped.
        """
        self.saved, self.digest, self.problems = data, digest, ()
        self.pending = [p for p in self.pending if p.number != number]
        return self._again()

    def refused(self, number: int) -> tuple[Pending, ...]:
        """Drops a change that will not be saved; returns it with those that no longer fit without it."""
        gone = tuple(p for p in self.pending if p.number == number)
        self.pending = [p for p in self.pending if p.number != number]
        return gone + self._again()

    def found(
        self,
        version: int,
        active: Iterable[Finding],
        waived: Iterable[Finding],
        addressings: Mapping[str, Addressing] | None = None,
        left: Mapping[str, OpenNames] | None = None,
        compared: Mapping[str, str] | None = None,
    ) -> bool:
        """Takes findings about a version; returns whether they are the newest there are.

        A record that was closed and opened again counts from the start, so findings may come about a version that it
        has not reached.
        """
        if not self.found_in <= version <= self.version:
            return False
        self.findings, self.waived, self.found_in = tuple(active), tuple(waived), version
        if version == self.version:
            self._looked_at = self.data
        self.addressings, self.left, self.compared = addressings or {}, left or {}, compared or {}
        return True

    def trail_changed(self) -> None:
        """Has the rules look again, unless what they found is known and has nothing of the trail in it."""
        found = (*(self.findings or ()), *self.waived)
        if self.found_in != self.version or any(f.rule.startswith(_OF_TRAILS) for f in found):
            self.version += 1

    @property
    def listed(self) -> Sequence[Finding] | None:
        """The active findings that are listed as such and ask for something; `None` until they are known."""
        found, data = self.findings, self.data
        if found is None:
            return None
        return self._listed.of(
            found, data, make=lambda: tuple(unsettled((f for f in found if not f.is_progress), data))
        )

    def took(self, beside: Beside) -> bool:
        """Takes what the documents say; returns whether that is anything new, so that the rules look again."""
        known, self.beside = self.beside, beside
        if known == beside:
            return False
        self.version += 1
        return True

    @property
    def evidence(self) -> Evidence | None:
        """What the documents say of the record as it is shown; `None` where nothing is known of it."""
        beside, data = self.beside, self.data
        if beside is None or not data.get(DOCUMENTS):
            return None
        return self._evidence.of(data, beside, make=lambda: beside.now(data))

    @property
    def standings(self) -> dict[str, Standing]:
        """How each recommendation stands in the documents, by its key; none where no document was read."""
        return standings(self.evidence, self.addressings)

    @property
    def left_out(self) -> Mapping[str, Passage]:
        """The passages that no recommendation holds, by the keys of their rows."""
        return left_out(self.evidence, self.data)

    def findings_of(self, key: str | None) -> list[Finding]:
        """Return the active findings about one recommendation, or about the record as a whole, worst first."""
        if key is not None and key.startswith(LEFT_OUT):
            return [f for f in self.findings or () if f.about == key]
        return [finding.at(key) for finding in self._found_by_key.get(key, ())]

    @property
    def _found_by_key(self) -> _ByKey:
        """What is listed, worst first, without its place at each recommendation."""
        listed = self.listed or ()
        return self._by_key.of(listed, make=lambda: _worst_first(listed))

    def left_at(self, key: str) -> list[Finding]:
        """Return `findings_of` a recommendation; none where more than a decision changed it since the rules looked."""
        before = next((r for r in self._looked_at.get("recommendations", ()) if r.get("key") == key), None)
        now = self.by_key(key)
        if before is None or now is None:
            return []
        same = before is now or _undecided(before) == _undecided(now)
        return self.findings_of(key) if same else []

    def waived_at(self, key: str | None) -> list[Finding]:
        """Return what waivers silence at a place, `None` for the record: also one kept at the first of several."""
        return [f for f in self.waived if any(one.key == key for one in f.each)]

    def stands(self, key: str | None) -> str:
        """Return where and how the documents print a recommendation, in words, else how the source page has its text.

        Empty where nothing is known of it.
        """
        if key is None:
            return ""
        standing = self._standing(key)
        told = stands(standing.located, self.evidence, standing.otherwise(self._number(key))) if standing else ""
        return told or self._in_source(key)

    def _in_source(self, key: str) -> str:
        """Whether the source page has the text of a recommendation, as the rules found; empty if that is not known."""
        if key not in self.compared or self.compared[key] != (self.by_key(key) or {}).get("text"):
            return ""
        found = {one.name for f in (*(self.findings or ()), *self.waived) for one in f.each if one.key == key}
        return next((words for name, words in _NOT_AS_IN_SOURCE.items() if name in found), AS_IN_SOURCE)

    def may_differ(self, key: str) -> bool:
        """Whether a document prints anything of a recommendation otherwise, or names whom that cannot be told of."""
        standing = self._standing(key)
        return standing is not None and standing.may_differ(self._number(key))

    def _standing(self, key: str) -> Standing | None:
        located = self.evidence.of(key) if self.evidence is not None and key else None
        return Standing(located, self.addressings.get(key)) if located is not None else None

    def _number(self, key: str) -> str | None:
        return (self.by_key(key) or {}).get("number")

    def finding_at(self, key: str | None, at: int) -> Finding | None:
        """Return one of `findings_of` by its position, `None` where there is none."""
        found = self.findings_of(key)
        return found[at] if 0 <= at < len(found) else None

    def progress(self) -> tuple[int, int]:
        """Return the number of decided recommendations, and of all."""
        statuses = [r.get("status") for r in self.recommendations]
        return sum(1 for s in statuses if s != "pending"), len(statuses)

    def agencies_open(self) -> tuple[int, int]:
        """Return how many recommendations have no agency, and how many only some of those that the cell names.

        Those that were rejected do not count.
        """
        return self._open.of(self.data, self.left, make=self._count_open)

    def _count_open(self) -> tuple[int, int]:
        wanted = [r for r in self.recommendations if needs_agencies(r)]
        without = sum(not r.get("agencies") for r in wanted)
        return without, sum(bool(r.get("agencies") and open_names(r, self.left)) for r in wanted)

    def open_names(self, key: str) -> tuple[str, ...]:
        """Return the names of the cell of a recommendation that its agencies do not hold, as far as that is known."""
        rec = self.by_key(key)
        return open_names(rec, self.left) if rec is not None and needs_agencies(rec) else ()

    def rows(self) -> Sequence[Row]:
        """Return the rows of the list: the record itself, then its recommendations in natural order."""
        return self._rows.of(*self._row_sources, make=lambda: self._make_rows(in_natural_order(self.recommendations)))

    def rows_and_left_out(self) -> Sequence[Row]:
        """Return the same with a row for each passage that no recommendation holds, where it would be if one did."""
        evidence, passages = self.evidence, self.left_out
        if evidence is None or not passages:
            return self.rows()
        return self._all_rows.of(
            *self._row_sources,
            make=lambda: self._make_rows(as_if_added(self.recommendations, evidence, passages), passages),
        )

    @property
    def _row_sources(self) -> tuple[object, ...]:
        return self.data, self.listed, self.evidence, self.addressings, self.left

    def _make_rows(self, recommendations: Sequence[Rec], passages: Mapping[str, Passage] | None = None) -> list[Row]:
        """Make the rows; what has a row of its own, as passages have, is not told at the record's row too."""
        own = passages or {}
        found, standing = self._found_by_key, self.standings
        worst = {key: next((f.severity for f in each if f.about not in own), None) for key, each in found.items()}
        documents = self.evidence.documents if self.evidence else ()
        rows = [heading_of(self.id, self.data, worst.get(None))]
        for rec in recommendations:
            key = str(rec.get("key"))
            if (passage := own.get(key)) is not None:
                rows.append(left_out_row(self.id, key, passage, documents))
            else:
                rows.append(self._make_row(key, rec, worst.get(key), standing.get(key)))
        return rows

    def _make_row(self, key: str, rec: Rec, worst: Severity | None, stands: Standing | None) -> Row:
        """Make the row of a recommendation, or return the one before where nothing of it has changed."""
        kept = self._kept_rows.setdefault(key, Derived())
        located, addressing = stands or (None, None)
        sources = (rec, worst, located, addressing, self.left.get(key))
        return kept.of(*sources, make=lambda: row_of(self.id, rec, worst, stands, self.left))

    def _again(self) -> tuple[Pending, ...]:
        data: Data = self.saved or {}
        kept: list[Pending] = []
        dropped: list[Pending] = []
        for change in self.pending:
            try:
                data = edit.apply(data, change.edits)
            except edit.EditError:
                dropped.append(change)
            else:
                kept.append(change)
        self.pending = kept
        if data != self.data:
            self.data = data
            self.version += 1
        return tuple(dropped)


def _worst_first(findings: Iterable[Finding]) -> _ByKey:
    return {key: sorted(at, key=lambda f: -f.severity.rank) for key, at in at_each_key(findings).items()}


def _undecided(rec: Rec) -> dict[str, Any]:
    """A recommendation without what a decision writes."""
    return {name: value for name, value in rec.items() if name not in {"status", "note"}}


def state_of(record_id: str, loaded: Loaded) -> RecordState:
    """Return the state of a record as it was read."""
    data = loaded.data if loaded.record is not None else None
    return RecordState(record_id, data, loaded.digest, tuple(_where(p) for p in loaded.problems))


def title_of(state: RecordState) -> str:
    """Return the review's title, or the record's id where it has none."""
    return str(edit.get(state.data, "/review/title") or state.id)


def _where(problem: Problem) -> str:
    at = problem.place
    return f"line {at.line}, column {at.column}: {problem.message}" if at is not None else problem.message
