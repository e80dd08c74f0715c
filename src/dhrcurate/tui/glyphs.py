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

OPEN, IN_PART = "○", "◐"
"""Says that no agency is decided, and that some are."""

LEFT_OUT = "◆"
"""Precedes a passage that surely is a recommendation, and that none holds."""

MARKED = "▪"
"""Precedes a marked row."""

SURE = "→"
"""Precedes a name of which the register is sure what it means."""

UNREGISTERED = "+"
"""Precedes a name that stays as it is written, which no register has; the key of the same sign adds it."""

CURSOR = "▌"
"""Precedes the row under the cursor."""


def status_mark(status: str) -> Content:
    """Return the symbol of a decision, in its ink; an inverted question mark for an unknown value."""
    glyph, ink = STATUS.get(status, ("¿", "error"))
    return Content.styled(glyph, ink)


def open_mark(left: int, *, in_part: bool) -> Content:
    """Return two cells for the agencies that are undecided: a circle, half filled where some are decided, and how many.

    Args:
        left: How many are; a single one is not counted.
        in_part: Whether there are some agencies.
    """
    if not left:
        return Content("  ")
    count = "" if left == 1 else str(left) if left < 10 else "+"
    return Content.styled(f"{IN_PART if in_part else OPEN}{count}".ljust(2), "pending")


def left_out_mark(sure: bool) -> Content:
    """Return the symbol of a passage that no recommendation holds: filled where it surely is one."""
    return Content.styled(LEFT_OUT, "warning") if sure else Content.styled("◇", "muted")


def severity_mark(severity: Severity | None) -> Content:
    """Return the symbol of a severity, in its ink, or a blank."""
    if severity is None:
        return Content(" ")
    glyph, ink = SEVERITY[severity]
    return Content.styled(glyph, ink)
