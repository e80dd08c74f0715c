"""DHR9xx: what verifying a record's trail told."""

from __future__ import annotations

import dhrcurate.rules.trail.chain  # noqa: F401  # importing registers
