"""Facts of a review in a line: sentences that say nothing else, and what stands behind the name of a partnership."""

from __future__ import annotations

import re

from dhrcurate.importers.dates import read_date
from dhrcurate.importers.partnerships import area_alone

_WHEN = r"(?:\s+(?:on|in|during|ar|(?:yn|ym)(?:\s+mis)?))?\s+(?P<value>[\w/-]+(?:,?\s[\w/-]+){0,3})(?<=\d)"
_SAID = {
    "published": re.compile(
        rf"(?:(?:(?:the|this)\s+(?:review|report|page)\s+was\s+)?published|cyhoeddwyd):?{_WHEN}", re.IGNORECASE
    ),
    "report_date": re.compile(
        rf"the\s+(?:review|report)\s+(?:(?:is|was)\s+)?(?:completed|written|dated){_WHEN}", re.IGNORECASE
    ),
    "year_of_death": re.compile(
        rf"(?:the\s+(?:death|homicide|killing|murder)\s+(?:occurred|happened|took\s+place|was)"
        rf"|(?:deaths?|homicides?|killing|murder)(?=:|\s+(?:in|on|during)\b)|died|(?:year|date)\s+of\s+death|(?:marwolaeth|bu\s+farw)(?=\s+(?:yn|ym|ar)\b)):?{_WHEN}",
        re.IGNORECASE,
    ),
}
"""Sentences that say of the review when it was, and nothing else."""
_WHOSE_IN_WELSH = re.compile(
    r"(?i:partneriaeth\s+diogelwch\s+cymunedol)\s+(?P<value>[A-Z][\w’'-]*(?:\s+(?:a|ac|y|yr|[A-Z][\w’'-]*)){0,5})"
)
"""A sentence that is nothing but the name of a partnership."""
_APART = re.compile(r"(?<=[.;])\s+|\s+[-–—|·]\s+|,\s+(?!\d{4}\b)|\s*[()]\s*")
"""What stands between the facts of a line."""
_BEHIND_NAME = re.compile(r"\s*[.;,(]\s*|\s+[-–—|·]\s+")
"""What may stand between the name of a partnership and another fact."""
_DASHED = re.compile(
    r"(?i:csp|community\s+safety\s+partnership)\s+[-–—]\s+(?=[A-Z])"
    r"(?!.*\b(?i:reviews?|DHRs?|reports?|recommendations?|plans?|summary|minutes|meeting|guidance)\b)"
)
"""A label that a dash follows, and no title of a review."""
_LONGEST_DATE = 4
"""A date has at most so many words: "the 3rd of May 2020" without its article."""
_LONGEST_FACTS = 300
"""So many characters at most has a paragraph of facts."""
_OF_REVIEW = re.compile(
    r"(?:(?:the|a|overview|final|executive|summary|report|of|domestic|homicide|abuse|related|death|dhr|dardr|review)\s*)+"
    r"(?:,\s+\d{4})?",
    re.IGNORECASE,
)
"""What a line may say beside its facts: that it is of a review, and of which year."""


def with_colon(text: str) -> str:
    """A line whose label of a partnership is followed by a dash, with a colon in its place; any other as it is."""
    found = _DASHED.match(text)
    return f"CSP: {text[found.end() :]}" if found else text


def parted(value: str) -> tuple[str, list[tuple[str, str]]]:
    """The name of a partnership and the facts that stand behind it, such as when its review was published."""
    if len(value) > _LONGEST_FACTS:
        return value, []
    for apart in _BEHIND_NAME.finditer(value):
        if apart.start() and (facts := _facts(value[apart.end() :])) is not None:
            return value[: apart.start()], facts
    return value, []


def _facts(text: str) -> list[tuple[str, str]] | None:
    """The facts of words that are nothing else; a date without a label is that of publication."""
    facts: list[tuple[str, str]] = []
    for piece in _APART.split(text):
        words = piece.strip(" .;,()")
        if not words or _OF_REVIEW.fullmatch(words):
            continue
        kind, found = next(((k, m) for k, p in _SAID.items() if (m := p.fullmatch(words))), ("published", None))
        date = found["value"] if found else words
        if read_date(date) is None or not date[-1:].isdigit() or len(date.split()) > _LONGEST_DATE:
            return None
        facts.append((kind, date))
    return facts


def said(text: str) -> list[tuple[str, str]]:
    """The facts of a paragraph of such sentences only; one sentence among others may be about something else."""
    values: list[tuple[str, str]] = []
    if len(text) > _LONGEST_FACTS:
        return values
    for sentence in _APART.split(text.strip()):
        words = sentence.rstrip(".; ")
        whose = _WHOSE_IN_WELSH.fullmatch(words)
        if area := whose["value"].strip() if whose else area_alone(re.sub(r",\s+\d{4}\Z", "", words)):
            values.append(("csp", area))
            continue
        if not words or _OF_REVIEW.fullmatch(words):
            continue
        kind, found = next(((k, m) for k, p in _SAID.items() if (m := p.fullmatch(words))), ("", None))
        if found is None or read_date(found["value"]) is None:
            return []
        values.append((kind, found["value"]))
    return values
