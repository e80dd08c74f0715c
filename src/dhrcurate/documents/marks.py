"""What stands before the items of lists, in whatever format."""

from __future__ import annotations

import re

from dhrcurate.domain.item_marks import OF_SYMBOL_FONTS

BULLET = re.compile(rf"[•◦▪‣·●○■□➢➤✓❖{OF_SYMBOL_FONTS}]|[-–*o§](?=\Z|\s)")
MARKER = re.compile(
    r"(?:(?:recommendation|argymhelliad)\s+\w{1,6}\b|(?:Rec|[A-Z]{1,2})?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?[.):]?(?=\s|\Z)|\(?(?:[a-z]|[ivx]{1,4})[.)](?=\s|\Z))",
    re.IGNORECASE,
)
"""A number or letter at the start of a line that may begin an item."""
OPEN_END = re.compile(
    r"(?:\b(?:a|an|the|of|and|or|to|for|in|on|at|by|with|from|into|that|which|who|whose|their|its|his|her|our|this|these"
    r"|is|are|be|as|each|any|should|must)|[,(])\Z",
    re.IGNORECASE,
)
"""How no sentence and no name ends, so that what follows goes on with it, be it with a capital."""
