"""A whole check: paths in, a report out."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from dhrcurate.curation.checking.discovery import Named, discover
from dhrcurate.curation.checking.library_check import LibraryCheck, Outcome
from dhrcurate.curation.checking.options import Options
from dhrcurate.curation.checking.report import LocatedFindings, Report, Silence
from dhrcurate.curation.configuration.settings import read_settings
from dhrcurate.curation.garbage import rare_garbage_collection
from dhrcurate.storage.folder import LibraryFolder, find_root
from dhrcurate.storage.paths import display_path

UNNAMED = "<stdin>"
"""The name of a record that came from no file."""


def check_paths(paths: Iterable[Path], options: Options) -> Report:
    """Checks files and folders.

    Args:
        paths: The files and folders. A path that cannot be used is listed in the report; the rest is still checked.
        options: How to check.

    Raises:
        UnusableError: If the configuration, the register, the baseline, the filter or the revision cannot be used.
    """
    with rare_garbage_collection():
        return _check(paths, options)


def _check(paths: Iterable[Path], options: Options) -> Report:
    started = datetime.now(UTC)
    found = discover(paths)
    outcomes: list[Outcome] = []
    unusable = found.unusable
    silenced: Counter[Silence] = Counter()
    library_of: dict[str, Path] = {}
    files = 0
    for library in found.libraries.values():
        outcome = LibraryCheck(library, options).run()
        outcomes.append(outcome)
        unusable.extend(outcome.unusable)
        silenced.update(outcome.silenced)
        files += outcome.files
        found.notices.extend(outcome.notices)
        library_of.update((file, library.folder.root) for file in outcome.reported)
    return Report(
        findings=LocatedFindings(lambda: chain.from_iterable(outcome.findings() for outcome in outcomes)),
        files=files,
        directory=Path.cwd(),
        started=started,
        unusable=tuple(unusable),
        notices=tuple(found.notices),
        silenced=silenced,
        library_of=library_of,
    )


def check_bytes(raw: bytes, name: Path | None, options: Options) -> Report:
    """Checks one record that was not read from a file, such as an editor's unsaved text.

    Rules about the trail and about the whole library do not run.

    Args:
        raw: The record.
        name: The file that it belongs to, whose library's configuration and register are used; `None` for no file.
        options: How to check.

    Raises:
        UnusableError: As `check_paths`.
    """
    started = datetime.now(UTC)
    file = Path(os.path.abspath(name or UNNAMED))  # noqa: PTH100  # takes `..` out without following links
    folder = LibraryFolder(find_root(file))
    settings = read_settings(folder.root)
    check = LibraryCheck(Named(folder, [file]), options)
    found = check.checker(settings).content(file, raw, named=name is not None)
    display_name = display_path(file) if name else UNNAMED
    located = [replace(one, file=display_name) for one in check.located(found, [], settings)]
    silenced = Counter(found.silenced)
    read = check.narrowed(lambda: iter(located), check.baseline(settings), silenced, {display_name: raw})
    findings = LocatedFindings(read)
    return Report(findings, 1, Path.cwd(), started, silenced=silenced, text_of={display_name: raw})
