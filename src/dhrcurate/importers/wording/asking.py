"""Passages that ask somebody to act, whether or not they say that somebody should."""

from __future__ import annotations

import re

from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set
from dhrcurate.importers.wording.numbers import printed_number
from dhrcurate.importers.words import ACTS, JOINTS

_WISH = re.compile(
    r"\b(?:should|must|shall|recommend\w*|need(?:s|ed)? to|to be|d?dyl(?:ai|id|ent)|rhaid)\b|^(?:that|to)\b",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:found|considered|thought|believed|felt|seemed|appeared|proved|deemed|judged|understood|assumed)\s+(?!that\b)"
    r"(?:[\w’'-]+\s+){0,6}?to be\b",
    re.IGNORECASE,
)
"""What somebody took something for, which is no wish: "The board found the text to be fair"."""
_ASKS = re.compile(r"\b(?:should|must|shall)\b", re.IGNORECASE)
_REQUESTS = re.compile(
    r"\b(?:panel|review|report|board|partnership|authors?|chair|we)\s+(?:(?:also|further|therefore|would|strongly)\s+)?"
    r"(?:asks?|calls?\s+(?:on|upon|for)|urges?|invites?|requests?|encourages?|proposes?|suggests?|advises?"
    r"|like\s+(?:to\s+see|the))\b"
    r"|\b(?:is|are)\s+(?:asked|urged|requested|invited|encouraged|expected|advised|called\s+(?:on|upon))\s+to\b",
    re.IGNORECASE,
)
_PUBLIC = re.compile(
    r"\b(?:any(?:one|body)|every(?:one|body)|readers?|public|residents?|people|those)\b", re.IGNORECASE
)
"""Who is asked for something else."""
_TO_ACT = re.compile(
    r"(?:The\s+)?(?:[A-Z][\w’'&-]*\s+(?:(?:of|and|the|for)\s+)*){1,6}to\s+(?P<verb>[a-z]+)\b.*[.;]", re.DOTALL
)
_PUT_TO = re.compile(r"[A-Z][\w’'&/()-]*(?:\s[\w’'&/(),-]+){0,9}?\sto\s[a-z]+\s[^.;]*[.;]?", re.DOTALL)
_LOOKED_AT = 8
"""So many words of a text are looked at to tell a command from a name."""
_PERHAPS = AMBIGUOUS | ALSO_ATTRIBUTES
_OBJECTS = word_set("a an the all any each every both its their his her that whether how when who why")
"""Words that begin what a command is about."""


def asks(text: str) -> bool:
    """True if a passage asks for something: "... should ...", "The panel asks the trust to ...", "Wold Police to ...".

    Readers of the page and people at large are asked for something else.
    """
    found = printed_number(text)
    said = found[1] if found and found[1] else text
    if wishes(text) or wishes(said):
        return True
    request, acts = _REQUESTS.search(said), _TO_ACT.fullmatch(said)
    if request:
        return _PUBLIC.search(said, 0, request.start()) is None
    return acts is not None and wishes(acts["verb"])


def puts_to_subject(text: str) -> bool:
    """True if a whole sentence is a subject and what it is to do: "Care homes to have a lead".

    So is the heading of a finding, "Failure to record visits", so that what stands beside it has to tell.
    """
    return _PUT_TO.fullmatch(text.strip()) is not None


def says_should(text: str) -> bool:
    """True if a text says in so many words that somebody should do something, as an action for it rarely does."""
    return _ASKS.search(text) is not None


def wishes(text: str) -> bool:
    """True if a paragraph says that something is wished: with "should" or the like, or by beginning with a command."""
    return begins_with_command(text) or _WISH.search(_OPINION.sub("", text)) is not None


def begins_with_command(text: str) -> bool:
    """True if a paragraph begins with what somebody is to do: "Review ...".

    What may be a noun as well is a command over what it is done to: "Visit each ...", and not "Visit times".
    """
    words = text.split(maxsplit=_LOOKED_AT)
    first = re.sub(r"(?<!\W)\W+$", "", words[0]).lower()
    if ACTS & {f"{first}s", f"{first}es", f"{first[:-1]}ies"}:
        return True
    if not words[0].strip("*_,").isalpha():  # but a label: "Source: the report"
        return False
    if first in ACTIONS:  # and the words are no name: "Speak Out Selwick"
        return any(word[0].islower() and word not in JOINTS for word in words[1:_LOOKED_AT])
    return first in _PERHAPS and words[1:2] != [] and words[1].lower() in _OBJECTS
