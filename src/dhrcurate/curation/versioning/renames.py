"""Records that a branch renamed: their trails of two names are one, and are joined under the new name.

git joins files of one name. Where it does not see that a file was renamed, because every line of it changed, it takes
the trail that has two names for two, and asks which of them to keep.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.curation.versioning.at_commits import (
    TrailAt,
    changed_trails,
    contents,
    merge_base,
    record_of,
    trails_at,
)
from dhrcurate.domain.difference import begun_apart, difference, join
from dhrcurate.domain.errors import RefusedError
from dhrcurate.storage.codec import TomlError, parse
from dhrcurate.storage.files import write_atomically
from dhrcurate.storage.git import git
from dhrcurate.storage.splice import splice
from dhrcurate.trail.fold import fold_events, lines_of_events
from dhrcurate.trail.log import read_events


@dataclass(frozen=True, slots=True)
class Renames:
    """What merging leaves of the records that one of two branches renamed, and of those that have had their names.

    Attributes:
        files: The content of each file, by its path relative to the library; `None` if it is gone.
    """

    files: dict[str, bytes | None]

    def settle(self, root: Path) -> None:
        """Puts the files in place, in the folder and in git's index, whatever git made of them."""
        for name, content in self.files.items():
            path = root / name
            if content is None:
                path.unlink(missing_ok=True)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(path, content, within=root)
        if self.files:
            git(root, "update-index", "--add", "--remove", "--", *self.files)


@dataclass(frozen=True, slots=True)
class _One:
    """One trail under the names that it has at the common commit, here and on the branch; `None` where it is not."""

    base: TrailAt | None
    ours: TrailAt | None
    theirs: TrailAt | None

    @property
    def sides(self) -> list[TrailAt]:
        return [side for side in (self.base, self.ours, self.theirs) if side is not None]

    @property
    def names(self) -> set[str]:
        return {side.name for side in self.sides}

    @property
    def renamed(self) -> bool:
        return self.ours is not None and self.theirs is not None and len(self.names) > 1


def renames(root: Path, branch: str) -> Renames:
    """Merges the records that were renamed here or on a branch; nothing is written yet.

    Raises:
        RefusedError: If both gave one record another name, or one name to two records; if one deleted what the other
            changed, and gave its name away; or if one of them cannot be read.
    """
    base = merge_base(root, branch)
    found = list(_trails(root, base, branch)) if base is not None else []
    concerned = [one for one in found if one.renamed]
    names: set[str] = set()
    # A name that was given away may be that of another trail by now, which git would mix with this one.
    while more := {name for one in concerned for name in one.names} - names:
        names |= more
        concerned = [one for one in found if not one.names.isdisjoint(names)]
    files: dict[str, bytes | None] = {}
    taken: set[str] = set()
    for one in concerned:
        if (name := _name(root, one, branch)) is None:
            continue
        if name in taken:
            raise RefusedError(
                f"{root / name}: here and on the branch {branch} two records have this name: {_RENAMING}"
            )
        taken.add(name)
        files[record_of(name)], files[name] = _merged(root, one, str(base), branch, name)
    for name in names - taken:
        files[record_of(name)] = files[name] = None
    return Renames(files)


_RENAMING = "give one of them another id first, rename its files, and `dhrcurate audit adopt` that"


def _trails(root: Path, base: str, branch: str) -> Iterator[_One]:
    names = changed_trails(root, base, "HEAD", branch)
    sides = [_by_beginning(root, commit, names, strict=commit != base) for commit in (base, "HEAD", branch)]
    for begun in dict.fromkeys(begun for side in sides for begun in side):
        yield _One(*(side.get(begun) for side in sides))


def _by_beginning(root: Path, commit: str, names: Sequence[str], *, strict: bool) -> dict[str, TrailAt]:
    found: dict[str, TrailAt] = {}
    for trail in trails_at(root, commit, names).values():
        if trail.begun is None:
            continue
        if (other := found.setdefault(trail.begun, trail)) is not trail and strict:
            raise RefusedError(
                f"{root / trail.name}: in {commit} it is the same trail as that of {root / other.record}: remove the"
                " files of the one that is the copy there"
            )
    return found


def _name(root: Path, one: _One, branch: str) -> str | None:
    """The name under which a trail goes on, `None` if it was deleted."""
    if one.ours is None or one.theirs is None:
        left = one.ours or one.theirs
        if left is None:
            return None
        if one.base is None:
            return left.name
        if left.raw == one.base.raw:
            return None
        deleting = "here" if one.ours is None else f"on the branch {branch}"
        raise RefusedError(
            f"{root / left.name}: this trail was changed on one side, and {deleting} it was deleted and its record's"
            " name given to another: restore it there, or delete it on both sides"
        )
    before, ours, theirs = one.base.name if one.base else None, one.ours.name, one.theirs.name
    if ours != theirs and before not in (ours, theirs):
        raise RefusedError(
            f"{root / ours}: the record was renamed here, and on the branch {branch} it is {root / theirs}: on one side"
            " give it and its files the name that it has on the other, and `dhrcurate audit adopt` that"
        )
    return theirs if before == ours else ours


def _merged(root: Path, one: _One, base: str, branch: str, name: str) -> tuple[bytes | None, bytes]:
    """A record and its trail with what both sides have.

    A field in which they disagree stays as it is here; the heads of the trail then wait for a decision.

    Raises:
        RefusedError: If one of them cannot be read.
    """
    if one.ours is None or one.theirs is None:
        commit, side = ("HEAD", one.ours) if one.ours is not None else (branch, one.theirs)
        assert side is not None  # a trail without any side has no name
        return contents(root, commit, [side.record])[0], side.raw
    events = [event for side in (one.ours, one.theirs) for event in read_events(side.raw, side.name).events]
    (ours,), (theirs,) = contents(root, "HEAD", [one.ours.record]), contents(root, branch, [one.theirs.record])
    (before,) = contents(root, base, [one.base.record]) if one.base is not None else (None,)
    if ours is None or theirs is None:
        raise RefusedError(f"{root / record_of(name)}: the record is missing here or on the branch {branch}")
    try:
        mine, other = parse(ours, one.ours.record), parse(theirs, one.theirs.record)
        state = parse(before, record_of(name)) if before else begun_apart(mine, other)
    except TomlError as error:
        raise RefusedError(
            f"{root / record_of(name)}: here or on the branch {branch} it cannot be read: {error}"
        ) from error
    joined = join(state, mine, other).data
    raw, held = (ours, mine) if name == one.ours.name else (theirs, other)
    edits = difference(held, joined)
    return splice(raw, edits) if edits else raw, lines_of_events(fold_events(tuple(events)))
