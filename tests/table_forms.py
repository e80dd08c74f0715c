"""One table of recommendations in the formats in which it may be imported."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dhrcurate.importers import Imported, Metadata, read_source
from known_names import NOTHING

Cells = Sequence[str]


def written(form: str, *rows: Cells) -> str:
    """A table, its headings first, as `csv`, `json`, `html` or Markdown."""
    if form == "csv":
        return "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    if form == "json":
        return json.dumps([dict(zip(rows[0], row, strict=True)) for row in rows[1:]])
    if form == "html":
        table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<html><body><h1>Domestic Homicide Review</h1><h2>Action plan</h2><table>{table}</table></body></html>"
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(["# Domestic Homicide Review", "", lines[0], "|---" * len(rows[0]) + "|", *lines[1:], ""])


def read(form: str, *rows: Cells) -> Imported:
    """What such a table is imported as."""
    (found,) = read_source(written(form, *rows).encode(), f"p.{form}", NOTHING, given=Metadata(csp="Wold"))
    return found
