"""Heads of trails: what to keep elsewhere, so that a trail that was cut or rewritten shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dhrcurate.curation.auditing.beginnings import beginning, begins_again
from dhrcurate.curation.auditing.problems import TrailProblem
from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.domain.errors import RefusedError, UnusableError
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.visible import visible
from dhrcurate.storage.files import UnreadableError, is_there, read_file
from dhrcurate.trail.event import Event
from dhrcurate.trail.graph import ancestors, counted
from dhrcurate.trail.replay import lineage
from dhrcurate.trail.roots import id_after, ids_of

_FIRST = "dhrcurate-heads 2 "
_FIRST_LINE = re.compile(_FIRST + r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_LINE = re.compile(r"(?:(?P<head>[0-9a-f]{64}) (?P<count>[1-9][0-9]*)|- 0) (?P<name>.+)", re.ASCII)
_LINE_1 = re.compile(
    r"(?P<head>[0-9a-f]{64})  (?:(?:sha256:[0-9a-f]{64}|\(no record\))  )?(?P<name>.+)", re.ASCII
)  # the first version also printed the record's digest
_MAX_BYTES = 2**26


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a trail.

    Attributes:
        name: The record's id, or `agencies`.
        id: The event's id, `None` where there is no trail.
        count: How many events lead to it, itself among them.
    """

    name: str
    id: str | None
    count: int


def heads_of(targets: Sequence[AuditTarget]) -> list[Head]:
    """The heads of every trail, sorted by file; of a record without a trail that it has none.

    Raises:
        RefusedError: If a line of a trail is not an event.
        UnreadableError: If a trail cannot be read.
    """
    found: list[Head] = []
    for target in targets:
        trail = target.read() if is_there(target.trail) else None
        if trail is None or not trail.events:
            found.append(Head(target.name, None, 0))
            continue
        by_id = {e.id: e for e in trail.events}
        found += [Head(target.name, head, count) for head, count in counted(by_id, trail.heads).items()]
    return found


def heads_text(found: Sequence[Head]) -> str:
    """Heads as a file: the first line says when, each further one `HEAD COUNT NAME`.

    Raises:
        RefusedError: If a name could pass for more than a name, which somebody else may have chosen for that.
    """
    for head in found:
        if not _is_plain(head.name):
            raise RefusedError(
                f"{head.name!r}: a file with this name has no line in a file of heads, as there is a control character"
                " in the name, or a blank at an end of it: give it another name, or remove it"
            )
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"{_FIRST}{now}\n" + "".join(f"{h.id or '-'} {h.count} {h.name}\n" for h in found)


def _is_plain(name: str) -> bool:
    """True if a name stays one name on its line: nothing in it ends a line, shows nothing, or is a blank at an end."""
    return name == name.strip() and visible(name, one_line=True) == name


def read_heads(path: Path) -> list[Head]:
    """Reads a file of heads, of this version or of the first, which had no counts.

    Raises:
        UnusableError: If it cannot be read or is no such file.
    """
    try:
        raw = read_file(path, _MAX_BYTES)
    except (FileNotFoundError, UnreadableError) as error:
        raise UnusableError(f"{path}: the heads cannot be read: {error}") from error
    return parse_heads(raw, path)


