"""One row of the list of recommendations, as it is made of a recommendation, a passage or a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dhrcurate.domain import edit
from dhrcurate.domain.edit import Data
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.standing import Standing
from dhrcurate.review.beside import LEFT_OUT, place_of, placed
from dhrcurate.review.open_agencies import needs_agencies, open_names

if TYPE_CHECKING:
    from dhrcurate.domain.evidence import DocumentFacts, Passage
    from dhrcurate.domain.open_names import OpenNames

Rec = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list of recommendations.

    Attributes:
        record: The record's id.
        key: The recommendation's key; empty for the row of the record itself, which comes first.
        number: As printed, empty where there is none.
        label: Title, or how the text begins; for a heading the review's title.
        status: The decision's value, empty for a heading.
        worst: The worst severity among its findings, `None` where there are none or they are not known.
        place: The page that a document of the record prints it on: `p. 31`; empty where that is not known.
        stands: How it stands in the documents: `differs` where anything of it does, else a value of
            `domain.evidence.Status`; empty where that is not known.
            Of a passage that no recommendation holds `sure` or `perhaps`; such a row is no recommendation.
        left: How many agencies are undecided: the names of the cell that the agencies do not hold, at least one where
            there are no agencies.
        in_part: Whether there are some agencies all the same.
    """

    record: str
    key: str
    number: str
    label: str
    status: str
    worst: Severity | None = None
    place: str = ""
    stands: str = ""
    left: int = 0
    in_part: bool = False

    @property
    def is_heading(self) -> bool:
        """True for the row of a record itself."""
        return not self.key

    @property
    def is_left_out(self) -> bool:
        """True for a passage of a document that no recommendation holds."""
        return self.key.startswith(LEFT_OUT)

    @property
    def is_recommendation(self) -> bool:
        """True if it is one, which can be marked and counts."""
        return bool(self.key) and not self.is_left_out

    @property
    def undecided(self) -> bool:
        """True if it waits for a decision."""
        return self.status == "pending"


def left_out_row(record: str, key: str, passage: Passage, documents: Sequence[DocumentFacts] = ()) -> Row:
    """Return the row of a passage that no recommendation holds; a sure one waits for a decision, as a finding does."""
    sure = passage.sure
    return Row(
        record=record,
        key=key,
        number=passage.number or "",
        label=" ".join(passage.text[:120].split()),
        status="pending" if sure else "",
        worst=Severity.WARNING if sure else None,
        place=placed(passage, documents),
        stands="sure" if sure else "perhaps",
    )


def row_of(
    record: str,
    rec: Rec,
    worst: Severity | None = None,
    standing: Standing | None = None,
    left: Mapping[str, OpenNames] | None = None,
) -> Row:
    """Return the row of one recommendation."""
    names, agencies = open_names(rec, left or {}), rec.get("agencies")
    located = standing.located if standing is not None else None
    status = located.status.value if located is not None else ""
    if standing is not None and standing.differs(rec.get("number")):
        status = "differs"
    label = str(rec.get("title") or rec.get("text") or "")[:120]
    return Row(
        record=record,
        key=str(rec.get("key", "")),
        number=str(rec.get("number") or ""),
        label=" ".join(label.split()) or "(no text)",
        status=str(rec.get("status", "pending")),
        worst=worst,
        place=place_of(located),
        stands=status,
        left=(len(names) if agencies else max(1, len(names))) if needs_agencies(rec) else 0,
        in_part=bool(agencies),
    )


def heading_of(record: str, data: Data, worst: Severity | None = None) -> Row:
    """Return the row of a record itself, which comes before those of its recommendations."""
    return Row(record, "", "", str(edit.get(data, "/review/title") or record), "", worst)
