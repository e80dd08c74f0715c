"""`dhrcurate audit`: read, verify and repair audit trails."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import tomli_w

from dhrcurate.cli.arguments import add_record, positive, subcommands
from dhrcurate.cli.audit_writing import add_writing_commands
from dhrcurate.cli.printing import print_json
from dhrcurate.curation.auditing.heads import heads_of, heads_text, lost_since, read_heads
from dhrcurate.curation.auditing.problems import VERSION_1, problems_of
from dhrcurate.curation.auditing.signing import check_signature, sign
from dhrcurate.curation.auditing.told_otherwise import told_otherwise
from dhrcurate.curation.auditing.trails import (
    AuditTarget,
    content_of,
    find_target,
    targets,
)
from dhrcurate.curation.auditing.whole_library import beside_each_other
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.columns import EXTRA
from dhrcurate.domain.difference import difference
from dhrcurate.domain.edit import pointer
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.subject import subject_of
from dhrcurate.domain.visible import escaped_toml, visible
from dhrcurate.domain.words import plural
from dhrcurate.reporting.trails import as_json, edit_lines, event_lines, shown, value, where
from dhrcurate.storage.document import Document
from dhrcurate.storage.folder import LibraryFolder, find_root
from dhrcurate.trail.history import Blame, at, blame, concerning, narrowed, reversed_events, used_keys
from dhrcurate.trail.log import Trail
from dhrcurate.trail.redact import Secret
from dhrcurate.trail.replay import State, replay
from dhrcurate.trail.roots import rows_of

_LIBRARY = Path("records")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds every subcommand."""
    command = subcommands(parser, "audit")

    log = command("log", "list the changes of a record, newest first; times are UTC", _log)
    _record(log)
    log.add_argument("key", metavar="KEY", nargs="?", help="only events that touched this recommendation (r014)")
    log.add_argument("-n", "--limit", metavar="N", type=positive, help="at most this many events")
    log.add_argument("--holding", metavar="TEXT", help="only events whose values contain this text")
    _form(log)
    who = command("blame", "show who last set each value of a record", _blame)
    _record(who)
    who.add_argument("key", metavar="KEY", nargs="?", help="only this recommendation (r014)")
    _form(who)
    diff = command("diff", "show the differences between two states of a record", _diff)
    _record(diff)
    diff.add_argument(
        "a", metavar="A", nargs="?", help="an event or a time (default: the state that the trail ends in)"
    )
    diff.add_argument("b", metavar="B", nargs="?", help="an event or a time (default: the record on disk)")
    _form(diff)
    show = command("show", "show a record as it was", _show)
    _record(show)
    show.add_argument("--at", metavar="EVENT|TIME", help="after which event, or when, in UTC (default: at the end)")
    _form(show)
    verify = command("verify", "verify trails: exit with 0 if all is well, else with 1 and the first bad line", _verify)
    verify.add_argument(
        "library",
        metavar="LIBRARY",
        nargs="?",
        type=Path,
        default=_LIBRARY,
        help="a library, record or trail (default: records)",
    )
    verify.add_argument("--library", metavar="DIR", type=Path, dest="folder", help="the same, as `log` takes it")
    verify.add_argument("--signers", type=Path, metavar="FILE", help="also check signed heads; the allowed signers")
    verify.add_argument("--all-signed", action="store_true", help="with --signers: nothing may follow the signed heads")
    verify.add_argument(
        "--since", type=Path, metavar="HEADS", help="every head in this file, from `audit heads`, must still be there"
    )
    _form(verify)
    heads = command("heads", "list the last event of every trail, to be kept elsewhere", _heads)
    heads.add_argument("library", metavar="LIBRARY", nargs="?", type=Path, default=_LIBRARY, help="default: records")
    _form(heads)
    signed = command("sign", "sign the heads of every trail with an SSH key", _sign)
    signed.add_argument("library", metavar="LIBRARY", nargs="?", type=Path, default=_LIBRARY, help="default: records")
    signed.add_argument("--key", metavar="FILE", type=Path, required=True, help="an SSH key, such as ~/.ssh/id_ed25519")
    add_writing_commands(command, _record)


def run(arguments: argparse.Namespace) -> int:
    """Runs the subcommand; what it wrote must stand at the end."""
    code = int(arguments.act(arguments))
    session: Session | None = getattr(arguments, "session", None)
    if session is not None:
        session.must_stand()
    return code


def _record(parser: argparse.ArgumentParser) -> None:
    add_record(parser, or_register=True)


