"""A review that was found, in the form of a record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from dhrcurate.domain.fields import REVIEW, SOURCE
from dhrcurate.domain.words import plural
from dhrcurate.importers.extractions import extracted
from dhrcurate.importers.metadata import fill
from dhrcurate.importers.model import Found, Imported, Metadata, Row
from dhrcurate.importers.wording.titles import lift_titles

_COLON = ":"
"""What leads from a number to the words behind it, and is of neither."""


NO_PARTNERSHIP = "it does not say which community safety partnership it is about; name it with --csp"
"""What is told of a review that names none."""


def make(found: Found, digest: str, name: str, extraction: Mapping[str, str] | None = None) -> Imported:
    """Puts a review in the form of a record.

    Args:
        found: The review.
        digest: The SHA-256 of its file.
        name: The file's name, for the id of a review without a partnership.
        extraction: What the caller says of the extraction, where the file does not.
    """
    metadata = found.metadata
    warnings = list(found.warnings)
    if metadata.csp is None and (supposed := found.supposed):
        metadata = fill(metadata, csp=supposed.area)
        if supposed.doubted:
            warnings.append(
                f"its partnership was taken from “{supposed.name}” in a sentence; if it is another, name it with --csp"
            )
    if found.labels:
        warnings.append(f"left out what a record has no place for: {', '.join(found.labels)}")
    rows = lift_titles(found.rows)
    csp = metadata.csp or ""
    if not csp:
        warnings.append(NO_PARTNERSHIP)
    if metadata.stated_count is not None and metadata.stated_count != len(rows):
        warnings.append(f"the page states {metadata.stated_count} recommendations and {len(rows)} were found")
    if found.layout == "flat" and (bare := sum(not row.addressed_to for row in rows)):
        warnings.append(f"the addressee of {plural(bare, 'recommendation')} could not be separated from the text")
    review = {field.name: getattr(metadata, field.name, None) for field in REVIEW}
    review |= {"title": metadata.title or (f"{csp} review" if csp else _stem(name)), "csp": csp}
    review |= {"wording": metadata.wording or "verbatim"}
    source = {field.name: getattr(metadata, field.name, None) for field in SOURCE}
    source |= {"sha256": metadata.page_sha256 or digest}
    extractions, beside = extracted(rows, digest, extraction or {})
    recommendations = [
        _present(
            key=f"r{i:03d}",
            number=row.number.rstrip(_COLON) if row.number else None,
            title=row.title,
            text=row.text,
            addressed_to=row.addressed_to,
            agencies=[],
            status="pending",
            **more,
        )
        for i, (row, more) in enumerate(zip(rows, beside, strict=True), 1)
    ]
    data = {
        "format": 1,
        "id": record_id(metadata, name),
        "review": _present(**review),
        "source": _present(**source),
        "curation": {"state": "open"},
        "recommendations": recommendations,
    }
    unsaid = frozenset(_unsaid(found, metadata, rows))
    return Imported(data, found.layout, tuple(warnings), found.lost, tuple(extractions), unsaid)


def _unsaid(found: Found, metadata: Metadata, rows: Sequence[Row]) -> Iterator[str]:
    """The fields of rows that no row has and no column is of, and the facts that a record needs and was given."""
    yield from (f"review.{name}" for name in ("title", "csp", "wording") if not getattr(metadata, name))
    for name in ("number", "title", "addressed_to"):
        if name not in found.columns and not any(getattr(row, name) for row in rows):
            yield name


def record_id(metadata: Metadata, name: str) -> str:
    """The id of a review's record: its partnership, and the date of publication or, without that, the year of death.

    A page without a partnership is named by its file.
    """
    where = slug(metadata.csp or "") or slug(PurePath(name).stem) or "review"
    when = metadata.published or metadata.year_of_death
    return f"{where}-{when}" if when else where


def slug(text: str) -> str:
    """Text as words of a-z and 0-9 joined by single hyphens, accents dropped, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("’", "").replace("'", ""))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    return "-".join(words)[:60].strip("-")


def _stem(name: str) -> str:
    """The name of a file without its suffix, as text, which its bytes need not be."""
    return PurePath(name).stem.encode(errors="replace").decode()


def _present(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
