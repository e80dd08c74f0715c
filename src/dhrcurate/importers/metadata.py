"""The facts of the review as a whole on a page: labels, title, summary, year of death."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from urllib.parse import urlsplit

from dhrcurate.importers.dates import read_date
from dhrcurate.importers.facts import parted, said, with_colon
from dhrcurate.importers.model import Metadata
from dhrcurate.importers.pages.page import Line, Page, settled, unwrapped

_LABELS = {
    "csp": r"csp|community safety partnership|partneriaeth diogelwch cymunedol|partnership|area|local authority",
    "published": r"published|publication date|date published|date of publication|cyhoeddwyd|dyddiad cyhoeddi",
    "report_date": r"report date|date of report|report completed|review completed|dyddiad yr adroddiad",
    "year_of_death": r"year of death|date of death|deaths?|death year|year of homicide|died"
    r"|(?:blwyddyn|dyddiad) y farwolaeth",
    "stated_count": r"extracted|extracted recommendations|recommendations|number of recommendations",
    "title": r"title|review title",
    "url": r"url|link|address|page",
    "library_id": r"library id|reference|library reference|review id",
    "publisher": r"source|publisher|published by",
}
_LABEL = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items()) + r")\s?:(?!//)(?=\s|$)",
    re.IGNORECASE,
)
_SURE = frozenset({"csp", "published", "report_date", "year_of_death", "stated_count"})
_FACTS = frozenset({"csp", "published", "report_date", "year_of_death", "library_id"})
"""Labels that stand over no recommendations, as "Recommendations: Wold Police" may."""
_BARE = {kind: re.compile(words, re.IGNORECASE) for kind, words in _LABELS.items() if kind not in {"url", "title"}}
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20\d\d)(?!\d)")
COUNT = re.compile(
    r"(\d{1,4})\s+(?:recommendations?\b|recs?\b|(?i:recommendations?|recs?)\s+(?i:pulled|extracted|found)\b)"
)
"""A count of recommendations. With a capital letter and nothing more it is the number and heading of a chapter."""
_STATED = re.compile(r"\d{1,4}(?![\d):]|\.\s*\S)(?!\s+\W?(?![Rr]ec)[A-Z])")
"""A count after a label, and not the number of the first recommendation below a heading."""
_SUMMARY = re.compile(
    r"(?:the\s+|case\s+|review\s+|executive\s+|report\s+)*(?:summary|overview|synopsis)\W*", re.IGNORECASE
)
_TITLE = re.compile(
    r"(?P<area>\S.{0,80}?)\s+(?:domestic homicide\s+|domestic abuse related death\s+)?review", re.IGNORECASE
)
_GENERIC = re.compile(
    r"(?:source|statutory|a|the|about|this|page|domestic|homicide|abuse|related|death|single|unified"
    r"|safeguarding|review|reviews|dhr|dardr|susr|\W)+",
    re.IGNORECASE,
)
_IN_PLACES = frozenset({"and", "&", "of", "on", "upon", "in", "the", "with", "under", "le", "by"})
_NO_PLACE = re.compile(
    r"\b(?:guidance|guides?|policy|process|leaflet|information|about|learning|lessons|findings|summary|report|response)\b",
    re.IGNORECASE,
)
"""Words of titles of what is written about reviews."""
_RECOMMENDATIONS = re.compile(r"\brecommendations?\b|\brecs\b|\bargymhell(?:ion|iad|iadau)\b", re.IGNORECASE)
_PLAN = re.compile(r"\baction plans?\b", re.IGNORECASE)
_LIBRARY_ID = re.compile(r"/([0-9a-f]{8})(?:-[\w-]*)?/?$")


def read_metadata(page: Page, end: int) -> Metadata:
    """Reads the labels, the title and the summary before a page's recommendations.

    Args:
        page: The page.
        end: How many of its lines stand before the recommendations.
    """
    lines = unwrapped(settled(page.lines)[:end])
    values = dict(_labelled(lines))
    year = _YEAR.search(values.get("year_of_death", ""))
    count = _STATED.match(values.get("stated_count", ""))
    counted = next((m for line in lines if (m := COUNT.match(line.text))), None)
    title = values.get("title") or _title(lines)
    csp = _clean(values.get("csp")) or _area(title)
    url = page.url or values.get("url") or _report(page.links)
    id_in_url = _LIBRARY_ID.search(urlsplit(url).path) if url else None
    return Metadata(
        title=title,
        csp=csp,
        published=read_date(values.get("published", "")),
        report_date=read_date(values.get("report_date", "")),
        year_of_death=int(year.group()) if year else None,
        summary=_summary(lines),
        publisher=_publisher(lines, values),
        url=url,
        library_id=values.get("library_id") or (id_in_url[1] if id_in_url else None),
        stated_count=int(count.group()) if count else int(counted[1]) if counted else None,
    )


def fill(metadata: Metadata, **more: object) -> Metadata:
    """The metadata with values for what it lacks."""
    lacking = {name: value for name, value in more.items() if getattr(metadata, name) is None and value is not None}
    return replace(metadata, **lacking)  # type: ignore[arg-type]  # the names are those of the class, its fields differ


def _labelled(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Labels and their values; of several values of a label the first counts."""
    seen: set[str] = set()
    behind: list[tuple[str, str]] = []  # facts behind a name, which count where no label gives them
    for i, line in enumerate(lines):
        text = with_colon(line.text)
        found = _labels(text)
        for at, label in enumerate(found):
            end = found[at + 1].start() if at + 1 < len(found) else len(text)
            value = text[label.end() : end].strip(" \t\xa0·|,;-")
            if not value and len(found) == 1 and i + 1 < len(lines):
                value = lines[i + 1].text
            kind = str(label.lastgroup)
            if kind == "csp":
                value, facts = parted(value)
                behind += facts
            if value and kind not in seen:
                seen.add(kind)
                yield kind, value
        if not found:
            for kind, value in said(line.text):
                if kind not in seen:
                    seen.add(kind)
                    yield kind, value
        if not found and i + 1 < len(lines):
            for kind, pattern in _BARE.items():
                if kind not in seen and pattern.fullmatch(line.text) and len(lines[i + 1].text) < 80:
                    seen.add(kind)
                    yield kind, lines[i + 1].text
    yield from ((kind, value) for kind, value in reversed(behind) if kind not in seen)


