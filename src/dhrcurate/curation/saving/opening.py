"""Recovery at the opening of a library, which waits for nobody and keeps nobody from reading."""

from __future__ import annotations

import os

from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.bulk import plan_files
from dhrcurate.curation.saving.session import Opening, Session
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.folder import leftovers
from dhrcurate.storage.lock import LockError


def settled(library: Library, session: Session | None = None) -> Opening:
    """Recovers from what a crash left in a library; where it left nothing, nothing is written.

    Args:
        library: The library.
        session: The session that writes; `None` for one that waits for nobody.

    Returns:
        What was found. Where it cannot be recovered, a notice says why, and the library is as it was.
    """
    root = library.root
    if next(leftovers(root), None) is None and not plan_files(root):
        return Opening(notices=() if os.access(root, os.W_OK) or not root.exists() else (_read_only(library),))
    try:
        return (session or Session(library, "an opening session", wait=0)).settle()
    except (LockError, UnusableError) as error:
        why = error.reason if isinstance(error, LockError) else str(error)
        return Opening(notices=(f"{root}: what an interrupted change left stays as it is: {why}",))


def _read_only(library: Library) -> str:
    return f"{library.root}: the folder cannot be written, so nothing can be saved here"
