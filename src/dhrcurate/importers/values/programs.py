"""JSON in the forms of its own that a program writes, as the rows and reviews that it means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import plural
from dhrcurate.importers.columns.names import is_row_field
from dhrcurate.importers.values.json_shapes import rows_of
from dhrcurate.importers.values.reviews import Told
from dhrcurate.importers.wording.headings import folded

_ROWS = "recommendations"
_OF_ROWS = re.compile(r"\b(?:recommendations?|recs?)\b")
"""What a class of extractions is called that are recommendations."""
_OWN = frozenset({"extraction_class", "extraction_text", "attributes"})
_TEXTS = frozenset({"text", "document_text"})
_SHOWN = 6


def of_programs(value: Any, name: str, told: Told) -> Any:
    """A document with what LangExtract and the extractor of Docling write in the form that all others have.

    Args:
        value: The document.
        name: The file's name, for messages.
        told: What has no place is told.
    """
    if isinstance(value, Mapping):
        if _is_annotated(value):
            return _annotated(value, name, told)
        return _of_pages(value) or value
    if isinstance(value, list) and value and all(map(_is_annotated, value)):
        return [_annotated(each, name, told) for each in value]
    return value


def _is_annotated(value: Any) -> bool:
    """True for a document with the extractions that LangExtract made of it."""
    found = value.get("extractions") if isinstance(value, Mapping) else None
    return isinstance(found, list) and all(
        isinstance(one, Mapping) and "extraction_class" in one and "extraction_text" in one for one in found
    )


def _annotated(value: Mapping[str, Any], name: str, told: Told) -> dict[str, Any]:
    """A document of LangExtract as a review: each extraction of a class that is called so is a recommendation.

    Its attributes are the members of the row, with what the program says of where it stands. The text of the document
    is no fact of the review; it stays in the file.

    Raises:
        RefusedError: If no class is called like one of recommendations, and there are several.
    """
    found: Sequence[Mapping[str, Any]] = value["extractions"]
    classes = Counter(str(one["extraction_class"]) for one in found)
    wanted = {each for each in classes if _OF_ROWS.search(folded(each))} or set(classes if len(classes) == 1 else ())
    if found and not wanted:
        there = ", ".join(f"“{each}”" for each in list(classes)[:_SHOWN])
        raise RefusedError(
            f"{name}: holds no review: no class of its extractions is called like one of recommendations; there are "
            f"{there}"
        )
    for other, count in classes.items():
        if other not in wanted:
            told.lose(f"{plural(count, 'extraction')} of the class “{other}” {_were(count)} left out")
    about = {key: inner for key, inner in value.items() if key != "extractions" and key not in _TEXTS}
    rows = [_row(one) for one in found if str(one["extraction_class"]) in wanted]
    return {"tool": "LangExtract", **about, _ROWS: rows}


def _row(extraction: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = {"text": extraction["extraction_text"]}
    attributes = extraction.get("attributes")
    for key, value in (attributes if isinstance(attributes, Mapping) else {}).items():
        row[f"attributes.{key}" if key in row or is_row_field(key, "text") else key] = value
    for key, value in extraction.items():
        if key not in _OWN and value is not None:
            row[f"extraction {key}" if key in row or key == "description" else key] = _span(value)
    return row


def _span(value: Any) -> Any:
    """An interval as its two ends; any other value as it is."""
    if isinstance(value, Mapping) and len(value) == len(("start", "end")):
        ends = list(value.values())
        if all(isinstance(end, str) and end.isdecimal() for end in ends):
            return "-".join(ends)
    return value


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _of_pages(value: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the extractor of Docling found on each page as one list of rows, each with its page; else `None`."""
    pages = value.get("pages")
    if not isinstance(pages, list) or not pages or not all(isinstance(page, Mapping) for page in pages):
        return None
    data = [page.get("extracted_data") for page in pages]
    if not any(isinstance(each, Mapping) for each in data):
        return None
    rows: list[Any] = []
    about: dict[str, Any] = {}
    for page, each in zip(pages, data, strict=True):
        key = rows_of(each) if isinstance(each, Mapping) else None
        if key is None or not isinstance(each, Mapping):
            continue
        about = {**{name: inner for name, inner in each.items() if name != key}, **about}
        plain = [{"text": row} if isinstance(row, str) else row for row in each[key]]
        rows += [{"page": page.get("page_no"), **row} if isinstance(row, Mapping) else row for row in plain]
    return {"tool": "Docling", **about, _ROWS: rows} if rows else None
