"""DHR0xx: the file itself, before anything is said about what it holds."""

from __future__ import annotations

from dhrcurate.rules.files import identity, keys, reading, source_page, values

__all__ = ["identity", "keys", "reading", "source_page", "values"]
