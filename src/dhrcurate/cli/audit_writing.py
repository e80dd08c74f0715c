"""The subcommands of `dhrcurate audit` that write: restore, adopt, merge; redact is in `audit_redact`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from dhrcurate.cli.arguments import AddCommand, add_signer, not_empty
from dhrcurate.cli.audit_redact import add_redact_command
from dhrcurate.curation.auditing.adopting import adopt
from dhrcurate.curation.auditing.deleted import find_even_deleted
from dhrcurate.curation.auditing.joining import merge_heads
from dhrcurate.curation.auditing.lost_events import lost_events, removed_by
from dhrcurate.curation.auditing.restoring import preview_restore, restore, restore_lost
from dhrcurate.curation.auditing.trails import AuditTarget, find_target
from dhrcurate.curation.configuration.curator import who_signs
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural
from dhrcurate.reporting.trails import (
    SIGNED_OFF,
    changed_again_line,
    conflict_lines,
    edit_lines,
    event_lines,
    held_line,
    outside_lines,
    written_lines,
)
from dhrcurate.storage.folder import find_root
from dhrcurate.trail.event import Event


def add_writing_commands(command: AddCommand, record: Callable[[argparse.ArgumentParser], None]) -> None:
    """Adds the subcommands that write.

    Args:
        command: Adds a subcommand, from a name, a line of help and a function.
        record: Adds the arguments that name a record.
    """
    made = command("restore", "restore an earlier state of a record, as a new event", _restore)
    record(made)
    made.add_argument(
        "--at", metavar="EVENT|TIME", help="after which event (at least 4 digits of its id), or when, in UTC"
    )
    made.add_argument("--lost", action="store_true", help="restore events that a commit (such as a revert) removed")
    made.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    made.add_argument("--reason", metavar="WHY", default="", help="why, for the trail")
    add_signer(made)
    made = command("adopt", "record changes made outside dhrcurate, under your name", _adopt)
    record(made)
    made.add_argument("--reason", metavar="WHY", type=not_empty, required=True, help="why it was changed outside")
    made.add_argument(
        "--renamed-from", metavar="ID", help="the id that the record had, if it and its files were given another name"
    )
    add_signer(made)
    made = command("merge", "merge the heads of a trail, as after merging branches", _merge)
    record(made)
    made.add_argument(
        "--take-record",
        action="store_true",
        help="the record is right where the branches disagree, or it has what neither has",
    )
    made.add_argument("--reason", metavar="WHY", default="", help="why, for the trail")
    add_signer(made)
    add_redact_command(command)


def _opened(arguments: argparse.Namespace) -> tuple[Session, AuditTarget]:
    find = find_even_deleted if getattr(arguments, "lost", False) else find_target
    target = find(arguments.record, arguments.library)
    library = Library.open(target.path.parent)
    session = arguments.session = Session(library, who_signs(arguments.curator, where=library.root))
    return session, target


def _print_event(event: Event | None, nothing: str) -> int:
    if event is None:
        print(nothing, file=sys.stderr)
    else:
        print(*event_lines(event), sep="\n")
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    if bool(arguments.at) == arguments.lost:
        raise UnusableError("give either --at EVENT|TIME or --lost")
    if arguments.dry_run:
        return _would_restore(arguments)
    session, target = _opened(arguments)
    if arguments.lost:
        found = restore_lost(session, target)
        print(*found.notices, sep="\n", end="\n" if found.notices else "", file=sys.stderr)
        record = f", and {target.path} with them" if found.record else ""
        if found.events or not found.folded:
            print(f"{target.trail}: {plural(found.events, 'event')} restored{record}", file=sys.stderr)
        if found.cut:
            print(
                "this clone lacks the earlier part of its history: `git fetch --unshallow`, then again", file=sys.stderr
            )
        if found.folded:
            print(f"{target.trail}: what a redaction took out stood there again, and was taken out", file=sys.stderr)
        if found.page:
            print(visible(found.page, one_line=True), file=sys.stderr)
        if found.named:
            print(f"{target.path}: these events gave it another id; it has that of its file again", file=sys.stderr)
        if target.trail.is_file() and len(target.read().heads) > 1:
            print(f"now the trail has two heads: `dhrcurate audit merge {target.named}` joins them", file=sys.stderr)
            return 1
        return 0
    return _print_event(restore(session, target, arguments.at, arguments.reason), "the record is already in that state")


def _would_restore(arguments: argparse.Namespace) -> int:
    if arguments.lost:
        target = find_even_deleted(arguments.record, arguments.library)
        lost = lost_events(find_root(target.path.parent), target)
        for event_id, (_, line) in lost.items():
            print(
                f"removed by {removed_by({event_id: lost[event_id]})}:", *event_lines(Event.from_line(line)), sep="\n"
            )
        print(f"would restore {plural(len(lost), 'event')}; nothing was changed", file=sys.stderr)
        return 0
    target = find_target(arguments.record, arguments.library)
    edits = preview_restore(target, arguments.at)
    for edit in edits:
        print(*edit_lines(edit), sep="\n")
    gone = not target.path.exists()
    effect = "restore the record" if gone else f"make {plural(len(edits), 'change')}" if edits else "change nothing"
    print(f"would {effect}; nothing was changed", file=sys.stderr)
    return 0


def _adopt(arguments: argparse.Namespace) -> int:
    session, target = _opened(arguments)
    return _print_event(
        adopt(session, target, arguments.reason, renamed_from=arguments.renamed_from),
        "nothing to adopt: the trail ends in this very state",
    )


def _merge(arguments: argparse.Namespace) -> int:
    session, target = _opened(arguments)
    merged = merge_heads(session, target, take_record=arguments.take_record, note=arguments.reason)
    print(*merged.notices, sep="\n", end="\n" if merged.notices else "", file=sys.stderr)
    if merged.event is None:
        for conflict in merged.conflicts:
            print(*conflict_lines(conflict), sep="\n")
        print(*outside_lines(merged.outside), sep="\n", end="\n" if merged.outside else "")
        if not merged.conflicts and not merged.outside:
            return 0
        again = f"`dhrcurate audit merge {target.named} --take-record`"
        if merged.outside:
            print(f"the record was also edited itself: {again} records that with the merge", file=sys.stderr)
        else:
            print(f"set each in the record (or leave it) and run {again}", file=sys.stderr)
        return 1
    for line in written_lines(merged.written):
        print(line)
    if merged.signed_off:
        print(SIGNED_OFF, file=sys.stderr)
    if merged.held:
        print(visible(held_line(target.named, merged.held), one_line=True), file=sys.stderr)
    if merged.changed_again:
        print(visible(changed_again_line(target.named, merged.changed_again), one_line=True), file=sys.stderr)
    return _print_event(merged.event, "")
