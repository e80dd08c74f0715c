"""Whether a library is in a state in which git can merge a branch into it and nothing of it is lost."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from pathlib import Path

from dhrcurate.curation.auditing.trails import targets
from dhrcurate.curation.folder_names import in_library
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.words import plural
from dhrcurate.storage.folder import PRIVATE, LibraryFolder
from dhrcurate.storage.git import GitError, git, text

_UNDER_WAY = {
    "MERGE_HEAD": "a merge is under way: finish it with `dhrcurate git merge --continue{library}`, or give it up with"
    " `git merge --abort`",
    "rebase-merge": "a rebase is under way: finish it or give it up",
    "rebase-apply": "a rebase is under way: finish it or give it up",
    "CHERRY_PICK_HEAD": "a cherry-pick is under way: finish it or give it up",
    "REVERT_HEAD": "a revert is under way: finish it or give it up",
}
"""What git has begun, by the file that tells, below its own folder."""

_SHOWN = 3


def merge_waits(root: Path) -> bool:
    """True if git has a merge that is not committed yet."""
    return git(root, "rev-parse", "-q", "--verify", "MERGE_HEAD", check=False).returncode == 0


def tracked_private(root: Path) -> list[str]:
    """The files of a library's locks and caches that git tracks, which it should not."""
    return _listed(root, "ls-files", "-z", "--", PRIVATE)


def must_be_ready(root: Path, branch: str) -> None:
    """Makes sure that a branch can be merged into a library without the loss of anything in it.

    The caller holds the library's lock.

    Args:
        root: The library's folder.
        branch: The branch, or anything else that git resolves to a commit.

    Raises:
        UnusableError: With the first thing that stands in the way, and what to do about it.
    """
    for why in _hindrances(root, branch):
        raise UnusableError(f"git merge {branch}: {why}; nothing was changed")


def _hindrances(root: Path, branch: str) -> Iterator[str]:
    if branch.startswith("-"):  # git would take it for an option
        yield f"'{branch}' is not a branch"
    try:
        commit = text(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{branch}^{{commit}}")
    except GitError:
        yield f"'{branch}' is not a branch that git knows here"
        return
    for name, why in _UNDER_WAY.items():
        if os.path.lexists(root / text(root, "rev-parse", "--git-path", name)):
            yield why.format(library=in_library(root))
    if tracked_private(root):
        removing = f"`git rm -r --cached {shlex.quote(str(root / PRIVATE))}`"
        yield f"git tracks files under {PRIVATE}, which are not for sharing: {removing}"
    prefix = text(root, "rev-parse", "--show-prefix")
    if _listed(root, "ls-tree", "-r", "-z", "--full-tree", "--name-only", commit, "--", f"{prefix}{PRIVATE}"):
        yield f"that branch tracks files under {PRIVATE}, which are not for sharing: remove them there first"
    if unseen := [
        entry[2:] for entry in _listed(root, "ls-files", "-v", "-z", "--", ".") if not entry.startswith("H ")
    ]:
        yield (
            f"git is told to overlook changes of {_some(unseen)}: `git update-index --no-assume-unchanged` and"
            " `--no-skip-worktree` end that"
        )
    if ignored := _ignored(root):
        yield f"git ignores {_some(ignored)}, which it would overwrite without a word: take it out of .gitignore"
    if dirty := _not_committed(root, prefix):
        yield (
            f"{plural(len(dirty), 'file')} of the library not committed, or unknown to git: {_some(dirty)}: commit or"
            " remove them first"
        )


def _not_committed(root: Path, prefix: str) -> list[str]:
    # The merge that follows runs filters too, and what they keep otherwise in the repository is not changed.
    status = git(
        root,
        *("status", "--porcelain=v1", "-z", "--untracked-files=all", "--ignored", "--no-renames", "--", "."),
        filters=True,
    ).stdout.decode("utf-8", "surrogateescape")
    own = f"{prefix}{PRIVATE}/"
    return [entry[3:] for entry in status.split("\0") if entry and not entry[3:].startswith(own)]


def _ignored(root: Path) -> list[str]:
    """The records and trails that git would not track, were they new."""
    paths = [path for target in targets(LibraryFolder(root)) for path in (target.path, target.trail)]
    names = "\0".join(f"./{path.relative_to(root)}" for path in paths)
    asked = git(root, "check-ignore", "--no-index", "--stdin", "-z", check=False, stdin=os.fsencode(names))
    if asked.returncode > 1:
        raise GitError(f"git check-ignore: {asked.stderr.decode('utf-8', 'replace').strip()}", asked.returncode)
    return [os.fsdecode(name).removeprefix("./") for name in asked.stdout.split(b"\0") if name]


def _listed(root: Path, *arguments: str) -> list[str]:
    return [entry for entry in text(root, *arguments).split("\0") if entry]


def _some(names: list[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {plural(more, 'other')}" if more > 0 else "")
