"""Lines that may go on with a recommendation after its first: what they begin with, and where a text is open."""

from __future__ import annotations

import re

from dhrcurate.importers.wording.headings import is_planned

_LABELLED = re.compile(r"[*_]*+(?P<label>[^\W_]++(?:\s[^\W_]++){0,3})[*_]*+\s?:[*_]*\s*\S")
_TASK = re.compile(r"(?:key )?actions?\b|scope|body|what\b|level|notes|comments", re.IGNORECASE)
"""Labels of what may be a recommendation itself, or words about several."""
_NONE = re.compile(
    r"(?:none|nil|n/a|not applicable|(?:there (?:are|were) )?(?:none|no (?:[a-z]+[ -]){0,2}?recommendations?)"
    r"(?: (?:were|are|was|is|have been|has been))?"
    r"(?: (?:made|identified|needed|required|necessary|given|agreed))?(?: (?:for|to|from|by|in) [^.;:]{1,60})?)\.?",
    re.IGNORECASE,
)

_LONGEST_HEADING = 8
"""The heading of something else has so many words at most."""
_FEWEST = 2
"""A sentence and the rest of one have at least so many words."""


def planned_label(text: str) -> str | None:
    """The label of a line that gives after it when a recommendation is to be met, or how far it is."""
    found = _LABELLED.match(text)
    return found["label"] if found and is_planned_in_lists(found["label"]) else None


def is_planned_in_lists(label: str) -> bool:
    """True if a label of a line is one of plans of action, below which no recommendation itself may stand."""
    return is_planned(label) and _TASK.match(label) is None


def opening(text: str) -> str:
    """The first two words of a paragraph, or its label; empty for one that begins as any sentence may."""
    found = _LABELLED.match(text)
    words = (found["label"] if found else text).casefold().split()[:2]
    return "" if words[:1] == ["the"] else " ".join(words)


def is_open(text: str) -> bool:
    """True if a text ends in the middle of a sentence, so that the next line goes on with it."""
    return text[-1:] in ":;," or text.endswith((" and", " or"))


def says_none(text: str) -> bool:
    """True if a line only says that there are no recommendations: "None.", "No recommendations were made."."""
    return _NONE.fullmatch(text.strip(" *_()")) is not None


def may_be_heading(text: str) -> bool:
    """True if a line is short and no statement nor the rest of one, as the heading of something else is."""
    words = len(text.split())
    return words < _FEWEST or (words <= _LONGEST_HEADING and not text[:1].islower() and text[-1:] not in ".!;:,")
