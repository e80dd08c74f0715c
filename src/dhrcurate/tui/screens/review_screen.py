"""Review, with everything that can be done in it."""

from __future__ import annotations

from dhrcurate.tui.screens.review import ReviewBase


class ReviewScreen(ReviewBase):
    """The heart of the program: read, decide, correct, go on."""
