"""What a curator needs to know of the library's git repository before pushing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.curation.auditing.lost_events import lost_events
from dhrcurate.curation.auditing.trails import Target, problems_of, targets
from dhrcurate.curation.versioning.setup import ATTRIBUTES, DRIVER
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.words import plural
from dhrcurate.storage.folder import TRAIL_SUFFIX, LibraryFolder
from dhrcurate.storage.git import GitError, git, text, top_level


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know.

    Attributes:
        severity: Errors are to be mended before a push.
        message: What, and what to do.
    """

    severity: Severity
    message: str


def status(root: Path) -> Iterator[Notice]:
    """What is to be known of a library in git: its set-up, what is not committed, trails that fork or lost lines.

    Raises:
        UnusableError: Where the library lies in no git repository.
    """
    if top_level(root) is None:
        raise UnusableError(f"{root} lies in no git repository: run `git init` first")
    yield from _set_up(root)
    if git(root, "rev-parse", "-q", "--verify", "MERGE_HEAD", check=False).returncode == 0:
        yield Notice(Severity.ERROR, "a merge is under way: finish it with `dhrcurate git merge --continue`")
    yield from _uncommitted(root)
    for target in targets(LibraryFolder(root)):
        for problem in problems_of(target):
            if problem.severity is not Severity.INFO:
                yield Notice(problem.severity, str(problem))
        yield from _lost_lines(root, target)
    yield from _ahead(root)


def _set_up(root: Path) -> Iterator[Notice]:
    path = root / ".gitattributes"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    driver = git(root, "config", "--get", f"merge.{DRIVER}.driver", check=False).stdout
    if not set(ATTRIBUTES) <= set(lines) or not driver:
        message = "this clone merges records as text: run `dhrcurate git setup` once to merge them field by field"
        yield Notice(Severity.WARNING, message)


def _uncommitted(root: Path) -> Iterator[Notice]:
    listed = text(root, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--", ".").split("\0")
    files = [entry[3:] for entry in listed if entry]
    trails = sum(f.endswith(TRAIL_SUFFIX) for f in files)
    if files:
        yield Notice(
            Severity.INFO,
            f"{plural(len(files), 'file')} not committed, {plural(trails, 'trail')} among them;"
            " a record and its trail go together",
        )


def _lost_lines(root: Path, target: Target) -> Iterator[Notice]:
    try:
        lost = lost_events(root, target)
    except GitError:  # no commit yet
        return
    if lost:
        commits = sorted({commit for commit, _ in lost.values()})
        yield Notice(
            Severity.ERROR,
            f"{target.trail}: {plural(len(lost), 'committed event')} gone from it (commit {', '.join(commits)}):"
            f" `dhrcurate audit restore {target.name} --lost` brings back what is lost",
        )


def _ahead(root: Path) -> Iterator[Notice]:
    try:
        ahead, behind = text(root, "rev-list", "--left-right", "--count", "HEAD...@{upstream}").split()
    except GitError:
        return
    if int(behind):
        message = (
            f"the branch it follows has {plural(int(behind), 'commit')} not here: `dhrcurate git merge @{{upstream}}`"
        )
        yield Notice(Severity.WARNING, message)
    if int(ahead):
        yield Notice(Severity.INFO, f"{plural(int(ahead), 'commit')} not pushed")
