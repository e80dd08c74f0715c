"""Recovery at the opening of a library, which waits for nobody and keeps nobody from reading."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.plan import Opening
from dhrcurate.domain.errors import NotSavedError, UnusableError
from dhrcurate.storage.folder import abandoned, leftovers, plan_files

if TYPE_CHECKING:
    from dhrcurate.curation.saving.session import Session


def settled(library: Library, session: Session | None = None) -> Opening:
    """Recovers from what a crash left in a library; where it left nothing, nothing is written.

    Args:
        library: The library.
        session: The session that writes; `None` for one that waits for nobody.

    Returns:
        What was found. Where it cannot be recovered, a notice says why, and the library is as it was.
    """
    root = library.root
    if next(leftovers(root), None) is None and next(abandoned(root), None) is None and not plan_files(root):
        return Opening(notices=() if os.access(root, os.W_OK) or not root.exists() else (_read_only(library),))
    from dhrcurate.curation.saving.session import Session  # noqa: PLC0415  # slow to load, and needed after a crash only
    from dhrcurate.storage.lock import LockError  # noqa: PLC0415  # the same

    try:
        return (session or Session(library, "an opening session", wait=0)).settle()
    except (NotSavedError, UnusableError) as error:
        why = error.reason if isinstance(error, LockError) else str(error)
        return Opening(notices=(f"{root}: what an interrupted change left stays as it is: {why}",))


def _read_only(library: Library) -> str:
    return f"{library.root}: the folder cannot be written, so nothing can be saved here"
