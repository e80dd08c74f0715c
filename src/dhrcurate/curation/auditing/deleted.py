"""Records that were deleted with their trails, which only git still knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.curation.auditing.lost_events import NOT_COMMITTED, events_in
from dhrcurate.curation.auditing.trails import AuditTarget, find_target, targets
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.folder import TRAIL_SUFFIX, LibraryFolder, find_root, trail_beside
from dhrcurate.storage.git import GitError, git


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record that was deleted with its trail.

    Attributes:
        target: Where they stood.
        commit: The commit that deleted the trail last, abbreviated; `NOT_COMMITTED` if none did yet.
    """

    target: AuditTarget
    commit: str


def deleted_records(root: Path) -> Iterator[Deleted]:
    """The records and registers that git knows with a trail, and of which neither file is there.

    One that was renamed is not among them: its trail goes on under another name.

    Raises:
        GitError: If git cannot be asked, as before the first commit.
    """
    deleted = dict.fromkeys(_names(root, "diff", "HEAD"), NOT_COMMITTED)
    commit = ""
    for entry in _names(root, "log", "--format=%x01%h"):
        if entry.startswith("\1"):
            commit = entry[1:]
        else:
            deleted.setdefault(entry, commit)
    known: set[str] | None = None
    for name, where in sorted(deleted.items()):
        path = root / f"{name.removesuffix(TRAIL_SUFFIX)}.toml"
        if not name.endswith(TRAIL_SUFFIX) or path.exists() or trail_beside(path).exists():
            continue
        first = next(iter(events_in(content_before(root, where, name).split(b"\n"))), None)
        if known is None:
            known = set(_beginnings(root))
        if first is not None and first.id not in known:
            yield Deleted(AuditTarget(path, trail_beside(path)), where)


def content_before(root: Path, commit: str, name: str) -> bytes:
    """A file as it was before a commit deleted it; empty if it was not there."""
    before = "HEAD" if commit == NOT_COMMITTED else f"{commit}^"
    return git(root, "show", f"{before}:./{name}", check=False).stdout


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
            for deleted in deleted_records(root):
                target = deleted.target
                if target.path.resolve() == path.resolve() if is_file else target.name == named:
                    return target
        except GitError:
            pass
        raise


def _names(root: Path, command: str, *arguments: str) -> list[str]:
    done = git(root, command, *arguments, "--diff-filter=D", "--no-renames", "--relative", "--name-only", "-z")
    return [entry for raw in done.stdout.decode("utf-8", "surrogateescape").split("\0") if (entry := raw.strip("\n"))]


def _beginnings(root: Path) -> Iterator[str]:
    """Ids of the first events of the trails that are there."""
    for target in targets(LibraryFolder(root)):
        if target.trail.is_file():
            with target.trail.open("rb") as file:
                yield from (event.id for event in events_in([file.readline().rstrip(b"\n")]))