def parse_heads(raw: bytes, path: Path) -> list[Head]:
    """Heads from the bytes of a file, which is to be exactly as `heads_text` (or the first version) wrote it.

    Raises:
        UnusableError: With the first line that is not.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise UnusableError(f"{path}: it is not a file of heads") from error
    lines = text.split("\n")
    if lines.pop():
        raise UnusableError(f"{path}:{len(lines) + 1}: the last line has no end: the heads may have been cut off")
    second = bool(lines) and lines[0].startswith(_FIRST)
    found: list[Head] = []
    for number, line in enumerate(lines, 1):
        if second and number == 1 and _FIRST_LINE.fullmatch(line):
            continue
        match = (_LINE if second else _LINE_1).fullmatch(line)
        if match is None or not _is_plain(match["name"]):
            raise UnusableError(f"{path}:{number}: it is not a line of heads as `dhrcurate audit heads` prints them")
        found.append(Head(match["name"], match["head"], int(match["count"] or 0) if second else 0))
    if not second and not found:
        raise UnusableError(f"{path}: it is not a file of heads as `dhrcurate audit heads` prints them")
    return found


def lost_since(old: Sequence[Head], targets: Sequence[AuditTarget], said: str = "") -> Iterator[str]:
    """Whether each old head is still in its trail, and each name still there, or the trail goes on under another.

    Args:
        old: The heads as they were kept.
        targets: The files and trails as they are now.
        said: Who vouched for them, for the message: a clause behind a comma.

    Yields:
        A sentence for each that is lost.
    """
    by_name = _by_name(targets)
    reached: dict[Path, frozenset[str] | str] = {}

    def ids_in(target: AuditTarget) -> frozenset[str] | str:
        if target.trail not in reached:
            reached[target.trail] = _reached(target, said)
        return reached[target.trail]

    def lacking(head: Head) -> list[AuditTarget]:
        return [
            target for target in by_name.get(head.name, ()) if head.id is not None and head.id not in ids_in(target)
        ]

    asked = [head for head in old if head.name not in by_name or lacking(head)]
    renamed, bearers = _renamed(asked, targets)
    told: set[Path] = set()
    for head in asked:
        here = by_name.get(head.name, ())
        if any(_goes_on(head, here, one) for one in renamed.get(head.id or "", ())):
            continue
        if not here and head.name not in bearers:
            yield f"{head.name}: its head was kept{said}, and now it is gone"
        for target in lacking(head) if here or head.id is None else bearers.get(head.name, ()):
            found = ids_in(target)
            if not isinstance(found, str):
                lost = f"the event {(head.id or '')[:12]}{f'{said},' if said else ''} is missing"
                yield f"{target.trail}: {lost}: the trail was rewritten or cut"
            elif target.trail not in told:
                told.add(target.trail)
                yield found


def _reached(target: AuditTarget, said: str) -> frozenset[str] | str:
    """The ids of the events that lead to the heads of a trail; if there are none, why, as a sentence."""
    if not target.trail.is_file():
        return f"{target.trail}: its head was kept{said}, and now there is no trail"
    try:
        trail = target.read()
    except (RefusedError, UnreadableError) as error:
        return str(error)
    by_id = {e.id: e for e in trail.events}
    return frozenset(ancestors(by_id, *trail.heads))


def _by_name(targets: Sequence[AuditTarget]) -> dict[str, list[AuditTarget]]:
    """Files by the id that their names say. Each of several with one id is asked for: a copy answers for none."""
    found: dict[str, list[AuditTarget]] = {}
    for target in targets:
        found.setdefault(target.name, []).append(target)
    return found


@dataclass(frozen=True, slots=True)
class _Renamed:
    """A trail that holds a head under another name than it was kept with: where, and the ids that its record had."""

    target: AuditTarget
    begun: Event
    had: str
    has: tuple[str, ...]


def _renamed(
    asked: Sequence[Head], targets: Sequence[AuditTarget]
) -> tuple[dict[str, list[_Renamed]], dict[str, list[AuditTarget]]]:
    """The trails in which heads stand, by these events' ids; and those whose records had other ids, by these."""
    wanted = {head.id for head in asked if head.id is not None}
    found: dict[str, list[_Renamed]] = {}
    bearers: dict[str, list[AuditTarget]] = {}
    for target in targets if asked else ():
        try:
            trail = target.read()
            has = ids_of(trail.events)
            for name in has if target.name in has else ():
                bearers.setdefault(name, []).append(target)
            for event in trail.events:
                if event.id in wanted and (had := id_after(before := lineage(trail, event))) is not None:
                    found.setdefault(event.id, []).append(_Renamed(target, before[0], had, has))
        except (RefusedError, UnreadableError):
            continue  # told as such
    return found, bearers


def _goes_on(head: Head, here: Sequence[AuditTarget], renamed: _Renamed) -> bool:
    """True if a trail is that of a head under another name, and what has that name now is another record."""
    if renamed.target.name == head.name or renamed.had != head.name or renamed.target.name not in renamed.has:
        return False
    begun = [beginning(target) for target in here]
    return all(other is not None and not begins_again(other, renamed.begun, head.name) for other in begun)


def same_ids(targets: Sequence[AuditTarget]) -> Iterator[TrailProblem]:
    """The files of a library that have the id of another one before them, in whatever folder."""
    for first, *others in _by_name(targets).values():
        for target in others:
            told = f"{first.path} has the same id: one of them is a copy, and commands that name the id mean the first"
            yield TrailProblem(target, Severity.ERROR, None, f"{told}; rename or remove the other")


def later_than(old: Sequence[Head], targets: Sequence[AuditTarget]) -> Iterator[str]:
    """The trails that have events after some heads, and what has no trail and no line there, as a sentence each."""
    kept = {(head.name, head.id) for head in old}
    names = {head.name for head in old}
    for head in heads_of(targets):
        if head.id is None and head.name not in names:
            yield f"{head.name}: it is not among the signed heads, and it has no trail: it was added later"
        if head.id is not None and (head.name, head.id) not in kept:
            yield f"{head.name}: the event {head.id[:12]} is not among the signed heads: it was added or changed later"
