"""Records that were deleted with their trails, which only git still knows."""

from __future__ import annotations

from pathlib import Path

from dhrcurate.curation.auditing.committed import NOT_COMMITTED
from dhrcurate.curation.auditing.lost_events import Loss, lost_history
from dhrcurate.curation.auditing.trails import AuditTarget, find_target
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.folder import TRAIL_SUFFIX, find_root
from dhrcurate.storage.git import GitError, git


def content_before(root: Path, commit: str, name: str) -> bytes:
    """A file as it was before a commit deleted it; empty if it was not there."""
    before = ["HEAD"] if commit == NOT_COMMITTED else [f"{commit}^", f"{commit}^2"]
    shown = (git(root, "show", f"{one}:./{name}", check=False).stdout for one in before)
    return next(filter(None, shown), b"")


def find_even_deleted(named: str, library: Path) -> AuditTarget:
    """Finds a record as `find_target` does, also one that was deleted with its trail.

    Raises:
        UnusableError: If neither the library nor its git knows a record of that name.
    """
    try:
        return find_target(named, library)
    except UnusableError:
        path = Path(named.removesuffix(TRAIL_SUFFIX) + ".toml" if named.endswith(TRAIL_SUFFIX) else named)
        is_file = path.suffix == ".toml" and path.parent.is_dir()
        if not is_file and not library.is_dir():
            raise
        root = find_root(path.parent if is_file else library)
        try:
            for lost in lost_history(root):
                target = lost.target
                found = target.path.resolve() == path.resolve() if is_file else target.name == named
                if found and lost.loss is Loss.DELETED:
                    return target
        except GitError:
            pass
        raise
