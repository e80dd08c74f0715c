"""Merging of records in git: one file, as git's merge driver, and a whole branch."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.joining import fold_trail, merge_heads
from dhrcurate.curation.auditing.problems import current_digest
from dhrcurate.curation.auditing.trails import AuditTarget, targets
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.versioning.attributes import overridden
from dhrcurate.curation.versioning.brought import must_keep_trails
from dhrcurate.curation.versioning.holding import not_held
from dhrcurate.curation.versioning.kept_documents import bring_back
from dhrcurate.curation.versioning.readiness import merge_waits, must_be_ready
from dhrcurate.curation.versioning.renames import Renames, renames
from dhrcurate.curation.versioning.setup import ATTRIBUTES_FILE, must_be_in_git, set_up
from dhrcurate.curation.versioning.uniting import in_conflict, unite
from dhrcurate.domain.difference import Conflict, begun_apart, difference, join
from dhrcurate.domain.edit import Edit
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.storage.codec import MAX_BYTES, TomlError, parse
from dhrcurate.storage.files import is_within, read_file, write_atomically
from dhrcurate.storage.folder import TRAIL_SUFFIX
from dhrcurate.storage.git import git, is_shallow, killed_by, put_back, text, top_level
from dhrcurate.storage.paths import display_path
from dhrcurate.storage.splice import splice
from dhrcurate.trail.fold import folded
from dhrcurate.trail.log import read_events
from dhrcurate.trail.verify import rebuilt, verify_bytes


def merge_files(base: Path, ours: Path, theirs: Path, name: str) -> tuple[Conflict, ...]:
    """Merges three states of a record's file as git passes them, and overwrites `ours` with the outcome.

    Bytes that their changes do not touch stay as in `ours`. If the branches disagree, our value stays.

    Args:
        base: The file as both knew it; empty if each began it by itself: what they have in common counts then.
        ours: Our file, which is overwritten.
        theirs: Their file.
        name: The path that the messages name.

    Returns:
        The fields in which the branches disagree.

    Raises:
        TomlError: If one of them is not TOML.
    """
    raw = read_file(ours, MAX_BYTES)
    states: list[Mapping[str, Any]] = []
    for path in (base, theirs):
        content = read_file(path, MAX_BYTES)
        states.append(parse(content, name) if content.strip() else {})
    mine = parse(raw, name)
    joined = join(states[0] or begun_apart(mine, states[1]), mine, states[1])
    edits = difference(mine, joined.data)
    if edits:
        # git reads the file again by its name. It is one of its own making, not in the library.
        write_atomically(ours, splice(raw, edits), durable=False)
    return joined.conflicts


@dataclass(frozen=True, slots=True)
class BranchMerge:
    """The outcome of merging a branch.

    Attributes:
        committed: The commit that was made, abbreviated; `None` if nothing was, or something is left to decide.
        up_to_date: Whether git had nothing to merge; trails may have been joined all the same.
        joined: Records whose trails had two heads that were merged.
        disputed: Fields in which the branches disagree, by record.
        outside: What a record holds that is in no branch, by record.
        unmerged: What else git could not merge, in words: the file, what happened to it, and how to go on.
        written: What was changed in a record so that it holds the changes of all branches, by record.
        signed_off: Those of the records that are signed off, though that was said of one branch only.
        held: Where a record, and so its trail, still holds what one branch took out for good, by the record's path.
        changed_again: Where one branch set a value since the other took something out for good there, by the same.
        documents: The files of documents that one branch deleted, and that were put back as the record names them.
    """

    committed: str | None
    up_to_date: bool = False
    joined: tuple[str, ...] = ()
    disputed: Mapping[str, tuple[Conflict, ...]] = field(default_factory=dict)
    outside: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    unmerged: tuple[str, ...] = ()
    written: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    signed_off: tuple[str, ...] = ()
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed_again: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    documents: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        """True if something is left to decide."""
        return bool(self.disputed or self.outside or self.unmerged)


def merge_branch(session: Session, branch: str | None, *, take_record: bool = False) -> BranchMerge:
    """Merges a branch into the one that is checked out, merges the heads of every trail that has two, and commits.

    The library's lock is held all the while, so that no session saves a decision that git then overwrites. Heads are
    merged even where git has nothing to merge: plain git may have merged before.

    Args:
        session: The curator's session, in the library of the repository.
        branch: The branch to merge; `None` continues a merge that waits for a decision.
        take_record: Whether the record's own values are right where the branches disagree or have others.

    Raises:
        UnusableError: If git cannot merge it: no repository, no such branch, uncommitted changes.
        RefusedError: If a trail cannot be merged, the branch brings one with something wrong in it, or what git made
            of them lacks a decision of one side.
    """
    root = session.library.root
    must_be_in_git(root)
    with session.writing():
        if branch is not None:
            must_be_ready(root, branch)
            planned = _checked(root, branch)
            set_up(root)
            before = frozenset(overridden(root))
            _merge(root, branch)
            if merge_waits(root):
                _must_not_override(root, branch, before)
                _settle(root, planned)
        elif merge_waits(root):
            must_keep_trails(root, "MERGE_HEAD")
        if merge_waits(root):
            unite(root)
        _must_be_whole(session, branch)
        return _joined(session, take_record=take_record)


def _checked(root: Path, branch: str) -> Renames:
    try:
        must_keep_trails(root, branch)
        return renames(root, branch)
    except RefusedError as error:
        raise RefusedError(f"{error}; it was not merged, and nothing was changed") from error


def _must_not_override(root: Path, branch: str, before: frozenset[str]) -> None:
    """Takes a merge back whose branch brings attributes by which git would treat the library's files otherwise.

    A branch that moved the library took the file of `git setup` along: nothing overrides it.

    Raises:
        RefusedError: With what they say.
    """
    if not (root / ATTRIBUTES_FILE).exists():
        return
    if brought := sorted(frozenset(overridden(root)) - before):
        git(root, "merge", "--abort")
        raise RefusedError(
            f"the branch {branch} brings a line of .gitattributes that overrides what `git setup` wrote:"
            f" {'; '.join(brought)}: take it out there first; it was not merged, and nothing was changed"
        )


def _settle(root: Path, planned: Renames) -> None:
    try:
        planned.settle(root)
    except (RefusedError, OSError):  # a link on the way, a full disk
        git(root, "merge", "--abort", check=False)
        raise


def _must_be_whole(session: Session, branch: str | None) -> None:
    """Takes a merge back that brought a trail with something wrong in it, before anything is joined or committed.

    One that plain git began is left to whoever began it.

    Raises:
        RefusedError: With what is wrong.
    """
    root = session.library.root
    changed = set(text(root, "diff", "--name-only", "--relative", "-z", "HEAD").split("\0"))
    # What git could not merge is asked about, and is looked at when the merge goes on.
    open_still = set(text(root, "diff", "--name-only", "--diff-filter=U", "--relative", "-z").split("\0"))
    merging = merge_waits(root)
    all_targets = list(targets(session.library.folder))
    wrong = [
        problem
        for target in all_targets
        if target.trail.is_file()
        if (names := {str(path.relative_to(root)) for path in (target.path, target.trail)}) & changed
        if (problem := _wrong_with(target, with_record=merging and not names & open_still)) is not None
    ]
    left_out = list(not_held(root, all_targets)) if not wrong and merging else []
    for problem in wrong or left_out:
        if branch is None:
            again = ", and `dhrcurate git merge BRANCH` makes it with the trails of both sides" if left_out else ""
            raise RefusedError(f"{problem}: it was not committed; `git merge --abort` gives the merge up{again}")
        git(root, "merge", "--abort")
        raise RefusedError(f"{problem}: the branch {branch} brings that, so it was not merged; nothing was changed")


def _wrong_with(target: AuditTarget, *, with_record: bool) -> str | None:
    """What is wrong with a trail besides several heads and events that stand twice, as after a merge.

    Args:
        target: The record and its trail.
        with_record: Whether the record has to be as the trail ends. With several heads that is known once they are
            joined.
    """
    name = target.trail.name
    try:
        raw = folded(target.read_bytes(), name)
        found = verify_bytes(raw)
        if not found.empty and not found.broken:
            rebuilt(read_events(raw, name), name)
    except RefusedError as error:
        return str(error) if name in str(error) else f"{name}: {error}"
    if found.empty:
        return f"{name}: the trail is empty"
    if found.broken:
        return f"{name}:{found.broken_line}: {found.broken}"
    if not with_record or len(found.heads) > 1 or found.ends_in(current_digest(target.path)):
        return None
    if not target.path.exists():
        return f"{target.path} is missing, but its trail exists"
    return f"{target.path} differs from the end of its trail: it was changed outside dhrcurate"


def _joined(session: Session, *, take_record: bool) -> BranchMerge:
    """Joins the trails that have several heads, and commits that, with git's own merge, unless something is open."""
    root = session.library.root
    merging = merge_waits(root)
    joined, changed, signed_off = [], [], []
    disputed, outside, written = {}, {}, {}
    held: dict[str, tuple[str, ...]] = {}
    again: dict[str, tuple[str, ...]] = {}
    # A trail that both sides added, as where each moved the library, holds the lines of both by git's `union`.
    of_both = set(in_conflict(root)) if merging else ()
    for target in targets(session.library.folder):
        if not target.trail.is_file():
            continue
        if len(target.read().heads) > 1:
            merged = merge_heads(session, target, take_record=take_record)
            if merged.event is not None:
                joined.append(target.name)
                written[target.name] = merged.written
                signed_off += [target.name] if merged.signed_off else []
                held |= {target.named: merged.held} if merged.held else {}
                again |= {target.named: merged.changed_again} if merged.changed_again else {}
                changed += _staged(root, target.path, target.trail)
            if merged.event is None and merged.conflicts:
                disputed[target.name] = merged.conflicts
            if merged.event is None and merged.outside:
                outside[target.name] = merged.outside
        elif merging and (fold_trail(session, target) or str(target.trail.relative_to(root)) in of_both):
            changed += _staged(root, target.trail)
    unmerged = tuple(_unmerged(root, {*disputed, *outside}, disputed))
    found = BranchMerge(
        None, not merging, tuple(joined), disputed, outside, unmerged, written, tuple(signed_off), held, again
    )
    if found.waits or not (merging or changed):
        return found
    if merging:
        found = replace(found, documents=tuple(bring_back(session.library.folder, "HEAD", "MERGE_HEAD")))
        if (root / ATTRIBUTES_FILE).is_file():  # `set_up` may have written it
            git(root, "add", "--", str(root / ATTRIBUTES_FILE), check=False)
        text(root, "commit", "--no-edit", "--quiet")
    else:
        text(root, "commit", "--quiet", "-m", f"Join the trails of {', '.join(joined)}", "--only", "--", *changed)
    return replace(found, committed=text(root, "rev-parse", "--short", "HEAD"))


