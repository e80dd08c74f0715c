"""Whom the words of a printed recommendation ask: `The Trust should …`, `It is recommended that the Trust review …`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dhrcurate.domain.agency import Names
from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS

_LEAD = re.compile(
    r"[\s\d.)•–*-]*(?P<that>(?:[^.;:]{0,80}?\b(?:recommend|ask|propos|request|urg|advis|suggest)(?:e?s|e?d)?\s+)?that\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_REST = re.compile(r"(?:[’']s)?(?:\s+(?:[A-Z&][\w’'&-]*|(?:and|of|for|in)(?=\s+(?:the\s+)?[A-Z])|the(?=\s+[A-Z])))*")
"""What of a name may stand behind what is known of it: its department, its area, a second body."""
_ASIDE = re.compile(r"(?:\s+\([^()\n]{1,40}\))?,?\s+(?:(?:also|therefore|urgently|now)\s+)?")
_TASK = re.compile(r"(?:should|must|shall|will|needs?\s+to|ought\s+to|is\s+to|are\s+to)\b")
_DONE_FOR = re.compile(
    r"(?:\w+\s+|needs?\s+to\s+|ought\s+to\s+|(?:is|are)\s+to\s+)(?:also\s+|always\s+)?be\s+(?:\w+ly\s+)?\w+(?:ed|en|id|told|sent)\b"
)
"""What others do for the body: `The Trust should be invited …`."""
_VERB = re.compile(r"(?P<verb>[a-z]+)\b(?:\s+(?P<next>[a-z]+)\b)?")
_VERBS = ACTIONS | AMBIGUOUS | ALSO_ATTRIBUTES
_UNKNOWN = re.compile(
    r"[A-Z][\w’'&.-]*(?:\s+(?:[A-Z][\w’'&.-]*|(?:and|of|for|in|with|&)(?=\s+(?:the\s+)?[A-Z])|the(?=\s+[A-Z])))+"
)
"""Words that begin with capitals, as names do."""
_NO_BODY = re.compile(
    r"\b(?:staff|officers?|leads?|managers?|practitioners?|professionals?|workers?|champions?|advocates?|advisers?"
    r"|supervisors?|clinicians?|directors?|chairs?|authors?|members?|chiefs?|executives?|commissioners|agencies|partners"
    r"|authorities|councils|forces|boards|trusts|partnerships|providers|reviews?|reports?|policy|policies|procedures?"
    r"|protocols?|training|guidance|plans?|strategy|strategies|assessments?|pathways?|records?|marac|idvas?|gps?"
    r"|process|tools?|forms?|checklists?|meetings?|campaigns?|courses?|orders?|act)\Z",
    re.IGNORECASE,
)
"""How what is written in capitals ends and is the name of no body."""
_REACH = 240
"""The characters of a text in which it says whom it asks."""


def asked_by(text: str, names: Names, others: Iterable[str]) -> str | None:
    """Return the name that a text opens with, if what its bearer should do follows at once; else `None`.

    Args:
        text: A recommendation, as it is printed.
        names: The register.
        others: Further names that are known, such as the cells of the record.
    """
    opening = text[:_REACH]
    lead = _LEAD.match(opening)
    start = lead.end() if lead else 0
    ends = [end for at, end, _ in names.mentions(opening) if at == start]
    ends += [start + len(name) for name in others if name and opening.startswith(name, start)]
    if not ends:
        return None
    rest = _REST.match(opening, max(ends))
    return _asked(opening, start, rest.end() if rest else max(ends), lead)


def unknown_asked_by(text: str) -> str | None:
    """Return the same where it is a name that nobody knows, by its capitals; `None` for a single word.

    Args:
        text: A recommendation, as it is printed.
    """
    opening = text[:_REACH]
    lead = _LEAD.match(opening)
    name = _UNKNOWN.match(opening, lead.end() if lead else 0)
    if name is None or _NO_BODY.search(name.group()):
        return None
    return _asked(opening, *name.span(), lead)


def _asked(opening: str, start: int, end: int, lead: re.Match[str] | None) -> str | None:
    """A name, if what its bearer should do stands behind it."""
    aside = _ASIDE.match(opening, end)
    if aside is None or not _is_task(opening, aside.end(), after_that=bool(lead and lead["that"])):
        return None
    return opening[start:end]


def _is_task(text: str, at: int, *, after_that: bool) -> bool:
    """Whether what stands there is what somebody should do; behind `that` a verb alone says it, too."""
    if _TASK.match(text, at):
        return _DONE_FOR.match(text, at) is None
    verb = _VERB.match(text, at) if after_that else None
    if verb is None:
        return False
    # `apply` and `comply` end as adverbs do.
    return verb["verb"] in _VERBS or (verb["verb"].endswith("ly") and verb["next"] in _VERBS)
