"""Which files git says were changed."""

from __future__ import annotations

import os
from pathlib import Path

from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage import git
from dhrcurate.storage.folder import TRAIL_SUFFIX


def changed_records(folder: Path, revision: str) -> frozenset[Path]:
    """The records that were changed since a revision, be it committed or not, in a repository.

    A record counts as changed where its file or its trail was, and also where git does not know it yet. Where the
    revision and HEAD have parted, what counts is what was changed since they did.

    Args:
        folder: A folder in the repository.
        revision: Anything that git takes for a commit.

    Returns:
        Absolute paths of records, which may be gone.

    Raises:
        UnusableError: Where the folder is in no repository or there is no such revision.
    """
    top = git.top_level(folder)
    if top is None:
        raise UnusableError(f"{folder}: is in no git repository, so nothing can be told of a revision")
    try:
        commit = git.text(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except git.GitError as error:
        raise UnusableError(f"'{revision}' is no revision that git knows here") from error
    base = git.git(top, "merge-base", commit, "HEAD", check=False).stdout.decode().strip() or commit
    listed = git.git(top, "diff", "--name-only", "--no-renames", "-z", base).stdout
    unknown = git.git(top, "ls-files", "--others", "--exclude-standard", "-z").stdout
    names = [os.fsdecode(name) for name in (listed + unknown).split(b"\0") if name]
    return frozenset(top / _record(name) for name in names)


def _record(name: str) -> str:
    return name.removesuffix(TRAIL_SUFFIX) + ".toml" if name.endswith(TRAIL_SUFFIX) else name
