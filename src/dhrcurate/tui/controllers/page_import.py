"""Importing a published page: into an empty library, or beside the records that are there."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path

from dhrcurate.curation.importing import ImportedReview, Importer
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.words import plural, sentence
from dhrcurate.tui.dialogs.prompts import Ask
from dhrcurate.tui.shell import Shell

_NOT_HERE = "There is no page of that name to import here."
"""The answer to every other name, path or link, whether or not there is such a file."""

_SHOWN = 6


def import_page(shell: Shell, then: Callable[[list[str]], object]) -> None:
    """Ask for a page, import it and go on with the ids of the new records."""

    def run(page: Path) -> None:
        imported: list[ImportedReview] = []
        try:
            for each in Importer(shell.workspace.library.root, shell.curator).import_page(page):
                imported += [each] if isinstance(each, ImportedReview) else []
        except (DhrcurateError, OSError) as error:
            shell.say(sentence(error), severity="warning", timeout=12)
        if imported:
            if left := [warning for each in imported if not each.whole for warning in each.warnings]:
                shell.say(sentence("; ".join(left)), severity="warning", timeout=12)
            then([each.record_id for each in imported if not each.known])

    def named(name: str) -> None:
        # Looked up only now: while the curator's name was asked, the file may have become a link.
        page = Path(name).expanduser() if shell.pages is None else _pages(shell.pages).get(name)
        if page is None:
            shell.say(_NOT_HERE, severity="warning")
        else:
            run(page)

    def answered(name: str | None) -> None:
        if name:
            shell.when_signed(lambda: named(name))

    hint = "The file is copied beside the record, byte for byte."
    if shell.pages is None:
        shell.ask(Ask("Which page? A file's path.", hint=hint, needed=True, check=_problem_with), answered)
    elif not shell.pages:
        shell.say("Pages can be imported here if the server is started with `--pages FOLDER`.", timeout=12)
    else:
        names = _pages(shell.pages)
        ask = Ask("Which page? A file's name.", hint=_some_of(names) or hint, needed=True, check=_not_among(names))
        shell.ask(ask, answered)


def _pages(folders: Sequence[Path]) -> dict[str, Path]:
    """The regular files of folders by name; what is typed is looked up here, and so tells nothing of other files."""
    found: dict[str, Path] = {}
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.is_file(follow_symlinks=False):
                    found.setdefault(entry.name, Path(entry.path))
    return found


def _some_of(names: Collection[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(list(names)[:_SHOWN]) + (f" and {plural(more, 'other')}" if more > 0 else "")


def _not_among(names: Collection[str]) -> Callable[[str], str]:
    return lambda typed: "" if typed in names else _NOT_HERE


def _problem_with(path: str) -> str:
    page = Path(path).expanduser()
    if page.is_dir():
        return "That is a folder; one page at a time."
    return "" if page.is_file() else "There is no such file."
