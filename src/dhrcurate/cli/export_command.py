"""`dhrcurate export`: writes the curated data in another format."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dhrcurate.cli.arguments import cores, library_folder
from dhrcurate.cli.streams import unfiltered
from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible
from dhrcurate.domain.words import plural

_FORMATS = ("csv", "json", "jsonl", "md")
_STDOUT = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    parser.add_argument("library", nargs="?", default="records", metavar="LIBRARY", type=Path, help="default: records")
    parser.add_argument("--to", required=True, metavar="FILE", help="the file, whose suffix tells the format, or -")
    parser.add_argument("--format", choices=_FORMATS, help="the format, if the suffix does not tell it")
    parser.add_argument("--filter", default="", metavar="EXPRESSION", help="only recommendations that match")
    parser.add_argument(
        "--per",
        choices=("recommendation", "agency"),
        default="recommendation",
        help="one row of a table per recommendation, or per agency",
    )
    parser.add_argument(
        "--extra", action="store_true", help="also what tables held besides, as one JSON cell (csv, json, jsonl)"
    )
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
    if arguments.per == "agency" and form not in ("csv", "jsonl"):
        raise UnusableError(f"--per agency is for tables (csv, jsonl), not for {form}")
    if arguments.extra and form not in ("csv", "json", "jsonl"):
        raise UnusableError(f"--extra is for csv, json and jsonl, not for {form}")
    left_out: list[str] = []
    notices: list[str] = []
    library = Library.open(library_folder(arguments.library), register=arguments.register)
    export = gather(
        library,
        wanted=arguments.filter,
        reveal=arguments.reveal,
        per_agency=arguments.per == "agency",
        extra=arguments.extra,
        tell=left_out.append,
        notice=notices.append,
    )
    pieces = render(export, form, cores())
    if arguments.to == _STDOUT:
        for piece in pieces:
            print(visible(piece) if sys.stdout.isatty() else piece, end="", file=unfiltered(sys.stdout))  # data
    else:
        write(pieces, Path(arguments.to), force=arguments.force)
    for words in (*left_out, *notices):
        _say(words)
    counted = f"{plural(export.count, 'recommendation')} of {plural(export.written, 'review')}"
    masked = "" if arguments.reveal else "; personal data is masked (--reveal shows it)"
    _say(f"{counted} written to {'standard output' if arguments.to == _STDOUT else arguments.to}{masked}")
    return 1 if left_out else 0


def _form(arguments: argparse.Namespace) -> str:
    suffix = Path(arguments.to).suffix.lower().removeprefix(".")
    form: str | None = arguments.format or (suffix if suffix in _FORMATS else None)
    if form is None:
        raise UnusableError(
            f"--to {arguments.to}: end the file name with one of .{', .'.join(_FORMATS)}, or give --format"
        )
    return form


def _say(words: str) -> None:
    print(f"dhrcurate: {visible(words, one_line=True)}", file=sys.stderr)
