"""What is wrong with the trails of a library beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dhrcurate.curation.auditing.beginnings import same_trails
from dhrcurate.curation.auditing.heads import same_ids
from dhrcurate.curation.auditing.problems import TrailProblem, ownerless_problems, unnamed_problems
from dhrcurate.curation.auditing.trails import AuditTarget
from dhrcurate.storage.folder import LibraryFolder


def beside_each_other(folder: LibraryFolder, all_targets: Sequence[AuditTarget]) -> Iterator[TrailProblem]:
    """What no trail shows by itself: two records of one id, one trail of two records, what belongs to none.

    Args:
        folder: The library.
        all_targets: Its records and trails.
    """
    yield from same_ids(all_targets)
    yield from same_trails(all_targets)
    yield from ownerless_problems(folder, all_targets)
    yield from unnamed_problems(folder)
