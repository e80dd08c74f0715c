"""What of a printed recommendation only says whom it asks: `It is recommended that the Trust should`.

An extraction that puts whom a recommendation asks into its cell often leaves it out of the text. That is no other
wording, as long as the cell names the same body.
"""

from __future__ import annotations

import re

from dhrcurate.documents.listing.wishes import RECOMMENDS, SHOULD, orders, wonders_or_tells
from dhrcurate.documents.stream import letters
from dhrcurate.domain.initials import has_names_of, words_apart
from dhrcurate.domain.verb_words import ACTIONS, AMBIGUOUS

_RECOMMENDS = (
    r"(?P<that>(?:it\s+is\s+(?:(?:therefore|also|further)\s+)?recommended|we\s+(?:therefore\s+|also\s+)?recommend"
    r"|(?:the|this|our)\s+(?:\w+\s+){0,3}?(?:panel|review|report|chair|authors?|reviewers?|team|board|inquiry)\s+"
    r"(?:\w+ly\s+|therefore\s+|also\s+)?(?:recommend|ask|suggest|propose|request)s?)(?:\s+that\b|\s*:|\s*\Z)\s*|that\s+)?"
)
_TASK = (
    r"(?P<task>\s+(?:should|must|shall|will|to|needs?\s+to|ought\s+to|(?:is|are)\s+(?:asked\s+|recommended\s+"
    r"|invited\s+)?to)|\W*[:–—\])|-])?"
)
_FRONT = re.compile(rf"\W*{_RECOMMENDS}(?P<the>the\s+)?(?P<name>(?-i:[A-Z])[^.;:\n]*?){_TASK}\W*", re.IGNORECASE)
_LEAD = re.compile(rf"\W*{_RECOMMENDS}(?:the\b\s*|that\b\s*|to\b\s*)?\W*", re.IGNORECASE)
_JOINING = re.compile(
    r"\W*(?:(?:therefore|accordingly|consequently|thus|hence|furthermore|moreover|also|additionally|finally|lastly"
    r"|similarly|likewise|however|for\s+(?:this|that|these|those)\s+reasons?|as\s+a\s+(?:result|consequence)(?:\s+of\s+this)?"
    r"|in\s+(?:addition|consequence)(?:\s+to\s+this)?|(?:in\s+(?:the\s+)?light|in\s+view|because|on\s+the\s+basis)\s+of\s+"
    r"(?:this|these|that|the\s+above)(?:\s+(?:findings?|points?|concerns?))?)\b[,\s]*)+",
    re.IGNORECASE,
)
"""Words that join a sentence to the ones before it, and ask for nothing."""
_NAMING = re.compile(r"(?:[A-Z&(][\w’'&)-]*|of|and|the|for|in|on|&)\Z")
_JOINTS = re.compile(r"[|;,&]|\band\b")
_NO_NAME = re.compile(
    r"(?:(?:local|county|city|borough|district|health|hospital|housing|fire|ambulance|probation|police|community|safety"
    r"|safeguarding|mental|care|social|clinical|support|specialist|outreach)\s+)*[a-z’'-]+",
    re.IGNORECASE,
)
"""`The Force`, `The Health Board`: who that is stands in the cell."""
_ASKS = re.compile(
    rf"{SHOULD}|\brecommend(?:s|ed)?\s+that\b|\b(?:needs?|ought)\s+to\b"
    r"|\b(?:is|are)\s+(?:asked|urged|invited|required|reminded|encouraged|recommended)\s+to\b",
    re.IGNORECASE,
)
_NARRATES = re.compile(
    r"\b(?:was|were|had|has|have|did|do|does|is|are|can|could|would|might|may|there|\w{3,}ed)\b", re.IGNORECASE
)
_REPORTED = re.compile(
    r"[^.;:]{0,100}?\b(?:told|heard|noted|found|felt|asked|recommended|said|suggested|believed|thought|agreed|stated"
    r"|expected|required|hoped|wished|wanted|argued|advised|informed|acknowledged|accepted|concluded|decided)\b"
    r"(?:\s+\w+){0,3}?\s+(?:that|whether|how|if)\b",
    re.IGNORECASE,
)
"""What somebody said or wanted before: `The panel was told that staff should …`, and not `It is recommended that`."""
_THING = re.compile(r"\s+(?:the|an?|all|its|their|any|each|every|how|whether|that|this|these|with|to)\b", re.IGNORECASE)
_FIRST = re.compile(r"\W*(?:re-?)?([a-z]+)", re.IGNORECASE)

_LIMITS = re.compile(
    r"\W*(?:before|after|within|by|where(?:ver)?|when(?:ever)?|if|unless|until|once|while|during|as\s+soon\s+as"
    r"|at\s+least|every|each|in\s+(?:all|any|every|each))\b"
    r"|.*?\b(?:\d+|one|two|three|four|five|six|nine|ten|twelve|eighteen)\s+(?:working\s+)?(?:hour|day|week|month|year)s?\b",
    re.IGNORECASE | re.DOTALL,
)
"""When or on what condition something is asked."""


def only_asks(front: str, cell: str) -> bool:
    """Return whether a front part of a text says no more than whom it asks, and a cell names the same.

    Args:
        front: What stands in front, with the signs behind it.
        cell: Whom the record addresses the recommendation to, as written; empty where it does not say.
    """
    found = _FRONT.fullmatch(front.strip())
    if found is None or not cell.strip() or not (found["that"] or found["task"]):
        return False
    name = found["name"].strip()
    if letters(name) == letters(cell):
        return True
    if not all(_NAMING.match(word.strip(",")) for word in name.split()):
        return False
    if found["the"] and _NO_NAME.fullmatch(name):
        return True
    return _are_those_of(name, cell)


def _are_those_of(name: str, cell: str) -> bool:
    """Whether a text asks the bodies of a cell, each, and no other one."""
    asked, named = ([part for part in map(str.strip, _JOINTS.split(text)) if part] for text in (name, cell))
    if has_names_of(name, cell) and (len(asked) == 1 or not words_apart(name, cell)[0]):
        return True
    return all(any(has_names_of(one, part) for one in asked) for part in named) and all(
        any(has_names_of(one, part) for part in named) for one in asked
    )


def without_lead(text: str) -> str:
    """Return the beginning of a sentence without what joins it to the one before, and without who recommends."""
    joining = _JOINING.match(text)
    rest = text[joining.end() :] if joining else text
    lead = _LEAD.match(rest)
    return rest[lead.end() :] if lead else rest


def limits(text: str) -> bool:
    """Return whether a part of a text says when or on what condition something is asked."""
    return _LIMITS.match(text) is not None


def asks_within(sentence: str, *, ordering: bool = True) -> bool:
    """Return whether a sentence in front of what is recommended asks for something, too.

    Args:
        sentence: The sentence.
        ordering: Whether an order does: a title may look like one (`Improve recording`).
    """
    if RECOMMENDS.match(sentence):
        return True
    if wonders_or_tells(sentence) or _REPORTED.match(sentence):
        return False
    if _ASKS.search(sentence):
        return True
    if not ordering:
        return False
    before = re.split(r"\bto\b", sentence, maxsplit=1)[0]
    return _is_order(sentence) or (orders(sentence) and not _NARRATES.search(before))


def _is_order(sentence: str) -> bool:
    """Whether a sentence begins with a verb that is no noun, or with one that has something to be done to."""
    first = _FIRST.match(sentence)
    if first is None or _NARRATES.search(sentence[: first.end() + 30]):
        return False
    verb = first[1].casefold()
    return verb in ACTIONS or (verb in AMBIGUOUS and _THING.match(sentence, first.end()) is not None)
