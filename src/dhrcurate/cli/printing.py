"""Printing of JSON that no terminal takes for a command, and of texts without personal data."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable

from dhrcurate.domain.visible import escaped_json

Masking = Callable[[str], str]
"""What becomes of a cell of a record, or of what is said of one, before it is printed."""


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


def masking(arguments: argparse.Namespace, texts: Iterable[str]) -> Masking:
    """Return what masks some texts: cells hold personal data as well; nothing is masked where that was asked for."""
    if getattr(arguments, "reveal", False):
        return str
    from dhrcurate.rules.disclosure.masking import masked_by_text  # noqa: PLC0415  # slow to load

    return masked_by_text(texts).__getitem__
