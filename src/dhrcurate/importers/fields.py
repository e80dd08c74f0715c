"""Names under which extraction programs write the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.nearest import did_you_mean

ROW_FIELDS = {
    "number": "number|no|num|nr|ref|reference|rec no|rec number|rec ref|rec id|recommendation number|recommendation no"
    "|recommendation ref|recommendation id|#",
    "title": "title|theme|heading|topic|recommendation title",
    "text": "text|recommendation|recommendation text|rec text|full text|content|recommendations",
    "addressed_to": "addressed to|addressee|addressees|agency|agencies|organisation|organisations|organization"
    "|organizations|recipient|recipients|lead agency|responsible agency|responsible body|directed to",
}
"""Fields of a recommendation and the names of their columns, the most usual first."""

REVIEW_FIELDS = {
    "csp": "csp|community safety partnership|csp name|csp area|area|partnership",
    "review_title": "review title|report title|review name|review|report|dhr|case",
    "published": "published|publication date|date published|published date|upload month",
    "report_date": "report date|date of report",
    "year_of_death": "year of death|death year|date of death|year",
    "summary": "summary|review summary|overview",
    "wording": "wording",
    "publisher": "publisher|source|source name|published by",
    "url": "url|source url|report url|page url|pdf url|link",
    "library_id": "library id|review id|report id|dhr id",
    "stated_count": "stated count|extracted|recommendation count|rec count|number of recommendations",
    "page_sha256": "page sha256|source sha256|sha256",
}
"""Fields of a review, which a table repeats on each row or a JSON document gives once."""

ALL_FIELDS = (*ROW_FIELDS, *REVIEW_FIELDS)
"""The fields that `--map` can name."""


def row_values(columns: Iterable[str]) -> dict[str, str]:
    """The columns of a table's rows by field; fields of the review may stand there too."""
    return _assigned(columns, {**ROW_FIELDS, **REVIEW_FIELDS})


def review_values(columns: Iterable[str]) -> dict[str, str]:
    """The members of a review's own object by field, where `title` is the review's."""
    return _assigned(columns, {**REVIEW_FIELDS, "review_title": "title|" + REVIEW_FIELDS["review_title"]})


@dataclass(frozen=True, slots=True)
class Fields:
    """Which column holds which field.

    Attributes:
        columns: Columns by field.
        warnings: The columns that have no place in a record.
    """

    columns: Mapping[str, str]
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: Sequence[str], mapping: Mapping[str, str], name: str) -> Fields:
        """Finds the columns.

        Args:
            columns: The table's headings.
            mapping: Columns given by the caller, by field.
            name: The file's name, for messages.

        Raises:
            UnusableError: If a given field or column is unknown.
            RefusedError: If no column holds the recommendations.
        """
        folded = {_folded(column): column for column in reversed(columns)}
        given = {}
        for field, column in mapping.items():
            if field not in ALL_FIELDS:
                known = did_you_mean(field, ALL_FIELDS) or f"; there are {', '.join(ALL_FIELDS)}"
                raise UnusableError(f"--map {field}={column}: there is no such field{known}")
            if _folded(column) not in folded:
                raise UnusableError(
                    f"{name}: --map {field}={column}: there is no such column; there are {_listed(columns)}"
                )
            given[field] = folded[_folded(column)]
        found = {**row_values(c for c in columns if c not in given.values()), **given}
        if "text" not in found:
            raise RefusedError(
                f"{name}: holds no review: no column is named like one of recommendations; "
                f"there are {_listed(columns)}; name the right one with --map text=COLUMN"
            )
        others = [column for column in columns if column and column not in found.values()]
        warning = f"left out the columns that a record has no place for: {', '.join(others)}"
        return cls(found, (warning,) if others else ())

    def values(self, row: Mapping[str, str]) -> dict[str, str]:
        """The values of a row, given by column, by field."""
        return {field: row[column] for field, column in self.columns.items() if column in row}


def _assigned(columns: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    folded: dict[str, str] = {}
    for column in columns:
        folded.setdefault(_folded(column), column)
    found: dict[str, str] = {}
    for field, options in names.items():
        chosen = next((folded[o] for o in options.split("|") if o in folded and folded[o] not in found.values()), None)
        if chosen is not None:
            found[field] = chosen
    return found


def _folded(column: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[\s_\-./:]+", " ", column.strip()).strip().casefold()


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(column or "(no name)" for column in columns[:20]) + (", ..." if len(columns) > 20 else "")
