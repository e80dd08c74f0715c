"""Words that every interface says: fields, values, counts, sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dhrcurate.domain.fields import DOCUMENT, LABELS, PASSAGE, WAIVER, Kind
from dhrcurate.domain.visible import clean

FOR_MACHINES = frozenset(
    field.name for table in (WAIVER, DOCUMENT, PASSAGE) for field in table if field.kind is Kind.DIGEST
)
"""Fields of an entry that say nothing to people: digests of what was waived, of a document, of a passage."""


def members_told(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of an entry that say something to people."""
    return {name: value for name, value in entry.items() if value not in (None, "", []) and name not in FOR_MACHINES}


def field_in_words(field: str) -> str:
    """Return the label of a field; of a key that is no field of a record, its words."""
    return LABELS.get(field) or field.replace("_", " ")


def plural(count: int, word: str, many: str | None = None) -> str:
    """Return a count with its noun: `1 error`, `2 errors`, `1,000 fixes`.

    Args:
        count: The number.
        word: The noun in the singular.
        many: The plural, if it is not `word` with an s.
    """
    return f"{count:,} {word if count == 1 else many or word + 's'}"


def times(count: int) -> str:
    """Return `once`, or `2 times`."""
    return "once" if count == 1 else f"{count} times"


def name_of(rec: Mapping[str, Any]) -> str:
    """Return what a recommendation is called in a sentence: its number, else its key."""
    number = str(rec.get("number") or "")
    if not number:
        return f"the unnumbered {rec.get('key')}"
    return f"number {number}" if number[0].isdecimal() else number


def at_start(words: str) -> str:
    """Return words as a sentence begins."""
    return words[:1].upper() + words[1:]


def full_stop(words: str) -> str:
    """Return words that end as a sentence does."""
    words = words.strip()
    return words if words.endswith((".", "!", "?", ":")) else f"{words}."


def sentence(error: object) -> str:
    """Return an error's message as a sentence; an id or a path at its start stays as it is."""
    words = clean(error)
    first = words.split(maxsplit=1)[0] if words else ""
    head = words[:1].upper() + words[1:] if first.rstrip(",:").isalpha() else words
    return head if head.endswith((".", "!", "?", "…")) or not head else f"{head}."


def in_words(value: object) -> str:
    """Return a value in a few words, for a preview."""
    if value is None or value in ("", []):
        return "nothing"
    if isinstance(value, Mapping):
        return ", ".join(f"{field_in_words(name)} {in_words(each)}" for name, each in members_told(value).items())
    if isinstance(value, list):
        return ("; " if any(isinstance(v, Mapping) for v in value) else ", ").join(map(in_words, value))
    text = clean(value)
    return text if len(text) <= 200 else text[:199] + "…"
