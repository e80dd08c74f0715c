"""Taking a published page in: into an empty library, or beside the records that are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.curation.importing import Importer
from dhrcurate.domain.errors import DhrcurateError
from dhrcurate.domain.words import sentence
from dhrcurate.tui.screens.prompts import Ask

if TYPE_CHECKING:
    from dhrcurate.tui.app import CurateApp


def ask_page(app: CurateApp, then: Callable[[list[str]], object]) -> None:
    """Asks for a page, takes it in and goes on with the ids of the new records."""

    def take(page: Path) -> None:
        try:
            taken = list(Importer(app.workspace.library.root, app.curator).import_page(page))
        except (DhrcurateError, OSError) as error:
            app.say(sentence(error), severity="warning", timeout=12)
        else:
            then([each.record_id for each in taken if not each.known])

    def answered(path: str | None) -> None:
        if path:
            app.when_signed(lambda: take(Path(path).expanduser()))

    hint = "The file is copied beside the record, byte for byte."
    app.ask(Ask("Which page? A file's path.", hint=hint, needed=True, check=_wrong_with), answered)


def _wrong_with(path: str) -> str:
    page = Path(path).expanduser()
    if page.is_dir():
        return "That is a folder; one page at a time."
    return "" if page.is_file() else "There is no such file."
