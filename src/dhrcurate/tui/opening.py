"""Opening a library for the interface: configuration, keys, the curator's name."""

from __future__ import annotations

from pathlib import Path

from dhrcurate.curation.configuration.curator import curator_to_tell
from dhrcurate.curation.configuration.settings import read_user_settings
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.opening import settled
from dhrcurate.review.commands import keymap
from dhrcurate.review.user_state import UserStateFile
from dhrcurate.storage.folder import LibraryFolder
from dhrcurate.tui.app import CurateApp


def opened(
    root: Path,
    *,
    named: str | None = None,
    register: Path | None = None,
    pages: tuple[Path, ...] | None = None,
    queue: str = "",
) -> CurateApp:
    """Return the program for a library, ready to run.

    Args:
        root: The library's folder, or the file of the record to begin with.
        named: The curator's name, as given on the command line.
        register: A register to use alone.
        pages: The folders whose files can be imported; `None` for any file.
        queue: The queue to begin with, empty for what was listed last.

    Raises:
        UnusableError: Where the configuration is broken, or a file is no record.
    """
    if root.exists():
        library = Library.open(root, register=register)
    else:
        library = Library(LibraryFolder(root.absolute()), register)
    asked_for = library.record_at(root)
    opening = settled(library)
    user, settings = read_user_settings(), library.settings
    curator, origin = curator_to_tell(named, where=library.root if library.root.is_dir() else None)
    return CurateApp(
        library,
        keymap({**settings.keymap, **user.keymap}),
        curator=curator,
        origin=origin,
        state_file=UserStateFile(library.root),
        theme=user.theme or settings.theme or "",
        opening=opening,
        asked_for=asked_for,
        pages=pages,
        queue=queue,
    )
