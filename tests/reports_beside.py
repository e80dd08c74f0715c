"""A library whose record has a report that was read already, for the tests of both interfaces.

The report prints four recommendations. The record has the first word for word, the second in other words, the fourth in
capitals, and one that is not in the report; the third was not extracted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dhrcurate.curation.documents.texts import Texts
from dhrcurate.documents.model import Report
from documents_beside import put, sha256
from rule_cases import made_report
from tui_help import write_record

RECORD_ID = "exampleton-2023-06"
NAME = "Exampleton overview report.pdf"
RAW = b"%PDF-1.7 an invented report, whose text is cached"

TRAINING = "The Partnership should ask each agency how its staff are trained to recognise coercive control."
REFERRALS = "Both bodies should agree a shared form for referrals within six months and review it every year."
MARKERS = "The police should review how warning markers are placed on the addresses of families at risk."
CODES = "General practices should record domestic abuse with a code that can be searched for."
FRONT = "Exampleton Domestic Homicide Review: Overview Report"

TEXT = f"""
# {FRONT}
The review was written for the partnership by an independent author.
---
# 9 Recommendations
The panel makes the following recommendations.
# Recommendation 1
{TRAINING}
# Recommendation 2
{REFERRALS}
---
# Recommendation 3
{MARKERS}
# Recommendation 4
{CODES}
"""

ROWS: Sequence[Mapping[str, Any]] = (
    {"key": "r001", "number": "1", "text": TRAINING, "addressed_to": "Safer Exampleton Partnership"},
    {
        "key": "r002",
        "number": "2",
        "text": REFERRALS.replace("a shared form", "one form").replace(" and review it every year", ""),
        "addressed_to": "Exampleshire Police | Exampleton Council",
    },
    {"key": "r003", "number": "4", "text": CODES.upper(), "addressed_to": "General practices"},
    {
        "key": "r004",
        "number": "5",
        "text": "Landlords should tell tenants in writing where a person can find shelter from violence.",
        "addressed_to": "Exampleton Housing",
    },
)


def read_report(text: str = TEXT, labels: tuple[str, ...] = (), unreadable: tuple[int, ...] = ()) -> Report:
    """A report as it was read; its pages bear the numbers of their sheets if nothing else is said."""
    made = made_report(text)
    labels = labels or tuple(map(str, range(1, made.pages + 1)))
    return Report(made.blocks, made.pages, labels, unreadable)


def library_beside(
    root: Path,
    *,
    rows: Sequence[Mapping[str, Any]] = ROWS,
    read: Report | None = None,
    raw: bytes = RAW,
    cached: bool = True,
    file: str = "documents/report.pdf",
    **more: Any,
) -> Path:
    """Makes the library; returns its folder.

    Args:
        root: The folder.
        rows: The recommendations.
        read: What the report says.
        raw: The bytes of its file.
        cached: Whether its text is cached.
        file: Where it is kept, relative to the record.
        more: Other tables of the record.
    """
    document = {
        "kind": "overview-report",
        "file": file,
        "name": NAME,
        "sha256": sha256(raw),
        "pages": 3,
        "added": datetime(2026, 1, 2, 10, tzinfo=UTC),
    }
    review = {"title": "Exampleton review", "csp": "Exampleton", "published": "2023-06", "wording": "verbatim"}
    write_record(root, RECORD_ID, rows, **{"documents": [document], "review": review, **more})
    put(root / file, raw)
    if cached:
        (root / ".dhrcurate").mkdir(exist_ok=True)
        Texts(root / ".dhrcurate").keep(sha256(raw), read or read_report())
    return root
