"""Starting other programs, and this one again, so that nothing in the current folder is run in their place."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dhrcurate


def search_path() -> str:
    """The folders of PATH that do not depend on the current folder, as PATH writes them."""
    return os.pathsep.join(folder for folder in os.get_exec_path() if Path(folder).is_absolute())


def program(name: str) -> str:
    """The full path of a program, from the folders of `search_path` alone.

    Raises:
        FileNotFoundError: If it is in none of them.
    """
    for folder in search_path().split(os.pathsep):
        # With a folder in its name it is looked for there, and never in the current folder, as on Windows otherwise.
        if folder and (found := shutil.which(str(Path(folder, name)))):
            return found
    raise FileNotFoundError(2, "there is no such program", name)


def own_command() -> list[str]:
    """The words that start this program again, by its modules and not by what lies in the current folder.

    `-P` keeps the current folder out, `-E` the folders that PYTHONPATH names, which may be relative: unless the program
    itself was found by it.
    """
    itself = Path(dhrcurate.__file__).parent.parent
    named = [Path(folder).absolute() for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep)]
    flags = ["-P"] if itself in named else ["-P", "-E"]
    return [sys.executable, *flags, "-m", "dhrcurate"]


@contextmanager
def safe_path() -> Iterator[None]:
    """While it lasts, a Python process that is started imports nothing from the current folder.

    For processes whose command line is not ours to write, such as those of `multiprocessing`.
    """
    before = os.environ.get("PYTHONSAFEPATH")
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONSAFEPATH"]
        else:
            os.environ["PYTHONSAFEPATH"] = before
