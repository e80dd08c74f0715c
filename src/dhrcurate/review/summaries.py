"""Summaries of the records of a library: a line for the list, and the recommendations packed small.

A hundred thousand recommendations as objects would take a hundred megabytes and make every pass of the garbage
collector felt at a key. So what the list and the filter need of a record is kept as compressed JSON, and unpacked for
the rows in view, or record by record on the background thread.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from dhrcurate.curation.checking.settled import unsettled
from dhrcurate.curation.filter import row_of_data, row_of_passage
from dhrcurate.domain import edit
from dhrcurate.domain.finding import Finding, Severity, by_key
from dhrcurate.domain.printed_place import is_at_hand
from dhrcurate.domain.words import plural
from dhrcurate.review.filtering import packed_row, unpacked_row
from dhrcurate.review.record_state import RecordState
from dhrcurate.review.row import Row

if TYPE_CHECKING:
    from dhrcurate.curation.filter import Row as FilterRow


class Beside(NamedTuple):
    """How a record stands in its documents, as far as their texts are cached.

    Attributes:
        documents: How many documents it has.
        located: How many of its recommendations they print; `None` where none of them was read.
        differing: How many of these they print otherwise.
        left_out: How many recommendations they make that it has not.
        why_not: Why nothing is known, in words; empty while nobody looked.
        taken: How many of the located ones were imported from the document itself, which confirms none of them.
    """

    documents: int = 0
    located: int | None = None
    differing: int = 0
    left_out: int = 0
    why_not: str = ""
    taken: int = 0

    def agrees(self, total: int) -> bool | None:
        """Return whether they have all that the record has and nothing else; `None` where that is not known."""
        if self.located is None:
            return None
        agrees = self.located == total and not self.differing and not self.left_out
        return None if agrees and self.taken else agrees

    def in_words(self, total: int) -> str:
        """Return the same in words: `1 document: 11 of 12 located, 2 differing, 1 not extracted`."""
        if not self.documents:
            return ""
        if self.located is None:
            return ": ".join(filter(None, (plural(self.documents, "document"), self.why_not)))
        told = [f"{self.located} of {total} located"]
        told += [f"{self.taken} taken from it"] if self.taken else []
        told += [f"{self.differing} differing"] if self.differing else []
        told += [f"{self.left_out} not extracted"] if self.left_out else []
        return f"{plural(self.documents, 'document')}: {', '.join(told)}"


_NO_DOCUMENTS = Beside()


@dataclass(slots=True)
class Summary:
    """A record as it is known without opening it.

    Attributes:
        id: The record's id.
        title: The review's title.
        csp: Its partnership.
        published: When it was published, as written.
        state: `open` or `signed-off`; `broken` where it cannot be read.
        decided: The number of decided recommendations.
        total: The number of recommendations.
        found: Number of findings by severity, `None` while they are not known.
        problem: Why it cannot be read, empty where it can.
        packed: Its rows, as the list and as a filter see them, compressed; empty where it was not read or is open.
        left_out: How many of these rows are passages that no recommendation holds.
        without_agency: How many recommendations that were not rejected have no agency.
        beside: How it stands in its documents.
        written: The names in it as they are written, which a filter knows folded.
    """

    id: str
    title: str = ""
    csp: str = ""
    published: str = ""
    state: str = "open"
    decided: int = 0
    total: int = 0
    found: Mapping[str, int] | None = None
    problem: str = ""
    packed: bytes = b""
    left_out: int = 0
    without_agency: int = 0
    beside: Beside = _NO_DOCUMENTS
    written: tuple[str, ...] = ()

    @property
    def needs_someone(self) -> bool:
        """True if something is left to decide."""
        return self.state == "broken" or self.undecided > 0

    @property
    def undecided(self) -> int:
        """The number of recommendations that wait for a decision that can be made."""
        return self.total - self.decided if self.state == "open" else 0

    def rows(self) -> list[Row]:
        """Return its rows, unpacked; none where nothing is packed."""
        return [
            Row(self.id, key, number, label, status, Severity(worst) if worst else None, *rest)
            for (key, number, label, status, worst, *rest), _ in self._unpacked()
        ]

    def filter_rows(self) -> dict[str, FilterRow]:
        """Return its recommendations as a filter sees them, by key."""
        return {row[0]: unpacked_row(seen) for row, seen in self._unpacked() if seen is not None}

    def holds(self, words: Iterable[str]) -> bool:
        """True if its texts may hold all of some folded words: a quick first test, sure only where it says no."""
        raw = zlib.decompress(self.packed) if self.packed else b""
        return all('"' in w or "\\" in w or w.encode() in raw for w in words)

    def _unpacked(self) -> list[Any]:
        unpacked: list[Any] = orjson.loads(zlib.decompress(self.packed)) if self.packed else []
        return unpacked


def summary_of(state: RecordState, *, packed: bool = False, known: Summary | None = None) -> Summary:
    """Return the summary of a record that was read.

    Args:
        state: The record.
        packed: Whether to pack its recommendations into it.
        known: The summary before, whose count of findings stays while they are not known now.
    """
    if not state.readable:
        problem = state.problems[0] if state.problems else "it cannot be read"
        return Summary(state.id, state="broken", problem=problem)
    review = state.data.get("review", {})
    decided, total = state.progress()
    return Summary(
        id=state.id,
        title=str(review.get("title", "")),
        csp=str(review.get("csp", "")),
        published=str(review.get("published", "") or ""),
        state="signed-off" if state.signed_off else "open",
        decided=decided,
        total=total,
        found=counted(state.listed) if state.listed is not None else known.found if known else None,
        packed=_pack(state) if packed else b"",
        left_out=len(state.left_out),
        without_agency=state.agencies_open()[0],
        beside=_beside(state, known),
        written=tuple(map(sys.intern, written_in(state))) if packed else (),
    )


def _beside(state: RecordState, known: Summary | None) -> Beside:
    """How a record stands in its documents; as it was known where that was not looked at since."""
    count, evidence = len(state.data.get(edit.DOCUMENTS) or ()), state.evidence
    if not count:
        return _NO_DOCUMENTS
    if evidence is None:
        return known.beside if known is not None and known.beside.documents == count else Beside(count)
    if not is_at_hand(evidence):
        why = next((one.why_not for one in evidence.documents if one.why_not), "not read yet")
        return Beside(count, why_not=why)
    numbers = {str(r.get("key")): r.get("number") for r in state.recommendations}
    return Beside(
        count,
        sum(one.main is not None for one in evidence.recommendations),
        sum(one.differs(numbers.get(key)) for key, one in state.standings.items()),
        sum(one.sure for one in state.left_out.values()),
        taken=sum(one.taken for one in evidence.recommendations),
    )


def written_in(state: RecordState) -> list[str]:
    """Return the names in a record as they are written: its partnership, its agencies, the models that extracted it."""
    review, extractions = state.data.get("review", {}), state.data.get("extractions", ())
    names = [review.get("csp"), *(one.get("model") for one in extractions)]
    names += [name for r in state.recommendations for name in r.get("agencies") or ()]
    return [*dict.fromkeys(str(name) for name in names if name)]


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Count findings by severity."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.severity.value] = counts.get(finding.severity.value, 0) + 1
    return counts


def filter_rows_of(state: RecordState) -> dict[str, FilterRow]:
    """Return the recommendations of an open record, and what was not extracted, as a filter sees them, by key.

    It sees the findings that the list shows and an interface counts; beside them those that tell progress.
    """
    found = by_key(unsettled(state.findings or (), state.data))
    standing = state.standings
    rows = {
        key: row_of_data(state.id, state.data, r, found.get(key, ()), standing.get(key), state.left.get(key))
        for r in state.recommendations
        for key in (str(r.get("key")),)
    }
    for key, passage in state.left_out.items():
        rows[key] = row_of_passage(state.id, state.data, passage, state.findings_of(key))
    return rows


def _pack(state: RecordState) -> bytes:
    seen = filter_rows_of(state)
    rows = [
        (
            (
                row.key,
                row.number,
                row.label,
                row.status,
                row.worst.value if row.worst else "",
                row.place,
                row.stands,
                row.left,
                row.in_part,
            ),
            packed_row(seen[row.key]) if row.key else None,
        )
        for row in state.rows_and_left_out()
    ]
    return zlib.compress(orjson.dumps(rows))
