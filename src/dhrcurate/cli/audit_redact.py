"""`dhrcurate audit redact`: a value taken out of trails for good."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from dhrcurate.curation.auditing.redaction import all_targets, redact, secret_at
from dhrcurate.curation.auditing.trails import find_target
from dhrcurate.curation.configuration.curator import who_signs
from dhrcurate.curation.library import Library
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural
from dhrcurate.reporting.trails import event_lines
from dhrcurate.review.user_state import clear_filters
from dhrcurate.storage.files import UnreadableError, read_file
from dhrcurate.trail.redact import Secret

_LIBRARY = Path("records")
_LONGEST = 2**20


class _Command(Protocol):
    def __call__(
        self, name: str, line: str, run: Callable[[argparse.Namespace], int], /
    ) -> argparse.ArgumentParser: ...


def add_redact_command(command: _Command) -> None:
    """Adds the subcommand.

    Args:
        command: Adds a subcommand, from a name, a line of help and a function.
    """
    made = command("redact", "take a value out of a trail for good; the chain still verifies", _redact)
    made.add_argument("record", metavar="RECORD", nargs="?", help="a record's file or id, or 'agencies'")
    made.add_argument("event", metavar="EVENT", nargs="?", help="instead of --text-from: an event that holds it")
    made.add_argument("path", metavar="PATH", nargs="?", help="and the value there, such as /recommendations/r014/note")
    made.add_argument("--text-from", metavar="FILE|-", help="take out the text in this file, or on standard input")
    made.add_argument(
        "--library",
        metavar="DIR",
        nargs="?",
        type=Path,
        const=True,
        help="of every record, as one batch; with RECORD and DIR: the library of an id (default: records)",
    )
    made.add_argument("--copies-known", action="store_true", help="although other files of the library keep it")
    made.add_argument("--reason", metavar="WHY", default="", help="why the value should never have been there")
    made.add_argument("--as", dest="curator", metavar="NAME", help="who signs (default: as configured)")


def _redact(arguments: argparse.Namespace) -> int:
    where = arguments.library
    everywhere = where is True or (where is not None and arguments.record is None)
    if arguments.record is None and not everywhere:
        raise UnusableError("name a RECORD, or give --library for every record")
    one = arguments.event is not None
    if (arguments.text_from is not None) == one or one != (arguments.path is not None):
        raise UnusableError("give either --text-from FILE|- or EVENT PATH")
    folder = where if isinstance(where, Path) else _LIBRARY
    target = find_target(arguments.record, folder) if arguments.record else None
    library = Library.open(target.path.parent if target else folder)
    session = Session(library, who_signs(arguments.curator, where=library.root))
    if arguments.text_from is not None:
        secret = Secret.of([_text(arguments.text_from)])
    else:
        assert target is not None  # EVENT comes after RECORD
        secret = secret_at(target, arguments.event, arguments.path)
    chosen = [target] if target and not everywhere else all_targets(session)
    known = arguments.copies_known
    done = redact(session, chosen, secret, arguments.reason, copies_known=known, batch=everywhere)
    for line in (*(f"a copy stays: {copy}" for copy in done.copies), *done.guessable):
        print(visible(f"note: {line}", one_line=True), file=sys.stderr)
    for path in clear_filters(secret.stands_in):
        told = f"note: {path}: the filter that was kept there held it, and was cleared"
        print(visible(told, one_line=True), file=sys.stderr)
    for event in done.events.values():
        print(*event_lines(event), sep="\n")
    for place in done.places:
        print(visible(f"taken out: {place}", one_line=True), file=sys.stderr)
    print(f"taken out at {plural(done.taken, 'place')} of {plural(done.trails, 'trail')}", file=sys.stderr)
    return 0


def _text(named: str) -> str:
    try:
        raw = sys.stdin.buffer.read(_LONGEST) if named == "-" else read_file(Path(named), _LONGEST)
        return raw.decode("utf-8-sig")
    except FileNotFoundError:
        raise UnusableError(f"{named}: there is no such file") from None
    except (UnreadableError, UnicodeDecodeError) as error:
        raise UnusableError(f"{named}: the text cannot be read: {error}") from error
