"""The state of the library's git repository, for a curator who is about to push."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dhrcurate.curation.auditing.committed import NOT_COMMITTED, torn_in_git
from dhrcurate.curation.auditing.lost_events import Loss, Lost, begun_anew, lost_history, removed_by
from dhrcurate.curation.auditing.problems import current_digest, problems_of, torn_words
from dhrcurate.curation.auditing.told_otherwise import told_otherwise
from dhrcurate.curation.auditing.trails import targets
from dhrcurate.curation.auditing.whole_library import beside_each_other
from dhrcurate.curation.folder_names import folder_named, in_library
from dhrcurate.curation.saving.kept_by_git import in_a_state_of
from dhrcurate.curation.versioning.attributes import DRIVER, may_be_cured, overridden
from dhrcurate.curation.versioning.kept_documents import told_of_missing
from dhrcurate.curation.versioning.lfs import INSTALL, documents_in, lacks_filter, pointers, uses_lfs
from dhrcurate.curation.versioning.readiness import merge_waits, tracked_private
from dhrcurate.curation.versioning.setup import (
    ATTRIBUTES,
    ATTRIBUTES_FILE,
    must_be_in_git,
    runs_only_installed,
)
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.words import plural
from dhrcurate.storage.codec import MAX_BYTES
from dhrcurate.storage.files import read_or_none
from dhrcurate.storage.folder import PRIVATE, TRAIL_SUFFIX, LibraryFolder
from dhrcurate.storage.git import GitError, git, is_shallow, text
from dhrcurate.trail.log import events_in

_OF_DOCUMENTS = ATTRIBUTES[-1]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before pushing.

    Attributes:
        severity: Errors are to be fixed before a push.
        message: What is the case, and what to do about it.
    """

    severity: Severity
    message: str


def status(root: Path) -> Iterator[Notice]:
    """Checks a library in git: its set-up, uncommitted files, trails that fork or lost lines.

    Raises:
        UnusableError: If the library is not in a git repository, or git cannot be asked.
    """
    must_be_in_git(root)
    yield from _set_up(root)
    yield from _documents(root)
    if merging := merge_waits(root):
        finish = f"`dhrcurate git merge --continue{in_library(root)}`"
        yield Notice(Severity.ERROR, f"a merge is in progress: finish it with {finish}")
    yield from _private(root)
    yield from _uncommitted(root)
    all_targets = list(targets(LibraryFolder(root)))
    alone = (problem for target in all_targets for problem in problems_of(target))
    beside = beside_each_other(LibraryFolder(root), all_targets)
    for problem in (*alone, *told_otherwise(all_targets), *beside):
        if problem.severity is not Severity.INFO:
            yield Notice(problem.severity, str(problem))
    yield from _lost(root)
    if not merging:  # which may be with that very branch
        yield from _ahead(root)


def _set_up(root: Path) -> Iterator[Notice]:
    path, named = root / ATTRIBUTES_FILE, folder_named(root)
    lines = (read_or_none(path, MAX_BYTES) or b"").decode("utf-8", "replace").splitlines()
    driver = git(root, "config", "--get", f"merge.{DRIVER}.driver", check=False).stdout.decode("utf-8", "replace")
    if not set(ATTRIBUTES) - {_OF_DOCUMENTS} <= set(lines) or not driver:
        once = f"run `dhrcurate git setup {named}` once to merge them field by field"
        message = f"this clone merges records as text: {once}"
        yield Notice(Severity.WARNING, message)
    elif wrong := list(overridden(root)):
        or_run = f", or run `dhrcurate git setup {named}`, which puts its own last" if may_be_cured(wrong) else ""
        yield Notice(
            Severity.ERROR,
            "a line of .gitattributes, here or in another folder, overrides what `git setup` wrote:"
            f" {'; '.join(wrong)}: take it out{or_run}",
        )
    if driver and not runs_only_installed(driver):
        yield Notice(
            Severity.ERROR,
            "this clone's merge driver runs Python files that lie at the top of the repository, whoever put them there:"
            f" run `dhrcurate git setup {named}` to replace it",
        )


