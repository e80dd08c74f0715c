"""Names under which extraction programs write the fields of a record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from dhrcurate.importers.wording.headings import folded

ROW_FIELDS = {
    "number": "number|no|num|nr|ref|reference|rec no|rec number|rec ref|rec id|recommendation number|recommendation no"
    "|recommendation ref|recommendation id|#|rhif",
    "title": "title|theme|heading|topic|recommendation title",
    "text": "text|recommendation|recommendation text|rec text|full text|content|recommendations"
    "|argymhelliad|argymhellion",
    "addressed_to": "addressed to|addressee|addressees|agency|agencies|organisation|organisations|organization"
    "|organizations|recipient|recipients|lead agency|responsible agency|responsible body|directed to"
    "|lead organisation|responsible organisation|lead organization|responsible organization|lead body"
    "|asiantaeth|asiantaethau|sefydliad|sefydliadau|lead|owner|responsible",
}
"""Fields of a recommendation and the names of their columns, the most usual first."""

REVIEW_FIELDS = {
    "csp": "csp|community safety partnership|csp name|csp area|area|partnership",
    "review_title": "review title|report title|review name|review|report|dhr|case",
    "published": "published|publication date|date of publication|date published|published date|upload month",
    "report_date": "report date|date of report",
    "year_of_death": "year of death|death year|date of death|year",
    "summary": "summary|review summary|overview",
    "wording": "wording",
    "publisher": "publisher|source|source name|published by",
    "url": "url|source url|report url|page url|pdf url|link",
    "library_id": "library id|review id|report id|dhr id|dhr number|dhr no|dhr ref|dhr reference|review number"
    "|review no|review ref|review reference|case number|case no|case ref|case reference|case id",
    "stated_count": "stated count|extracted|recommendation count|rec count|number of recommendations",
    "page_sha256": "page sha256|source sha256|sha256",
}
"""Fields of a review, which a table repeats on each row or a JSON document gives once."""

EXTRACTED_FIELDS = {
    "confidence": "confidence|score|confidence score",
    "page": "page|page number|page no",
    "tool": "tool",
    "model": "model",
    "run": "run|run id",
    "prompt": "prompt",
}
"""What a program says of its own extraction, and the names of its columns."""

USUAL_NAMES = frozenset(name for names in (*ROW_FIELDS.values(), *REVIEW_FIELDS.values()) for name in names.split("|"))
"""The names of columns that are known without `--map`."""

ALL_FIELDS = (*ROW_FIELDS, *REVIEW_FIELDS, *EXTRACTED_FIELDS)
"""The fields that `--map` can name."""

_NUMBERED = re.compile(r" \d{1,2}\Z")


def row_values(columns: Iterable[str]) -> dict[str, str]:
    """The columns of a table's rows by field; fields of the review may stand there too."""
    return _assigned(columns, {**ROW_FIELDS, **REVIEW_FIELDS})


def review_values(columns: Iterable[str]) -> dict[str, str]:
    """The members of a review's own object by field, where `title` is the review's."""
    return _assigned(columns, {**REVIEW_FIELDS, "review_title": "title|" + REVIEW_FIELDS["review_title"]})


def extracted_values(columns: Iterable[str]) -> dict[str, str]:
    """What a program says of its own extraction, by field."""
    return _assigned(columns, EXTRACTED_FIELDS)


def is_row_field(column: str, kind: str) -> bool:
    """True if a column is named like one of a field of a recommendation."""
    return folded(column) in ROW_FIELDS[kind].split("|")


@lru_cache(maxsize=1 << 12)  # asked for each row
def family(column: str) -> str:
    """The folded name of a column, without its number if it is one of several of recommendations or addressees."""
    name = folded(column)
    base = _NUMBERED.sub("", name)
    return base if any(base in ROW_FIELDS[kind].split("|") for kind in ("text", "addressed_to")) else name


def _assigned(columns: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    named: dict[str, str] = {}
    for column in columns:
        named.setdefault(family(column), column)
    found: dict[str, str] = {}
    for kind, options in names.items():
        chosen = next((named[o] for o in options.split("|") if o in named and named[o] not in found.values()), None)
        if chosen is not None:
            found[kind] = chosen
    return found
