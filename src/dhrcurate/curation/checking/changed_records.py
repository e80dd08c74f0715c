"""The records that git reports as changed."""

from __future__ import annotations

import os
from pathlib import Path

from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage import git
from dhrcurate.storage.folder import TRAIL_SUFFIX


def changed_records(folder: Path, revision: str) -> frozenset[Path]:
    """The records of a repository that were changed since a revision, committed or not.

    A record counts as changed if its file or its trail was changed, or if git does not track it yet. If the revision
    and HEAD have diverged, changes count since their merge base.

    Args:
        folder: A folder in the repository.
        revision: Anything that git resolves to a commit.

    Returns:
        Absolute paths of records, which may no longer exist.

    Raises:
        UnusableError: If the folder is not in a repository, git cannot be asked, or there is no such revision.
    """
    try:
        top = git.top_level(folder)
    except git.NoRepositoryError as error:
        raise UnusableError(f"{folder}: is not in a git repository, so there are no revisions") from error
    try:
        commit = git.text(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except git.GitError as error:
        raise UnusableError(f"'{revision}' is not a revision that git knows here") from error
    base = git.git(top, "merge-base", commit, "HEAD", check=False).stdout.decode().strip() or commit
    listed = git.git(top, "diff", "--name-only", "--no-renames", "-z", base).stdout
    unknown = git.git(top, "ls-files", "--others", "--exclude-standard", "-z").stdout
    names = [os.fsdecode(name) for name in (listed + unknown).split(b"\0") if name]
    return frozenset(top / _record(name) for name in names)


def _record(name: str) -> str:
    return name.removesuffix(TRAIL_SUFFIX) + ".toml" if name.endswith(TRAIL_SUFFIX) else name
