"""Records written in other forms, for others to use."""

from collections.abc import Callable, Iterator

from dhrcurate.exporters import csv_file, json_file, markdown, xlsx_file
from dhrcurate.exporters.model import Export

FORMATS: dict[str, Callable[[Export], Iterator[str | bytes]]] = {
    "csv": csv_file.render,
    "xlsx": xlsx_file.render,
    "json": json_file.render,
    "jsonl": json_file.render_lines,
    "md": markdown.render,
}
"""Forms of export by name, which is also the suffix of their files."""


def _nothing(_export: Export) -> str:
    return ""


TABLES: dict[str, tuple[Callable[[Export], str], Callable[[Export], Iterator[str]]]] = {
    "csv": (csv_file.head, csv_file.render_rows),
    "jsonl": (_nothing, json_file.render_lines),
}
"""Those in which reviews follow each other, each as it is by itself: what stands before them, and the reviews."""

__all__ = ["FORMATS", "TABLES", "Export"]
