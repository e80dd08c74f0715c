"""What is kept of every record of the library: a line for the list, and its recommendations packed small.

A hundred thousand recommendations as objects would take a hundred megabytes and make every pass of the garbage
collector felt at a key. So what the list and the filter need of a record is kept as compressed JSON, and unpacked for
the rows in view, or record by record beside the interface.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from dhrcurate.curation.filter import row_of_data
from dhrcurate.domain import edit
from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.review.filtering import packed_look, unpacked_look
from dhrcurate.review.record_state import RecordState, Row

if TYPE_CHECKING:
    from dhrcurate.curation.filter import Row as Looked


@dataclass(slots=True)
class Summary:
    """What is known of one record without opening it.

    Attributes:
        id: The record's id.
        title: The review's title.
        csp: Its partnership.
        published: When it was published, as it stands.
        state: `open` or `signed-off`; `broken` where it cannot be read.
        decided: How many recommendations are decided.
        total: How many there are.
        found: Number of findings by severity, `None` while they are not known.
        problem: Why it cannot be read, empty where it can.
        packed: Its rows and what a filter looks at, compressed; empty where it was not read or is open anyway.
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

    @property
    def needs_someone(self) -> bool:
        """Whether something is left to decide."""
        return self.state == "broken" or self.undecided > 0

    @property
    def undecided(self) -> int:
        """How many recommendations wait for a decision that can be made."""
        return self.total - self.decided if self.state == "open" else 0

    def rows(self) -> list[Row]:
        """Its rows, unpacked; none where nothing is packed."""
        return [
            Row(self.id, key, number, label, status, Severity(worst) if worst else None)
            for (key, number, label, status, worst), _ in self._unpacked()
        ]

    def looked(self) -> dict[str, Looked]:
        """What a filter looks at of its recommendations, by key."""
        return {row[0]: unpacked_look(look) for row, look in self._unpacked() if look is not None}

    def holds(self, words: Iterable[str]) -> bool:
        """Whether its texts may hold all of some folded words: a quick first look, sure only where it says no."""
        raw = zlib.decompress(self.packed) if self.packed else b""
        return all('"' in w or "\\" in w or w.encode() in raw for w in words)

    def _unpacked(self) -> list[Any]:
        unpacked: list[Any] = orjson.loads(zlib.decompress(self.packed)) if self.packed else []
        return unpacked


def summary_of(state: RecordState, *, packed: bool = False, known: Summary | None = None) -> Summary:
    """What is known of a record that was read.

    Args:
        state: The record.
        packed: Whether its recommendations are packed into it.
        known: What was known before, which counts where findings are not known now.
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
        found=counted(state.findings) if state.findings is not None else known.found if known else None,
        packed=_pack(state) if packed else b"",
    )


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """The number of findings by severity."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.severity.value] = counts.get(finding.severity.value, 0) + 1
    return counts


def looks_of(state: RecordState) -> dict[str, Looked]:
    """What a filter looks at of an open record, by key."""
    found: dict[str | None, list[Finding]] = {}
    for finding in state.findings or ():
        found.setdefault(finding.key, []).append(finding)
    return {
        str(r.get("key")): row_of_data(state.id, state.data, r, found.get(r.get("key"), ()))
        for r in state.recommendations
    }


def _pack(state: RecordState) -> bytes:
    looks = looks_of(state)
    rows = [
        (
            (row.key, row.number, row.label, row.status, row.worst.value if row.worst else ""),
            packed_look(looks[row.key]) if row.key else None,
        )
        for row in state.rows()
    ]
    return zlib.compress(orjson.dumps(rows))


def title_of(state: RecordState) -> str:
    """The review's title, or the record's id where it has none."""
    return str(edit.get(state.data, "/review/title") or state.id)
