"""Symbols: each meaning has its own shape, so that it never depends on colour alone."""

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
"""Symbol and ink of each decision."""

SEVERITY: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("■", "error"),
    Severity.WARNING: ("▲", "warning"),
    Severity.INFO: ("•", "info"),
}
"""Symbol and ink of each severity."""

MARKED = "▪"
"""Precedes a marked row."""

CURSOR = "▌"
"""Precedes the row under the cursor."""


def status_mark(status: str) -> Content:
    """Return the symbol of a decision, in its ink; an inverted question mark for an unknown value."""
    glyph, ink = STATUS.get(status, ("¿", "error"))
    return Content.styled(glyph, ink)


def left_out_mark(sure: bool) -> Content:
    """Return the symbol of a passage that no recommendation holds: filled where it surely is one."""
    return Content.styled("◆", "warning") if sure else Content.styled("◇", "muted")


def severity_mark(severity: Severity | None) -> Content:
    """Return the symbol of a severity, in its ink, or a blank."""
    if severity is None:
        return Content(" ")
    glyph, ink = SEVERITY[severity]
    return Content.styled(glyph, ink)
