"""A page with one review, read with a register that knows nobody, and the texts of its recommendations."""

from __future__ import annotations

from dhrcurate.importers import Imported, read_source
from known_names import NOTHING


def read(text: str, name: str = "p.txt") -> Imported:
    """The one review of a page."""
    (found,) = read_source(text.encode(), name, NOTHING)
    return found


def texts(found: Imported) -> list[str]:
    """The words of its recommendations, in order."""
    return [row["text"] for row in found.data["recommendations"]]
