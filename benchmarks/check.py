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

FLOOR = "floor: read, parse with rtoml, SHA-256"

_FLOOR = (
    "import glob, hashlib, rtoml\n"
    "for n in glob.glob({!r}): raw = open(n,'rb').read(); hashlib.sha256(raw).digest(); rtoml.loads(raw.decode())"
)
_TOMLLIB = "import glob, tomllib\nfor n in glob.glob({!r}): tomllib.loads(open(n,'rb').read().decode())"


def main() -> None:
    """Prints medians of a few runs and their ratios, and how the cost grows, for both kinds of library."""
    records = int(os.environ.get("BENCH_RECORDS", RECORDS))
    for fresh in (False, True):
        print(f"\nA library of which {'no agency is decided' if fresh else 'every agency is decided'}\n")
        with tempfile.TemporaryDirectory() as folder:
            library = Path(folder) / "library"
            make(library, records, KILOBYTES, fresh=fresh)
            _peers(library, records)
            _growth(Path(folder), records, fresh=fresh)


def _peers(library: Path, records: int) -> None:
    commands, missing = _commands(library)

    def before(label: str) -> None:
        if label == COLD:
            shutil.rmtree(library / ".dhrcurate", ignore_errors=True)

    costs = in_turns(commands, RUNS, before)
    ours, floor = costs[COLD].cpu, costs[FLOOR].cpu
    table(
        ["command", "s", "CPU s", "CPU beside dhrcurate, cold", "beside the floor", "largest process, MB"],
        [
            [
                label,
                f"{c.seconds:.2f}",
                f"{c.cpu:.2f}",
                f"{c.cpu / ours:.2f} x",
                f"{c.cpu / floor:.1f} x",
                f"{c.megabytes:.0f}",
            ]
            for label, c in costs.items()
        ],
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
        FLOOR: [sys.executable, "-c", _FLOOR.format(pattern)],
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


def _growth(folder: Path, records: int, *, fresh: bool) -> None:
    """How the cost grows with the number of records: each row has twice as many as the one before."""
    program = tool("dhrcurate")
    assert program
    commands: dict[str, Command] = {}
    for count in (records // 4, records // 2, records):
        library = folder / f"library-{count}"
        make(library, count, KILOBYTES, fresh=fresh)
        commands[f"{count:,}"] = [program, "check", str(library), "--no-cache", "--output-format", "json"]
    costs = in_turns(commands, RUNS)
    rows = [
        [
            label,
            f"{c.seconds:.2f}",
            f"{c.cpu:.2f}",
            f"{c.cpu / int(label.replace(',', '')) * 1000:.2f}",
            f"{c.megabytes:.0f}",
        ]
        for label, c in costs.items()
    ]
    print()
    table(["records", "s", "CPU s", "CPU ms a record", "largest process, MB"], rows)


if __name__ == "__main__":
    main()
