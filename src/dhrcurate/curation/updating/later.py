"""A later extraction, as an update takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dhrcurate.curation.updating.beside import OF_EXTRACTION
from dhrcurate.curation.updating.three_way import FIELDS
from dhrcurate.domain.edit import RECOMMENDATIONS, Data
from dhrcurate.domain.wording import words_of


@dataclass(frozen=True)
class Later:
    """A later extraction of a review.

    Attributes:
        data: The review and its rows, in the form of a record.
        entries: The extractions that the record has to name, this one last.
        source: What `source` says of it: its page, its digest and when it was imported.
        unsaid: The fields of its rows, and facts as `review.csp`, of which it says nothing at all, as its format has no
            place for them: they are not empty there.
    """

    data: Data
    entries: Sequence[Mapping[str, Any]]
    source: Mapping[str, Any]
    unsaid: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The extraction's id."""
        return str(self.entries[-1]["id"])

    @cached_property
    def rows(self) -> Sequence[Data]:
        """Its rows."""
        return tuple(self.data.get(RECOMMENDATIONS, ()))

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns beyond a record's fields that it has at all."""
        return frozenset(name for row in self.rows for name in row.get("extra") or ())

    @cached_property
    def says(self) -> frozenset[str]:
        """What it says at all of how sure it is of rows, and of where it found them."""
        return frozenset(name for name in OF_EXTRACTION if any(name in row.get("extracted", ()) for row in self.rows))

    @cached_property
    def facts(self) -> dict[str, dict[str, Any]]:
        """What it says of the review and of its source."""
        return {
            table: {name: value for name, value in self.data[table].items() if f"{table}.{name}" not in self.unsaid}
            for table in ("review", "source")
            if self.data.get(table)
        }

    def completed(self, row: Data, base: Data) -> Data:
        """A row with what was said before of the fields that this extraction says nothing of.

        A title that stands at the beginning of its text is said there.

        Args:
            row: The row.
            base: What was said before; fields of which nobody knows are not in it.
        """
        unsaid = {name: base[name] for name in FIELDS if name in self.unsaid and base.get(name) is not None}
        title = words_of(str(unsaid.get("title") or ""))
        if title and words_of(str(row.get("text") or ""))[: len(title)] == title:
            begun = words_of(str(base.get("text") or ""))[: len(title)] == title
            unsaid = unsaid if begun else {name: value for name, value in unsaid.items() if name != "title"}
        return {**row, **unsaid} if unsaid else row

    def by(self, at: int) -> str:
        """The extraction that a row is of: a file may hold those of several runs."""
        return str(self.rows[at].get("extracted", {}).get("by") or self.id)

    def says_of(self, at: int) -> dict[str, Any]:
        """What it says about a row beside its fields: how sure it is, and where it found it."""
        return {name: value for name, value in self.rows[at].get("extracted", {}).items() if name not in ("by", "gone")}


def present(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table without the fields that have no value."""
    return {name: value for name, value in table.items() if value is not None}
