"""Imports every family of rules, which registers them."""

# ruff: noqa: F401  # importing registers; nothing here is used by name

from __future__ import annotations

import dhrcurate.rules.addressees
import dhrcurate.rules.files
import dhrcurate.rules.numbering
