"""DHR4xx: what is known of the review as a whole."""

from __future__ import annotations

import dhrcurate.rules.metadata.dates
import dhrcurate.rules.metadata.origin  # noqa: F401  # importing registers
