"""Records merged in version control: one file, as git asks for it, and a whole branch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.mending import merge_heads
from dhrcurate.curation.auditing.trails import targets
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.versioning.setup import set_up
from dhrcurate.domain.difference import Conflict, difference, join
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.codec import MAX_BYTES, parse
from dhrcurate.storage.files import read_file
from dhrcurate.storage.git import git, text
from dhrcurate.storage.splice import splice


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> tuple[Conflict, ...]:
    """Merges three states of a record's file as git hands them over, and writes the outcome over `ours`.

    Bytes that no change of theirs concerns are as in `ours`. Where the branches disagree, our value stays.

    Args:
        base: The file as both knew it; empty where it was added on both sides.
        ours: Our file, which is rewritten.
        theirs: Their file.
        name: The path that the messages name.

    Returns:
        Where the branches disagree.

    Raises:
        TomlError: Where one of them is no TOML.
    """
    raw = read_file(ours, MAX_BYTES)
    states: list[Mapping[str, Any]] = []
    for path in (base, theirs):
        content = read_file(path, MAX_BYTES)
        states.append(parse(content, name) if content.strip() else {})
    mine = parse(raw, name)
    joined = join(states[0], mine, states[1])
    edits = difference(mine, joined.data)
    if edits:
        ours.write_bytes(splice(raw, edits))
    return joined.conflicts


@dataclass(frozen=True, slots=True)
class BranchMerge:
    """What came of merging a branch.

    Attributes:
        committed: The merge commit, abbreviated; `None` where something is left to decide.
        joined: Records whose trails had two heads that were joined.
        disputed: Fields in which the branches disagree, by record.
        unmerged: Files that git could not merge and that are no records or trails.
    """

    committed: str | None
    joined: tuple[str, ...] = ()
    disputed: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    unmerged: tuple[str, ...] = ()


def merge_branch(session: Session, branch: str | None, *, take_record: bool = False) -> BranchMerge:
    """Merges a branch into the one that is checked out, joins the heads of every trail that has two, and commits.

    Args:
        session: Who does it, in the library whose repository it is.
        branch: What to merge; `None` continues a merge that waits for a decision.
        take_record: Whether the record's own value counts where the branches disagree.

    Raises:
        UnusableError: Where git cannot merge it: no repository, no such branch, changes that are not committed.
        RefusedError: Where a trail cannot be joined.
    """
    root = session.library.root
    set_up(root)
    if branch is not None:
        _merge(root, branch)
    if git(root, "rev-parse", "-q", "--verify", "MERGE_HEAD", check=False).returncode:
        return BranchMerge(text(root, "rev-parse", "--short", "HEAD"))
    joined, disputed = [], {}
    for target in targets(session.library.folder):
        if target.trail.is_file() and len(target.read().heads) > 1:
            merged = merge_heads(session, target, take_record=take_record)
            if merged.event is None:
                disputed[target.name] = merged.conflicts
            else:
                joined.append(target.name)
                git(root, "add", "--", str(target.path), str(target.trail))
    unmerged = tuple(name for name in _unmerged(root) if Path(name).stem not in disputed)
    if disputed or unmerged:
        return BranchMerge(None, tuple(joined), disputed, unmerged)
    text(root, "commit", "--no-edit", "--quiet")
    return BranchMerge(text(root, "rev-parse", "--short", "HEAD"), tuple(joined))


def _merge(root: Path, branch: str) -> None:
    done = git(root, "merge", "--no-ff", "--no-commit", "--quiet", branch, check=False)
    waiting = git(root, "rev-parse", "-q", "--verify", "MERGE_HEAD", check=False).returncode == 0
    if done.returncode and not waiting:
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise UnusableError(f"git merge {branch}: {said[0] if said else 'failed'}")


def _unmerged(root: Path) -> tuple[str, ...]:
    listed = text(root, "diff", "--name-only", "--diff-filter=U", "-z").split("\0")
    return tuple(sorted({name for name in listed if name}))
