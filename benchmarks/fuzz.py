"""Feeds the reader of records and the rules rubbish, and tells of the first that they do not bear.

python -m benchmarks.fuzz [COUNT]
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

from dhrcurate.curation.checking.checker import Checker
from dhrcurate.curation.configuration.selection import Choice, Selector
from dhrcurate.curation.library import Library
from dhrcurate.domain.clock import StoppedClock
from dhrcurate.storage.folder import LibraryFolder

sys.path.append(str(Path(__file__).parent.parent / "tests"))

from rubbish import MAKERS, rubbish  # found beside the tests, which make the same

COUNT = 20_000
SLOW = 0.1
"""Seconds that no small file may take."""


def main() -> int:
    """Runs as many cases as the command line says."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    start = time.perf_counter()
    outcomes: Counter[str] = Counter()
    slowest = (0.0, 0)
    with tempfile.TemporaryDirectory() as folder:
        library = Library(LibraryFolder(Path(folder)))
        checker = Checker(library, Selector(Choice(select=("ALL",))), StoppedClock(date(2026, 11, 22)))
        for number in range(100):  # what is made once, such as the register's index
            _look(checker, number)
        for number in range(count):
            began = time.perf_counter()
            outcomes[f"{MAKERS[number % len(MAKERS)].__name__}: {_look(checker, number)}"] += 1
            slowest = max(slowest, (time.perf_counter() - began, number))
    taken = time.perf_counter() - start
    print(f"{count:,} files in {taken:.1f} s, the slowest {slowest[0] * 1000:.0f} ms (number {slowest[1]})")
    for outcome, times in sorted(outcomes.items()):
        print(f"{times:>8,}  {outcome}")
    failed = any("crash" in outcome for outcome in outcomes)
    return 1 if failed or slowest[0] > SLOW else 0


def _look(checker: Checker, number: int) -> str:
    try:
        found = checker.content(checker.root / "dudley-2023-06.toml", rubbish(number))
    except Exception:  # noqa: BLE001  # which is what is looked for
        print(f"number {number}:\n{traceback.format_exc()}", file=sys.stderr)
        return "crash"
    names = {finding.name for finding in found.findings}
    if "not-toml" in names or "not-utf8" in names:
        return "not TOML"
    return "no record" if "not-this-schema" in names or "newer-format" in names else "a record"


if __name__ == "__main__":
    sys.exit(main())
