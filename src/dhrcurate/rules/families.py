"""Imports every family of rules, which registers them."""

# ruff: noqa: F401  # importing registers; nothing here is used by name

from __future__ import annotations

import dhrcurate.rules.addressees
import dhrcurate.rules.curation
import dhrcurate.rules.disclosure
import dhrcurate.rules.files
import dhrcurate.rules.library
import dhrcurate.rules.metadata
import dhrcurate.rules.numbering
import dhrcurate.rules.text
import dhrcurate.rules.trail
