"""Checking a library, beside validators that do less: whole processes, taken in turns, in one run."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.library import make
from benchmarks.timing import Command, in_turns, table, tool

RECORDS = 2000
KILOBYTES = 25
RUNS = 3
ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "schemas" / "record.schema.json"
COLD = "dhrcurate check, cold"

_FLOOR = (
    "import glob, hashlib\nfor n in glob.glob({!r}): hashlib.sha256(open(n,'rb').read().decode().encode()).digest()"
)
_TOMLLIB = "import glob, tomllib\nfor n in glob.glob({!r}): tomllib.loads(open(n,'rb').read().decode())"


def main() -> None:
    """Prints medians of a few runs and their ratios, and how the cost grows."""
    records = int(os.environ.get("BENCH_RECORDS", RECORDS))
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        make(library, records, KILOBYTES)
        _peers(library, records)
        _growth(Path(folder), records)


def _peers(library: Path, records: int) -> None:
    commands, missing = _commands(library)

    def before(label: str) -> None:
        if label == COLD:
            shutil.rmtree(library / ".dhrcurate", ignore_errors=True)

    times = in_turns(commands, RUNS, before)
    ours = times[COLD]
    table(
        ["command", "median s", "beside dhrcurate, cold"],
        [[label, f"{t:.2f}", f"{t / ours:.2f} x"] for label, t in times.items()],
    )
    print(f"\n{records:,} records of {KILOBYTES} KB; medians of {RUNS}.")
    for name in missing:
        print(f"{name} is not installed here and was left out.")


def _commands(library: Path) -> tuple[dict[str, Command], list[str]]:
    program = tool("dhrcurate")
    assert program, "dhrcurate is not installed beside this Python"
    check = [program, "check", str(library), "--output-format", "json"]
    files = sorted(map(str, library.glob("*.toml")))
    pattern = str(library / "*.toml")
    modules = library.parent / "modules"
    modules.mkdir()
    for number in range(len(files)):
        shutil.copy(ROOT / "src" / "dhrcurate" / "domain" / "edit.py", modules / f"module_{number}.py")
    commands: dict[str, Command] = {
        COLD: check,
        "dhrcurate check, nothing changed": check,
        "dhrcurate check, one process, no cache": [*check, "--no-cache", "--jobs", "1"],
        "floor: read, decode, SHA-256": [sys.executable, "-c", _FLOOR.format(pattern)],
        "tomllib, reading only": [sys.executable, "-c", _TOMLLIB.format(pattern)],
    }
    peers = {
        "taplo lint, with the schema": ["taplo", "lint", "--schema", SCHEMA.as_uri(), *files],
        "check-jsonschema, with the schema": ["check-jsonschema", "--schemafile", str(SCHEMA), *files],
        "ruff check, as many Python files": ["ruff", "check", "--isolated", "--no-cache", str(modules)],
    }
    missing = []
    for label, (name, *arguments) in peers.items():
        if found := tool(name):
            commands[label] = [found, *arguments]
        else:
            missing.append(name)
    return commands, missing


def _growth(folder: Path, records: int) -> None:
    """How the cost grows with the number of records: each row has twice as many as the one before."""
    program = tool("dhrcurate")
    assert program
    commands: dict[str, Command] = {}
    for count in (records // 4, records // 2, records):
        library = folder / f"library-{count}"
        make(library, count, KILOBYTES)
        commands[f"{count:,}"] = [program, "check", str(library), "--no-cache", "--output-format", "json"]
    times = in_turns(commands, RUNS)
    rows = [[label, f"{t:.2f}", f"{t / int(label.replace(',', '')) * 1000:.2f}"] for label, t in times.items()]
    print()
    table(["records", "median s", "ms a record"], rows)


if __name__ == "__main__":
    main()
