"""A review read from the report itself, where no page was extracted from it: what it prints waits to be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from dhrcurate.curation.documents.given import Given
from dhrcurate.curation.documents.opening import SUFFIXES
from dhrcurate.curation.documents.problems import in_words
from dhrcurate.documents.evidence import evidence_of
from dhrcurate.documents.model import Block, Report
from dhrcurate.domain.agency import Names
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.evidence import DocumentFacts, Passage
from dhrcurate.domain.words import plural
from dhrcurate.importers import Imported, Metadata
from dhrcurate.importers.lists.title_page import is_of_body
from dhrcurate.importers.model import Row
from dhrcurate.importers.pages.page import Line
from dhrcurate.importers.reports import read_report

_FRONT_PAGES = 3
_FRONT_BLOCKS = 40
_SHOWN = 3
_LARGER = 1.3
"""The letters of a title are larger than those of the text, at least so many times."""
_LONGEST = 250
"""The most characters of a title."""
_QUOTED = 60
_BETWEEN = " | "
"""What stands between several bodies in one cell, as in what is imported from pages."""
_HEADS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def is_document(name: str, head: bytes) -> bool:
    """True if a file is called or begins as a PDF or office file, and so is no page."""
    return (
        name.lower().endswith(SUFFIXES)
        or head.startswith(_HEADS)
        or head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")
    )


def review_in(
    given: Given, names: Names, facts: Metadata | None = None, extraction: Mapping[str, str] | None = None
) -> Imported:
    """Reads a review from a report.

    Only what plainly is a recommendation comes in; what may be one is told, and shown as such once it is attached.

    Args:
        given: The report, which was read.
        names: The register.
        facts: Facts of the review, used if the report does not give them.
        extraction: What the caller says of the extraction.

    Raises:
        RefusedError: If it has no recommendations, with the reason.
    """
    report = given.report
    if report is None:
        raise RefusedError(f"{given.name}: not imported: {given.warning}")
    if report.problem:
        raise RefusedError(f"{given.name}: not imported: {in_words(report.problem)}")
    attached = DocumentFacts(given.sha256, given.kind, given.name, report.pages)
    printed = evidence_of([(attached, report)], []).not_extracted
    sure = [one for one in printed if one.sure]
    doubtful = [one for one in printed if not one.sure]
    if not sure:
        raise RefusedError(f"{given.name}: not imported: {_why_none(report, doubtful)}")
    rows = [
        Row(
            one.text,
            _BETWEEN.join(one.addressed or ()),
            one.number,
            extracted={"page": one.pages[0]} if one.pages else {},
        )
        for one in sure
    ]
    lost = list(_told(report, doubtful))
    front, largest = _front(report, sure[0]), _printed_title(report, names)
    return read_report(
        front, rows, given.sha256, given.name, names, printed=largest, given=facts, lost=lost, extraction=extraction
    )


def _why_none(report: Report, doubtful: Sequence[Passage]) -> str:
    if report.unreadable:
        return f"no recommendation was found, and {plural(len(report.unreadable), 'page')} of it cannot be read"
    if doubtful:
        return f"nothing in it plainly recommends something; perhaps {_quoted(doubtful)}"
    return "it prints no list, table or labelled text of recommendations"


def _told(report: Report, doubtful: Sequence[Passage]) -> Sequence[str]:
    told = []
    if doubtful:
        what = plural(len(doubtful), "recommendation")
        told.append(f"left out what may be {what}, and review lists as ◇: {_quoted(doubtful)}")
    if report.unreadable:
        pages = ", ".join(map(str, report.unreadable[:10])) + (", ..." if len(report.unreadable) > 10 else "")
        told.append(f"pages that cannot be read may hold more recommendations: {pages}")
    return told


def _quoted(passages: Sequence[Passage]) -> str:
    texts = [" ".join(one.text.split()) for one in passages[:_SHOWN]]
    return ", ".join(f"“{text[:_QUOTED]}”" for text in texts) + (", ..." if len(passages) > _SHOWN else "")


def _front(report: Report, first: Passage) -> list[Line]:
    """The lines of the first pages, down to the first recommendation."""
    blocks = takewhile(lambda block: not _is_at(block, first), report.blocks)
    front = [block for block in blocks if not block.pages or block.pages[0] <= _FRONT_PAGES]
    return [
        Line(text, gap=at == 0, heading=block.kind == "heading", item=block.kind == "item", level=block.level)
        for block in front[:_FRONT_BLOCKS]
        for at, text in enumerate(line.strip() for line in block.text.split("\n"))
        if text
    ]


def _printed_title(report: Report, names: Names) -> str | None:
    """What the first page prints in its largest letters that is no name of a body; `None` where that is doubtful."""
    first = [block for block in report.blocks if block.pages[:1] == (1,) and block.cell is None and block.size]
    usual = _body_size(report)
    titles = [block for block in first if block.size > usual * _LARGER and not is_of_body(block.text, names)]
    largest = max((block.size for block in titles), default=0.0)
    parts = [" ".join(block.text.split()) for block in titles if block.size == largest]
    title = parts[0] if parts else ""
    for part in parts[1:]:
        apart = title.isupper() != part.isupper() and title[-1:].isalnum()
        title += f": {part}" if apart else f" {part}"
    return title if 0 < len(title) <= _LONGEST else None


def _body_size(report: Report) -> float:
    """The size in which most letters of a report are set."""
    letters: Counter[float] = Counter()
    for block in report.blocks:
        letters[block.size] += len(block.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _is_at(block: Block, passage: Passage) -> bool:
    """True if a passage begins in a block."""
    return passage.text.split("\n", 1)[0][:_QUOTED] in block.text
