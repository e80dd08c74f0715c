"""Sentences that only announce recommendations, and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.importers.wording.asking import begins_with_command, says_should, wishes

_FEWEST = 3
"""A sentence has more words; fewer are a heading."""
_RECOMMENDATIONS = re.compile(r"\b(?:recommendations?|proposals)\b", re.IGNORECASE)
_LONGEST = 200
"""So many characters of a sentence are looked at."""

_WHOM = r"(?P<whom>[\w\s,’'&/()-]{1,80})"
_ANNOUNCES = re.compile(
    r"(?:(?:the|this|our)\s+(?:[\w-]+\s+){0,3}?(?:panel|review|report|authors?|chair|board|partnership)|it|we)\s+"
    r"(?:has\s+|have\s+|also\s+|therefore\s+)?"
    r"(?:makes?|made|sets?\s+out|lists?|identif(?:y|ies|ied)|agreed)\s+(?:[\w()-]+\s+){0,4}?recommendations?"
    rf"(?:\s+(?:below|here|above)|\s+(?:in|as|from|(?P<to>for|to))\s+(?:the\s+)?{_WHOM})?[.:]?",
    re.IGNORECASE,
)
_SHOWS = re.compile(
    r"(?:this|the\s+(?:following|next))\s+(?:web\s*)?(?:page|section|chapter|part|table|list|document|summary)\s+(?:also\s+)?"
    r"(?:shows|lists|sets\s+out|gives|contains|presents|summari[sz]es|describes|explains)\s+(?:[\w’'-]+\s+){0,5}?"
    r"recommendations?\b(?![^.;:!?]*\b(?:should|must|shall)\b)[^.;:!?]*[.:]?",
    re.IGNORECASE,
)
"""What a part of a page says of itself."""
_TO_THOSE_BELOW = re.compile(
    r"(?:[\w’' ]{0,60}\brecommend(?:s|ed)?\s+that\s+)?(?:(?:each|all|every\s+one)\s+(?:of\s+)?)?the\s+"
    r"(?:agencies|bodies|organi[sz]ations|services|partners)\s+(?:(?:named|listed|shown|set\s+out)\s+)?(?:below|here)\s+"
    r"(?:should|must|ought\s+to|are\s+to|is\s+to|(?:are|is)\s+asked\s+to)\s+(?:now\s+)?(?:do|act|proceed|take|carry\s+out|complete|make)"
    r"\s+(?:as\s+follows|(?:the|these)\s+(?:following\s+)?(?:actions|changes|steps)|the\s+following(?:\s+\w+)?)[.:]",
    re.IGNORECASE,
)
"""What asks those who are named below for what stands below their names."""
_MADE = (
    r"made|proposed|agreed|put\s+forward|set\s+out|listed|given|identified|suggested|offered"
    r"|addressed|directed|intended"
)
_FOLLOWING = re.compile(
    r"(?:(?:below\s+are\s+)?(?:the\s+following|these|the|our|its|all)\s+(?:[\w-]+\s+){0,2}?recommendations?"
    r"(?:\s+of\s+(?:the|this)\s+(?:panel|review|report))?|there\s+(?:are|were)\s+(?:[\w()-]+\s+){1,3}?recommendations?"
    r"|recommendations?|(?:[\w()-]+\s+){1,3}?recommendations?(?=\s+(?:are|were|is|have)\b))"
    rf"(?:\s+(?:are|were|is|have\s+been))?(?:\s+(?:therefore\s+|also\s+)?(?:{_MADE}))?"
    rf"(?:\s+(?P<to>for|to|at)\s+(?:the\s+)?{_WHOM}|\s+(?:by|below|here|as\s+follows|in|from|arising)\b[^.:;!?]{{0,80}})?"
    r"[.:]?",
    re.IGNORECASE,
)
_BELOW = re.compile(
    rf"\b(?:following|these|below|follows|there\s+(?:are|were)|(?:are|were|been)\s+(?:also\s+|therefore\s+)?(?:{_MADE}))\b",
    re.IGNORECASE,
)
"""What tells a sentence that announces recommendations from a heading over them."""
_FOLLOW = re.compile(
    r"\brecommendations?\s+(?:(?:set\s+out|listed|given)\s+)?below\s+(?:is|are|was|were|ha[sv]e)\b"
    r"|\b(?:the|these)\s+following\s+(?:[\w-]+\s+){0,2}?recommendations?\s+(?:is|are|was|were|ha[sv]e)\b",
    re.IGNORECASE,
)
_GIVEN_BELOW = re.compile(
    rf"\brecommendations?\s[^.;:]{{0,80}}\b(?:is|are|was|were|been)\s+(?:{_MADE})\s+(?:below|here|next|as\s+follows)\W*\Z",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:as|following|in|based|from|having|arising|on|with|after|given|drawing|taking|considering)\s[^.:;!?]{3,}",
    re.IGNORECASE,
)
"""What a sentence may begin with that announces them: "As a result of this review, "."""
_STOPPED = re.compile(r"[.:][ *_]*(?<![\d ])\d{0,2}\Z")
"""The end of a sentence, perhaps with the figure of a footnote behind it."""
_SUBJECT = re.compile(r",?\s(?=(?:the|this|our|its|these|there|below|recommendations?)\b)", re.IGNORECASE)

_VERB = re.compile(r"\brecommend(?:s|ed|ing)?\b", re.IGNORECASE)
_STORY = re.compile(r"\b(?:was|were|had|did|not|never|should|must|that|he|she|they|his|her|if|when)\b", re.IGNORECASE)
"""Words of a sentence of the story, and of a recommendation itself."""
_LEADS = re.compile(r"(?:\s+that)?(?:\s+(?:the\s+following|as\s+follows))?:", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:(?:the|this|our)\s+(?:[\w-]+\s+){0,2}?(?:panel|review|report|authors?|chair|board|partnership)|we|it)\s+"
    r"(?:(?:is|has|have|would|also|further|therefore|like\s+to)\s+)*"
    r"(?:ask|propose|request|suggest|urge|advise|call|seek)(?:e?[sd])?"
    r"(?:\s+(?:for|that|the\s+following|as\s+follows|these\s+(?:actions|changes|steps)))*:",
    re.IGNORECASE,
)
"""A lead-in with another verb: "The panel has asked:"."""
_WHAT = re.compile(
    r"(?:(?:part|section|chapter)\s+\w{1,5}\s*[-–—:.]\s+)?what\s+(?:(?:should|must|needs?\s+to|has\s+to|ought\s+to|we\s+want\s+to(?:\s+see)?)\s+"
    r"(?:change[ds]?|happen|improve|be\s+(?:done|different|changed|better))(?:\s+(?:now|next|in\s+future|as\s+a\s+result|because[^.;:]{1,40}))?"
    r"|(?:we|(?:the|this)\s+(?:panel|review|report))\s+(?:(?:is|are|has|have)\s+)?"
    r"(?:ask|propose|request|suggest|call\s+for|calls\s+for)(?:e?[sd]|ing)?(?:\s+(?:of|for|from)\s+[^.;:?]{1,60})?)\??",
    re.IGNORECASE,
)
"""What heads recommendations without calling them so."""
_PROPOSALS = re.compile(
    r"(?:(?:our|the|my|(?:panel|review|author|chair)[’']?s)\s+)?(?:key\s+|further\s+)?proposals"
    r"(?:\s+(?:for|to)\s+(?:improve(?:ment)?s?|change|action|the\s+future|services?|agencies|practice)\b[^.;:?]{0,40})?",
    re.IGNORECASE,
)
"""What some call their recommendations."""
_THAT = re.compile(r"(?<=\w)\s+that\Z", re.IGNORECASE)
_MEASURES = re.compile(r"\A\s+(?:actions?|changes|improvements|steps|measures)\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s+(?:to|for|by|in|from|as|after|following)\s+\S[^.;:?!]*", re.IGNORECASE)
_LONGEST_HEADING = 8
"""So many words at most has a heading."""


def heads_what_is_recommended(text: str, *, marked: bool = False) -> bool:
    """True if words head recommendations with a form of the verb: "What we recommend", "Actions recommended for us".

    So do those that ask for change: "What should change?".

    The verb is the last word, or says of whom; what says what is recommended is no heading but a sentence.

    Args:
        text: The words.
        marked: Whether the page marks them as a heading, so that "The review recommends that" is one without a colon.
    """
    if _WHAT.fullmatch(text.strip(" #*_:")) or _PROPOSALS.fullmatch(text.strip(" #*_:")):
        return True
    said = text.strip(" #*_:?")
    if marked or text.rstrip(" *_")[-1:] == ":":
        said = _THAT.sub("", said)
    words = said.split()
    found = _VERB.search(said)
    if found is None or not 1 < len(words) <= _LONGEST_HEADING or said[-1] in ".!,;" or said[:1].islower():
        return False
    rest = _MEASURES.sub("", said[found.end() :], count=1)
    asked = words[0].casefold() == "what"  # "What was recommended"
    return (not rest or _OF_WHOM.fullmatch(rest) is not None) and (asked or _STORY.search(said) is None)


def only_leads_in(text: str) -> bool:
    """True if words only say that what follows is recommended, and not to whom: "It is further recommended that:"."""
    said = text.strip(" *_")
    if _ASKS.fullmatch(said):
        return True
    found = _VERB.search(said, 0, _LONGEST)
    return found is not None and said[-1] == ":" and _LEADS.fullmatch(said, found.end()) is not None


def announces(text: str) -> bool:
    """True if a paragraph says that recommendations are made, and nothing that is one."""
    return announced(text) is not None


def introduces(text: str) -> bool:
    """True if a sentence right above a list speaks of recommendations and asks for nothing itself.

    Such sentences are written in more ways than `announces` knows: "What follows from the learning are eight
    recommendations for the agencies of the county."
    """
    words = text.split()
    plain = len(words) > _FEWEST and _STOPPED.search(text) is not None and _RECOMMENDATIONS.search(text)
    return bool(plain) and not says_should(text) and not begins_with_command(text)


def only_introduces(text: str) -> bool:
    """True if a paragraph speaks of recommendations, and asks for nothing in any other word either."""
    return introduces(text) and not wishes(_RECOMMENDATIONS.sub("", text))


def introduces_what_follows(text: str) -> bool:
    """True if a paragraph with a number of its own says that those with the next ones are recommendations."""
    return announces(text) or (introduces(text) and _FOLLOW.search(text) is not None)


def announces_below(text: str) -> bool:
    """True if a sentence says that the recommendations which it describes are given below, and asks for nothing."""
    return _GIVEN_BELOW.search(text) is not None and only_introduces(text)


def breaks_off_before_list(text: str) -> bool:
    """True if a paragraph ends with "that" and names no actor before it: "To prevent this the panel believes that"."""
    return text.endswith(" that") and not says_should(text)


def announced(text: str) -> str | None:
    """For whom a paragraph says that recommendations are made, in its words; empty without any.

    `None` for a paragraph that says anything else.
    """
    said = text.strip(" *_")
    if _SHOWS.fullmatch(said) or _TO_THOSE_BELOW.fullmatch(said):
        return ""
    found = next((found for each in _beginnings(said) if (found := _announcement(each))), None)
    return found and ((found["whom"] or "").strip() if found["to"] else "")


def _beginnings(text: str) -> Iterator[str]:
    """A sentence, and what it says behind each thing that it may begin with."""
    yield text
    if _LEAD_IN.match(text):
        yield from (text[found.end() :] for found in _SUBJECT.finditer(text, 0, _LONGEST))


def _announcement(text: str) -> re.Match[str] | None:
    found = _ANNOUNCES.fullmatch(text)
    return found or (_FOLLOWING.fullmatch(text) if _BELOW.search(text) else None)
