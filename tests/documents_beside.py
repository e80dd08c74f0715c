"""Libraries whose records have documents: small reports in the subjects and words of the other tests."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from libraries import recommendation, record
from pdf_files import drawn, pdf

ASKED = (
    "The Police should review its training on coercive control and report on it each year.",
    "The Council should make sure that its housing officers know how to refer to a MARAC.",
    "The Trust should audit how its midwives ask about domestic abuse, and publish what it finds.",
)
"""What the report recommends."""

ENTRY = """
[[documents]]
kind = "{kind}"
{file}name = "{name}"
sha256 = "{sha256}"
added = 2026-01-02T10:00:00Z
"""


def report(texts: Sequence[str] = ASKED, *, title: str = "Domestic Homicide Review: Overview Report") -> bytes:
    """A report of two pages as PDF: a front page, and the recommendations with a number each."""
    body = drawn("Recommendations", size=18)
    for at, text in enumerate(texts, 1):
        words = f"{at}. {text}".split()
        half = len(words) // 2
        body += drawn(" ".join(words[:half]), " ".join(words[half:]), y=770 - 50 * at)
    front = drawn(title, size=18) + drawn("Exampleton Community Safety Partnership", y=700)
    return pdf([front + drawn("1", x=290, y=30), body + drawn("2", x=290, y=30)])


def sha256(raw: bytes) -> str:
    """The digest of bytes, hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def entry(
    raw: bytes, *, file: str | None = "documents/report.pdf", kind: str = "overview-report", name: str = "Report.pdf"
) -> str:
    """The table of a document in a record."""
    return ENTRY.format(kind=kind, file=f'file = "{file}"\n' if file else "", name=name, sha256=sha256(raw))


def with_entries(record_id: str, entries: Sequence[str], texts: Sequence[str] = ASKED) -> str:
    """A record's TOML, with documents."""
    rows = [recommendation(at, text=text) for at, text in enumerate(texts, 1)]
    head, table, rest = record(record_id, *rows).partition("\n[[recommendations]]")
    return head + "".join(entries) + table + rest


def put(path: Path, raw: bytes) -> Path:
    """Writes a file, as if it had been there for long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    return path


def library_with(root: Path, raw: bytes, *, record_id: str = "exampleton-2023", **named: str | None) -> Path:
    """Makes a library with one record and its report; returns the record's file."""
    put(root / "documents" / "report.pdf", raw)
    path = root / f"{record_id}.toml"
    path.write_text(with_entries(record_id, [entry(raw, **named)]), encoding="utf-8")  # type: ignore[arg-type]
    return path
