"""Sentences about a report and its recommendations, which ask nothing of those whom it recommends something.

`Readers should note …`, `A full list of the actions to be taken is at Annex 2.`, `It is for the Partnership to decide
how they are put in place.`: they stand among the recommendations, in the same form, and are none.
"""

from __future__ import annotations

import re

from dhrcurate.domain.verb_words import ACTIONS

_WISHED = re.compile(r"\b(?:should|must|shall|needs?\s+to|ought\s+to|recommends?|recommended)\b", re.IGNORECASE)
_READERS = re.compile(
    r"\W*(?:the\s+)?readers?\s+(?:of\s+this\s+\w+\s+)?(?:should|must|may|will|is|are|can)\b", re.IGNORECASE
)
_READ_SO = re.compile(
    r"\W*(?:these|they|those|this|it|both|all\s+of\s+(?:these|them)|(?:the|these|all)\s+(?:\w+\s+){0,2}?recommendations"
    r"|this\s+(?:chapter|section|report|plan|list))\b[^.;:]{0,40}?\b(?:should|must|needs?\s+to|ought\s+to)\s+(?:also\s+"
    r"|always\s+)?be\s+(?:(?:read|seen|understood|viewed)\s+(?:together|alongside|with|in|as|against)"
    r"|(?:considered|taken)\s+(?:together|alongside|with)|borne\s+in\s+mind)\b",
    re.IGNORECASE,
)
"""How something in the report is to be read."""
_SHOWS = re.compile(
    r"\W*(?:(?:an?|the|all|each|these|full|complete|further|more|other|national|local|single|individual|agency|action"
    r"|brief|short|of)\s+){0,4}(?:details?|lists?|summar(?:y|ies)|tables?|plans?|charts?|timescales?|timetables?|dates?"
    r"|steps|recommendations?|actions?|chapters?|sections?|appendi(?:x|ces)|annex(?:es)?|names|reasons)\b[^.;:]{0,120}?\b"
    r"(?:(?:is|are)\s+(?:in|at|on|within|overleaf|below|above|given|set\s+out|shown|noted|listed|marked|found|described"
    r"|explained|grouped|numbered|printed|not\s+repeated)|sets?\s+out|shows?|lists?|describes?|explains?|contains?"
    r"|can\s+be\s+(?:found|seen|read)|appears?)\b",
    re.IGNORECASE,
)
"""What a part of the report holds, or where it is."""
_NOTED = re.compile(
    r"[^.;:]{0,120}?\b(?:this|that|which|they|these)\s+(?:is|are)\s+(?:noted|shown|marked|set\s+out|described|listed"
    r"|explained|summarised)\b[^.;:]{0,40}\b(?:plan|section|chapter|annex|appendix|table|report|below|above|overleaf)\b",
    re.IGNORECASE,
)
_PANEL = re.compile(
    r"\W*(?:the\s+)?(?:\w+\s+){0,2}?(?:panel|review|chair|authors?|reviewers?)\s+(?:has|have|had|is|was|were|thanks?"
    r"|would\s+like\s+to\s+thank|wish(?:es)?\s+to\s+thank|sought|tried|knows?|recogni[sz]es?|notes?|thinks?)\b"
    r"(?!\s+(?:to\b|also\s+|therefore\s+)*(?:ask|request|urge|invite|of\s+the\s+view|be\b|make\b|give\b))(?!\s+to\b)",
    re.IGNORECASE,
)
"""What those who wrote the report did or think, as long as nothing is recommended."""
_LEFT_TO = re.compile(
    r"\W*it\s+(?:is|will\s+be|remains)\s+(?:for|up\s+to)\b[^.;:]{0,80}?\bto\s+(?:decide|determine|agree|consider|judge)\b"
    r"[^.;:]{0,80}?\b(?:they|these|them|those|recommendations|plan)\b",
    re.IGNORECASE,
)
_WERE_ASKED = re.compile(
    r"\W*(?:(?!who\b|that\b)[\w’'-]+\s+){1,5}?(?:was|were)\s+(?:all\s+)?(?:asked|invited)\s+to\b", re.IGNORECASE
)
_FOLLOWING = re.compile(
    r"\W*(?:the\s+following|what\s+follows|those\s+below)\s+(?:(?:is|are)\s+for|appl(?:y|ies)|concerns?)\b",
    re.IGNORECASE,
)
_INDICATIVE = (_SHOWS, _NOTED, _PANEL, _LEFT_TO, _WERE_ASKED, _FOLLOWING)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“])")
_FIRST = re.compile(r"\W*([A-Za-z-]+)")
_MOST = 300


def is_about_report(text: str) -> bool:
    """Return whether every sentence of a text is about the report, its readers or its recommendations."""
    return len(text) <= _MOST and all(map(_is_about, _SENTENCE.split(text.strip())))


def _is_about(sentence: str) -> bool:
    first = _FIRST.match(sentence)
    if first is None or first[1].casefold() in ACTIONS:
        return False
    if _READERS.match(sentence) or _READ_SO.match(sentence):
        return True
    return _WISHED.search(sentence) is None and any(one.match(sentence) for one in _INDICATIVE)