def _labels(text: str) -> list[re.Match[str]]:
    """The labels of a line: where it starts, after a separator, and in its middle where it holds several sure ones."""
    found = list(_LABEL.finditer(text))
    several = sum(label.lastgroup in _SURE for label in found) > 1
    return [
        label
        for label in found
        if not (before := _before(text, label.start()))
        or before in "|·;↗"
        or (several and label.lastgroup in _SURE and label.group()[:1].isupper())
    ]


def states_fact(text: str) -> bool:
    """True if a line gives a fact of the review after a label: "Community Safety Partnership: Safer Wold"."""
    return any(label.lastgroup in _FACTS for label in _labels(with_colon(text)))


def _before(text: str, at: int) -> str:
    """The last character before a place that is no blank; empty if there is none."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return text[at - 1 : at]


def _title(lines: Sequence[Line]) -> str | None:
    first = next((i for i, line in enumerate(lines) if _labels(line.text)), len(lines))
    for line in lines[: first + 1]:
        text = line.text
        if labels := _labels(text):
            text = text[: labels[0].start()]
        text = re.sub(r"^source\s*[·:|–-]\s*(?:domestic homicide review)?\s*", "", text.strip(), flags=re.IGNORECASE)
        found = _TITLE.fullmatch(text)
        if found and not _GENERIC.fullmatch(found["area"] + " "):
            return text
    above = takewhile(lambda line: not is_recommendations_heading(line.text), lines)  # what follows are its parts
    headings = (line.text for line in above if line.heading)
    heading = next((text for text in headings if not _GENERIC.fullmatch(text)), None)
    return heading if heading and not _SUMMARY.fullmatch(heading) else None


def _area(title: str | None) -> str | None:
    """The area in a title such as "Northwold and Fenwick review"; other words than a place's name tell of none."""
    found = _TITLE.fullmatch(title) if title else None
    words = found["area"].split() if found else []
    named = all(word[:1].isupper() or word in _IN_PLACES for word in words)
    if found is None or not named or words[-1] in _IN_PLACES or _NO_PLACE.search(found["area"]):
        return None
    return found["area"]


def _clean(value: str | None) -> str | None:
    return value.strip(" .·|") or None if value else None


def _summary(lines: Sequence[Line]) -> str | None:
    start = next((i for i, line in enumerate(lines) if _SUMMARY.fullmatch(line.text)), None)
    if start is None:
        inline = (re.match(r"(?:summary|overview)\s*:\s+(?=\S)", line.text, re.IGNORECASE) for line in lines)
        return next((line.text[m.end() :] for line, m in zip(lines, inline, strict=True) if m), None)
    paragraphs = []
    for line in lines[start + 1 :]:
        if line.heading or is_recommendations_heading(line.text) or COUNT.match(line.text):
            break
        paragraphs.append(line.full)
    return "\n\n".join(paragraphs) or None


def is_recommendations_heading(text: str) -> bool:
    """True if a line is a heading over recommendations, such as "Extracted recommendations"."""
    return _is_heading(text) and _RECOMMENDATIONS.search(text) is not None


def is_plan_heading(text: str) -> bool:
    """True if a line is a heading over actions, such as "Single agency action plan"."""
    return _is_heading(text) and _PLAN.search(text) is not None


def _is_heading(text: str) -> bool:
    words = text.strip(" #*_:").split()
    return 0 < len(words) <= 8 and text.rstrip()[-1:] not in ".?!,;" and not text[:1].islower()


def _report(links: Sequence[tuple[str, str]]) -> str | None:
    wanted = re.compile(r"full report|view report|source", re.IGNORECASE)
    return next((url for text, url in links if wanted.search(text) and urlsplit(url).scheme in {"http", "https"}), None)


def _publisher(lines: Sequence[Line], values: dict[str, str]) -> str | None:
    text = values.get("publisher")
    if text is None:
        found = re.search(
            r"(?:[.)↗]|^)\s*Source:\s*(?P<who>[^.\n]{3,80}?)\s*(?:\.|$)", "\n".join(x.text for x in lines)
        )
        return found["who"] if found else None
    return text.split(". ")[0].rstrip(". ")
