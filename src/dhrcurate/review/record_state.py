"""What the screen knows, as values and small state: nothing here draws, reads or writes.

A decision shows at once and is saved behind the screen. So of every open record the model keeps what is on disk, and
in order the changes that are on their way there; what is shown is the one with the others applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data, Edit
from dhrcurate.domain.fields import Field, Table
from dhrcurate.domain.finding import Finding, Problem, Severity
from dhrcurate.domain.number import natural_key, normalised
from dhrcurate.domain.words import plural

if TYPE_CHECKING:
    from dhrcurate.curation.library import Loaded

Rec = Mapping[str, Any]
"""One recommendation's content."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that is shown but not yet known to be on disk."""

    generation: int
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list of recommendations.

    Attributes:
        record: The record's id.
        key: The recommendation's key; empty for the row of the record itself, which stands over the others.
        number: As printed, empty where there is none.
        label: Title, or how the text begins; for a heading the review's title.
        status: The decision's value, empty for a heading.
        worst: The worst severity among its findings, `None` where there are none or they are not known.
    """

    record: str
    key: str
    number: str
    label: str
    status: str
    worst: Severity | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is the row of a record itself."""
        return not self.key

    @property
    def undecided(self) -> bool:
        """Whether it waits for a decision."""
        return self.status == "pending"


@dataclass
class RecordState:
    """One open record: what is on disk, what is on its way there, and what was found in it.

    Attributes:
        id: The record's id.
        saved: Its content on disk, `None` where it cannot be read.
        digest: The digest of that.
        problems: Why it cannot be read, or what is wrong with it as a file.
        pending: Changes on their way to disk, oldest first.
        data: What is shown: `saved` with `pending` applied.
        version: Counts the changes of `data`, so that late answers about an older one can be told.
        findings: Active findings, `None` until they are known.
        waived: Findings that waivers silence.
        found_in: The version of `data` that the findings are about.
        page: Text of the source page, `None` where there is none or it was not read yet.
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
    page: str | None = None

    def __post_init__(self) -> None:
        self.data = self.saved or {}

    @property
    def readable(self) -> bool:
        """Whether it can be shown and changed."""
        return self.saved is not None

    @property
    def recommendations(self) -> Sequence[Rec]:
        """The recommendations as shown, in file order."""
        found: Sequence[Rec] = self.data.get("recommendations", ())
        return found

    @property
    def signed_off(self) -> bool:
        """Whether it takes no edits."""
        return bool(edit.get(self.data, "/curation/state") == "signed-off")

    def by_key(self, key: str) -> Rec | None:
        """The recommendation with a key, `None` where there is none."""
        return next((r for r in self.recommendations if r.get("key") == key), None)

    def propose(self, generation: int, edits: tuple[Edit, ...]) -> None:
        """Shows a change and remembers it until it is saved or refused.

        Raises:
            EditError: Where it does not fit what is shown; nothing changes then.
        """
        self.data = edit.apply(self.data, edits)
        self.pending.append(Pending(generation, edits))
        self.version += 1

    def settled(self, generation: int, data: Data, digest: str | None) -> tuple[Pending, ...]:
        """Takes what a save or a read brought from disk and applies again what is still on its way.

        Args:
            generation: The change that is saved now; -1 where nothing was.
            data: The content on disk.
            digest: Its digest.

        Returns:
            Changes that no longer fit and were dropped.
        """
        self.saved, self.digest, self.problems = data, digest, ()
        self.pending = [p for p in self.pending if p.generation != generation]
        return self._again()

    def refused(self, generation: int) -> tuple[Pending, ...]:
        """Drops a change that will not be saved; returns it with those that no longer fit without it."""
        gone = tuple(p for p in self.pending if p.generation == generation)
        self.pending = [p for p in self.pending if p.generation != generation]
        return gone + self._again()

    def found(self, version: int, active: Iterable[Finding], waived: Iterable[Finding]) -> bool:
        """Takes findings about a version; returns whether they are the newest there are.

        A record that was closed and opened again counts from the start, so findings may come about a version that it
        has not reached.
        """
        if not self.found_in <= version <= self.version:
            return False
        self.findings, self.waived, self.found_in = tuple(active), tuple(waived), version
        return True

    def findings_of(self, key: str | None) -> list[Finding]:
        """Active findings about one recommendation, or about the record as a whole, worst first."""
        return sorted((f for f in self.findings or () if f.key == key), key=lambda f: -f.severity.rank)

    def progress(self) -> tuple[int, int]:
        """How many recommendations are decided, and how many there are."""
        statuses = [r.get("status") for r in self.recommendations]
        return sum(1 for s in statuses if s != "pending"), len(statuses)

    def left_to_do(self) -> Iterator[str]:
        """What speaks against signing off, a sentence each; nothing where all is decided and no error stands."""
        statuses = Counter(r.get("status") for r in self.recommendations)
        pending, queried = statuses["pending"], statuses["queried"]
        if pending:
            yield f"{pending} of {plural(statuses.total(), 'recommendation')} {_are(pending)} still pending."
        if queried:
            yield f"{queried} {_are(queried)} queried."
        found = Counter(f.severity for f in self.findings or ())
        if found[Severity.ERROR]:
            errors, warnings = plural(found[Severity.ERROR], "error"), plural(found[Severity.WARNING], "warning")
            yield f"{errors} and {warnings} stand."
        if self.findings is None:
            yield "The rules have not looked at it yet."

    def rows(self) -> list[Row]:
        """The rows of the list: the record itself, then its recommendations in natural order."""
        worst: dict[str | None, Severity] = {}
        for f in self.findings or ():
            if f.key not in worst or f.severity.rank > worst[f.key].rank:
                worst[f.key] = f.severity
        own = heading_of(self.id, self.data, worst.get(None))
        return [own, *(row_of(self.id, r, worst.get(r.get("key"))) for r in in_natural_order(self.recommendations))]

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


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def listed(data: Data, *tables: Table) -> Iterator[tuple[Field, Any]]:
    """The fields of some tables that are listed as a label and a value, with their values where they have one."""
    for table in tables:
        values = data.get(table.name) or {}
        for row in table:
            if row.listed and (value := values.get(row.name)) not in (None, "", []):
                yield row, value


def joined(value: object) -> str:
    """A listed value as text, several values with commas between them."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def state_of(record_id: str, loaded: Loaded) -> RecordState:
    """The state of a record as it was read."""
    data = loaded.data if loaded.record is not None else None
    return RecordState(record_id, data, loaded.digest, tuple(_where(p) for p in loaded.problems))


