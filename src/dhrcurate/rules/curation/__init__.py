"""DHR6xx: what was decided, and what was waived."""

from __future__ import annotations

import dhrcurate.rules.curation.decisions
import dhrcurate.rules.curation.waivers  # noqa: F401  # importing registers
