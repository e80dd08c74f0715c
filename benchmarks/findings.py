"""Writes every finding of a library, so that two versions of the program can be compared byte for byte.

    python -m benchmarks.findings FOLDER > FILE

A line is one finding with all that it says (its place, words, fix and what it is related to), as JSON: file by file,
then those of the rules about the whole library. A change that only makes a check quicker leaves the file as it is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path

from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.configuration.settings import read_settings
from dhrcurate.curation.library import Library
from dhrcurate.domain.clock import StoppedClock
from dhrcurate.rules.record_summary import record_summary
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder
from dhrcurate.storage.paths import path_in

TODAY = date(2026, 11, 22)


def main() -> None:
    """Writes the findings of the library that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    root = parser.parse_args().folder.absolute()
    folder = LibraryFolder(root)
    checker = Checker(Library(folder, None), read_settings(root).selector(), StoppedClock(TODAY), reveal=True)
    summaries = {}
    for path in sorted(folder.record_paths()):
        document = Document.read(path)
        for finding in checker.document(document).active:
            print(json.dumps([path.name, _plain(finding)], sort_keys=True))
        if document.record is not None:
            summaries[path_in(root, path)] = record_summary(document.record)
    for file, found in checker.library(summaries).findings.items():
        for finding in found:
            print(json.dumps([file, _plain(finding)], sort_keys=True))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    return value if value is None or isinstance(value, str | int | float) else repr(value)


if __name__ == "__main__":
    main()
