"""`dhrcurate git`: records in git, set up, merged and checked before a push."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TextIO

from dhrcurate.curation.configuration.curator import who_signs
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.curation.versioning.merging import BranchMerge, merge_branch, merge_files
from dhrcurate.curation.versioning.setup import set_up
from dhrcurate.curation.versioning.status import status
from dhrcurate.domain.difference import Conflict
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.finding import Severity
from dhrcurate.domain.visible import visible
from dhrcurate.reporting.trails import (
    SIGNED_OFF,
    changed_again_line,
    conflict_lines,
    held_line,
    outside_lines,
    written_lines,
)
from dhrcurate.storage.folder import find_root

_LIBRARY = Path("records")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds every subcommand."""
    commands = parser.add_subparsers(dest="git", metavar="COMMAND", required=True)

    def command(name: str, line: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")

    setup = command("setup", "set up attributes and a merge driver for records, once per clone")
    setup.add_argument("library", metavar="LIBRARY", nargs="?", type=Path, default=_LIBRARY, help="default: records")
    setup.add_argument("--lfs", action="store_true", help="have git LFS keep the documents")
    setup.set_defaults(act=_setup)
    checking = command("status", "check before a push: exit with 0 if all is well, else with 1")
    checking.add_argument("library", metavar="LIBRARY", nargs="?", type=Path, default=_LIBRARY, help="default: records")
    checking.set_defaults(act=_status)
    merge = command("merge", "merge a branch and the heads of trails, and commit")
    merge.add_argument("branch", metavar="BRANCH", nargs="?", help="the branch to merge, such as main or origin/main")
    merge.add_argument("--library", metavar="DIR", type=Path, default=_LIBRARY, help="default: records")
    merge.add_argument("--continue", dest="go_on", action="store_true", help="continue after a decision")
    merge.add_argument(
        "--take-record",
        action="store_true",
        help="the record is right where the branches disagree, or it has what neither has",
    )
    merge.add_argument("--as", dest="curator", metavar="NAME", help="who signs (default: as configured)")
    merge.set_defaults(act=_merge)
    driver = command("driver", "merge one file; git calls this itself")
    for name in ("base", "ours", "theirs"):
        driver.add_argument(name, metavar=name.upper(), type=Path)
    driver.add_argument("name", metavar="NAME", help="the path to name in messages")
    driver.set_defaults(act=_driver)


def run(arguments: argparse.Namespace) -> int:
    """Runs the subcommand."""
    return int(arguments.act(arguments))


def _root(library: Path) -> Path:
    if not library.is_dir():
        raise UnusableError(f"{library}: there is no such library; name its folder")
    return find_root(library)


def _setup(arguments: argparse.Namespace) -> int:
    done = set_up(_root(arguments.library), lfs=arguments.lfs)
    print(*(done or ["already set up"]), sep="\n", file=sys.stderr)
    return 0


def _status(arguments: argparse.Namespace) -> int:
    notices = list(status(_root(arguments.library)))
    for notice in notices:
        print(f"{notice.severity}: {visible(notice.message, one_line=True)}")
    if not notices:
        print("nothing to fix and nothing to commit", file=sys.stderr)
    return 1 if any(n.severity is Severity.ERROR for n in notices) else 0


def _merge(arguments: argparse.Namespace) -> int:
    if bool(arguments.branch) == arguments.go_on:
        raise UnusableError("name the branch to merge, or give --continue")
    library = Library.open(_root(arguments.library))
    session = Session(library, who_signs(arguments.curator, where=library.root))
    merged = merge_branch(session, arguments.branch, take_record=arguments.take_record)
    session.must_stand()
    for name in merged.joined:
        print(f"{name}: the heads of its trail were merged")
        for line in written_lines(merged.written.get(name, ())):
            print(f"{visible(name, one_line=True)}: {line}")
    for name in merged.signed_off:
        print(f"{visible(name, one_line=True)}: {SIGNED_OFF}")
    for name, places in merged.held.items():
        print(visible(f"{name}: {held_line(name, places)}", one_line=True))
    for name, places in merged.changed_again.items():
        print(visible(f"{name}: {changed_again_line(name, places)}", one_line=True))
    for name in merged.documents:
        print(visible(f"{name}: one branch deleted this document, the record names it: put back", one_line=True))
    for name, conflicts in merged.disputed.items():
        _print_conflicts(name, conflicts)
    for name, edits in merged.outside.items():
        print(*(f"{visible(name, one_line=True)}: {line}" for line in outside_lines(edits)), sep="\n")
    for name in merged.unmerged:
        print(visible(name, one_line=True))
    print(_outcome(arguments, merged), file=sys.stderr)
    return 1 if merged.waits else 0


def _outcome(arguments: argparse.Namespace, merged: BranchMerge) -> str:
    of = "" if arguments.library == _LIBRARY else f" --library {shlex.quote(str(arguments.library))}"
    nothing = "no merge is under way" if arguments.go_on else f"{visible(arguments.branch)}: already up to date"
    if merged.waits:
        decided = " --take-record" if merged.disputed or merged.outside else ""
        return f"decide in the files, then run `dhrcurate git merge --continue{decided}{of}`"
    if merged.committed is None:
        return f"{nothing}, and no trail has two heads: nothing was done"
    return (
        f"{nothing}; the trails were committed as {merged.committed}"
        if merged.up_to_date
        else (f"merged as {merged.committed}")
    )


def _driver(arguments: argparse.Namespace) -> int:
    for path in (arguments.base, arguments.ours, arguments.theirs):
        if not path.is_file():
            raise UnusableError(f"{path}: there is no such file; git passes three")
    conflicts = merge_files(arguments.base, arguments.ours, arguments.theirs, arguments.name)
    _print_conflicts(arguments.name, conflicts, sys.stderr)
    return 1 if conflicts else 0


def _print_conflicts(name: str, conflicts: tuple[Conflict, ...], out: TextIO | None = None) -> None:
    for conflict in conflicts:
        lead, *more = conflict_lines(conflict)
        print(f"{visible(name, one_line=True)}: {lead}", *more, sep="\n", file=out)
