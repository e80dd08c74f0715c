"""DHR3xx: whether a text is a whole, single, undamaged recommendation, and one that the review made."""

from __future__ import annotations

import dhrcurate.rules.text.balance
import dhrcurate.rules.text.duplicates
import dhrcurate.rules.text.encoding
import dhrcurate.rules.text.lists
import dhrcurate.rules.text.references
import dhrcurate.rules.text.residue
import dhrcurate.rules.text.shape
import dhrcurate.rules.text.source
import dhrcurate.rules.text.words  # noqa: F401  # importing registers
