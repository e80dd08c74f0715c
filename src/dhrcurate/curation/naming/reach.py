"""How far a decision about a name reaches that does not say by itself which body it means: the areas to choose from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dhrcurate.agencies.normalise import fold
from dhrcurate.curation.naming.agencies import Preview
from dhrcurate.curation.naming.deciding import NameDecision
from dhrcurate.domain.agency import Context, Names
from dhrcurate.domain.record import Record


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to limit a decision.

    Attributes:
        decision: The decision, which is remembered as far as it reaches.
        preview: What it changes.
        area: The area whose records alone it is about; `None` for records that name no area.
        everywhere: True if it is about the records of all areas.
        places: The number of recommendations there that have the name.
    """

    decision: NameDecision
    preview: Preview
    area: str | None
    everywhere: bool
    places: int


def look_through(records: Iterable[Record], names: Names, decision: NameDecision) -> Preview:
    """Return what a decision changes in every record, with the areas that its agencies belong to."""
    preview = decision.preview(records, names)
    own = {area for area in set(preview.areas.values()) if area and _serve(decision.means, area, names)}
    return replace(preview, own_areas=frozenset(own))


def reaches(decision: NameDecision, preview: Preview, here: str | None = None) -> Sequence[Reach]:
    """Return how far a decision may reach, that for every record last; nothing for a name that tells its body.

    It is that of one area alone where the name is written in the records of no other. Otherwise the areas are those
    that the agencies belong to and the one looked at, or all where neither is known; records that name no area are
    beside them.

    Args:
        decision: The decision.
        preview: What it changes in every record, as `look_through` returns it.
        here: The area of the record that is looked at, empty where it names none; `None` where none is looked at.
    """
    counts = Counter(preview.areas.values())
    if not counts:
        return ()
    first = [area for area in counts if here is not None and fold(area or "") == fold(here)]
    own = {area for area in counts if area in preview.own_areas or area in first}
    offered = own | (counts.keys() & {None}) if own else counts.keys()
    areas = sorted(offered, key=lambda area: (area not in first, area is None, -counts[area], area or ""))
    limited = [
        # Without an area there is nothing to remember it for.
        Reach(
            replace(decision, csp=area, remembered=decision.remembered and area is not None),
            preview.within(area),
            area,
            everywhere=False,
            places=counts[area],
        )
        for area in areas
    ]
    if len(counts) == 1 and None not in counts:
        return limited
    return [*limited, Reach(decision, preview, None, everywhere=True, places=counts.total())]


def _serve(means: Sequence[str], area: str, names: Names) -> bool:
    serving = {agency.name for agency in names.serving(Context(csp=area))}
    return serving.issuperset(means)