def _documents(root: Path) -> Iterator[Notice]:
    """How git keeps the documents, if there are any, and which are missing that it has."""
    for lost, message in told_of_missing(LibraryFolder(root)):
        yield Notice(Severity.WARNING if lost else Severity.INFO, message)
    lines = (read_or_none(root / ATTRIBUTES_FILE, MAX_BYTES) or b"").decode("utf-8", "replace").splitlines()
    documents = list(documents_in(root))
    if not documents:
        return
    if not uses_lfs(lines):
        if _OF_DOCUMENTS not in lines:
            message = f"git may take a document for text: run `dhrcurate git setup {folder_named(root)}` once"
            yield Notice(Severity.WARNING, message)
        return
    if lacks_filter(root):
        message = f"git LFS keeps the documents, and this clone has no filter for it: run {INSTALL}"
        yield Notice(Severity.WARNING, message)
    if missing := pointers(documents):
        yield Notice(Severity.INFO, f"{plural(len(missing), 'document')} not fetched: `git lfs pull` fetches them")


def _private(root: Path) -> Iterator[Notice]:
    if tracked_private(root):
        removing = f"`git rm -r --cached {shlex.quote(str(root / PRIVATE))}`"
        yield Notice(
            Severity.ERROR,
            f"git tracks files under {PRIVATE}: locks, and caches with values of records that no redaction can take out"
            f" of git again: {removing}, then commit",
        )


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


def _lost(root: Path) -> Iterator[Notice]:
    with suppress(GitError):  # no commit yet
        if is_shallow(root):
            message = (
                "this clone lacks the earlier part of its history, so it is not known what was removed there:"
                " `git fetch --unshallow` brings it"
            )
            yield Notice(Severity.WARNING, message)
        for lost in lost_history(root):
            yield _missing(lost) if lost.loss is Loss.MISSING else _deleted(root, lost)


def _missing(lost: Lost) -> Notice:
    target, events = lost.target, lost.events
    missing = f"{target.trail}: {plural(len(events), 'committed event')} missing from it ({removed_by(events)})"
    if (begun := begun_anew(target, events)) is not None:
        return Notice(Severity.INFO, f"{missing}: {begun.by} began a new trail at {begun.at}: {begun.note}")
    lines = (line.rstrip(b"\n") for _, line in events.values())
    if torn_in_git(target.trail) and not in_a_state_of(events_in(lines), current_digest(target.path)):
        return Notice(Severity.ERROR, f"{missing}, {torn_words(target)}")
    restoring = f"`dhrcurate audit restore {target.named} --lost` restores them"
    return Notice(Severity.ERROR, f"{missing}: {restoring}")


def _deleted(root: Path, lost: Lost) -> Notice:
    target, commit = lost.target, lost.commit
    uncommitted = commit == NOT_COMMITTED
    by = "a change that is not committed" if uncommitted else f"commit {commit}"
    shared = (
        not uncommitted and not git(root, "merge-base", "--is-ancestor", commit, "@{upstream}", check=False).returncode
    )
    restoring = f"`dhrcurate audit restore {target.named} --lost`"
    if lost.loss is Loss.REPLACED:
        told = (
            f"the record that stood here was deleted with its trail ({by}), and another record's trail has their name"
            f" now: give that one another id, then {restoring} brings both back"
        )
    else:
        told = f"this record and its trail were deleted ({by}): {restoring} brings both back"
    return Notice(Severity.WARNING if shared else Severity.ERROR, f"{target.path}: {told}")


def _ahead(root: Path) -> Iterator[Notice]:
    try:
        ahead, behind = text(root, "rev-list", "--left-right", "--count", "HEAD...@{upstream}").split()
    except GitError:
        return
    if int(behind):
        merging = f"`dhrcurate git merge @{{upstream}}{in_library(root)}`"
        message = f"the upstream branch is {plural(int(behind), 'commit')} ahead: {merging}"
        yield Notice(Severity.WARNING, message)
    if int(ahead):
        yield Notice(Severity.INFO, f"{plural(int(ahead), 'commit')} not pushed")
