"""DHR5xx: personal data in free text, and how it is masked."""

from __future__ import annotations

import dhrcurate.rules.disclosure.personal  # noqa: F401  # importing registers
