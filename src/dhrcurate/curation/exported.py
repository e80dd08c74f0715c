"""What an export says of a recommendation beside its fields: its agencies, its decision, its place in the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dhrcurate.domain.agency import Names
from dhrcurate.domain.edit import RECOMMENDATIONS, Data, pointer
from dhrcurate.domain.evidence import Located
from dhrcurate.domain.printed_place import page_in_words
from dhrcurate.domain.record import Recommendation, Status
from dhrcurate.exporters.model import Decided, Entry
from dhrcurate.trail.event import Event
from dhrcurate.trail.history import blame
from dhrcurate.trail.log import Trail


def entries(
    recommendations: Iterable[Recommendation],
    names: Names | None,
    decided: Mapping[str, Decided],
    printed: Mapping[str, Located],
) -> Iterator[Entry]:
    """What an export says of some recommendations.

    Args:
        recommendations: The recommendations of one record.
        names: The register; `None` if nobody asks what it says.
        decided: The last decision about each, by key.
        printed: Where the documents of the record print them, by key.
    """
    for r in recommendations:
        yield Entry(
            recommendation=r,
            agencies=tuple(names.entry(name) if names else None for name in r.agencies),
            decided=decided.get(r.key) if r.status is not Status.PENDING else None,
            page=_page(printed.get(r.key)),
            document_status=printed[r.key].status.value if r.key in printed else None,
        )


def _page(located: Located | None) -> str | None:
    if located is None or located.main is None:
        return None
    return page_in_words(located.main).removeprefix("p. ") or None


def decisions(trail: Trail, data: Data, event: Event | None = None) -> dict[str, Decided]:
    """The last decision about each recommendation of a record, by key, after an event or at the trail's head.

    Raises:
        RefusedError: If the trail cannot be replayed.
        KeyError: If the record has no recommendations, or one without a key.
    """
    statuses = {pointer(RECOMMENDATIONS, r["key"], "status"): r["key"] for r in data[RECOMMENDATIONS]}
    lines = (line for line in blame(trail, event) if line.path in statuses)
    return {statuses[line.path]: Decided(line.event.by, line.event.at) for line in lines}
