"""Recommendations and reviews as forms that are edited as text, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dhrcurate.curation.operations import facts, fields
from dhrcurate.domain.edit import Data
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import Field
from dhrcurate.domain.visible import visible
from dhrcurate.review.actions.correct import value_of
from dhrcurate.review.history_text import field_in_words
from dhrcurate.review.record_state import Rec
from dhrcurate.tui.widgets.typing import from_edit, to_edit

FieldChanges = Mapping[str, Any]
"""New values by field; `None` removes a field."""


@dataclass(frozen=True, slots=True)
class Editable:
    """Fields that are edited as text.

    Attributes:
        title: The form's title.
        values: The fields' current values, by name.
        lines: Names of the fields of one line.
        areas: Names of the fields of several lines.
        focus: The field to begin in.
        value_of: Returns a field's value from its name and how it is written; raises `RefusedError` where that is not a
            value of the field.
    """

    title: str
    values: Mapping[str, Any]
    lines: tuple[str, ...]
    areas: tuple[str, ...]
    focus: str
    value_of: Callable[[str, str], Any]

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field, in order."""
        return (*self.lines, *self.areas)

    def text(self, field: str) -> str:
        """Return a field as it is stored, several values on a line each."""
        value = self.values.get(field)
        if isinstance(value, list | tuple):
            return "\n".join(str(v) for v in value)
        return "" if value is None else str(value)

    def touched(self, written: Mapping[str, str]) -> dict[str, str]:
        """Return the fields that were changed, as they are to be stored.

        A text that was not touched keeps its bytes: an editor shows CRLF as line ends, and reading it must not change
        them.
        """
        return {
            field: from_edit(text, self.text(field))
            for field, text in written.items()
            if text != to_edit(self.text(field))
        }

    def changes(self, written: Mapping[str, str]) -> FieldChanges:
        """Return the new values of the fields that were changed.

        Raises:
            FieldError: Where what is written is not a value of its field.
        """
        changes = {}
        for field, text in self.touched(written).items():
            try:
                changes[field] = self.value_of(field, text)
            except RefusedError as error:
                raise FieldError(f"{field_in_words(field)}: {error}", field) from None
        return changes


class FieldError(RefusedError):
    """What is written is not a value of its field.

    Attributes:
        field: The field's name.
    """

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


def recommendation(rec: Rec) -> Editable:
    """Return the fields of a recommendation."""
    number = visible(str(rec.get("number") or ""))
    return Editable(f"Recommendation {number}".strip(), rec, *_lines_and_areas(fields.EDITABLE), "text", value_of)


def review(data: Data) -> Editable:
    """Return the facts of a review."""
    known = facts.facts_of(data)
    return Editable("About the review", known, *_lines_and_areas(facts.FACTS), "title", facts.fact)


def _lines_and_areas(known: Mapping[str, Field]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = tuple(name for name, field in known.items() if not field.has_lines)
    return lines, tuple(name for name in known if name not in lines)
