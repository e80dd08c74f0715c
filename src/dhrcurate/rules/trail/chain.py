"""Faults of a record's trail, as `TrailFacts` has them; a check repairs nothing."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Finding, Severity
from dhrcurate.rules.context import FileContext
from dhrcurate.rules.registry import file_rule

SHORT_ID = 12
"""The number of characters of an event's id that are shown."""


@file_rule("DHR901", "missing-trail", Severity.INFO)
def missing_trail(context: FileContext) -> Iterator[Finding]:
    """A record has no trail.

    Why: Without a trail nobody can tell who decided what. The first change with dhrcurate starts one automatically.

    Before: exampleton-2015-06.toml without a trail

    After: exampleton-2015-06.trail.jsonl next to it, which begins with an `import` or an `adopt` event
    """
    trail = context.trail
    if context.record is not None and trail is not None and not trail.exists and trail.trace is None:
        yield missing_trail.finding("the trail is missing; the first change made here starts one")


@file_rule("DHR902", "changed-outside-trail", Severity.ERROR)
def changed_outside_trail(context: FileContext) -> Iterator[Finding]:
    """A record differs from the end of its trail.

    Why: Somebody changed the record by hand or in a merge, and the trail does not say who, what or why.

    Before: a word was corrected in a text editor

    After: the same correction as an event, made in the interface or recorded with `dhrcurate audit adopt`

    Note: Where the end of the trail is lost, or its last line is not whole, that may say who changed the record, and
    git may have it: `dhrcurate audit verify` asks git, and `audit adopt` refuses while it has more of the trail.
    """
    trail = context.trail
    if trail is None or not trail.exists or not trail.changed_outside:
        return
    if trail.missing:
        yield changed_outside_trail.finding(
            "the file is missing, but its trail exists; `dhrcurate audit restore RECORD --at EVENT` restores it"
        )
    elif trail.torn:
        yield changed_outside_trail.finding(
            "the record was changed outside its trail, or by the last line, which is not whole; `dhrcurate audit"
            " restore RECORD --lost` brings that back from git"
        )
    else:
        yield changed_outside_trail.finding(
            "the record was changed outside its trail: `dhrcurate audit adopt RECORD --reason WHY` records it; or git"
            " has more of the trail: `dhrcurate audit restore RECORD --lost` brings it back"
        )


@file_rule("DHR903", "broken-trail", Severity.ERROR)
def broken_trail(context: FileContext) -> Iterator[Finding]:
    """A trail does not verify.

    Why: A line was changed, lost or inserted later, so the history in the trail is not reliable from there on.

    Before: a trail without the line that its fifth event names as its parent

    After: the lost line restored from version control, so that the chain is whole again
    """
    trail = context.trail
    if trail is not None and trail.unreadable is not None:
        yield broken_trail.finding(f"the trail cannot be read: {trail.unreadable}")
    elif trail is not None and trail.exists and trail.broken is not None:
        yield broken_trail.finding(f"the trail is broken at its line {trail.broken_line}: {trail.broken}")


@file_rule("DHR904", "two-heads", Severity.ERROR)
def two_heads(context: FileContext) -> Iterator[Finding]:
    """A trail ends in more than one event.

    Why: Two branches changed one record and their trails were joined, but nobody has decided what the record is now.

    Before: two events name the same parent, and nothing follows either

    After: a `merge` event names both as its parents
    """
    trail = context.trail
    if trail is not None and trail.broken is None and len(trail.heads) > 1:
        heads = ", ".join(head.removeprefix("sha256:")[:SHORT_ID] for head in trail.heads)
        yield two_heads.finding(
            f"the trail has {len(trail.heads)} heads ({heads}); `dhrcurate audit merge RECORD` joins them"
        )


@file_rule("DHR905", "torn-trail", Severity.WARNING)
def torn_trail(context: FileContext) -> Iterator[Finding]:
    """The last line of a trail is incomplete.

    Why: A write was cut short. The record is as it was before that change; the next change sets the torn line aside.

    Before: the last line ends in the middle of an event

    After: every line is one whole event
    """
    if context.trail is not None and context.trail.torn:
        yield torn_trail.finding("the last line of the trail is not whole; the next change sets it aside")


@file_rule("DHR906", "clock-went-back", Severity.WARNING)
def clock_went_back(context: FileContext) -> Iterator[Finding]:
    """An event is dated before the one that it follows.

    Why: A clock was wrong or was set back, so the times do not show the order of decisions; the chain does.

    Before: an event of 10:05 follows one of 10:20

    After: the times in the trail never run backwards
    """
    if context.trail is not None and context.trail.clock_went_back:
        lines = context.trail.clock_went_back
        shown = ", ".join(str(line) for line in lines[:5]) + (", ..." if len(lines) > 5 else "")
        yield clock_went_back.finding(
            f"the clock went back at line{'s' if len(lines) > 1 else ''} {shown} of the trail: dated before its parent"
        )


@file_rule("DHR907", "lost-trail", Severity.ERROR)
def lost_trail(context: FileContext) -> Iterator[Finding]:
    """A record bears decisions, and its trail is gone or empty.

    Why: An import, a waiver, a decision and a sign-off are each written together with an event. Without their trail
    nobody can tell who made them, and a new trail would hide that.

    Before: a record with accepted recommendations whose trail was deleted

    After: the trail restored with `dhrcurate audit restore --lost`, or a new one begun with `dhrcurate audit adopt`
    """
    trail = context.trail
    if trail is None or not (trail.empty or trail.trace or trail.only_torn):
        return
    if trail.exists and trail.missing:
        yield lost_trail.finding(
            f"the trail {'is empty' if trail.empty else 'holds no whole line'}, and the record is missing: `dhrcurate"
            " audit restore RECORD --lost` brings both back from git; if they are not there, remove the trail"
        )
        return
    state = "is empty" if trail.exists else "is gone"
    because = f", although {trail.trace}" if trail.trace else ""
    yield lost_trail.finding(
        f"the trail {state}{because}: `dhrcurate audit restore RECORD --lost` brings it back from git,"
        " `dhrcurate audit adopt RECORD --reason WHY` begins a new one"
    )


@file_rule("DHR908", "interrupted-write", Severity.WARNING)
def interrupted_write(context: FileContext) -> Iterator[Finding]:
    """A write was interrupted and left a file beside the record.

    Why: The program was killed, or the power failed, in the middle of a write. Nothing is damaged, but until somebody
    opens the library again the record may lack its last decision, which its trail has.

    Before: .exampleton-2015-06.toml.staged beside the record, after a crash

    After: the library opened once, which finishes the write or takes the file away
    """
    if context.trail is not None and context.trail.leftover is not None:
        yield interrupted_write.finding(context.trail.leftover)
