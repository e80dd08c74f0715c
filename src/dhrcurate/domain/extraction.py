"""What names an extraction."""

from __future__ import annotations

from dhrcurate.domain.canonical import digest


def extraction_id(source: str, run: str | None = None) -> str:
    """Return the id of an extraction: the same bytes of the same run are the same extraction.

    Args:
        source: The digest of what was imported, `sha256:` and hexadecimal digits.
        run: What the program calls the run; `None` if that is not known.
    """
    return "x-" + digest([source, run or ""]).removeprefix("sha256:")[:8]
