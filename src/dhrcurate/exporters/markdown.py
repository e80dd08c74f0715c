"""Export as Markdown, to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dhrcurate.domain.visible import visible
from dhrcurate.exporters.model import Entry, Export, Review

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LIST = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)


def render(export: Export) -> Iterator[str]:
    """The file, a review at a time."""
    masked = ", personal data masked" if export.masked else ""
    counts = f"Recommendations: {export.count}, reviews: {len(export.reviews)}"
    yield f"# Recommendations\n\n{counts}. Exported {export.at} by {export.tool}{masked}.\n"
    for review in export.reviews:
        yield "".join(_review(review))


def literal(text: str) -> str:
    """Text that shows in Markdown as it is."""
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", visible(text)))


def _review(review: Review) -> Iterator[str]:
    record = review.record
    about, source = record.review, record.source
    yield f"\n## {literal(about.title)}\n\n"
    facts = {
        "Record": record.id,
        "Community safety partnership": about.csp,
        "Published": about.published,
        "Report": about.report_date,
        "Year of death": about.year_of_death,
        "Source": source.publisher,
        "Link": source.url,
        "Digest": review.digest,
    }
    yield "".join(f"- {name}: {literal(str(value))}\n" for name, value in facts.items() if value)
    if about.wording == "summarised":
        yield "- The recommendations are summaries in other words than the report's.\n"
    for entry in review.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    r = entry.recommendation
    heading = " ".join(literal(part) for part in (r.number, r.title) if part) or r.key
    yield f"\n### {heading}\n\n{literal(r.text)}\n\n"
    yield f"- Addressed to: {literal(r.addressed_to) or 'nobody'}\n"
    if r.agencies:
        yield f"- Agencies: {literal('; '.join(r.agencies))}\n"
    decided = f", by {literal(entry.decided.by)} on {entry.decided.at[:10]}" if entry.decided else ""
    yield f"- Decision: {r.status.value}{decided}\n"
    if r.note:
        yield f"- Note: {literal(r.note)}\n"
