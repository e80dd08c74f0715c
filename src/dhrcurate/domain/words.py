"""What is told to people."""

from __future__ import annotations

from collections.abc import Mapping

from dhrcurate.domain.visible import clean

FIELDS: Mapping[str, str] = {"addressed_to": "addressed to", "csp": "CSP", "library_id": "library's id", "url": "URL"}
"""What a field is called where its name is not a word; elsewhere lines between words become blanks."""

FOR_MACHINES = frozenset({"seen"})
"""Fields of an entry that say nothing to people: a waiver's digest of what was waived."""


def field_in_words(field: str) -> str:
    """A field's name in words."""
    return FIELDS.get(field) or field.replace("_", " ")


def plural(count: int, word: str, many: str | None = None) -> str:
    """`1 error`, `2 errors`, `1,000 fixes`.

    Args:
        count: How many.
        word: What one of them is called.
        many: What several are called, where that is not `word` with an s.
    """
    return f"{count:,} {word if count == 1 else many or word + 's'}"


def at_start(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]


def full_stop(words: str) -> str:
    """Words that end as a sentence does."""
    words = words.strip()
    return words if words.endswith((".", "!", "?", ":")) else f"{words}."


def sentence(error: object) -> str:
    """An error's words as a sentence for the curator: what is an id or a path at their start stays as it is."""
    words = clean(error)
    first = words.split(maxsplit=1)[0] if words else ""
    head = words[:1].upper() + words[1:] if first.rstrip(",:").isalpha() else words
    return head if head.endswith((".", "!", "?", "…")) or not head else f"{head}."


def in_words(value: object) -> str:
    """A value in a word or a few, for a preview."""
    if value is None or value in ("", []):
        return "nothing"
    if isinstance(value, list):
        return ", ".join(clean(v) for v in value)
    text = clean(value)
    return text if len(text) <= 200 else text[:199] + "…"
