"""Reads the files of the toml-test suite and tells where readers disagree.

    python -m benchmarks.toml_suite FOLDER

FOLDER is the suite's `tests`, with `valid` and `invalid` in it, as the source archive of tomlkit holds it.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tomli

from dhrcurate.storage.codec import TomlError, parse

REFUSED = "refused"


def read(reader: Callable[[], Any]) -> str:
    """The value that a reader gives, written out, or that it refuses the file."""
    try:
        return repr(reader())
    except (tomllib.TOMLDecodeError, tomli.TOMLDecodeError, TomlError, UnicodeDecodeError):
        return REFUSED


def main() -> int:
    """Prints each disagreement and a count; 1 where there is one."""
    folder = Path(sys.argv[1])
    files = sorted(folder.rglob("*.toml"))
    wrong = 0
    for path in files:
        raw = path.read_bytes()

        def plain(loads: Callable[[str], Any], raw: bytes = raw) -> Any:
            return loads(raw.decode("utf-8").replace("\r\n", "\n"))

        answers = {
            "dhrcurate": read(lambda raw=raw, path=path: parse(raw, path.name)),  # type: ignore[misc]  # bound now
            "tomllib": read(lambda: plain(tomllib.loads)),
            "tomli": read(lambda: plain(tomli.loads)),
        }
        valid = "valid" in path.relative_to(folder).parts
        if len(set(answers.values())) > 1 or valid == (answers["dhrcurate"] == REFUSED):
            wrong += 1
            print(f"{path.relative_to(folder)}: {answers}")
    print(f"{len(files)} files, {wrong} disagreements")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
