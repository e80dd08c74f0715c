"""DHR2xx: whom the recommendations are addressed to."""

from __future__ import annotations

from dhrcurate.rules.addressees import actor, decided, era, missing, names, several, vague, variants

__all__ = ["actor", "decided", "era", "missing", "names", "several", "vague", "variants"]
