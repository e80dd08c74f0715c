"""Symbols: each meaning has its own shape, so that colour never carries it alone."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from dhrcurate.domain.finding import Severity
from dhrcurate.domain.visible import visible

STATUS: Mapping[str, tuple[str, str]] = {
    "pending": ("·", "pending"),
    "accepted": ("✓", "accepted"),
    "queried": ("?", "queried"),
    "rejected": ("✗", "rejected"),
}
"""Glyph and ink of each decision."""

SEVERITY: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("■", "error"),
    Severity.WARNING: ("▲", "warning"),
    Severity.INFO: ("•", "info"),
}
"""Glyph and ink of each severity."""

MARKED = "▪"
"""Stands before a marked row."""

CURSOR = "▌"
"""Stands before the row that the cursor is on."""


def status_mark(status: str) -> Content:
    """The glyph of a decision, in its ink; a question mark in brackets for a value that is none."""
    glyph, ink = STATUS.get(status, ("¿", "error"))
    return Content.styled(glyph, ink)


def severity_mark(severity: Severity | None) -> Content:
    """The glyph of a severity, in its ink, or a blank."""
    if severity is None:
        return Content(" ")
    glyph, ink = SEVERITY[severity]
    return Content.styled(glyph, ink)


def clean(text: object, *, one_line: bool = True) -> str:
    """Text from outside made fit to show: controls visible, and by default all on one line."""
    shown = visible(str(text))
    return " ".join(shown.split()) if one_line else shown


def sentence(error: object) -> str:
    """An error's words as a sentence for the curator: what is an id or a path at their start stays as it is."""
    words = clean(error)
    first = words.split(maxsplit=1)[0] if words else ""
    head = words[:1].upper() + words[1:] if first.rstrip(",:").isalpha() else words
    return head if head.endswith((".", "!", "?", "…")) or not head else f"{head}."
