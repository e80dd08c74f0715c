"""Which review a page is of: its title page tells one review from reviews in general."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dhrcurate.importers.facts import with_colon
from dhrcurate.importers.metadata import read_metadata
from dhrcurate.importers.pages.page import Line, Page
from dhrcurate.importers.partnerships import area_in

_I = "[i1l|]"
"""The letter as programs that read from paper write it in capitals: "HOMlCIDE"."""
REVIEW = re.compile(
    rf"\b(?:domest{_I}c (?:hom{_I}c{_I}de|abuse related death) rev{_I}ew"
    r"|single unified safeguarding review|DH ?R|DARDR|SUSR"
    r"|adolygiad(?:au)?(?: o)? (?:dd?ynladdiad|ll?addiad|[fm]arwolaeth)[a-z ]{0,40} domestig"
    r"|adolygiad(?:au)? diogelu unedig sengl)\b",
    re.IGNORECASE,
)
_TITLE_OF_REVIEW = re.compile(r"(?:[A-Z]\S*\s+(?:and\s+|of\s+|upon\s+)?){1,6}[Rr]eview(?:\s+\S{1,12})?")
_LABELLED = re.compile(r"(?:csp|community safety partnership)\s?:\s*\S", re.IGNORECASE)
_INTO_DEATH = re.compile(
    r"(?:(?:the|an?|independent|domestic|homicide|abuse|final|executive|overview|summary|report|review|inquiry|of|DHR)\s+)+"
    r"(?:in)?to\s+the\s+(?:[a-z]+\s+){0,2}?(?:deaths?|killing|murder|homicide)\s+of\s+(?P<whom>\S.*)",
    re.IGNORECASE,
)
"""The title of a review that says whose death it looked at."""
PLAIN_WORDS = re.compile(
    r"\b(?:the|a|an|executive|overview|summary|final|report|of|into|in|on|for|action|plan|process|guidance|policy"
    r"|guide|leaflet|information|what|is|about|our|your|local|home|page|statutory|national|recommendations?|reviews?)\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"\b(?:process|guidance|policy|guide|leaflet|information|what|how|about|is|are|when|if)\b", re.IGNORECASE
)
"""Words of titles of pages about reviews in general."""
_OF_DEATH = re.compile(
    r"\b(?:deaths?|murder|killing|homicide)\s+of\s+(?:(?:a|the|an)\s+)?(?:[a-z]+\s+){0,2}?[\"'“‘]?[A-Z]|\boverview\s+report\b",
    re.IGNORECASE,
)
"""Titles of reviews of one case: "The death of Mrs O: what we learned", "Overview report"."""
_OF_THE_REVIEW = re.compile(r"\b(?:the|this)\s+(?:panel|review)\b", re.IGNORECASE)
_OF_A_PANEL = re.compile(
    r"\b(?:the|this)\s+(?:(?:review|DHR|homicide)\s+)?panel\b|\bthis\s+review\b|\bindependent\s+chair\b|\bIMRs?\b"
    r"|\bindividual\s+management\s+reviews?\b|\bDHR\b",
    re.IGNORECASE,
)
"""What reports of reviews speak of, and few others."""
_OF_OTHERS = re.compile(
    r"\b(?:scrutiny|inspections?|inspectors?|annual|strategy|audit|consultation|needs assessment|inquest|peer review"
    r"|serious case|safeguarding adults? review|child (?:safeguarding )?practice|DHRs|homicide reviews)\b",
    re.IGNORECASE,
)
"""What else makes recommendations to a partnership."""
HEAD = 40
"""The title of a review stands among so many lines at a page's beginning."""
_REVIEWS = re.compile(rf"(?:{REVIEW.pattern.removesuffix(chr(92) + 'b')})(?P<many>s?)\b", re.IGNORECASE)
"""Reviews as titles of pages about all of them name them."""
_TELLS = re.compile(r"\b(?:is|are|was|were|has|have|had|should|must|will)\b", re.IGNORECASE)
_LONGEST_TITLE = 20


