"""How commands in messages name the program and a library's folder, so that they can be typed as they stand."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

_NAME = "dhrcurate"


def in_library(root: Path) -> str:
    """What a command in a message adds to name a library; nothing for `records`, the default."""
    named = folder_named(root)
    return "" if named == "records" else f" --library {named}"


def folder_named(root: Path) -> str:
    """How a command in a message names a library's folder: from the current folder where it is below that."""
    near = os.path.relpath(root)
    return shlex.quote(str(root) if near.startswith(os.pardir) else near)


def program() -> str:
    """What is typed for the program here: its name where the shell finds it, else the path by which it was started."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py":  # as `python -m` starts it; the script lies beside that Python
        started = Path(sys.executable).with_name(_NAME)
    found = shutil.which(_NAME)
    if started.name != _NAME or not started.is_file() or (found and Path(found).samefile(started)):
        return _NAME
    return folder_named(started.absolute())


def as_typed(words: str) -> str:
    """Return a message with each command of the program in it, which stands in `...`, as it can be typed here."""
    command = f"`{_NAME} "
    return words.replace(command, f"`{program()} ") if command in words else words


def installing(extra: str) -> str:
    """How an extra of the program is installed here, beside what started it."""
    named = program()
    if named == _NAME:
        return f"pip install '{_NAME}[{extra}]'"
    python = Path(shlex.split(named)[0]).with_name("python")
    return f"{shlex.quote(str(python))} -m pip install '.[{extra}]'"