def _where(problem: Problem) -> str:
    at = problem.place
    return f"line {at.line}, column {at.column}: {problem.message}" if at is not None else problem.message


def row_of(record: str, rec: Rec, worst: Severity | None = None) -> Row:
    """The row of one recommendation."""
    label = str(rec.get("title") or rec.get("text") or "")[:120]
    return Row(
        record=record,
        key=str(rec.get("key", "")),
        number=str(rec.get("number") or ""),
        label=" ".join(label.split()) or "(no text)",
        status=str(rec.get("status", "pending")),
        worst=worst,
    )


def heading_of(record: str, data: Data, worst: Severity | None = None) -> Row:
    """The row of a record itself, which stands over those of its recommendations."""
    return Row(record, "", "", str(edit.get(data, "/review/title") or record), "", worst)


def in_natural_order(recommendations: Sequence[Rec]) -> list[Rec]:
    """Recommendations as people count: `R2` before `R10`, though the file may have sorted them as strings.

    One without a number stays behind the one that it follows in the file. Where numbering starts again at another
    addressee the file's order is kept, because the numbers then order nothing across the runs.
    """
    if _restarts(recommendations):
        return list(recommendations)
    groups: list[list[Rec]] = []
    for rec in recommendations:
        if rec.get("number") or not groups:
            groups.append([rec])
        else:
            groups[-1].append(rec)
    first = groups[:1] if groups and not groups[0][0].get("number") else []
    rest = groups[len(first) :]
    rest.sort(key=lambda group: natural_key(group[0].get("number")))
    return [rec for group in [*first, *rest] for rec in group]


def _restarts(recommendations: Sequence[Rec]) -> bool:
    numbered = [(normalised(str(r["number"])), r.get("addressed_to")) for r in recommendations if r.get("number")]
    return any(number == numbered[0][0] and cell != numbered[at][1] for at, (number, cell) in enumerate(numbered[1:]))


class Generations:
    """Hands out growing numbers, so that an answer can be matched with its question."""

    def __init__(self) -> None:
        self._next: Callable[[], int] = count(1).__next__

    def new(self) -> int:
        """The next number."""
        return self._next()


class Made:
    """In which records changes were made since the start, so that undo takes them back in their order."""

    def __init__(self) -> None:
        self._made: list[str] = []
        self._undone: list[str] = []

    def made(self, record_id: str) -> None:
        """A change was made in a record; what was undone before is not made again after it."""
        self._made.append(record_id)
        self._undone.clear()

    def not_made(self, record_id: str) -> None:
        """The last change in a record came to nothing."""
        if record_id in self._made:
            self._made.reverse()
            self._made.remove(record_id)
            self._made.reverse()

    def to_undo(self, otherwise: str) -> str:
        """The record whose change is undone now; another where nothing was changed since the start."""
        return self._turn(self._made, self._undone, otherwise)

    def to_redo(self, otherwise: str) -> str:
        """The record whose change is made again now."""
        return self._turn(self._undone, self._made, otherwise)

    @staticmethod
    def _turn(of: list[str], to: list[str], otherwise: str) -> str:
        record_id = of.pop() if of else otherwise
        to.append(record_id)
        return record_id
