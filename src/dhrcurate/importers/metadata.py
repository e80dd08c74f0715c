"""The facts of the review as a whole on a page: labels, title, summary, year of death."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from urllib.parse import urlsplit

from dhrcurate.importers.model import Metadata
from dhrcurate.importers.pages.page import Line, Page, settled, unwrapped
from dhrcurate.importers.partnerships import area_alone

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
_BARE = {kind: re.compile(words, re.IGNORECASE) for kind, words in _LABELS.items() if kind not in {"url", "title"}}
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
_LONGEST_FACTS = 300
"""So many characters at most has a paragraph of facts."""
_OF_REVIEW = re.compile(
    r"(?:(?:the|a|overview|final|executive|summary|report|of|domestic|homicide|abuse|related|death|dhr|dardr|review)\s*)+"
    r"(?:,\s+\d{4})?",
    re.IGNORECASE,
)
"""What a line may say beside its facts: that it is of a review, and of which year."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH_MONTHS = (
    "ionawr", "chwefror", "mawrth fawrth", "ebrill", "mai fai", "mehefin fehefin", "gorffennaf orffennaf", "awst",
    "medi fedi", "hydref", "tachwedd dachwedd", "rhagfyr ragfyr",
)  # fmt: skip
"""Months in Welsh, and as they are written after some words."""
_WELSH = {name: i for i, names in enumerate(_WELSH_MONTHS, 1) for name in names.split()}
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>0[1-9]|[12]\d|3[01]))?(?!\d)"),
    re.compile(
        r"(?:(?P<d>\d{1,2})(?:st|nd|rd|th|af|il|ydd|fed|eg|ain)?\s+(?:of\s+|o\s+)?)?(?P<w>[A-Za-z]{3,10})\.?,?\s+(?P<y>\d{4})(?!\d)"
    ),
    re.compile(r"(?P<w>[A-Za-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?:(?P<d>\d{1,2})/)?(?P<m>0?[1-9]|1[0-2])/(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<y>\d{4})(?!\d)"),
)
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


def read_date(text: str) -> str | None:
    """The date with which a text begins, as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` if there is none."""
    text = text.strip()
    for pattern in _DATES:
        found = pattern.match(text)
        if found is None:
            continue
        part = found.groupdict()
        month = int(part["m"]) if part.get("m") else 0
        if (word := part.get("w")) and not (month := _month(word)):
            continue
        day = int(part["d"]) if part.get("d") else 0
        if day > 31:
            continue
        return part["y"] + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if month and day else "")
    return None


def _month(word: str) -> int:
    """The number of a month, in English or Welsh; 0 for another word."""
    short = word[:3].lower()
    return _WELSH.get(word.lower(), 0) or (_MONTHS.index(short) + 1 if short in _MONTHS else 0)


def fill(metadata: Metadata, **more: object) -> Metadata:
    """The metadata with values for what it lacks."""
    lacking = {name: value for name, value in more.items() if getattr(metadata, name) is None and value is not None}
    return replace(metadata, **lacking)  # type: ignore[arg-type]  # the names are those of the class, its fields differ


def _labelled(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Labels and their values; of several values of a label the first counts."""
    seen: set[str] = set()
    for i, line in enumerate(lines):
        found = _labels(line.text)
        for at, label in enumerate(found):
            end = found[at + 1].start() if at + 1 < len(found) else len(line.text)
            value = line.text[label.end() : end].strip(" \t\xa0·|,;-")
            if not value and len(found) == 1 and i + 1 < len(lines):
                value = lines[i + 1].text
            kind = str(label.lastgroup)
            if value and kind not in seen:
                seen.add(kind)
                yield kind, value
        if not found:
            for kind, value in _said(line.text):
                if kind not in seen:
                    seen.add(kind)
                    yield kind, value
        if not found and i + 1 < len(lines):
            for kind, pattern in _BARE.items():
                if kind not in seen and pattern.fullmatch(line.text) and len(lines[i + 1].text) < 80:
                    seen.add(kind)
                    yield kind, lines[i + 1].text


def _said(text: str) -> list[tuple[str, str]]:
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
    named = found is not None and all(word[:1].isupper() or word in _IN_PLACES for word in found["area"].split())
    return found["area"] if found and named else None


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
