"""Importing a published page: into an empty library, or beside the records that are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dhrcurate.curation.importing import Importer
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.words import sentence
from dhrcurate.tui.dialogs.prompts import Ask
from dhrcurate.tui.shell import Shell


def import_page(shell: Shell, then: Callable[[list[str]], object]) -> None:
    """Ask for a page, import it and go on with the ids of the new records."""

    def run(page: Path) -> None:
        try:
            imported = list(Importer(shell.workspace.library.root, shell.curator).import_page(page))
        except (DhrcurateError, OSError) as error:
            shell.say(sentence(error), severity="warning", timeout=12)
        else:
            if left := [warning for each in imported if not each.whole for warning in each.warnings]:
                shell.say(sentence("; ".join(left)), severity="warning", timeout=12)
            then([each.record_id for each in imported if not each.known])

    def answered(path: str | None) -> None:
        if path:
            shell.when_signed(lambda: run(Path(path).expanduser()))

    hint = "The file is copied beside the record, byte for byte."
    shell.ask(Ask("Which page? A file's path.", hint=hint, needed=True, check=_problem_with), answered)


def _problem_with(path: str) -> str:
    page = Path(path).expanduser()
    if page.is_dir():
        return "That is a folder; one page at a time."
    return "" if page.is_file() else "There is no such file."
