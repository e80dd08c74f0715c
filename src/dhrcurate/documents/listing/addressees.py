"""Whom a report asks: named in a column, behind a label, or by the heading that groups recommendations."""

from __future__ import annotations

import re

_BODY = re.compile(
    r"\b(?:council|borough|constabulary|police|trusts?|board|partnership|services?|department|office|association|ccg"
    r"|icb|nhs|gps?|general practices?|agenc(?:y|ies)|authority|probation|refuge|university|college|schools?"
    r"|hospitals?"
    r"|ministry|cps|commissioner|commission|committee|courts?|cafcass|csp|government|homes|healthcare"
    r"|(?:adult|children's|children’s) social care|public health|women['’]s aid|ambulance|charity|ltd|limited"
    r"|prison|secretary|forum|victim support|units?|teams?|centre|network|federation|company|commissioning groups?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:the\s+)?[A-Z‘“][\w’'&.,()-]*(?:\s+(?:[A-Z(‘“][\w’'&.,()-]*|of|and|the|for|&|in|on|to))+\Z")
"""Words that begin with capitals, as names do."""
_SMALL = re.compile(r"\s(?:with|upon|under|by|le|la|de|at|near)\s")
_THEME = re.compile(
    r"\b(?:training|awareness|sharing|policy|policies|practice and|assessment|learning|theme|lessons?"
    r"|communication|recording"
    r"|records|referrals?|pathways?|response to|support for|working|risk|information|procedures?|quality"
    r"|process(?:es)?"
    r"|national|local|multi-agency|conclusions?|findings?|action plan|background|introduction)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:[A-Z][\w’'-]*\s+){1,5}(?:Unit|Team|Service|Board|Partnership|Forum|Hub|Centre|Network|Trust|Committee)\Z"
)
"""What names a body, though a word of a theme is in it: `Central Referral Unit`, `National Probation Service`."""
_DOING = re.compile(
    r"\b(?:actions?|consideration|attention|implementation|improvements?|changes?|reforms?|research|practice|delivery"
    r"|development|work|steps?)\Z",
    re.IGNORECASE,
)
"""What is to be done, and nobody's name: `Recommendations for Executive Action`."""
_OPEN_END = re.compile(r"\b(?:of|and|the|for|in|on|to|from|by)\W*\Z", re.IGNORECASE)
"""How no name ends: `Summary of`, of which the rest of the heading was taken away."""
_PAPERS = re.compile(r"\b(?:overview|summary|report|reviews?|key|final|additional|further)\b", re.IGNORECASE)
"""Words about papers and lists; without a word for a body such a heading names nobody."""
_COLUMNS = re.compile(r"\brecommendations?\b|\b(?:lead|responsible|target|date|outcome|scope)\b", re.IGNORECASE)
"""Words that head columns, and name nobody."""
_AROUND = re.compile(
    r"\A(?:(?:(?:\d{1,3}[A-Z]?|[A-Z])(?:\.\d+)*[.)]?|[IVX]{1,4}[.)])\s+)?(?:(?:individual|single)[- ]agency\s+|imr\s+"
    r"|individual management review\s+)?"
    r"(?:(?:(?:recommendations?|action plan|actions)\s*(?:for|to|from|of|by|made (?:to|by)|:|-|–)|(?:for|to)\s)\s*"
    r"(?:the\s+)?)?"
    r"(?P<body>.+?)(?:\s*(?:[:–-]\s*)?(?:(?:imr|agency|individual management review)\s+)?(?:recommendations?"
    r"|action plan|actions))?\W*\Z",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\s*(?:\A|(?<=[\s.;(\[]))(?:addressed to|for(?: action by)?"
    r"|(?:lead|accountable|responsible|target)(?: agency| organi[sz]ation| body| officer| partner| department| party)?"
    r"|agenc(?:y|ies)|organi[sz]ations?|(?:action |recommendation )?owners?|action by|to be actioned by|by whom"
    r"|directed to|recipients?|recommendation (?:to|for)|responsibility(?: of)?)\s*:\s*(?P<body>[^\n]{2,160})\Z",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\s*(?:\A|(?<=[\n(\[])|(?<=[.;]\s))(?:addressed to|directed to|for action by|for the attention of"
    r"|to be actioned by|action by|owned by|led by|responsibility of|to:|by:|who:)\s*(?P<body>[^\n:;]{2,120})\Z",
    re.IGNORECASE,
)
"""The same without a colon, or with so little in front of it that a name must stand behind it."""
_LONGEST = 300
"""A name with what says whose it is has no more characters: in the whole of a long text the search would take long."""
_OPENING = re.compile(
    r"\s*(?:[(\[](?P<bracketed>[^()\[\]\n]{3,90})[)\]]\s*[:–—-]?|(?P<body>[A-Z][^:.;()\n]{2,90}):)\s+(?=[A-Z‘“\"])"
)
"""A body in front of a text, in brackets or before a colon."""
_CLOSED = {"(": ")", "[": "]"}
HEAD = re.compile(
    r"\b(?:agenc(?:y|ies)|organi[sz]ations?|lead|responsib\w*|owners?|body|bodies|by whom|who|addressed"
    r"|addressee|for|asiantaeth(?:au)?|sefydliad(?:au)?|arweiniol|cyfrifol)\b",
    re.IGNORECASE,
)
"""The head of a column that names bodies."""


_STEM = re.compile(
    r"(?P<body>[A-Z‘“][^.;:\n]{1,90}?)\s+"
    r"(?:should|must|needs? to|(?:is|are) (?:asked|recommended|invited) to)\s*[:–-]?\s*"
)
"""The beginning of a sentence that the items below it end: `The Trust should:`."""
_BODIES = re.compile(
    r"\b(?:authorities|councils|forces|boards|trusts|providers|departments|partnerships)\b", re.IGNORECASE
)


_ALL = re.compile(r"\W*(?:[A-Z][\w’'-]*\s*){1,3}")


def stem_of(text: str) -> tuple[str, ...] | None:
    """Return whom the beginning of a sentence asks that the items below it end; `None` if a text is none."""
    stem = _STEM.fullmatch(text.strip())
    if stem is None:
        return None
    body = stem["body"]
    return (body,) if _BODY.search(body) or _BODIES.search(body) or _NAME.match(body) or named_in(body) else ()


def named_in(heading: str) -> tuple[str, ...]:
    """Return the body that a heading names: `Recommendations for the Police` is `Police`; none for a theme."""
    match = _AROUND.match(heading.strip())
    body = match["body"].strip(" .:–-") if match else ""
    if len(body) > 90 or not body or body.casefold() in {"recommendation", "recommendations"}:
        return ()
    if body.isupper() and body.isalpha() and 2 <= len(body) <= 8 and body not in {"THE", "AND", "DHR", "IMR"}:
        return (body,)
    if _COLUMNS.search(body) or _OPEN_END.search(body):
        return ()
    if _PAPERS.search(body) and not _BODY.search(body):
        return ()
    if _THEME.search(body) and not _UNIT.match(body):
        return ()
    if _DOING.search(body) and not _BODY.search(body):
        return ()
    is_name = (
        _NAME.match(body) is not None or _is_name_with(body) or (body.isupper() and _BODY.search(body) is not None)
    )
    return (body,) if is_name or _is_kind(body) else ()


def _is_name_with(text: str) -> bool:
    """Whether a text is a name that has one of the small words which most names have not: `Blackburn with Darwen`."""
    found = list(_BODY.finditer(text))
    plain = _SMALL.sub(" of ", text)
    return plain != text and bool(found) and found[-1].end() == len(text) and _NAME.match(plain) is not None


def _is_kind(text: str) -> bool:
    """Whether a text is the name of a kind of body, as `General practices` or `All agencies`, with few words around."""
    found = list(_BODY.finditer(text))
    words = text.split()
    return bool(found) and found[-1].end() >= len(text.rstrip(" )")) and len(words) <= 5 and "of" not in words


def before(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Return where a text begins and whom it names in front of that: `(the Trust) – Staff …`, `The Trust: …`."""
    mark = _OPENING.match(text, start, end)
    if mark is None:
        return None
    body = (mark["bracketed"] or mark["body"]).strip()
    return (mark.end(), body) if is_body(body) else None


def is_body(text: str) -> bool:
    """Whether a text is the name of a body, by a word for one."""
    return _BODY.search(text) is not None and bool(named_in(text))


def behind(text: str, start: int = 0, end: int | None = None) -> tuple[int, str] | None:
    """Return where a text ends and whom it names behind that: `… by May. Lead agency: the Trust`."""
    end = len(text) if end is None else end
    last = max(start, end - _LONGEST)
    mark = _ADDRESSED.search(text, last, end)
    if mark is None:
        mark = _GIVEN.search(text, last, end)
        if mark is None or not named_in(mark["body"].strip().rstrip(".)]")):
            return None
    at, body = mark.start(), mark["body"].strip().rstrip(".")
    if _ALL.fullmatch(text, start, at):
        return None  # `All agencies: …` is whom a text asks, in front of it
    if at > start and text[at - 1] in _CLOSED and body.endswith(_CLOSED[text[at - 1]]):
        at, body = at - 1, body[:-1].rstrip(" .")
    return at, body


def names_only(text: str) -> bool:
    """Whether a text says whom a recommendation asks and nothing else: `Lead agency: the Trust`."""
    found = behind(text)
    return found is not None and not any(map(str.isalnum, text[: found[0]]))
