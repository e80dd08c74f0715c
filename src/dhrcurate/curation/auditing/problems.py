"""What is wrong with a trail, and what mends it, for `dhrcurate audit verify`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dhrcurate.curation.auditing.committed import removed_from, torn_in_git
from dhrcurate.curation.auditing.left_behind import come_together, gone_on, trail_left_behind
from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.curation.saving.behind import brings_back
from dhrcurate.curation.saving.kept_by_git import in_a_state_of, lost_its_end, only_in_git
from dhrcurate.curation.saving.leftovers import NEEDLESS, UNFINISHED, leftover_beside, looked_again, ownerless
from dhrcurate.domain.canonical import digest
from dhrcurate.domain.errors import RefusedError
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.lfs import INSTEAD, LARGEST_POINTER, is_pointer
from dhrcurate.domain.traces import trace_of_work
from dhrcurate.domain.words import plural
from dhrcurate.storage.codec import MAX_BYTES, TomlError, parse
from dhrcurate.storage.document import Document
from dhrcurate.storage.files import UnreadableError, read_file, read_or_none
from dhrcurate.storage.folder import (
    LEADS_OUT,
    REGISTER,
    LeftOut,
    LibraryFolder,
    find_root,
    leads_out,
    record_paths,
)
from dhrcurate.storage.git import put_back
from dhrcurate.trail.event import Event
from dhrcurate.trail.log import Trail
from dhrcurate.trail.redactions import named_by
from dhrcurate.trail.roots import of_another, renamed_with_heads
from dhrcurate.trail.verify import Verification, lines_of, rebuild_digest, verify


@dataclass(frozen=True, slots=True)
class TrailProblem:
    """A problem that verifying a trail found.

    Attributes:
        target: The file with the trail.
        severity: Errors make `audit verify` exit with 1.
        line: Line of the trail, from 1; `None` if the problem concerns the whole trail.
        message: The problem, and what to do about it.
        of_version_1: Whether it says that there are events of version 1, which need be said once only.
    """

    target: AuditTarget
    severity: Severity
    line: int | None
    message: str
    of_version_1: bool = False

    def __str__(self) -> str:
        where = f"{self.target.trail}:{self.line}" if self.line else str(self.target.trail)
        return f"{where}: {self.severity}: {self.message}"


def verify_chain(target: AuditTarget) -> Verification | None:
    """Verifies a trail's chain; `None` if there is no trail.

    Raises:
        UnreadableError: If it is not a regular file or cannot be read.
    """
    try:
        if leads_out(target.trail):
            raise UnreadableError(target.trail, LEADS_OUT)
        if not target.trail.is_file():
            if target.trail.is_symlink() or target.trail.exists():
                raise UnreadableError(target.trail, "it is not a regular file")
            return None
        return verify(lambda: lines_of(target.trail))
    except OSError as error:
        raise UnreadableError(target.trail, error.strerror or "it cannot be read") from error


def problems_of(target: AuditTarget) -> Iterator[TrailProblem]:
    """Verifies one trail against its record, and rebuilds the record from the trail alone.

    What is wrong is looked at again before it is told: it may be a write that is under way.
    """

    def is_wrong(found: list[TrailProblem]) -> bool:
        return any(p.severity is not Severity.INFO for p in found)

    def may_pass(found: list[TrailProblem]) -> bool:
        return any(p.message in _PASSING for p in found)

    yield from looked_again(lambda: list(_problems_of(target)), is_wrong, may_pass)


def ownerless_problems(folder: LibraryFolder, known: Iterable[AuditTarget]) -> Iterator[TrailProblem]:
    """What a crash left in a library beside no record that has been verified."""
    for path, words in ownerless(folder.root, (target.path for target in known)):
        yield TrailProblem(AuditTarget(path, path), Severity.WARNING, None, words)


def unnamed_problems(folder: LibraryFolder) -> Iterator[TrailProblem]:
    """The records, trails and folders of a library that are not read, because of their names or otherwise."""
    aside: list[LeftOut] = []
    for _ in record_paths(folder.root, aside.append):
        pass
    for one in aside:
        if one.lost and one.why != LEADS_OUT:  # which is told with the trail
            yield TrailProblem(AuditTarget(one.path, one.path), Severity.ERROR, None, one.why)


_TORN = "the last line is incomplete, as after a crash; the next change sets it aside"
_PASSING = frozenset({_TORN, UNFINISHED, NEEDLESS})


def _problems_of(target: AuditTarget) -> Iterator[TrailProblem]:

    def problem(severity: Severity, message: str, line: int | None = None) -> TrailProblem:
        return TrailProblem(target, severity, line, message)

    if linked := leads_out(target.path):
        yield problem(
            Severity.ERROR,
            f"the record is missing: {target.path} is a link that leads out of the library and is not read; put the"
            " file itself there",
        )
    try:
        found = verify_chain(target)
    except UnreadableError as error:
        yield problem(Severity.ERROR, f"the trail cannot be read: {error.reason}")
        return
    if found is None or not found.events:
        if (left := leftover_beside(target.path, Trail())) is not None:
            yield problem(Severity.WARNING, left)
        if not linked:
            yield from _without_events(target, found, problem)
        return
    for line in found.clock_went_back:
        yield problem(Severity.WARNING, "the clock went back: this event is older than the one before it", line)
    if found.torn:
        yield problem(Severity.WARNING, _TORN, found.events + (0 if found.broken else 1))
    if found.broken:
        yield problem(Severity.ERROR, found.broken, found.broken_line)
        return
    for action in found.unknown_actions:
        yield problem(Severity.INFO, f"it has events of a kind that this version does not know: {action!r}")
    if found.of_version_1:
        told = f"{plural(found.of_version_1, 'event')} of version 1: {VERSION_1}"
        yield TrailProblem(target, Severity.INFO, None, told, of_version_1=True)
    trail = target.read()
    if found.redacted:
        told = f"values were redacted in {plural(found.redacted, 'event')}: {_redactors(trail)}"
        yield problem(Severity.INFO, told)
    left = leftover_beside(target.path, trail)
    if left is not None:
        yield problem(Severity.WARNING, left)
    if len(found.heads) > 1 and (another := renamed_with_heads(trail.events, target.name)) is not None:
        yield problem(Severity.ERROR, f"there are {len(found.heads)} heads, and {another}")
        return
    if len(found.heads) > 1:
        heads = ", ".join(h[:12] for h in found.heads)
        yield problem(
            Severity.ERROR,
            f"there are {len(found.heads)} heads ({heads}): `dhrcurate audit merge {target.named}` joins them",
        )
        return
    try:
        rebuild_digest(target.read_bytes(), str(target.trail))
    except RefusedError as error:
        yield problem(Severity.ERROR, str(error))
    if left != UNFINISHED and not linked:
        yield from _against_the_record(target, found, problem)


def _redactors(trail: Trail) -> str:
    """Who took out how many values, in words: what is left beside them has their word only."""
    counts = Counter(event.by for event in trail.events for _ in named_by(event))
    return ", ".join(f"{plural(count, 'value')} by {by}" for by, count in counts.items())


VERSION_1 = "who changed what, in which order, is sure; a redacted value may be guessed from the digests of its states"
"""What a trail with events of version 1 promises."""


def _without_events(
    target: AuditTarget, found: Verification | None, problem: Callable[..., TrailProblem]
) -> Iterator[TrailProblem]:
    """The problems of a file without a trail, or with an empty one."""
    if found is not None and found.torn:
        yield problem(Severity.WARNING, _TORN, 1)
    document = Document.read(target.path)
    data, trace = document.data, trace_of_work(document.data or {})
    lost = (
        f"`dhrcurate audit restore {target.named} --lost` brings it back from git, `dhrcurate audit adopt"
        f" {target.named} --reason WHY` begins a new one"
    )
    gone = trail_left_behind(LibraryFolder(find_root(target.path)), target.path, data or {}) if trace else None
    if found is not None and document.missing:
        what = "is empty" if found.empty else "holds no whole line"
        yield problem(
            Severity.ERROR,
            f"the trail {what}, and the record is missing: `dhrcurate audit restore {target.named} --lost` brings both"
            " back from git; if they are not there, remove the trail",
        )
    elif gone is not None and not (found is not None and found.empty):
        yield problem(Severity.ERROR, f"the trail is gone, although {trace}: {come_together(gone, target.path)}")
    elif found is not None and found.empty:
        yield problem(Severity.ERROR, f"the trail is empty: {lost}")
    elif data is None:
        yield problem(Severity.ERROR, f"{target.path} cannot be read: {document.problems[0].message}")
    elif trace:
        yield problem(Severity.ERROR, f"the trail is gone, although {trace}: {lost}")
    elif found is None and (remembered := _remembered(data or {})) and target.path.name == REGISTER:
        yield problem(Severity.WARNING, f"there is no trail, although {remembered}; if there was one, {lost}")
    elif found is None:
        yield problem(Severity.INFO, "there is no trail yet; the first change starts one")


def _remembered(register: Mapping[str, Any]) -> str:
    """What a register holds that decisions write into it, in words; empty where it may all be written by hand."""
    return " and ".join(f"it holds [[{name}]] decisions" for name in ("resolved", "distinct") if register.get(name))


def _against_the_record(
    target: AuditTarget, found: Verification, problem: Callable[..., TrailProblem]
) -> Iterator[TrailProblem]:
    if found.ends_in(current_digest(target.path)):
        return
    if not target.path.exists():
        if (record := gone_on(LibraryFolder(find_root(target.path)), target.path)) is not None:
            yield problem(Severity.ERROR, f"{target.path} is missing: {come_together(target.path, record)}")
            return
        yield problem(
            Severity.ERROR,
            f"{target.path} is missing, but its trail exists: `dhrcurate audit restore {target.named} --at EVENT`"
            " restores it",
        )
        return
    if is_pointer(read_or_none(target.path, LARGEST_POINTER) or b""):
        yield problem(Severity.ERROR, f"{target.path} cannot be read: {INSTEAD}")
        return
    trail, now = target.read(), current_digest(target.path)
    if (another := of_another(trail.events, target.name)) is not None:
        yield problem(Severity.ERROR, another, 1)
        return
    if (lost := lost_end(target, trail.events, now)) is not None:
        yield problem(Severity.ERROR, f"{target.path} differs from the end of its trail, and {lost}")
        return
    if now is not None and any(event.leads_to(now) for event in trail.events):
        back = brings_back(target.path, trail.by_id(trail.heads[0]))
        yield problem(
            Severity.ERROR,
            f"{target.path} lacks what its trail ends in, as where git put an older file in place: {back};"
            f" `dhrcurate audit adopt {target.named} --reason WHY` records that the older one is right",
        )
        return
    if found.torn and torn_in_git(target.trail):
        yield problem(Severity.ERROR, f"{target.path} is in no state of its trail, {torn_words(target)}")
        return
    message = f"{target.path} differs from the end of its trail: it was changed outside dhrcurate"
    yield problem(
        Severity.ERROR,
        f"{message}; `dhrcurate audit diff {target.named}` shows how, `dhrcurate audit adopt {target.named}"
        " --reason WHY` records it",
    )


def lost_end(target: AuditTarget, events: Sequence[Event], now: str | None) -> str | None:
    """What brings back the end that a trail lost and git has, in words; `None` if it lost none.

    What commits took out of it counts where the record is as that left it: else a commit took both back.

    Args:
        target: The trail, which ends in another state than its record has.
        events: Its events.
        now: The digest of the record.
    """
    if not (lost := only_in_git(target.trail, events)):
        known = {event.id for event in events}
        lost = tuple(event for event in removed_from(target.trail, uncommitted=False) if event.id not in known)
        if not in_a_state_of(lost, now):
            return None
    return lost_its_end(target.path, events, lost, now)


def torn_words(target: AuditTarget) -> str:
    """What to do about a trail that git wrote half, and about its record."""
    return (
        "and that was written half, as where git was killed at a merge: `git diff` shows what is not committed,"
        f" {put_back(target.path, target.trail)} puts both back as they were committed"
    )


def current_digest(path: Path) -> str | None:
    """Digest of a record or register as it is on disk, `None` if it has none."""
    if path.name.lstrip(".").startswith("agencies.toml"):
        try:
            return digest(parse(read_file(path, MAX_BYTES), path.name))
        except (FileNotFoundError, TomlError, UnreadableError, ValueError):
            return None
    return Document.read(path).digest
