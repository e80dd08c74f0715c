"""Finds the reference pages and names, which are not part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REFERENCE = Path(os.environ.get("DHRCURATE_REFERENCE") or Path(__file__).parents[2] / "shared")
"""Where the reference pages (`pages/`) and names (`reference/`) are, if they are on this machine."""

needs_reference = pytest.mark.skipif(not (REFERENCE / "pages").is_dir(), reason="the reference pages are not here")
"""Skips a test on a machine without them."""
