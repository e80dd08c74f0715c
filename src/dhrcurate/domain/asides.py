"""Labelled lines between recommendations that are no part of any: who and when, reasons, progress, learning points."""

from __future__ import annotations

import re

from dhrcurate.domain.patterns import rare

_LABEL = rare(
    r"\W*(?:(?:(?:action |lead |responsible |accountable )?(?:owner|agency|agencies|officer|body|lead)s?"
    r"|(?:by )?who(?:m)?|addressed to|responsibility|by when|when"
    r"|(?:key )?(?:time ?scale|time ?frame|deadline|milestone)s?|(?:target |completion |review |due )?date|due"
    r"|(?:current )?(?:status|progress)|(?:progress )?update|rag(?: rating| status)?|priority"
    r"|rationale|reason(?:s|ing)?|justification|explanation|context|background|evidence(?: base)?"
    r"|(?:desired |intended )?outcomes?|comments?|notes?)"
    r"|(?:key )?(?:learning(?: point)?|lessons?(?: learn(?:ed|t))?|findings?)"
    r"(?P<count> (?:no\.? )?\d{1,3}[a-z]?)?)"
    r"[*_]*\s*:[*_]*(?:\s|\Z)",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:should|must|shall)\b(?! have\b)", re.IGNORECASE)
_ENDED = re.compile(r"[.!?][\"'’”)\]*_]*\s*\Z")


def without_asides(rest: str) -> str:
    """Return what a page says after a text without its labelled lines, each with the lines that its sentence runs over.

    A line that asks for something stays, as a recommendation may go on with it, unless it is a counted lesson.

    Args:
        rest: What follows a text; its first line is the end of the text's own.
    """
    first, *lines = rest.split("\n")
    kept: list[str] = [first]
    at = 0
    while at < len(lines):
        end = at + 1
        if label := _LABEL.match(lines[at]):
            while end < len(lines) and _runs_on(lines[end - 1], lines[end]):
                end += 1
            if label["count"] or not _ASKS.search(" ".join(lines[at:end])):
                at = end
                continue
        kept += lines[at:end]
        at = end
    return "\n".join(kept)


def _runs_on(line: str, following: str) -> bool:
    if not following.strip() or _LABEL.match(following):
        return False
    return not _ENDED.search(line) or following.lstrip()[:1].islower()
