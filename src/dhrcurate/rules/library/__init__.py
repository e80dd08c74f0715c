"""DHR7xx: what shows only when all records of a library are seen together."""

from __future__ import annotations

import dhrcurate.rules.library.agencies
import dhrcurate.rules.library.recommendations
import dhrcurate.rules.library.reviews  # noqa: F401  # importing registers
