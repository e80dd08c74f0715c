"""What the objects of a JSON document say of a row, and of all rows of a review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Member:
    """An object of a list that is one row.

    Attributes:
        values: Its members by name.
        said: What it says of its review, by field.
        left: The members of objects about its review that have no field, by their path.
        inner: Those of the objects of which one member is the value of a field.
    """

    values: dict[str, Any]
    said: Mapping[str, str] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    inner: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """What is said of all rows of a review.

    Attributes:
        values: The facts of the review, by field.
        extracted: What its program says of itself.
        extra: What else is said, by the name of the member.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    extracted: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, more: About) -> About:
        """The same, with what is said further in."""
        return About({**self.values, **more.values}, {**self.extracted, **more.extracted}, {**self.extra, **more.extra})
