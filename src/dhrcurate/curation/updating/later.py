"""A later extraction, as an update takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dhrcurate.domain.edit import RECOMMENDATIONS, Data


@dataclass(frozen=True)
class Later:
    """A later extraction of a review.

    Attributes:
        data: The review and its rows, in the form of a record.
        entries: The extractions that the record has to name, this one last.
        source: What `source` says of it: its page, its digest and when it was imported.
    """

    data: Data
    entries: Sequence[Mapping[str, Any]]
    source: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The extraction's id."""
        return str(self.entries[-1]["id"])

    @cached_property
    def rows(self) -> Sequence[Data]:
        """Its rows."""
        return tuple(self.data.get(RECOMMENDATIONS, ()))

    @cached_property
    def has_extra(self) -> bool:
        """Whether it knows columns beyond a record's fields at all."""
        return any(row.get("extra") for row in self.rows)

    def by(self, at: int) -> str:
        """The extraction that a row is of: a file may hold those of several runs."""
        return str(self.rows[at].get("extracted", {}).get("by") or self.id)

    def says_of(self, at: int) -> dict[str, Any]:
        """What it says about a row beside its fields: how sure it is, and where it found it."""
        return {name: value for name, value in self.rows[at].get("extracted", {}).items() if name not in ("by", "gone")}


def present(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table without the fields that have no value."""
    return {name: value for name, value in table.items() if value is not None}
