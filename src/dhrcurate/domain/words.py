"""Words that every interface says: fields, values, counts, sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dhrcurate.domain.fields import LABELS, TABLES, Kind
from dhrcurate.domain.visible import clean

_DIGESTS = frozenset(field.name for table in TABLES.values() for field in table if field.kind is Kind.DIGEST)
_FRAME = "frame"
_DIGEST = re.compile(r"(?:sha256:)?[0-9a-f]{64}|sha256:.*")


def is_for_machines(name: str, value: object) -> bool:
    """True for a member of an entry that says nothing to people: a digest of what was waived, of a document, a page.

    So does the frame of a sample, which has an entry for each recommendation of the library.
    """
    if name == _FRAME:
        return isinstance(value, list)
    return name in _DIGESTS and isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def members_told(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members of an entry that say something to people."""
    told = ((name, value) for name, value in entry.items() if value not in (None, "", []))
    return {name: value for name, value in told if not is_for_machines(name, value)}


def extracted_told(extracted: Mapping[str, Any]) -> str:
    """Return what an extraction says of a recommendation; empty where it says nothing but that it has it."""
    told = [f"{name} {extracted[name]}" for name in ("confidence", "page") if extracted.get(name) is not None]
    told += ["cut off"] if extracted.get("incomplete") else []
    told += ["not in a later extraction"] if extracted.get("gone") else []
    return ", ".join(told)


def columns_told(extra: Mapping[str, Any]) -> list[str]:
    """Return the columns that a record has no field for, a line each."""
    return [f"{clean(name)}: {clean(value)}" for name, value in extra.items()]


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


def enumerated(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


NAMED = 6
"""So many places are named; of more it is told how many they are."""


def named_or_counted(names: Sequence[str], word: str) -> str:
    """Return names as a sentence lists them, or how many they are where they are too many.

    Args:
        names: The names, at least one.
        word: The noun for what they name, in the singular.
    """
    return enumerated(names) if len(names) <= NAMED else plural(len(names), word)


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
