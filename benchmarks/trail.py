"""Verifying a trail of 100,000 events: megabytes a second, and memory."""

from __future__ import annotations

import hashlib
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import table
from dhrcurate.domain.edit import Edit
from dhrcurate.trail.event import Event
from dhrcurate.trail.verify import lines_of, verify

EVENTS = 100_000
GATHERED = 50


def write(path: Path, events: int) -> None:
    """Writes a trail of that many edits; the digests are those of a counter, the chain is whole."""
    parents: list[str] = []
    with path.open("wb") as out:
        for i in range(events):
            event = Event.make(
                parents=parents,
                by="A. Curator",
                tool="dhrcurate 0.1.0",
                action="edit" if i else "import",
                state="sha256:" + hashlib.sha256(str(i).encode()).hexdigest(),
                edits=[Edit(f"/recommendations/r{i % GATHERED:03d}/status", "pending", "accepted")],
                because={"rule": "DHR203"} if i % 3 == 0 else None,
            )
            parents = [event.id]
            out.write(event.to_line())


def main() -> None:
    """Prints the time and the memory, beside reading and hashing the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "long.trail.jsonl")
        write(path, EVENTS)
        size = path.stat().st_size / 1e6
        start = time.perf_counter()
        hashlib.sha256(path.read_bytes()).hexdigest()
        floor = time.perf_counter() - start
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.perf_counter()
        found = verify(lambda: lines_of(path))
        taken = time.perf_counter() - start
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / (1e6 if sys.platform == "darwin" else 1e3)
    assert found.broken is None
    table(
        ["what", "s", "MB/s"],
        [
            [f"read and SHA-256 of {size:.0f} MB", f"{floor:.2f}", f"{size / floor:.0f}"],
            [f"verify {found.events:,} events (+{grown:.0f} MB)", f"{taken:.2f}", f"{size / taken:.0f}"],
        ],
    )
