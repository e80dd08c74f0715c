"""Symbols: each meaning has its own shape, so that colour never carries it alone."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from dhrcurate.domain.finding import Severity

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
