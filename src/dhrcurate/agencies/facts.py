"""Facts of the built-in register for a register used alone: about agencies of the same name, adding none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dhrcurate.agencies.normalise import fold
from dhrcurate.domain.agency import Agency, Alias


def facts_for(own: Sequence[Agency], known: Sequence[Agency]) -> list[tuple[Agency, ...]]:
    """Return, for each agency of a register, other names, sites and acronyms known of an agency of that name.

    A known agency is linked by its canonical name, or if no agency has that, by one of its aliases. Names that are
    the canonical name of an agency of the register are left out: they already mean that one.

    Args:
        own: The register's agencies.
        known: The agencies of which facts are known.
    """
    if not known:
        return []
    taken = {fold(agency.name): position for position, agency in enumerate(own)}
    linked: list[list[Agency]] = [[] for _ in own]
    for facts in known:
        names = [facts.name, *(alias.name for alias in facts.aliases)]
        position = next((taken[key] for key in map(fold, names) if key in taken), None)
        if position is None:
            continue
        linked[position].append(
            replace(
                facts,
                name=own[position].name,
                aliases=tuple(Alias(name) for name in names if fold(name) not in taken),
                acronyms=tuple(name for name in facts.acronyms if fold(name) not in taken),
                sites=tuple(site for site in facts.sites if fold(site.name) not in taken),
            )
        )
    return [tuple(facts) for facts in linked]
