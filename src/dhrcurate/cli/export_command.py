"""`dhrcurate export`: writes the curated data in another format."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from dhrcurate.cli.arguments import cores, library_folder
from dhrcurate.cli.streams import say, unfiltered
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural

if TYPE_CHECKING:  # loaded when something is exported, not for --help
    from dhrcurate.exporters import Export

_FORMATS = ("csv", "xlsx", "json", "jsonl", "md")
_STDOUT = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("library", nargs="?", default="records", metavar="LIBRARY", type=Path, help="default: records")
    parser.add_argument("--to", required=True, metavar="FILE", help="the file, whose suffix tells the format, or -")
    parser.add_argument("--format", choices=_FORMATS, help="the format, if the suffix does not tell it")
    parser.add_argument("--filter", default="", metavar="EXPRESSION", help="only recommendations that match")
    parser.add_argument(
        "--status",
        metavar="STATUS,...",
        help="only those with these decisions: accepted (the default, unless the filter asks for a status), queried,"
        " rejected, pending, or all",
    )
    parser.add_argument(
        "--per",
        choices=("recommendation", "agency"),
        default="recommendation",
        help="one row of a table per recommendation, or per agency",
    )
    parser.add_argument(
        "--extra", action="store_true", help="also what tables held besides, as one JSON cell (not in md)"
    )
    parser.add_argument("--excel", action="store_true", help="mark a CSV file so that Excel reads it as UTF-8")
    parser.add_argument("--reveal", action="store_true", help="do not mask personal data in free text")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    parser.add_argument("--register", type=Path, metavar="FILE", help="use only this register")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If the call, the library or the file cannot be used.
        NotSavedError: If the file cannot be written.
    """
    from dhrcurate.curation.exporting import gather, write  # noqa: PLC0415  # not needed for --help
    from dhrcurate.curation.exporting_in_parallel import render  # noqa: PLC0415  # the same
    from dhrcurate.curation.library import Library  # noqa: PLC0415  # the same

    form = _form(arguments)
    _check(arguments, form)
    left_out: list[str] = []
    notices: list[str] = []
    library = Library.open(library_folder(arguments.library), register=arguments.register)
    export = gather(
        library,
        wanted=arguments.filter,
        statuses=_statuses(arguments),
        reveal=arguments.reveal,
        per_agency=arguments.per == "agency",
        extra=arguments.extra,
        for_excel=arguments.excel,
        tell=left_out.append,
        notice=notices.append,
    )
    pieces = render(export, form, cores())
    if arguments.to == _STDOUT:
        _print(pieces)
    else:
        write(pieces, Path(arguments.to), force=arguments.force)
    for words in (*left_out, *notices):
        say(words)
    say(_told(export, arguments))
    return 1 if left_out else 0


def _check(arguments: argparse.Namespace, form: str) -> None:
    """Refuses options that mean nothing for a format."""
    if arguments.per == "agency" and form not in ("csv", "xlsx", "jsonl"):
        raise UnusableError(f"--per agency is for tables (csv, xlsx, jsonl), not for {form}")
    if arguments.extra and form == "md":
        raise UnusableError(f"--extra is for csv, xlsx, json and jsonl, not for {form}")
    if arguments.excel and form != "csv":
        raise UnusableError(f"--excel is for csv, not for {form}: --to FILE.xlsx is made for Excel as it is")
    if form == "xlsx" and arguments.to == _STDOUT:
        raise UnusableError("xlsx cannot be written to standard output: name a file, such as --to recommendations.xlsx")


def _statuses(arguments: argparse.Namespace) -> Collection[str]:
    """The statuses that were asked for; a filter that asks for some itself is enough."""
    from dhrcurate.curation.exporting import ALL, statuses_of  # noqa: PLC0415  # not needed for --help

    if arguments.status is None:
        return statuses_of(arguments.filter)
    named = [name.strip().lower() for name in arguments.status.split(",")]
    if named == ["all"]:
        return ALL
    if wrong := [name for name in named if name not in ALL]:
        raise UnusableError(f"--status {arguments.status}: {wrong[0]!r} is none of {', '.join(ALL)}, all")
    return named


def _print(pieces: Iterable[str | bytes]) -> None:
    for piece in pieces:
        assert isinstance(piece, str)  # as `_check` made sure
        print(visible(piece) if sys.stdout.isatty() else piece, end="", file=unfiltered(sys.stdout))  # data


def _told(export: Export, arguments: argparse.Namespace) -> str:
    """The last line: what went, what stayed, and whether it is masked."""
    counted = f"{plural(export.count, 'recommendation')} of {plural(export.written, 'review')}"
    went = f" ({_by_status(export.went)})" if export.went else ""
    stayed = f"; {_by_status(export.stayed)} stayed (--status all writes them too)" if export.stayed else ""
    masked = "" if arguments.reveal else "; personal data is masked (--reveal shows it)"
    to = "standard output" if arguments.to == _STDOUT else arguments.to
    return f"{counted} written to {to}{went}{stayed}{masked}"


def _by_status(counted: Counter[str]) -> str:
    """How many there are of each status: `2 accepted, 1 queried`."""
    return ", ".join(f"{count} {status}" for status, count in counted.most_common())


def _form(arguments: argparse.Namespace) -> str:
    suffix = Path(arguments.to).suffix.lower().removeprefix(".")
    form: str | None = arguments.format or (suffix if suffix in _FORMATS else None)
    if form is None:
        raise UnusableError(
            f"--to {arguments.to}: end the file name with one of .{', .'.join(_FORMATS)}, or give --format"
        )
    return form