def _form(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output-format", choices=("text", "json"), default="text")


def _target(arguments: argparse.Namespace) -> AuditTarget:
    return find_target(arguments.record, arguments.library)


def _log(arguments: argparse.Namespace) -> int:
    target = _target(arguments)
    trail = target.read()
    _known_key(arguments.key, target, trail)
    events = concerning(trail, arguments.key)
    if arguments.holding:
        wanted = Secret.of([arguments.holding])
        events = [e for e in events if next(wanted.places([e.note, *((c.old, c.new) for c in e.changes)]), None)]
    events = events[: arguments.limit]
    if arguments.output_format == "json":
        print_json(as_json(events), indent=1)
        return 0
    undone = reversed_events(trail)
    for event in events:
        print(*event_lines(narrowed(event, arguments.key), undone=event.id in undone), sep="\n")
    return 0


def _known_key(key: str | None, target: AuditTarget, trail: Trail) -> None:
    """Refuses what was never a recommendation's key, such as a printed number."""
    if key is None or key in used_keys(trail):
        return
    meant = next((row.get("key") for row in rows_of(replay(trail).data) if row.get("number") == key), None)
    hint = f"; the key of number {key} is {meant}" if meant else ""
    raise UnusableError(f"{target.name}: no recommendation has, or ever had, the key {key}{hint}")


def _blame(arguments: argparse.Namespace) -> int:
    target = _target(arguments)
    trail = target.read()
    found = blame(trail)
    if arguments.key:
        _known_key(arguments.key, target, trail)
        found = [b for b in found if b.path.startswith(f"/recommendations/{arguments.key}/")]
    if arguments.output_format == "json":
        print_json(
            [
                {"path": b.path, "event": b.event.id, "at": b.event.at, "by": b.event.by, "value": b.value}
                for b in found
            ],
            indent=1,
        )
        return 0
    for b in found:
        head = visible(f"{b.event.id[:12]}  {b.event.at[:10]}  {b.event.by:<20.20}", one_line=True)
        line = f"{head}  {_blamed(b)}"
        print(line if len(line) <= 160 else line[:159] + "…")
    return 0


def _blamed(one: Blame) -> str:
    """The place and the value; of a column that came beside a recommendation without personal data."""
    names = subject_of(one.path).names
    if names[:1] == (EXTRA,) and len(names) > 1:
        whole = one.path.removesuffix(pointer(*names[1:]))
        return f"{where(whole)}: {shown(whole, {' '.join(names[1:]): one.value})}"
    return f"{where(one.path)}: {value(one.value)}"


def _diff(arguments: argparse.Namespace) -> int:
    target = _target(arguments)
    trail = target.read()
    one = replay(trail, at(trail, arguments.a) if arguments.a else None).data
    other = replay(trail, at(trail, arguments.b)).data if arguments.b else content_of(Document.read(target.path))
    edits = difference(one, other)
    if arguments.output_format == "json":
        print_json([{"path": e.path, "old": e.old, "new": e.new} for e in edits], indent=1)
        return 0
    for edit in edits:
        print(*edit_lines(edit), sep="\n")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    trail = _target(arguments).read()
    state: State = replay(trail, at(trail, arguments.at) if arguments.at else None)
    about = f"after {state.event.id} ({state.event.at}, {state.event.by}, {state.event.action})"
    print(visible(about, one_line=True), file=sys.stderr)
    for path in state.redacted:
        print(f"redacted: {where(path)}", file=sys.stderr)
    if arguments.output_format == "json":
        print_json(state.data, indent=1)
    else:
        text = tomli_w.dumps(state.data, multiline_strings=True)
        print(escaped_toml(text), end="")
    return 0


def _targets(named: Path) -> list[AuditTarget]:
    if named.is_dir():
        return list(targets(LibraryFolder(named)))
    if not named.exists():
        raise UnusableError(f"{named}: there is no such library, record or trail")
    return [find_target(str(named), find_root(named))]


def _verify(arguments: argparse.Namespace) -> int:
    if arguments.all_signed and not arguments.signers:
        raise UnusableError("--all-signed needs --signers FILE")
    if arguments.folder is not None:
        if arguments.library != _LIBRARY:
            raise UnusableError("name the library once: LIBRARY, or --library DIR")
        arguments.library = arguments.folder
    all_targets = _targets(arguments.library)
    problems = [p for target in all_targets for p in problems_of(target)]
    problems += told_otherwise(all_targets)
    if arguments.library.is_dir():
        problems += beside_each_other(LibraryFolder(arguments.library), all_targets)
    if arguments.output_format == "json":
        print_json(
            [
                {"trail": str(p.target.trail), "line": p.line, "severity": p.severity, "message": p.message}
                for p in problems
            ],
            indent=1,
        )
    else:
        for problem in problems:
            if not problem.of_version_1:
                print(visible(str(problem), one_line=True))
    failed = {p.target.trail for p in problems if p.severity is Severity.ERROR}
    if not all_targets:
        print(f"{arguments.library}: there is no trail here; is this the right library?", file=sys.stderr)
    kept = read_heads(arguments.since) if arguments.since else []
    if not arguments.library.is_dir():  # one trail was named, so only its heads are asked for
        kept = [head for head in kept if head.name in {target.name for target in all_targets}]
    lost = list(lost_since(kept, all_targets))
    if arguments.since:
        print(*(lost or ["every head that was kept is still there"]), sep="\n", file=sys.stderr)
    unsigned = []
    if arguments.signers:
        root, all_signed = find_root(arguments.library), arguments.all_signed
        unsigned = list(check_signature(root, all_targets, arguments.signers, all_signed=all_signed))
        print(*(unsigned or ["all signed heads are in their trails"]), sep="\n", file=sys.stderr)
    if old := sum(p.of_version_1 for p in problems):
        print(f"{plural(old, 'trail')} with events of version 1: {VERSION_1}", file=sys.stderr)
    against = [(len(lost), "against the heads that were kept")] if arguments.since else []
    against += [(len(unsigned), "against those that were signed")] if arguments.signers else []
    more = "".join(f", {plural(count, 'error')} {which}" for count, which in against)
    count = sum(target.trail.is_file() for target in all_targets)
    print(f"{plural(count, 'trail')} verified, {len(failed)} with errors{more}", file=sys.stderr)
    return 1 if failed or lost or unsigned else 0


def _sign(arguments: argparse.Namespace) -> int:
    signature = sign(find_root(arguments.library), _targets(arguments.library), arguments.key)
    print(f"{signature}: written; publish it and {signature.with_suffix('').name} with the library")
    return 0


def _heads(arguments: argparse.Namespace) -> int:
    found = heads_of(_targets(arguments.library))
    if arguments.output_format == "json":
        print_json([{"record": h.name, "head": h.id, "events": h.count} for h in found], indent=1)
    else:
        print(visible(heads_text(found)), end="")
    return 0
