"""One decision, from the proposal to the synced folder, for a small and a large record."""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.timing import table
from dhrcurate.curation.library import Library
from dhrcurate.curation.operations import decide
from dhrcurate.curation.saving.session import Session
from dhrcurate.domain.edit import Data
from dhrcurate.storage.codec import dump

RUNS = 60


def record(kilobytes: int) -> dict[str, object]:
    """A record of about that size; each recommendation takes about half a kilobyte."""
    words = "Every officer who meets a family is trained each year in what coercion looks like. "
    return {
        "format": 1,
        "id": "exampleton-2023-06",
        "review": {"title": "Exampleton review", "csp": "Exampleton"},
        "curation": {"state": "open"},
        "recommendations": [
            {
                "key": f"r{i:03d}",
                "number": str(i),
                "text": words * 5,
                "addressed_to": "Exampleshire Police",
                "agencies": [],
                "status": "pending",
            }
            for i in range(1, kilobytes * 2 + 1)
        ],
    }


def decisions(folder: Path, kilobytes: int) -> tuple[int, list[float]]:
    """The size of the record, and the seconds that each of many decisions took."""
    path = folder / "exampleton-2023-06.toml"
    path.write_bytes(dump(record(kilobytes)))
    session = Session(Library.open(folder), "A. Curator")
    data: Data = session.library.load(path.stem).data
    times = []
    for i in range(RUNS):
        key = f"r{i % (kilobytes * 2) + 1:03d}"
        accepted = any(r["key"] == key and r["status"] == "accepted" for r in data["recommendations"])
        proposal = (decide.to_pending if accepted else decide.accept)(data, key)
        start = time.perf_counter()
        data = session.apply(path.stem, proposal).loaded.data
        times.append(time.perf_counter() - start)
    return path.stat().st_size, times[1:]  # the first begins the trail


def synced(folder: Path) -> float:
    """The floor: a small append and a small new file, each brought to the disk."""
    times = []
    for i in range(RUNS):
        start = time.perf_counter()
        for name in ("appended", f"new-{i}"):
            file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            os.write(file, b"x" * 600)
            os.fsync(file)
            os.close(file)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Prints medians and the slow ones."""
    rows = []
    with tempfile.TemporaryDirectory() as floor:
        rows.append(["two small files brought to the disk", "", f"{synced(Path(floor)) * 1000:.1f}", ""])
    for kilobytes in (25, 250):
        with tempfile.TemporaryDirectory() as folder:
            size, times = decisions(Path(folder), kilobytes)
        slow = statistics.quantiles(times, n=20)[-1]
        label = "one decision on disk"
        rows.append([label, f"{size / 1024:.0f} KB", f"{statistics.median(times) * 1000:.1f}", f"{slow * 1000:.1f}"])
    table(["what", "record", "median ms", "95th percentile ms"], rows)
