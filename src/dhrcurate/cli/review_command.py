"""`dhrcurate review`: the terminal interface."""

from __future__ import annotations

import gc
import os
import sys
from argparse import SUPPRESS, ArgumentParser, Namespace
from pathlib import Path

from dhrcurate.cli.arguments import library_folder
from dhrcurate.domain.errors import UnusableError
from dhrcurate.storage.links import refuse_planted_link

DEFAULT = Path("records")
"""The library to open if none is named."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "library",
        nargs="?",
        type=Path,
        default=DEFAULT,
        metavar="LIBRARY",
        help="a folder of records, or the file of the one to begin with (default: records)",
    )
    parser.add_argument("--plain", action="store_true", help="line by line, for screen readers and slow links")
    parser.add_argument(
        "--queue",
        choices=("risk", "sample"),
        help="begin with what is undecided, what is likely wrong first (risk), or with a sample that was drawn",
    )
    parser.add_argument("--as", dest="curator", metavar="NAME", help="who signs the decisions")
    parser.add_argument("--register", type=Path, metavar="FILE", help="use only this register")
    parser.add_argument("--pages", action="append", type=Path, help=SUPPRESS)  # from `serve`


def run(arguments: Namespace) -> int:
    """Opens the interface.

    Raises:
        UnusableError: If the library or the configuration cannot be used, or there is no terminal.
        RefusedError: If the library is behind a link that lies in a repository.
    """
    refuse_planted_link(arguments.library)  # at once, and not at the first decision
    named, register, queue = arguments.curator, arguments.register, arguments.queue or ""
    if arguments.plain:
        _must_be_there(arguments.library)
        from dhrcurate.plain.running import review_plain  # noqa: PLC0415  # only what runs is imported

        return review_plain(arguments.library, named=named, register=register, queue=queue)
    in_browser = "TEXTUAL_DRIVER" in os.environ  # `serve` stands in for the terminal
    if not (in_browser or (sys.stdin.isatty() and sys.stderr.isatty() and sys.stdout.isatty())):
        _must_be_there(arguments.library)
        raise UnusableError("review: this is not a terminal; give --plain to review line by line")
    # Textual reads these when it is imported: the most frames per second, and no animations.
    os.environ.setdefault("TEXTUAL_FPS", "500")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # What is imported stays: collecting garbage meanwhile takes a tenth of the start and finds nothing.
    gc.disable()
    from dhrcurate.tui.opening import opened  # noqa: PLC0415  # Textual is slow to import
    from dhrcurate.tui.running import run as run_app  # noqa: PLC0415  # the same

    # Whoever types in a browser may not be who may read this machine's files.
    pages = tuple(arguments.pages or ()) if in_browser else None
    return run_app(opened(arguments.library, named=named, register=register, pages=pages, queue=queue))


def _must_be_there(library: Path) -> None:
    if library.suffix != ".toml" or not library.is_file():
        library_folder(library)
