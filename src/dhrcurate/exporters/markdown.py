"""Export as Markdown, to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.fields import RECOMMENDATION, REVIEW, SOURCE, Field, Kind
from dhrcurate.domain.visible import visible
from dhrcurate.exporters.model import Entry, Export, Review

_HEADED = tuple(field for field in RECOMMENDATION if field.heading)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)


def render(export: Export) -> Iterator[str]:
    """The file, a review at a time, when all are known: it begins with how many there are."""
    reviews = list(export.each())
    masked = ", personal data masked" if export.masked else ""
    counts = f"Recommendations: {export.count}, reviews: {len(reviews)}"
    yield f"# Recommendations\n\n{counts}. Exported {export.at} by {export.tool}{masked}.\n"
    for review in reviews:
        yield "".join(_review(review))


def literal(text: str) -> str:
    """Text that shows in Markdown as it is."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", visible(text)))


def _review(review: Review) -> Iterator[str]:
    record = review.record
    yield f"\n## {literal(record.review.title)}\n\n"
    facts = {"Record": record.id}
    for table, values in ((REVIEW, record.review), (SOURCE, record.source)):
        facts |= {field.heading: getattr(values, field.name) for field in table if field.heading}
    facts["Digest"] = review.digest
    yield "".join(f"- {heading}: {literal(str(value))}\n" for heading, value in facts.items() if value)
    if record.review.wording == "summarised":
        yield "- The recommendations are summaries in other words than the report's.\n"
    for entry in review.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    r = entry.recommendation
    heading = " ".join(literal(part) for part in (r.number, r.title) if part) or r.key
    yield f"\n### {heading}\n\n{literal(r.text)}\n\n"
    for field in _HEADED:
        if words := _words(entry, field):
            yield f"- {field.heading}: {words}\n"


def _words(entry: Entry, field: Field) -> str:
    """Return a field of a recommendation as Markdown, empty if it is left out."""
    value = getattr(entry.recommendation, field.name)
    if not value:
        return "nobody" if field.name == "addressed_to" else ""
    if field.name == "status":
        decided = entry.decided
        return f"{value}, by {literal(decided.by)} on {decided.at[:10]}" if decided else str(value)
    return literal("; ".join(value) if field.kind is Kind.LIST else value)