def names_review(text: str) -> bool:
    """True if a line is the title of one review: reviews in general are named without anything beside."""
    if (into := _INTO_DEATH.fullmatch(text)) and len(text.split()) <= _LONGEST_TITLE and text[-1:] not in ".?!:;":
        return re.search(r"[A-Z0-9]", into["whom"]) is not None
    found = REVIEW.search(text)
    if found is None or text[-1:] in ".?!:;" or len(text.split()) > _LONGEST_TITLE:
        return False
    return re.search(r"[A-Z0-9]", PLAIN_WORDS.sub("", text[: found.start()] + text[found.end() :])) is not None


def states_review(page: Page, above: Sequence[Line]) -> bool:
    """True if a page's beginning states of which partnership its review is: with the year of death, or as a review.

    The partnership may be named in ordinary words above the recommendations, if a title says that it is a review. Such
    a title and the year of death tell one review from reviews in general as well.

    Args:
        page: The page.
        above: Its first lines, down to the heading of recommendations.
    """
    head = page.lines[:HEAD]
    stated = read_metadata(page, len(head))
    told = stated.year_of_death is not None or any(REVIEW.search(line.text) for line in head)
    if (stated.csp is not None and told) or _is_titled_and_labelled(page):
        return True
    titled = any(map(_is_title_of_one, above))
    spoken = any(area_in(line.text) for line in above if _is_fact(line))
    return (stated.year_of_death is not None and (titled or spoken)) or (titled and spoken)


def is_titled_as_one(lines: Sequence[Line]) -> bool:
    """True if a title says that a page is one review, and no policy of reviews, nor about them in general.

    Args:
        lines: The first lines of the page.
    """
    return any(names_review(line.text) or _is_title_of_one(line) for line in lines)


def may_be_of_one(page: Page, above: Sequence[Line], heading: str) -> bool:
    """True if words tell that a page is of one review, though not of which partnership.

    A title says so, or that somebody died, or that it is an overview report; or the page names a partnership after a
    label, and the heading of its recommendations speaks of the review. No page about reviews in general is such.

    Args:
        page: The page.
        above: Its first lines, down to the heading of recommendations.
        heading: That heading.
    """
    if any(_is_fact(line) and _is_of_reviews(line.text) for line in above):
        return False
    if is_titled_as_one(above) or any(map(is_title_of_case, above)):
        return True
    return _OF_THE_REVIEW.search(heading) is not None and read_metadata(page, HEAD).csp is not None


def speaks_of_one(page: Page, above: Sequence[Line]) -> bool:
    """True if a page speaks as the report of one review does, and the words above its list of nothing else.

    Args:
        page: The page.
        above: Its lines down to the first recommendation.
    """
    if any(_OF_OTHERS.search(line.text) or (_is_fact(line) and _is_of_reviews(line.text)) for line in above):
        return False
    return any(_OF_A_PANEL.search(line.text) for line in page.lines)


def _is_of_reviews(title: str) -> bool:
    found = _REVIEWS.search(title)
    return found is not None and (found["many"] != "" or _GENERAL.search(title) is not None)


def is_title_of_case(line: Line) -> bool:
    """True if a line may be the title of what was written about one death, though it does not call it a review."""
    title = _is_fact(line) and line.text[-1:] not in ".:;" and _TELLS.search(line.text.split(":", 1)[0]) is None
    return title and _OF_DEATH.search(line.text) is not None


def _is_fact(line: Line) -> bool:
    """True if a line is short and no sentence, as the facts of a review above its recommendations are."""
    return not line.item and len(line.text.split()) <= _LONGEST_TITLE and line.text[-1:] not in "?!"


def _is_title_of_one(line: Line) -> bool:
    """True if a line is what the title page of one review says that it is, and names no guidance about reviews."""
    found = REVIEW.search(line.text)
    return found is not None and _is_fact(line) and line.text[-1:] != "." and _GENERAL.search(line.text) is None


def _is_titled_and_labelled(page: Page) -> bool:
    """True if a page has a title that ends in "review", and a label that names a community safety partnership."""
    lines = page.lines[:HEAD]
    titled = any(_TITLE_OF_REVIEW.fullmatch(line.text) for line in lines)
    return titled and any(_LABELLED.match(with_colon(line.text)) for line in lines)
