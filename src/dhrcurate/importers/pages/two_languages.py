"""Labels that a page has in two languages, each with the number: "Argymhelliad 1 / Recommendation 1"."""

from __future__ import annotations

import re
from dataclasses import replace

from dhrcurate.importers.pages.page import Line, Page

_NUMBER = r"(?:\d{1,3}[a-z]?|[a-zâêîôûŵŷ]{2,14})"
_TWICE = re.compile(
    rf"(?P<around>[*_]*)(?:argymhelliad\s+(?P<welsh>{_NUMBER})[.:]?\s*[/|–—-]\s*(?P<second>recommendation\s+(?P<after>{_NUMBER})\b)"
    rf"|(?P<first>recommendation\s+(?P<before>{_NUMBER}))[.:]?\s*[/|–—-]\s*argymhelliad\s+(?P<other>{_NUMBER})\b)"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def in_one_language(page: Page) -> Page:
    """The page with such labels in English alone, as its recommendations are; the number in both must be one.

    Args:
        page: The page.
    """
    return replace(page, lines=tuple(map(_in_one, page.lines)))


def _in_one(line: Line) -> Line:
    found = _TWICE.fullmatch(line.text) if "/" in line.text or "rgymhelliad" in line.text else None
    if found is None:
        return line
    welsh, english = found["welsh"] or found["other"], found["after"] or found["before"]
    if welsh[:1].isdecimal() and welsh.casefold() != english.casefold():
        return line
    return replace(line, text=f"{found['around']}{found['second'] or found['first']}{found['rest']}")
