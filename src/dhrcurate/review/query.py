"""What every query to the background thread has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BaseQuery:
    """A query.

    Attributes:
        request: Its number, higher than that of every query before it.
    """

    request: int

    @property
    def slot(self) -> object:
        """Queries that replace each other have the same slot; `None` where each is answered."""
        return type(self)


@dataclass(frozen=True, slots=True)
class RecordQuery(BaseQuery):
    """A query about a record, which replaces the one of its kind about the same record.

    Attributes:
        record_id: The record.
    """

    record_id: str

    @property
    def slot(self) -> object:
        """One per record."""
        return type(self), self.record_id