def _staged(root: Path, *paths: Path) -> list[str]:
    """Stages files at once, so that they are committed even if a later one stops the merge; returns their names."""
    names = [str(path) for path in paths]
    git(root, "add", "--", *names)
    return names


def _merge(root: Path, branch: str) -> None:
    done = git(root, "merge", "--no-ff", "--no-commit", "--quiet", branch, check=False)
    if killed := killed_by(done.returncode):
        raise UnusableError(f"git merge {branch}: {killed} while it merged: {_way_back(root)}")
    if done.returncode and not merge_waits(root):
        lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        cut = "; this clone lacks the earlier part of its history: `git fetch --unshallow`" if is_shallow(root) else ""
        raise UnusableError(f"git merge {branch}: {lines[0] if lines else 'failed'}{cut}")


def _way_back(root: Path) -> str:
    """What gives a library the state of the last commit, which it had before git was called and was killed."""
    lock = Path(text(root, "rev-parse", "--git-path", "index.lock"))
    first = f"once no git runs here, remove {display_path(root / lock)}, then " if (root / lock).exists() else ""
    if merge_waits(root):
        return f"{first}`git merge --abort` gives the merge up"
    listed = text(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    top = top_level(root)
    found = [(entry.startswith("??"), Path(os.path.relpath(top / entry[3:]))) for entry in listed.split("\0") if entry]
    new, changed = [path for is_new, path in found if is_new], [path for is_new, path in found if not is_new]
    ways = [f"{put_back(*changed)} puts back what it wrote"] if changed else []
    ways += [f"`rm {shlex.join(map(str, new))}` takes away what it brought"] if new else []
    return first + (", and ".join(ways) or "merge again")


def _unmerged(root: Path, decided: Collection[str], disputed: dict[str, tuple[Conflict, ...]]) -> Iterator[str]:
    """What git could not merge, in words, but for the records of which it is known what is to be decided.

    Of a file that the driver merged without a trail to ask, the fields in which it kept ours are added to `disputed`.
    """
    top = top_level(root)
    listed = text(root, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=no").split("\0")
    found = {entry[3:]: entry[:2] for entry in listed if entry[:2] in {*_ONE_SIDE, "UU", "AA", "DD", "AU", "UA"}}
    for name, how in sorted(found.items()):
        path = Path(os.path.relpath(top / name))
        stem = path.name.removesuffix(TRAIL_SUFFIX).removesuffix(".toml")
        if stem in decided:
            continue
        if how not in _ONE_SIDE:
            if path.name.endswith(TRAIL_SUFFIX) and not is_within(top / name, Path(os.path.realpath(root))):
                going_on = shlex.join(["dhrcurate", "git", "merge", "--continue", "--library", str(path.parent)])
                yield f"{path}: the branch has this trail in another folder: `{going_on}` joins it there"
                continue
            if conflicts := _conflicts_in(top, name):
                disputed[str(path)] = conflicts
            yield f"{path}: git could not merge it; resolve it and `git add {shlex.quote(str(path))}`"
            continue
        files = [path]
        if path.name == f"{stem}.toml":
            trail = path.with_name(f"{stem}{TRAIL_SUFFIX}")
            files += [trail] if trail.is_file() else []
        elif path.name == f"{stem}{TRAIL_SUFFIX}" and str(Path(name).with_name(f"{stem}.toml")) in found:
            continue  # said of its record
        both = shlex.join(map(str, files))
        yield f"{path}: {_ONE_SIDE[how]}; `git add {both}` keeps it, `git rm {both}` deletes it"


def _conflicts_in(top: Path, name: str) -> tuple[Conflict, ...]:
    """The fields of a record or register in which the branches disagree, from the states that git keeps."""
    if not name.endswith(".toml"):
        return ()
    base, ours, theirs = (git(top, "show", f":{stage}:{name}", check=False).stdout for stage in (1, 2, 3))
    try:
        mine, other = parse(ours, name), parse(theirs, name)
        return join(parse(base, name) if base.strip() else begun_apart(mine, other), mine, other).conflicts
    except TomlError:
        return ()


_ONE_SIDE = {
    "DU": "deleted on this branch and changed on the other",
    "UD": "deleted on the other branch and changed on this",
}
"""git's words for a file that one side deleted."""
