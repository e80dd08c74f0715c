"""DHR1xx: the numbers of the recommendations."""

from __future__ import annotations

from dhrcurate.rules.numbering import absent, count, duplicates, gaps, order, schemes

__all__ = ["absent", "count", "duplicates", "gaps", "order", "schemes"]
