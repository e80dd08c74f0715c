"""Trails that are those of more than one record."""

from __future__ import annotations

from collections.abc import Iterator

from dhrcurate.domain.finding import Severity
from dhrcurate.rules.context import LibraryContext
from dhrcurate.rules.registry import LibraryFinding, library_rule


@library_rule("DHR909", "trail-of-two-records", Severity.ERROR)
def trail_of_two_records(context: LibraryContext) -> Iterator[LibraryFinding]:
    """Two records have one trail.

    Why: One of them is a copy, as where git put the files of an earlier name in place beside those of the new one.
    Decisions about one never reach the other, and each seems to have made those from before.

    Before: `dudley-2025-09.toml` beside `dudley-2025-10.toml`, which it was before it was renamed, each with its trail

    After: the files of the one that is the copy removed
    """
    for group in context.one_trail:
        for record_id in group:
            others = " and ".join(other for other in group if other != record_id)
            told = f"its trail is also that of {others}: one of them is a copy, whose files have to go"
            yield LibraryFinding(record_id, trail_of_two_records.finding(told, path="/id"))
