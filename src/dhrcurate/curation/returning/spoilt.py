"""Files that were exports and cannot come back as they are: what a program made of one is no later extraction."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.fields import COLUMNS_BEHIND, PROVENANCE
from dhrcurate.domain.words import plural
from dhrcurate.rules.disclosure.masking import MASK

_LOOKED_AT = 1 << 20
"""So many characters at a file's beginning tell whether it was an export."""
_MOST_ABOVE = 50
"""No headings are looked for further down."""
_OWN = frozenset((*COLUMNS_BEHIND["agencies"], "decided_by", "decided_at", "document_status", "source_sha256"))
"""Columns that no program but this one is known to write; one of them alone may be by chance."""
_ENOUGH = 2
_ALSO = frozenset({"status", "agencies", "addressed_to"})
"""Columns that only an export has together, beside one that names a row or says why."""
_BESIDE = frozenset({"key", "note"})
_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_MEMBER = re.compile(r'"([a-z_]+)"\s*:')
_CELL = re.compile(r"[^,;\t|]+")
_MARKS = re.compile(r"[\\\"'*`]")
_BY_US = re.compile(r"^Recommendations: [\d,]+, reviews: [\d,]+\. Exported \S+ by dhrcurate ", re.MULTILINE)
_TOOL = re.compile(r'"tool"\s*:\s*"dhrcurate ')
AGAIN = "export it again as CSV or XLSX, and change cells in that"


def are_of_an_export(names: Collection[str]) -> bool:
    """True if these names of columns are those of an export, whatever of them is missing.

    Args:
        names: The names, in small letters.
    """
    there = set(names)
    return (
        not there.isdisjoint(PROVENANCE)
        or len(there & _OWN) >= _ENOUGH
        or (there >= _ALSO and not there.isdisjoint(_BESIDE))
    )


def refuse_spoilt(text: str, name: str) -> None:
    """Refuses what was an export and is not in a form in which one comes back.

    Args:
        text: The text of a file.
        name: Its name, for the message.

    Raises:
        RefusedError: If it was one.
    """
    text = text[:_LOOKED_AT]
    if _BY_US.search(text[: _MOST_ABOVE * 100]):
        raise RefusedError(f"{name}: is an export as Markdown, to be read: {AGAIN}")
    if _TOOL.search(text) or are_of_an_export(set(_MEMBER.findall(text))):
        raise RefusedError(f"{name}: is an export as JSON, which does not come back: {AGAIN}")
    lines = [_MARKS.sub("", line).lower() for line in text.split("\n", _MOST_ABOVE)[:_MOST_ABOVE]]
    if any(are_of_an_export({cell.strip() for cell in _CELL.findall(line)}) for line in lines) or are_of_an_export(
        set(_NAME.findall(_MARKS.sub("", text).lower()))
    ):
        raise RefusedError(
            f"{name}: has columns of an export, and not as one was written, so nothing tells what was changed: its"
            " headings stand in the first row, with commas, semicolons or tabs between: put it back so, or export again"
        )


def masked_words(review: Mapping[str, Any], record: Mapping[str, Any] | None) -> str:
    """Why a review is refused that holds words as an export masks them; empty for any other.

    What a page prints so itself is in the record that was made from it, and may come again.

    Args:
        review: The review as it was read now, in the form of a record.
        record: The record that it is about, if there is one.
    """
    known = set(_masked_texts(record or {}))
    found = [text for text in _masked_texts(review) if text not in known]
    if not found:
        return ""
    return (
        f"nothing was taken: the file holds masked words ({MASK}) in {plural(len(found), 'value')}, as a copy of an"
        " export does: put the words themselves there; if a page prints them so, import it without --update"
    )


def _masked_texts(value: Any) -> Iterator[str]:
    """The texts of a record with masked words, those that are kept beside its recommendations too."""
    if isinstance(value, str):
        if MASK in value:
            yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "conflicts":
                yield from _masked_texts(name)
                yield from _masked_texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _masked_texts(inner)
