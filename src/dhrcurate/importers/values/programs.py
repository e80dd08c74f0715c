"""JSON in the forms of its own that a program writes, as the rows and reviews that it means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.words import plural
from dhrcurate.importers.columns.names import is_row_field
from dhrcurate.importers.values.json_shapes import is_row, rows_of
from dhrcurate.importers.values.reviews import Told
from dhrcurate.importers.wording.headings import folded

_ROWS = "recommendations"
_OF_ROWS = re.compile(r"\b(?:recommendations?|recs?)\b")
"""What a class of extractions is called that are recommendations."""
_OWN = frozenset({"extraction_class", "extraction_text", "attributes"})
_TEXTS = frozenset({"text", "document_text"})
_SHOWN = 6
_QUOTED = 80


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
        return _of_pages(value, told) or value
    if isinstance(value, list) and any(map(_is_annotated, value)):
        for at, each in enumerate(value, 1):
            if not _is_annotated(each):
                told.lose(f"document {at} has no list of extractions and was left out")
        return [_annotated(each, name, told) for each in value if _is_annotated(each)]
    return value


def _is_annotated(value: Any) -> bool:
    """True for a document with the extractions that LangExtract made of it, some of which may lack something."""
    if not isinstance(value, Mapping) or "extractions" not in value:
        return False
    found = value["extractions"]
    if found is None:
        return "document_id" in value  # of a document in which the program found nothing, or failed
    return isinstance(found, list) and (not found or any(map(_is_extraction, found)))


def _is_extraction(one: Any) -> bool:
    """True for an extraction that says of which class it is, and its words."""
    words = one.get("extraction_text") if isinstance(one, Mapping) else None
    return isinstance(words, str) and bool(words.strip()) and isinstance(one.get("extraction_class"), str)


def _annotated(value: Mapping[str, Any], name: str, told: Told) -> dict[str, Any]:
    """A document of LangExtract as a review: each extraction of a class that is called so is a recommendation.

    Its attributes are the members of the row, with what the program says of where it stands. The text of the document
    is no fact of the review; it stays in the file.

    Raises:
        RefusedError: If no class is called like one of recommendations, and there are several.
    """
    found: Sequence[Mapping[str, Any]] = [one for one in value["extractions"] or () if _is_extraction(one)]
    for at, one in enumerate(value["extractions"] or (), 1):
        if not _is_extraction(one):
            told.lose(f"extraction {at} has no words or no class and was left out")
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
    for key, value in _attributes(extraction.get("attributes")).items():
        row[f"attributes.{key}" if key in row or is_row_field(key, "text") else key] = value
    for key, value in extraction.items():
        if key not in _OWN and value is not None:
            row[f"extraction {key}" if key in row or key == "description" else key] = _span(value)
    return row


def _attributes(value: Any) -> Mapping[str, Any]:
    """The attributes of an extraction: an object, a list of objects, or whatever else the program wrote."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
        names = dict.fromkeys(name for each in value for name in each)
        every = {name: [each[name] for each in value if name in each] for name in names}
        return {name: values[0] if len(values) == 1 else values for name, values in every.items()}
    return {"attributes": value} if value else {}


def _span(value: Any) -> Any:
    """An interval as its two ends; any other value as it is."""
    if isinstance(value, Mapping) and len(value) == len(("start", "end")):
        ends = list(value.values())
        if all(isinstance(end, str) and end.isdecimal() for end in ends):
            return "-".join(ends)
    return value


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _of_pages(value: Mapping[str, Any], told: Told) -> dict[str, Any] | None:
    """What the extractor of Docling found on each page as one list of rows, each with its page; else `None`."""
    pages = value.get("pages")
    if not isinstance(pages, list) or not pages or not all(isinstance(page, Mapping) for page in pages):
        return None
    if not any(isinstance(page.get("extracted_data"), Mapping | list) for page in pages):
        return None
    rows: list[Any] = []
    about: dict[str, Any] = {}
    for at, page in enumerate(pages, 1):
        number = page.get("page_no", at)
        found, facts = _on_page(page.get("extracted_data"), f"page {number}", told)
        if errors := page.get("errors"):
            said = str(errors[0] if isinstance(errors, list) else errors)[:_QUOTED]
            told.lose(f"page {number}: the program did not read all of it: “{said}”")
        about = {**facts, **about}
        plain = [{"text": row} if isinstance(row, str) else row for row in found]
        rows += [{"page": number, **row} if isinstance(row, Mapping) else row for row in plain]
    return {"tool": "Docling", **about, _ROWS: rows} if rows else None


def _on_page(data: Any, place: str, told: Told) -> tuple[Sequence[Any], Mapping[str, Any]]:
    """The rows that were found on a page, and the facts of the review."""
    if isinstance(data, list):
        return data, {}
    if not isinstance(data, Mapping):
        if data:
            told.lose(f"{place}: what was found on it is no object or list and was left out: “{str(data)[:_QUOTED]}”")
        return (), {}
    if (key := rows_of(data)) is not None:
        return data[key], {name: inner for name, inner in data.items() if name != key}
    if is_row(data):
        return [data], {}
    return (), {name: inner for name, inner in data.items() if name != _ROWS}
