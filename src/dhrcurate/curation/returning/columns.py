"""Which column of an export that came back is which, and what is told of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from dhrcurate.curation.returning.sheet import Sheet
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.fields import AGENCY_OF, KEY_COLUMNS, PROVENANCE, RECOMMENDATION, Field
from dhrcurate.exporters.rows import EVERY_COLUMN

EDITABLE: Mapping[str, Field] = MappingProxyType(
    {field.column: field for field in RECOMMENDATION if field.column and (field.by_curator or field.name == "status")}
)
"""The fields whose cells may be changed, by column."""


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet.

    Attributes:
        at: The place of each that an export has, by its name.
        unknown: The headings of those that it has not, and that hold something.
        lacking: Those of fields that could be changed, and are not there.
    """

    at: Mapping[str, int]
    unknown: tuple[str, ...]
    lacking: tuple[str, ...]

    @classmethod
    def of(cls, sheet: Sheet, mapping: Mapping[str, str | Sequence[str]]) -> Columns:
        """The columns of a sheet.

        Args:
            sheet: The sheet.
            mapping: The columns of fields that have another name there, as a caller gives them.

        Raises:
            UnusableError: If a column that is given is not there, or is given for what nobody may change.
            RefusedError: If the sheet has a row per agency, or two columns of one name.
        """
        headings = _renamed([heading.lower() for heading in sheet.headings], mapping, sheet.name)
        if AGENCY_OF in headings:
            raise RefusedError(
                f"{sheet.name}: this export has a row per agency, and what comes back has one per recommendation:"
                " export it again without --per agency"
            )
        counted = Counter(heading for heading in headings if heading in EVERY_COLUMN)
        if twice := [heading for heading, count in counted.items() if count > 1]:
            raise RefusedError(f"{sheet.name}: has two columns {twice[0]}: take out the one that does not count")
        filled = {at for _, cells in sheet.rows for at, cell in enumerate(cells) if cell.strip()}
        others = [at for at, heading in enumerate(headings) if heading not in EVERY_COLUMN and at in filled]
        return cls(
            {heading: at for at, heading in enumerate(headings) if heading in EVERY_COLUMN},
            tuple(sheet.headings[at] for at in others),
            tuple(column for column in EDITABLE if column not in headings),
        )

    def holds(self, cells: Sequence[str], column: str) -> bool:
        """True if a row has a cell in a column: some programs leave out the empty ones at its end."""
        return self.at.get(column, len(cells)) < len(cells)

    def cell(self, cells: Sequence[str], column: str) -> str:
        """The cell of a row in a column; empty where there is none."""
        at = self.at.get(column, len(cells))
        return cells[at] if at < len(cells) else ""

    @cached_property
    def fixed(self) -> list[str]:
        """The columns that are there and nobody may change, beside those that name a row and its state."""
        return [column for column in self.at if column not in (*EDITABLE, *KEY_COLUMNS, *PROVENANCE)]


def _renamed(headings: Sequence[str], mapping: Mapping[str, str | Sequence[str]], name: str) -> list[str]:
    found = list(headings)
    for field, given in mapping.items():
        named = [given] if isinstance(given, str) else list(given)
        if field not in EDITABLE:
            raise UnusableError(f"--map {field}: of an export that comes back, only these: {', '.join(EDITABLE)}")
        if len(named) > 1 or named[0].lower() not in headings:
            there = ", ".join(heading for heading in headings if heading)
            raise UnusableError(f"--map {field}={named[0]}: {name} has one column for it among {there}")
        found[headings.index(named[0].lower())] = field
    return found
