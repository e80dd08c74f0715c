"""Headings of what follows the recommendations of a report or stands at the end of a web page."""

from __future__ import annotations

import re

from dhrcurate.importers.pages.page import Line

_NEXT = re.compile(
    r"(?:what|where|how|who|why|when|need|do|if you|can)\b[^.:;]{0,70}\?"
    r"|(?:need|(?:get|find|seek)(?:t?ing)?(?: more| some)?|if you need) help"
    r"|what (?:has|have|is|was|will|we|happens?)\b[^.:;]{0,50}"
    r"|contact(?:s| us| details)?|useful (?:contacts|links|information|numbers)|works cited|(?:end|foot)notes"
    r"|(?:list of )?(?:(?: and )?(?:glossary|references|bibliography|abbreviations|acronyms)(?: of terms| used)?)+"
    r"|(?:for )?(?:further|more) (?:information|details?|reading|help|advice|support)"
    r"|(?:appendi(?:x|ces)|annex(?:es)?)\b(?: \w{1,3}\s?[.:–—-])?[^.:;]{0,50}|terms of reference|acknowledge?ments?"
    r"|(?:the )?(?:(?:dhr|domestic homicide|review|overview|independent) )*panel(?: members| membership)?"
    r"|(?:members|membership|composition) of the (?:(?:dhr|domestic homicide|review|overview) )*panel"
    r"|(?:in )?conclusions?|(?:in (?:closing|summary)|reading list|(?:recommended|selected|suggested) reading|sources?)"
    r"|(?:how to )?(?:get|getting) in touch(?: with us)?"
    r"|how to (?:contact|find|get|reach) (?:advice|help|more|out more|support|us)"
    r"|(?:closing|concluding|final) (?:comments?|observations?|reflections?|remarks|thoughts?|words?)"
    r"|(?:report |summary |document )?ends|(?:the )?end|diwedd|end of (?:the |this )?(?:report|summary|document|review)"
    r"|background|next steps|(?:the )?action plan|progress(?: so far| to date| made| update)?"
    r"|(?:help and |advice and |getting )?support(?: services| available| and advice| and help)?|downloads?"
    r"|(?:(?:useful|related|supporting|key) )?(?:links?|documents?|downloads?|reports?|pages|publications?)"
    r"|(?:key )?(?:lessons|learning|lesson(?= learn))(?: (?:to be )?learn(?:ed|t)| points)?"
    r"|key (?:findings|issues|themes|events)"
    r"|(?:actions?|changes|improvements|steps)(?: already)? (?:taken|made|completed|since)\b[^.:;]{0,50}"
    r"|(?:report |date |review |first |last )?published\b.{0,40}\d{4}|(?:date|version)\b.{0,30}\d",
    re.IGNORECASE,
)
"""Lines with which something else begins, or that stand at a page's end."""
_CLOSES = re.compile(
    r"(?:the )?(?:next steps\b[^.:;]{0,50}|ways? forward)|(?:after|beyond|following) (?:the|this) (?:report|review)"
    r"|(?:an? |some )?(?:closing|concluding|final) (?:comments?|observations?|reflections?|remarks|statement|thoughts?"
    r"|words?)(?: (?:by|from|of|on)\b[^.:;]{0,50})?|(?:moving|looking|going) (?:ahead|forward|on|to the future)"
    r"|afterword|postscript",
    re.IGNORECASE,
)
"""Titles of chapters that close a report."""
_LANGUAGES = " / "
"""What stands between a title and the same in another language."""


def begins_another_part(line: Line) -> bool:
    """True if a line is the heading of something that follows the recommendations, or stands at a page's end."""
    return _is_titled(line, _NEXT)


def closes_report(line: Line) -> bool:
    """True if a line is the title of a chapter that closes a report, such as "The way forward".

    What asks for something there may be a recommendation, so that it is told of.
    """
    return _is_titled(line, _CLOSES)


def _is_titled(line: Line, titles: re.Pattern[str]) -> bool:
    if line.item or not (line.gap or line.heading):
        return False
    said = line.text.rstrip(" :")
    return any(titles.fullmatch(each) for each in (said, *said.split(_LANGUAGES)))
