"""Whether a text wishes that something be done, only speaks of recommendations, or tells what was done."""

from __future__ import annotations

import re

from dhrcurate.domain.verb_words import ACTIONS, ALSO_ATTRIBUTES, AMBIGUOUS
from dhrcurate.domain.word_sets import word_set

_VERBS = (
    "accept|address|adopt|agree|allocate|amend|appoint|arrange|ask|assess|assure|audit|build|carry out|check"
    "|circulate"
    "|clarify|collect|commission|communicate|conduct|confirm|consider|consult|continue|convene|create|define|deliver"
    "|demonstrate|design|develop|discuss|disseminate|embed|enable|encourage|engage|enhance|ensure|escalate|establish|"
    "evaluate|evidence|examine|explore|extend|find|fund|give|hold|identify|implement|improve|include"
    "|incorporate|increase"
    "|inform|instruct|introduce|invest|invite|issue|know|launch|lead|liaise|look|maintain|make|map|monitor"
    "|obtain|offer"
    "|oversee|pilot|plan|prepare|prioritise|produce|promote|propose|provide|publicise|publish|raise|recognise|record"
    "|refer|refresh|reinforce|remind|reiterate|remove|report|request|require|re-?launch|review|revise"
    "|roll out|satisfy|seek"
    "|send|set|share|strengthen|submit|support|take|test|track|train|undertake|update|use|utilise|work|write"
)
_WISH = re.compile(
    r"\b(?:should|must|shall|ought to|need(?:s|ed)? to)\b(?!\s+(?:not\s+)?have\s+\w+)"
    r"|\b(?:dylai|dylid|dylent|rhaid|mae angen|argymhellir|argymhellwn|yn argymell)\b"
    r"|\brecommends?\b|\b(?:is|are) (?:therefore |also |further )?recommended\b"
    r"|\b(?:is|are) to\s+(?:\w+ly\s+)?(?:be\b|[a-z]{3,})"
    r"|\b(?:asks?|urges?|invites?|calls on|wishes?|requires?|requests?|encourages?)\b[^.;:]{0,80}?\bto\b"
    r"|\b(?:be|is|are|asked|urged|reminded)"
    r" (?:asked|invited|urged|reminded|required|encouraged|sought|made|given|reviewed)\b",
    re.IGNORECASE,
)
_WONDERS = re.compile(
    r"\b(?:considered|discussed|debated|asked|wondered|explored|reflected on) (?:whether|if|how)\b", re.IGNORECASE
)
"""What the panel only thought about."""
SHOULD = r"\b(?:should|must|shall)\b(?!\s+(?:not\s+)?have\s+\w+)|\b(?:dylai|dylid|dylent|rhaid)\b"
"""What plainly asks for something; `should have asked` tells of what was not done."""
_STRONG = re.compile(
    rf"{SHOULD}|\brecommends?\s+that\b"
    r"|\b(?:is|are)(?: (?!not\b)\w+){0,2} recommended\s+that\b",
    re.IGNORECASE,
)
_ORDER = re.compile(rf"\A\W*(?:(?:that|to)\s|(?:to\s+)?(?:re-?)?(?:{_VERBS})\b)", re.IGNORECASE)
_TASK = re.compile(rf"\A(?P<whose>[^.;:!?]{{2,140}}?)\bto\s+(?:\w+ly\s+)?(?:be\s+\w+|{_VERBS})\b", re.IGNORECASE)
_FIRST = re.compile(r"\W*(?:to\s+)?(?P<verb>[A-Za-z-]+)(?:\s+(?P<next>[a-z]+)\b|\s|\Z)", re.IGNORECASE)
_PERHAPS_VERBS = AMBIGUOUS | ALSO_ATTRIBUTES
_DETERMINERS = word_set("""
a all an any both each every her his how its one our the their them these those two what whether whom
""")
"""What stands behind a verb, and not behind a noun like it: `Contact each person`, not `Contact with`."""
_SPEAKS = re.compile(
    r"\A\W*(?:the\s+)?(?:purpose|aim|intention|objective|scope)s?\b|"
    r"\A(?:(?:in (?:the )?light|as a result|arising|drawing|based|following|having|on the basis"
    r"|from)\b[^.:]{0,120}?)?"
    r"\W*(?:the|these|this|all|our|each|many|some|any|a number of|several|two|three|four|five|six|\d+|below"
    r"|set out|both"
    r"|where|there|no|its|further|other|more|single|individual|agency|imr|individual management)\b"
    r"[^.:]{0,90}?\brecommendations?\b(?!\s+(?:that|is that)\b)"
    r"|\A[^.]{0,200}?\b(?:following|these|below|set out|overleaf|listed)\b[^.]{0,40}?\brecommendations?\b"
    r"|\A[^.]{0,160}?\bmakes? (?:no|\w+|the following|a number of)(?: \w+){0,2} recommendations?\b"
    r"|\A[^.]{0,160}?\brecommendations?\b[^.]{0,30}?\b(?:are|is|were|have been|has been|will be)\b"
    r"[^.]{0,30}?(?:set|listed|made|as follows|addressed|directed|implemented|monitored|accepted|drawn"
    r"|grouped|divided)"
    r"|\A.{0,300}?\b(?:our|the|its) recommendations? (?:are|is) (?:these|as follows|set out below|listed below)\W*\Z",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"(?P<before>[^.;:]{0,140}?)\brecommendations?\b[^.;:]{0,140}?"
    r"\b(?:is|are|was|were|be|been|has|have|appears?|forms?|follows?|stands?)\b(?:[^.;:]{0,80}?"
    r"\b(?:in|at|on|within|under|of|as|with|by)\b[^.;:]{0,60}?"
    r"\b(?:plans?|appendix|appendices|annex(?:es|e)?|sections?|chapters?|parts?|tables?|pages?|paragraphs?|schedules?"
    r"|documents?|reports?|summar(?:y|ies)|end)\b"
    r"|[^.;:]{0,60}?\b(?:above|below|overleaf|separately|here|elsewhere)\b)[^.;:]{0,80}[.;:]?\s*",
    re.IGNORECASE,
)
"""A sentence about recommendations that says where they are: in the plan, at an appendix, below."""
_MADE = re.compile(
    r"[^.;:]{0,80}\brecommendations\s+(?:arise|arose|result(?:ed)?|emerged?|flow|stem|come|came|follow|were|have\s+been"
    r"|had\s+been)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"[^.;:]{0,100}\b(?:propos(?:es?|ed)|ma(?:kes?|de)|offer(?:s|ed)?|sets?\s+out|puts?\s+forward|suggest(?:s|ed)?"
    r"|submit(?:s|ted)?|recommend(?:s|ed)?)\s+the\s+following\b",
    re.IGNORECASE,
)
"""Sentences that say how recommendations came to be, and that announce them."""
_TO_BE_DONE = re.compile(r"\b(?:is|are) to be (?!found\b|seen\b)", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\b(?:following|these|below|set out|overleaf|listed|mak\w+)\b", re.IGNORECASE)
"""What makes a sentence with a wish in it speak of the recommendations that are made: `consider the following`."""
_TOLD = re.compile(
    r"\b(?:was|were|had|did|has been|have been|told|noted|found|heard|felt|stated|recalled|described)\b", re.IGNORECASE
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|prior|former|another|other|past)\b[^.]{0,40}\b(?:review|inquir|report|audit"
    r"|inspection|dhr|scr)"
    r"|\b(?:review|inquiry|report|panel|audit|inspection|dhr)\b[^.]{0,40}\b(?:had|has previously"
    r"|previously)\b[^.]{0,20}recommended"
    r"|\bmakes? no (?:\w+ )?recommendation",
    re.IGNORECASE,
)
RECOMMENDS = re.compile(
    r"(?:(?<=[.;:]\s)|\A)(?:[^.;:]{0,80}\b)?(?:we|the (?:\w+ ){0,3}(?:panel|review|author|chair|committee"
    r"|inquiry|report|reviewers?|team)"
    r"|this (?:review|report|inquiry)|it is)\s(?:\w+ ){0,2}recommend(?:s|ed)?(?:,[^,.]{1,60},)? that\b",
    re.IGNORECASE,
)
"""The beginning of a sentence within the text that recommends something."""
INTRODUCES = re.compile(
    r"\b(?:following|these)\b[^.]{0,60}\brecommendations?\b[^.]{0,60}:\s*\Z"
    r"|\brecommendations?\b[^.]{0,60}\b(?:as follows|following|are|include)\b[^.]{0,30}:\s*\Z"
    r"|\brecommends?\b[^.]{0,160}:\s*\Z",
    re.IGNORECASE,
)
"""A sentence that ends with the announcement of recommendations."""


_CONCLUSION = re.compile(r"\((?:conclusion|finding|lesson)\b[^()]{0,40}\)?\W*\Z", re.IGNORECASE)
"""What some bodies write behind a text that is no recommendation."""
_CALLED_SO = re.compile(r"\(recommendation\b[^()]{0,40}\)?\W*\Z", re.IGNORECASE)
"""The same behind one that is."""


def wishes(text: str) -> bool:
    """Whether a text wishes that something be done, in any of the usual forms."""
    if _EARLIER.search(text[:300]) or _CONCLUSION.search(text):
        return False
    if _WONDERS.search(first_sentence(text)):
        return False
    return _WISH.search(text) is not None or orders(text)


_END = re.compile(r"[.!?][”’\"')\]]*\s+(?=[A-Z‘“])")
"""Where a sentence ends within a text, and another begins."""


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    end = _END.search(text)
    return text[: end.end()] if end else text


_QUOTES = re.compile(
    r"[^.;:]{0,100}?\b(?:says?|said|states?|stated|expects?|expected|requires?|required|sets? out"
    r"|makes? (?:it )?clear)\b(?: \w+){0,2} that\b",
    re.IGNORECASE,
)
"""A sentence that tells what a policy wishes."""


def recommending(text: str) -> list[tuple[int, int]]:
    """Return where a paragraph recommends in so many words, as the beginning and end of each; else the whole of it.

    What stands in front of the first is left out if it wishes nothing, and so is what stands between two.
    """
    starts = [0, *(end.end() for end in _END.finditer(text))]
    sentences = list(zip(starts, [*starts[1:], len(text)], strict=True))
    wished = [
        start for start, stop in sentences if plainly_wishes(text[start:stop]) and not _QUOTES.match(text[start:stop])
    ]
    found = [start for start in wished if RECOMMENDS.match(text[start:])]
    if found[:1] != wished[:1] or not found:
        found.insert(0, 0)
    parts = []
    for begin, following in zip(found, [*found[1:], len(text)], strict=True):
        own = [stop for start, stop in sentences if begin <= start < following]
        asked = [stop for start, stop in sentences if begin <= start < following and goes_on_asking(text[start:stop])]
        end = asked[-1] if asked and following < len(text) else own[-1]
        parts.append((begin, len(text[:end].rstrip())))
    return parts


def goes_on_asking(text: str) -> bool:
    """Whether a sentence behind a recommendation is a part of it: it wishes something too, or says what will be."""
    return wishes(text) or re.search(r"\bwill\b", text, re.IGNORECASE) is not None


def wonders_or_tells(text: str) -> bool:
    """Whether a sentence tells what was thought about, what a policy wishes, or what was recommended earlier."""
    return any(one.search(text) for one in (_WONDERS, _EARLIER)) or _QUOTES.match(text) is not None


def orders(text: str) -> bool:
    """Whether a text begins as an order, a task, or what is wished: `To review`, `That the Trust`, `All staff to`."""
    if _ORDER.match(text) is not None or _begins_with_verb(text):
        return True
    task = _TASK.match(text)
    return task is not None and _TOLD.search(task["whose"]) is None


def _begins_with_verb(text: str) -> bool:
    """Whether the first word is what somebody is to do; one that is a noun, too, has what it is done to behind it."""
    first = _FIRST.match(text)
    if first is None or tells_in_front(text):
        return False
    verb, behind = first["verb"].casefold(), (first["next"] or "").casefold()
    if verb in ACTIONS:
        return True
    return verb in _PERHAPS_VERBS and behind in _DETERMINERS


def may_order(text: str) -> bool:
    """Whether a text wishes something, or begins with a word that may be a verb."""
    first = _FIRST.match(text)
    verb = first["verb"].casefold() if first else ""
    return verb in ACTIONS or verb in _PERHAPS_VERBS or wishes(text)


_CLAUSE = re.compile(
    r"(?<!\w)(?:,|[–—;:.]|that|which|who|whom|whose|what|where|when|while|whether|if|how|because|so|until|unless|after"
    r"|before|since|as|about|those)(?!\w)",
    re.IGNORECASE,
)
"""Where the first clause of a sentence ends."""
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|could|can|cannot|may|might|told|noted|found|heard|felt"
    r"|stated|recalled|described)\b",
    re.IGNORECASE,
)


def tells_in_front(text: str) -> bool:
    """Whether the first clause of a text says that something is or was so; what a text wishes may tell further on."""
    end = _CLAUSE.search(text, 2)
    return _FINITE.search(text[: end.start()] if end else text) is not None


def plainly_wishes(text: str) -> bool:
    """Whether a text wishes in words that mean nothing else, and tells of nothing earlier."""
    if _CONCLUSION.search(text):
        return False
    if _CALLED_SO.search(text):
        return True
    return (_STRONG.search(text) is not None or orders(text)) and _EARLIER.search(text[:300]) is None


def speaks_of_them(text: str) -> bool:
    """Whether a text speaks of recommendations and is none: an introduction, or that there are none."""
    if len(text) >= 420 or re.search(r"\brecommends? that\b", text) is not None:
        return False
    spoken = _SPEAKS.match(text)
    if spoken is not None and (_STRONG.search(spoken.group()) is None or _ANNOUNCED.search(spoken.group())):
        return True
    if (_MADE.match(text) or _OFFERS.match(text)) and not plainly_wishes(text):
        return True
    return _only_points(text)


def _only_points(text: str) -> bool:
    """Whether a text says where recommendations are, wishes nothing before it names them, and nothing behind."""
    mark = _POINTS.match(text)
    if mark is None or wishes(mark["before"]) or _ORDER.match(text):
        return False
    wished = _STRONG.search(mark.group()) or _TO_BE_DONE.search(mark.group())
    return not wished and not plainly_wishes(text[mark.end() :])


def tells(text: str) -> bool:
    """Whether a text tells what happened, and wishes nothing."""
    return _TOLD.search(text) is not None and not wishes(text)
