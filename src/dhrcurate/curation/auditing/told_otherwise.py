"""Redactions that tell other values than the line that they redact, as git shows who has that line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.curation.auditing.committed import removed_from_these
from dhrcurate.curation.auditing.problems import TrailProblem
from dhrcurate.curation.auditing.trails import AuditTarget, raw_of
from dhrcurate.domain.finding import Severity
from dhrcurate.trail.event import Event
from dhrcurate.trail.fold import TOLD_OTHERWISE
from dhrcurate.trail.lines import EventError
from dhrcurate.trail.log import PARTLY, whole_lines


def told_otherwise(all_targets: Sequence[AuditTarget]) -> Iterator[TrailProblem]:
    """What redactions left in trails, compared with the lines that commits hold from before them.

    Only for trails in which something was redacted, and that git keeps: no digest covers what is left.

    Args:
        all_targets: Records and their trails.
    """
    raws = {target: raw for target in all_targets if PARTLY in (raw := raw_of(target))}
    removed = removed_from_these([target.trail for target in raws])
    for target, raw in raws.items():
        before: dict[str, list[Event]] = {}
        for earlier in removed.get(target.trail, ()):
            before.setdefault(earlier.id, []).append(earlier)
        for number, line in enumerate(whole_lines(raw)[0].split(b"\n"), 1):
            event = _event(line) if PARTLY in line else None
            if event is not None and not all(event.agrees_with(other) for other in before.get(event.id, ())):
                told = f"{TOLD_OTHERWISE}, which git has: `git log -p` shows both"
                yield TrailProblem(target, Severity.ERROR, number, told)


def _event(line: bytes) -> Event | None:
    try:
        return Event.from_line(line)
    except EventError:
        return None
