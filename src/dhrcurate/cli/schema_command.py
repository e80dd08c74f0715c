"""`dhrcurate schema`: writes the JSON Schemas, or checks that written ones are up to date."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dhrcurate.domain.errors import UnusableError
from dhrcurate.domain.visible import visible


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the command's arguments."""
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", metavar="DIR", type=Path, help="write the schemas into a folder")
    action.add_argument("--check", metavar="DIR", type=Path, help="exit with 1 if a folder's schemas are out of date")


def run(arguments: argparse.Namespace) -> int:
    """Runs the command.

    Raises:
        UnusableError: If the folder cannot be read or written.
    """
    from dhrcurate.curation.schemas import as_file, schemas  # noqa: PLC0415  # not needed for --help

    files = {name: as_file(schema) for name, schema in schemas().items()}
    folder: Path = arguments.write or arguments.check
    try:
        return _write(folder, files) if arguments.write else _check(folder, files)
    except OSError as error:
        raise UnusableError(f"{error.filename or folder}: {(error.strerror or str(error)).lower()}") from None


def _write(folder: Path, files: dict[str, bytes]) -> int:
    from dhrcurate.storage.files import write_atomically  # noqa: PLC0415  # not needed for --help
    from dhrcurate.storage.links import refuse_planted_link  # noqa: PLC0415  # the same

    refuse_planted_link(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content, within=folder)
            print(visible(f"{path} written", one_line=True))
    return 0


def _check(folder: Path, files: dict[str, bytes]) -> int:
    stale = []
    for name, content in files.items():
        path = folder / name
        if not path.is_file():
            stale.append(f"{path} is missing")
        elif path.read_bytes().replace(b"\r\n", b"\n") != content:
            stale.append(f"{path} is out of date")
    for words in stale:
        print(visible(words, one_line=True))
    if stale:
        print(
            f"dhrcurate: `dhrcurate schema --write {visible(str(folder), one_line=True)}` updates them", file=sys.stderr
        )
    return 1 if stale else 0
