"""Arguments that several commands share."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from dhrcurate.curation.folder_names import program
from dhrcurate.domain.errors import UnusableError


def library_folder(named: Path) -> Path:
    """Checks that a library's folder was named: a single file would stand for its whole library unnoticed.

    Raises:
        UnusableError: If it is not a folder.
    """
    if not named.is_dir():
        why = "is a file" if named.exists() else "there is no such folder"
        raise UnusableError(f"{named}: {why}; name a library, or create one with `{program()} import`")
    return named


def library_path(given: Path | None) -> Path:
    """The library: the one given, else `records` if that is a folder, else the current folder."""
    if given is not None:
        return library_folder(given)
    records = Path("records")
    return records if records.is_dir() else Path()


def positive(text: str) -> int:
    """A whole number of 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)


def not_empty(text: str) -> str:
    """A text that is not empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return text


class AddCommand(Protocol):
    """Adds a subcommand, from a name, a line of help and the function that runs it."""

    def __call__(self, name: str, line: str, run: Callable[[argparse.Namespace], int], /) -> argparse.ArgumentParser:
        """Returns the subcommand, for its arguments."""


def subcommands(parser: argparse.ArgumentParser, dest: str) -> AddCommand:
    """Lets a command have subcommands; the one that was chosen is `act` of the arguments."""
    commands = parser.add_subparsers(dest=dest, metavar="COMMAND", required=True)

    def command(name: str, line: str, run: Callable[[argparse.Namespace], int], /) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
        made.set_defaults(act=run)
        return made

    return command


def add_record(parser: argparse.ArgumentParser, *, or_register: bool = False) -> None:
    """Adds the arguments that name a record, or also the library's register."""
    register = ", or 'agencies' for the library's register" if or_register else ""
    parser.add_argument("record", metavar="RECORD", help=f"a record's file or id{register}")
    parser.add_argument(
        "--library", metavar="DIR", type=Path, default=Path("records"), help="the library of an id (default: records)"
    )


def add_signer(parser: argparse.ArgumentParser | argparse._ArgumentGroup) -> None:
    """Adds the option that says who signs."""
    parser.add_argument("--as", dest="curator", metavar="NAME", help="who signs (default: as configured)")


def cores() -> int:
    """The number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
