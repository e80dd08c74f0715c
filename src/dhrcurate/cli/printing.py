"""Printing of JSON that no terminal takes for a command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from dhrcurate.domain.visible import escaped_json


def print_json(data: object, indent: int | None = None) -> None:
    """Prints data as JSON, as ASCII unless standard output is UTF-8; values without a JSON form become text."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(escaped_json(json.dumps(data, ensure_ascii=ascii_only, indent=indent, default=str)))


def print_objects(rows: Iterable[dict[str, object]], form: str) -> None:
    """Prints objects as a JSON list, or one per line if the form is `jsonl`."""
    if form == "json":
        print_json(list(rows), indent=2)
        return
    for row in rows:
        print_json(row)
